import { frequencyOf } from '#domain/calendar/periods.ts'
import { compare, type Decimal, decimalsOf, divide, isDecimal, percentChange } from '#domain/kernel/decimal.ts'
import { lengthSaid } from '#domain/kernel/fault.ts'
import type { Rule } from '#domain/kernel/lifecycle.ts'
import { notDigits } from '#domain/kernel/readFigure.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { EntryKind } from './duty.ts'

/** The one field of the default form (Art. 26): a number with its unit and decimals, or a nil return. */
export type EntryForm = { readonly unit: string; readonly decimals: number; readonly evidenceNeeded: boolean }
export type Entry = {
  readonly kind: EntryKind
  readonly value: string | null
  readonly note: string
  readonly evidenceFileId: string | null
}
/** What a value is held against: the period before, and what the indicator's own source gives, if it has one. */
type Compared = { readonly period: string; readonly last: Decimal | null; readonly suggested: Decimal | null }
type CheckSettings = Pick<Settings, 'collection.noteAbovePercent'>

type FaultyField = 'value' | 'note' | 'evidenceFileId'
/** As many characters of a note as are kept. */
/** Who reads a note: it is no word between colleagues. */
export const noteGoesOut: Text = {
  zh: '将作为备注随数据报送采集单位。',
  en: 'It goes out with the figure to the collecting unit, as the remark.',
}

export const mostNote = 1000
/** Characters of a figure that a draft holds. */
export const mostDigits = 30

/** `fault` stops submission, `explain` asks for a note to what was found, `empty` has nothing to check yet. */
export type Check =
  | { readonly result: 'pass' | 'empty' }
  | { readonly result: 'fault'; readonly field: FaultyField; readonly message: Text }
  | { readonly result: 'explain'; readonly field: 'note'; readonly found: Text; readonly message: Text }

export const checkNames = {
  pass: { zh: '通过', en: 'Passed' },
  empty: { zh: '未填', en: 'Not filled in' },
  fault: { zh: '不能提交', en: 'Cannot be submitted' },
  explain: { zh: '须说明', en: 'Needs a note' },
} as const satisfies Record<Check['result'], Text>

/** The first thing wrong with an entry. Form and server ask this one function. */
export function checkEntry(entry: Entry, form: EntryForm, compared: Compared, settings: CheckSettings): Check {
  if (entry.kind === 'nil') return { result: 'pass' }
  if (entry.value === null || entry.value === '') return { result: 'empty' }
  return (
    checkValue(entry.value, form) ??
    checkEvidence(entry, form) ??
    checkNote(entry) ??
    (entry.note.trim() === '' ? whatToExplain(entry.value, compared, settings) : undefined) ??
    pass
  )
}
const pass: Check = { result: 'pass' }
const checkNote = ({ note }: Entry): Check | undefined => {
  const said = lengthSaid(note.trim().length, mostNote)
  return said?.isOver ? fault({ zh: `说明：${said.words.zh}`, en: `Note: ${said.words.en}` }, 'note') : undefined
}
const fault = (message: Text, field: FaultyField = 'value'): Check => ({
  result: 'fault',
  field,
  message,
})

const whatToExplain = (value: Decimal, compared: Compared, settings: CheckSettings): Check | undefined => {
  const found = checkSource(value, compared) ?? checkChange(value, compared, settings) ?? checkSign(value)
  if (!found) return undefined
  const message = { zh: `${found.zh}，请核对或说明原因。`, en: `${found.en}: check, or give a reason.` }
  return { result: 'explain', field: 'note', found, message }
}

const needed: Text = {
  zh: '须填写数值；本期没有发生的，作零报告。',
  en: 'Give a value; if nothing occurred, make a nil return.',
}

/** What the server answers to an entry that may not be submitted, or undefined. */
export function faultOf(check: Check): { readonly field: string; readonly message: Text } | undefined {
  if (check.result === 'fault' || check.result === 'explain') return check
  return check.result === 'empty' ? { field: 'value', message: needed } : undefined
}

function checkValue(value: string, { unit, decimals }: EntryForm): Check | undefined {
  if (!isDecimal(value))
    return fault(
      /^-?\d{19,}(\.\d+)?$/.test(value)
        ? { zh: '位数过多，整数至多18位。', en: 'Too many digits: at most 18 before the point.' }
        : /^-?\d+\.\d+$/.test(value)
          ? tooPrecise(decimals)
          : notDigits(value, { unit, decimals }),
    )
  if (unit === '%' && (compare(value, '0') < 0 || compare(value, '100') > 0))
    return fault(outOfPercent(value, decimals))
  return decimalsOf(value) > decimals ? fault(tooPrecise(decimals)) : undefined
}

const tooPrecise = (decimals: number): Text =>
  decimals === 0
    ? { zh: '应为整数。', en: 'Must be a whole number.' }
    : { zh: `至多${decimals}位小数。`, en: `At most ${decimals} decimal${decimals === 1 ? '' : 's'}.` }

/** 948 was probably meant as 94.8: the point is the commonest slip in a percentage. */
function outOfPercent(value: Decimal, decimals: number): Text {
  const range = { zh: '应在0至100之间。', en: 'Must be 0 to 100.' }
  for (let places = 1; places <= decimals; places += 1) {
    const shifted = divide(value, `1${'0'.repeat(places)}`, decimalsOf(value) + places)
    if (decimalsOf(shifted) > decimals || compare(shifted, '0') < 0 || compare(shifted, '100') > 0) continue
    return { zh: `${range.zh}是否为${shifted}？`, en: `${range.en} Did you mean ${shifted}?` }
  }
  return range
}

const checkEvidence = ({ evidenceFileId }: Entry, { evidenceNeeded }: EntryForm): Check | undefined =>
  evidenceNeeded && evidenceFileId === null
    ? fault({ zh: '本指标须附佐证。', en: 'This indicator needs evidence attached.' }, 'evidenceFileId')
    : undefined

/** How the period before is called. */
const lastNames = {
  month: { zh: '上月', en: 'last month' },
  quarter: { zh: '上季度', en: 'last quarter' },
  halfYear: { zh: '上期', en: 'the half year before' },
  year: { zh: '上年', en: 'last year' },
} as const satisfies Record<string, Text>
export const lastPeriodName = (period: string): Text => lastNames[frequencyOf(period)]

const checkSource = (value: Decimal, { suggested }: Compared): Text | undefined =>
  suggested === null || compare(value, suggested) === 0
    ? undefined
    : { zh: `与来源文件的${suggested}不同`, en: `Differs from ${suggested} in the source file` }

function checkChange(value: Decimal, { period, last }: Compared, settings: CheckSettings): Text | undefined {
  if (last === null) return undefined
  const change = percentChange(value, last)
  if (change === undefined || compare(change.replace('-', ''), String(settings['collection.noteAbovePercent'])) <= 0)
    return undefined
  const { zh, en } = lastPeriodName(period)
  const [size, isHigher] = [change.replace(/^-|\.0$/g, ''), !change.startsWith('-')]
  return { zh: `比${zh}${isHigher ? '高' : '低'}${size}%`, en: `${size}% ${isHigher ? 'above' : 'below'} ${en}` }
}

/** A sum can be negative, a count cannot: which it is, only a person knows. */
const checkSign = (value: Decimal): Text | undefined =>
  compare(value, '0') >= 0 ? undefined : { zh: '数值为负', en: 'The value is negative' }

/** The same check as a condition of handing in, so that the button says what is wrong before it is pressed. */
export const soundEntry: Rule<{ readonly check: Check }> = {
  code: 'entry_fault',
  message: ({ check }) => faultOf(check)?.message ?? { zh: '', en: '' },
  holds: ({ check }) => faultOf(check) === undefined,
}
