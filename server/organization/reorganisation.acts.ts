import { changesOf } from '#domain/kernel/history.ts'
import { divisionFields } from '#domain/organization/division.ts'
import { moveDuties } from '#server/collection/succession.public.ts'
import { type Entry, recordMany } from '#server/kernel/history.ts'
import type { Acting } from '#server/kernel/routes.ts'
import type { Sweep } from '#server/kernel/sweep.ts'
import { moveItems, moveRest } from '#server/plan/succession.public.ts'
import { insertLeft } from './leftMatter.store.ts'
import { endEntry } from './post.history.ts'
import { passMatters, sameAfter } from './reorganisation.matters.ts'
import { divisionMoves, movesOf, withIds } from './reorganisation.outcome.ts'
import * as store from './reorganisation.store.ts'

const basis = 'organization.reorganisation'
const endFields = { toOn: { name: { zh: '终止日', en: 'Until' } } } as const
const nameFields = { nameZh: divisionFields.nameZh, nameEn: divisionFields.nameEn } as const

const divisionEntry = (id: string, action: string, changes: Entry['changes'], reason: string): Entry => ({
  action,
  subject: { kind: 'division', id },
  basis,
  ...(changes ? { changes } : {}),
  reason,
})

/** What has its own day is written at once: divisions begin and end, posts end the day before. */
export async function settle({ tx, recordMany: record }: Acting, plan: store.Head): Promise<void> {
  const { id, fromOn, document, content } = plan
  const known = await store.divisionsById(tx)
  const ids = new Map<string, string>()
  for (const founded of content.founded) ids.set(founded.key, await store.found(tx, founded, fromOn))
  const endedIds = content.ended.map(({ divisionId }) => divisionId)
  const posts = await store.postsOf(tx, endedIds, fromOn)
  if (endedIds.length > 0) await store.endDivisions(tx, endedIds, fromOn)
  await store.endPosts(tx, id, posts, fromOn)
  await store.save(tx, id, { content: withIds(content, ids), state: 'planned' })
  await record([
    ...content.founded.map(({ key, code, name, sort }) => {
      const after = { code, nameZh: name.zh, nameEn: name.en, sort, fromOn }
      return divisionEntry(ids.get(key) ?? '', 'division.create', changesOf(divisionFields, {}, after), document)
    }),
    ...endedIds.map((one) => divisionEntry(one, 'division.end', changesOf(endFields, {}, { toOn: fromOn }), document)),
    ...posts.map(({ id: postId, kind, divisionId, toOn }) =>
      endEntry(
        postId,
        { kind, division: known.get(divisionId ?? '')?.name.zh },
        { before: toOn, after: fromOn, reason: document },
      ),
    ),
  ])
}

/** Takes back what was written ahead. */
export async function takeBack({ tx, recordMany: record }: Acting, plan: store.Head, reason: string): Promise<void> {
  const { id, fromOn, content } = plan
  const endedIds = content.ended.map(({ divisionId }) => divisionId)
  const foundedIds = content.founded.flatMap(({ divisionId }) => divisionId ?? [])
  if (endedIds.length > 0) await store.endDivisions(tx, endedIds, null)
  if (foundedIds.length > 0) await store.endDivisions(tx, foundedIds, fromOn)
  const restored = await store.restorePosts(tx, id, fromOn)
  const cancelled = foundedIds.length > 0 ? await store.cancelPosts(tx, foundedIds) : []
  await record([
    ...endedIds.map((one) => divisionEntry(one, 'division.end', changesOf(endFields, { toOn: fromOn }, {}), reason)),
    ...foundedIds.map((one) => divisionEntry(one, 'division.end', changesOf(endFields, {}, { toOn: fromOn }), reason)),
    ...restored.map((post) =>
      endEntry(post.id, { kind: post.kind, division: null }, { before: fromOn, after: post.toOn, reason }),
    ),
    ...cancelled.map((post) =>
      endEntry(post.id, { kind: post.kind, division: null }, { before: null, after: fromOn, reason }),
    ),
  ])
}

/** On its day names change and whatever hung on divisions that end goes to their successors. */
export const sweepReorganisations: Sweep = async (tx, clock) => {
  for (const plan of await store.lockDue(tx, clock.today)) {
    const { id, fromOn, document, content, madeById } = plan
    const known = await store.divisionsById(tx)
    const parts = await movesOf(tx, plan, known)
    const moves = divisionMoves(parts)
    const nameOf = (division: string) => known.get(division)?.name.zh ?? ''
    const entries: Entry[] = []
    for (const { divisionId, name } of content.renamed) {
      await store.rename(tx, divisionId, name, fromOn)
      const before = known.get(divisionId)?.name
      const old = { nameZh: before?.zh, nameEn: before?.en }
      const changes = changesOf(nameFields, old, { nameZh: name.zh, nameEn: name.en })
      entries.push(divisionEntry(divisionId, 'division.rename', changes, document))
    }
    entries.push(...(await moveDuties(tx, moves, nameOf)))
    for (const { divisionId, successor } of content.ended) {
      if (successor === null) continue
      const named = (one: string) => ({ id: one, name: nameOf(one) })
      const maker = { personId: madeById, at: clock.now }
      entries.push(...(await passMatters(tx, { from: named(divisionId), to: named(successor), maker })))
      const plansLeft = await moveRest(tx, divisionId, successor)
      const left = plansLeft.map((planId) => ({ kind: 'planLeft' as const, planId }))
      await insertLeft(tx, id, left)
      await store.moveCharge(tx, divisionId, successor)
      await store.insertSuccessor(tx, { divisionId, successorId: successor, reorganisationId: id })
    }
    entries.push(...(await moveItems(tx, moves, nameOf, { personId: madeById, at: clock.now })))
    const alike = sameAfter(parts).filter(({ item }) => item.stand === 'office')
    await insertLeft(
      tx,
      id,
      alike.map(({ item }) => ({ kind: 'sameDivision', itemId: item.id })),
    )
    await store.save(tx, id, { state: 'applied' })
    entries.push({ action: 'reorganisation.apply', subject: { kind: 'reorganisation', id }, basis, reason: document })
    await recordMany(tx, null, clock, entries)
  }
}
