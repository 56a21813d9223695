import { z } from 'zod'
import { addressOf, lastPlace, placeOf } from '#domain/kernel/cellAddress.ts'
import { id } from '#domain/kernel/endpoint.ts'
import { type Hindrance, hindranceOf, type TemplateSheet } from '#domain/kernel/templateSheet.ts'
import type { Text } from '#domain/kernel/text.ts'
import { addsUp } from './dataReport.content.ts'

/** What a cell of the form can take: a fact of one indicator, or of the report. */
export const cellFacts = {
  value: { name: { zh: '本期数', en: 'Figure of the period' }, ofIndicator: true },
  yearToDate: { name: { zh: '本年累计', en: 'Year to date' }, ofIndicator: true },
  lastYear: { name: { zh: '上年同期', en: 'Same period last year' }, ofIndicator: true },
  furtherField: { name: { zh: '采集表字段', en: 'Field of the form' }, ofIndicator: true },
  responsibleDivision: { name: { zh: '责任处', en: 'Responsible division' }, ofIndicator: true },
  aggregate: { name: { zh: '汇总指标', en: 'Figure put together' }, ofIndicator: false },
  period: { name: { zh: '报告期', en: 'Period' }, ofIndicator: false },
  office: { name: { zh: '填报单位', en: 'Reporting office' }, ofIndicator: false },
  division: { name: { zh: '协调处', en: 'Coordinating division' }, ofIndicator: false },
  reportDay: { name: { zh: '填报日期', en: 'Day of the report' }, ofIndicator: false },
  personInCharge: { name: { zh: '负责人', en: 'Person in charge' }, ofIndicator: false },
  contactName: { name: { zh: '填表人', en: 'Contact' }, ofIndicator: false },
  contactPhone: { name: { zh: '联系电话', en: 'Telephone' }, ofIndicator: false },
} as const satisfies Record<string, { name: Text; ofIndicator: boolean }>
export type CellFact = keyof typeof cellFacts
export const cellFactNames = Object.keys(cellFacts) as [CellFact, ...CellFact[]]

/** One cell of the form and what goes there. */
export const MappedCell = z.strictObject({
  sheet: z.string().min(1).max(31),
  cell: z
    .string()
    .regex(/^[A-Z]{1,3}[1-9]\d{0,6}$/)
    .max(addressOf(lastPlace).length),
  fact: z.enum(cellFactNames),
  indicatorId: id.nullable(),
  /** Which of them: the key of a further field of the form, the name of a figure put together; null otherwise. */
  part: z.string().min(1).max(60).nullable(),
})
export type MappedCell = z.infer<typeof MappedCell>

/** An indicator by what stays the same from one year's plan to the next. */
export type IndicatorName = {
  readonly indicatorId: string
  readonly itemTitle: string
  readonly name: string
  readonly unit: string
}

/** What can be chosen for an indicator: the further fields its collection plans ask for. */
export type IndicatorWithFields = IndicatorName & {
  readonly fields: readonly { readonly key: string; readonly name: string }[]
}

/** Facts of which there are several: one of them has to be named. */
export const hasParts = (fact: CellFact): boolean => fact === 'furtherField' || fact === 'aggregate'

/** What goes into a cell, in words: 罗湖口岸旅客人次 其中外籍 · 旅客合计. */
export function factWords(
  { fact, part }: Pick<MappedCell, 'fact' | 'part'>,
  indicator: (Pick<IndicatorName, 'name'> & Partial<IndicatorWithFields>) | undefined,
): Text {
  const field = indicator?.fields?.find(({ key }) => key === part)?.name ?? part
  const fromPart = field === null ? undefined : { zh: field, en: field }
  const { zh, en } = fromPart ?? cellFacts[fact].name
  return indicator ? { zh: `${indicator.name} ${zh}`, en: `${indicator.name} ${en}` } : { zh, en }
}

/** The one of these that is the indicator: itself, or in another year's plan the only one of its item, name and unit. */
export function sameIndicator<Named extends IndicatorName>(
  of: IndicatorName,
  among: readonly Named[],
): Named | undefined {
  const itself = among.find(({ indicatorId }) => indicatorId === of.indicatorId)
  if (itself) return itself
  const named = among.filter(
    ({ itemTitle, name, unit }) => itemTitle === of.itemTitle && name === of.name && unit === of.unit,
  )
  return named.length === 1 ? named[0] : undefined
}

export type MappingFault = { readonly sheet: string; readonly cell: string; readonly message: Text }

const hindrances: Record<Hindrance, Text> = {
  noSheet: { zh: '模板中没有这张表', en: 'the template has no such sheet' },
  noCell: { zh: '不是单元格', en: 'it is no cell' },
  outside: { zh: '在表的范围以外', en: 'it lies outside of the sheet' },
  formula: { zh: '是公式，由表自行计算', en: 'it holds a formula and is counted by the sheet' },
  covered: { zh: '在合并单元格内，须填左上角', en: 'a merged cell covers it: use its first cell' },
}

/** Everything that keeps a mapping from being put in force, cell by cell. */
export function mappingFaults(
  sheets: readonly TemplateSheet[],
  cells: readonly MappedCell[],
  indicators: readonly IndicatorWithFields[],
  aggregates: readonly string[],
): MappingFault[] {
  const seen = new Set<string>()
  return cells.flatMap((mapped): MappingFault[] => {
    const key = `${mapped.sheet}!${mapped.cell}`
    const isTwice = seen.has(key)
    seen.add(key)
    const said = isTwice ? twice : reasonOf(sheets, mapped, indicators, aggregates)
    if (!said) return []
    const { sheet, cell } = mapped
    const where = { zh: `“${sheet}”${cell}`, en: `${cell} of “${sheet}”` }
    return [{ sheet, cell, message: { zh: `${where.zh}：${said.zh}。`, en: `${where.en}: ${said.en}.` } }]
  })
}

function reasonOf(
  sheets: readonly TemplateSheet[],
  mapped: MappedCell,
  indicators: readonly IndicatorWithFields[],
  aggregates: readonly string[],
): Text | undefined {
  const hindrance = hindranceOf(sheets, mapped)
  if (hindrance) return hindrances[hindrance]
  if ((mapped.part !== null) !== hasParts(mapped.fact)) return mapped.part === null ? chosenNoPart : needlessPart
  const { ofIndicator } = cellFacts[mapped.fact]
  if (!ofIndicator && mapped.indicatorId !== null) return needless
  if (mapped.fact === 'aggregate') return aggregates.includes(mapped.part ?? '') ? undefined : noAggregate
  if (!ofIndicator) return undefined
  const indicator = indicators.find(({ indicatorId }) => indicatorId === mapped.indicatorId)
  if (!indicator) return mapped.indicatorId === null ? chosenNone : foreign
  if (mapped.fact === 'furtherField')
    return indicator.fields.some(({ key }) => key === mapped.part) ? undefined : noField
  return mapped.fact === 'yearToDate' && !addsUp(indicator.unit) ? doesNotAdd : undefined
}

const twice: Text = { zh: '指定了两次', en: 'it is named twice' }
const chosenNone: Text = { zh: '没有选择指标', en: 'no indicator is chosen' }
const needless: Text = { zh: '所填内容不属于指标', en: 'what goes there belongs to no indicator' }
const foreign: Text = {
  zh: '所选指标不是本处为该单位协调的指标',
  en: 'the indicator is none that the division coordinates for this unit',
}
const chosenNoPart: Text = { zh: '没有选择填入哪一项', en: 'which of them goes there is not chosen' }
const needlessPart: Text = { zh: '所填内容没有分项', en: 'what goes there has no parts' }
const noField: Text = { zh: '该指标的采集方案没有这个字段', en: 'no collection plan of the indicator has this field' }
const noAggregate: Text = { zh: '上一次报送没有这个汇总指标', en: 'the last report has no such figure put together' }
const doesNotAdd: Text = {
  zh: '比率、时长等不能累计相加，不能填本年累计',
  en: 'rates and durations do not add up to a figure of the year',
}

type InYear = IndicatorName & { readonly year: number }

/** What can be chosen now: the indicators of the latest year. */
export const indicatorsNow = <Named extends InYear>(indicators: readonly Named[]): Named[] => {
  const year = Math.max(...indicators.map((one) => one.year))
  return indicators.filter((one) => one.year === year)
}

/** Indicators of the latest year whose figure no cell takes: a hint, since a form may leave some out. */
export function unmapped<Named extends InYear>(indicators: readonly Named[], cells: readonly MappedCell[]): Named[] {
  const taken = new Set(cells.flatMap(({ fact, indicatorId }) => (fact === 'value' && indicatorId ? indicatorId : [])))
  const mapped = indicators.filter(({ indicatorId }) => taken.has(indicatorId))
  return indicatorsNow(indicators).filter((one) => !sameIndicator(one, mapped))
}

/** Which indicator a cell most likely means: the one its row is mapped to already, or the one its row names. */
export function proposedIndicator(
  sheet: TemplateSheet,
  cell: string,
  cells: readonly MappedCell[],
  indicators: readonly InYear[],
): string | null {
  const row = placeOf(cell)?.row
  const inRow = cells.find(
    (one) => one.sheet === sheet.name && one.indicatorId !== null && placeOf(one.cell)?.row === row,
  )
  if (inRow) return inRow.indicatorId
  const words = sheet.cells.filter(({ at, text }) => placeOf(at)?.row === row && text.trim().length > 1)
  const named = indicatorsNow(indicators).filter(({ name }) => words.some(({ text }) => name.startsWith(text.trim())))
  return named.length === 1 ? (named[0]?.indicatorId ?? null) : null
}
