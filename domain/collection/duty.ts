import { dayText } from '#domain/calendar/workingDays.ts'
import { type Actor, divisionPosts, isOneOf, isOwn, performanceOffice, posts } from '#domain/kernel/actor.ts'
import type { Rule, Transition } from '#domain/kernel/lifecycle.ts'
import { inBoth, joinTexts, type Text } from '#domain/kernel/text.ts'

/**
 * A duty is one indicator in one period, owed by its responsible division to the coordinating one (Art. 25–29).
 * Where it lies; what the data are is a second, independent question (dutyStates.ts).
 */
export const stages = {
  upcoming: { zh: '未到期', en: 'Not yet open' },
  open: { zh: '待填报', en: 'To be reported' },
  offered: { zh: '待签字', en: 'To be signed' },
  submitted: { zh: '已签字', en: 'Signed' },
  returned: { zh: '已退回', en: 'Returned' },
  accepted: { zh: '已接收', en: 'Accepted' },
  reported: { zh: '已报送', en: 'Sent on' },
  acknowledged: { zh: '已回执', en: 'Acknowledged' },
  withdrawn: { zh: '已取消', en: 'Withdrawn' },
} as const satisfies Record<string, Text>
export type Stage = keyof typeof stages
export const stageNames = Object.keys(stages) as [Stage, ...Stage[]]

export type DutyFacts = {
  readonly state: Stage
  readonly opensOn: string
  readonly responsibleDivisionId: string
  readonly coordinatingDivisionId: string
  /** Who entered the submission in force, and who signed it; null when there is none. */
  readonly enteredBy: string | null
  readonly signedBy: string | null
  /** In whose place it was signed, where a stand-in did. */
  readonly signedFor?: string | null
  /** The responsible division coordinates itself, or houses the performance office: a deputy accepts in its place. */
  readonly acceptedByDeputy: boolean
  /** Some deputy in charge of the responsible division neither entered nor signed the data: then no other accepts. */
  readonly hasDeputyInCharge: boolean
  /** The figure in force is a preliminary one. */
  readonly isPreliminary?: boolean
}

/** The facts of a record that calls its state a stage. */
export const factsOf = <Duty extends { readonly stage: Stage }>(duty: Duty): Duty & { readonly state: Stage } => ({
  ...duty,
  state: duty.stage,
})

const isOfDivision = (actor: Actor, divisionId: string): boolean =>
  isOneOf(actor.post, divisionPosts) && actor.divisionId === divisionId

const byResponsibleDivision: Rule<DutyFacts> = {
  code: 'not_responsible_division',
  who: { zh: '责任处处长、工作人员', en: 'Head or officer of the responsible division' },
  message: () => ({ zh: '须由责任处办理。', en: 'To be done by the responsible division.' }),
  holds: ({ responsibleDivisionId }, { actor }) => isOfDivision(actor, responsibleDivisionId),
}

const byHeadOfResponsibleDivision: Rule<DutyFacts> = {
  code: 'not_head_of_division',
  who: { zh: '责任处处长', en: 'Head of the responsible division' },
  message: () => ({ zh: '须由责任处处长签字。', en: 'To be signed by the head of the responsible division.' }),
  holds: ({ responsibleDivisionId }, { actor }) =>
    actor.post === 'division.head' && actor.divisionId === responsibleDivisionId,
}

const deputy = posts['leadingGroup.deputy']
/** The coordinating division accepts; over itself and over the performance office's division, a deputy does. */
const byAcceptor: Rule<DutyFacts> = {
  code: 'not_acceptor',
  who: joinTexts(
    [
      { zh: '协调处处长、工作人员', en: 'Head or officer of the coordinating division' },
      {
        zh: `责任处即协调处或办绩效办所在处的，${deputy.zh}`,
        en: 'a deputy head of the leading group where that division is the responsible one or houses the performance office',
      },
    ],
    '；',
    '; ',
  ),
  message: ({ acceptedByDeputy, hasDeputyInCharge }) => {
    if (!acceptedByDeputy) return { zh: '须由协调处接收。', en: 'To be accepted by the coordinating division.' }
    return hasDeputyInCharge
      ? { zh: `须由分管责任处的${deputy.zh}接收。`, en: 'To be accepted by the deputy head in charge of the division.' }
      : { zh: `须由${deputy.zh}接收。`, en: 'To be accepted by a deputy head of the leading group.' }
  },
  holds: (facts, { actor }) => {
    if (!facts.acceptedByDeputy) return isOfDivision(actor, facts.coordinatingDivisionId)
    if (actor.post !== 'leadingGroup.deputy') return false
    return !facts.hasDeputyInCharge || actor.inChargeOf.includes(facts.responsibleDivisionId)
  },
}

/** What came on paper is registered by who receives it: the coordinating division or the performance office. */
const byReceiver: Rule<DutyFacts> = {
  code: 'not_receiver',
  who: { zh: '协调处、办绩效办', en: 'The coordinating division or the performance office' },
  message: () => ({
    zh: '须由协调处或者办绩效办登记。',
    en: 'To be registered by the coordinating division or the performance office.',
  }),
  holds: ({ coordinatingDivisionId }, { actor }) =>
    isOneOf(actor.post, performanceOffice) || isOfDivision(actor, coordinatingDivisionId),
}

const entryIsOpen: Rule<DutyFacts> = {
  code: 'entry_not_open',
  message: ({ opensOn }) => {
    const { zh, en } = dayText(opensOn)
    return { zh: `${zh}起可以填报。`, en: `Entry opens on ${en}.` }
  },
  holds: ({ opensOn }, { today }) => opensOn <= today,
}

/** Persons are compared, not posts, across delegations too: whoever holds both posts is still one person. */
const notOwnData: Rule<DutyFacts> = {
  code: 'own_data',
  message: ({ signedBy, signedFor }, { actor }) =>
    isOwn(actor, signedBy, signedFor)
      ? { zh: '签字人不得接收或退回自己签字的数据。', en: 'Whoever signed the data may not accept or return them.' }
      : { zh: '填报人不得接收或退回自己填报的数据。', en: 'Whoever entered the data may not accept or return them.' },
  holds: ({ enteredBy, signedBy, signedFor }, { actor }) => !isOwn(actor, enteredBy, signedBy, signedFor),
}

const isPreliminary: Rule<DutyFacts> = {
  code: 'not_preliminary',
  message: () => ({
    zh: '现行数据不是快报数，如有错误请更正。',
    en: 'The figure is no preliminary one: correct it if it is wrong.',
  }),
  holds: (facts) => facts.isPreliminary === true,
}

/** Nobody's button: the day or the report to the collecting unit brings it about. */
const byItself = (message: Text): Rule<DutyFacts> => ({
  code: 'happens_by_itself',
  who: { zh: '系统', en: 'The system' },
  message: () => message,
  holds: () => false,
})

type ByPeople = 'offer' | 'takeBack' | 'sign' | 'register' | 'accept' | 'return' | 'correct' | 'finalize'
export type Action = ByPeople | 'open' | 'report' | 'acknowledge' | 'withdraw' | 'restore'

/** Signed: from here a figure is corrected, and here it is again when the correction is taken back unsigned. */
const correctable = ['submitted', 'accepted', 'reported', 'acknowledged'] as const satisfies readonly Stage[]

/** No signature stands: a change of the plan reaches it still. */
const unsigned = ['upcoming', 'open', 'offered', 'returned'] as const satisfies readonly Stage[]

/** Whether a change of the plan moves or withdraws the duty. What is signed, or corrected after that, is never touched. */
export const followsPlan = (duty: { readonly stage: Stage; readonly isCorrected: boolean }): boolean =>
  unsigned.some((stage) => stage === duty.stage) && !duty.isCorrected

/** A state, a condition or a deadline of a duty changes here and nowhere else. */
export const transitions: Record<Action, Transition<Stage, DutyFacts>> = {
  open: {
    label: { zh: '开放填报', en: 'Open for entry' },
    from: ['upcoming'],
    to: 'open',
    basis: 'duty.open',
    requires: [byItself({ zh: '到开放日自动开放。', en: 'It opens by itself on its day.' })],
  },
  offer: {
    label: { zh: '提交签字', en: 'Submit for signature' },
    from: ['upcoming', 'open', 'returned'],
    to: 'offered',
    basis: 'duty.offer',
    requires: [byResponsibleDivision, entryIsOpen],
  },
  takeBack: {
    label: { zh: '撤回', en: 'Take back' },
    from: ['offered'],
    to: 'open',
    orBackTo: correctable,
    basis: 'duty.takeBack',
    requires: [byResponsibleDivision],
  },
  sign: {
    label: { zh: '签字提交', en: 'Sign and submit' },
    from: ['offered'],
    to: 'submitted',
    basis: 'duty.sign',
    requires: [byHeadOfResponsibleDivision],
  },
  register: {
    label: { zh: '登记代报', en: 'Register on behalf' },
    from: ['open', 'returned'],
    to: 'submitted',
    basis: 'duty.registerOnBehalf',
    requires: [byReceiver, entryIsOpen],
  },
  accept: {
    label: { zh: '接收', en: 'Accept' },
    from: ['submitted'],
    to: 'accepted',
    basis: 'duty.accept',
    requires: [byAcceptor, notOwnData],
  },
  return: {
    label: { zh: '退回', en: 'Return' },
    from: ['submitted'],
    to: 'returned',
    basis: 'duty.return',
    requires: [byAcceptor, notOwnData],
  },
  correct: {
    label: { zh: '更正', en: 'Correct' },
    from: correctable,
    to: 'offered',
    basis: 'duty.correct',
    requires: [byResponsibleDivision],
  },
  finalize: {
    label: { zh: '报正式数', en: 'Give the final figure' },
    from: correctable,
    to: 'offered',
    basis: 'duty.finalize',
    requires: [byResponsibleDivision, isPreliminary],
  },
  report: {
    label: { zh: '报送', en: 'Report' },
    from: ['accepted'],
    to: 'reported',
    basis: 'report.send',
    requires: [byItself({ zh: '随汇总报送办理。', en: 'Done with the report to the collecting unit.' })],
  },
  acknowledge: {
    label: { zh: '登记回执', en: 'Record the receipt' },
    from: ['reported'],
    to: 'acknowledged',
    basis: 'report.receipt',
    requires: [byItself({ zh: '随汇总报送办理。', en: 'Done with the report to the collecting unit.' })],
  },
  withdraw: {
    label: { zh: '取消报送义务', en: 'Withdraw' },
    from: unsigned,
    to: 'withdrawn',
    basis: 'duty.withdraw',
    requires: [byItself({ zh: '随方案变更办理。', en: 'Done with the change of the plan.' })],
  },
  restore: {
    label: { zh: '恢复报送义务', en: 'Restore' },
    from: ['withdrawn'],
    to: 'upcoming',
    orBackTo: ['open'],
    basis: 'duty.restore',
    requires: [byItself({ zh: '随方案变更办理。', en: 'Done with the change of the plan.' })],
  },
}

/** What may be typed and kept as a private draft: whatever may be submitted by this person now. */
export const entryRules: readonly Rule<DutyFacts>[] = [byResponsibleDivision, entryIsOpen]

/** A draft is saved over the one that was on the screen: another window's is not overwritten, nor one handed in brought back. */
export const draftRules: readonly Rule<{ readonly isCurrent: boolean }>[] = [
  {
    code: 'draft_changed',
    message: () => ({
      zh: '这份草稿已在另一窗口改动或提交，本窗口的内容没有保存。',
      en: 'The draft was changed or submitted in another window; what is typed here is not saved.',
    }),
    holds: ({ isCurrent }) => isCurrent,
  },
]

/** The fields whose change the history shows. A nil return has no number: its name stands in its place. */
export const dutyFields = {
  value: { name: { zh: '数值', en: 'Value' } },
  note: { name: { zh: '说明', en: 'Note' } },
  evidence: { name: { zh: '佐证', en: 'Evidence' } },
  further: { name: { zh: '其他字段', en: 'Further fields' } },
} as const

export type EntryKind = 'value' | 'nil'
export const entryKinds = ['value', 'nil'] as const satisfies readonly EntryKind[]

const nilReturn = { zh: '零报告', en: 'Nil return' }

/** An entry as the history writes it. */
export const entryShown = (entry: {
  readonly kind: EntryKind | null
  readonly value: string | null
  readonly note?: string
  readonly evidence?: string | null
  readonly further?: readonly { readonly name: string; readonly words: string }[]
}) => ({
  value: entry.kind === 'nil' ? inBoth(nilReturn) : entry.value,
  note: entry.note,
  evidence: entry.evidence,
  further: (entry.further ?? []).map(({ name, words }) => `${name}：${words}`).join('；'),
})

/** Data that no outside body collects have reached their end once accepted; the others when they are reported. */
export const endsWithAcceptance = ({ collectingUnit }: { readonly collectingUnit: unknown }): boolean =>
  collectingUnit === null
