import { dayText } from '#domain/calendar/workingDays.ts'
import { type Decimal, isZero } from '#domain/kernel/decimal.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { EntryKind, Stage } from './duty.ts'

/** What the data of a duty are: five different things, none of which says where the duty lies (duty.ts). */
export const dataStateNames = {
  nil: { zh: '零报告', en: 'Nil return' },
  zero: { zh: '数值为零', en: 'Zero' },
  missing: { zh: '未报', en: 'Missing' },
  late: { zh: '迟报', en: 'Late' },
  corrected: { zh: '已更正', en: 'Corrected' },
} as const satisfies Record<string, Text>
export type DataState = keyof typeof dataStateNames
export const dataStateKinds = Object.keys(dataStateNames) as [DataState, ...DataState[]]

export type DataFacts = {
  readonly stage: Stage
  readonly kind: EntryKind | null
  readonly value: Decimal | null
  /** The day of the first signature: a return or a correction does not make in-time data late. */
  readonly firstSignedOn: string | null
  readonly internalDueOn: string | null
  readonly externalDueOn: string | null
  readonly isCorrected: boolean
  /** 补报: due before or soon after the plan was issued, so neither missing nor late. */
  readonly lateStart: boolean
}

/** Everything that holds of the data on a day, in a fixed order. */
export function dataStates(facts: DataFacts, today: string): readonly DataState[] {
  const states: DataState[] = []
  if (facts.kind === 'nil') states.push('nil')
  if (facts.kind === 'value' && facts.value !== null && isZero(facts.value)) states.push('zero')
  if (missedDay(facts, today) !== null) states.push('missing')
  if (lateAgainst(facts) === 'external') states.push('late')
  if (facts.isCorrected) states.push('corrected')
  return states
}

/** Whether the responsible division still has to sign: the first time, or again after a return or what it took back. */
export const isOwed = ({ stage, firstSignedOn }: Pick<DataFacts, 'stage' | 'firstSignedOn'>): boolean =>
  stage === 'open' || stage === 'returned' || (stage === 'offered' && firstSignedOn === null)

export type DueKind = 'internal' | 'external'

/** The due day that ended without signed data: the external one once it is over, else the internal one; null: none. */
export function missedDay(
  { stage, firstSignedOn, internalDueOn, externalDueOn, lateStart }: DataFacts,
  today: string,
): { readonly against: DueKind; readonly on: string } | null {
  if (firstSignedOn !== null || lateStart || stage === 'withdrawn') return null
  if (externalDueOn !== null && today > externalDueOn) return { against: 'external', on: externalDueOn }
  if (internalDueOn !== null && today > internalDueOn) return { against: 'internal', on: internalDueOn }
  return null
}

/**
 * Which due day the first signature missed. After the external day the data are late (迟报) for good; after the internal
 * one only, they carry a mark inside the office.
 */
export function lateAgainst({ firstSignedOn, internalDueOn, externalDueOn, lateStart }: DataFacts): DueKind | null {
  if (firstSignedOn === null || lateStart) return null
  if (externalDueOn !== null && firstSignedOn > externalDueOn) return 'external'
  return internalDueOn !== null && firstSignedOn > internalDueOn ? 'internal' : null
}

export type Explained = DataFacts & {
  readonly responsibleDivision: Text
  /** Who signed the submission in force and on which day; null while nobody has. */
  readonly signerName: string | null
  readonly signedOn: string | null
  /** The submission before the correction: its number and value, null for a nil return. */
  readonly corrected: { readonly number: number; readonly value: Decimal | null } | null
}

/** The sentence by which a state explains itself. */
export function explainState(state: DataState, facts: Explained, today: string): Text {
  if (state === 'nil') return nilSentence(facts)
  if (state === 'zero') return { zh: '本期发生额是零，不是没有填。', en: 'The amount is zero; it was not left out.' }
  if (state === 'missing') return missingSentence(facts, today)
  return state === 'late' ? lateSentence(facts) : correctedSentence(facts)
}

function nilSentence({ signerName, signedOn }: Explained): Text {
  if (signerName === null || signedOn === null)
    return { zh: '本期没有发生，作零报告，尚未签字。', en: 'Nothing occurred; the nil return is not yet signed.' }
  const { zh, en } = dayText(signedOn)
  return {
    zh: `本期没有发生，${signerName}${zh}签字作零报告。`,
    en: `Nothing occurred; ${signerName} signed a nil return on ${en}.`,
  }
}

const dueNames: Record<DueKind, Text> = {
  internal: { zh: '内部期限', en: 'internal due day' },
  external: { zh: '对外期限', en: 'external due day' },
}

function missingSentence(facts: Explained, today: string): Text {
  const missed = missedDay(facts, today)
  const division = facts.responsibleDivision
  if (!missed) return { zh: `没有收到数据，由${division.zh}负责。`, en: `No data yet; ${division.en} owes them.` }
  const { zh, en } = dayText(missed.on)
  const due = dueNames[missed.against]
  return {
    zh: `${due.zh}${zh}终了没有收到数据，由${division.zh}负责。`,
    en: `No data came by the end of ${en}, the ${due.en}; ${division.en} owes them.`,
  }
}

/** Late against whichever day was missed: "对外期限10月14日，10月16日收到。补报后仍标迟报。" */
export function lateSentence(facts: Pick<Explained, keyof DataFacts>): Text {
  const against = lateAgainst(facts)
  const dueOn = against === 'external' ? facts.externalDueOn : facts.internalDueOn
  if (against === null || dueOn === null || facts.firstSignedOn === null)
    return { zh: '按期收到。', en: 'Received in time.' }
  const [due, signed] = [dayText(dueOn), dayText(facts.firstSignedOn)]
  const tail =
    against === 'external'
      ? { zh: '补报后仍标迟报。', en: 'The late mark stays.' }
      : { zh: '对外期限未受影响。', en: 'The external due day was kept.' }
  return {
    zh: `${dueNames[against].zh}${due.zh}，${signed.zh}收到。${tail.zh}`,
    en: `Due on ${due.en} (${dueNames[against].en}), received on ${signed.en}. ${tail.en}`,
  }
}

function correctedSentence({ corrected, kind, value, signedOn }: Explained): Text {
  const before = shown(corrected?.value ?? null)
  const now = shown(kind === 'nil' ? null : value)
  const number = corrected?.number ?? 1
  if (kind === null)
    return {
      zh: `原为${before.zh}，更正已撤回，须重新填报；第${number}版可查。`,
      en: `It was ${before.en}; the correction was taken back and is to be entered anew; version ${number} can be read.`,
    }
  const signed = signedOn === null ? null : dayText(signedOn)
  return {
    zh: `${before.zh}改为${now.zh}，${signed ? `${signed.zh}重新签字` : '尚未重新签字'}；第${number}版可查。`,
    en: `Changed from ${before.en} to ${now.en}, ${signed ? `signed again on ${signed.en}` : 'not yet signed again'}; version ${number} can be read.`,
  }
}

const shown = (value: Decimal | null): Text =>
  value === null ? { zh: '零报告', en: 'a nil return' } : { zh: value, en: value }

/** 补报 explains why it carries no card. */
export const lateStartSentence: Text = {
  zh: '方案印发时期限已到或临近，作补报，不亮牌。',
  en: 'Its due day lay before or just after the issue of the plan: it may be handed in without a card.',
}
