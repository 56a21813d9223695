import { dayText, plusDays } from '#domain/calendar/workingDays.ts'
import type { Light } from '#domain/kernel/light.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { ItemStand, LightSettings, PhaseStand } from './stand.ts'

/** The item's own figures for which a rule holds: what its sentence says, kept with the light. */
export type Figures = {
  /** The phase that gave it: its number and title. */
  readonly phase?: number | undefined
  readonly title?: string | undefined
  readonly percent?: number | undefined
  readonly planned?: number | undefined
  /** How far it is off: percent, working days or reports. */
  readonly off?: number | undefined
  /** What the setting allows. */
  readonly limit?: number | undefined
  readonly on?: string | undefined
}

/** A numbered rule. A number that is gone is not used again; the first rule of the list that holds gives the light. */
export type LightRule = {
  readonly number: number
  readonly light: Light
  readonly name: Text
  /** The figures for which it holds, or undefined where it does not. */
  readonly holds: (item: ItemStand, settings: LightSettings) => Figures | undefined
  /** Why the light is what it is, with the item's own figures. */
  readonly says: (figures: Figures) => Text
}

const worst = (
  { phases }: ItemStand,
  off: (phase: PhaseStand) => number,
  least: number,
): (Figures & { readonly off: number; readonly is: PhaseStand }) | undefined => {
  const [first] = phases.map((is) => ({ is, off: off(is) })).toSorted((a, b) => b.off - a.off)
  if (!first || first.off < least) return undefined
  return { off: first.off, limit: least, phase: first.is.number, title: first.is.title, is: first.is }
}
const figuresOf = (found: ReturnType<typeof worst>, more: (phase: PhaseStand) => Figures = () => ({})) => {
  if (!found) return undefined
  const { is, ...figures } = found
  return { ...figures, ...more(is) }
}
const phaseWords = ({ phase = 0 }: Figures): Text => ({ zh: `第${phase}阶段`, en: `phase ${phase}` })
const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1)

/** Percent by which a phase lay below its plan on the day on which it was reported. */
const below = ({ verdict, isReached, percent, plannedThen }: PhaseStand): number =>
  verdict !== null || isReached || percent === null || plannedThen === null ? 0 : plannedThen - percent
const ofPercent = ({ percent, plannedThen, percentOn }: PhaseStand): Figures => ({
  ...(percent === null ? {} : { percent }),
  ...(plannedThen === null ? {} : { planned: plannedThen }),
  ...(percentOn === null ? {} : { on: percentOn }),
})
const belowPlan = (figures: Figures): Text => {
  const { percent = 0, planned = 0, off = 0, limit = 0, on = '2000-01-01' } = figures
  const phase = phaseWords(figures)
  return {
    zh: `${phase.zh}${dayText(on).zh}完成${percent}%，当日计划${planned}%，低${off}个百分点（界限${limit}）。`,
    en: `${capital(phase.en)} was at ${percent}% on ${dayText(on).en} against a plan of ${planned}%: ${off} points below (limit ${limit}).`,
  }
}
const overdue = (figures: Figures): Text => {
  const { off = 0, limit = 0, on = '2000-01-01' } = figures
  const phase = phaseWords(figures)
  return {
    zh: `${phase.zh}${dayText(on).zh}终了，已过${off}个工作日仍未完成（超过${limit}个工作日为“滞后”）。`,
    en: `${capital(phase.en)} ended on ${dayText(on).en}; ${off} working days later it is not reached (behind after more than ${limit}).`,
  }
}
const missed = (figures: Figures): Text => {
  const { off = 0, limit = 0 } = figures
  const phase = phaseWords(figures)
  return {
    zh: `${phase.zh}连续${off}次未报进度（界限${limit}次）。`,
    en: `${capital(phase.en)}: ${off} progress reports missing in a row (limit ${limit}).`,
  }
}
const judged = (figures: Figures): Text => {
  const phase = phaseWords(figures)
  const name = figures.title ? { zh: `“${figures.title}”`, en: ` “${figures.title}”` } : { zh: '', en: '' }
  return {
    zh: `${phase.zh}${name.zh}已作此认定。`,
    en: `That is the judgement on ${phase.en}${name.en}.`,
  }
}

const firstWith = ({ phases }: ItemStand, verdict: PhaseStand['verdict']): Figures | undefined => {
  const phase = phases.findLast((one) => one.verdict === verdict)
  return phase && { phase: phase.number, title: phase.title }
}
const missedOf = ({ next }: PhaseStand): number => next?.missed ?? 0
const lateBy = ({ overdue: days }: PhaseStand): number => days
const endOf =
  (settings: LightSettings) =>
  ({ endsOn }: PhaseStand): Figures => ({ on: endsOn, limit: settings['progress.behindOverdueWorkingDays'] })

/** Every rule, the gravest first. What they compare with are settings. */
export const lightRules: readonly LightRule[] = [
  {
    number: 1,
    light: 'blue',
    name: { zh: '各阶段均认定为“已达到”', en: 'Every phase was judged as met' },
    holds: ({ phases }) =>
      phases.length > 0 && phases.every(({ verdict }) => verdict === 'met') ? { off: phases.length } : undefined,
    says: ({ off = 0 }) => ({ zh: `${off}个阶段均已达到。`, en: `All ${off} phases were met.` }),
  },
  {
    number: 5,
    light: 'red',
    name: { zh: '有阶段认定为“未达到”', en: 'A phase was judged as not met' },
    holds: (item) => firstWith(item, 'notMet'),
    says: judged,
  },
  {
    number: 3,
    light: 'red',
    name: { zh: '阶段终了已过较多工作日未完成', en: 'A phase ended many working days ago and is not reached' },
    holds: (item, settings) =>
      figuresOf(worst(item, lateBy, settings['progress.behindOverdueWorkingDays'] + 1), endOf(settings)),
    says: overdue,
  },
  {
    number: 2,
    light: 'red',
    name: { zh: '完成比例远低于计划', en: 'Far below the planned percent' },
    holds: (item, settings) => figuresOf(worst(item, below, settings['progress.behindBelowPlanPercent']), ofPercent),
    says: belowPlan,
  },
  {
    number: 4,
    light: 'red',
    name: { zh: '连续多次未报进度', en: 'Many progress reports missing in a row' },
    holds: (item, settings) => figuresOf(worst(item, missedOf, settings['progress.behindMissedReports'])),
    says: missed,
  },
  {
    number: 3,
    light: 'yellow',
    name: { zh: '阶段终了未完成', en: 'A phase has ended and is not reached' },
    holds: (item, settings) => figuresOf(worst(item, lateBy, 1), endOf(settings)),
    says: overdue,
  },
  {
    number: 2,
    light: 'yellow',
    name: { zh: '完成比例低于计划', en: 'Below the planned percent' },
    holds: (item, settings) => figuresOf(worst(item, below, settings['progress.riskBelowPlanPercent']), ofPercent),
    says: belowPlan,
  },
  {
    number: 4,
    light: 'yellow',
    name: { zh: '连续未报进度', en: 'Progress reports missing in a row' },
    holds: (item, settings) => figuresOf(worst(item, missedOf, settings['progress.riskMissedReports'])),
    says: missed,
  },
  {
    number: 6,
    light: 'yellow',
    name: { zh: '按报告推算将晚于阶段终了', en: 'By its reports a phase will end late' },
    holds: (item, settings) =>
      figuresOf(
        worst(item, ({ forecastLate }) => forecastLate, settings['progress.riskForecastWorkingDays'] + 1),
        ({ forecast }) => ({
          limit: settings['progress.riskForecastWorkingDays'],
          ...(forecast ? { on: forecast.on } : {}),
        }),
      ),
    says: (figures) => {
      const { off = 0, limit = 0, on = '2000-01-01' } = figures
      const phase = phaseWords(figures)
      return {
        zh: `按各次报告的比例推算，${phase.zh}将于${dayText(on).zh}完成，晚于终了日${off}个工作日（超过${limit}个工作日为“有风险”）。`,
        en: `By the reported percents ${phase.en} will be finished on ${dayText(on).en}, ${off} working days after its end (at risk beyond ${limit}).`,
      }
    },
  },
  {
    number: 5,
    light: 'yellow',
    name: { zh: '有阶段认定为“部分达到”', en: 'A phase was judged as partly met' },
    holds: (item) => firstWith(item, 'partly'),
    says: judged,
  },
  {
    number: 7,
    light: 'green',
    name: { zh: '以上情形均不存在', en: 'None of the other rules holds' },
    holds: () => ({}),
    says: () => ({ zh: '没有滞后和风险的情形。', en: 'Nothing is behind or at risk.' }),
  },
]

export type Lit = { readonly light: Light; readonly rule: number; readonly figures: Figures }

/** The light of an item by the first rule that holds. */
export function lightOf(item: ItemStand, settings: LightSettings): Lit {
  for (const { number, light, holds } of lightRules) {
    const figures = holds(item, settings)
    if (figures) return { light, rule: number, figures }
  }
  throw new Error('the last rule holds of every item')
}

export const ruleOf = ({ light, rule }: Pick<Lit, 'light' | 'rule'>): LightRule | undefined =>
  lightRules.find((one) => one.light === light && one.number === rule)

/** 灯号规则2（完成比例低于计划）：第3阶段10月31日完成68%，… */
export function lightSentence(lit: Lit): Text {
  const rule = ruleOf(lit)
  if (!rule) return { zh: `灯号规则${lit.rule}`, en: `Rule ${lit.rule}` }
  const says = rule.says(lit.figures)
  return {
    zh: `灯号规则${rule.number}（${rule.name.zh}）：${says.zh}`,
    en: `Rule ${rule.number} of lights (${rule.name.en}): ${says.en}`,
  }
}

/** The next day on which passing days alone may change the light; null once it is done. */
export function lookAgainOn({ phases }: ItemStand, today: string): string | null {
  if (phases.every(({ verdict }) => verdict === 'met')) return null
  const runs = phases.some(({ hasBegun, verdict }) => hasBegun && verdict !== 'met')
  if (runs) return plusDays(today, 1)
  return (
    phases
      .map(({ startsOn }) => startsOn)
      .toSorted()
      .find((day) => day > today) ?? null
  )
}
