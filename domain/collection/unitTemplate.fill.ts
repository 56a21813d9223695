import { z } from 'zod'
import { firstDayOf, frequencyOf, periodsOf, periodText, samePeriodLastYear, yearOf } from '#domain/calendar/periods.ts'
import { type Decimal, isDecimal, sum } from '#domain/kernel/decimal.ts'
import { day, id, text } from '#domain/kernel/endpoint.ts'
import { documentDate, figure } from '#domain/kernel/letter.ts'
import type { Text } from '#domain/kernel/text.ts'
import { type Aggregate, aggregated } from './aggregate.ts'
import type { FormContent, FormField } from './form.ts'
import {
  cellFactNames,
  cellFacts,
  factWords,
  type IndicatorName,
  type IndicatorWithFields,
  type MappedCell,
  sameIndicator,
} from './unitTemplate.cells.ts'
import type { NilWay } from './unitTemplate.ts'

const value = z.union([
  z.strictObject({ number: z.string() }),
  z.strictObject({ text: z.string() }),
  z.strictObject({ day }),
])
const place = {
  ...{ sheet: z.string(), cell: z.string(), fact: z.enum(cellFactNames), indicator: z.string().nullable() },
  /** The name of the field or of the figure put together; what was frozen before there were any has none. */
  part: z.string().nullable().default(null),
}

/** The unit's form as it is filled for one period: which version, what goes where, and what is left as the form has it. */
export const UnitTable = z.strictObject({
  templateId: id,
  templateName: z.string(),
  number: z.int(),
  fileDigest: z.string(),
  filled: z.array(z.strictObject({ ...place, value })),
  gaps: z.array(z.strictObject({ ...place, reason: text })),
})
export type UnitTable = z.infer<typeof UnitTable>
export type FilledCell = UnitTable['filled'][number]
export type Gap = UnitTable['gaps'][number]

export type Figure = IndicatorName & {
  readonly kind: 'value' | 'nil'
  readonly value: Decimal | null
}
/** A further field as it was filled in: its name, and what goes into a cell. */
export type FurtherFigure = { readonly key: string; readonly name: string; readonly value: FilledCell['value'] }
/** An accepted figure of another period. */
export type EarlierFigure = Figure & { readonly period: string }

export type FillFacts = {
  readonly period: string
  readonly office: string
  readonly division: string
  readonly reportDay: string
  readonly personInCharge: string | null
  readonly contactName: string
  readonly contactPhone: string
  readonly nilAs: NilWay
  /** What the report holds. */
  readonly lines: readonly (Figure & { readonly divisionName: Text; readonly further: readonly FurtherFigure[] })[]
  readonly aggregates: readonly Aggregate[]
  /** Accepted figures of the periods that `periodsBeside` names. */
  readonly earlier: readonly EarlierFigure[]
}

/** The further fields of a submission as cells take them: numbers and days as such, a choice by its words, no files. */
export const furtherFigures = (
  fields: readonly FormField[],
  { values }: Pick<FormContent, 'values'>,
): readonly FurtherFigure[] =>
  fields.flatMap((field): FurtherFigure[] => {
    const given = (values[field.key] ?? '').trim()
    if (given === '' || field.kind === 'file') return []
    return [{ key: field.key, name: field.name, value: cellValue(field, given) }]
  })

function cellValue(field: FormField, given: string): FilledCell['value'] {
  if (field.kind === 'number' && isDecimal(given)) return { number: given }
  if (field.kind === 'date' && day.safeParse(given).success) return { day: given }
  const chosen = field.kind === 'choice' ? field.choices.find(({ key }) => key === given)?.name : undefined
  return { text: chosen ?? given }
}

/** The other periods whose figures a form of this period may ask for: the year's before it, and the last year's same. */
export const periodsBeside = (period: string): string[] => [...yearSoFar(period), samePeriodLastYear(period)]

const yearSoFar = (period: string): string[] =>
  periodsOf(yearOf(period), frequencyOf(period)).filter((one) => firstDayOf(one) < firstDayOf(period))

/** What goes into each mapped cell, and which stay as they are because their figure is not there. */
export function fillingOf(
  cells: readonly MappedCell[],
  indicators: readonly IndicatorWithFields[],
  facts: FillFacts,
): Pick<UnitTable, 'filled' | 'gaps'> {
  const filled: FilledCell[] = []
  const gaps: Gap[] = []
  for (const mapped of cells) {
    const { sheet, cell, fact, indicatorId } = mapped
    const indicator = indicators.find((one) => one.indicatorId === indicatorId)
    const part = indicator?.fields.find(({ key }) => key === mapped.part)?.name ?? mapped.part
    const where = { sheet, cell, fact, indicator: indicator?.name ?? null, part }
    const found = cellFacts[fact].ofIndicator
      ? indicator
        ? ofIndicator(mapped, indicator, facts)
        : { reason: notReported }
      : ofReport(mapped, facts)
    if ('reason' in found) gaps.push({ ...where, reason: found.reason })
    else filled.push({ ...where, value: found })
  }
  return { filled, gaps }
}

type Found = FilledCell['value'] | { readonly reason: Text }

function ofReport({ fact, part }: MappedCell, facts: FillFacts): Found {
  if (fact === 'aggregate') return putTogether(part, facts)
  if (fact === 'reportDay') return { day: facts.reportDay }
  if (fact === 'period') return { text: periodText(facts.period).zh }
  const { office, division, personInCharge, contactName, contactPhone } = facts
  const words = { office, division, personInCharge, contactName, contactPhone } as Record<string, string | null>
  return words[fact] ? { text: words[fact] } : { reason: notNamed }
}

function putTogether(name: string | null, { aggregates, lines }: FillFacts): Found {
  const aggregate = aggregates.find((one) => one.name === name)
  if (!aggregate) return { reason: notReported }
  const value = aggregated(aggregate, lines)
  return value === null ? { reason: notReckoned } : { number: value }
}

function ofIndicator({ fact, part }: MappedCell, indicator: IndicatorName, facts: FillFacts): Found {
  const line = sameIndicator(indicator, facts.lines)
  if (fact === 'lastYear') {
    const before = samePeriodLastYear(facts.period)
    const last = sameIndicator(
      indicator,
      facts.earlier.filter(({ period }) => period === before),
    )
    return last ? shown(last, facts.nilAs) : missingIn([before])
  }
  if (!line) return { reason: notReported }
  if (fact === 'furtherField') return line.further.find(({ key }) => key === part)?.value ?? { reason: notFilled }
  if (fact === 'responsibleDivision') return { text: line.divisionName.zh }
  return fact === 'value' ? shown(line, facts.nilAs) : yearToDate(indicator, line, facts)
}

/** The exact sum of the year's figures up to the period. One that is missing leaves the sum open. */
function yearToDate(indicator: IndicatorName, line: Figure, { period, earlier }: FillFacts): Found {
  const before = yearSoFar(period)
  const found = before.map((one) =>
    sameIndicator(
      indicator,
      earlier.filter((other) => other.period === one),
    ),
  )
  const missing = before.filter((_, at) => found[at] === undefined)
  if (missing.length > 0) return missingIn(missing)
  return { number: sum([...found, line].map((one) => one?.value ?? '0')) }
}

const shown = (line: Figure, nilAs: NilWay): Found =>
  line.kind === 'value' && line.value !== null
    ? { number: line.value }
    : nilAs === 'zero'
      ? { number: '0' }
      : { text: '—' }

const notReported: Text = { zh: '本次报送没有这个数', en: 'the report does not hold this figure' }
const notFilled: Text = { zh: '这个字段没有填写', en: 'this field is not filled in' }
const notReckoned: Text = { zh: '没有可供汇总的数', en: 'there is nothing to put together' }
const notNamed: Text = { zh: '没有填写', en: 'it is not given' }

function missingIn(periods: readonly string[]): { readonly reason: Text } {
  const names = periods.slice(0, 3).map(periodText)
  const more = periods.length - names.length
  return {
    reason: {
      zh: `${names.map(({ zh }) => zh).join('、')}${more > 0 ? `等${periods.length}期` : ''}没有已接收的数`,
      en: `no accepted figure for ${names.map(({ en }) => en).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    },
  }
}

/** A value as the preview shows it. The form itself decides how many decimals it shows. */
export function valueShown(written: FilledCell['value']): string {
  if ('text' in written) return written.text
  if ('day' in written) return documentDate(written.day)
  return figure(written.number, (written.number.split('.')[1] ?? '').length)
}

/** What a filled cell or a gap is about. */
export const placeWords = ({ fact, indicator, part }: Pick<Gap, 'fact' | 'indicator' | 'part'>): Text =>
  factWords({ fact, part }, indicator === null ? undefined : { name: indicator })

/** 10格, 1格未填: for the check beside the report. */
export const gapsNamed = (gaps: readonly Gap[]): Text => {
  const names = gaps.slice(0, 3).map(({ cell, ...what }) => {
    const { zh, en } = placeWords(what)
    return { zh: `${cell} ${zh}`, en: `${cell} ${en}` }
  })
  const more = gaps.length - names.length
  return {
    zh: `${names.map(({ zh }) => zh).join('、')}${more > 0 ? `等${gaps.length}格` : ''}`,
    en: `${names.map(({ en }) => en).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  }
}
