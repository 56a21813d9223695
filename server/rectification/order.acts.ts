import { type Change, changesOf } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { type OrderAction, orderFields, orderTransitions, plainForPersons } from '#domain/rectification/order.ts'
import { orderStates } from '#domain/rectification/orderStates.ts'
import { claimFile } from '#server/kernel/files.ts'
import type { Subject } from '#server/kernel/history.ts'
import { type Acting, take } from '#server/kernel/routes.ts'
import { saltedDigest } from '#server/kernel/saltedDigest.ts'
import * as store from './order.store.ts'

export const subjectOf = (id: string) => ({ kind: 'rectification' as const, id })

type Shown = Partial<Record<keyof typeof orderFields, unknown>>

const forPersons = Object.fromEntries(
  Object.entries(orderFields).map(([key, field]) => [
    key,
    { ...field, isSensitive: !plainForPersons.includes(key as keyof typeof orderFields) },
  ]),
) as Record<keyof typeof orderFields, { name: Change['name']; isSensitive: boolean }>

/** What the history keeps: of an order to a person digests in place of the words. */
export const changesIn = (row: { personId: string | null; salt: string }, before: Shown, after: Shown): Change[] =>
  row.personId === null
    ? changesOf(orderFields, before, after)
    : changesOf(forPersons, before, after, saltedDigest(row.salt))

/** Makes uploads part of a record and answers their names. */
export async function claimAll({ tx, actor }: Acting, fileIds: readonly string[], owner: Subject): Promise<string> {
  const names: string[] = []
  for (const fileId of new Set(fileIds)) names.push((await claimFile(tx, actor.id, fileId, owner)).name)
  return names.join('、')
}

type Given = {
  readonly changed?: Parameters<typeof store.save>[2]
  readonly before?: Shown
  readonly shown?: Shown
  /** Why: of an order to a person it is kept as a digest, like every word about it. */
  readonly reason?: string
}

/** One act on an order: taken by its transition, written, recorded. */
export async function act(
  context: Acting,
  action: OrderAction,
  { id, version }: { readonly id: string; readonly version: number },
  given: (row: store.OrderAt) => Given | Promise<Given>,
): Promise<string> {
  const row = await store.lock(context, id, version)
  const state = take(orderTransitions[action], store.factsOf(row), context, orderStates)
  const { changed = {}, before = {}, shown = {}, reason } = await given(row)
  await store.save(context.tx, id, { ...changed, state })
  const isPlain = row.personId === null
  const changes = changesIn(
    row,
    { state: inBoth(orderStates[row.state]), ...before },
    { state: inBoth(orderStates[state]), ...shown, ...(reason && !isPlain ? { words: reason } : {}) },
  )
  const { basis } = orderTransitions[action]
  const why = reason && isPlain ? { reason } : {}
  await context.record(`rectification.${action}`, subjectOf(id), { basis, changes, ...why })
  return id
}
