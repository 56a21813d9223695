import { zipSync } from 'fflate'
import { daysBetween } from '#domain/calendar/workingDays.ts'
import { addressOf, covers, type Place, placeOf, rangeOf } from '#domain/kernel/cellAddress.ts'
import type { Decimal } from '#domain/kernel/decimal.ts'
import { documentDate } from '#domain/kernel/letter.ts'
import type { TemplateSheet } from '#domain/kernel/templateSheet.ts'
import { neutral } from './cellText.ts'
import { type Outcome, outcomeOf, refuse } from './fileRefused.ts'
import { formulaRanges, mergesOf, type RowElement, rowsOf, templateSheetOf } from './sheetCells.ts'
import { openWorkbook, type Part, type SheetPart, type Workbook } from './templateParts.ts'
import { childOf, childrenOf, type Edit, edited, escaped, type XmlElement } from './xmlTree.ts'

/** A number is written as the decimal it is, a day as the cell's format wants it. */
export type TemplateValue = { readonly number: Decimal } | { readonly text: string } | { readonly day: string }
export type CellValue = { readonly sheet: string; readonly cell: string; readonly value: TemplateValue }

/** The sheets of a template as plain data, or the sentence that refuses the file. */
export const readTemplate = (bytes: Buffer): Promise<Outcome<{ sheets: TemplateSheet[] }>> =>
  outcomeOf(async () => {
    const workbook = await openWorkbook(bytes)
    return { sheets: workbook.sheets.map((sheet) => templateSheetOf(sheet, workbook)) }
  })

/**
 * The same workbook with these cells' values changed and nothing else: styles, merged cells, widths, print settings,
 * validations, drawings, names and formulas stay as they are written. Results of formulas are left out and counted anew
 * by whatever opens the file. The same input makes the same bytes.
 */
export const fillTemplate = (bytes: Buffer, values: readonly CellValue[]): Promise<Outcome<{ bytes: Buffer }>> =>
  outcomeOf(async () => {
    const workbook = await openWorkbook(bytes)
    const bySheet = Map.groupBy(values, ({ sheet }) => sheet)
    for (const name of bySheet.keys())
      if (!workbook.sheets.some((sheet) => sheet.name === name))
        refuse(`模板中没有工作表“${name}”。`, `The template has no sheet “${name}”.`)
    const changed = new Map<string, string>([[workbook.main.path, countedAnew(workbook.main)]])
    for (const sheet of workbook.sheets)
      changed.set(sheet.path, edited(sheet.xml, editsOf(sheet, bySheet.get(sheet.name) ?? [], workbook)))
    return { bytes: packed(workbook.files, changed) }
  })

/** Parts in their order, at one fixed time: what time it is leaves no trace in the file. */
function packed(files: ReadonlyMap<string, Buffer>, changed: ReadonlyMap<string, string>): Buffer {
  const entries = [...files].map(([name, content]): [string, Uint8Array] => {
    const xml = changed.get(name)
    return [name, xml === undefined ? content : Buffer.from(xml, 'utf8')]
  })
  // the time is written as the clock on the wall shows it, so it is given the same way
  return Buffer.from(zipSync(Object.fromEntries(entries), { level: 6, mtime: new Date(2000, 0, 1) }))
}

/** Elements of a workbook that come before the one that says how it is counted. */
const beforeCounting = ['sheets', 'functionGroups', 'externalReferences', 'definedNames']

function countedAnew({ xml, tree }: Part): string {
  const present = childOf(tree, 'calcPr')
  if (!present) {
    const last = tree.children.filter(({ name }) => beforeCounting.includes(name)).at(-1)
    const at = last?.end ?? tree.open
    return edited(xml, [{ start: at, end: at, text: `<${tree.prefix}calcPr fullCalcOnLoad="1"/>` }])
  }
  const tag = withoutAttributes(xml.slice(present.start, present.open), ['fullCalcOnLoad'])
  const text = tag.replace(/\s*(\/?>)$/, ' fullCalcOnLoad="1"$1')
  return edited(xml, [{ start: present.start, end: present.open, text }])
}

const withoutAttributes = (tag: string, names: readonly string[]): string =>
  tag.replaceAll(/\s+([\w:]+)\s*=\s*("[^"]*"|'[^']*')/g, (whole, name: string) => (names.includes(name) ? '' : whole))

type Target = Place & { readonly value: TemplateValue }

function editsOf(part: SheetPart, values: readonly CellValue[], workbook: Workbook): Edit[] {
  const rows = rowsOf(part)
  const targets = targetsOf(part, rows, values)
  const writer: Writer = { part, workbook, prefix: part.tree.prefix }
  const byRow = Map.groupBy(targets, ({ row }) => row)
  const present = rows.flatMap((row) => editsOfRow(writer, row, byRow.get(row.number) ?? []))
  const isWritten = new Set(rows.map(({ number }) => number))
  const added = [...byRow].filter(([number]) => !isWritten.has(number)).toSorted(([a], [b]) => a - b)
  return [...present, ...editsOfNewRows(writer, rows, added)]
}

/** The cells that are written into. What the caller should have found before is refused all the same. */
function targetsOf(part: SheetPart, rows: readonly RowElement[], values: readonly CellValue[]): Target[] {
  const merged = mergesOf(part).flatMap((reference) => rangeOf(reference) ?? [])
  const counted = formulaRanges(rows)
  const formulas = new Set(
    rows.flatMap(({ cells }) => cells.flatMap((cell) => (childOf(cell.element, 'f') ? addressOf(cell) : []))),
  )
  const seen = new Set<string>()
  return values.map(({ cell, value }) => {
    const named = [`“${part.name}”${cell}`, `${cell} of “${part.name}”`] as const
    const place = placeOf(cell)
    if (!place) return refuse(`${named[0]}不是单元格。`, `${named[1]} is no cell.`)
    if (seen.has(cell)) refuse(`${named[0]}填了两次。`, `${named[1]} is filled twice.`)
    if (formulas.has(cell) || counted.some((range) => covers(range, place)))
      refuse(`${named[0]}是公式，不能填入。`, `${named[1]} holds a formula.`)
    if (merged.some((range) => covers(range, place) && addressOf(range.from) !== cell))
      refuse(`${named[0]}在合并单元格内，须填左上角。`, `${named[1]} is covered by a merged cell.`)
    seen.add(cell)
    return { ...place, value }
  })
}

type Writer = { readonly part: SheetPart; readonly workbook: Workbook; readonly prefix: string }

function editsOfRow(writer: Writer, { element, cells }: RowElement, targets: readonly Target[]): Edit[] {
  const { xml } = writer.part
  const byColumn = new Map(targets.map((target) => [target.column, target]))
  const written = cells.flatMap((cell): Edit[] => {
    const target = byColumn.get(cell.column)
    if (target) return [{ ...spanOf(cell.element), text: changedCell(writer, cell.element, target) }]
    return childOf(cell.element, 'f') ? withoutResult(xml, cell.element) : []
  })
  const missing = targets.filter(({ column }) => !cells.some((cell) => cell.column === column))
  if (missing.length === 0) return written
  const style = element.attributes.customFormat ? element.attributes.s : undefined
  const news = missing
    .toSorted((a, b) => a.column - b.column)
    .map((target) => ({ target, text: newCell(writer, target, style) }))
  // how far a row reaches is a hint that no longer holds
  const tag = withoutAttributes(xml.slice(element.start, element.open), ['spans'])
  const all = news.map(({ text }) => text).join('')
  if (element.isSelfClosing) {
    const text = `${tag.replace(/\s*\/>$/, '>')}${all}</${writer.prefix}row>`
    return [{ ...spanOf(element), text }]
  }
  const inserted = news.map(({ target, text }): Edit => {
    const next = cells.find(({ column }) => column > target.column)
    const at = next?.element.start ?? xml.lastIndexOf('<', element.end - 1)
    return { start: at, end: at, text }
  })
  return [{ start: element.start, end: element.open, text: tag }, ...inserted, ...written]
}

function editsOfNewRows(
  writer: Writer,
  rows: readonly RowElement[],
  added: readonly (readonly [number, readonly Target[]])[],
): Edit[] {
  const data = childOf(writer.part.tree, 'sheetData')
  if (!data || added.length === 0) return []
  const { prefix, part } = writer
  const news = added.map(([number, targets]) => {
    const cells = targets.toSorted((a, b) => a.column - b.column).map((target) => newCell(writer, target, undefined))
    return { number, text: `<${prefix}row r="${number}">${cells.join('')}</${prefix}row>` }
  })
  if (data.isSelfClosing) {
    const text = `<${prefix}sheetData>${news.map((row) => row.text).join('')}</${prefix}sheetData>`
    return [{ ...spanOf(data), text }]
  }
  return news.map(({ number, text }): Edit => {
    const next = rows.find((row) => row.number > number)
    const at = next?.element.start ?? part.xml.lastIndexOf('<', data.end - 1)
    return { start: at, end: at, text }
  })
}

const spanOf = ({ start, end }: XmlElement) => ({ start, end })

/** A formula's stored result was counted from the values before: it is taken out, never shown as if it were true. */
function withoutResult(xml: string, cell: XmlElement): Edit[] {
  const result = childOf(cell, 'v')
  if (!result) return []
  const tag = withoutAttributes(xml.slice(cell.start, cell.open), ['t'])
  return [
    { start: cell.start, end: cell.open, text: tag },
    { ...spanOf(result), text: '' },
  ]
}

/** The cell with its style and whatever else it carries; how it was typed before goes with its value. */
function changedCell(writer: Writer, cell: XmlElement, target: Target): string {
  const tag = withoutAttributes(writer.part.xml.slice(cell.start, cell.open), ['t', 'cm', 'vm', 'r'])
  const head = tag.replace(/\s*\/?>$/, '').replace(/^<[\w:]+/, (name) => `${name} r="${addressOf(target)}"`)
  return written(writer, head, target.value, cell.attributes.s)
}

function newCell(writer: Writer, target: Target, rowStyle: string | undefined): string {
  const column = childrenOf(childOf(writer.part.tree, 'cols'), 'col').find(
    ({ attributes: { min = '0', max = '0' } }) => Number(min) <= target.column && target.column <= Number(max),
  )
  const style = rowStyle ?? column?.attributes.style
  const head = `<${writer.prefix}c r="${addressOf(target)}"${style === undefined ? '' : ` s="${escaped(style)}"`}`
  return written(writer, head, target.value, style)
}

function written({ prefix, workbook }: Writer, head: string, value: TemplateValue, style: string | undefined): string {
  const number = (text: string): string => `${head}><${prefix}v>${text}</${prefix}v></${prefix}c>`
  const words = (text: string): string => {
    const inline = `<${prefix}t xml:space="preserve">${escaped(neutral(text))}</${prefix}t>`
    return `${head} t="inlineStr"><${prefix}is>${inline}</${prefix}is></${prefix}c>`
  }
  if ('text' in value) return words(value.text)
  if ('number' in value) {
    if (!/^-?\d+(\.\d+)?$/.test(value.number)) throw new Error(`not a decimal: ${value.number}`)
    return number(value.number)
  }
  if (!workbook.daysByStyle[Number(style ?? '0')]) return words(documentDate(value.day))
  return number(`${daysBetween(workbook.is1904 ? '1904-01-01' : '1899-12-30', value.day)}`)
}
