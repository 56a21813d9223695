import type { Counted } from '#domain/collection/dutyFilters.ts'

/** What a list of duties is asked for, as its address holds it. */
export type Listed = {
  readonly year?: number | undefined
  readonly divisionId?: string | undefined
  readonly period?: string
  readonly stage?: string
  readonly dataState?: string
  readonly dueOn?: string
  readonly due?: 'internal' | 'external'
  readonly askedIn?: string
  readonly counted?: Counted
}

/** The page that lists exactly the duties that a number counts; what is withdrawn is in none. */
export function listTo(listed: Listed): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(listed)) if (value !== undefined) search.set(name, String(value))
  return `/duties/list?${search}`
}
