import { letterOf, type Sheet, type SheetCell, type SheetRow } from '#domain/kernel/sheet.ts'
import { type HeaderPlace, type Origin, type Remembered, rememberedFor } from './columnMapping.ts'
import { clean } from './municipalCells.ts'
import { fieldOfHeadings, isHeading, type MunicipalField } from './municipalField.ts'

/** A column by the headings above it, from top to bottom; `isSpread`: its heading is the one at its left, merged. */
export type Heading = {
  readonly column: string
  readonly parts: readonly string[]
  readonly text: string
  readonly isSpread: boolean
}

export type ColumnTaken = Heading & {
  readonly field: MunicipalField | null
  readonly origin: Origin
  /** The column at its left whose heading says the same. */
  readonly sameAs: string | null
}

export const cellIn = (row: SheetRow | undefined, column: string): SheetCell | undefined =>
  row?.cells.find((cell) => cell.column === column)
export const textIn = (row: SheetRow | undefined, column: string): string => cellIn(row, column)?.text ?? ''

/** 0 for A, 26 for AA. */
export const indexOf = (column: string): number =>
  [...column].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1

const rowAt = (sheet: Sheet, number: number): SheetRow | undefined => sheet.rows.find((row) => row.number === number)
const widest = 60

/** Columns up to the last with content in the first rows, where a table of indicators shows all it has. */
const widthOf = ({ rows }: Sheet): number => {
  const last = rows.slice(0, 200).map(({ cells }) => cells.at(-1)?.column)
  return Math.min(widest, Math.max(0, ...last.map((column) => (column ? indexOf(column) + 1 : 0))))
}

/** The columns of a sheet with their headings, up to the last one with content. */
export function headingsIn(sheet: Sheet, { row, rows }: HeaderPlace): Heading[] {
  const block = Array.from({ length: rows }, (_, at) => rowAt(sheet, row + at))
  const columns = Array.from({ length: widthOf(sheet) }, (_, at) => letterOf(at))
  return columns.map((column) => {
    const texts = block.map((one) => clean(textIn(one, column))).filter((text) => text !== '')
    const parts = texts.filter((text, at) => text !== texts[at - 1])
    const isSpread =
      parts.length > 0 &&
      block.every((one) => {
        const cell = cellIn(one, column)
        return cell === undefined || (cell.merged !== null && !cell.merged.master.startsWith(`${column}`))
      })
    return { column, parts, text: parts.join('／'), isSpread }
  })
}

/** What each column is taken for: as such a table was before, as the heading was elsewhere, or by its words. */
export function columnsTaken(
  headings: readonly Heading[],
  memory: readonly Remembered<MunicipalField>[],
): ColumnTaken[] {
  const known = rememberedFor(headings, memory)
  const taken = new Map<MunicipalField, string>()
  return headings.map((heading, at) => {
    const before = known[at]
    const field = heading.isSpread ? null : before ? before.field : fieldOfHeadings(heading.parts)
    const sameAs = (field && taken.get(field)) ?? null
    if (field === null || sameAs !== null) return { ...heading, field: null, origin: 'none', sameAs }
    taken.set(field, heading.column)
    return { ...heading, field, origin: before ? 'remembered' : 'recognised', sameAs }
  })
}

const isFigure = ({ text, value }: SheetCell): boolean =>
  value !== null || /^[\d.]+%?$/.test(text.normalize('NFKC').replace(/\s/g, ''))

/** A row below a heading that belongs to it: no figures, and a heading of its own. */
const goesOn = (row: SheetRow | undefined): boolean =>
  row !== undefined &&
  !row.cells.some(isFigure) &&
  row.cells.some(
    ({ column, text, merged }) => isHeading(text) && (merged === null || merged.master === `${column}${row.number}`),
  )

/** The headings of a sheet: where most columns are recognised, the name among them, in as few rows as possible. */
export function headerIn(
  sheet: Sheet,
  memory: readonly Remembered<MunicipalField>[],
): (HeaderPlace & { found: number }) | undefined {
  let best: (HeaderPlace & { found: number }) | undefined
  for (const first of sheet.rows.slice(0, 40)) {
    const { number: row } = first
    if (first.cells.some(({ merged }) => merged && rowOfMaster(merged.master) < row)) continue
    for (const rows of [1, 2, 3]) {
      if (rows > 1 && !goesOn(rowAt(sheet, row + rows - 1))) break
      const fields = columnsTaken(headingsIn(sheet, { row, rows }), memory).flatMap(({ field }) => field ?? [])
      if (fields.length < 3 || !fields.includes('name')) continue
      const isBetter = !best || fields.length > best.found || (fields.length === best.found && rows < best.rows)
      if (isBetter) best = { row, rows, found: fields.length }
    }
  }
  return best && { ...best, rows: best.rows + hangingRows(sheet, best) }
}

const rowOfMaster = (master: string): number => Number(master.replace(/\D/g, ''))

/** Rows below that hold nothing but cells merged with the headings. */
function hangingRows(sheet: Sheet, { row, rows }: HeaderPlace): number {
  const below = rowAt(sheet, row + rows)
  const hangs = below?.cells.every(({ merged }) => merged !== null && rowOfMaster(merged.master) < row + rows)
  return below && hangs && rows < 5 ? 1 + hangingRows(sheet, { row, rows: rows + 1 }) : 0
}
