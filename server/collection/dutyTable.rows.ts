import { periodText } from '#domain/calendar/periods.ts'
import { type EntryKind, type Stage, stages } from '#domain/collection/duty.ts'
import { dataStateNames, dataStates } from '#domain/collection/dutyStates.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { ExportedRows } from '#server/kernel/office/exportQuery.ts'

/** The office's day, and what the rule pack calls the cards. */
export type DutyTableGiven = { readonly today: string; readonly cards: Readonly<Record<string, Text>> }

const day = (heading: string) => ({ heading, width: 12 })

/** The list of duties as a sheet: what its query selects, in that order, as an official reads it. */
export const exported: ExportedRows<DutyTableGiven> = {
  columns: [
    { heading: '期间', width: 14 },
    { heading: '事项编号', width: 12 },
    { heading: '事项', width: 34 },
    { heading: '指标', width: 30 },
    { heading: '单位', width: 10 },
    { heading: '数值', width: 16 },
    { heading: '责任处', width: 20 },
    { heading: '协调处', width: 20 },
    { heading: '采集单位', width: 20 },
    { heading: '环节', width: 12 },
    { heading: '数据状态', width: 16 },
    { heading: '亮牌', width: 10 },
    day('开放填报'),
    day('内部期限'),
    day('对外期限'),
    day('首次签字'),
  ],
  cellsOf: (row, { today, cards }) => {
    const [
      period,
      code,
      title,
      indicator,
      unit,
      decimals,
      kind,
      value,
      responsible,
      coordinating,
      collecting,
      ...more
    ] = row
    const [stage, card, opensOn, internalDueOn, externalDueOn, firstSignedOn, isCorrected, lateStart] = more
    const facts = {
      ...{ stage: stage as Stage, kind: (kind ?? null) as EntryKind | null, value: value ?? null },
      ...{ firstSignedOn: firstSignedOn ?? null, internalDueOn: internalDueOn ?? null },
      ...{ externalDueOn: externalDueOn ?? null, isCorrected: isCorrected === 't', lateStart: lateStart === 't' },
    }
    const states = dataStates(facts, today).map((state) => dataStateNames[state].zh)
    return [
      periodOf(period ?? ''),
      ...[code ?? null, title ?? null, indicator ?? null, unit ?? null],
      value ? { number: value, decimals: Number(decimals) } : kind === 'nil' ? dataStateNames.nil.zh : null,
      ...[responsible ?? null, coordinating ?? null, collecting ?? null],
      stages[stage as Stage].zh,
      states.length > 0 ? states.join('、') : null,
      card ? (cards[card]?.zh ?? card) : null,
      ...[opensOn ?? null, internalDueOn ?? null, externalDueOn ?? null, firstSignedOn ?? null],
    ]
  },
}

const known = new Map<string, string>()
/** There are few periods and many rows. */
function periodOf(period: string): string {
  const words = known.get(period) ?? periodText(period).zh
  known.set(period, words)
  return words
}
