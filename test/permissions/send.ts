import { randomUUID } from 'node:crypto'
import type { Endpoint } from '#domain/kernel/endpoint.ts'
import type { World } from '#test/world.ts'
import { differing, digestOfAll } from './digest.ts'
import type { Ask } from './row.ts'

/** `body` without the number of the request, which alone may differ between two answers that are the same. */
export type Told = { readonly status: number; readonly body: unknown }

export async function send(w: World, endpoint: Endpoint, ask: Ask): Promise<Told> {
  const { status, body } = ask.file
    ? await upload(w, endpoint, ask, ask.file)
    : await w.call(ask.as, endpoint, { params: ask.params ?? {}, query: ask.query ?? {}, body: ask.body })
  if (typeof body !== 'object' || body === null) return { status, body }
  const { request: _number, ...rest } = body as Record<string, unknown>
  return { status, body: rest }
}

async function upload(w: World, endpoint: Endpoint, { as }: Ask, { name, content }: NonNullable<Ask['file']>) {
  const form = new FormData()
  form.set('file', new Blob([content]), name)
  const cookie: Record<string, string> = as ? { cookie: `jiheng=${as.token}` } : {}
  const headers = { origin: w.base, 'idempotency-key': randomUUID(), ...cookie }
  const response = await fetch(`${w.base}${endpoint.path}`, { method: 'POST', headers, body: form })
  return { status: response.status, body: (await response.json()) as unknown }
}

export type Refused = { readonly name: string; readonly ask: Ask; readonly status: number }

/** Sends what has to be refused and answers what was told instead of that; nothing at all may change by any of it. */
export async function refusedAll(w: World, endpoint: Endpoint, batch: readonly Refused[]): Promise<string[]> {
  const before = await digestOfAll(w)
  const faults: string[] = []
  for (const { name, ask, status } of batch) {
    const told = await send(w, endpoint, ask)
    if (told.status !== status) faults.push(`${name}: ${status} expected, told ${words(told)}`)
  }
  const changed = differing(before, await digestOfAll(w))
  return changed.length === 0 ? faults : [...faults, await culprit(w, endpoint, batch, changed)]
}

/** Short enough to be compared and shown: some answers are a megabyte. */
export const words = (told: Told): string => JSON.stringify(told).slice(0, 300)

/** Which of the requests changed something, by sending each once more between two digests. */
async function culprit(w: World, endpoint: Endpoint, batch: readonly Refused[], changed: string[]): Promise<string> {
  let before = await digestOfAll(w)
  for (const { name, ask } of batch) {
    await send(w, endpoint, ask)
    const after = await digestOfAll(w)
    if (differing(before, after).length > 0) return `${name} changed ${differing(before, after).join(', ')}`
    before = after
  }
  return `one of the refused requests changed ${changed.join(', ')}, the second time none did`
}
