import { dayText } from '#domain/calendar/workingDays.ts'
import { divisionPosts, isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { type Context, hasPost, type Rule, type States, type Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'

/** What a collecting unit, or the city's performance office, says of an item (Art. 9, 13). */
export const opinionStates = {
  recorded: { zh: '待答复', en: 'To be answered' },
  answered: { zh: '已拟答复，待转送', en: 'Answered, to be sent on' },
  sent: { zh: '已转送答复', en: 'Answer sent' },
  followedUp: { zh: '已跟进办结', en: 'Followed up' },
  noAnswerNeeded: { zh: '无需答复', en: 'No answer needed' },
} as const satisfies States<string>
export type OpinionState = keyof typeof opinionStates
export const opinionStateNames = Object.keys(opinionStates) as [OpinionState, ...OpinionState[]]
/** Nobody has seen to it yet: it stands on the board. */
export const openOpinionStates = ['recorded', 'answered'] as const satisfies readonly OpinionState[]

/** How an opinion came, how an answer went, how a contact was made. */
export const opinionWays = {
  letter: { zh: '公文', en: 'Official letter' },
  officeAutomation: { zh: 'OA', en: 'Office automation' },
  citySystem: { zh: '市绩效系统', en: 'City system' },
  mail: { zh: '邮件', en: 'Mail' },
  phone: { zh: '电话', en: 'Telephone' },
  meeting: { zh: '当面、会议', en: 'In person' },
} as const satisfies Record<string, Text>
export type OpinionWay = keyof typeof opinionWays
export const opinionWayNames = Object.keys(opinionWays) as [OpinionWay, ...OpinionWay[]]

/** The divisions of an item, or of the one duty or report that it is about. */
export type Chain = {
  readonly responsibleDivisionId: string | null
  readonly coordinatingDivisionId: string | null
}

export type OpinionFacts = Chain & {
  readonly state: OpinionState
  readonly dueOn: string | null
  readonly notedAt: string | null
}

const isOffice = ({ actor }: Context): boolean => isOneOf(actor.post, performanceOffice)
const isIn = ({ actor }: Context, divisionId: string | null): boolean =>
  isOneOf(actor.post, divisionPosts) && actor.divisionId !== null && actor.divisionId === divisionId

const coordinates: Rule<Chain> = {
  code: 'not_coordinating',
  who: { zh: '事项的协调处、办绩效办', en: 'The coordinating division of the item, the performance office' },
  message: () => ({
    zh: '须由这一事项的协调处或办绩效办办理。',
    en: 'To be done by the coordinating division of this item or the performance office.',
  }),
  holds: ({ coordinatingDivisionId }, context) => isOffice(context) || isIn(context, coordinatingDivisionId),
}

const answers: Rule<Chain> = {
  code: 'not_responsible',
  who: { zh: '事项的责任处', en: 'The responsible division of the item' },
  message: () => ({
    zh: '答复由这一事项的责任处拟写。',
    en: 'The responsible division of this item writes the answer.',
  }),
  holds: ({ responsibleDivisionId }, context) => isIn(context, responsibleDivisionId),
}

const inChain: Rule<Chain> = {
  code: 'not_in_chain',
  who: { zh: '事项的责任处、协调处、办绩效办', en: 'The divisions of the item, the performance office' },
  message: () => ({
    zh: '须由这一事项的责任处、协调处或办绩效办办理。',
    en: 'To be done by a division of this item or the performance office.',
  }),
  holds: ({ responsibleDivisionId, coordinatingDivisionId }, context) =>
    isOffice(context) || isIn(context, coordinatingDivisionId) || isIn(context, responsibleDivisionId),
}

/** Who records an opinion or a contact: whoever speaks with the unit, or the performance office. */
export const recordRules: readonly Rule<Chain>[] = [coordinates]

export type ContactFacts = Chain & {
  readonly isWithdrawn: boolean
  readonly isKept: boolean
  readonly promised: string
}

const stands: Rule<ContactFacts> = {
  code: 'withdrawn_already',
  message: () => ({ zh: '这条沟通记录已撤回或已更正。', en: 'This contact has been withdrawn or corrected.' }),
  holds: ({ isWithdrawn }) => !isWithdrawn,
}

const promiseWaits: Rule<ContactFacts> = {
  code: 'nothing_promised',
  message: () => ({ zh: '没有待落实的约定。', en: 'No promise is waiting to be kept.' }),
  holds: ({ promised, isKept }) => promised !== '' && !isKept,
}

/** A contact that was recorded wrongly is withdrawn or corrected with a reason; what was written stays readable. */
export const withdrawContactRules: readonly Rule<ContactFacts>[] = [coordinates, stands]

/** What was promised in a contact has been kept. */
export const keepPromiseRules: readonly Rule<ContactFacts>[] = [coordinates, stands, promiseWaits]

const notYetNoted: Rule<OpinionFacts> = {
  code: 'noted_already',
  message: () => ({ zh: '已经阅知。', en: 'It has been marked as read.' }),
  holds: ({ notedAt }) => notedAt === null,
}

/** The performance office marks an opinion as read, whatever its state. */
export const noteRules: readonly Rule<OpinionFacts>[] = [hasPost(performanceOffice), notYetNoted]

export type OpinionAction = 'answer' | 'send' | 'followUp' | 'waive' | 'reopen'
export const opinionTransitions: Record<OpinionAction, Transition<OpinionState, OpinionFacts>> = {
  answer: {
    label: { zh: '拟写答复', en: 'Write the answer' },
    from: ['recorded', 'answered'],
    to: 'answered',
    basis: 'opinion.answer',
    requires: [answers],
  },
  send: {
    label: { zh: '转送答复', en: 'Send the answer on' },
    from: ['answered'],
    to: 'sent',
    basis: 'opinion.feedBack',
    requires: [coordinates],
  },
  followUp: {
    label: { zh: '跟进办结', en: 'Followed up' },
    from: ['recorded', 'answered'],
    to: 'followedUp',
    basis: 'opinion.feedBack',
    requires: [inChain],
  },
  waive: {
    label: { zh: '无需答复', en: 'No answer needed' },
    from: ['recorded', 'answered'],
    to: 'noAnswerNeeded',
    basis: 'opinion.feedBack',
    requires: [coordinates],
  },
  reopen: {
    label: { zh: '重新办理', en: 'Reopen' },
    from: ['sent', 'followedUp', 'noAnswerNeeded'],
    to: 'recorded',
    basis: 'opinion.feedBack',
    requires: [hasPost(performanceOffice)],
  },
}

/** Unanswered past its day: it stands out on the board. */
export const isOverdue = ({ state, dueOn }: Pick<OpinionFacts, 'state' | 'dueOn'>, today: string): boolean =>
  openOpinionStates.some((open) => open === state) && dueOn !== null && dueOn < today

type Fault = { readonly path: string; readonly message: Text }

/** A day on which something came, went or was said: not in the future, and not before another. */
export function dayFaults(path: string, on: string, today: string, notBefore?: string): Fault[] {
  if (on > today) return [{ path, message: { zh: '不能晚于今天。', en: 'Not after today.' } }]
  if (notBefore === undefined || on >= notBefore) return []
  const day = dayText(notBefore)
  return [{ path, message: { zh: `不能早于${day.zh}。`, en: `Not before ${day.en}.` } }]
}

/** What the history shows of an opinion and of a contact. */
export const opinionFields = {
  state: { name: { zh: '状态', en: 'State' } },
  body: { name: { zh: '来自', en: 'From' } },
  receivedOn: { name: { zh: '收到日', en: 'Received on' } },
  way: { name: { zh: '方式', en: 'Way' } },
  words: { name: { zh: '意见', en: 'Opinion' } },
  answer: { name: { zh: '答复', en: 'Answer' } },
  answerWay: { name: { zh: '答复方式', en: 'How it was answered' } },
  answerSentOn: { name: { zh: '答复日', en: 'Answered on' } },
  dueOn: { name: { zh: '答复期限', en: 'To be answered by' } },
  outcome: { name: { zh: '跟进结果', en: 'What was done' } },
  files: { name: { zh: '附件', en: 'Files' } },
} as const

export const contactFields = {
  body: { name: { zh: '单位', en: 'Unit' } },
  contactOn: { name: { zh: '沟通日', en: 'Day' } },
  way: { name: { zh: '方式', en: 'Way' } },
  who: { name: { zh: '我办', en: 'For the office' } },
  withWhom: { name: { zh: '对方', en: 'With whom' } },
  gist: { name: { zh: '要点', en: 'Gist' } },
  promised: { name: { zh: '约定', en: 'Promised' } },
  promisedUntil: { name: { zh: '约定期限', en: 'Promised until' } },
  outcome: { name: { zh: '落实情况', en: 'What was done' } },
  files: { name: { zh: '附件', en: 'Files' } },
} as const
