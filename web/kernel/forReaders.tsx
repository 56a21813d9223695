import type { ComponentType } from 'react'
import { type Endpoint, refusalOfEndpoint } from '#domain/kernel/endpoint.ts'
import { ApiError } from './api.ts'
import { useCitation, useContextOfRules } from './session.tsx'
import { ErrorPage } from './states.tsx'

/**
 * A page for whoever may read what it lists: anybody else is told why not, by the server's own rule, with neither
 * filters nor exports above it. `Refused` where it is a part of a page.
 */
export function forReaders(
  endpoint: Endpoint,
  Page: ComponentType,
  Refused: ComponentType<{ error: ApiError }> = ErrorPage,
): ComponentType {
  return function ForReaders() {
    const citationOf = useCitation()
    const refusal = refusalOfEndpoint(endpoint, useContextOfRules())
    if (!refusal) return <Page />
    const { code, message, basis } = refusal
    return <Refused error={new ApiError(403, { code, message, citation: citationOf(basis) })} />
  }
}
