import { sql } from 'kysely'
import type { Verdict } from '#domain/progress/judgement.ts'
import type { Rhythm } from '#domain/progress/rhythm.ts'
import type { PhaseOf } from '#domain/progress/stand.ts'
import type { Tx } from '#server/kernel/db.ts'

/** A phase with what was reported and judged of it, and whose it is now: the lead's, or a co-responsible division's. */
export type PhaseOfItem = PhaseOf & {
  readonly criterion: string
  /** Its division houses the performance office. */
  readonly judgedByDeputy: boolean
  readonly divisionId: string | null
  /** An earlier claim is on its way or may still be reviewed: no other one is made. */
  readonly isOpen: boolean
  /** Somebody is judging it just now. */
  readonly isBeingJudged: boolean
}

const ofItems = (itemIds: readonly string[]) => sql<string>`any(${[...itemIds]}::uuid[])`

/** The phases of items by item, in four statements however many there are. */
export async function phasesOf(tx: Tx, itemIds: readonly string[]): Promise<ReadonlyMap<string, PhaseOfItem[]>> {
  const phases = await tx
    .selectFrom('phase')
    .innerJoin('item', 'item.id', 'phase.itemId')
    .innerJoin('plan', 'plan.id', 'item.planId')
    .select(['phase.itemId', 'phase.id', 'phase.sort as number', 'phase.title', 'phase.startsOn', 'phase.endsOn'])
    .select(['phase.criterion', 'plan.issuedOn as owedFrom', sql<number | null>`phase.weight::float8`.as('weight')])
    .select([
      sql<string | null>`coalesce(phase.division_id, item.responsible_division_id)`.as('divisionId'),
      sql<boolean>`coalesce((select houses_performance_office from division
        where division.id = coalesce(phase.division_id, item.responsible_division_id)), false)`.as('judgedByDeputy'),
    ])
    .where('phase.itemId', '=', ofItems(itemIds))
    .orderBy('phase.itemId')
    .orderBy('phase.sort')
    .execute()
  const reports = Map.groupBy(await reportsOf(tx, itemIds), ({ phaseId }) => phaseId)
  const rhythms = Map.groupBy(await rhythmsOf(tx, itemIds), ({ itemId }) => itemId)
  const judgements = Map.groupBy(await judgementsOf(tx, itemIds), ({ phaseId }) => phaseId)
  const all = phases.map(({ itemId, ...phase }) => {
    const judged = judgements.get(phase.id) ?? []
    const is = (...states: string[]) => judged.some(({ state }) => states.includes(state))
    return {
      itemId,
      ...phase,
      rhythms: rhythms.get(itemId) ?? [],
      reports: (reports.get(phase.id) ?? []).map(({ phaseId: _, ...report }) => report),
      isClaimed: is('claimed'),
      isBeingJudged: is('claimed', 'underReview'),
      isOpen: is('claimed', 'judged', 'underReview'),
      verdict: judged.findLast(({ verdict }) => verdict !== null)?.verdict ?? null,
    }
  })
  const byItem = Map.groupBy(all, ({ itemId }) => itemId)
  return new Map([...byItem].map(([itemId, of]) => [itemId, of.map(({ itemId: _, ...phase }) => phase)]))
}

/** Phases in force that ended before a day, and that nobody claimed or judged: of the house of the office, or of others. */
export const unclaimedPhases = (tx: Tx, ofHouse: boolean, endedBefore: string) =>
  tx
    .selectFrom('phase')
    .innerJoin('item', 'item.id', 'phase.itemId')
    .innerJoin('plan', 'plan.id', 'item.planId')
    .innerJoin('performanceYear', 'performanceYear.year', 'item.year')
    .innerJoin('division', (on) =>
      on.on(sql<boolean>`division.id = coalesce(phase.division_id, item.responsible_division_id)`),
    )
    .select(['phase.id', 'phase.itemId', 'phase.endsOn', 'phase.sort as number', 'item.code', 'item.title'])
    .select('division.housesPerformanceOffice as judgedByDeputy')
    .select(
      sql<string[]>`array(select distinct made_by from progress_report as report
        where report.item_id = item.id and report.phase_id = phase.id)`.as('submittedBy'),
    )
    .where('plan.kind', '=', 'office')
    .where('plan.state', '=', 'issued')
    .where('performanceYear.state', '<>', 'closed')
    .where('item.withdrawnOn', 'is', null)
    .where('division.housesPerformanceOffice', '=', ofHouse)
    .where('phase.endsOn', '<', endedBefore)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('phaseJudgement as judgement')
            .select('judgement.id')
            .whereRef('judgement.itemId', '=', 'item.id')
            .whereRef('judgement.phaseId', '=', 'phase.id')
            .where('judgement.state', '<>', 'takenBack'),
        ),
      ),
    )
    .orderBy('phase.endsOn')
    .orderBy('phase.id')
    .limit(100)
    .execute()

/** Reports that stand: one in whose place there is another does not count. */
const reportsOf = (tx: Tx, itemIds: readonly string[]) =>
  tx
    .selectFrom('progressReport as report')
    .select(['report.phaseId', 'report.reportedOn as on', 'report.reached', 'report.percent'])
    .where('report.itemId', '=', ofItems(itemIds))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('progressReport as later').select('later.id').whereRef('later.replacesId', '=', 'report.id'),
        ),
      ),
    )
    .orderBy('report.reportedOn')
    .orderBy('report.madeAt')
    .execute()

/** Rhythms of their own, the earliest first; of those of one day the last. */
const rhythmsOf = (tx: Tx, itemIds: readonly string[]) =>
  tx
    .selectFrom('itemRhythm')
    .distinctOn(['itemId', 'fromOn'])
    .select(['itemId', 'fromOn as on', sql<Rhythm | null>`rhythm`.as('rhythm')])
    .where('itemId', '=', ofItems(itemIds))
    .orderBy('itemId')
    .orderBy('fromOn')
    .orderBy('number', 'desc')
    .execute()

const judgementsOf = (tx: Tx, itemIds: readonly string[]) =>
  tx
    .selectFrom('phaseJudgement')
    .select(['phaseId', 'state', sql<Verdict | null>`coalesce(review_verdict, verdict)`.as('verdict')])
    .where('itemId', '=', ofItems(itemIds))
    .where('state', '<>', 'takenBack')
    .orderBy('claimedAt')
    .execute()
