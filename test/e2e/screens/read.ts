import type { Page } from '@playwright/test'
import type { z } from 'zod'
import type { Endpoint } from '#domain/kernel/endpoint.ts'

type QueryOf<E> = E extends Endpoint<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.input<Q> : never
type ReplyOf<E> = E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer R> ? z.output<R> : never

/** What the person of the page is answered by a read; a record of the wanted kind is looked up by it. */
export async function read<E extends Endpoint>(page: Page, endpoint: E, query: QueryOf<E>): Promise<ReplyOf<E>> {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query as Record<string, unknown>)) search.set(name, String(value))
  const answer = await page.request.get(`${endpoint.path}?${search}`)
  if (!answer.ok()) throw new Error(`${endpoint.path}?${search} answered ${answer.status()}`)
  return endpoint.reply.parse(await answer.json()) as ReplyOf<E>
}
