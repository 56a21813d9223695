import { sql } from 'kysely'
import type { Change } from '#domain/kernel/history.ts'
import type { AmendmentRoute } from '#domain/plan/amendmentRoute.ts'
import type { ItemContent } from '#domain/plan/item.api.ts'
import type { PlanState } from '#domain/plan/plan.ts'
import type { AmendedSince } from '#domain/plan/revision.api.ts'
import { inOffice } from '#server/kernel/clock.ts'
import type { Tx } from '#server/kernel/db.ts'

type Frozen = {
  readonly id: string
  readonly state: PlanState
  readonly amendsId: string
  readonly planNumber: number | null
}

/** What entered the plan in force after a revision was frozen last; of a draft nothing, which follows by itself. */
export async function amendedSince(tx: Tx, revision: Frozen): Promise<AmendedSince[]> {
  if (revision.state === 'drafting' || revision.state === 'withdrawn') return []
  const all = [...(await amendments(tx, revision)), ...(await successions(tx, revision))]
  return all.toSorted((a, b) => a.planNumber - b.planNumber || a.code.localeCompare(b.code))
}

const frozenAt = ({ id }: Frozen) => sql<string>`(select max(made_at) from plan_version where plan_id = ${id}::uuid)`

async function amendments(tx: Tx, revision: Frozen): Promise<AmendedSince[]> {
  const rows = await tx
    .selectFrom('amendment')
    .innerJoin('planVersion', 'planVersion.id', 'amendment.planVersionId')
    .select([
      'amendment.id as amendmentId',
      'amendment.itemId',
      'planVersion.number as planNumber',
      'amendment.content',
    ])
    .select((eb) => eb.ref('amendment.appliedAt').$notNull().as('appliedAt'))
    .select(sql<AmendmentRoute>`amendment.route`.as('route'))
    .where('amendment.planId', '=', revision.amendsId)
    .where('amendment.state', '=', 'applied')
    .where('amendment.appliedAt', '>', frozenAt(revision))
    .$if(revision.planNumber !== null, (query) => query.where('planVersion.number', '<', revision.planNumber ?? 0))
    .execute()
  return rows.map(({ content, appliedAt, ...row }) => {
    const { code, title } = content as ItemContent
    return { ...row, code, title, changes: [], on: inOffice(appliedAt).day }
  })
}

const routes: Readonly<Record<string, 'handover' | 'reorganisation'>> = {
  'item.pass': 'handover',
  'item.move': 'reorganisation',
}

/**
 * Handovers and reorganisations write what they change into the history of the item and freeze the plan in force at the
 * same moment: one line for an item and version, with who took over from whom.
 */
async function successions(tx: Tx, revision: Frozen): Promise<AmendedSince[]> {
  const rows = await tx
    .selectFrom('planVersion')
    .innerJoin('history', (join) =>
      join
        .onRef('history.occurredAt', '=', 'planVersion.madeAt')
        .on('history.subjectKind', '=', 'item')
        .on('history.action', 'in', Object.keys(routes)),
    )
    .innerJoin('item', (join) =>
      join.onRef('item.id', '=', 'history.subjectId').onRef('item.planId', '=', 'planVersion.planId'),
    )
    .select(['planVersion.number as planNumber', 'planVersion.madeAt', 'item.id as itemId', 'item.code', 'item.title'])
    .select('history.action')
    .select(sql<Change[]>`convert_from(history.canonical, 'UTF8')::jsonb -> 'changes'`.as('changes'))
    .where('planVersion.planId', '=', revision.amendsId)
    .where('planVersion.madeAt', '>', frozenAt(revision))
    .$if(revision.planNumber !== null, (query) => query.where('planVersion.number', '<', revision.planNumber ?? 0))
    .orderBy('history.recordedAt')
    .orderBy('history.id')
    .execute()
  const ofItem = Map.groupBy(rows, ({ planNumber, itemId, action }) => `${planNumber} ${itemId} ${action}`)
  return [...ofItem.values()].flatMap((of) => {
    const [first] = of
    const route = first && routes[first.action]
    if (!route) return []
    const { planNumber, itemId, code, title, madeAt } = first
    const changes = of.flatMap((one) => one.changes)
    return [{ amendmentId: null, route, changes, itemId, code, title, planNumber, on: inOffice(madeAt).day }]
  })
}
