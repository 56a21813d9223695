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
  responsibleDivision: { name: { zh: '责任处', en: 'Responsible division' }, ofIndicator: true },
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
})
export type MappedCell = z.infer<typeof MappedCell>

/** An indicator by what stays the same from one year's plan to the next. */
export type IndicatorName = {
  readonly indicatorId: string
  readonly itemTitle: string
  readonly name: string
  readonly unit: string
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
  indicators: readonly IndicatorName[],
): MappingFault[] {
  const seen = new Set<string>()
  return cells.flatMap((mapped): MappingFault[] => {
    const key = `${mapped.sheet}!${mapped.cell}`
    const isTwice = seen.has(key)
    seen.add(key)
    const said = isTwice ? twice : (reasonOf(sheets, mapped, indicators) ?? undefined)
    if (!said) return []
    const { sheet, cell } = mapped
    const where = { zh: `“${sheet}”${cell}`, en: `${cell} of “${sheet}”` }
    return [{ sheet, cell, message: { zh: `${where.zh}：${said.zh}。`, en: `${where.en}: ${said.en}.` } }]
  })
}

function reasonOf(
  sheets: readonly TemplateSheet[],
  mapped: MappedCell,
  indicators: readonly IndicatorName[],
): Text | undefined {
  const hindrance = hindranceOf(sheets, mapped)
  if (hindrance) return hindrances[hindrance]
  const { ofIndicator } = cellFacts[mapped.fact]
  if (!ofIndicator) return mapped.indicatorId === null ? undefined : needless
  const indicator = indicators.find(({ indicatorId }) => indicatorId === mapped.indicatorId)
  if (!indicator) return mapped.indicatorId === null ? chosenNone : foreign
  return mapped.fact === 'yearToDate' && !addsUp(indicator.unit) ? doesNotAdd : undefined
}

const twice: Text = { zh: '指定了两次', en: 'it is named twice' }
const chosenNone: Text = { zh: '没有选择指标', en: 'no indicator is chosen' }
const needless: Text = { zh: '所填内容不属于指标', en: 'what goes there belongs to no indicator' }
const foreign: Text = {
  zh: '所选指标不是本处为该单位协调的指标',
  en: 'the indicator is none that the division coordinates for this unit',
}
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
