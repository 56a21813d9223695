import type { Change } from '#domain/kernel/history.ts'
import {
  allotIndicator,
  dryRunMunicipalPlan,
  importMunicipalPlan,
  type MunicipalRow,
  readMunicipalPlan,
} from '#domain/plan/municipalPlan.api.ts'
import { notImported, whileDrafting } from '#domain/plan/municipalPlan.ts'
import { type MunicipalTable, readMunicipalTable } from '#domain/plan/municipalTable.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { claimFile, contentOf, type StoredFile, unclaimedFile } from '#server/kernel/files.ts'
import { readWorkbook } from '#server/kernel/office/readWorkbook.ts'
import { type Acting, command, demand, type Reading, read } from '#server/kernel/routes.ts'
import * as store from './municipalPlan.store.ts'
import { beginYear, isDrafting } from './plan.store.ts'

const field = (name: string, zh: string, en: string, old: string | null, now: string | null): Change => ({
  field: name,
  name: { zh, en },
  old,
  new: now,
})

/** The city's table in a file of this office; a file that is no workbook is refused in words. */
async function tableIn({ app }: Pick<Reading, 'app'>, file: StoredFile): Promise<MunicipalTable> {
  const workbook = await readWorkbook(await contentOf(app.files, file.digest))
  if (!workbook.ok) throw new Invalid([{ path: 'body.fileId', message: workbook.message }])
  return readMunicipalTable(workbook.sheets)
}

export const municipalPlanRoutes = [
  read(
    dryRunMunicipalPlan,
    async ({ params, query }, context) => {
      const { tx, actor, settings } = context
      const file = await unclaimedFile(tx, actor.id, params.id)
      const { title, rows, errors, warnings } = await tableIn(context, file)
      return {
        file: { id: file.id, name: file.name, digest: file.digest },
        title,
        officeClass: settings['plan.officeClass'],
        rows: rows.map((row) => ({ ...row, collectingUnits: [...row.collectingUnits] })),
        errors: [...errors],
        warnings: [...warnings],
        isImported: await store.isImported(tx, query.year),
      }
    },
    { snapshot: true },
  ),

  command(
    importMunicipalPlan,
    async ({ body }, context) => {
      const { tx, actor, record } = context
      const isImported = await store.isImported(tx, body.year)
      demand([notImported], 'plan.importIndicators', { isImported }, context)
      const { errors, rows } = await tableIn(context, await unclaimedFile(tx, actor.id, body.fileId))
      if (errors.length > 0)
        throw new Invalid(errors.map(({ row, column, message }) => ({ path: `row.${row}.${column ?? ''}`, message })))
      await beginYear(tx, body.year)
      const id = await store.insert(tx, body, rows)
      if (!id) demand([notImported], 'plan.importIndicators', { isImported: true }, context)
      const subject = { kind: 'municipalPlan', id: id ?? '' }
      const file = await claimFile(tx, actor.id, body.fileId, subject)
      await record('plan.importIndicators', subject, {
        changes: [
          field('file', '文件', 'File', null, file.name),
          field('digest', '文件摘要', 'Digest of the file', null, file.digest),
          field('source', '来源文件', 'Source', null, body.source),
          field('rows', '指标数', 'Indicators', null, String(rows.length)),
        ],
      })
      return subject.id
    },
    async (tx, _actor, id, context) => {
      const { year } = await tx
        .selectFrom('municipalPlan')
        .select('year')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      return store.findOfYear(context, year)
    },
  ),

  read(readMunicipalPlan, async ({ params }, context) => store.findOfYear(context, params.year), { snapshot: true }),

  command(
    allotIndicator,
    async ({ params, body: { version, allotment } }, context) => {
      const { tx, record } = context
      const row = await store.lockRow(tx, params.id, version)
      demand([whileDrafting], 'plan.allot', { isDrafting: await isDrafting(tx, row.year) }, context)
      const after =
        allotment.kind === 'divisions'
          ? {
              responsibleDivisionId: allotment.responsibleDivisionId,
              coordinatingDivisionId: allotment.coordinatingDivisionId,
              notApplicableReason: null,
            }
          : { responsibleDivisionId: null, coordinatingDivisionId: null, notApplicableReason: allotment.reason }
      const changes = await allotmentChanges(context, row, after)
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
