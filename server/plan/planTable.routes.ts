import type { Change } from '#domain/kernel/history.ts'
import type { Sheet } from '#domain/kernel/sheet.ts'
import { columnsKept, mappingUnread, samplesIn, sheetsSeen, topRowsOf } from '#domain/plan/columnMapping.ts'
import { compareItems } from '#domain/plan/compare.ts'
import { divisionPlanStates, divisionPlanTransitions } from '#domain/plan/divisionPlan.ts'
import { planStates, planTransitions } from '#domain/plan/plan.ts'
import { downloadPlanTable, dryRunPlanTable, importPlanTable } from '#domain/plan/planTable.api.ts'
import {
  type FoundSheet,
  type PlanTableMapping,
  partsOf,
  planMappingOf,
  type SheetRead,
  type TableMemory,
  textOf,
} from '#domain/plan/planTableMapping.ts'
import { asTried, type PlanTable, planTableRefusal, readPlanTable } from '#domain/plan/planTableRead.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { claimFile, contentOf, type StoredFile, unclaimedFile } from '#server/kernel/files.ts'
import type { Entry } from '#server/kernel/history.ts'
import { readTable } from '#server/kernel/office/readTable.ts'
import { type Acting, command, demand, type Reading, read, take } from '#server/kernel/routes.ts'
import * as divisionPlans from './divisionPlan.store.ts'
import { lockDraft, whateverItHolds } from './item.routes.ts'
import { items, itemsOf } from './item.store.ts'
import { planTableFile } from './planTable.document.ts'
import { insertMany, memoryOf, remember, tableContextOf } from './planTable.store.ts'
import { findAny } from './seenPlan.store.ts'

type Read = { readonly table: PlanTable; readonly workbook: readonly Sheet[] }
type Draft = { readonly id: string; readonly year: number; readonly divisionId: string | null }

/** The items in a file of this office, read as its columns were said to be; a file that is no table is refused in words. */
async function tableIn(context: Reading, plan: Draft, file: StoredFile, mapping?: PlanTableMapping): Promise<Read> {
  const { app, tx } = context
  const workbook = await readTable({ name: file.name, bytes: await contentOf(app.files, file.digest) })
  if (!workbook.ok) throw new Invalid([{ path: 'body.fileId', message: workbook.message }])
  const readAs = { memory: await memoryOf(tx, plan.divisionId), mapping }
  return {
    table: readPlanTable(workbook.sheets, await tableContextOf(tx, plan, context), readAs),
    workbook: workbook.sheets,
  }
}

function givenMapping(text: string): PlanTableMapping {
  const mapping = planMappingOf(text)
  if (mapping) return mapping
  throw new Invalid([{ path: 'query.mapping', message: mappingUnread }])
}

/** A sheet that was read, with enough of it to say what its columns are. */
function shown({ sheet, index, of, heading, columns, isRemembered }: FoundSheet): SheetRead {
  const samplesOf = samplesIn(sheet.rows.filter(({ number }) => number > heading.last))
  return {
    ...{ sheet: index + 1, sheetName: sheet.name, of: of.key, isRemembered },
    ...{ row: heading.first, rows: Math.min(5, heading.last - heading.first + 1) },
    columns: columns.map((one) => ({
      ...{ column: one.column, heading: textOf(one).slice(0, 200), field: one.field, origin: one.origin },
      isHidden: sheet.hiddenColumns.includes(one.column),
      samples: samplesOf(one.column, (words) => partsOf(one).includes(words)),
    })),
  }
}

const leavesOf = ({ cells }: PlanTable): number => cells.filter(({ outcome }) => outcome === 'left').length

/** The draft as whoever writes into it finds it; nothing is locked. */
async function draftOf(context: Reading, id: string) {
  const { tx, actor, today } = context
  const plan = await findAny(tx, actor, id)
  if (plan.kind === 'office') {
    take(planTransitions.edit, { state: plan.state, ...whateverItHolds }, context, planStates)
    return { id, year: plan.year, divisionId: null }
  }
  const row = await divisionPlans.findRow(tx, actor, id, today)
  take(divisionPlanTransitions.edit, divisionPlans.factsOf(row), context, divisionPlanStates)
  return { id, year: plan.year, divisionId: row.divisionId }
}

export const planTableRoutes = [
  read(
    downloadPlanTable,
    async ({ params, query }, { tx, actor, today, pack }) => {
      const plan = await findAny(tx, actor, params.id)
      const names = await tableContextOf(tx, { id: plan.id, year: plan.year, divisionId: null }, { today, pack })
      if (query.empty) return planTableFile(`${plan.year}年度评估事项表（空表）`, [], names)
      return planTableFile(`${plan.title}评估事项`, await itemsOf(tx, plan.id), names)
    },
    { snapshot: true },
  ),

  read(
    dryRunPlanTable,
    async ({ params, query }, context) => {
      const { tx, actor } = context
      const plan = await draftOf(context, params.id)
      const file = await unclaimedFile(tx, actor.id, params.fileId)
      const mapping = query.mapping === undefined ? undefined : givenMapping(query.mapping)
      const { table, workbook } = await tableIn(context, plan, file, mapping)
      const sheets = table.sheets.map(shown)
      const { sheet, row, rows } = sheets[0] ?? { sheet: mapping?.[0]?.sheet ?? 1, row: 0, rows: 0 }
      return {
        file: { id: file.id, name: file.name },
        workbook: sheetsSeen(workbook),
        place: { sheet, row, rows },
        topRows: topRowsOf(workbook[sheet - 1]),
        sheets,
        taken: table.taken,
        items: [...table.items],
        cells: [...table.cells],
      }
    },
    { snapshot: true },
  ),

  command(
    importPlanTable,
    async ({ params, body }, context) => {
      const { tx, actor, today, record, recordMany } = context
      const plan = await lockDraft(context, params.id)
      const file = await unclaimedFile(tx, actor.id, body.fileId)
      const { table } = await tableIn(context, plan, file, body.mapping)
      const refusal = planTableRefusal(table.cells)
      if (refusal) throw new Invalid(faultsOf(table))
      demand(asTried, plan.basis, { seen: body.leaves, leaves: leavesOf(table) }, context)
      const contents = table.items.map(({ content }) => content)
      const ids = await insertMany(tx, plan, contents)
      const used = { divisionId: plan.divisionId, usedOn: today, usedBy: actor.id }
      await remember(tx, used, table.sheets.map(kept))
      const subject = { kind: plan.divisionId === null ? 'officePlan' : 'divisionPlan', id: plan.id }
      const { name, digest } = await claimFile(tx, actor.id, body.fileId, subject)
      await record('plan.importTable', subject, { basis: plan.basis, changes: changesOf(table, { name, digest }) })
      await recordMany(await entriesOf(context, ids, plan.basis))
      return plan.id
    },
    async (tx, actor, id) => {
      const plan = await findAny(tx, actor, id)
      return { items: (await itemsOf(tx, plan.id)).length }
    },
  ),
]

const kept = ({ of, signature, columns }: FoundSheet): TableMemory => ({
  ...{ sheet: of.key, signature },
  columns: columnsKept(columns.map((one) => ({ text: textOf(one), field: one.field }))),
})

const faultsOf = ({ cells }: PlanTable) =>
  cells
    .filter(({ outcome }) => outcome === 'refused')
    .slice(0, 200)
    .map(({ row, column, message }) => ({ path: `row.${row}.${column ?? ''}`, message }))

/** What history keeps of an import: the file, how many items, and every cell that was not taken over. */
function changesOf(table: PlanTable, file: { readonly name: string; readonly digest: string }): Change[] {
  const field = (name: string, zh: string, en: string, value: string): Change => ({
    field: name,
    name: { zh, en },
    old: null,
    new: value,
  })
  return [
    field('file', '文件', 'File', file.name),
    field('digest', '文件摘要', 'Digest of the file', file.digest),
    field('items', '导入的事项', 'Items imported', String(table.items.length)),
    ...table.sheets.flatMap(({ sheet, columns }) =>
      columns
        .filter(({ origin }) => origin === 'given')
        .map(({ column, words, taken }) =>
          field(
            `column.${sheet.name}.${column}`,
            `指定${sheet.name}${column}列“${words}”`,
            `Column ${column} “${words}” of ${sheet.name} taken for`,
            taken?.column.name.zh ?? '不读入',
          ),
        ),
    ),
    ...table.cells
      .filter(({ outcome, entered }) => outcome === 'left' && entered !== '')
      .map(({ row, column, sheetName, entered }) =>
        field(
          `left.${sheetName}.${row}.${column ?? ''}`,
          `没有带入：${sheetName}第${row}行${column ?? ''}列`,
          `Left out: ${sheetName}, row ${row}, ${column ?? ''}`,
          entered,
        ),
      ),
  ]
}

/** What history says of each new item. */
async function entriesOf({ tx, pack }: Acting, ids: readonly string[], basis: string): Promise<Entry[]> {
  const made = await items(tx).where('item.id', 'in', ids).execute()
  const reader = { language: 'zh' as const, dimensions: pack.dimensions }
  return made.map((item) => ({
    action: 'item.create',
    subject: { kind: 'item', id: item.id },
    basis,
    changes: compareItems(undefined, item, reader),
  }))
}
