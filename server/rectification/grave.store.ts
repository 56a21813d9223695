import { sql } from 'kysely'
import { type Actor, personsOf } from '#domain/kernel/actor.ts'
import type { GraveMatter } from '#domain/rectification/grave.api.ts'
import type { GraveFacts, GraveKind, GraveState } from '#domain/rectification/grave.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { newSalt } from '#server/kernel/saltedDigest.ts'
import * as orders from './order.store.ts'
import { filesOf } from './orderFind.store.ts'

/** Whom an order concerns: the person, or everybody of the division, and whoever answered for it. */
export const concernedBy = (row: orders.OrderAt): readonly string[] =>
  row.personId === null ? [...new Set([...row.ofDivision, ...row.answeredBy])] : [row.personId]

/** 404 to whoever is concerned, as if there were nothing. */
export async function orderOf(tx: Tx, actor: Actor, today: string, orderId: string) {
  const row = await orders.findRow(tx, actor, today, orderId)
  const concerned = concernedBy(row)
  if (personsOf(actor).some((person) => concerned.includes(person))) throw new NotFound()
  return { row, concerned }
}

const matters = (tx: Tx) =>
  tx
    .selectFrom('rectificationGrave as matter')
    .select(['matter.id', 'matter.version', 'matter.rectificationId', 'matter.facts', 'matter.reason', 'matter.salt'])
    .select(['matter.proposedAt', 'matter.decisionReason', 'matter.decidedAt'])
    .select([sql<GraveState>`matter.state`.as('state'), sql<GraveKind>`matter.proposed_kind`.as('proposedKind')])
    .select(sql<GraveKind | null>`matter.decided_kind`.as('decidedKind'))
    .select(orders.personOf('matter.proposedBy').$notNull().as('proposedBy'))
    .select([
      orders.personOf('matter.entrustedTo').as('entrustedTo'),
      orders.personOf('matter.decidedBy').as('decidedBy'),
    ])
    .select(filesOf('rectificationGrave', 'matter.id').as('files'))

export type MatterAt = Awaited<ReturnType<ReturnType<typeof matters>['executeTakeFirstOrThrow']>>
const shown = ({ salt: _, ...matter }: MatterAt, concerned: readonly string[]): GraveMatter => ({
  ...matter,
  concerned: [...concerned],
})

/** What was put before the group about an order, the latest first. */
export async function ofOrder(tx: Tx, actor: Actor, today: string, orderId: string) {
  const { concerned } = await orderOf(tx, actor, today, orderId)
  const rows = await matters(tx)
    .where('matter.rectificationId', '=', orderId)
    .orderBy('matter.proposedAt', 'desc')
    .orderBy('matter.id')
    .execute()
  // of whom nobody is told but the one who acts
  return {
    rows: rows.map((row) => shown(row, [])),
    concerned: concerned.filter((one) => personsOf(actor).includes(one)),
  }
}

const found = (tx: Tx, id: string) =>
  matters(tx)
    .where('matter.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())

export async function find(
  tx: Tx,
  actor: Actor,
  id: string,
  { today }: { readonly today: string },
): Promise<GraveMatter> {
  const row = await found(tx, id)
  await orderOf(tx, actor, today, row.rectificationId)
  return shown(row, [])
}

/** Locks a matter that the actor sees, with what its transitions ask. */
export async function lock({ tx, actor, today }: Acting, id: string, version: number) {
  await tx.selectFrom('rectificationGrave').select('id').where('id', '=', id).forUpdate().execute()
  const row = await found(tx, id)
  const { concerned, row: order } = await orderOf(tx, actor, today, row.rectificationId)
  if (row.version !== version) throw new Stale()
  const facts: GraveFacts = {
    ...{ state: row.state, proposedBy: row.proposedBy.id, entrustedTo: row.entrustedTo?.id ?? null, concerned },
  }
  return { row, order, facts }
}

type New = { readonly proposedKind: GraveKind; readonly facts: string; readonly reason: string }

export async function insert({ tx, actor, clock }: Acting, rectificationId: string, given: New) {
  return tx
    .insertInto('rectificationGrave')
    .values({ ...given, rectificationId, salt: newSalt(), proposedBy: actor.id, proposedAt: clock.now })
    .returning(['id', 'salt'])
    .executeTakeFirstOrThrow()
}

type Saved = {
  readonly state: GraveState
  readonly entrustedTo?: string
  readonly decidedKind?: GraveKind
  readonly decisionReason?: string | null
  readonly decidedBy?: string
  readonly decidedAt?: string
}

export const save = (tx: Tx, id: string, values: Saved) =>
  tx
    .updateTable('rectificationGrave')
    .set({ ...values, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()

export const isPending = async (tx: Tx, orderId: string): Promise<boolean> =>
  (await tx
    .selectFrom('rectificationGrave')
    .select('id')
    .where('rectificationId', '=', orderId)
    .where('state', '=', 'proposed')
    .executeTakeFirst()) !== undefined

/** A deputy head of the group today, by name. */
export const deputyOfDay = async (tx: Tx, personId: string, today: string): Promise<string | undefined> =>
  (
    await tx
      .selectFrom('post')
      .innerJoin('person', 'person.id', 'post.personId')
      .select('person.name')
      .where('post.personId', '=', personId)
      .where('post.kind', '=', 'leadingGroup.deputy')
      .where('post.fromOn', '<=', today)
      .where((or) => or.or([or('post.toOn', 'is', null), or('post.toOn', '>', today)]))
      .executeTakeFirst()
  )?.name

/** Matters that wait for a decision, with the order's title; the oldest first. */
export const waiting = (tx: Tx, actor: Actor, today: string) =>
  orders
    .facts(tx, actor, today)
    .innerJoin('rectificationGrave as matter', 'matter.rectificationId', 'rectification.id')
    .select(['matter.id as matterId', 'matter.proposedBy', 'matter.entrustedTo', 'matter.proposedAt'])
    .where('matter.state', '=', 'proposed')
    .orderBy('matter.proposedAt')
    .limit(100)
    .execute()
