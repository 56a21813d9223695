import type { Text } from '#domain/kernel/text.ts'
import type { AmendmentFacts } from './amendment.ts'
import { pairIndicators } from './indicatorPairs.ts'
import type { ItemContent } from './item.api.ts'
import type { ContentFault } from './item.ts'

const personsAndWords: readonly (keyof ItemContent)[] = [
  ...(['mainResponsiblePersonId', 'responsiblePersonIds', 'participantIds', 'measures', 'title', 'reporting'] as const),
]
const ofWholePlan: readonly (keyof ItemContent)[] = [
  ...(['code', 'kind', 'dimension', 'goal', 'weight', 'binding', 'municipalIndicatorId', 'isWhitePaper'] as const),
  ...(['responsibleDivisionId', 'coordinatingDivisionId', 'coDivisions', 'method'] as const),
]

const wrongRoute = {
  persons: {
    zh: '更正人员和文字的，只能改责任人、参与人、措施、标题和报送方式。',
    en: 'Only persons, measures, title and reporting mode are put right this way.',
  },
  item: {
    zh: '目标、权重、责任分工等须按方案编制程序调整，不能按单个事项变更。',
    en: 'Goals, weights and divisions are changed the way a plan is made, not by a change of one item.',
  },
} as const satisfies Record<string, Text>

const targetsKept: Text = {
  zh: '设有目标值的指标属于年度目标，取消、改变目标值或计量方式须按方案编制程序调整。',
  en: 'An indicator with a target is part of the goal: it is taken out, or its target or measure changed, the way a plan is made.',
}
const nothingChanged: Text = { zh: '没有任何改动。', en: 'Nothing is changed.' }
const pastPhase = (number: number): Text => ({
  zh: `第${number}阶段已经结束，不能再改。`,
  en: `Phase ${number} is over and stays as it was.`,
})
const specialKind: Text = { zh: '类别应为“专项工作”。', en: 'The kind has to be special task.' }
const noWeight: Text = { zh: '专项工作不另设权重。', en: 'A special task carries no weight of its own.' }
const ownDivision: Text = { zh: '责任处应为本处。', en: 'The responsible division has to be your own.' }

const taskDay: Text = {
  zh: '请填写接到任务的日期，不晚于今天。',
  en: 'Give the day of the task, not later than today.',
}
/** What is wrong with the day on which a special task was given (Art. 24). */
export const taskDayFault = (taskOn: string | null, today: string): Text | undefined =>
  taskOn === null || taskOn > today ? taskDay : undefined

/** Every target is still there, of the same indicator. */
function keepsTargets(before: ItemContent, after: ItemContent): boolean {
  const { of, gone } = pairIndicators(before.indicators, after.indicators)
  const isKept = after.indicators.every(({ target }, at) => !of[at] || of[at]?.target === target)
  return isKept && gone.every(({ target }) => target === null)
}

/** What a change may not touch on its route; of a special task, what Art. 24 asks of it. */
export function amendmentFaults(
  { route, divisionId }: Pick<AmendmentFacts, 'route' | 'divisionId'>,
  before: ItemContent | null,
  after: ItemContent,
  today: string,
): ContentFault[] {
  if (route === 'specialTask' || before === null)
    return [
      ...(after.kind === 'specialTask' ? [] : [{ path: 'kind', message: specialKind }]),
      ...(after.weight === null ? [] : [{ path: 'weight', message: noWeight }]),
      ...(after.responsibleDivisionId === divisionId ? [] : [{ path: 'responsibleDivisionId', message: ownDivision }]),
    ]
  const changed = (Object.keys(after) as (keyof ItemContent)[]).filter(
    (key) => JSON.stringify(after[key]) !== JSON.stringify(before[key]),
  )
  if (changed.length === 0) return [{ path: 'title', message: nothingChanged }]
  if (route === 'persons')
    return changed
      .filter((key) => !personsAndWords.includes(key))
      .map((path) => ({ path, message: wrongRoute.persons }))
  const isOver = ({ endsOn }: { readonly endsOn: string }) => endsOn < today
  const touched = before.phases.findIndex(
    (phase, at) => isOver(phase) && JSON.stringify(phase) !== JSON.stringify(after.phases[at]),
  )
  return [
    ...(touched < 0 ? [] : [{ path: 'phases', message: pastPhase(touched + 1) }]),
    ...changed.filter((key) => ofWholePlan.includes(key)).map((path) => ({ path, message: wrongRoute.item })),
    ...(keepsTargets(before, after) ? [] : [{ path: 'indicators', message: targetsKept }]),
  ]
}
