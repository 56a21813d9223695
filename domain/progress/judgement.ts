import { dayText } from '#domain/calendar/workingDays.ts'
import { isOneOf, isOwn, performanceOffice, posts } from '#domain/kernel/actor.ts'
import type { Rule, States, Transition } from '#domain/kernel/lifecycle.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'

/** Whether a phase reached what its written criterion asks (Art. 14, 20). */
export const verdicts = {
  met: { zh: '已达到', en: 'Met' },
  partly: { zh: '部分达到', en: 'Partly met' },
  notMet: { zh: '未达到', en: 'Not met' },
} as const satisfies Record<string, Text>
export type Verdict = keyof typeof verdicts
export const verdictNames = Object.keys(verdicts) as [Verdict, ...Verdict[]]

/**
 * A finished phase from the claim of its division to the judgement that stands: judged by the performance office against
 * the written criterion, reviewed by a deputy head of the leading group where the division asks in time.
 */
export const judgementStates = {
  claimed: { zh: '待认定', en: 'To be judged' },
  judged: { zh: '已认定', en: 'Judged' },
  underReview: { zh: '复核中', en: 'Under review' },
  final: { zh: '认定生效', en: 'Final' },
  takenBack: { zh: '已撤回', en: 'Taken back' },
} as const satisfies States<string>
export type JudgementState = keyof typeof judgementStates
export const judgementStateNames = Object.keys(judgementStates) as [JudgementState, ...JudgementState[]]

export type JudgementFacts = {
  readonly state: JudgementState
  /** Whose phase it is. */
  readonly divisionId: string | null
  /** That division houses the performance office: a deputy head of the group judges in its place. */
  readonly judgedByDeputy: boolean
  /** Who claimed the phase or reported it as reached. */
  readonly submittedBy: readonly string[]
  readonly judgedBy: string | null
  readonly verdict: Verdict | null
  /** The last day on which a review may be asked for; null: it waits for an official list. */
  readonly reviewUntil: string | null
  /** The item is still in an issued plan. */
  readonly isInForce: boolean
}

const byHead: Rule<Pick<JudgementFacts, 'divisionId'>> = {
  code: 'not_head_of_phase',
  who: { zh: '该阶段责任处处长', en: 'Head of the division whose phase it is' },
  message: () => ({ zh: '须由该阶段责任处的处长办理。', en: 'For the head of the division whose phase it is.' }),
  holds: ({ divisionId }, { actor }) =>
    actor.post === 'division.head' && divisionId !== null && actor.divisionId === divisionId,
}

const deputy = posts['leadingGroup.deputy']

const byJudge: Rule<Pick<JudgementFacts, 'judgedByDeputy'>> = {
  code: 'not_judge_of_phase',
  who: joinTexts(
    [
      { zh: '办绩效办', en: 'The performance office' },
      {
        zh: `责任处为办绩效办所在处的，${deputy.zh}`,
        en: 'a deputy head of the leading group for the division that houses it',
      },
    ],
    '；',
    '; ',
  ),
  message: ({ judgedByDeputy }) =>
    judgedByDeputy
      ? {
          zh: `责任处为办绩效办所在处，须由${deputy.zh}认定。`,
          en: 'To be judged by a deputy head of the leading group.',
        }
      : {
          zh: '认定由办绩效办作出，责任处不得自行认定。',
          en: 'The performance office judges; a division does not judge its own phase.',
        },
  holds: ({ judgedByDeputy }, { actor }) =>
    judgedByDeputy ? actor.post === 'leadingGroup.deputy' : isOneOf(actor.post, performanceOffice),
}

const byReviewer: Rule<JudgementFacts> = {
  code: 'not_reviewer_of_phase',
  who: {
    zh: `${deputy.zh}；由副组长认定的，另一名副组长或组长`,
    en: 'A deputy head of the leading group; of what a deputy judged, another one or the head',
  },
  message: () => ({
    zh: `须由${deputy.zh}复核。`,
    en: 'To be reviewed by a deputy head of the leading group.',
  }),
  holds: ({ judgedByDeputy }, { actor }) =>
    actor.post === 'leadingGroup.deputy' || (judgedByDeputy && actor.post === 'leadingGroup.head'),
}

const bySystem: Rule<unknown> = {
  code: 'by_system',
  who: { zh: '系统', en: 'The system' },
  message: () => ({
    zh: '申请复核的期限过后自动生效。',
    en: 'It becomes final by itself once the days for a review are over.',
  }),
  holds: () => false,
}

const notOwnClaim: Rule<Pick<JudgementFacts, 'submittedBy'>> = {
  code: 'own_claim',
  message: () => ({
    zh: '申请认定的人和填报该阶段进度的人，不得认定或复核。',
    en: 'Whoever claimed the phase or reported it neither judges nor reviews it.',
  }),
  holds: ({ submittedBy }, { actor }) => !isOwn(actor, ...submittedBy),
}

const notOwnJudgement: Rule<JudgementFacts> = {
  code: 'own_judgement',
  message: () => ({ zh: '不得复核自己作出的认定。', en: 'Nobody reviews a judgement of their own.' }),
  holds: ({ judgedBy }, { actor }) => !isOwn(actor, judgedBy),
}

const notMetInFull: Rule<JudgementFacts> = {
  code: 'judged_as_claimed',
  message: () => ({ zh: '已认定为“已达到”，无须复核。', en: 'It was judged as met: there is nothing to review.' }),
  holds: ({ verdict }) => verdict !== 'met',
}

const inTime: Rule<JudgementFacts> = {
  code: 'review_too_late',
  message: ({ reviewUntil }) => {
    const until = dayText(reviewUntil ?? '2000-01-01')
    return { zh: `申请复核的期限${until.zh}已过。`, en: `A review could be asked for until ${until.en}.` }
  },
  holds: ({ reviewUntil }, { today }) => reviewUntil === null || today <= reviewUntil,
}

const inForce: Rule<Pick<JudgementFacts, 'isInForce'>> = {
  code: 'item_not_in_force',
  message: () => ({ zh: '该事项已不在执行的方案中。', en: 'The item is not in a plan in force any more.' }),
  holds: ({ isInForce }) => isInForce,
}

export type ClaimFacts = Pick<JudgementFacts, 'divisionId' | 'isInForce'> & {
  /** The last report says that the phase was reached. */
  readonly isReached: boolean
  /** An earlier claim waits, or its judgement stands. */
  readonly isClaimed: boolean
  readonly isMet: boolean
}

const reached: Rule<ClaimFacts> = {
  code: 'phase_not_reached',
  message: () => ({
    zh: '先填报进度，说明该阶段已达到。',
    en: 'First report that the phase was reached.',
  }),
  holds: ({ isReached }) => isReached,
}

const notClaimed: Rule<ClaimFacts> = {
  code: 'phase_claimed',
  message: ({ isMet }) =>
    isMet
      ? { zh: '该阶段已认定为“已达到”。', en: 'The phase was judged as met.' }
      : { zh: '该阶段的认定正在办理。', en: 'A claim of the phase is on its way.' },
  holds: ({ isClaimed, isMet }) => !isClaimed && !isMet,
}

export type UnclaimedFacts = Pick<JudgementFacts, 'judgedByDeputy' | 'submittedBy' | 'isInForce'> & {
  readonly isClaimed: boolean
  readonly verdict: Verdict | null
  /** The last day of the phase's division to claim it; null: it waits for an official list. */
  readonly claimUntil: string | null
}

const notOnItsWay: Rule<UnclaimedFacts> = {
  code: 'phase_judged',
  message: ({ isClaimed }) =>
    isClaimed
      ? { zh: '该阶段的认定正在办理。', en: 'A claim of the phase is on its way.' }
      : { zh: '该阶段已认定。', en: 'The phase was judged.' },
  holds: ({ isClaimed, verdict }) => !isClaimed && verdict === null,
}

const claimDaysOver: Rule<UnclaimedFacts> = {
  code: 'claim_still_possible',
  message: ({ claimUntil }) => {
    if (claimUntil === null)
      return {
        zh: '申请认定的期限待节假日安排公布后确定。',
        en: 'The last day for a claim awaits the list of holidays.',
      }
    const until = dayText(claimUntil)
    return {
      zh: `责任处可在${until.zh}前申请认定，过后才可直接认定。`,
      en: `Its division may claim it until ${until.en}; only then it is judged without a claim.`,
    }
  },
  holds: ({ claimUntil }, { today }) => claimUntil !== null && claimUntil < today,
}

/** When a phase that its division never claimed is judged as not met, so that none is left without a judgement. */
export const unclaimedRules: readonly Rule<UnclaimedFacts>[] = [
  byJudge,
  inForce,
  notOnItsWay,
  claimDaysOver,
  notOwnClaim,
]

/** When the head of a division claims a phase as finished. */
export const claimRules: readonly Rule<ClaimFacts>[] = [byHead, inForce, notClaimed, reached]

export type JudgementAction = 'takeBack' | 'judge' | 'askReview' | 'decide' | 'settle'

/** What happens to a claim, here and nowhere else. */
export const judgementTransitions: Record<JudgementAction, Transition<JudgementState, JudgementFacts>> = {
  takeBack: {
    label: { zh: '撤回申请', en: 'Take the claim back' },
    from: ['claimed'],
    to: 'takenBack',
    basis: 'progress.takeBack',
    requires: [byHead],
  },
  judge: {
    label: { zh: '认定', en: 'Judge' },
    from: ['claimed'],
    to: 'judged',
    basis: 'progress.judge',
    requires: [byJudge, inForce, notOwnClaim],
  },
  askReview: {
    label: { zh: '申请复核', en: 'Ask for a review' },
    from: ['judged'],
    to: 'underReview',
    basis: 'progress.askReview',
    requires: [byHead, notMetInFull, inTime],
  },
  decide: {
    label: { zh: '复核', en: 'Decide the review' },
    from: ['underReview'],
    to: 'final',
    basis: 'progress.review',
    requires: [byReviewer, notOwnClaim, notOwnJudgement],
  },
  settle: {
    label: { zh: '认定生效', en: 'Become final' },
    from: ['judged'],
    to: 'final',
    basis: 'progress.settle',
    requires: [bySystem],
  },
}

/** What the history shows of a judgement. */
export const judgementFields = {
  phase: { name: { zh: '阶段', en: 'Phase' } },
  state: { name: { zh: '环节', en: 'State' } },
  verdict: { name: { zh: '认定', en: 'Judgement' } },
  words: { name: { zh: '说明', en: 'Words' } },
} as const
