import type { Cell, CellValue, Worksheet } from 'exceljs'
import type { Sheet, SheetCell, SheetRow } from '#domain/kernel/sheet.ts'
import { circularCells } from './circular.ts'

/** A sheet as plain data. It ends at the last row with content: a row that only has a style is not content. */
export function plainSheet(sheet: Worksheet): Sheet {
  const rows: SheetRow[] = []
  const formulas = new Map<string, string>()
  sheet.eachRow({ includeEmpty: false }, (row, number) => {
    const cells: SheetCell[] = []
    row.eachCell({ includeEmpty: false }, (cell) => {
      cells.push(plainCell(cell))
      if (cell.formula) formulas.set(cell.address, cell.formula)
    })
    if (cells.length > 0) rows.push({ number, hidden: row.hidden === true, cells })
  })
  const sound = withoutCircles(rows, circularCells(formulas))
  while (sound.at(-1)?.cells.every(({ text }) => text === '')) sound.pop()
  return { name: sheet.name, hidden: sheet.state !== 'visible', hiddenColumns: hiddenColumns(sheet), rows: sound }
}

/** What is worth keeping; a formula that comes back to itself says nothing, whatever was stored beside it. */
const withoutCircles = (rows: readonly SheetRow[], circular: ReadonlySet<string>): SheetRow[] =>
  rows.map(({ number, hidden, cells }) => {
    const marked = cells.map((cell) =>
      circular.has(`${cell.column}${number}`) ? { ...cell, fault: 'circular' as const } : cell,
    )
    return { number, hidden, cells: marked.filter(isWorthKeeping) }
  })

const isWorthKeeping = ({ text, merged, fault }: SheetCell): boolean =>
  text !== '' || merged !== null || fault !== undefined

const hiddenColumns = (sheet: Worksheet): string[] =>
  (sheet.columns ?? []).filter((column) => column.hidden).map((column) => column.letter ?? '')

function plainCell(cell: Cell): SheetCell {
  const column = cell.address.replace(/\d+$/, '')
  const merged = cell.isMerged ? { master: cell.master.address } : null
  const content = contentOf(resultOf(cell.master.value), cell.master.numFmt ?? '')
  const isLost = cell.formula !== undefined && content.text === '' && cell.result === undefined
  return { column, merged, ...content, ...(isLost ? { fault: 'noResult' as const } : {}) }
}

/** A formula counts as the result stored beside it; it is never worked out here. */
const resultOf = (value: CellValue): CellValue =>
  value !== null && typeof value === 'object' && ('formula' in value || 'sharedFormula' in value)
    ? (value.result ?? null)
    : value

function contentOf(value: CellValue, format: string): Pick<SheetCell, 'text' | 'value'> {
  if (typeof value === 'number') {
    const plain = plainNumber(value)
    return { text: isPercent(format) ? `${timesHundred(plain)}%` : plain, value: plain }
  }
  return { text: wordsOf(value).trim(), value: null }
}

function wordsOf(value: CellValue): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return Number.isNaN(value.valueOf()) ? '' : value.toISOString().slice(0, 10)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value !== 'object') return String(value)
  if ('richText' in value) return value.richText.map(({ text }) => text).join('')
  if ('text' in value) return wordsOf(value.text)
  return 'error' in value ? value.error : ''
}

/** A percent sign in the format counts unless it stands in quotation marks or behind a backslash. */
const isPercent = (format: string): boolean => format.replace(/"[^"]*"|\\./g, '').includes('%')

/** The shortest decimal that names the stored number, without exponent: Excel keeps 0.29 as 0.28999999999999998. */
export function plainNumber(number: number): string {
  const [digits = '0', exponent] = String(number).split('e')
  return exponent === undefined ? digits : shift(digits, Number(exponent))
}

const timesHundred = (plain: string): string => shift(plain, 2)

/** Moves the decimal point of a plain number without arithmetic: shift('0.35', 2) is '35'. */
function shift(plain: string, places: number): string {
  const sign = plain.startsWith('-') ? '-' : ''
  const [whole = '0', fraction = ''] = plain.replace('-', '').split('.')
  const digits = whole + fraction
  const point = whole.length + places
  const padded = point > 0 ? digits.padEnd(point, '0') : '0'.repeat(1 - point) + digits
  const at = Math.max(point, 1)
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, '')
  const right = padded.slice(at).replace(/0+$/, '')
  return sign + left + (right ? `.${right}` : '')
}
