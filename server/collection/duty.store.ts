import type { Insertable, Updateable } from 'kysely'
import { sql } from 'kysely'
import type { Frequency } from '#domain/calendar/periods.ts'
import type { EntryKind, Stage } from '#domain/collection/duty.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Duty } from '#server/kernel/db.types.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { DaysOfDuty } from './duty.generate.ts'
import { rowOf } from './duty.shape.ts'
import { dutyRows, visible } from './dutyRows.store.ts'
import { askedForm, evidenceAsked, formOf } from './form.store.ts'

/**
 * The indicators in force of the plan's items that have both their divisions, which an issued plan's items have. An
 * indicator of a co-responsible division is owed by that one.
 */
export const indicatorsOf = (tx: Tx, planId: string, itemIds?: readonly string[]) =>
  tx
    .selectFrom('indicator')
    .innerJoin('item', 'item.id', 'indicator.itemId')
    .select(['indicator.id as indicatorId', 'indicator.itemId', 'item.year', 'item.startsOn', 'item.endsOn'])
    .select(sql<Frequency>`indicator.frequency`.as('frequency'))
    .select(['indicator.collectingUnitId'])
    .select((eb) => [
      eb.fn.coalesce('indicator.divisionId', 'item.responsibleDivisionId').$notNull().as('responsibleDivisionId'),
      eb.ref('item.coordinatingDivisionId').$notNull().as('coordinatingDivisionId'),
    ])
    .where('item.planId', '=', planId)
    .where('item.withdrawnOn', 'is', null)
    .where('indicator.withdrawnOn', 'is', null)
    .$if(itemIds !== undefined, (query) =>
      query.where('item.id', '=', sql<string>`any(${[...(itemIds ?? [])]}::uuid[])`),
    )
    .where('item.responsibleDivisionId', 'is not', null)
    .where('item.coordinatingDivisionId', 'is not', null)
    .orderBy('item.sort')
    .orderBy('indicator.sort')
    .execute()

/** Two thousand rows a statement: PostgreSQL takes 65,535 parameters. */
export async function insertDuties(tx: Tx, rows: readonly Insertable<Duty>[]): Promise<string[]> {
  const ids: string[] = []
  for (let start = 0; start < rows.length; start += 2_000) {
    const inserted = await tx
      .insertInto('duty')
      .values(rows.slice(start, start + 2_000))
      .onConflict((conflict) => conflict.columns(['indicatorId', 'period']).doNothing())
      .returning('id')
      .execute()
    ids.push(...inserted.map(({ id }) => id))
  }
  return ids
}

/** Opens every upcoming duty whose day has come; a second process finds none left. */
export const openDue = async (tx: Tx, today: string): Promise<string[]> => {
  const opened = await tx
    .updateTable('duty')
    .set({ stage: 'open', version: sql`version + 1` })
    .where('stage', '=', 'upcoming')
    .where('opensOn', '<=', today)
    .returning('id')
    .execute()
  return opened.map(({ id }) => id)
}

type AwaitedGroup = {
  readonly period: string
  readonly setOn: string
  readonly awaiting: string
  readonly externalDueOn: string | null
  readonly extendedInternalOn: string | null
  readonly extendedExternalOn: string | null
  readonly collectionVersionId: string | null
}

/** Duties that wait for one of these years' lists, by what their days follow from. */
export const awaitedGroups = async (tx: Tx, years: readonly string[]): Promise<AwaitedGroup[]> => {
  if (years.length === 0) return []
  const groups = await tx
    .selectFrom('duty')
    .select(['period', 'setOn', 'awaiting', 'externalDueOn', 'extendedInternalOn', 'extendedExternalOn'])
    .select('collectionVersionId')
    .distinct()
    .where('awaiting', 'in', years)
    .execute()
  return groups.map(({ awaiting, ...group }) => ({ ...group, awaiting: awaiting ?? '' }))
}

export async function fillDays(tx: Tx, group: AwaitedGroup, days: DaysOfDuty): Promise<string[]> {
  const { period, setOn, awaiting, externalDueOn, extendedInternalOn, extendedExternalOn, collectionVersionId } = group
  const filled = await tx
    .updateTable('duty')
    .set({ ...days, version: sql`version + 1` })
    .where('awaiting', '=', awaiting)
    .where('period', '=', period)
    .where('setOn', '=', setOn)
    .where('externalDueOn', 'is not distinct from', externalDueOn)
    .where('extendedInternalOn', 'is not distinct from', extendedInternalOn)
    .where('extendedExternalOn', 'is not distinct from', extendedExternalOn)
    .where('collectionVersionId', 'is not distinct from', collectionVersionId)
    .returning('id')
    .execute()
  return filled.map(({ id }) => id)
}

/** Locks a duty until the transaction ends; `version` is the one the person was looking at. */
export async function lock(tx: Tx, actor: Actor, today: string, id: string, version: number) {
  const row = await dutyRows(tx, today)
    .select([evidenceAsked.as('evidenceNeeded'), askedForm.as('asked'), 'duty.reportedOn'])
    .where('duty.id', '=', id)
    .where((eb) => visible(eb, actor))
    .forUpdate('duty')
    .executeTakeFirstOrThrow(() => new NotFound())
  if (row.version !== version) throw new Stale()
  const { submissionId, evidenceNeeded, reportedOn } = row
  return { ...rowOf(row), submissionId, evidenceNeeded, reportedOn, form: formOf(row.asked) }
}
export type Locked = Awaited<ReturnType<typeof lock>>

type Change = Omit<Updateable<Duty>, 'stage' | 'kind'> & { readonly stage: Stage; readonly kind?: EntryKind | null }

export const save = (tx: Tx, id: string, change: Change) =>
  tx
    .updateTable('duty')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()

/** The fields of a duty without data: taken back, or not yet given. */
export const withoutData = {
  submissionId: null,
  kind: null,
  value: null,
  enteredBy: null,
  signedBy: null,
  signedFor: null,
  signedAt: null,
  isPreliminary: false,
} as const

/** The facts of a duty this post sees, without a lock. */
export const findFacts = async (tx: Tx, actor: Actor, today: string, id: string) =>
  rowOf(
    await dutyRows(tx, today)
      .where('duty.id', '=', id)
      .where((eb) => visible(eb, actor))
      .executeTakeFirstOrThrow(() => new NotFound()),
  )
