import { dayText } from '#domain/calendar/workingDays.ts'
import { type Actor, divisionPosts, isOneOf, performanceOffice, seesEverything } from '#domain/kernel/actor.ts'
import { hasPost, type Rule, type Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { onceADay, type UrgedOn } from '#domain/kernel/urge.ts'
import { type PlanState, statesBeforeReview } from './plan.ts'

/**
 * The office's plan is laid before all divisions before it is decided (Art. 22): each answers by a day, with comments or
 * without; who says nothing is recorded as having none and holds nothing up. Every comment is answered with a
 * disposition before the plan goes to the leading group.
 */
export const consultationStates = {
  open: { zh: '征求中', en: 'Open' },
  closed: { zh: '已结束', en: 'Closed' },
  withdrawn: { zh: '已随调整撤回', en: 'Withdrawn with the revision' },
} as const satisfies Record<string, Text>
export type ConsultationState = keyof typeof consultationStates

/** What one division has said. */
export const answerStates = {
  asked: { zh: '未反馈', en: 'Not answered' },
  answered: { zh: '已反馈', en: 'Answered' },
  silent: { zh: '逾期未反馈，视为无意见', en: 'No answer in time: no comment' },
  passed: { zh: '由承接处反馈', en: 'Answered by the successor' },
} as const satisfies Record<string, Text>
export type AnswerState = keyof typeof answerStates

/** What becomes of a comment; all but an adoption in full have a reason. */
export const dispositions = {
  adopted: { zh: '采纳', en: 'Adopted' },
  partly: { zh: '部分采纳', en: 'Partly adopted' },
  notAdopted: { zh: '不采纳', en: 'Not adopted' },
} as const satisfies Record<string, Text>
export type Disposition = keyof typeof dispositions

/** Which part of an item, or of the plan, a comment is about. */
export const itemParts = {
  goal: { zh: '目标', en: 'Goal' },
  phases: { zh: '阶段与标准', en: 'Phases and criteria' },
  weight: { zh: '权重', en: 'Weight' },
  method: { zh: '评价方法', en: 'Method' },
  indicators: { zh: '指标与报送', en: 'Indicators and reporting' },
  divisions: { zh: '责任处、协调处', en: 'Divisions' },
  persons: { zh: '责任人', en: 'Persons' },
} as const satisfies Record<string, Text>
export const planParts = {
  procedureText: { zh: '评估程序', en: 'Procedure' },
  standardsText: { zh: '评估标准', en: 'Standards' },
  reportingText: { zh: '指标数据报送要求', en: 'Reporting requirements' },
  items: { zh: '事项增减', en: 'Items to add or remove' },
} as const satisfies Record<string, Text>
export const commentParts = { ...itemParts, ...planParts, other: { zh: '其他', en: 'Other' } } as const
export type CommentPart = keyof typeof commentParts

export type ConsultationFacts = {
  readonly state: ConsultationState
  readonly closesOn: string
  /** Divisions that have not answered. */
  readonly waiting: number
}

const consulter = hasPost<unknown>(performanceOffice, {
  zh: '由办绩效办征求各处意见。',
  en: 'The divisions are consulted by the performance office.',
})

const dayOverOrAllAnswered: Rule<ConsultationFacts> = {
  code: 'answers_awaited',
  message: ({ waiting, closesOn }) => ({
    zh: `还有${waiting}个处没有反馈，${dayText(closesOn).zh}过后才能结束。`,
    en: `Divisions that have not answered: ${waiting}. It can be closed after ${dayText(closesOn).en}.`,
  }),
  holds: ({ waiting, closesOn }, { today }) => waiting === 0 || today > closesOn,
}

/** Nobody's button: the withdrawal of the revision brings it about. */
const withdrawnByItself: Rule<unknown> = {
  code: 'happens_by_itself',
  who: { zh: '系统', en: 'The system' },
  message: () => ({ zh: '撤回调整时自动记录。', en: 'Recorded when the revision is withdrawn.' }),
  holds: () => false,
}

export const consultationTransitions: Record<'close' | 'withdraw', Transition<ConsultationState, ConsultationFacts>> = {
  close: {
    label: { zh: '结束征求意见', en: 'Close the consultation' },
    from: ['open'],
    to: 'closed',
    basis: 'plan.consult',
    requires: [consulter, dayOverOrAllAnswered],
  },
  withdraw: {
    label: { zh: '随调整撤回', en: 'Withdrawn with the revision' },
    from: ['open'],
    to: 'withdrawn',
    basis: 'plan.withdrawRevision',
    requires: [withdrawnByItself],
  },
}

export type AnswerFacts = {
  readonly state: AnswerState
  readonly divisionId: string
  readonly isOpen: boolean
  /** Comments of the division that have a disposition already. */
  readonly disposed: number
}

const ofDivision = (heads: boolean): Rule<AnswerFacts> => ({
  code: heads ? 'not_head_of_division' : 'not_of_division',
  who: heads
    ? { zh: '被征求意见的处的处长', en: 'Head of a division that is asked' }
    : { zh: '被征求意见的处的处长、工作人员', en: 'Head or officer of a division that is asked' },
  message: () =>
    heads
      ? { zh: '须由本处处长反馈。', en: 'To be answered by the head of the division.' }
      : { zh: '由被征求意见的处提出。', en: 'To be made by a division that is asked.' },
  holds: ({ divisionId }, { actor }) =>
    actor.divisionId === divisionId && (heads ? actor.post === 'division.head' : isOneOf(actor.post, divisionPosts)),
})

const stillOpen: Rule<Pick<AnswerFacts, 'isOpen'>> = {
  code: 'consultation_closed',
  message: () => ({ zh: '征求意见已经结束。', en: 'The consultation is closed.' }),
  holds: ({ isOpen }) => isOpen,
}

const notDisposed: Rule<AnswerFacts> = {
  code: 'disposed_already',
  message: () => ({
    zh: '本处的意见已有处理结果，不能撤回。',
    en: 'Comments of the division have a disposition already.',
  }),
  holds: ({ disposed }) => disposed === 0,
}

/** Nobody's button: the end of the consultation brings it about. */
const byItself: Rule<AnswerFacts> = {
  code: 'happens_by_itself',
  who: { zh: '系统', en: 'The system' },
  message: () => ({ zh: '结束征求意见时自动记录。', en: 'Recorded when the consultation is closed.' }),
  holds: () => false,
}

/** Nobody's button: the end of the division brings it about. */
const withItsDivision: Rule<AnswerFacts> = {
  code: 'happens_by_itself',
  who: { zh: '系统', en: 'The system' },
  message: () => ({
    zh: '机构调整生效时自动转由承接处反馈。',
    en: 'It goes to the successor with the reorganisation.',
  }),
  holds: () => false,
}

type AnswerAction = 'comment' | 'answer' | 'takeBack' | 'lapse' | 'pass'

export const answerTransitions: Record<AnswerAction, Transition<AnswerState, AnswerFacts>> = {
  comment: {
    label: { zh: '提意见', en: 'Comment' },
    from: ['asked'],
    to: 'asked',
    basis: 'plan.comment',
    requires: [ofDivision(false), stillOpen],
  },
  answer: {
    label: { zh: '反馈', en: 'Answer' },
    from: ['asked'],
    to: 'answered',
    basis: 'plan.comment',
    requires: [ofDivision(true), stillOpen],
  },
  takeBack: {
    label: { zh: '撤回反馈', en: 'Take the answer back' },
    from: ['answered'],
    to: 'asked',
    basis: 'plan.comment',
    requires: [ofDivision(true), stillOpen, notDisposed],
  },
  lapse: {
    label: { zh: '视为无意见', en: 'Taken as no comment' },
    from: ['asked'],
    to: 'silent',
    basis: 'plan.consult',
    requires: [byItself],
  },
  pass: {
    label: { zh: '转由承接处反馈', en: 'Left to the successor' },
    from: ['asked'],
    to: 'passed',
    basis: 'organization.reorganisation',
    requires: [withItsDivision],
  },
}

export type DispositionFacts = {
  /** How many changes of the draft are named as made for the comment. */
  readonly named: number
  readonly answer: AnswerState
  /** Once the plan is before the leading group, its version is frozen. */
  readonly planState: PlanState
  readonly disposition: Disposition
  readonly reason: string
}

const disposer: Rule<DispositionFacts> = {
  ...hasPost<DispositionFacts>(performanceOffice, {
    zh: '意见由办绩效办处理。',
    en: 'Comments are dealt with by the performance office.',
  }),
}

const answeredFirst: Rule<DispositionFacts> = {
  code: 'not_answered_yet',
  message: () => ({ zh: '该处还没有反馈。', en: 'The division has not answered yet.' }),
  holds: ({ answer }) => answer !== 'asked',
}

const beforeReview: Rule<DispositionFacts> = {
  code: 'plan_not_draft',
  message: ({ planState }) =>
    planState === 'withdrawn'
      ? { zh: '调整已经撤回，意见不再处理。', en: 'The revision is withdrawn: its comments are dealt with no more.' }
      : { zh: '方案已经提请审定，意见的处理不能再改。', en: 'The plan is before the leading group already.' },
  holds: ({ planState }) => statesBeforeReview.includes(planState),
}

export const reasonUnlessAdopted: Rule<Pick<DispositionFacts, 'disposition' | 'reason'>> = {
  code: 'reason_missing',
  message: () => ({ zh: '没有全部采纳的，须写明理由。', en: 'What is not adopted in full needs a reason.' }),
  holds: ({ disposition, reason }) => disposition === 'adopted' || reason.length >= 2,
}

const namedOnlyIfAdopted: Rule<DispositionFacts> = {
  code: 'change_of_none_adopted',
  message: () => ({
    zh: '不采纳的意见没有据此修改之处。',
    en: 'Nothing was changed for a comment that is not adopted.',
  }),
  holds: ({ disposition, named }) => disposition !== 'notAdopted' || named === 0,
}

/** Conditions of dealing with a comment. */
export const dispositionRules: readonly Rule<DispositionFacts>[] = [
  disposer,
  answeredFirst,
  beforeReview,
  reasonUnlessAdopted,
  namedOnlyIfAdopted,
]

export type UrgeFacts = Pick<AnswerFacts, 'state' | 'isOpen'> & UrgedOn

/** Conditions of urging one division to answer: it has not, and it is urged once a day. */
export const urgeRules: readonly Rule<UrgeFacts>[] = [
  stillOpen,
  {
    code: 'answered_already',
    message: ({ state }) =>
      state === 'passed'
        ? { zh: '该处已终止，由承接处反馈，请催办承接处。', en: 'The division has ended: urge its successor.' }
        : { zh: '该处已经反馈，不必催办。', en: 'The division has answered; there is nothing to urge.' },
    holds: ({ state }) => state === 'asked',
  },
  onceADay,
]

export type OpeningFacts = { readonly closesOn: string }

/** The day by which the divisions answer. */
const daysLeft: Rule<OpeningFacts> = {
  code: 'past_day',
  message: () => ({ zh: '截止日期须在今天以后。', en: 'The closing day must lie after today.' }),
  holds: ({ closesOn }, { today }) => closesOn > today,
}
export const openingRules: readonly Rule<OpeningFacts>[] = [daysLeft]

/** Whoever sees all answers: the others see their own division's. */
export const seesAllAnswers = (actor: Pick<Actor, 'post'>): boolean => seesEverything(actor)
