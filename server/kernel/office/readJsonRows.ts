import type { Sheet, SheetCell } from '#domain/kernel/sheet.ts'
import { letterOf } from '#domain/kernel/sheet.ts'
import { decodeText } from './decodeText.ts'
import { type Outcome, outcomeOf, refuse } from './fileRefused.ts'
import { isMarkup } from './fileType.ts'
import { csvLimits } from './readCsv.ts'

const mostKeys = 200

/**
 * Rows as JSON: a list of objects, alone or as the one list of an object. Its keys are the headings, numbers keep the
 * digits in which they are written, and the first object is row 1.
 */
export const readJsonRows = (bytes: Buffer, limits = csvLimits): Promise<Outcome<{ sheets: Sheet[] }>> =>
  outcomeOf(async () => {
    if (bytes.length > limits.bytes) {
      const megabytes = Math.floor(limits.bytes / 1_000_000)
      refuse(`文件超过${megabytes}MB。`, `The file is larger than ${megabytes} MB.`)
    }
    const decoded = decodeText(bytes)
    if (!decoded.ok) return refuse(decoded.message.zh, decoded.message.en)
    if (isMarkup(decoded.text)) refuse('这不是JSON数据（内容为网页）。', 'This is no JSON (it is a web page).')
    const rows = rowsIn(parse(decoded.text.replace(/^\uFEFF/, '')))
    if (rows.length > limits.rows) refuse(`数据超过${limits.rows}行。`, `There are more than ${limits.rows} rows.`)
    return { sheets: [sheetOfRows(rows)] }
  })

/** Numbers as they are written: 0.10 keeps its nought, and no digit is lost. */
const written = (_key: string, value: unknown, source?: { readonly source?: string }): unknown =>
  typeof value === 'number' ? (source?.source ?? String(value)) : value

function parse(text: string): unknown {
  // expected: an answer that was cut off, or is something else
  try {
    return JSON.parse(text, written as (key: string, value: unknown) => unknown)
  } catch {
    return refuse('JSON不完整或者写法有误，没有读入。', 'The JSON is cut off or not well-formed: nothing was read.')
  }
}

function rowsIn(parsed: unknown): Record<string, unknown>[] {
  const lists = Array.isArray(parsed) ? [parsed] : Object.values(objectOf(parsed) ?? {}).filter(Array.isArray)
  const [rows] = lists
  if (!rows || lists.length > 1)
    return refuse('JSON中没有找到唯一的一组数据行。', 'The JSON does not hold one list of rows.')
  return rows.map(
    (row: unknown, at) => objectOf(row) ?? refuse(`第${at + 1}行不是对象。`, `Row ${at + 1} is no object.`),
  )
}

const objectOf = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined

function sheetOfRows(rows: readonly Record<string, unknown>[]): Sheet {
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  if (keys.length > mostKeys) refuse(`数据超过${mostKeys}列。`, `There are more than ${mostKeys} columns.`)
  const cell = (text: string, at: number): SheetCell => ({ column: letterOf(at), text, value: null, merged: null })
  const heading = { number: 0, hidden: false, cells: keys.map(cell) }
  const body = rows.map((row, index) => ({
    number: index + 1,
    hidden: false,
    cells: keys.map((key, at) => cell(words(row[key], index + 1, key), at)),
  }))
  return { name: 'JSON', hidden: false, hiddenColumns: [], rows: [heading, ...body] }
}

function words(value: unknown, row: number, key: string): string {
  if (value === undefined || value === null) return ''
  if (typeof value !== 'object') return String(value)
  return refuse(`第${row}行的“${key}”不是单个值。`, `Row ${row}: “${key}” is not a single value.`)
}
