import { workingDaysBetween } from '#domain/calendar/workingDays.ts'
import { aggregateFaults } from '#domain/collection/aggregate.ts'
import {
  downloadReportFile,
  listReportableSets,
  listReports,
  type ReportableSetDetail,
  readReport,
  readReportableSet,
  readReportHistory,
} from '#domain/collection/dataReport.api.ts'
import { proposesTotal } from '#domain/collection/dataReport.content.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { contentOf as contentOfFile } from '#server/kernel/files.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Reading, read } from '#server/kernel/routes.ts'
import { composeReport, findReport } from './dataReport.find.ts'
import { findHead, listFiles } from './dataReport.store.ts'
import { dataReportActs } from './dataReportActs.routes.ts'
import { listReports as listRows } from './dataReportList.store.ts'
import {
  lastDetails,
  listCells,
  listOpenSets,
  namesOfSet,
  reportOfSet,
  type SetCell,
  type SetKey,
  seesSet,
} from './dataReportSet.store.ts'

export const dataReportRoutes = [
  read(listReports, async ({ query }, context) => {
    const { rows, next } = await listRows(context.tx, context.actor, query)
    return { rows: rows.map((row) => ({ ...row, workingDaysLeft: daysLeft(context, row.dueOn) })), next }
  }),

  read(listReportableSets, async ({ query }, context) => {
    const { tx, actor, today } = context
    const sets = await listOpenSets(tx, actor, { today, year: query.year })
    return { rows: sets.map((set) => ({ ...shown(set), workingDaysLeft: daysLeft(context, set.dueOn) })) }
  }),

  read(readReportableSet, async ({ query }, context) => readSet(context, query), { snapshot: true }),

  read(readReport, async ({ params }, context) => findReport(context, params.id), { snapshot: true }),

  read(
    downloadReportFile,
    async ({ params, query }, context) => {
      const { signatureId } = await composeReport(context, await findHead(context.tx, context.actor, params.id))
      const files = signatureId ? await listFiles(context.tx, signatureId) : []
      const file = files.find(
        ({ kind, digest }) => kind === params.kind && (query.digest === undefined || digest === query.digest),
      )
      if (!file) throw new NotFound()
      return { name: file.name, type: file.type, content: await contentOfFile(context.app.files, file.digest) }
    },
    { snapshot: true },
  ),

  read(
    readReportHistory,
    async ({ params }, { tx, actor }) => {
      const { id } = await findHead(tx, actor, params.id)
      return { rows: await historyOf(tx, [{ kind: 'dataReport', id }]) }
    },
    { snapshot: true },
  ),

  ...dataReportActs,
]

const daysLeft = ({ today, app }: Reading, dueOn: string | null) =>
  dueOn === null ? null : workingDaysBetween(today, dueOn, app.holidays)

type OpenSet = Awaited<ReturnType<typeof listOpenSets>>[number]

const shown = ({ unitId, unitZh, unitEn, divisionZh, divisionEn, anyDutyId: _, ...set }: OpenSet) => ({
  ...set,
  collectingUnit: { id: unitId, name: { zh: unitZh, en: unitEn } },
  coordinatingDivisionName: { zh: divisionZh, en: divisionEn },
  reportId: null,
})

async function readSet(context: Reading, key: SetKey): Promise<ReportableSetDetail> {
  const { tx, actor } = context
  const names = seesSet(actor, key) ? await namesOfSet(tx, key) : undefined
  const cells = names ? await listCells(tx, key) : []
  if (!names || cells.length === 0) throw new NotFound()
  const dueOn = cells.map(({ externalDueOn }) => externalDueOn).toSorted(nullsLast)[0] ?? null
  const settled = cells.filter(({ isSettled }) => isSettled)
  const report = await reportOfSet(tx, key)
  const last = await lastDetails(tx, key)
  return {
    collectingUnit: { id: key.collectingUnitId, name: { zh: names.unitZh, en: names.unitEn } },
    coordinatingDivisionId: key.coordinatingDivisionId,
    coordinatingDivisionName: { zh: names.divisionZh, en: names.divisionEn },
    period: key.period,
    dueOn,
    workingDaysLeft: daysLeft(context, dueOn),
    owed: cells.length,
    accepted: settled.length,
    nil: settled.filter(({ kind }) => kind === 'nil').length,
    missing: cells.filter(({ isSettled }) => !isSettled).map(({ name, divisionName }) => ({ name, divisionName })),
    reportId: report?.id ?? null,
    proposed: {
      subject: last?.subject ?? subjectOf(cells),
      withLetter: last?.withLetter ?? proposesLetter(cells),
      withTotal: last?.withTotal ?? proposesTotal(settled.map(withKind)),
      aggregates: (last?.aggregates ?? []).filter((one) => aggregateFaults([one], cells).length === 0),
      contactName: last?.contactName ?? actor.name,
      contactPhone: last?.contactPhone ?? '',
      documentNumber: null,
    },
  }
}

const withKind = ({ unit, decimals, kind, value }: SetCell) => ({
  unit,
  decimals,
  value,
  kind: kind === 'nil' ? ('nil' as const) : ('value' as const),
})
/** Existing channels first (Art. 30): where the collection plans say the way for all, a letter only if one asks for it. */
const proposesLetter = (cells: readonly SetCell[]): boolean =>
  cells.some(({ askedWay }) => askedWay === 'letter' || askedWay === null)

const nullsLast = (a: string | null, b: string | null) => (a ?? '9999').localeCompare(b ?? '9999')

/** One item gives the data its name; several are called by what they all are. */
function subjectOf(cells: readonly SetCell[]): string {
  const titles = new Set(cells.map(({ itemTitle }) => itemTitle))
  const [title = ''] = titles
  if (titles.size !== 1 || title.length > 30) return '政府绩效评估指标数据'
  return title.endsWith('数据') ? title : `${title}数据`
}
