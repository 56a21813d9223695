import type { SheetRow } from '#domain/kernel/sheet.ts'
import { plainHeading } from './columnMapping.ts'
import { clean } from './municipalCells.ts'
import { type MunicipalField, singleFields } from './municipalField.ts'
import { type ColumnTaken, cellIn, textIn } from './municipalHeader.ts'
import type { Note } from './municipalReading.ts'

/** Which column each field has, and how its headings read. */
export type Layout = {
  readonly first: string | undefined
  readonly columns: readonly { readonly column: string; readonly field: MunicipalField; readonly plain: Set<string> }[]
  readonly has: (field: MunicipalField) => boolean
  readonly get: (field: MunicipalField) => string | undefined
  /** In which range of the second level a first level stood. */
  readonly levelOf: Map<string, string>
}

export function layoutOf(taken: readonly ColumnTaken[]): Layout {
  const columns = taken.flatMap(({ column, field, parts }) =>
    field ? [{ column, field, plain: new Set(parts.map(plainHeading)) }] : [],
  )
  const byField = new Map(columns.map(({ field, column }) => [field, column]))
  const get = (field: MunicipalField) => byField.get(field)
  return { first: columns[0]?.column, columns, has: (field) => byField.has(field), get, levelOf: new Map() }
}

export type RowKind = 'empty' | 'heading' | 'remark' | 'section' | 'total' | 'indicator'

/** What a row below the headings is. */
export function rowKind(row: SheetRow, layout: Layout): RowKind {
  const filled = layout.columns.filter(({ column }) => clean(textIn(row, column)) !== '')
  if (filled.length === 0) return 'empty'
  const isHeading = filled.every(({ column, plain }) => plain.has(plainHeading(textIn(row, column))))
  if (isHeading && filled.length > 1) return 'heading'
  if (filled.some(({ column }) => /^(合计|总计|小计|累计|总分)$/.test(clean(textIn(row, column)).replace(/ /g, ''))))
    return 'total'
  if (!standsAlone(row, layout)) return 'indicator'
  const isNote = /^(注|说明|备注|附注|单位|填表)/.test(sectionIn(row, layout)) || sectionIn(row, layout) === ''
  return layout.has('level1') || isNote ? 'remark' : 'section'
}

const masterOf = (row: SheetRow, column: string): string =>
  cellIn(row, column)?.merged?.master ?? `${column}${row.number}`

/** One text alone, in the first column or across the table; a cell that goes on from above is no text of this row. */
function standsAlone(row: SheetRow, { columns, first }: Layout): boolean {
  const filled = columns.filter(({ column }) => textIn(row, column) !== '')
  const masters = new Set(filled.map(({ column }) => masterOf(row, column)))
  const [master = ''] = masters
  if (masters.size !== 1 || rowOf(master) !== row.number) return false
  const [only] = filled
  return filled.length > 1 || (only?.column === first && only?.field !== 'name')
}
const rowOf = (address: string): number => Number(address.replace(/\D/g, ''))

/** The text of a heading across the table without its own number: 一、行政业绩（45%）. */
export const sectionIn = (row: SheetRow, { columns }: Layout): string =>
  clean(columns.map(({ column }) => textIn(row, column)).find((text) => text !== '') ?? '').replace(
    /^[（(]?[一二三四五六七八九十]+[）)]?[、.．]?\s*/,
    '',
  )

/** Whether the row cannot be taken because cells are merged that speak for one row each. */
export function checkMerges(row: SheetRow, { columns, get, levelOf }: Layout, error: Note): boolean {
  const found = columns.filter(({ column, field }) => {
    const master = cellIn(row, column)?.merged?.master
    if (!master || master === `${column}${row.number}`) return false
    if (master.replace(/\d+$/, '') === column && !singleFields.includes(field)) return false
    const [zh, en] = [`与${master}合并，应单独填写。`, `merged with ${master}; it needs a cell of its own.`]
    error(row.number, column, { zh, en })
    return true
  })
  const [outer, inner] = [get('level1'), get('level2')]
  const range = inner && cellIn(row, inner)?.merged?.master
  if (!outer || !inner || !range) return found.length > 0
  const level = masterOf(row, outer)
  const crossed = (levelOf.get(range) ?? level) !== level
  levelOf.set(range, level)
  if (crossed) {
    const zh = `与${range}合并，跨了两个一级指标。`
    error(row.number, inner, { zh, en: `merged with ${range}, across two first-level indicators.` })
  }
  return crossed || found.length > 0
}
