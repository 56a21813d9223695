import {
  type Actor,
  divisionPosts,
  isOneOf,
  isOwn,
  performanceOffice,
  posts,
  seesEverything,
} from '#domain/kernel/actor.ts'
import type { Context, Rule, Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { AmendmentRoute } from './amendmentRoute.ts'
import type { PlanState } from './plan.ts'

/**
 * An issued plan is changed by amendment: a special task enters it (Art. 24), one item is adjusted, or persons and words
 * are put right. What changes goals, weights or several items is a revision (revision.ts).
 */
export const amendmentStates = {
  drafted: { zh: '拟订中', en: 'Being drafted' },
  proposed: { zh: '待审核同意', en: 'To be approved' },
  approved: { zh: '已审核同意', en: 'Approved' },
  applied: { zh: '已纳入方案', en: 'In the plan' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const satisfies Record<string, Text>
export type AmendmentState = keyof typeof amendmentStates

export type AmendmentFacts = {
  readonly state: AmendmentState
  readonly route: AmendmentRoute
  /** The responsible division: whose task or item it is. */
  readonly divisionId: string
  readonly submittedBy: string | null
  /** Some deputy is in charge of the division and did not submit it. */
  readonly hasDeputyInCharge: boolean
  /** What the linter says must be put right. */
  readonly blockingFaults: number
  /** The open revision of the plan changes the same item, or takes it out. */
  readonly isRevised: boolean
  /** A revision has taken the item out of the plan. */
  readonly isTakenOut: boolean
  /** The item has been changed since the amendment was written, by a revision or otherwise. */
  readonly isOutdated: boolean
}

const isOfSide = ({ route, divisionId }: Pick<AmendmentFacts, 'route' | 'divisionId'>, actor: Actor): boolean =>
  route === 'persons'
    ? isOneOf(actor.post, performanceOffice)
    : isOneOf(actor.post, divisionPosts) && actor.divisionId === divisionId

/** Whose change it is to write: on no other does its form open. */
export const drafter: Rule<Pick<AmendmentFacts, 'route' | 'divisionId'>> = {
  code: 'not_of_side',
  who: {
    zh: '责任处处长、工作人员；更正人员和文字的，办绩效办',
    en: 'Head or officer of the responsible division; of persons and words, the performance office',
  },
  message: ({ route }) =>
    route === 'persons'
      ? { zh: '由办绩效办更正。', en: 'To be put right by the performance office.' }
      : { zh: '由责任处拟订。', en: 'To be drafted by the responsible division.' },
  holds: (facts, { actor }) => isOfSide(facts, actor),
}

const byHead: Rule<AmendmentFacts> = {
  code: 'not_head_of_division',
  who: { zh: '责任处处长', en: 'Head of the responsible division' },
  message: () => ({ zh: '须由责任处处长提请。', en: 'To be submitted by the head of the responsible division.' }),
  holds: ({ divisionId }, { actor }) => actor.post === 'division.head' && actor.divisionId === divisionId,
}

const approver: Rule<AmendmentFacts> = {
  code: 'not_leader_in_charge',
  who: {
    zh: `${posts['leadingGroup.head'].zh}，或者分管的副组长`,
    en: `${posts['leadingGroup.head'].en}, or the deputy in charge`,
  },
  message: () => ({ zh: '须由分管办领导审核同意。', en: 'To be approved by the office leader in charge.' }),
  holds: ({ divisionId, hasDeputyInCharge }, { actor }) => {
    if (actor.post === 'leadingGroup.head') return true
    return actor.post === 'leadingGroup.deputy' && (actor.inChargeOf.includes(divisionId) || !hasDeputyInCharge)
  },
}

const applier: Rule<AmendmentFacts> = {
  code: 'not_performance_office',
  who: { zh: '办绩效办', en: 'Performance office' },
  message: () => ({ zh: '由办绩效办纳入方案。', en: 'It is put into the plan by the performance office.' }),
  holds: (_facts, { actor }) => isOneOf(actor.post, performanceOffice),
}

const throughApproval: Rule<AmendmentFacts> = {
  code: 'no_approval_needed',
  message: () => ({
    zh: '更正人员和文字不须报批，可直接纳入方案。',
    en: 'Persons and words need no approval: put it into the plan.',
  }),
  holds: ({ route }) => route !== 'persons',
}

const approvedFirst: Rule<AmendmentFacts> = {
  code: 'not_approved',
  message: () => ({ zh: '须先经办领导审核同意。', en: 'An office leader has to approve it first.' }),
  holds: ({ route, state }) => route === 'persons' || state === 'approved',
}

const notOwnProposal: Rule<AmendmentFacts> = {
  code: 'own_submission',
  message: () => ({ zh: '提请人不得自行审核。', en: 'Whoever submitted it may not decide on it.' }),
  holds: ({ submittedBy }, { actor }) => !isOwn(actor, submittedBy),
}

const withoutFaults: Rule<AmendmentFacts> = {
  code: 'blocking_faults',
  message: ({ blockingFaults: n }) => ({
    zh: `核对还有${n}处须改。`,
    en: n === 1 ? '1 fault must be put right first.' : `${n} faults must be put right first.`,
  }),
  holds: ({ blockingFaults }) => blockingFaults === 0,
}

const stillThere: Rule<Pick<AmendmentFacts, 'isTakenOut'>> = {
  code: 'item_taken_out',
  message: () => ({ zh: '该事项已在方案调整中取消。', en: 'A revision has taken the item out of the plan.' }),
  holds: ({ isTakenOut }) => !isTakenOut,
}

const notRevised: Rule<Pick<AmendmentFacts, 'isRevised'>> = {
  code: 'item_being_revised',
  message: () => ({
    zh: '方案调整正在变更该事项，须待调整印发或者撤回。',
    en: 'A revision of the plan changes this item: wait until it is issued or withdrawn.',
  }),
  holds: ({ isRevised }) => !isRevised,
}

const writtenOnPresentItem: Rule<AmendmentFacts> = {
  code: 'item_changed_since',
  message: ({ state }) => {
    const what = {
      drafted: { zh: '请按现行内容修改后再提请', en: 'change it to what the item says now' },
      proposed: {
        zh: '请退回，由责任处按现行内容修改',
        en: 'return it, so that it is changed to what the item says now',
      },
    }
    const { zh, en } =
      state === 'drafted' || state === 'proposed'
        ? what[state]
        : { zh: '请撤回后另行提出', en: 'withdraw it and begin another' }
    return {
      zh: `该事项在本变更拟订后已有调整，${zh}。`,
      en: `The item has been changed since this was written: ${en}.`,
    }
  },
  holds: ({ isOutdated }) => !isOutdated,
}

type AmendmentAction = 'edit' | 'submit' | 'approve' | 'return' | 'withdraw' | 'apply'

export const amendmentTransitions: Record<AmendmentAction, Transition<AmendmentState, AmendmentFacts>> = {
  edit: {
    label: { zh: '拟订', en: 'Draft' },
    from: ['drafted'],
    to: 'drafted',
    basis: 'specialTask.plan',
    requires: [drafter],
  },
  submit: {
    label: { zh: '提请审核', en: 'Submit for approval' },
    from: ['drafted'],
    to: 'proposed',
    basis: 'specialTask.plan',
    requires: [byHead, throughApproval, stillThere, writtenOnPresentItem, withoutFaults],
  },
  approve: {
    label: { zh: '审核同意', en: 'Approve' },
    from: ['proposed'],
    to: 'approved',
    basis: 'specialTask.approve',
    requires: [approver, notOwnProposal, stillThere, notRevised, writtenOnPresentItem],
  },
  return: {
    label: { zh: '退回', en: 'Return' },
    from: ['proposed'],
    to: 'drafted',
    basis: 'plan.return',
    requires: [approver, notOwnProposal],
  },
  withdraw: {
    label: { zh: '撤回', en: 'Withdraw' },
    from: ['drafted', 'proposed', 'approved'],
    to: 'withdrawn',
    basis: 'plan.changeItem',
    requires: [drafter],
  },
  apply: {
    label: { zh: '纳入方案', en: 'Put into the plan' },
    from: ['drafted', 'approved'],
    to: 'applied',
    basis: 'specialTask.include',
    requires: [applier, approvedFirst, stillThere, notRevised, writtenOnPresentItem, withoutFaults],
  },
}

/** Why an open amendment cannot enter the plan as the plan is now; undefined where its item lets it. */
export const obstacleOf = (facts: AmendmentFacts, context: Context): Text | undefined =>
  [stillThere, writtenOnPresentItem, notRevised].find((rule) => !rule.holds(facts, context))?.message(facts, context)

/** What each route rests on: Article 24 speaks of special tasks alone. */
export const basisOfRoute: Record<AmendmentRoute, string> = {
  specialTask: 'specialTask.plan',
  item: 'plan.changeItem',
  persons: 'plan.changePersons',
}

/** A transition on the way that an amendment takes, with what it rests on there. */
export function amendmentTransition<Action extends AmendmentAction>(action: Action, route: AmendmentRoute) {
  const transition = amendmentTransitions[action]
  return route === 'specialTask' ? transition : { ...transition, basis: basisOfRoute[route] }
}

export type BeginFacts = Pick<AmendmentFacts, 'route' | 'divisionId' | 'isRevised' | 'isTakenOut'> & {
  readonly planState: PlanState
  /** Not the plan of a year but a revision of one, which is changed by no amendment. */
  readonly isRevision: boolean
  /** Another amendment of the same item is under way. */
  readonly isUnderWay: boolean
}
/** Conditions of beginning an amendment. */
export const beginRules: readonly Rule<BeginFacts>[] = [
  drafter,
  {
    code: 'plan_not_issued',
    message: () => ({ zh: '方案印发后才有变更。', en: 'A plan is amended once it is issued.' }),
    holds: ({ planState, isRevision }) => planState === 'issued' && !isRevision,
  },
  {
    code: 'amendment_under_way',
    message: () => ({ zh: '该事项已有一件变更在办理。', en: 'Another change of this item is under way.' }),
    holds: ({ isUnderWay }) => !isUnderWay,
  },
  stillThere,
  notRevised,
]

/** In which states the divisions that coordinate or share the item see a change of it: once it is laid before a leader. */
export const statesSeenBeside: readonly AmendmentState[] = ['proposed', 'approved']

/**
 * An amendment is its division's business and that of those who see everything; of the divisions `beside` it once it is
 * laid before a leader, and everybody's once it is applied. Whoever was `asked` of it finds that it was withdrawn.
 */
export const seesAmendment = (
  actor: Pick<Actor, 'post' | 'divisionId'>,
  {
    state,
    divisionId,
    beside = [],
    asked = [],
  }: Pick<AmendmentFacts, 'state' | 'divisionId'> & {
    readonly beside?: readonly string[]
    readonly asked?: readonly string[]
  },
): boolean =>
  state === 'applied' ||
  seesEverything(actor) ||
  actor.divisionId === divisionId ||
  (actor.divisionId !== null &&
    ((statesSeenBeside.includes(state) && beside.includes(actor.divisionId)) ||
      (state === 'withdrawn' && asked.includes(actor.divisionId))))
