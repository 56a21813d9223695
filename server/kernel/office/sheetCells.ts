import { addressOf, covers, type Place, placeOf, type Range, rangeOf } from '#domain/kernel/cellAddress.ts'
import type { TemplateCell, TemplateSheet } from '#domain/kernel/templateSheet.ts'
import { refuse } from './fileRefused.ts'
import { type SheetPart, templateLimits, type Workbook, wordsOf } from './templateParts.ts'
import { childOf, childrenOf, refuseXml, type XmlElement } from './xmlTree.ts'

export type CellElement = Place & { readonly element: XmlElement }
export type RowElement = {
  readonly number: number
  readonly element: XmlElement
  readonly cells: readonly CellElement[]
}

/** The rows of a sheet with their cells. What names no place of its own follows the one before it. */
export function rowsOf({ tree }: SheetPart): RowElement[] {
  let row = 0
  let count = 0
  return childrenOf(childOf(tree, 'sheetData'), 'row').map((element) => {
    const number = element.attributes.r === undefined ? row + 1 : Number(element.attributes.r)
    if (!Number.isInteger(number) || number <= row) return refuseXml()
    row = number
    let column = 0
    const cells = childrenOf(element, 'c').map((cell) => {
      const { r } = cell.attributes
      const place = r === undefined ? { row, column: column + 1 } : placeOf(r)
      if (!place || place.row !== row || place.column <= column) return refuseXml()
      column = place.column
      return { ...place, element: cell }
    })
    count += cells.length
    if (count > templateLimits.cells)
      refuse(`一张表超过${templateLimits.cells}个单元格。`, `A sheet has more than ${templateLimits.cells} cells.`)
    return { number, element, cells }
  })
}

export const mergesOf = ({ tree }: SheetPart): string[] =>
  childrenOf(childOf(tree, 'mergeCells'), 'mergeCell').flatMap(({ attributes: { ref = '' } }) =>
    rangeOf(ref) ? [ref] : [],
  )

/** Ranges that one formula fills: none of their cells is written into, though it stands in the first alone. */
export const formulaRanges = (rows: readonly RowElement[]): Range[] =>
  rows.flatMap(({ cells }) =>
    cells.flatMap(({ element }) => {
      const { t, ref } = childOf(element, 'f')?.attributes ?? {}
      return (t === 'array' || t === 'dataTable') && ref ? (rangeOf(ref) ?? []) : []
    }),
  )

/** How far a sheet is shown; what lies beyond is the empty, formatted rest of it. */
const shown: Place = { row: 400, column: 60 }
const longest = 200

/** A sheet as the page that maps its cells shows it. */
export function templateSheetOf(part: SheetPart, workbook: Workbook): TemplateSheet {
  const rows = rowsOf(part)
  const ranges = formulaRanges(rows)
  const merges = mergesOf(part).filter((reference) =>
    covers({ from: first, to: shown }, rangeOf(reference)?.from ?? shown),
  )
  const places = rows.flatMap(({ cells }) => cells)
  const ends = merges.flatMap((reference) => rangeOf(reference)?.to ?? [])
  const end = (key: keyof Place): number =>
    Math.min(
      shown[key],
      [...places, ...ends].reduce((most, place) => Math.max(most, place[key]), 1),
    )
  const cells = places.flatMap(({ element, ...place }): TemplateCell[] => {
    const isFormula = childOf(element, 'f') !== undefined || ranges.some((range) => covers(range, place))
    const text = textOf(element, workbook).slice(0, longest)
    const isShown = place.row <= shown.row && place.column <= shown.column && (isFormula || text !== '')
    return isShown ? [{ at: addressOf(place), text, isFormula }] : []
  })
  return { name: part.name, isHidden: part.isHidden, rows: end('row'), columns: end('column'), cells, merges }
}

const first: Place = { row: 1, column: 1 }

/** What a cell says: its words, or its number as it stands in the file. */
export function textOf(cell: XmlElement, { words }: Pick<Workbook, 'words'>): string {
  const inline = childOf(cell, 'is')
  if (inline) return wordsOf(inline)
  const value = childOf(cell, 'v')?.text ?? ''
  return cell.attributes.t === 's' ? (words[Number(value)] ?? '') : value
}
