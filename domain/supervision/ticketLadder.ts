import { addWorkingDays, type Holidays, later, plusDays } from '#domain/calendar/workingDays.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import type { Text } from '#domain/kernel/text.ts'

/** The steps of a share that comes near its day and passes it; each is stored once for each due day it had. */
export const ticketSteps = {
  reminder: { zh: '临期提醒', en: 'Due soon' },
  overdue: { zh: '逾期', en: 'Overdue' },
  escalated: { zh: '逾期报分管办领导', en: 'Overdue, reported to the office leader in charge' },
} as const satisfies Record<string, Text>
export type TicketStep = keyof typeof ticketSteps
export const ticketStepNames = Object.keys(ticketSteps) as [TicketStep, ...TicketStep[]]

export type LadderDays = { readonly remindOn: string | null; readonly escalateOn: string | null }

/** The days of the steps under the settings of the day on which the due day was set; null while a list is awaited. */
export const ladderDaysOf = (dueOn: string, settings: Settings, holidays: Holidays): LadderDays => ({
  remindOn: addWorkingDays(dueOn, -settings['supervision.reminderWorkingDays'], holidays),
  escalateOn: addWorkingDays(dueOn, settings['supervision.escalateWorkingDays'], holidays),
})

type Laddered = LadderDays & {
  readonly dueOn: string
  readonly assignedOn: string
  /** The last day on which what was handed in came back; it is overdue from the next one on. */
  readonly returnedOn: string | null
}

/** The steps with their days. A reminder that falls on the day of the assignment or before says nothing new. */
export function stepsOfShare({ dueOn, remindOn, escalateOn, assignedOn, returnedOn }: Laddered) {
  const after = returnedOn === null ? dueOn : later(dueOn, returnedOn)
  const overdueOn = plusDays(after, 1)
  const steps: { readonly step: TicketStep; readonly on: string }[] = [{ step: 'overdue', on: overdueOn }]
  if (remindOn !== null && remindOn > assignedOn && remindOn <= dueOn) steps.unshift({ step: 'reminder', on: remindOn })
  if (escalateOn !== null) steps.push({ step: 'escalated', on: later(escalateOn, overdueOn) })
  return steps
}

/** What has come by today, and the day of the next step; `fired` are those that are stored already. */
export function ladderOf(share: Laddered, today: string, fired: readonly TicketStep[] = []) {
  const open = stepsOfShare(share).filter(({ step }) => !fired.includes(step))
  const [next] = open.filter(({ on }) => on > today)
  // where the list of working days is awaited, every day is looked at again
  const awaits = share.escalateOn === null && !fired.includes('escalated')
  return { due: open.filter(({ on }) => on <= today), stepOn: next?.on ?? (awaits ? plusDays(today, 1) : null) }
}
