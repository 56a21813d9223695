import { sql, type Updateable } from 'kysely'
import type { Actor } from '#domain/kernel/actor.ts'
import type { JudgementState, Verdict } from '#domain/progress/judgement.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { PhaseJudgement } from '#server/kernel/db.types.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import { visible } from './progress.store.ts'

/** Whose phase it is now; of a phase that an amendment took out, whoever stands for the division that claimed it. */
const divisionId = sql<string | null>`coalesce((select coalesce(phase.division_id, item.responsible_division_id)
  from phase where phase.id = judgement.phase_id), heir_of(judgement.division_id))`

/** Judgements with what their transitions ask, of items that the actor sees. */
export const judgements = (tx: Tx, actor: Actor) =>
  visible(tx, actor)
    .innerJoin('phaseJudgement as judgement', 'judgement.itemId', 'item.id')
    .leftJoin('phase', 'phase.id', 'judgement.phaseId')
    .select(['judgement.id', 'judgement.version', 'judgement.itemId', 'judgement.phaseId', 'judgement.reviewUntil'])
    .select(['judgement.judgedBy', 'judgement.claimedAt', 'item.code', 'item.title', 'phase.title as phaseTitle'])
    .select([
      'phase.sort as phaseNumber',
      sql<JudgementState>`judgement.state`.as('state'),
      sql<Verdict | null>`coalesce(judgement.review_verdict, judgement.verdict)`.as('verdict'),
      divisionId.as('divisionId'),
      sql<boolean>`coalesce((select houses_performance_office from division where division.id = ${divisionId}),
        false)`.as('judgedByDeputy'),
      sql<string[]>`array(select distinct report.made_by from progress_report as report
        where report.item_id = judgement.item_id and report.phase_id = judgement.phase_id
          and report.made_at <= judgement.claimed_at
          union select judgement.claimed_by where judgement.claimed_by is not null)`.as('submittedBy'),
      sql<boolean>`item.withdrawn_on is null and performance_year.state <> 'closed'`.as('isInForce'),
    ])

/** Locks a judgement that the actor sees; `version` is the one that was looked at. */
export async function lock(tx: Tx, actor: Actor, id: string, version: number) {
  const row = await judgements(tx, actor)
    .where('judgement.id', '=', id)
    .forUpdate('judgement')
    .executeTakeFirstOrThrow(() => new NotFound())
  if (row.version !== version) throw new Stale()
  return row
}

export const save = (tx: Tx, id: string, change: Updateable<PhaseJudgement>) =>
  tx
    .updateTable('phaseJudgement')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()

/** What waits to be judged or reviewed, the oldest first. */
export const waiting = (tx: Tx, actor: Actor, state: 'claimed' | 'underReview') =>
  judgements(tx, actor)
    .where('judgement.state', '=', state)
    .where('item.withdrawnOn', 'is', null)
    .where('performanceYear.state', '<>', 'closed')
    .orderBy('judgement.claimedAt')
    .orderBy('judgement.id')
    .limit(100)
    .execute()
