import type { Rule } from '#domain/kernel/lifecycle.ts'
import type { Sheet } from '#domain/kernel/sheet.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { ItemContent } from './item.api.ts'
import type { CellNote } from './planCells.ts'
import type { TableNames } from './planNames.ts'
import {
  itemSheet,
  mostItems,
  type PartName,
  partSheetOf,
  partSheets,
  type SheetKey,
  type TableSheet,
} from './planTable.ts'
import { contentIn, type RowOfItem } from './planTableContent.ts'
import { columnNumber } from './planTableHeading.ts'
import { type FoundSheet, findHeading, partSaid, type ReadAs, sheetNamed } from './planTableMapping.ts'
import { type CellReport, keyOf, type Place, placed, readSheetRows, type Tell } from './planTableRows.ts'

/** What the table is read for: the draft, the codes it has, and whose it is (null: the office's). */
export type TableContext = TableNames & { readonly divisionId: string | null; readonly usedCodes: readonly string[] }

export type PlanTable = {
  /** The sheets that were read, the items first. */
  readonly sheets: readonly FoundSheet[]
  /** Cells taken as they stand. */
  readonly taken: number
  readonly items: readonly { readonly row: number; readonly content: ItemContent }[]
  /** Every cell, column, row and sheet that was not taken as it stands, in the order of the workbook. */
  readonly cells: readonly CellReport[]
}

type Reading = {
  readonly context: TableContext
  readonly readAs: ReadAs
  readonly tell: Tell
  readonly sheets: FoundSheet[]
  readonly read: string[]
}

const needed: Record<PartName, string> = {
  phases: 'title',
  measures: 'what',
  coDivisions: 'divisionId',
  indicators: 'name',
}

/**
 * Reads a table of items of an earlier year, or one that this system wrote. Nothing is dropped without a word: a cell
 * is taken, or the report says how it was changed, why its field stays empty, or why the table is refused.
 */
export function readPlanTable(
  sheets: readonly Sheet[],
  context: TableContext,
  readAs: ReadAs = { memory: [] },
): PlanTable {
  const cells: CellReport[] = []
  const tell: Tell = (place, entered, note) => {
    cells.push({
      ...place,
      entered: entered.slice(0, 200),
      outcome: note.outcome,
      message: placed(place, note.message),
    })
  }
  const found = itemsIn(sheets, readAs)
  if (!found?.columns.some(({ field }) => field === 'title')) {
    const at = found?.index ?? (readAs.mapping?.[0]?.sheet ?? 1) - 1
    const place = { sheet: at + 1, sheetName: sheets[at]?.name ?? '', row: found?.heading.first ?? 1, column: null }
    tell(place, '', found ? noTitle : noHeading)
    return { sheets: found ? [found] : [], taken: 0, items: [], cells }
  }
  const reading: Reading = { context, readAs, tell, sheets: [found], read: [] }
  const items = itemsFrom(sheets, found, reading)
  const told = new Set(cells.map(keyOf))
  const taken = reading.read.filter((cell) => !told.has(cell)).length
  return { sheets: reading.sheets, taken, items, cells: inOrder(cells) }
}

/** The sheet of items: the one that was said, else the first visible one with their headings. */
function itemsIn(sheets: readonly Sheet[], readAs: ReadAs): FoundSheet | undefined {
  const said = readAs.mapping?.[0]
  for (const [index, sheet] of sheets.entries()) {
    if (said ? said.sheet !== index + 1 : sheet.hidden) continue
    const found = findHeading(sheet, index, itemSheet, 'title', readAs)
    if (found) return found
  }
  return undefined
}

/** Every row of the items with its parts from the other sheets. */
function itemsFrom(sheets: readonly Sheet[], found: FoundSheet, reading: Reading): PlanTable['items'] {
  const { context, tell } = reading
  const { sheet: items, index, heading } = found
  const read = readSheetRows(found, context, tell)
  const rows = read.rows.map(
    (row): RowOfItem => ({ ...row, parts: { phases: [...row.phases], measures: [], coDivisions: [], indicators: [] } }),
  )
  reading.read.push(...read.cells)
  for (const [at, sheet] of sheets.entries()) if (at !== index) readParts(sheet, at, rows, reading)
  if (rows.length === 0)
    tell({ sheet: index + 1, sheetName: items.name, row: heading.first, column: null }, '', noItems)
  if (rows.length > mostItems) tell({ ...(rows[mostItems]?.place as Place) }, '', tooMany(rows.length))
  return contentIn(rows.slice(0, mostItems), context, tell)
}

const inOrder = (cells: readonly CellReport[]): CellReport[] =>
  cells.toSorted((a, b) => a.sheet - b.sheet || a.row - b.row || columnNumber(a.column) - columnNumber(b.column))

/** The part that a sheet holds, with its headings: as it was said, by the sheet's name, or by its headings. */
function partIn(sheet: Sheet, index: number, readAs: ReadAs): FoundSheet | undefined {
  const of = (key: SheetKey, by: string) => findHeading(sheet, index, sheetNamed(key), by, readAs)
  const key = partSaid(index, readAs) ?? partSheetOf(sheet.name)?.key
  if (key) return of(key, 'itemCode') ?? of(key, needed[key])
  for (const one of partSheets) {
    const found = of(one.key, needed[one.key])
    if (found && isOfPart(found, one)) return of(one.key, 'itemCode') ?? found
  }
  return undefined
}
const isOfPart = ({ heading, isRemembered }: FoundSheet, { name }: TableSheet): boolean =>
  isRemembered || heading.columns.some(({ words }) => words.includes(name.zh))

/** Phases, measures, co-responsible divisions or indicators, each to its item. */
function readParts(sheet: Sheet, index: number, items: readonly RowOfItem[], reading: Reading): void {
  if (sheet.rows.length === 0) return
  const { context, readAs, tell } = reading
  const place = { sheet: index + 1, sheetName: sheet.name, row: sheet.rows[0]?.number ?? 1, column: null }
  const found = sheet.hidden ? undefined : partIn(sheet, index, readAs)
  if (!found) {
    tell(place, '', sheet.hidden ? hiddenSheet : unknownSheet)
    return
  }
  reading.sheets.push(found)
  const { of } = found
  if (!found.columns.some(({ field }) => field === `${of.key}:itemCode`)) {
    tell({ ...place, row: found.heading.first }, '', noItemCode)
    return
  }
  const { rows, cells } = readSheetRows(found, context, tell)
  reading.read.push(...cells)
  for (const row of rows) {
    const code = row.entered.get('itemCode')
    const item = items.find(({ entered }) => code !== undefined && entered.get('code') === code)
    if (item) item.parts[of.key as PartName].push(row)
    else tell(row.places.get('itemCode') ?? row.place, code ?? '', noSuchItem(code))
  }
}

const note = (outcome: CellNote['outcome'], zh: string, en: string): CellNote => ({ outcome, message: { zh, en } })
const noHeading = note(
  'refused',
  '没有找到表头：须有“事项”一列，并至少有另一列认得的表头。可在“各列含义”中指定表头在第几行。',
  'there is no heading: a column “事项” is needed, and another heading that is known. Say in which row the headings are.',
)
const noTitle = note(
  'refused',
  '没有“事项”一列，请在“各列含义”中指定。',
  'no column is the title of the items: say which it is.',
)
const noItemCode = note(
  'left',
  '没有“编号”一列，各行对不上事项，这张表没有读入。可在“各列含义”中指定。',
  'no column is the code of the item, so this sheet was not read. Say which column it is.',
)
const noItems = note('refused', '表头以下没有事项。', 'there is no item below the heading.')
const hiddenSheet = note('left', '这张表被隐藏，没有读入。', 'this sheet is hidden and was not read.')
const unknownSheet = note('left', '不认识这张表，没有读入。', 'this sheet is not known and was not read.')
const tooMany = (n: number) =>
  note(
    'refused',
    `共${n}个事项，一次至多导入${mostItems}个。`,
    `${n} items; at most ${mostItems} are imported at once.`,
  )
const noSuchItem = (code: string | undefined) =>
  code === undefined
    ? note('refused', '没有写明事项编号。', "the item's code is missing.")
    : note('refused', `“评估事项”表中没有编号“${code}”。`, `the sheet of items has no code “${code}”.`)

export type TriedFacts = { readonly seen: number; readonly leaves: number }
/** Names may go between the trial and the import: more cells would then stay empty than the person saw. */
export const asTried: readonly Rule<TriedFacts>[] = [
  {
    code: 'table_changed',
    message: ({ seen, leaves }) => ({
      zh: `试读时有${seen}处不带入，现在是${leaves}处。请重新试读。`,
      en: `When it was tried ${seen} cells were left out, now ${leaves} are. Try it again.`,
    }),
    holds: ({ seen, leaves }) => seen === leaves,
  },
]

/** The sentence with which an import is refused: the first cell, how many more, and that nothing was done. */
export function planTableRefusal(cells: readonly CellReport[]): Text | undefined {
  const faults = cells.filter(({ outcome }) => outcome === 'refused')
  const [first] = faults
  if (!first) return undefined
  const more = faults.length - 1
  return {
    zh: `${first.message.zh}${more > 0 ? `另有${more}处。` : ''}没有导入任何一个事项。`,
    en: `${first.message.en}${more > 0 ? ` ${more} more.` : ''} No item was imported.`,
  }
}
