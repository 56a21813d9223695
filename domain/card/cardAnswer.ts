import { type Actor, divisionPosts, isOneOf, isOwn, performanceOffice, posts } from '#domain/kernel/actor.ts'
import type { Rule, Transition } from '#domain/kernel/lifecycle.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import type { CardStep } from './card.ts'

/**
 * What is said of a card: the division it hit explains why the day was missed, the performance office reads it, and
 * only that one withdraws a card (Art. 12). A card that was withdrawn stays readable and is not counted.
 */
export const answerStates = {
  notAsked: { zh: '无须说明', en: 'No explanation asked' },
  asked: { zh: '待说明', en: 'To be explained' },
  answered: { zh: '已说明', en: 'Explained' },
  seen: { zh: '已阅', en: 'Read' },
  withdrawn: { zh: '已撤销', en: 'Withdrawn' },
} as const satisfies Record<string, Text>
export type AnswerState = keyof typeof answerStates
export const answerStateNames = Object.keys(answerStates) as [AnswerState, ...AnswerState[]]

/** Where the explanation of a card that has just fired begins: a warning is no reproach. */
export const answerStateAtFiring = (step: CardStep): AnswerState => (step === 'earlyWarning' ? 'notAsked' : 'asked')

export type CardFacts = {
  readonly state: AnswerState
  /** Whom it hits. */
  readonly divisionId: string
  /** That division houses the performance office: a deputy head of the group judges in its place. */
  readonly judgedByDeputy: boolean
  /** How many explanations were given, and by whom. */
  readonly answers: number
  readonly answeredBy: readonly string[]
}

const byHitDivision: Rule<CardFacts> = {
  code: 'not_hit_division',
  who: { zh: '记牌处处长、工作人员', en: 'Head or officer of the division it hit' },
  message: () => ({ zh: '须由记牌的处说明。', en: 'To be explained by the division it hit.' }),
  holds: ({ divisionId }, { actor }) => isOneOf(actor.post, divisionPosts) && actor.divisionId === divisionId,
}

const deputy = posts['leadingGroup.deputy']

/** The performance office judges; over the division that houses it, a deputy head of the leading group does. */
export const isJudge = (actor: Pick<Actor, 'post'>, judgedByDeputy: boolean): boolean =>
  judgedByDeputy ? actor.post === 'leadingGroup.deputy' : isOneOf(actor.post, performanceOffice)

/** Who sees explanations and withdraws cards. */
export const byJudge: Rule<CardFacts> = {
  code: 'not_judge_of_card',
  who: joinTexts(
    [
      { zh: '办绩效办', en: 'The performance office' },
      {
        zh: `记牌处为办绩效办所在处的，${deputy.zh}`,
        en: 'a deputy head of the leading group where it hit the division that houses the performance office',
      },
    ],
    '；',
    '; ',
  ),
  message: ({ judgedByDeputy }) =>
    judgedByDeputy
      ? {
          zh: `记牌处为办绩效办所在处，须由${deputy.zh}办理。`,
          en: 'To be done by a deputy head of the leading group.',
        }
      : { zh: '须由办绩效办办理。', en: 'To be done by the performance office.' },
  holds: ({ judgedByDeputy }, { actor }) => isJudge(actor, judgedByDeputy),
}

const notOwnAnswer: Rule<CardFacts> = {
  code: 'own_explanation',
  message: () => ({
    zh: '作出说明的人不得阅处自己的说明，也不得撤销该牌。',
    en: 'Whoever explained the card neither reads the explanation for the office nor withdraws the card.',
  }),
  holds: ({ answeredBy }, { actor }) => !isOwn(actor, ...answeredBy),
}

const notSupplemented: Rule<CardFacts> = {
  code: 'explained_twice',
  message: () => ({ zh: '已作说明和补充说明，不再补充。', en: 'It was explained and supplemented; no more is taken.' }),
  holds: ({ answers }) => answers < 2,
}

export type CardAction = 'answer' | 'supplement' | 'see' | 'withdraw'

/** What happens to a card besides firing and settling, here and nowhere else. */
export const cardTransitions: Record<CardAction, Transition<AnswerState, CardFacts>> = {
  answer: {
    label: { zh: '说明', en: 'Explain' },
    from: ['asked'],
    to: 'answered',
    basis: 'card.answer',
    requires: [byHitDivision],
  },
  supplement: {
    label: { zh: '补充说明', en: 'Supplement' },
    from: ['answered', 'seen'],
    to: 'answered',
    basis: 'card.supplement',
    requires: [byHitDivision, notSupplemented],
  },
  see: {
    label: { zh: '阅知', en: 'Read' },
    from: ['answered'],
    to: 'seen',
    basis: 'card.see',
    requires: [byJudge, notOwnAnswer],
  },
  withdraw: {
    label: { zh: '撤销', en: 'Withdraw' },
    from: ['notAsked', 'asked', 'answered', 'seen'],
    to: 'withdrawn',
    basis: 'card.withdraw',
    requires: [byJudge, notOwnAnswer],
  },
}

/** What the history shows of an explanation. */
export const answerFields = {
  explanation: { name: { zh: '说明', en: 'Explanation' } },
  files: { name: { zh: '附件', en: 'Files' } },
} as const
