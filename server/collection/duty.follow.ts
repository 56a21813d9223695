import { lastDayOf } from '#domain/calendar/periods.ts'
import { followsPlan } from '#domain/collection/duty.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { settleCards } from '#server/card/card.public.ts'
import type { Entry } from '#server/kernel/history.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { dropDrafts } from './draft.store.ts'
import { makeDuties, type Owed, owedBy } from './duty.generate.ts'
import { indicatorsOf } from './duty.store.ts'
import * as store from './dutyFollow.store.ts'

/** What a change of an issued plan did to its duties, as numbers of duties. */
export type Followed = { readonly made: number; readonly withdrawn: number; readonly moved: number }

/**
 * The duties of changed items follow the plan (Art. 24, 26): what is owed no more is withdrawn with the reason of the
 * change, what goes to other divisions or another collecting unit moves, and periods that are not over get their duty.
 * Only duties without a standing signature follow; what was signed is never touched.
 */
export async function followPlan(
  context: Acting,
  planId: string,
  change: { readonly itemIds: readonly string[]; readonly reason: string },
): Promise<Followed> {
  const { tx, today } = context
  const owed = await owedBy(context, await indicatorsOf(tx, planId, change.itemIds))
  const byKey = new Map(owed.map((one) => [keyOf(one), one]))
  const there = await store.dutiesOf(tx, change.itemIds)
  const present = new Set(there.map(keyOf))
  const following = there.filter(followsPlan)
  const withdrawn = following.filter((duty) => !byKey.has(keyOf(duty)))
  await withdraw(context, withdrawn, change.reason)
  const kept = following.flatMap((duty) => pairOf(duty, byKey))
  const moved = await move(context, kept)
  const back = there.filter(({ stage }) => stage === 'withdrawn').flatMap((duty) => pairOf(duty, byKey))
  const isAhead = ({ period }: { readonly period: string }) => lastDayOf(period) >= today
  const restored = await restore(
    context,
    back.filter(([, one]) => isAhead(one)),
  )
  const made = await makeDuties(
    context,
    owed.filter((one) => isAhead(one) && !present.has(keyOf(one))),
  )
  return { made: made.length + restored, withdrawn: withdrawn.length, moved }
}

type Pair = readonly [Present, Owed]
type Present = Awaited<ReturnType<typeof store.dutiesOf>>[number]

const keyOf = ({ indicatorId, period }: { readonly indicatorId: string; readonly period: string }) =>
  `${indicatorId} ${period}`

function pairOf(duty: Present, byKey: ReadonlyMap<string, Owed>): Pair[] {
  const one = byKey.get(keyOf(duty))
  return one ? [[duty, one]] : []
}

async function withdraw(context: Acting, duties: readonly Present[], reason: string): Promise<void> {
  const ids = duties.map(({ id }) => id)
  if (ids.length === 0) return
  await store.withdraw(context.tx, ids, reason)
  await dropDrafts(context.tx, ids)
  for (const ladder of ['external', 'internal'] as const) await settleCards(context.tx, ids, context.today, ladder)
  await context.recordMany(
    ids.map(
      (id): Entry => ({ action: 'duty.withdraw', subject: { kind: 'duty', id }, basis: 'duty.withdraw', reason }),
    ),
  )
}

/** Duties withdrawn by an earlier change are owed again, with the days of today. */
async function restore(context: Acting, pairs: readonly Pair[]): Promise<number> {
  for (const [{ id }, { indicatorId: _i, itemId: _t, period: _p, ...owed }] of pairs)
    await store.restore(context.tx, id, owed)
  await context.recordMany(
    pairs.map(([{ id }]): Entry => ({ action: 'duty.restore', subject: { kind: 'duty', id }, basis: 'duty.restore' })),
  )
  return pairs.length
}

const partiesOf = ({ responsibleDivisionId, coordinatingDivisionId, collectingUnitId }: Owed) => ({
  ...{ responsibleDivisionId, coordinatingDivisionId, collectingUnitId },
})
const parties = ['responsibleDivisionId', 'coordinatingDivisionId', 'collectingUnitId'] as const

/** Duties whose divisions or collecting unit are others now go over to them. */
async function move(context: Acting, pairs: readonly Pair[]): Promise<number> {
  const moved = pairs.filter(([duty, one]) => parties.some((party) => duty[party] !== one[party]))
  if (moved.length === 0) return 0
  await store.move(
    context.tx,
    moved.map(([{ id }, one]) => ({ id, ...partiesOf(one) })),
  )
  const names = await store.namesOf(context.tx)
  await context.recordMany(
    moved.map(
      ([duty, one]): Entry => ({
        ...{ action: 'duty.follow', subject: { kind: 'duty', id: duty.id }, basis: 'duty.follow' },
        changes: changesOf(partyNames, shownParties(duty, names), shownParties(one, names)),
      }),
    ),
  )
  return moved.length
}

const partyNames = {
  responsibleDivisionId: { name: { zh: '责任处', en: 'Responsible division' } },
  coordinatingDivisionId: { name: { zh: '协调处', en: 'Coordinating division' } },
  collectingUnitId: { name: { zh: '数据采集责任单位', en: 'Collecting unit' } },
} as const

type Parties = { readonly [Party in (typeof parties)[number]]: string | null }
const shownParties = (of: Parties, names: ReadonlyMap<string, string>) =>
  Object.fromEntries(parties.map((party) => [party, names.get(of[party] ?? '') ?? null]))
