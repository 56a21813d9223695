import { z } from 'zod'
import { type Decimal, sum } from '#domain/kernel/decimal.ts'
import { id, instant, text } from '#domain/kernel/endpoint.ts'
import { figure } from '#domain/kernel/letter.ts'
import { inBoth, same, type Text } from '#domain/kernel/text.ts'
import { type Aggregate, aggregateRules } from './aggregate.ts'
import { LineField } from './dataReport.fields.ts'
import { type Way, ways } from './dataReport.ts'

const shown = z.strictObject({ kind: z.enum(['value', 'nil']), value: z.string().nullable() })
export type Shown = z.infer<typeof shown>

/** One accepted submission in a report, with who vouches for it (Art. 28) and what the report before said. */
export const Line = z.strictObject({
  dutyId: id,
  indicatorId: id,
  itemTitle: z.string(),
  name: z.string(),
  unit: z.string(),
  decimals: z.int(),
  divisionName: text,
  ...shown.shape,
  note: z.string(),
  /** 快报: a final figure is still to come. */
  isPreliminary: z.boolean(),
  /** What the collection plan asks beside the figure. */
  further: z.array(LineField),
  submissionId: id,
  submissionNumber: z.int(),
  submissionDigest: z.string(),
  signedBy: z.string().nullable(),
  signedAt: instant.nullable(),
  /** Against the report before of the period; `same` in a first report. `final`: it takes the place of a preliminary one. */
  change: z.enum(['same', 'corrected', 'final', 'added']),
  before: shown.nullable(),
  correctionReason: z.string().nullable(),
  /** The duty has another accepted submission by now, or none. */
  isOutdated: z.boolean(),
})
export type Line = z.infer<typeof Line>

/** Whether a later report gives final figures for preliminary ones and nothing else: that is no correction (Art. 26). */
export const isFinalOnly = (lines: readonly Pick<Line, 'change'>[]): boolean => {
  const changed = lines.filter(({ change }) => change !== 'same')
  return changed.length > 0 && changed.every(({ change }) => change === 'final')
}

export type Total = {
  readonly unit: string
  readonly decimals: number
  readonly count: number
  readonly value: Decimal
}

/** Rates, scores and durations do not add up; counts and amounts do. */
const doesNotAddUp = /[%％‰/]|率|比|分|秒|小时|天|级|指数/
/** Whether figures of this unit add up over divisions and over periods. */
export const addsUp = (unit: string): boolean => !doesNotAddUp.test(unit)

/**
 * The exact sum of each unit that two or more values share. A nil return adds nothing. Where counts of different
 * things share a unit a sum says nothing: whoever assembles the report leaves the totals out.
 */
export function totalsOf(lines: readonly Pick<Line, 'unit' | 'decimals' | 'kind' | 'value'>[]): Total[] {
  const units = [...new Set(lines.map(({ unit }) => unit))].filter(addsUp)
  return units.flatMap((unit) => {
    const counted = lines.filter((line) => line.unit === unit && line.kind === 'value')
    if (counted.length < 2) return []
    const value = sum(counted.map((line) => line.value ?? '0'))
    return [{ unit, decimals: Math.max(...counted.map(({ decimals }) => decimals)), count: counted.length, value }]
  })
}

/** Totals are proposed where all data of the set share one unit. */
export const proposesTotal = (lines: readonly Pick<Line, 'unit' | 'decimals' | 'kind' | 'value'>[]): boolean =>
  new Set(lines.map(({ unit }) => unit)).size === 1 && totalsOf(lines).length === 1

const nilReturn: Text = { zh: '零报告', en: 'Nil return' }

/** What a cell says in words: 22分钟, or 零报告. */
export const valueWords = ({ kind, value }: Shown, { unit, decimals }: Pick<Line, 'unit' | 'decimals'>): Text =>
  kind === 'nil' || value === null ? nilReturn : same(`${figure(value, decimals)}${unit}`)

/** Names of the fields whose change history shows. A closed word is written in both languages: history is read in either. */
export const reportFields = {
  subject: { name: { zh: '数据名称', en: 'Subject' } },
  withLetter: { name: { zh: '附函', en: 'With a letter' }, show: mark },
  withTotal: { name: { zh: '列合计', en: 'With totals' }, show: mark },
  aggregates: { name: { zh: '汇总指标', en: 'Figures put together' }, show: aggregateWords },
  contactName: { name: { zh: '联系人', en: 'Contact' } },
  contactPhone: { name: { zh: '联系电话', en: 'Telephone' } },
  documentNumber: { name: { zh: '文号', en: 'Document number' } },
  sentOn: { name: { zh: '送出日', en: 'Sent on' } },
  sentWay: { name: { zh: '方式', en: 'Way' }, show: (way: unknown) => (way ? inBoth(ways[way as Way]) : null) },
  receiver: { name: { zh: '收件人', en: 'Receiver' } },
  receiptOn: { name: { zh: '回执日', en: 'Receipt on' } },
  receiptNote: { name: { zh: '回执说明', en: 'Note on the receipt' } },
} as const

/** 平均候检（加权平均）：罗湖、福田／罗湖车次、福田车次 */
function aggregateWords(value: unknown): string | null {
  const all = value as readonly Aggregate[] | undefined
  if (!all || all.length === 0) return null
  return all
    .map(({ name, rule, of, by }) => {
      const divided = by.length > 0 ? `／${by.join('、')}` : ''
      return `${name}（${aggregateRules[rule].name.zh}）：${of.join('、')}${divided}`
    })
    .join('；')
}

function mark(value: unknown): string | null {
  if (typeof value !== 'boolean') return null
  return inBoth(value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' })
}

/** A figure in history: 4,463,217人次, or 零报告 / Nil return. */
export const figureInHistory = (line: Line): string | null =>
  line.kind === 'nil' ? inBoth(nilReturn) : valueWords(line, line).zh
