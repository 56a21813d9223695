import { divisionPosts, isOneOf } from '#domain/kernel/actor.ts'
import type { Rule } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { onceADay } from '#domain/kernel/urge.ts'
import type { AmendmentRoute } from './amendmentRoute.ts'
import type { ItemContent } from './item.api.ts'

/** What a division says of a change that concerns it: it agrees, or it has something to say against it. */
export const amendmentAnswers = {
  agreed: { zh: '同意', en: 'Agrees' },
  objected: { zh: '有意见', en: 'Has remarks' },
} as const satisfies Record<string, Text>
export type AmendmentAnswer = keyof typeof amendmentAnswers

export const notAnswered: Text = { zh: '未答复', en: 'Not answered' }
export const answerLabel: Text = { zh: '答复变更', en: 'Answer on the change' }
export const replaceLabel: Text = { zh: '更改答复', en: 'Replace the answer' }
export const answerBasis = 'plan.answerChange'
export const receiveLabel: Text = { zh: '签收', en: 'Acknowledge' }
export const receiveBasis = 'plan.receiveChange'
export const urgeBasis = 'plan.urgeChange'

/**
 * The divisions that are asked of a change when it is laid before a leader: who coordinates the item and who shares it.
 * Persons and misprints are recorded and ask nobody.
 */
export function askedOf(
  { route, divisionId }: { readonly route: AmendmentRoute; readonly divisionId: string },
  { coordinatingDivisionId, coDivisions }: Pick<ItemContent, 'coordinatingDivisionId' | 'coDivisions'>,
): string[] {
  if (route === 'persons') return []
  const all = [coordinatingDivisionId ?? divisionId, ...coDivisions.map((one) => one.divisionId)]
  return [...new Set(all)].filter((id) => id !== divisionId)
}

/** The divisions that are told of a change that is in force: whose it is, and who was asked. */
export const toldOf = (...of: Parameters<typeof askedOf>): string[] =>
  of[0].route === 'persons' ? [] : [of[0].divisionId, ...askedOf(...of)]

type AnswerFacts = {
  readonly state: string
  /** This division was asked when the change was submitted. */
  readonly isAsked: boolean
  /** What it says now is what it said before. */
  readonly isSaidAlready?: boolean
}

const ofAskedDivision = {
  zh: '协调处、配合处处长',
  en: 'Heads of the coordinating and co-responsible divisions',
}

/** What a division answered; it may replace it as long as the change is before a leader. */
export type Answered = { readonly answer: AmendmentAnswer; readonly words: string }

/** Both say the same, or neither says anything. */
export const isSameAnswer = (one: Answered | null, other: Answered | null): boolean =>
  one?.answer === other?.answer && one?.words === other?.words

/** Conditions of an answer: the head of a division that was asked, while the change is before a leader. */
export const answerRules: readonly Rule<AnswerFacts>[] = [
  {
    code: 'not_asked',
    who: ofAskedDivision,
    message: () => ({
      zh: '由该事项的协调处、配合处处长答复。',
      en: 'For the heads of the divisions that coordinate or share the item.',
    }),
    holds: ({ isAsked }, { actor }) => isAsked && actor.post === 'division.head',
  },
  {
    code: 'not_before_leader',
    message: () => ({
      zh: '变更待审核同意期间才能答复。',
      en: 'An answer is given while the change is before the leader.',
    }),
    holds: ({ state }) => state === 'proposed',
  },
  {
    code: 'said_already',
    message: () => ({ zh: '与本处已作的答复相同。', en: 'That is what your division has answered already.' }),
    holds: ({ isSaidAlready = false }) => !isSaidAlready,
  },
]

/** What an answer lacks: whoever has something against a change says what. */
export const answerFault = (answer: AmendmentAnswer, words: string): Text | undefined =>
  answer === 'objected' && words.trim().length < 2
    ? { zh: '请写明意见。', en: 'Say what your division has against it.' }
    : undefined

/** Where the change stands in the answers: “1处同意，1处有意见，1处未答复”. */
export function sentenceOfAnswers(answers: readonly (AmendmentAnswer | null)[]): Text {
  const of = (asked: AmendmentAnswer | null) => answers.filter((one) => one === asked).length
  const counts = [
    [of('agreed'), amendmentAnswers.agreed],
    [of('objected'), amendmentAnswers.objected],
    [of(null), notAnswered],
  ] as const
  const said = counts.filter(([count]) => count > 0)
  return {
    zh: said.map(([count, { zh }]) => `${count}处${zh}`).join('，'),
    en: said.map(([count, { en }]) => `${en}: ${count}`).join(', '),
  }
}

type ReceiveFacts = {
  /** This division was told. */
  readonly isTold: boolean
  readonly isReceived: boolean
}

/** Conditions of a division's receipt of a change that is in force. */
export const receiveRules: readonly Rule<ReceiveFacts>[] = [
  {
    code: 'not_told',
    who: { zh: '被告知的处', en: 'Divisions that were told' },
    message: () => ({ zh: '由被告知的处签收。', en: 'For the divisions that were told.' }),
    holds: ({ isTold }, { actor }) => isTold && isOneOf(actor.post, divisionPosts),
  },
  {
    code: 'received_already',
    message: () => ({ zh: '本处已经签收。', en: 'Your division has received it already.' }),
    holds: ({ isReceived }) => !isReceived,
  },
]

/** A change before a leader waits for answers, one in force for receipts. */
export type UrgedAbout = 'answer' | 'receipt'
export const urgedAbout = (state: string): UrgedAbout | undefined =>
  state === 'proposed' ? 'answer' : state === 'applied' ? 'receipt' : undefined

type UrgeFacts = {
  readonly state: string
  /** This division was asked of the change, or told of it. */
  readonly isConcerned: boolean
  /** It has answered, or received it. */
  readonly isSettled: boolean
  readonly urgedOn: string | null
}

/** Conditions of urging one division: it is awaited, and is urged once a day. */
export const urgeRules: readonly Rule<UrgeFacts>[] = [
  {
    code: 'not_awaited',
    message: () => ({ zh: '现在没有等待该处答复或签收的事项。', en: 'Nothing is awaited from the division now.' }),
    holds: ({ state, isConcerned }) => urgedAbout(state) !== undefined && isConcerned,
  },
  {
    code: 'settled_already',
    message: ({ state }) =>
      state === 'proposed'
        ? { zh: '该处已经答复，不必催办。', en: 'The division has answered; there is nothing to urge.' }
        : { zh: '该处已经签收，不必催办。', en: 'The division has received it; there is nothing to urge.' },
    holds: ({ isSettled }) => !isSettled,
  },
  onceADay,
]
