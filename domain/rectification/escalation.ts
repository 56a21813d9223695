import { addWorkingDays, type Holidays, plusDays } from '#domain/calendar/workingDays.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Rule } from '#domain/kernel/lifecycle.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import type { Text } from '#domain/kernel/text.ts'

/** Before whom an overdue order is put, one after the other (Art. 40: 将情况报办领导小组). */
export const escalationSteps = {
  officeHead: { zh: '报办绩效办负责人', en: 'Put before the head of the performance office' },
  deputy: { zh: '报分管副组长', en: 'Put before the deputy in charge' },
  group: { zh: '报领导小组组长', en: 'Put before the head of the leading group' },
} as const satisfies Record<string, Text>
export type EscalationStep = keyof typeof escalationSteps

export type EscalationSettings = Pick<
  Settings,
  'rectification.officeHeadAfterDays' | 'rectification.deputyAfterWorkingDays' | 'rectification.groupAfterWorkingDays'
>

/** The day of each step after a due day; null while the list of holidays that decides it is awaited. */
export function stepDays(
  dueOn: string,
  settings: EscalationSettings,
  holidays: Holidays,
): readonly { readonly step: EscalationStep; readonly on: string | null }[] {
  return [
    { step: 'officeHead', on: plusDays(dueOn, settings['rectification.officeHeadAfterDays']) },
    { step: 'deputy', on: addWorkingDays(dueOn, settings['rectification.deputyAfterWorkingDays'], holidays) },
    { step: 'group', on: addWorkingDays(dueOn, settings['rectification.groupAfterWorkingDays'], holidays) },
  ]
}

/**
 * The steps that have come by today, and the day to look again: that of the next step, tomorrow while one awaits a list of
 * holidays, null once all have come.
 */
export function stepsBy(dueOn: string, today: string, settings: EscalationSettings, holidays: Holidays) {
  const steps = stepDays(dueOn, settings, holidays)
  const come = steps.flatMap(({ step, on }) => (on !== null && on <= today ? [{ step, on }] : []))
  const known = steps.flatMap(({ on }) => (on !== null && on > today ? [on] : []))
  const isAwaited = steps.some(({ on }) => on === null)
  const next = [...known, ...(isAwaited ? [plusDays(today > dueOn ? today : dueOn, 1)] : [])].toSorted()[0] ?? null
  return { come, next }
}

type SeenFacts = {
  readonly step: EscalationStep
  readonly seenBy: string | null
  readonly divisionId: string
  /** A deputy is in charge of the division today. */
  readonly hasDeputy: boolean
}

/** Before whom a step puts it. Where nobody is in charge of the division, any deputy. */
export const isBefore = (actor: Actor, { step, divisionId, hasDeputy }: Omit<SeenFacts, 'seenBy'>): boolean => {
  if (step === 'officeHead') return actor.post === 'performanceOffice.head'
  if (step === 'group') return actor.post === 'leadingGroup.head'
  return actor.post === 'leadingGroup.deputy' && (!hasDeputy || actor.inChargeOf.includes(divisionId))
}

export const seeEscalationLabel: Text = { zh: '阅知逾期', en: 'Note that it is overdue' }

/** Who marks an escalation as seen: whoever it was put before, once. */
export const seeEscalationRules: readonly Rule<SeenFacts>[] = [
  {
    code: 'not_before_you',
    who: { zh: '该步报告的对象', en: 'Whoever the step puts it before' },
    message: ({ step }) => ({ zh: `这一步是${escalationSteps[step].zh}。`, en: `${escalationSteps[step].en}.` }),
    holds: (facts, { actor }) => isBefore(actor, facts),
  },
  {
    code: 'seen_already',
    message: () => ({ zh: '已经阅知。', en: 'It was seen already.' }),
    holds: ({ seenBy }) => seenBy === null,
  },
]

type ReadingFacts = { readonly isInformed: boolean; readonly readAt: string | null }
export const readOrderLabel: Text = { zh: '阅知', en: 'Mark as read' }

/** Who marks an order as read: the group's head and deputies of its day of issue, each once. */
export const readOrderRules: readonly Rule<ReadingFacts>[] = [
  {
    code: 'not_informed',
    who: { zh: '签发时的领导小组组长、副组长', en: 'Head and deputies of the leading group on the day of issue' },
    message: () => ({
      zh: '由签发时告知的领导小组组长、副组长阅知。',
      en: 'For the head and deputies of the leading group who were informed.',
    }),
    holds: ({ isInformed }) => isInformed,
  },
  {
    code: 'read_already',
    message: () => ({ zh: '您已阅知。', en: 'You have marked it as read.' }),
    holds: ({ readAt }) => readAt === null,
  },
]
