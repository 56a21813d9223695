import type { Change } from '#domain/kernel/history.ts'
import { compareItems } from '#domain/plan/compare.ts'
import { divisionPlanStates, divisionPlanTransitions } from '#domain/plan/divisionPlan.ts'
import { planStates, planTransitions } from '#domain/plan/plan.ts'
import { downloadPlanTable, dryRunPlanTable, importPlanTable } from '#domain/plan/planTable.api.ts'
import {
  asTried,
  type PlanTable,
  planTableRefusal,
  readPlanTable,
  type TableContext,
} from '#domain/plan/planTableRead.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { claimFile, contentOf, type StoredFile, unclaimedFile } from '#server/kernel/files.ts'
import type { Entry } from '#server/kernel/history.ts'
import { readTable } from '#server/kernel/office/readTable.ts'
import { type Acting, command, demand, type Reading, read, take } from '#server/kernel/routes.ts'
import * as divisionPlans from './divisionPlan.store.ts'
import { lockDraft, whateverItHolds } from './item.routes.ts'
import { items, itemsOf } from './item.store.ts'
import { planTableFile } from './planTable.document.ts'
import { insertMany, tableContextOf } from './planTable.store.ts'
import { findAny } from './seenPlan.store.ts'

/** The items in a file of this office; a file that is no table is refused in words. */
async function tableIn({ app }: Pick<Reading, 'app'>, file: StoredFile, names: TableContext): Promise<PlanTable> {
  const workbook = await readTable({ name: file.name, bytes: await contentOf(app.files, file.digest) })
  if (!workbook.ok) throw new Invalid([{ path: 'body.fileId', message: workbook.message }])
  return readPlanTable(workbook.sheets, names)
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
    async ({ params }, context) => {
      const { tx, actor } = context
      const plan = await draftOf(context, params.id)
      const file = await unclaimedFile(tx, actor.id, params.fileId)
      const table = await tableIn(context, file, await tableContextOf(tx, plan, context))
      return {
        file: { id: file.id, name: file.name },
        headings: [...table.headings],
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
      const { tx, actor, record, recordMany } = context
      const plan = await lockDraft(context, params.id)
      const file = await unclaimedFile(tx, actor.id, body.fileId)
      const table = await tableIn(context, file, await tableContextOf(tx, plan, context))
      const refusal = planTableRefusal(table.cells)
      if (refusal) throw new Invalid(faultsOf(table))
      demand(asTried, plan.basis, { seen: body.leaves, leaves: leavesOf(table) }, context)
      const contents = table.items.map(({ content }) => content)
      const ids = await insertMany(tx, plan, contents)
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
