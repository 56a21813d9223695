import { urgedSeldom } from '#domain/calendar/urged.ts'
import { performanceOffice } from '#domain/kernel/actor.ts'
import { hasPost, type Rule } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { UrgedOn } from '#domain/kernel/urge.ts'

/** What a division is urged about. */
export const urgeSubjects = {
  item: { zh: '评估事项', en: 'Item' },
  duty: { zh: '指标数据', en: 'Indicator data' },
  share: { zh: '督办件', en: 'Ticket' },
} as const satisfies Record<string, Text>
export type UrgeSubject = keyof typeof urgeSubjects
export const urgeSubjectNames = Object.keys(urgeSubjects) as [UrgeSubject, ...UrgeSubject[]]

export type UrgeFacts = UrgedOn & {
  readonly subject: UrgeSubject
  /** Something is awaited of the division. */
  readonly isOwed: boolean
}

const nothingOwed: Record<UrgeSubject, Text> = {
  item: {
    zh: '不能催办：事项不在执行中的方案内。',
    en: 'Not urged: the item is not in a plan in force.',
  },
  duty: { zh: '不能催办：这项数据现在不用该处办理。', en: 'Not urged: nothing is awaited of the division for it now.' },
  share: { zh: '不能催办：该处已报办结。', en: 'Not urged: the division has handed it in.' },
}

/** Conditions of urging one division about one thing. */
export const urgeRules: readonly Rule<UrgeFacts>[] = [
  hasPost(performanceOffice),
  {
    code: 'nothing_owed',
    message: ({ subject }) => nothingOwed[subject],
    holds: ({ isOwed }) => isOwed,
  },
  urgedSeldom((settings) => settings['supervision.urgeEveryDays']),
]

export type UrgeAnswerFacts = { readonly isOwn: boolean; readonly isAnswered: boolean; readonly subject: UrgeSubject }

/** Conditions of answering an urge about an item: what is owed otherwise ends by its own act. */
export const answerUrgeRules: readonly Rule<UrgeAnswerFacts>[] = [
  {
    code: 'not_urged_division',
    who: { zh: '被催办的处', en: 'The division that was urged' },
    message: () => ({ zh: '须由被催办的处回复。', en: 'To be answered by the division that was urged.' }),
    holds: ({ isOwn }) => isOwn,
  },
  {
    code: 'not_an_item',
    message: () => ({ zh: '请直接办理，不必另行回复。', en: 'Do what is owed; it needs no answer of its own.' }),
    holds: ({ subject }) => subject === 'item',
  },
  {
    code: 'answered_already',
    message: () => ({ zh: '已经回复。', en: 'It was answered already.' }),
    holds: ({ isAnswered }) => !isAnswered,
  },
]
