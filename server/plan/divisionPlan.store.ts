import { sql } from 'kysely'
import { type Holidays, workingDaysBetween } from '#domain/calendar/workingDays.ts'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { DivisionPlan, Late, PlanFile } from '#domain/plan/divisionPlan.api.ts'
import { type DivisionPlanFacts, type DivisionPlanState, latenessOf } from '#domain/plan/divisionPlan.ts'
import type { Item } from '#domain/plan/item.api.ts'
import { lintDivisionPlan } from '#domain/plan/linter.ts'
import type { CallState } from '#domain/plan/planCall.ts'
import { canonicalOf } from '#server/kernel/canonical.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { IsSeen } from '#server/kernel/seen.ts'
import { divisionLintFacts, type LintContext } from './lintFacts.store.ts'
import { declinedOf } from './merge.store.ts'
import { draftedItems } from './planItems.store.ts'

/** Some deputy is in charge of the division on this day and did not sign its plan off himself. */
const deputyInCharge = (today: string) => sql<boolean>`exists (
  select from post_charge join post on post.id = post_charge.post_id
  where post_charge.division_id = plan.division_id and post.kind = 'leadingGroup.deputy'
    and post.person_id is distinct from latest.made_by
    and post.from_on <= ${today} and (post.to_on is null or post.to_on > ${today}))`

const files = sql<PlanFile[]>`coalesce((select json_agg(json_build_object('id', file.id, 'name', file.name,
  'size', file.size) order by plan_file.sort) from plan_file join stored_file file on file.id = plan_file.file_id
  where plan_file.plan_id = plan.id), '[]')`

/** What was handed in bears the name that the division had then. */
const divisionName = sql<Text>`division_name_on(division.id, case plan.state when 'drafting' then 'infinity'
  else coalesce((latest.made_at at time zone 'Asia/Shanghai')::date, 'infinity') end)`

/** The plans of divisions that this post sees: its own division's, or every one. */
const visible = (tx: Tx, actor: Actor, today: string) =>
  tx
    .selectFrom('plan')
    .innerJoin('division', 'division.id', 'plan.divisionId')
    .innerJoin('planCall', 'planCall.year', 'plan.year')
    .innerJoin('planCallDivision as called', (join) =>
      join.onRef('called.callId', '=', 'planCall.id').onRef('called.divisionId', '=', 'plan.divisionId'),
    )
    .leftJoin('person as decider', 'decider.id', 'plan.decidedBy')
    .leftJoin('planVersion as latest', (join) =>
      join
        .onRef('latest.planId', '=', 'plan.id')
        .on(
          'latest.number',
          '=',
          sql<number>`(select max(number) from plan_version last where last.plan_id = plan.id)`,
        ),
    )
    .select(['plan.id', 'plan.year', 'plan.title', 'plan.version', 'plan.workPlanText', 'plan.returnReason'])
    .select(['plan.procedureText', 'plan.standardsText', 'plan.reportingText', 'plan.decidedAt', 'plan.decidedBy'])
    .select([
      sql<DivisionPlanState>`plan.state`.as('state'),
      sql<CallState>`plan_call.state`.as('callState'),
      'division.id as divisionId',
      divisionName.as('divisionName'),
      'division.housesPerformanceOffice as judgedByDeputy',
      deputyInCharge(today).as('hasDeputyInCharge'),
      'latest.madeBy as submittedBy',
      'decider.name as deciderName',
      'called.dueOn',
      'called.extensionReason',
      'called.extendedOn',
      files.as('files'),
    ])
    .where('plan.kind', '=', 'division')
    .$if(!seesEverything(actor), (query) => query.where('plan.divisionId', '=', actor.divisionId))

export const divisionPlanIsSeen: IsSeen = ({ tx, actor, today }, id) =>
  sql<boolean>`exists (${visible(tx, actor, today).where('plan.id', '=', id)})`

export type DivisionPlanOf = Awaited<ReturnType<typeof findRow>>
/** The plan's own row, where the actor may see it. */
export const findRow = (tx: Tx, actor: Actor, id: string, today: string) =>
  visible(tx, actor, today)
    .where('plan.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())

/** Locks the plan until the transaction ends; `version`, where given, is the one the person was looking at. */
export async function lock(tx: Tx, actor: Actor, id: string, today: string, version?: number): Promise<DivisionPlanOf> {
  const row = await visible(tx, actor, today)
    .where('plan.id', '=', id)
    .forUpdate('plan')
    .executeTakeFirstOrThrow(() => new NotFound())
  if (version !== undefined && row.version !== version) throw new Stale()
  return row
}

/** The plan as its transitions ask about it; faults are counted by whoever needs them. */
export const factsOf = (row: DivisionPlanOf, blockingFaults: number | null = null): DivisionPlanFacts => ({
  state: row.state,
  divisionId: row.divisionId,
  callState: row.callState,
  blockingFaults,
  submittedBy: row.submittedBy,
  judgedByDeputy: row.judgedByDeputy,
  hasDeputyInCharge: row.hasDeputyInCharge,
})

/** Plans on their way: of a division, or of all for those who judge. */
export const openPlans = (tx: Tx, actor: Actor, today: string) =>
  visible(tx, actor, today)
    .where('plan.state', '<>', 'accepted')
    .orderBy('plan.year')
    .orderBy('division.sort')
    .limit(500)
    .execute()

export const faultsOf = async (tx: Tx, row: DivisionPlanOf, items: readonly Item[], context: LintContext) =>
  lintDivisionPlan({ ...row, items }, await divisionLintFacts(tx, row.year, row.divisionId, context))

/** What signing off names: the draft as it stands, each item in its version. */
export const draftDigestOf = ({ title, workPlanText, files: attached }: DivisionPlanOf, items: string) =>
  canonicalOf({ title, workPlanText, files: attached.map(({ id }) => id), items }).digest

/** The plan with what is said of all its items, and its submissions. */
export async function find(
  tx: Tx,
  actor: Actor,
  id: string,
  context: Pick<LintContext, 'app' | 'today'>,
): Promise<DivisionPlan> {
  const { app, today } = context
  const row = await findRow(tx, actor, id, today)
  const { digest, ...items } = await draftedItems(tx, id)
  const submitted = await submissionsOf(tx, id, app.holidays)
  const { blockingFaults: _notAsked, ...facts } = factsOf(row)
  const { decidedBy, deciderName, divisionName: name, dueOn } = row
  return {
    ...facts,
    ...{ id, year: row.year, title: row.title, version: row.version },
    division: { id: row.divisionId, name },
    dueOn,
    workingDaysLeft: dueOn === null ? null : workingDaysBetween(today, dueOn, app.holidays),
    extension: extensionOf(row),
    late: submitted.find(({ late }) => late)?.late ?? null,
    workPlanText: row.workPlanText,
    files: row.files,
    returnReason: row.returnReason,
    decidedBy: decidedBy && deciderName ? { id: decidedBy, name: deciderName } : null,
    decidedAt: row.decidedAt,
    submissions: submitted,
    draftDigest: draftDigestOf(row, digest),
    ...items,
    declined: await declinedOf(tx, { planId: id }),
  }
}

type Extended = { readonly extensionReason: string | null; readonly extendedOn: string | null }
export const extensionOf = ({ extensionReason, extendedOn }: Extended) =>
  extensionReason !== null && extendedOn !== null ? { reason: extensionReason, on: extendedOn } : null

type Submitted = { readonly submittedOn: string; readonly dueOn: string | null }
/** The mark of a submission, or null where it was in time. */
export function lateOf({ submittedOn, dueOn }: Submitted, holidays: Holidays): Late | null {
  const { isLate, workingDays } = latenessOf({ submittedOn, dueOn }, holidays)
  return isLate && dueOn !== null ? { submittedOn, dueOn, workingDays } : null
}

/** The submissions of a plan, newest first, each with its mark. */
async function submissionsOf(tx: Tx, planId: string, holidays: Holidays): Promise<DivisionPlan['submissions']> {
  const rows = await tx
    .selectFrom('planSubmission')
    .innerJoin('planVersion', 'planVersion.id', 'planSubmission.planVersionId')
    .innerJoin('person', 'person.id', 'planVersion.madeBy')
    .select(['number', 'digest', 'madeAt', 'submittedOn', 'dueOn', 'person.id as personId', 'person.name'])
    .where('planId', '=', planId)
    .orderBy('number', 'desc')
    .execute()
  return rows.map(({ personId, name, ...row }) => ({
    ...row,
    madeBy: { id: personId, name },
    late: lateOf(row, holidays),
  }))
}
