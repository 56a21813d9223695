import { sql } from 'kysely'
import type { StartFacts } from '#domain/plan/divisionPlan.ts'
import type { ItemSnapshot } from '#domain/plan/item.api.ts'
import type { CallState } from '#domain/plan/planCall.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import type { DivisionPlanOf } from './divisionPlan.store.ts'
import { readVersion } from './planVersion.store.ts'

/** The call of a year as a division meets it that would begin its plan; locked against being closed meanwhile. */
export async function startFactsOf(
  tx: Tx,
  year: number,
  divisionId: string | null,
): Promise<StartFacts & { readonly title: string }> {
  const row = await tx
    .selectFrom('planCall')
    .innerJoin('planCallDivision as called', 'called.callId', 'planCall.id')
    .innerJoin('division', 'division.id', 'called.divisionId')
    .select([sql<CallState>`plan_call.state`.as('callState'), 'called.divisionId', 'division.nameZh'])
    .where('planCall.year', '=', year)
    .where('called.divisionId', '=', divisionId)
    .forUpdate('planCall')
    .executeTakeFirstOrThrow(() => new NotFound())
  const plan = await tx
    .selectFrom('plan')
    .select('id')
    .where('kind', '=', 'division')
    .where('year', '=', year)
    .where('divisionId', '=', divisionId)
    .executeTakeFirst()
  const { nameZh, ...facts } = row
  return { ...facts, isStarted: plan !== undefined, title: `${nameZh}${year}年度绩效工作方案` }
}

export const insert = async (tx: Tx, plan: { year: number; title: string; divisionId: string }): Promise<string> => {
  const { id } = await tx
    .insertInto('plan')
    .values({ ...plan, kind: 'division', state: 'drafting' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/**
 * The division's items of last year's issued plan of the office, or of its own accepted one, as they were frozen last;
 * of no division: all of the issued plan.
 */
export async function itemsOfLastYear(tx: Tx, year: number, divisionId: string | null): Promise<ItemSnapshot[]> {
  const last = await tx
    .selectFrom('planVersion')
    .innerJoin('plan', 'plan.id', 'planVersion.planId')
    .select(['plan.id', 'planVersion.number'])
    .where('plan.year', '=', year - 1)
    .where((or) =>
      or.or([
        or.and([or('plan.kind', '=', 'office'), or('plan.state', '=', 'issued')]),
        or.and([or('plan.divisionId', '=', divisionId), or('plan.state', '=', 'accepted')]),
      ]),
    )
    .orderBy(sql`plan.kind = 'office'`, 'desc')
    .orderBy('planVersion.number', 'desc')
    .executeTakeFirst()
  if (!last) return []
  const { items } = await readVersion(tx, last.id, last.number)
  return divisionId === null ? items : items.filter(({ responsibleDivision }) => responsibleDivision?.id === divisionId)
}

type Saved = Partial<
  Pick<DivisionPlanOf, 'title' | 'workPlanText' | 'state' | 'returnReason' | 'decidedBy' | 'decidedAt'>
>

/** Every save is a new version. */
export const save = (tx: Tx, id: string, values: Saved) =>
  tx
    .updateTable('plan')
    .set({ ...values, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()

export const attach = (tx: Tx, planId: string, fileId: string) =>
  tx
    .insertInto('planFile')
    .values({
      planId,
      fileId,
      sort: sql<number>`(select coalesce(max(sort), 0) + 1 from plan_file where plan_id = ${planId}::uuid)`,
    })
    .execute()

/** Takes an attachment out of the draft; answers its name. */
export async function detach(tx: Tx, planId: string, fileId: string): Promise<string> {
  const { name } = await tx
    .deleteFrom('planFile')
    .using('storedFile')
    .whereRef('storedFile.id', '=', 'planFile.fileId')
    .where('planId', '=', planId)
    .where('fileId', '=', fileId)
    .returning('storedFile.name')
    .executeTakeFirstOrThrow(() => new NotFound())
  return name
}

/** A file that this plan has or had; the caller has made sure that the actor may see the plan. */
export const fileOf = (tx: Tx, planId: string, fileId: string) =>
  tx
    .selectFrom('storedFile')
    .select(['name', 'type', 'digest'])
    .where('id', '=', fileId)
    .where('claimedKind', '=', 'divisionPlan')
    .where('claimedId', '=', planId)
    .executeTakeFirstOrThrow(() => new NotFound())

/** Attachments by name and digest, as a version freezes them. */
export const frozenFiles = (tx: Tx, planId: string) =>
  tx
    .selectFrom('planFile')
    .innerJoin('storedFile', 'storedFile.id', 'planFile.fileId')
    .select(['name', 'digest'])
    .where('planId', '=', planId)
    .orderBy('planFile.sort')
    .execute()

/** Notes when a frozen version was submitted and which day was in force then. */
export const noteSubmission = (
  tx: Tx,
  { planId, number, ...days }: { planId: string; number: number; submittedOn: string; dueOn: string | null },
) =>
  tx
    .insertInto('planSubmission')
    .columns(['planVersionId', 'submittedOn', 'dueOn'])
    .expression((eb) =>
      eb
        .selectFrom('planVersion')
        .select([
          'id as planVersionId',
          sql`${days.submittedOn}::date`.as('submittedOn'),
          sql`${days.dueOn}::date`.as('dueOn'),
        ])
        .where('planId', '=', planId)
        .where('number', '=', number),
    )
    .execute()
