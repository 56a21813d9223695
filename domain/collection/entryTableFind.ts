import { type Frequency, periodText } from '#domain/calendar/periods.ts'
import { readPeriod } from '#domain/calendar/readPeriod.ts'
import { longDayText } from '#domain/calendar/workingDays.ts'
import { plainDigits } from '#domain/kernel/readFigure.ts'
import type { SheetCell } from '#domain/kernel/sheet.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { TableField } from './entryTable.ts'

/** An indicator of which something is to be filled in now or later, and for which periods. */
export type TableIndicator = {
  readonly id: string
  readonly name: string
  readonly code: string
  readonly frequency: Frequency
  readonly periods: readonly string[]
  /** Periods whose entry opens later. */
  readonly later: readonly { readonly period: string; readonly opensOn: string }[]
}
export type TableCells = Partial<Record<TableField, SheetCell>>

/** What a row is about: the key of the template, or an indicator and a period; else what does not fit, and where. */
export type Place =
  | { readonly key: string }
  | { readonly indicatorId: string; readonly period: string }
  | { readonly column: TableField; readonly message: Text }

/** Says of a row's cells what they are about. */
export function placing(indicators: readonly TableIndicator[]): (cells: TableCells) => Place {
  const byName = Map.groupBy(indicators, ({ name }) => plainDigits(name))
  return ({ key, indicator, period, code }) => {
    const wanted = key?.text.trim().toLowerCase() ?? ''
    if (wanted !== '') return { key: wanted }
    const named = byName.get(plainDigits(indicator?.text ?? '')) ?? []
    if (named.length === 0) return { column: 'indicator', message: unknownName(indicator?.text.trim() ?? '') }
    const words = period?.text.trim() ?? ''
    const given = code?.text.trim() ?? ''
    const at = named.flatMap(({ id, frequency, periods, code: own }) => {
      const read = readPeriod(words, frequency)
      return read !== undefined && periods.includes(read) ? [{ indicatorId: id, period: read, own }] : []
    })
    if (at.length === 0) return { column: 'period', message: laterPeriod(words, named) ?? unknownPeriod(words, named) }
    const [one, other] = given === '' ? at : at.filter(({ own }) => own === given)
    if (!one) return { column: 'code', message: otherCode(given) }
    return other ? { column: 'code', message: several } : { indicatorId: one.indicatorId, period: one.period }
  }
}

export const unknownKey: Text = {
  zh: '数据编码不在本处待填报的数据中（可能已提交，或者属于别的处）。',
  en: 'The key is not among the data your division has to fill in (handed in already, or of another division).',
}
const unknownName = (name: string): Text => ({
  zh: `本处待填报的数据中没有指标“${name}”。`,
  en: `The data your division has to fill in have no indicator “${name}”.`,
})
const otherCode = (code: string): Text => ({
  zh: `这项指标不属于事项“${code}”。`,
  en: `The indicator is not one of item “${code}”.`,
})
/** Where the period is one to come: when its entry opens. */
function laterPeriod(words: string, named: readonly TableIndicator[]): Text | undefined {
  const found = named.flatMap(({ frequency, later }) => {
    const read = readPeriod(words, frequency)
    return later.filter(({ period }) => period === read)
  })[0]
  if (!found) return undefined
  const [period, day] = [periodText(found.period), longDayText(found.opensOn)]
  return {
    zh: `${period.zh}的数据自${day.zh}起填报，现在还不能填。`,
    en: `The figure of ${period.en} can be filled in from ${day.en}, not yet.`,
  }
}
const nothingOpen: Text = {
  zh: '这项指标现在没有待填报的数据',
  en: 'nothing of this indicator is to be filled in now',
}
const unknownPeriod = (words: string, named: readonly TableIndicator[]): Text => {
  const open = [...new Set(named.flatMap(({ periods }) => periods))].toSorted().slice(0, 4)
  const [zh, en] = (['zh', 'en'] as const).map((language) => open.map((one) => periodText(one)[language]))
  const which =
    open.length === 0 ? nothingOpen : { zh: `待填报的有${zh?.join('、')}`, en: `to be filled in: ${en?.join(', ')}` }
  return {
    zh: `报送期“${words}”无法识别或者不在待填报之列（${which.zh}）。`,
    en: `The period “${words}” is not known or not to be filled in (${which.en}).`,
  }
}
const several: Text = {
  zh: '有几个事项的指标同名，请填写事项编号或者使用下载的模板。',
  en: 'Several items have an indicator of this name: give the code of the item, or use the template.',
}
