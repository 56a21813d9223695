import { isOwn, performanceOffice, posts } from '#domain/kernel/actor.ts'
import { hasPost, inOwnPost, type Rule, type States, type Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { OrderState } from './orderStates.ts'

/** A grave case is put before the leading group, which decides (Art. 40). What follows for persons is recorded elsewhere. */
export const graveStates = {
  proposed: { zh: '待研究决定', en: 'To be decided' },
  decided: { zh: '已决定', en: 'Decided' },
  takenBack: { zh: '已收回', en: 'Taken back' },
} as const satisfies States<string>
export type GraveState = keyof typeof graveStates
export const graveStateNames = Object.keys(graveStates) as [GraveState, ...GraveState[]]

/** What may be decided; `none` departs from every proposal. */
export const graveKinds = {
  admonitoryTalk: { zh: '诫勉谈话', en: 'Admonitory talk' },
  orderedSelfExamination: { zh: '责令书面检查', en: 'Written self-examination' },
  circulatedCriticism: { zh: '通报批评', en: 'Circulated criticism' },
  accountabilityReferral: { zh: '按相关规定追究行政责任', en: 'Accountability under the rules for it' },
  none: { zh: '不作处理', en: 'No measure' },
} as const satisfies Record<string, Text>
export type GraveKind = keyof typeof graveKinds
export const graveKindNames = Object.keys(graveKinds) as [GraveKind, ...GraveKind[]]
/** What may be proposed. */
export const proposedKinds = [
  'admonitoryTalk',
  'orderedSelfExamination',
  'circulatedCriticism',
  'accountabilityReferral',
] as const

export type GraveFacts = {
  readonly state: GraveState
  readonly proposedBy: string
  /** The deputy whom the head has entrusted with the decision. */
  readonly entrustedTo: string | null
  /** Whoever the order is addressed to, with everybody of its division: they abstain. */
  readonly concerned: readonly string[]
}

const abstains: Rule<Pick<GraveFacts, 'concerned'>> = {
  code: 'concerned',
  message: () => ({ zh: '与本事项有关，应当回避。', en: 'You are concerned by it and abstain.' }),
  holds: ({ concerned }, { actor }) => !isOwn(actor, ...concerned),
}

const decider: Rule<GraveFacts> = {
  code: 'not_decider',
  who: {
    zh: `${posts['leadingGroup.head'].zh}，或者其委托的副组长`,
    en: `${posts['leadingGroup.head'].en}, or the deputy entrusted`,
  },
  message: () => ({
    zh: '须由领导小组组长或者其委托的副组长决定。',
    en: 'To be decided by the head of the leading group or the deputy entrusted.',
  }),
  holds: ({ entrustedTo }, { actor }) =>
    actor.post === 'leadingGroup.head' || (actor.post === 'leadingGroup.deputy' && actor.id === entrustedTo),
}

const notOwnProposal: Rule<GraveFacts> = {
  code: 'own_proposal',
  message: () => ({ zh: '提请决定的人不得自行决定。', en: 'Whoever proposed it does not decide on it.' }),
  holds: ({ proposedBy }, { actor }) => !isOwn(actor, proposedBy),
}

type ProposalFacts = Pick<GraveFacts, 'concerned'> & {
  readonly orderState: OrderState
  readonly isPending: boolean
}
/** Conditions of putting an order before the group. */
export const proposeRules: readonly Rule<ProposalFacts>[] = [
  hasPost(performanceOffice, {
    zh: '由办绩效办提请领导小组研究决定。',
    en: 'Put before the group by the performance office.',
  }),
  abstains,
  {
    code: 'order_not_issued',
    message: () => ({ zh: '整改通知签发后才能提请研究决定。', en: 'The order has to be issued first.' }),
    holds: ({ orderState }) => orderState !== 'drafted' && orderState !== 'checked' && orderState !== 'withdrawn',
  },
  {
    code: 'pending_already',
    message: () => ({ zh: '已经提请，待领导小组决定。', en: 'It is before the group already.' }),
    holds: ({ isPending }) => !isPending,
  },
]

type DecisionFacts = { readonly proposed: GraveKind; readonly decided: GraveKind; readonly reason: string | null }
/** Departing from a proposal needs a reason. */
export const departureRules: readonly Rule<DecisionFacts>[] = [
  {
    code: 'departure_without_reason',
    message: ({ proposed }) => ({
      zh: `与提请的“${graveKinds[proposed].zh}”不一致，须说明理由。`,
      en: `It departs from what was proposed (${graveKinds[proposed].en}): say why.`,
    }),
    holds: ({ proposed, decided, reason }) => proposed === decided || reason !== null,
  },
]

export type GraveAction = 'entrust' | 'decide' | 'takeBack'
export const graveTransitions: Record<GraveAction, Transition<GraveState, GraveFacts>> = {
  entrust: {
    label: { zh: '委托副组长决定', en: 'Entrust a deputy with the decision' },
    from: ['proposed'],
    to: 'proposed',
    basis: 'rectification.entrust',
    requires: [
      hasPost(['leadingGroup.head'], {
        zh: '须由领导小组组长委托。',
        en: 'To be entrusted by the head of the leading group.',
      }),
      inOwnPost,
      abstains,
    ],
  },
  decide: {
    label: { zh: '决定', en: 'Decide' },
    from: ['proposed'],
    to: 'decided',
    basis: 'rectification.decide',
    requires: [decider, abstains, notOwnProposal],
  },
  takeBack: {
    label: { zh: '收回提请', en: 'Take the proposal back' },
    from: ['proposed'],
    to: 'takenBack',
    basis: 'rectification.propose',
    requires: [
      hasPost(performanceOffice, {
        zh: '由办绩效办收回。',
        en: 'Taken back by the performance office.',
      }),
      abstains,
    ],
  },
}

/** What the history shows of it: the state in words, all else as a digest. */
export const graveFields = {
  state: { name: { zh: '状态', en: 'State' } },
  facts: { name: { zh: '事实', en: 'Facts' }, isSensitive: true },
  reason: { name: { zh: '理由', en: 'Reason' }, isSensitive: true },
  kind: { name: { zh: '处理方式', en: 'Measure' }, isSensitive: true },
  entrusted: { name: { zh: '委托', en: 'Entrusted' }, isSensitive: true },
  minutes: { name: { zh: '会议纪要', en: 'Minutes' }, isSensitive: true },
} as const
