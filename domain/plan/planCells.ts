import { frequencies } from '#domain/calendar/periods.ts'
import { isDay, plusDays } from '#domain/calendar/workingDays.ts'
import { formulaFault } from '#domain/kernel/cellFault.ts'
import { add, isDecimal } from '#domain/kernel/decimal.ts'
import { plainDigits as plain } from '#domain/kernel/readFigure.ts'
import type { SheetCell } from '#domain/kernel/sheet.ts'
import { type Text, textIs } from '#domain/kernel/text.ts'
import { deliveries, itemKinds, methods } from './item.ts'
import { divisionIn, namesOf, peopleIn, personIn, type TableNames, unitIn } from './planNames.ts'

/** How a cell of the table, or of the grid, is written and read. */
export type CellKind =
  | 'words'
  | 'kind'
  | 'dimension'
  | 'division'
  | 'person'
  | 'people'
  | 'cityRow'
  | 'day'
  | 'points'
  | 'figure'
  | 'whole'
  | 'method'
  | 'yes'
  | 'frequency'
  | 'delivery'
  | 'unit'

export type Entered = Pick<SheetCell, 'text' | 'value' | 'fault'>
/**
 * What became of a cell: `changed` says how it was read, `left` that the field stays empty and why, `refused` that the
 * row cannot be taken as it is.
 */
export type CellNote = { readonly outcome: 'changed' | 'left' | 'refused'; readonly message: Text }
export type CellRead = { readonly value: unknown; readonly note?: CellNote }

export const refused = (zh: string, en: string): CellRead => ({
  value: undefined,
  note: { outcome: 'refused', message: { zh, en } },
})
export const changed = (value: unknown, zh: string, en: string): CellRead => ({
  value,
  note: { outcome: 'changed', message: { zh, en } },
})

/** What an export wrote with an apostrophe, so that no program takes it for a formula, is read without it. */
const unquoted = (text: string): string => text.replace(/^'(?=[\s\u3000\uFEFF]*[=+\-@＝＋－＠|])/, '')
const wordsIn = (text: string): string => unquoted(text.replace(/\r\n?/g, '\n')).trim()

/** Reads what was typed, pasted or found in a workbook; an empty cell is the field's own "nothing". */
export function readCell(kind: CellKind, cell: Entered, names: TableNames): CellRead {
  const fault = formulaFault(cell)
  if (fault) return refused(fault.zh, fault.en)
  const text = wordsIn(cell.text)
  if (kind === 'words') return { value: text }
  if (kind === 'yes') return yesIn(text)
  if (text === '') return { value: kind === 'people' ? [] : null }
  if (kind === 'day') return dayIn(text, names.year)
  if (kind === 'points') return pointsIn({ ...cell, text })
  if (kind === 'figure' || kind === 'whole') return numberIn({ ...cell, text }, kind)
  if (kind === 'division') return divisionIn(text, names)
  if (kind === 'person') return personIn(text, names)
  if (kind === 'people') return peopleIn(text, names)
  if (kind === 'unit') return unitIn(text, names)
  if (kind === 'cityRow') return cityRowIn(text, names)
  return choiceIn(text, choicesOf(kind, names), kind === 'method' ? 'left' : 'refused')
}

type Choices = Readonly<Record<string, Text>>

/** The names among which a field is chosen; none where it is free. */
export function choicesOf(kind: CellKind, { dimensions }: Pick<TableNames, 'dimensions'>): Choices {
  if (kind === 'kind') return itemKinds
  if (kind === 'method') return methods
  if (kind === 'frequency') return frequencies
  if (kind === 'delivery') return deliveries
  return kind === 'dimension' ? dimensions : {}
}

function choiceIn(text: string, choices: Choices, outcome: 'left' | 'refused'): CellRead {
  const found = Object.entries(choices).find(([, name]) => textIs(name, text))
  if (found) return { value: found[0] }
  const all = Object.values(choices)
  const message = {
    zh: `没有“${text}”，应为：${all.map(({ zh }) => zh).join('、')}。`,
    en: `There is no “${text}”; it must be one of: ${all.map(({ en }) => en).join(', ')}.`,
  }
  return { value: outcome === 'left' ? null : undefined, note: { outcome, message } }
}

const yesWords = ['是', '有', '√', '✓', '✔', 'y', 'yes', 'true', '1', '约束性', '须附', '列入']
const noWords = ['', '否', '无', '×', '-', '—', '–', 'n', 'no', 'false', '0', '预期性', '非约束性', '不列入']

function yesIn(text: string): CellRead {
  const word = plain(text).toLowerCase()
  if (yesWords.includes(word)) return { value: true }
  if (noWords.includes(word)) return { value: false }
  return refused(`“${text}”应为“是”或“否”。`, `“${text}” must be 是 (yes) or 否 (no).`)
}

const dayWords =
  /^(?:(?<year>\d{4})[-/.年])?(?<month>\d{1,2})[-/.月](?<day>\d{1,2})日?(?:[T ]?00:00(?::00)?(?:\.0+)?Z?)?$/

/** 3月底, 2025年3月末, 3月底前. */
const monthEndWords = /^(?:(?<year>\d{4})年)?(?<month>0?[1-9]|1[0-2])月(?:底|末)(?:之?前)?$/
/** A day of this century as a spreadsheet program counts it: 45930. */
const serialWords = /^(?<days>\d{5})(?:\.0+)?$/
const [firstSerial, lastSerial] = [36_526, 73_050]

/**
 * 2026-03-01, 2026/3/1, 2026.3.1, 2026年3月1日, or 3月1日 of the plan's year; 3月底 is its last day, and a bare number the
 * day that it is in Excel.
 */
function dayIn(text: string, year: number): CellRead {
  const words = plain(text)
  const parts = dayWords.exec(words)?.groups
  const two = (part = '') => part.padStart(2, '0')
  const day = parts ? `${parts.year ?? year}-${two(parts.month)}-${two(parts.day)}` : monthEndIn(words, year)
  const serial = Number(serialWords.exec(words)?.groups?.days)
  if (serial >= firstSerial && serial <= lastSerial) {
    const counted = plusDays('1899-12-30', serial)
    return changed(
      counted,
      `“${text}”是Excel的日期序号，按${counted}读入。`,
      `“${text}” is a day as Excel counts it, read as ${counted}.`,
    )
  }
  if (!day || !isDay(day))
    return refused(`“${text}”不是日期，应如${year}-03-01。`, `“${text}” is not a day such as ${year}-03-01.`)
  return text === day ? { value: day } : changed(day, `“${text}”按${day}读入。`, `“${text}” was read as ${day}.`)
}

function monthEndIn(words: string, year: number): string | undefined {
  const parts = monthEndWords.exec(words)?.groups
  if (!parts) return undefined
  const [of, month] = [Number(parts.year ?? year), Number(parts.month)]
  const next = month === 12 ? `${of + 1}-01-01` : `${of}-${String(month + 1).padStart(2, '0')}-01`
  return plusDays(next, -1)
}

/** A weight in points of a hundred: 20, 20% and 0.2 in percent format are the same. */
function pointsIn({ text, value }: Entered): CellRead {
  const shown = plain(text)
  const number = shown.replace(/%$/, '')
  if (!isDecimal(number)) return refused(`“${text}”不是数字。`, `“${text}” is not a number.`)
  const points = add(number, '0')
  if (text === points || text === number || (value !== null && value === number)) return { value: number }
  return changed(points, `“${text}”按${points}读入。`, `“${text}” was read as ${points}.`)
}

function numberIn({ text }: Entered, kind: 'figure' | 'whole'): CellRead {
  const number = plain(text).replace(/(?<=\d),(?=\d{3}(\D|$))/g, '')
  const isFit = kind === 'whole' ? /^\d{1,9}$/.test(number) : isDecimal(number)
  if (!isFit) return refused(`“${text}”不是数字。`, `“${text}” is not a number.`)
  const value = kind === 'whole' ? Number(number) : number
  return number === text ? { value } : changed(value, `“${text}”按${number}读入。`, `“${text}” was read as ${number}.`)
}

function cityRowIn(text: string, { cityRows }: TableNames): CellRead {
  const words = plain(text)
  const found = cityRows.find(({ number, name }) => [plain(name), plain(`${number}${name}`)].includes(words))
  if (found) return { value: found.id }
  const [zh, en] = [`本年度市级指标没有“${text}”。`, `This year's municipal indicators have no “${text}”.`]
  return { value: null, note: { outcome: 'left', message: { zh, en } } }
}

/** The value as a person reads it in the table or the grid; `language` for choices and divisions. */
export function writeCell(kind: CellKind, value: unknown, names: TableNames, language: keyof Text = 'zh'): string {
  if (value === null || value === undefined) return ''
  if (kind === 'yes') return value === true ? yes[language] : no[language]
  if (kind === 'people') return (value as string[]).map((id) => namesOf('person', id, names, language)).join('、')
  if (kind === 'division' || kind === 'person' || kind === 'unit' || kind === 'cityRow')
    return namesOf(kind, String(value), names, language)
  const choice = choicesOf(kind, names)[String(value)]
  return choice ? choice[language] : String(value)
}

const yes: Text = { zh: '是', en: 'Yes' }
const no: Text = { zh: '否', en: 'No' }
