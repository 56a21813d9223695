import type { DueDays } from '#domain/calendar/dueDays.ts'
import { shortPeriodText } from '#domain/calendar/periods.ts'
import { dayText, later, plusDays } from '#domain/calendar/workingDays.ts'
import type { RulePack, Settings } from '#domain/kernel/settings.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'

/**
 * Signals on a duty, by two ladders (docs/decisions/0001-due-days.md). The external one is the city's (data rule,
 * Art. 12). The internal one is the office's: a late mark, and a yellow card only if the rule pack says so.
 */
export const ladders = {
  external: { zh: '对外期限', en: 'External due day' },
  internal: { zh: '内部期限', en: 'Internal due day' },
} as const satisfies Record<string, Text>
export type Ladder = keyof typeof ladders

/** What is stored as a card and counted; the names are the rule pack's. */
export type CardStep = keyof RulePack['cards']
/** A reminder and a late mark are no cards. */
export type Step = CardStep | 'reminder' | 'late'
export const cardSteps = ['earlyWarning', 'yellow', 'red'] as const satisfies readonly CardStep[]

export type LadderStep = {
  readonly ladder: Ladder
  readonly step: Step
  /** The first day on which the sweep sees it fired: the day itself for a warning, the day after one that was missed. */
  readonly on: string
  /** The due day it is about. */
  readonly dueOn: string
}

type StepDays = Omit<DueDays, 'yellowOn' | 'awaiting'>

/**
 * The steps of one duty under one due revision, in the order in which they fire. A day that is awaited gives no step,
 * so no card can fire on a guess; a duty that started late (补报) has none at all.
 */
export function stepsOf(
  days: StepDays,
  settings: Pick<Settings, 'card.internalCards'>,
  lateStart = false,
): readonly LadderStep[] {
  if (lateStart) return []
  return [...internalSteps(days, settings), ...externalSteps(days)].sort((a, b) => a.on.localeCompare(b.on))
}

function externalSteps({ opensOn, earlyWarningOn, externalDueOn: dueOn, redOn }: StepDays): LadderStep[] {
  if (dueOn === null) return []
  const steps: LadderStep[] = []
  // Nobody can hand in yet: a warning then is only a reminder.
  const step = earlyWarningOn !== null && earlyWarningOn < opensOn ? 'reminder' : 'earlyWarning'
  if (earlyWarningOn !== null) steps.push({ ladder: 'external', step, on: earlyWarningOn, dueOn })
  steps.push({ ladder: 'external', step: 'yellow', on: plusDays(dueOn, 1), dueOn })
  if (redOn !== null) steps.push({ ladder: 'external', step: 'red', on: plusDays(redOn, 1), dueOn })
  return steps
}

function internalSteps(days: StepDays, settings: Pick<Settings, 'card.internalCards'>): LadderStep[] {
  const { reminderOn, internalDueOn: dueOn } = days
  if (dueOn === null) return []
  const steps: LadderStep[] = []
  if (reminderOn !== null) steps.push({ ladder: 'internal', step: 'reminder', on: reminderOn, dueOn })
  steps.push({ ladder: 'internal', step: 'late', on: plusDays(dueOn, 1), dueOn })
  if (settings['card.internalCards']) steps.push({ ladder: 'internal', step: 'yellow', on: plusDays(dueOn, 1), dueOn })
  return steps
}

/** Whether the step is stored as a card. */
export const isCard = (step: Step): step is CardStep => step !== 'reminder' && step !== 'late'

/**
 * The day on which each ladder was met, null while it is not: the internal one by the responsible division's first
 * signature (a return does not make it late), the external one by the report to the collecting unit.
 */
export type Met = { readonly [L in Ladder]: string | null }
export const notMet: Met = { external: null, internal: null }

/**
 * The steps that have fired by today, in order. A step whose day passed before the ladder was met fires even when the
 * data have come since: late data settle a card, they never prevent or erase it.
 */
export const stepsDue = (steps: readonly LadderStep[], today: string, met: Met = notMet): readonly LadderStep[] =>
  steps.filter((step) => step.on <= today && stillOwed(step, met))

/** The first day on which the sweep has to look at a duty whose due days have just been set or revised, or null. */
export const firstStepOn = (days: StepDays, lateStart: boolean): string | null =>
  stepsOf(days, { 'card.internalCards': false }, lateStart)[0]?.on ?? null

/** The next day after today on which the sweep has to look at the duty, or null. */
export const nextStepOn = (steps: readonly LadderStep[], today: string, met: Met = notMet): string | null =>
  steps
    .filter((step) => step.on > today && stillOwed(step, met))
    .map((step) => step.on)
    .sort()[0] ?? null

function stillOwed({ ladder, on }: LadderStep, met: Met): boolean {
  const metOn = met[ladder]
  return metOn === null || metOn >= on
}

/** One step fires once under one due day: revising the due day starts a new revision, and cards of the old one stay. */
export const stepKey = (dutyId: string, { ladder, step }: Pick<LadderStep, 'ladder' | 'step'>, dueRevision: number) =>
  `${dutyId}/${ladder}/${step}/${dueRevision}`

export type Parties = {
  readonly responsibleDivisionId: string
  readonly coordinatingDivisionId: string
  /** The day of the responsible division's signature that is in force; null when not signed, or returned. */
  readonly deliveredOn: string | null
}

/**
 * The division a step hits. An internal day is the responsible division's. An external day is the coordinating
 * division's, unless the responsible one had not delivered before the step fired and the setting says to look at that.
 */
export function whoIsHit(
  { ladder, on }: Pick<LadderStep, 'ladder' | 'on'>,
  { responsibleDivisionId, coordinatingDivisionId, deliveredOn }: Parties,
  settings: Pick<Settings, 'card.hitsWhoDelayed'>,
): string {
  const delivered = deliveredOn !== null && deliveredOn < on
  const responsible = ladder === 'internal' || (settings['card.hitsWhoDelayed'] && !delivered)
  return responsible ? responsibleDivisionId : coordinatingDivisionId
}

/** A card is never erased: it stands until the data have come, and is settled from then on; a withdrawn one counts no more. */
export const cardStates = {
  standing: { zh: '未解除', en: 'Standing' },
  settled: { zh: '已解除', en: 'Settled' },
  withdrawn: { zh: '已撤销', en: 'Withdrawn' },
} as const satisfies Record<string, Text>
export type CardState = keyof typeof cardStates

export type Settling = { readonly firedOn: string; readonly settledOn: string | null }

/** What a card is on the screen; a withdrawn one is nothing else any more. */
export function cardState({ settledOn, withdrawnOn = null }: Pick<Settling, 'settledOn'> & Withdrawn): CardState {
  if (withdrawnOn !== null) return 'withdrawn'
  return settledOn === null ? 'standing' : 'settled'
}
type Withdrawn = { readonly withdrawnOn?: string | null }

/** The card settled on the day its ladder was met, never before it fired; a settled card stays as it is. */
export const settle = <Card extends Settling>(card: Card, metOn: string): Card =>
  card.settledOn === null ? { ...card, settledOn: later(card.firedOn, metOn) } : card

/** The step's name on a screen: the rule pack's for a card. */
export function stepName(step: Step, names: RulePack['cards']): Text {
  if (isCard(step)) return names[step]
  return step === 'reminder' ? { zh: '提醒', en: 'Reminder' } : { zh: '内部逾期', en: 'Internal day missed' }
}

/** Why the step fired: "对外期限11月6日终了，未报送。" */
export function stepReason({ ladder, step, on, dueOn }: LadderStep): Text {
  const due = { zh: `${ladders[ladder].zh}${dayText(dueOn).zh}`, en: `${ladders[ladder].en} ${dayText(dueOn).en}` }
  const missing = ladder === 'external' ? { zh: '未报送', en: 'not reported' } : { zh: '未提供', en: 'not handed in' }
  if (step === 'reminder') return { zh: `${due.zh}，请按时办理。`, en: `${due.en}: please act in time.` }
  if (step === 'earlyWarning')
    return { zh: `${due.zh}临近，尚${missing.zh}。`, en: `${due.en} is near: ${missing.en} yet.` }
  if (step !== 'red') return { zh: `${due.zh}终了，${missing.zh}。`, en: `${due.en} has ended: ${missing.en}.` }
  const last = dayText(plusDays(on, -1))
  return {
    zh: `${due.zh}已过，至${last.zh}终了仍${missing.zh}。`,
    en: `${due.en} has passed: still ${missing.en} at the end of ${last.en}.`,
  }
}

export type CardShown = Pick<Settling, 'settledOn'> & { readonly step: CardStep }

/** What a screen reader says for a duty: "皇岗口岸，10月，未报，黄牌", a settled card with "已解除". */
export function dutySentence(
  subject: Text,
  period: string,
  dataState: Text | null,
  cards: readonly CardShown[],
  names: RulePack['cards'],
): Text {
  const words = cards.map(({ step, settledOn }) =>
    settledOn === null ? [names[step]] : [names[step], cardStates.settled],
  )
  return joinTexts([subject, shortPeriodText(period), ...(dataState ? [dataState] : []), ...words.flat()], '，', ', ')
}
