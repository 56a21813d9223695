import { isJudge } from '#domain/card/cardAnswer.ts'
import { divisionPosts, isOneOf, isOwn, officeLeaders, posts } from '#domain/kernel/actor.ts'
import type { Context, Rule, States, Transition } from '#domain/kernel/lifecycle.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import type { TicketState } from './ticket.ts'

/** One division's share of a ticket: its own requirement, receipt, feedback and end. */
export const shareStates = {
  planned: { zh: '未交办', en: 'Not assigned yet' },
  assigned: { zh: '待签收', en: 'To be received' },
  received: { zh: '办理中', en: 'Being dealt with' },
  submitted: { zh: '已报办结，待审核', en: 'Handed in, to be accepted' },
  done: { zh: '已办结', en: 'Done' },
} as const satisfies States<string>
export type ShareState = keyof typeof shareStates
export const shareStateNames = Object.keys(shareStates) as [ShareState, ...ShareState[]]

/** What one entry of the thread of a share is. */
export const feedbackKinds = {
  interim: { zh: '阶段反馈', en: 'Interim' },
  final: { zh: '办结报告', en: 'Final' },
  returned: { zh: '退回', en: 'Returned' },
} as const satisfies Record<string, Text>
export type FeedbackKind = keyof typeof feedbackKinds
export const feedbackKindNames = Object.keys(feedbackKinds) as [FeedbackKind, ...FeedbackKind[]]

export type ShareFacts = {
  readonly state: ShareState
  readonly ticketState: TicketState
  readonly divisionId: string
  /** The division houses the performance office: a deputy head of the group judges in its place. */
  readonly judgedByDeputy: boolean
  /** Everybody of the division who fed back or handed in. */
  readonly fedBackBy: readonly string[]
}

const deputy = posts['leadingGroup.deputy']

const byOwnDivision: Rule<Pick<ShareFacts, 'divisionId'>> = {
  code: 'not_own_share',
  who: { zh: '承办处处长、工作人员', en: 'Head or officer of the division' },
  message: () => ({ zh: '须由承办处办理。', en: 'To be done by the division that has the share.' }),
  holds: ({ divisionId }, { actor }) => isOneOf(actor.post, divisionPosts) && actor.divisionId === divisionId,
}

const byOwnHead: Rule<ShareFacts> = {
  code: 'not_own_head',
  who: { zh: '承办处处长', en: 'Head of the division' },
  message: () => ({ zh: '须由承办处处长报办结。', en: 'To be handed in by the head of the division.' }),
  holds: ({ divisionId }, { actor }) => actor.post === 'division.head' && actor.divisionId === divisionId,
}

const byJudge: Rule<Pick<ShareFacts, 'judgedByDeputy'>> = {
  code: 'not_judge_of_ticket',
  who: joinTexts(
    [
      { zh: '办绩效办', en: 'The performance office' },
      {
        zh: `承办处为办绩效办所在处的，${deputy.zh}`,
        en: 'a deputy head of the leading group where the division houses the performance office',
      },
    ],
    '；',
    '; ',
  ),
  message: ({ judgedByDeputy }) =>
    judgedByDeputy
      ? {
          zh: `承办处为办绩效办所在处，须由${deputy.zh}办理。`,
          en: 'To be done by a deputy head of the leading group.',
        }
      : { zh: '须由办绩效办办理。', en: 'To be done by the performance office.' },
  holds: ({ judgedByDeputy }, { actor }) => isJudge(actor, judgedByDeputy),
}

const notOwnWork: Rule<ShareFacts> = {
  code: 'own_work',
  message: () => ({
    zh: '反馈或报办结的人不得审核自己办理的事项。',
    en: 'Whoever fed it back or handed it in may not judge it.',
  }),
  holds: ({ fedBackBy }, { actor }) => !isOwn(actor, ...fedBackBy),
}

const isOpenTicket = (...states: TicketState[]): Rule<Pick<ShareFacts, 'ticketState'>> => ({
  code: 'ticket_not_open',
  message: () => ({
    zh: '督办件没有在办理中，不能办理。',
    en: 'The ticket is not being dealt with.',
  }),
  holds: ({ ticketState }) => states.includes(ticketState),
})
const runs = isOpenTicket('assigned')

export type ShareAction = 'receive' | 'feedBack' | 'handIn' | 'accept' | 'sendBack'

/** What happens to one share once the ticket is assigned. */
export const shareTransitions: Record<ShareAction, Transition<ShareState, ShareFacts>> = {
  receive: {
    label: { zh: '签收', en: 'Receive' },
    from: ['assigned'],
    to: 'received',
    basis: 'supervision.receive',
    requires: [byOwnDivision, runs],
  },
  feedBack: {
    label: { zh: '反馈办理情况', en: 'Report progress' },
    from: ['received'],
    to: 'received',
    basis: 'supervision.feedBack',
    requires: [byOwnDivision, runs],
  },
  handIn: {
    label: { zh: '报办结', en: 'Hand in as done' },
    from: ['received'],
    to: 'submitted',
    basis: 'supervision.feedBack',
    requires: [byOwnHead, runs],
  },
  accept: {
    label: { zh: '同意办结', en: 'Accept as done' },
    from: ['submitted'],
    to: 'done',
    basis: 'supervision.accept',
    requires: [byJudge, runs, notOwnWork],
  },
  sendBack: {
    label: { zh: '退回继续办理', en: 'Return' },
    from: ['submitted', 'done'],
    to: 'received',
    basis: 'supervision.accept',
    requires: [byJudge, isOpenTicket('assigned', 'done'), notOwnWork],
  },
}

/** Feedback is a share of the divisions of the ticket; planned is where a draft leaves it. */
export const shareAssignment: Transition<ShareState, ShareFacts> = {
  label: { zh: '交办', en: 'Assign' },
  from: ['planned'],
  to: 'assigned',
  basis: 'supervision.assign',
  requires: [
    {
      code: 'not_your_post',
      who: { zh: '办绩效办', en: 'The performance office' },
      message: () => ({ zh: '须由办绩效办办理。', en: 'To be done by the performance office.' }),
      holds: (_facts, { actor }) => isJudge(actor, false),
    },
  ],
}

/** A later day for one share, asked by its division; the day that held before is kept. */
export const extensionStates = {
  asked: { zh: '待审核', en: 'To be decided' },
  granted: { zh: '已同意', en: 'Granted' },
  refused: { zh: '未同意', en: 'Refused' },
} as const satisfies States<string>
export type ExtensionState = keyof typeof extensionStates
export const extensionStateNames = Object.keys(extensionStates) as [ExtensionState, ...ExtensionState[]]

export type AskFacts = Pick<ShareFacts, 'divisionId' | 'ticketState' | 'state'> & {
  readonly dueOn: string | null
  readonly untilOn: string
  readonly hasOpenRequest: boolean
}

/** Conditions of asking for a later day. */
export const askExtensionRules: readonly Rule<AskFacts>[] = [
  byOwnDivision,
  runs,
  {
    code: 'share_finished',
    message: () => ({ zh: '已报办结，不必延期。', en: 'It is handed in: there is nothing to extend.' }),
    holds: ({ state }) => state === 'assigned' || state === 'received',
  },
  {
    code: 'request_open',
    message: () => ({ zh: '已有一件延期申请待审核。', en: 'A request is open already.' }),
    holds: ({ hasOpenRequest }) => !hasOpenRequest,
  },
  {
    code: 'not_later',
    message: () => ({
      zh: '延至的日期应晚于现期限，且不早于今天。',
      en: 'The day must lie after the due day in force and not before today.',
    }),
    holds: ({ dueOn, untilOn }, { today }) => (dueOn === null || untilOn > dueOn) && untilOn >= today,
  },
]

export type ExtensionFacts = {
  readonly state: ExtensionState
  readonly shareState: ShareState
  readonly ticketState: TicketState
  readonly divisionId: string
  readonly judgedByDeputy: boolean
  readonly askedBy: string
}

/** The office leader in charge of the division; the head of the group for any of them. */
export const isInCharge = ({ actor }: Pick<Context, 'actor'>, divisionId: string): boolean =>
  actor.post === 'leadingGroup.head' || (isOneOf(actor.post, officeLeaders) && actor.inChargeOf.includes(divisionId))

const byDecider: Rule<ExtensionFacts> = {
  code: 'not_decider_of_extension',
  who: joinTexts(
    [
      { zh: '办绩效办', en: 'The performance office' },
      { zh: '按本单位参数为分管办领导', en: 'the office leader in charge where the setting says so' },
    ],
    '；',
    '; ',
  ),
  message: (facts, context) =>
    byLeader(context)
      ? { zh: '按本单位参数，由分管办领导审核。', en: 'By the setting the office leader in charge decides.' }
      : byJudge.message(facts, context),
  holds: (facts, context) =>
    byLeader(context) ? isInCharge(context, facts.divisionId) : isJudge(context.actor, facts.judgedByDeputy),
}
const byLeader = ({ settings }: Context): boolean => settings['supervision.extensionByLeader']

const notOwnRequest: Rule<ExtensionFacts> = {
  code: 'own_request',
  message: () => ({ zh: '申请人不得审核自己的申请。', en: 'Whoever asked may not decide.' }),
  holds: ({ askedBy }, { actor }) => !isOwn(actor, askedBy),
}

const stillOpen: Rule<ExtensionFacts> = {
  code: 'share_finished',
  message: () => ({ zh: '该处已报办结，不必延期。', en: 'The division has handed it in: there is nothing to extend.' }),
  holds: ({ shareState, ticketState }) =>
    ticketState === 'assigned' && (shareState === 'assigned' || shareState === 'received'),
}

export type ExtensionAction = 'grant' | 'refuse'
export const extensionTransitions: Record<ExtensionAction, Transition<ExtensionState, ExtensionFacts>> = {
  grant: {
    label: { zh: '同意延期', en: 'Grant' },
    from: ['asked'],
    to: 'granted',
    basis: 'supervision.extend',
    requires: [byDecider, notOwnRequest, stillOpen],
  },
  refuse: {
    label: { zh: '不同意延期', en: 'Refuse' },
    from: ['asked'],
    to: 'refused',
    basis: 'supervision.extend',
    requires: [byDecider, notOwnRequest],
  },
}

export type OverdueFacts = { readonly divisionId: string; readonly isReported: boolean; readonly isSeen: boolean }

/** Conditions of marking an overdue share that was reported upwards as read. */
export const seeOverdueRules: readonly Rule<OverdueFacts>[] = [
  {
    code: 'not_in_charge',
    who: { zh: '分管办领导、组长', en: 'The office leader in charge, the head of the group' },
    message: () => ({ zh: '须由分管办领导阅知。', en: 'For the office leader in charge.' }),
    holds: ({ divisionId }, context) => isInCharge(context, divisionId),
  },
  {
    code: 'not_reported',
    message: () => ({ zh: '没有逾期报告需要阅知。', en: 'Nothing overdue was reported.' }),
    holds: ({ isReported }) => isReported,
  },
  {
    code: 'seen_already',
    message: () => ({ zh: '已经阅知。', en: 'It was marked as read already.' }),
    holds: ({ isSeen }) => !isSeen,
  },
]
