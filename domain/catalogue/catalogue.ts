import { frequencies } from '#domain/calendar/periods.ts'
import { performanceOffice } from '#domain/kernel/actor.ts'
import { type Decimal, decimalsOf } from '#domain/kernel/decimal.ts'
import { businessPost, hasPost, type Rule, type Transition } from '#domain/kernel/lifecycle.ts'
import { inBoth, type Text } from '#domain/kernel/text.ts'
import { directions } from './direction.ts'

/**
 * The catalogue of indicators: a tree of three levels. An indicator is the same one through the years; each performance
 * year says anew what it is called, how it is counted and what is aimed at.
 */

/** Everybody with a business post reads it. */
export const catalogueReader: Rule<unknown> = businessPost

/** Definitions and evaluation standards of the office are the performance office's business (Art. 8). */
export const catalogueKeeper: Rule<unknown> = hasPost(performanceOffice, {
  zh: '指标目录由办绩效办维护。',
  en: 'The catalogue of indicators is kept by the performance office.',
})

export type Level = 1 | 2 | 3
export const levels = {
  1: { zh: '一级指标', en: 'First level' },
  2: { zh: '二级指标', en: 'Second level' },
  3: { zh: '三级指标', en: 'Third level' },
} as const satisfies Record<Level, Text>

/** How an indicator is scored: a closed list of methods, no expressions. */
export const scorings = {
  completionRate: { zh: '按完成率', en: 'By completion rate' },
  milestone: { zh: '按阶段节点', en: 'By milestones' },
  threshold: { zh: '按分档标准', en: 'By bands' },
  deduction: { zh: '按次扣分', en: 'Deduction per event' },
  addSubtract: { zh: '加减分', en: 'Points added and subtracted' },
  judgedGrade: { zh: '评定等次', en: 'Judged grade' },
  satisfaction: { zh: '满意度', en: 'Satisfaction' },
} as const satisfies Record<string, Text>
export type Scoring = keyof typeof scorings

type Content = {
  readonly unit: string
  readonly decimals: number
  readonly frequency: unknown
  readonly collectingUnitId: string | null
  readonly target: Decimal | null
  readonly base: Decimal | null
  readonly scoring: unknown
}
type Written = {
  readonly level: Level
  /** The level of what it is to stand under in that year; null where it stands under nothing that is there. */
  readonly parentLevel: number | null
  readonly isNumberTaken: boolean
  readonly content: Content
}

const underTheLevelAbove: Rule<Written> = {
  code: 'wrong_parent',
  message: ({ level }) =>
    level === 1
      ? { zh: '一级指标不能放在其他指标之下。', en: 'The first level stands under nothing.' }
      : {
          zh: `${levels[level].zh}须放在该年度的${levels[(level - 1) as Level].zh}之下。`,
          en: `“${levels[level].en}” stands under one of “${levels[(level - 1) as Level].en}” of that year.`,
        },
  holds: ({ level, parentLevel }) => (parentLevel ?? 0) === level - 1,
}

const numberIsFree: Rule<Written> = {
  code: 'number_taken',
  message: () => ({
    zh: '同一上级之下已有这个编号。',
    en: 'Another one under the same heading has this number.',
  }),
  holds: ({ isNumberTaken }) => !isNumberTaken,
}

const headingsCarryNoFigures: Rule<Written> = {
  code: 'heading_with_figures',
  message: () => ({
    zh: '一级、二级指标只是归类，单位、频度、目标值等只在三级指标填写。',
    en: 'The first two levels are headings: unit, frequency, target and the like belong to the third.',
  }),
  holds: ({ level, content: { unit, frequency, collectingUnitId, target, base, scoring } }) =>
    level === 3 || (unit === '' && [frequency, collectingUnitId, target, base, scoring].every((one) => one === null)),
}

const figuresFitTheDecimals: Rule<Written> = {
  code: 'too_many_decimals',
  message: ({ content: { decimals } }) => ({
    zh: `目标值和基期值最多${decimals}位小数。`,
    en: `Target and base value have at most ${decimals} decimals.`,
  }),
  holds: ({ content: { decimals, target, base } }) =>
    [target, base].every((value) => value === null || decimalsOf(value) <= decimals),
}

/** Conditions of an indicator as it is written for a year. */
export const entryRules: readonly Rule<Written>[] = [
  underTheLevelAbove,
  numberIsFree,
  headingsCarryNoFigures,
  figuresFitTheDecimals,
]

/** Whether an indicator is used in a year. Other years say so for themselves. */
export const entryStates = {
  inUse: { zh: '在用', en: 'In use' },
  withdrawn: { zh: '已停用', en: 'Out of use' },
} as const satisfies Record<string, Text>
export type EntryState = keyof typeof entryStates
/** `under`: how many in use stand under it in that year. */
export type EntryFacts = { readonly state: EntryState; readonly under: number }

const nothingUnderIt: Rule<EntryFacts> = {
  code: 'indicators_under_it',
  message: ({ under }) => ({
    zh: `其下还有${under}项指标，请先停用或移走。`,
    en: `Still standing under it: ${under}. Take those out or move them first.`,
  }),
  holds: ({ under }) => under === 0,
}

export const entryTransitions: Record<'change' | 'withdraw', Transition<EntryState, EntryFacts>> = {
  change: {
    label: { zh: '修改指标', en: 'Change an indicator' },
    from: ['inUse'],
    to: 'inUse',
    basis: 'catalogue.keep',
    requires: [catalogueKeeper],
  },
  withdraw: {
    label: { zh: '本年度停用', en: 'Take out of use' },
    from: ['inUse'],
    to: 'withdrawn',
    basis: 'catalogue.keep',
    requires: [catalogueKeeper, nothingUnderIt],
  },
}

type Started = { readonly isOpened: boolean; readonly entries: number; readonly earlier: number | null }

export const yearOpened: Rule<Pick<Started, 'isOpened'>> = {
  code: 'year_not_opened',
  message: () => ({ zh: '该年度还没有开启。', en: 'That year has not been opened yet.' }),
  holds: ({ isOpened }) => isOpened,
}
const yearIsEmpty: Rule<Started> = {
  code: 'year_has_entries',
  message: ({ entries }) => ({
    zh: `该年度的目录已有${entries}项，不能再整体沿用上年。`,
    en: `The catalogue of that year has ${entries} entries already: it cannot be started anew.`,
  }),
  holds: ({ entries }) => entries === 0,
}
const somethingBefore: Rule<Started> = {
  code: 'no_year_before',
  message: () => ({ zh: '此前没有可以沿用的目录。', en: 'There is no catalogue of an earlier year.' }),
  holds: ({ earlier }) => earlier !== null,
}
/** A year begins with the indicators of the year before, without their target and base values. */
export const startRules: readonly Rule<Started>[] = [yearOpened, yearIsEmpty, somethingBefore]

export const somethingToDo: Rule<{ readonly count: number }> = {
  code: 'nothing_to_take',
  message: () => ({ zh: '没有可以处理的指标。', en: 'There is nothing to be taken over.' }),
  holds: ({ count }) => count > 0,
}

const inWords = (names: Readonly<Record<string, Text>>) => (value: unknown) => {
  const name = typeof value === 'string' ? names[value] : undefined
  return name ? inBoth(name) : null
}
/** What history names of an entry. */
export const entryFields = {
  number: { name: { zh: '编号', en: 'Number' } },
  name: { name: { zh: '名称', en: 'Name' } },
  parent: { name: { zh: '上级指标', en: 'Stands under' } },
  unit: { name: { zh: '单位', en: 'Unit' } },
  direction: { name: { zh: '方向', en: 'Direction' }, show: inWords(directions) },
  decimals: { name: { zh: '小数位数', en: 'Decimals' } },
  frequency: { name: { zh: '频度', en: 'Frequency' }, show: inWords(frequencies) },
  collectingUnit: { name: { zh: '数据采集责任单位', en: 'Collecting unit' } },
  target: { name: { zh: '目标值', en: 'Target' } },
  base: { name: { zh: '基期值', en: 'Base value' } },
  scoring: { name: { zh: '计分方法', en: 'Scoring' }, show: inWords(scorings) },
  definition: { name: { zh: '口径和评估标准', en: 'Definition and standard' } },
  source: { name: { zh: '数据来源', en: 'Source' } },
} as const

/** What history calls the acts on an indicator of the catalogue. */
export const catalogueActs: Readonly<Record<string, Text>> = {
  'catalogue.create': { zh: '增加指标', en: 'Added' },
  'catalogue.change': { zh: '修改', en: 'Changed' },
  'catalogue.withdraw': { zh: '本年度停用', en: 'Taken out of use' },
  'catalogue.takeFromCity': { zh: '由市级指标纳入', en: "Taken over from the city's table" },
  'catalogue.startYear': { zh: '沿用上年', en: 'Carried over from the year before' },
  'catalogue.match': { zh: '与事项指标对应', en: 'Matched with indicators of items' },
}

/** A number as it sorts: runs of digits by their value, so that 2 stands before 10. */
export const sortKeyOf = (number: string): string =>
  number
    .normalize('NFKC')
    .replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(8, '0'))
    .replaceAll('/', '-')

/** Where an entry stands in the tree: the path of what it stands under and its own number. */
export const pathOf = (parentPath: string | null, number: string): string =>
  parentPath === null ? sortKeyOf(number) : `${parentPath}/${sortKeyOf(number)}`
