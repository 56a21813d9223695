import { type Decimal, subtract, sum } from '#domain/kernel/decimal.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { ItemContent } from './item.api.ts'

/** What an item is in the plan: asked by the city, the office's own, or promised to the public. */
export const itemKinds = {
  municipalIndicator: { zh: '市级指标', en: 'Municipal indicator' },
  keyWork: { zh: '重点工作', en: 'Key work' },
  ownWork: { zh: '本处工作', en: "Division's own work" },
  whitePaper: { zh: '白皮书', en: 'White paper' },
  specialTask: { zh: '专项工作', en: 'Special task' },
} as const satisfies Record<string, Text>
export type ItemKind = keyof typeof itemKinds

/** How an item is evaluated (评价方法, Art. 20): a closed list, so that a score can be recomputed for ever. */
export const methods = {
  milestone: { zh: '分阶段加权', en: 'Weighted phases' },
  completionRate: { zh: '按完成率', en: 'Completion rate' },
  threshold: { zh: '分档计分', en: 'Threshold bands' },
  deduction: { zh: '按次扣分', en: 'Deduction per event' },
  addSubtract: { zh: '加减分', en: 'Additions and subtractions' },
  judged: { zh: '评定等次', en: 'Judged grade' },
  satisfaction: { zh: '满意度测评', en: 'Satisfaction survey' },
} as const satisfies Record<string, Text>
export type Method = keyof typeof methods

/** How data reach whoever collects them: the channels that exist already come first (Art. 30). */
export const deliveries = {
  citySystem: { zh: '市绩效系统', en: "City's system" },
  officeAutomation: { zh: '办公自动化', en: 'Office automation' },
  mail: { zh: '电子邮件', en: 'Mail' },
  paper: { zh: '纸质', en: 'Paper' },
  letter: { zh: '函', en: 'Letter' },
} as const satisfies Record<string, Text>
export type Delivery = keyof typeof deliveries

export type ContentFault = { readonly path: string; readonly message: Text }

/** What no draft may hold, however unfinished: each fault with the field. Unfinished things are the linter's business. */
export function contentFaults(content: ItemContent, year: number, dimensions: readonly string[]): ContentFault[] {
  const { startsOn, endsOn, responsiblePersonIds, participantIds, indicators, dimension } = content
  // each division may owe a figure of that name
  const names = indicators.map(({ name, divisionId }) => JSON.stringify([name, divisionId]))
  return [
    ...(dimensions.includes(dimension) ? [] : [fault('dimension', '没有这个维度。', 'There is no such dimension.')]),
    ...periodFaults(startsOn, endsOn, year),
    ...content.phases.flatMap((phase, at) => phaseFaults(phase, at, content)),
    ...twice(responsiblePersonIds, 'responsiblePersonIds'),
    ...twice(participantIds, 'participantIds'),
    ...coDivisionFaults(content),
    ...foreignParts(content),
    ...indicators.flatMap(({ name }, at) =>
      names.indexOf(names[at] ?? '') < at
        ? [fault(`indicators.${at}.name`, `指标“${name}”重复。`, `The indicator “${name}” is there twice.`)]
        : [],
    ),
  ]
}

function coDivisionFaults({ responsibleDivisionId, coDivisions }: ItemContent): ContentFault[] {
  const ids = [responsibleDivisionId, ...coDivisions.map(({ divisionId }) => divisionId)]
  return coDivisions.flatMap(({ divisionId }, at) =>
    ids.indexOf(divisionId) <= at
      ? [fault(`coDivisions.${at}.divisionId`, '这个处已经列入。', 'The division is there already.')]
      : [],
  )
}

/** A phase or an indicator is the lead division's, or that of a division that shares the responsibility. */
function foreignParts({ coDivisions, phases, indicators }: ItemContent): ContentFault[] {
  const isForeign = (id: string | null) => id !== null && !coDivisions.some(({ divisionId }) => divisionId === id)
  const of = (parts: ItemContent['phases'] | ItemContent['indicators'], name: string) =>
    parts.flatMap(({ divisionId }, at) =>
      isForeign(divisionId)
        ? [fault(`${name}.${at}.divisionId`, '这个处不是配合处。', 'The division does not share the responsibility.')]
        : [],
    )
  return [...of(phases, 'phases'), ...of(indicators, 'indicators')]
}

function periodFaults(startsOn: string, endsOn: string, year: number): ContentFault[] {
  if (startsOn > endsOn) return [fault('endsOn', '终止日在起始日之前。', 'The end lies before the start.')]
  const inYear = startsOn.startsWith(`${year}-`) && endsOn.startsWith(`${year}-`)
  return inYear ? [] : [fault('startsOn', `期间须在${year}年之内。`, `The period must lie in ${year}.`)]
}

type Period = { readonly startsOn: string; readonly endsOn: string }

function phaseFaults(phase: Period, at: number, item: Period): ContentFault[] {
  const n = at + 1
  if (phase.startsOn > phase.endsOn)
    return [fault(`phases.${at}.endsOn`, `第${n}阶段终止日在起始日之前。`, `Phase ${n} ends before it starts.`)]
  if (phase.startsOn >= item.startsOn && phase.endsOn <= item.endsOn) return []
  return [fault(`phases.${at}.startsOn`, `第${n}阶段超出事项期间。`, `Phase ${n} lies outside the item's period.`)]
}

const twice = (ids: readonly string[], path: string): ContentFault[] =>
  new Set(ids).size === ids.length ? [] : [fault(path, '同一人填了两次。', 'One person is named twice.')]

const fault = (path: string, zh: string, en: string): ContentFault => ({ path, message: { zh, en } })

/** The sum of weights; what has none counts nothing. */
export const weightOf = (parts: readonly { readonly weight: Decimal | null }[]): Decimal =>
  sum(parts.map(({ weight }) => weight ?? '0'))

/** Parts of an item by whose they are: null, the lead division, or the id of a co-responsible one. */
export function byDivision<Part>(
  parts: readonly Part[],
  of: (part: Part) => string | null,
): Map<string | null, Part[]> {
  const groups = new Map<string | null, Part[]>()
  for (const part of parts) groups.set(of(part), [...(groups.get(of(part)) ?? []), part])
  return groups
}

/** How far a sum of weights is from 100, in words: 还差2 / 2 missing. */
export function away(total: Decimal): Text {
  const missing = subtract('100', total)
  const points = missing.replace('-', '')
  if (missing.startsWith('-')) return { zh: `多${points}`, en: `${points} too many` }
  return { zh: `还差${points}`, en: `${points} missing` }
}

/** Orders codes as a person would: KA-2 before KA-10. */
export const compareCodes = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true })

/** Content of an item that has nothing but its year. */
export const emptyContent = (year: number): ItemContent => ({
  code: '',
  title: '',
  kind: 'keyWork',
  dimension: 'performance',
  responsibleDivisionId: null,
  coordinatingDivisionId: null,
  mainResponsiblePersonId: null,
  responsiblePersonIds: [],
  participantIds: [],
  municipalIndicatorId: null,
  measures: [],
  coDivisions: [],
  goal: '',
  binding: false,
  isWhitePaper: false,
  weight: null,
  method: null,
  reporting: '',
  startsOn: `${year}-01-01`,
  endsOn: `${year}-12-31`,
  phases: [],
  indicators: [],
})

/** Whether an item can have a weight: a special task that enters an issued plan leaves the weights as they are. */
export const mayCarryWeight = ({
  kind,
  planState,
}: {
  kind: ItemContent['kind'] | undefined
  planState: string
}): boolean => planState !== 'issued' || kind !== 'specialTask'
