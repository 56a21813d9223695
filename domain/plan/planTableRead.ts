import type { Rule } from '#domain/kernel/lifecycle.ts'
import type { Sheet } from '#domain/kernel/sheet.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { ItemContent } from './item.api.ts'
import type { CellNote } from './planCells.ts'
import type { TableNames } from './planNames.ts'
import { itemSheet, mostItems, type PartName, partSheetOf, partSheets } from './planTable.ts'
import { contentIn, type RowOfItem } from './planTableContent.ts'
import {
  type CellReport,
  type HeadingRead,
  headingRowOf,
  keyOf,
  type Place,
  placed,
  readSheetRows,
  type Tell,
} from './planTableRows.ts'

/** What the table is read for: the draft, the codes it has, and whose it is (null: the office's). */
export type TableContext = TableNames & { readonly divisionId: string | null; readonly usedCodes: readonly string[] }

export type PlanTable = {
  readonly headings: readonly HeadingRead[]
  /** Cells taken as they stand. */
  readonly taken: number
  readonly items: readonly { readonly row: number; readonly content: ItemContent }[]
  /** Every cell, column, row and sheet that was not taken as it stands, in the order of the workbook. */
  readonly cells: readonly CellReport[]
}

const phaseSheet = partSheets.find(({ key }) => key === 'phases')

type Reading = { cells: CellReport[]; headings: HeadingRead[]; read: string[] }

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
export function readPlanTable(sheets: readonly Sheet[], context: TableContext): PlanTable {
  const reading: Reading = { cells: [], headings: [], read: [] }
  const tell: Tell = (place, entered, note) => {
    reading.cells.push({
      ...place,
      entered: entered.slice(0, 200),
      outcome: note.outcome,
      message: placed(place, note.message),
    })
  }
  const index = sheets.findIndex((sheet) => !sheet.hidden && headingRowOf(sheet, itemSheet, 'title'))
  const items = sheets[index]
  const heading = items && headingRowOf(items, itemSheet, 'title')
  if (!items || !heading) {
    tell({ sheet: 1, sheetName: sheets[0]?.name ?? '', row: 1, column: null }, '', noHeading)
    return { headings: [], taken: 0, items: [], cells: reading.cells }
  }
  const read = readSheetRows(items, index, itemSheet, heading, context, tell, phaseSheet)
  reading.headings.push(...read.headings)
  const rows = read.rows.map(
    (row): RowOfItem => ({ ...row, parts: { phases: [...row.phases], measures: [], coDivisions: [], indicators: [] } }),
  )
  reading.read.push(...read.cells)
  for (const [at, sheet] of sheets.entries()) if (at !== index) readParts(sheet, at, rows, context, tell, reading)
  if (rows.length === 0)
    tell({ sheet: index + 1, sheetName: items.name, row: heading.number, column: null }, '', noItems)
  if (rows.length > mostItems) tell({ ...(rows[mostItems]?.place as Place) }, '', tooMany(rows.length))
  const content = contentIn(rows.slice(0, mostItems), context, tell)
  const told = new Set(reading.cells.map(keyOf))
  return {
    headings: reading.headings,
    taken: reading.read.filter((cell) => !told.has(cell)).length,
    items: content,
    cells: inOrder(reading.cells),
  }
}

const inOrder = (cells: readonly CellReport[]): CellReport[] =>
  cells.toSorted((a, b) => a.sheet - b.sheet || a.row - b.row || columnNumber(a) - columnNumber(b))
const columnNumber = ({ column }: Place): number =>
  [...(column ?? '')].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0)

/** Phases, measures, co-responsible divisions or indicators, each to its item. */
function readParts(
  sheet: Sheet,
  index: number,
  items: readonly RowOfItem[],
  context: TableContext,
  tell: Tell,
  reading: Reading,
): void {
  if (sheet.rows.length === 0) return
  const place = { sheet: index + 1, sheetName: sheet.name, row: sheet.rows[0]?.number ?? 1, column: null }
  const of =
    partSheetOf(sheet.name) ??
    partSheets.find((one) =>
      headingRowOf(sheet, one, needed[one.key])?.cells.some(({ text }) => text.includes(one.name.zh)),
    )
  const heading = of && !sheet.hidden && headingRowOf(sheet, of, 'itemCode')
  if (!of || !heading) {
    tell(place, '', sheet.hidden ? hiddenSheet : unknownSheet)
    return
  }
  const { rows, headings, cells } = readSheetRows(sheet, index, of, heading, context, tell)
  reading.headings.push(...headings)
  reading.read.push(...cells)
  for (const row of rows) {
    const code = row.entered.get('itemCode')
    const item = items.find(({ entered }) => code !== undefined && entered.get('code') === code)
    if (item) item.parts[of.key].push(row)
    else tell(row.places.get('itemCode') ?? row.place, code ?? '', noSuchItem(code))
  }
}

const note = (outcome: CellNote['outcome'], zh: string, en: string): CellNote => ({ outcome, message: { zh, en } })
const noHeading = note(
  'refused',
  '没有找到表头：须有“事项”一列，并至少有另一列认得的表头。',
  'there is no heading: a column “事项” is needed, and another heading that is known.',
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
