import { sql } from 'kysely'
import type { Actor } from '#domain/kernel/actor.ts'
import { type DivisionPlanState, seesDivisionPlan } from '#domain/plan/divisionPlan.ts'
import type { ItemPage } from '#domain/plan/item.api.ts'
import { type PlanState, seesPlan } from '#domain/plan/plan.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'

/** A plan of whichever kind: the office's, a revision of it, or a division's own. */
export type SeenPlan = ItemPage['plan']

/** A plan that the actor may see: whose it is and where it stands. */
export async function findAny(tx: Tx, actor: Actor, id: string): Promise<SeenPlan> {
  const { state, kind, divisionId, nameZh, nameEn, documentNumber, issuedOn, ...plan } = await tx
    .selectFrom('plan')
    .leftJoin('division', 'division.id', 'plan.divisionId')
    .select(['plan.id', 'plan.year', 'plan.title', 'documentNumber', 'issuedOn', 'divisionId', 'nameZh', 'nameEn'])
    .select(sql<PlanState | DivisionPlanState>`plan.state`.as('state'))
    .select(sql<SeenPlan['kind']>`plan.kind`.as('kind'))
    .where('plan.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())
  if (kind !== 'division' || divisionId === null) {
    if (!seesPlan(actor, state as PlanState)) throw new NotFound()
    return { ...plan, kind: kind === 'revision' ? kind : 'office', state: state as PlanState, documentNumber, issuedOn }
  }
  if (!seesDivisionPlan(actor, divisionId)) throw new NotFound()
  const division = { id: divisionId, name: { zh: nameZh ?? '', en: nameEn ?? '' } }
  return { ...plan, kind: 'division', state: state as DivisionPlanState, division }
}
