import type { Rule, States, Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { byJudge, byPreparer, isHeadOf } from './check.ts'

/** How the performance office looks at things itself (Art. 32): day by day, or at one thing on a plan. */
export const inspectionKinds = {
  daily: { zh: '日常检查', en: 'Daily check' },
  special: { zh: '专项检查', en: 'Special inspection' },
} as const satisfies Record<string, Text>
export type InspectionKind = keyof typeof inspectionKinds
export const inspectionKindNames = Object.keys(inspectionKinds) as [InspectionKind, ...InspectionKind[]]

export const inspectionStates = {
  planned: { zh: '拟定中', en: 'Planned' },
  notified: { zh: '已通知', en: 'Notified' },
  underway: { zh: '检查中', en: 'Under way' },
  told: { zh: '待处理回复', en: 'Findings sent' },
  concluded: { zh: '已办结', en: 'Concluded' },
  withdrawn: { zh: '已撤销', en: 'Withdrawn' },
} as const satisfies States<string>
export type InspectionState = keyof typeof inspectionStates
export const inspectionStateNames = Object.keys(inspectionStates) as [InspectionState, ...InspectionState[]]
/** It goes on: it stands among what is open. */
export const openInspectionStates = ['planned', 'notified', 'underway', 'told'] as const

/** What is said of one point of the check-list for one division. */
export const pointJudgements = {
  ok: { zh: '符合', en: 'In order' },
  fault: { zh: '有问题', en: 'Fault' },
  notApplicable: { zh: '不适用', en: 'Not applicable' },
} as const satisfies Record<string, Text>
export type PointJudgement = keyof typeof pointJudgements
export const pointJudgementNames = Object.keys(pointJudgements) as [PointJudgement, ...PointJudgement[]]

/** One division of an inspection as its rules see it. */
export type PartyFacts = {
  readonly divisionId: string
  readonly isSeen: boolean
  readonly findings: number
  readonly hasReplied: boolean
}

export type InspectionFacts = {
  readonly state: InspectionState
  readonly kind: InspectionKind
  readonly forHouse: boolean
  readonly hasScope: boolean
  readonly points: number
  /** Points times divisions that are not judged yet. */
  readonly unjudged: number
  readonly unsettled: number
  readonly replyBy: string | null
  readonly parties: readonly PartyFacts[]
}

/** What is read of an inspection, as its rules see it. */
type ReadInspection = Pick<InspectionFacts, 'state' | 'kind' | 'forHouse' | 'replyBy'> & {
  readonly scope: string
  readonly points: readonly unknown[]
  readonly parties: readonly {
    readonly heirId: string
    readonly seenAt: string | null
    readonly reply: string | null
    readonly judgements: readonly unknown[]
    readonly findings: readonly { readonly outcome: string | null }[]
  }[]
}

/** The facts of an inspection that was read, with the divisions that stand for those which have ended. */
export const factsOfInspection = ({ scope, points, parties, ...rest }: ReadInspection): InspectionFacts => ({
  ...{ state: rest.state, kind: rest.kind, forHouse: rest.forHouse, replyBy: rest.replyBy },
  ...{ hasScope: scope.trim() !== '', points: points.length },
  unjudged: parties.reduce((open, { judgements }) => open + points.length - judgements.length, 0),
  unsettled: parties.flatMap(({ findings }) => findings).filter(({ outcome }) => outcome === null).length,
  parties: parties.map(({ heirId, seenAt, reply, findings }) => ({
    ...{ divisionId: heirId, isSeen: seenAt !== null, findings: findings.length, hasReplied: reply !== null },
  })),
})

const findingsOf = ({ parties }: InspectionFacts): number => parties.reduce((all, { findings }) => all + findings, 0)

/** The divisions whose reply is still waited for: they have findings, and their day has not passed. */
export const awaitedOf = ({ parties, replyBy }: InspectionFacts, today: string): readonly PartyFacts[] =>
  replyBy !== null && replyBy < today ? [] : parties.filter((party) => party.findings > 0 && !party.hasReplied)

const isSpecial: Rule<InspectionFacts> = {
  code: 'daily_needs_no_notice',
  message: () => ({
    zh: '日常检查不发通知，可直接开始。',
    en: 'A daily check needs no notice: it may begin at once.',
  }),
  holds: ({ kind }) => kind === 'special',
}

const noticeFirst: Rule<InspectionFacts> = {
  code: 'notice_first',
  message: () => ({
    zh: '专项检查须先通知被检查处。',
    en: 'The divisions are notified of a special inspection first.',
  }),
  holds: ({ kind, state }) => kind === 'daily' || state === 'notified',
}

const isWhole: Rule<InspectionFacts> = {
  code: 'plan_not_whole',
  message: ({ hasScope, parties, points }) => {
    const missing = [
      ...(hasScope ? [] : [{ zh: '检查范围', en: 'the scope' }]),
      ...(parties.length > 0 ? [] : [{ zh: '被检查处', en: 'the divisions' }]),
      ...(points > 0 ? [] : [{ zh: '检查要点', en: 'the check-list' }]),
    ]
    return {
      zh: `还缺${missing.map(({ zh }) => zh).join('、')}。`,
      en: `Still missing: ${missing.map(({ en }) => en).join(', ')}.`,
    }
  },
  holds: ({ hasScope, parties, points }) => hasScope && parties.length > 0 && points > 0,
}

const allJudged: Rule<InspectionFacts> = {
  code: 'points_unjudged',
  message: ({ unjudged }) => ({
    zh: `还有${unjudged}个检查要点没有判定。`,
    en: `${unjudged} points of the check-list are not judged yet.`,
  }),
  holds: ({ unjudged }) => unjudged === 0,
}

const hasFindings: Rule<InspectionFacts> = {
  code: 'nothing_found',
  message: () => ({
    zh: '没有登记问题，可直接办结。',
    en: 'Nothing was found: the inspection can be concluded.',
  }),
  holds: (facts) => findingsOf(facts) > 0,
}

const toldFirst: Rule<InspectionFacts> = {
  code: 'tell_first',
  message: () => ({
    zh: '登记了问题的，须先送被检查处回复。',
    en: 'What was found goes to the checked division for its reply first.',
  }),
  holds: (facts) => facts.state === 'told' || findingsOf(facts) === 0,
}

const allSettled: Rule<InspectionFacts> = {
  code: 'findings_unsettled',
  message: ({ unsettled }) => ({
    zh: `还有${unsettled}个问题没有处理。`,
    en: `${unsettled} findings are not settled yet.`,
  }),
  holds: ({ unsettled }) => unsettled === 0,
}

const allReplied: Rule<InspectionFacts> = {
  code: 'reply_awaited',
  message: (facts, { today }) => {
    const count = awaitedOf(facts, today).length
    return {
      zh: `还有${count}个处没有回复，回复期限未过。`,
      en: `${count} divisions have not replied, and their day has not passed.`,
    }
  },
  holds: (facts, { today }) => awaitedOf(facts, today).length === 0,
}

const ofChecked: Rule<InspectionFacts> = {
  code: 'not_checked_division',
  who: { zh: '被检查处处长', en: 'Head of the checked division' },
  message: () => ({ zh: '须由被检查处处长办理。', en: 'For the head of the checked division.' }),
  holds: ({ parties }, context) =>
    isHeadOf(
      context,
      parties.map(({ divisionId }) => divisionId),
    ),
}

const ownOf = ({ parties }: InspectionFacts, divisionId: string | null) =>
  parties.filter((party) => party.divisionId === divisionId)

const notSeen: Rule<InspectionFacts> = {
  code: 'seen_already',
  message: () => ({ zh: '本处已知悉。', en: 'Your division has acknowledged it.' }),
  holds: (facts, { actor }) => ownOf(facts, actor.divisionId).some(({ isSeen }) => !isSeen),
}

const hasOwnFindings: Rule<InspectionFacts> = {
  code: 'nothing_found_here',
  message: () => ({ zh: '没有需要本处回复的问题。', en: 'Nothing was found in your division.' }),
  holds: (facts, { actor }) => ownOf(facts, actor.divisionId).some(({ findings }) => findings > 0),
}

const notReplied: Rule<InspectionFacts> = {
  code: 'replied_already',
  message: () => ({ zh: '本处已回复。', en: 'Your division has replied.' }),
  holds: (facts, { actor }) => ownOf(facts, actor.divisionId).some((one) => one.findings > 0 && !one.hasReplied),
}

export type InspectionAction =
  | 'change'
  | 'notify'
  | 'acknowledge'
  | 'begin'
  | 'judge'
  | 'find'
  | 'drop'
  | 'tell'
  | 'reply'
  | 'settle'
  | 'conclude'
  | 'withdraw'

/** An inspection from its plan to its result. */
export const inspectionTransitions: Record<InspectionAction, Transition<InspectionState, InspectionFacts>> = {
  change: {
    label: { zh: '修改', en: 'Change' },
    from: ['planned'],
    to: 'planned',
    basis: 'inspection.plan',
    requires: [byPreparer],
  },
  notify: {
    label: { zh: '通知被检查处', en: 'Notify the divisions' },
    from: ['planned'],
    to: 'notified',
    basis: 'inspection.notify',
    requires: [byPreparer, isSpecial, isWhole],
  },
  acknowledge: {
    label: { zh: '知悉', en: 'Acknowledge' },
    from: ['notified'],
    to: 'notified',
    basis: 'inspection.acknowledge',
    requires: [ofChecked, notSeen],
  },
  begin: {
    label: { zh: '开始检查', en: 'Begin' },
    from: ['planned', 'notified'],
    to: 'underway',
    basis: 'inspection.begin',
    requires: [byPreparer, noticeFirst, isWhole],
  },
  judge: {
    label: { zh: '判定检查要点', en: 'Judge the points' },
    from: ['underway'],
    to: 'underway',
    basis: 'inspection.judge',
    requires: [byJudge],
  },
  find: {
    label: { zh: '登记问题', en: 'Record a finding' },
    from: ['underway'],
    to: 'underway',
    basis: 'inspection.find',
    requires: [byJudge],
  },
  drop: {
    label: { zh: '撤下问题', en: 'Take the finding out' },
    from: ['underway'],
    to: 'underway',
    basis: 'inspection.find',
    requires: [byJudge],
  },
  tell: {
    label: { zh: '送被检查处回复', en: 'Send the findings' },
    from: ['underway'],
    to: 'told',
    basis: 'inspection.tell',
    requires: [byJudge, hasFindings, allJudged],
  },
  reply: {
    label: { zh: '回复', en: 'Reply' },
    from: ['told'],
    to: 'told',
    basis: 'inspection.reply',
    requires: [ofChecked, hasOwnFindings, notReplied],
  },
  settle: {
    label: { zh: '处理问题', en: 'Settle the finding' },
    from: ['told'],
    to: 'told',
    basis: 'inspection.settle',
    requires: [byJudge],
  },
  conclude: {
    label: { zh: '办结', en: 'Conclude' },
    from: ['underway', 'told'],
    to: 'concluded',
    basis: 'inspection.conclude',
    requires: [byJudge, toldFirst, allJudged, allReplied, allSettled],
  },
  withdraw: {
    label: { zh: '撤销', en: 'Withdraw' },
    from: ['planned', 'notified'],
    to: 'withdrawn',
    basis: 'inspection.withdraw',
    requires: [byPreparer],
  },
}
