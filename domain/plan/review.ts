import { dayText } from '#domain/calendar/workingDays.ts'
import {
  type Actor,
  isOneOf,
  isOwn,
  type PostKind,
  performanceOffice,
  posts,
  seesEverything,
} from '#domain/kernel/actor.ts'
import { hasPost, inOwnPost, type Rule, type Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'

/**
 * The leading group reviews a frozen version of the office's plan (Art. 22), by meeting or by circulation (传签). Each
 * member says what they think of it; who says nothing holds nothing up. The head decides, or the deputy entrusted.
 */
export const reviewStates = {
  open: { zh: '审定中', en: 'Under review' },
  decided: { zh: '已审定', en: 'Decided' },
  returned: { zh: '已退回', en: 'Returned' },
  withdrawn: { zh: '已随调整撤回', en: 'Withdrawn with the revision' },
} as const satisfies Record<string, Text>
export type ReviewState = keyof typeof reviewStates

export const reviewModes = {
  meeting: { zh: '会议审定', en: 'By meeting' },
  circulation: { zh: '传签', en: 'By circulation' },
} as const satisfies Record<string, Text>
export type ReviewMode = keyof typeof reviewModes

export const opinions = {
  agree: { zh: '同意', en: 'Agree' },
  agreeWithRemark: { zh: '同意，有修改意见', en: 'Agree, with a remark' },
  disagree: { zh: '不同意', en: 'Disagree' },
  abstain: { zh: '弃权', en: 'Abstain' },
} as const satisfies Record<string, Text>
export type Opinion = keyof typeof opinions

/**
 * Who is asked (Art. 7), in the order of a signature sheet: whoever holds both posts once, as the first. The head of the
 * group decides and is not asked.
 */
export const groupPosts = ['leadingGroup.deputy', 'leadingGroup.member'] as const satisfies readonly PostKind[]
export type GroupPost = (typeof groupPosts)[number]

/** What a decision on the plan is asked with. */
export type DecisionFacts = {
  /** Whoever submitted the version. */
  readonly submittedBy: string | null
  /** The deputy whom the head has entrusted with the decision. */
  readonly entrustedTo: string | null
  /** The day of the meeting; null by circulation, or where no day is set. */
  readonly meetsOn: string | null
}

/** Who decides on a plan: the head of the group, or the deputy whom the head has entrusted. */
export const decider: Rule<DecisionFacts> = {
  code: 'not_decider',
  who: {
    zh: `${posts['leadingGroup.head'].zh}，或者其委托的副组长`,
    en: `${posts['leadingGroup.head'].en}, or the deputy entrusted`,
  },
  message: () => ({
    zh: '须由领导小组组长或者其委托的副组长审定。',
    en: 'To be decided by the head of the leading group or the deputy entrusted.',
  }),
  holds: ({ entrustedTo }, { actor }) =>
    actor.post === 'leadingGroup.head' || (actor.post === 'leadingGroup.deputy' && actor.id === entrustedTo),
}

/** Nobody decides on what they submitted themselves. */
export const notOwnSubmission: Rule<Pick<DecisionFacts, 'submittedBy'>> = {
  code: 'own_submission',
  message: () => ({ zh: '提请审定的人不得自行审定。', en: 'Whoever submitted the plan may not decide on it.' }),
  holds: ({ submittedBy }, { actor }) => !isOwn(actor, submittedBy),
}

const meetingHeld: Rule<DecisionFacts> = {
  code: 'meeting_not_held',
  message: ({ meetsOn }) => {
    const { zh, en } = dayText(meetsOn ?? '')
    return { zh: `会议定于${zh}召开，会后才能审定。`, en: `The meeting is on ${en}; it is decided then.` }
  },
  holds: ({ meetsOn }, { today }) => meetsOn === null || today >= meetsOn,
}

/** Conditions of a decision, for the plan and for its review. */
export const decisionRules: readonly Rule<DecisionFacts>[] = [decider, notOwnSubmission, meetingHeld]

export type ReviewFacts = DecisionFacts & { readonly state: ReviewState }
type ReviewAction = 'opine' | 'entrust' | 'decide' | 'return' | 'withdraw'

/** Nobody's button: the withdrawal of the revision brings it about. */
const byItself: Rule<unknown> = {
  code: 'happens_by_itself',
  who: { zh: '系统', en: 'The system' },
  message: () => ({ zh: '撤回调整时自动记录。', en: 'Recorded when the revision is withdrawn.' }),
  holds: () => false,
}

export const reviewTransitions: Record<ReviewAction, Transition<ReviewState, ReviewFacts>> = {
  opine: {
    label: { zh: '发表意见', en: 'Give an opinion' },
    from: ['open'],
    to: 'open',
    basis: 'plan.opine',
    requires: [hasPost(groupPosts), notOwnSubmission],
  },
  entrust: {
    label: { zh: '委托副组长审定', en: 'Entrust a deputy with the decision' },
    from: ['open'],
    to: 'open',
    basis: 'plan.entrust',
    requires: [
      hasPost(['leadingGroup.head'], {
        zh: '须由领导小组组长委托。',
        en: 'To be entrusted by the head of the leading group.',
      }),
      inOwnPost,
    ],
  },
  decide: {
    label: { zh: '审定', en: 'Decide' },
    from: ['open'],
    to: 'decided',
    basis: 'plan.decide',
    requires: decisionRules,
  },
  return: {
    label: { zh: '退回', en: 'Return' },
    from: ['open'],
    to: 'returned',
    basis: 'plan.return',
    requires: decisionRules,
  },
  withdraw: {
    label: { zh: '随调整撤回', en: 'Withdrawn with the revision' },
    from: ['open'],
    to: 'withdrawn',
    basis: 'plan.withdrawRevision',
    requires: [byItself],
  },
}

/** Conditions of laying a version before the group: the day named is not over. */
export const layingRules: readonly Rule<{ readonly dueOn: string | null }>[] = [
  {
    code: 'past_day',
    message: () => ({ zh: '日期不能早于今天。', en: 'The day must not lie before today.' }),
    holds: ({ dueOn }, { today }) => dueOn === null || dueOn >= today,
  },
]

type OpinionFacts = { readonly opinion: Opinion; readonly remark: string }
const remarkUnlessAgreed: Rule<OpinionFacts> = {
  code: 'remark_missing',
  message: () => ({ zh: '请写明意见的内容或者理由。', en: 'Say what the remark or the reason is.' }),
  holds: ({ opinion, remark }) => opinion === 'agree' || remark.length >= 2,
}
/** Conditions of one opinion besides the transition's. */
export const opinionRules: readonly Rule<OpinionFacts>[] = [remarkUnlessAgreed]

type EntrustFacts = { readonly isDeputy: boolean; readonly isSubmitter: boolean }
/** Conditions of whom the head entrusts: a deputy of the day who did not submit the plan. */
export const entrustRules: readonly Rule<EntrustFacts>[] = [
  {
    code: 'not_deputy',
    message: () => ({ zh: '只能委托现任副组长。', en: 'Only a deputy head in office can be entrusted.' }),
    holds: ({ isDeputy }) => isDeputy,
  },
  {
    code: 'own_submission',
    message: () => ({ zh: '不能委托提请审定的人。', en: 'Whoever submitted the plan cannot be entrusted.' }),
    holds: ({ isSubmitter }) => !isSubmitter,
  },
]

const most = 10
/** Conditions of one more file of the review: minutes, or what was signed on paper. */
export const minutesRules: readonly Rule<{ readonly fileCount: number }>[] = [
  hasPost(performanceOffice, { zh: '纪要由办绩效办附入。', en: 'Minutes are attached by the performance office.' }),
  {
    code: 'too_many_files',
    message: () => ({ zh: `附件最多${most}个。`, en: `At most ${most} attachments.` }),
    holds: ({ fileCount }) => fileCount < most,
  },
]

/** A review is the business of the group, the leaders and the performance office, as long as they see the plan. */
export const seesReviews = (actor: Pick<Actor, 'post'>): boolean =>
  seesEverything(actor) || isOneOf(actor.post, groupPosts)

type Parties = {
  readonly responsibleDivision: { readonly id: string } | null
  readonly coordinatingDivision: { readonly id: string } | null
  readonly coDivisions: readonly { readonly division: { readonly id: string } }[]
}
/** A member abstains (回避) on the items of the division whose head they are; head and deputies have none of their own. */
export const abstainsOn = (divisionId: string | null, item: Parties): boolean =>
  divisionId !== null &&
  [item.responsibleDivision, item.coordinatingDivision, ...item.coDivisions.map(({ division }) => division)].some(
    (division) => division?.id === divisionId,
  )
