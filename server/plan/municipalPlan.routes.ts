import type { Change } from '#domain/kernel/history.ts'
import {
  allotIndicator,
  type MunicipalRow,
  readMunicipalHistory,
  readMunicipalPlan,
} from '#domain/plan/municipalPlan.api.ts'
import { allotmentRules, isOpenRow } from '#domain/plan/municipalPlan.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, read } from '#server/kernel/routes.ts'
import * as store from './municipalPlan.store.ts'

const field = (name: string, zh: string, en: string, old: string | null, now: string | null): Change => ({
  field: name,
  name: { zh, en },
  old,
  new: now,
})

export const municipalPlanRoutes = [
  read(readMunicipalPlan, async ({ params }, context) => store.findOfYear(context, params.year), { snapshot: true }),

  read(
    readMunicipalHistory,
    async ({ params }, { tx }) => {
      await store.yearOf(tx, params.id)
      const rows = (await store.rowIds(tx, params.id)).map((id) => ({ kind: 'municipalIndicator', id }))
      const all = await historyOf(tx, [{ kind: 'municipalPlan', id: params.id }, ...rows])
      // an import says by itself how many rows it changed
      return { rows: all.filter(({ action }) => action !== 'plan.reviseIndicator') }
    },
    { snapshot: true },
  ),

  command(
    allotIndicator,
    async ({ params, body: { version, allotment } }, context) => {
      const { tx, record } = context
      const row = await store.lockRow(tx, params.id, version)
      const facts = {
        isDrafting: store.isDrafting(await store.officePlanOf(tx, row.year)),
        isAllotted: !isOpenRow(row),
        isWithdrawn: row.withdrawnOn !== null,
      }
      demand(allotmentRules, 'plan.allot', facts, context)
      const after =
        allotment.kind === 'divisions'
          ? {
              responsibleDivisionId: allotment.responsibleDivisionId,
              coordinatingDivisionId: allotment.coordinatingDivisionId,
              notApplicableReason: null,
            }
          : { responsibleDivisionId: null, coordinatingDivisionId: null, notApplicableReason: allotment.reason }
      const changes = [
        field('row', '指标', 'Indicator', null, `${row.number} ${row.name}`),
        ...(await allotmentChanges(context, row, after)),
      ]
      await store.saveRow(tx, row.id, after)
      const reason = after.notApplicableReason
      await record('plan.allot', { kind: 'municipalIndicator', id: row.id }, { changes, ...(reason ? { reason } : {}) })
      return row.id
    },
    (tx, _actor, id) => store.findRow(tx, id),
  ),
]

type Allotment = Pick<MunicipalRow, 'responsibleDivisionId' | 'coordinatingDivisionId' | 'notApplicableReason'>

/** What the allotment changes, in names; a division that is not there any more is refused by field. */
async function allotmentChanges({ tx, today }: Acting, before: Allotment, after: Allotment): Promise<Change[]> {
  const now = [after.responsibleDivisionId, after.coordinatingDivisionId].filter((id) => id !== null)
  const names = await store.divisionNames(tx, now, today)
  for (const key of ['responsibleDivisionId', 'coordinatingDivisionId'] as const) {
    const id = after[key]
    if (id !== null && !names.has(id)) throw new Invalid([{ path: `body.allotment.${key}`, message: noSuchDivision }])
  }
  const old = [before.responsibleDivisionId, before.coordinatingDivisionId].filter((id) => id !== null)
  const was = await store.divisionNames(tx, old, today)
  const nameIn = (known: Map<string, string>, id: string | null) => (id === null ? null : (known.get(id) ?? id))
  return [
    field(
      'responsibleDivision',
      '责任处',
      'Responsible division',
      nameIn(was, before.responsibleDivisionId),
      nameIn(names, after.responsibleDivisionId),
    ),
    field(
      'coordinatingDivision',
      '协调处',
      'Coordinating division',
      nameIn(was, before.coordinatingDivisionId),
      nameIn(names, after.coordinatingDivisionId),
    ),
    field('notApplicable', '不适用', 'Not applicable', before.notApplicableReason, after.notApplicableReason),
  ].filter((change) => change.old !== change.new)
}

const noSuchDivision = { zh: '没有这个处，或已不再有效。', en: 'There is no such division, or it is no longer valid.' }
