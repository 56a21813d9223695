import { dayText } from '#domain/calendar/workingDays.ts'
import { type Actor, isOneOf, isOwn, performanceOffice, personsOf, posts } from '#domain/kernel/actor.ts'
import { type Context, hasPost, type Rule, type Transition } from '#domain/kernel/lifecycle.ts'
import { joinTexts } from '#domain/kernel/text.ts'
import { type OrderState, owedStates, type Target } from './orderStates.ts'

export type OrderFacts = {
  readonly state: OrderState
  readonly target: Target
  /** The division it is addressed to, or that of the person. */
  readonly divisionId: string
  readonly personId: string | null
  readonly draftedBy: string
  readonly checkedBy: string | null
  /** Whoever answered, in whatever round. */
  readonly answeredBy: readonly string[]
  /** That division houses the performance office: a deputy head of the group verifies in its place. */
  readonly judgedByDeputy: boolean
  /** Who holds a post of that division today, under whichever post they act now. */
  readonly ofDivision: readonly string[]
  readonly dueOn: string
  /** A longer time is asked for and not decided. */
  readonly isExtensionAsked: boolean
  readonly extensionAskedBy: string | null
}

/** Whether the person who acts, or in whose place, is the one an order is addressed to. */
export const isConcerned = (actor: Pick<Actor, 'id' | 'standsInFor'>, personId: string | null): boolean =>
  personId !== null && personsOf(actor).includes(personId)

const notConcerned: Rule<OrderFacts> = {
  code: 'concerned',
  message: () => ({
    zh: '事关本人，应当回避。',
    en: 'It is about you: somebody else sees to it.',
  }),
  holds: ({ personId }, { actor }) => !isConcerned(actor, personId),
}

const drafter = hasPost<unknown>(performanceOffice, {
  zh: '整改通知由办绩效办拟稿、核稿。',
  en: 'Orders are drafted and checked by the performance office.',
})
const issuer = hasPost<unknown>(['performanceOffice.head'], {
  zh: '整改通知须由办绩效办负责人签发。',
  en: 'Orders are issued by the head of the performance office.',
})

const notOwnDraft: Rule<OrderFacts> = {
  code: 'own_draft',
  message: () => ({ zh: '拟稿人不得核自己的稿。', en: 'Whoever drafted it may not check it.' }),
  holds: ({ draftedBy }, { actor }) => !isOwn(actor, draftedBy),
}
const notOwnIssue: Rule<OrderFacts> = {
  code: 'own_draft',
  message: () => ({ zh: '拟稿人不得签发自己的稿。', en: 'Whoever drafted it may not issue it.' }),
  holds: ({ draftedBy }, { actor }) => !isOwn(actor, draftedBy),
}
const dueToCome: Rule<OrderFacts> = {
  code: 'due_day_past',
  message: ({ dueOn }) => {
    const { zh, en } = dayText(dueOn)
    return {
      zh: `整改期限${zh}不在今天之后，请修改期限后再签发。`,
      en: `The due day, ${en}, is not after today: change it first.`,
    }
  },
  holds: ({ dueOn }, { today }) => dueOn > today,
}

/** The head of the division, or the person: nobody in their place where it is addressed to the person. */
export const isAddressee = (
  { target, divisionId, personId }: Pick<OrderFacts, 'target' | 'divisionId' | 'personId'>,
  { actor }: Pick<Context, 'actor'>,
): boolean =>
  target === 'person'
    ? actor.id === personId && actor.standsInFor === undefined
    : actor.post === 'division.head' && actor.divisionId === divisionId

const addressee: Rule<OrderFacts> = {
  code: 'not_addressee',
  who: { zh: '被责令整改的处的处长，或者本人', en: 'The head of the division it is addressed to, or the person' },
  message: ({ target }) =>
    target === 'person'
      ? { zh: '须由本人办理。', en: 'To be done by the person it is addressed to.' }
      : { zh: '须由被责令整改的处的处长办理。', en: 'To be done by the head of the division it is addressed to.' },
  holds: isAddressee,
}

const deputy = posts['leadingGroup.deputy']
const verifier: Rule<OrderFacts> = {
  code: 'not_verifier',
  who: joinTexts(
    [
      { zh: '办绩效办', en: 'The performance office' },
      {
        zh: `办绩效办所在处的，${deputy.zh}`,
        en: 'a deputy head of the leading group for the division that houses it',
      },
    ],
    '；',
    '; ',
  ),
  message: ({ judgedByDeputy }) =>
    judgedByDeputy
      ? {
          zh: `办绩效办所在处的整改，须由${deputy.zh}核验。`,
          en: 'To be verified by a deputy head of the leading group.',
        }
      : { zh: '须由办绩效办核验。', en: 'To be verified by the performance office.' },
  holds: ({ judgedByDeputy }, { actor }) =>
    judgedByDeputy ? actor.post === 'leadingGroup.deputy' : isOneOf(actor.post, performanceOffice),
}

/** Neither who answered nor anybody of the division that answered, under whichever post. */
const independent: Rule<OrderFacts> = {
  code: 'not_independent',
  message: () => ({
    zh: '须由他人核验：答复人、被整改处的人员不得核验。',
    en: 'Somebody else verifies: neither who answered nor anybody of that division.',
  }),
  holds: ({ answeredBy, ofDivision, personId }, { actor }) =>
    !isOwn(actor, ...answeredBy) && !isOwn(actor, ...ofDivision) && !isConcerned(actor, personId),
}

const noExtensionAsked: Rule<OrderFacts> = {
  code: 'extension_asked',
  message: () => ({ zh: '延期申请还没有答复。', en: 'A longer time is asked for and not decided yet.' }),
  holds: ({ isExtensionAsked }) => !isExtensionAsked,
}
const extensionAsked: Rule<OrderFacts> = {
  code: 'no_extension_asked',
  message: () => ({ zh: '没有待答复的延期申请。', en: 'No longer time is asked for.' }),
  holds: ({ isExtensionAsked }) => isExtensionAsked,
}
const notOwnExtension: Rule<OrderFacts> = {
  code: 'own_extension',
  message: () => ({ zh: '申请人不得审核自己的延期申请。', en: 'Nobody decides on what they asked for themselves.' }),
  holds: ({ extensionAskedBy, ofDivision, personId }, { actor }) =>
    !isOwn(actor, extensionAskedBy, personId) && !isOwn(actor, ...ofDivision),
}

/** Who decides on a longer time: the head of the performance office, for the division that houses it a deputy. */
const extender: Rule<OrderFacts> = {
  code: 'not_extender',
  who: joinTexts([posts['performanceOffice.head'], verifier.who ?? posts['leadingGroup.deputy']]),
  message: ({ judgedByDeputy }) =>
    judgedByDeputy
      ? { zh: `须由${deputy.zh}审核。`, en: 'To be decided by a deputy head of the leading group.' }
      : { zh: '须由办绩效办负责人审核。', en: 'To be decided by the head of the performance office.' },
  holds: ({ judgedByDeputy }, { actor }) =>
    actor.post === (judgedByDeputy ? 'leadingGroup.deputy' : 'performanceOffice.head'),
}

export type OrderAction =
  | 'edit'
  | 'check'
  | 'return'
  | 'issue'
  | 'receive'
  | 'answer'
  | 'close'
  | 'reject'
  | 'askExtension'
  | 'extend'
  | 'refuseExtension'
  | 'withdraw'

const toReceived = 'received' as const

export const orderTransitions: Record<OrderAction, Transition<OrderState, OrderFacts>> = {
  edit: {
    label: { zh: '修改', en: 'Change' },
    from: ['drafted'],
    to: 'drafted',
    basis: 'rectification.draft',
    requires: [drafter, notConcerned],
  },
  check: {
    label: { zh: '核稿', en: 'Check' },
    from: ['drafted'],
    to: 'checked',
    basis: 'rectification.check',
    requires: [drafter, notConcerned, notOwnDraft],
  },
  return: {
    label: { zh: '退回修改', en: 'Return' },
    from: ['checked'],
    to: 'drafted',
    basis: 'rectification.return',
    requires: [drafter, notConcerned],
  },
  issue: {
    label: { zh: '签发', en: 'Issue' },
    from: ['checked'],
    to: 'issued',
    basis: 'rectification.issue',
    requires: [issuer, notConcerned, notOwnIssue, dueToCome],
  },
  receive: {
    label: { zh: '签收', en: 'Receive' },
    from: ['issued'],
    to: 'received',
    basis: 'rectification.receive',
    requires: [addressee],
  },
  answer: {
    label: { zh: '答复整改情况', en: 'Answer' },
    from: ['received'],
    to: 'answered',
    basis: 'rectification.answer',
    requires: [addressee],
  },
  close: {
    label: { zh: '核验销号', en: 'Verify and close' },
    from: ['answered'],
    to: 'closed',
    basis: 'rectification.verify',
    requires: [verifier, independent],
  },
  reject: {
    label: { zh: '核验不通过', en: 'Reject' },
    from: ['answered'],
    to: toReceived,
    basis: 'rectification.verify',
    requires: [verifier, independent],
  },
  askExtension: {
    label: { zh: '申请延期', en: 'Ask for more time' },
    from: ['received'],
    to: toReceived,
    basis: 'rectification.extend',
    requires: [addressee, noExtensionAsked],
  },
  extend: {
    label: { zh: '同意延期', en: 'Give more time' },
    from: ['received'],
    to: toReceived,
    basis: 'rectification.extend',
    requires: [extender, extensionAsked, notOwnExtension],
  },
  refuseExtension: {
    label: { zh: '不同意延期', en: 'Refuse more time' },
    from: ['received'],
    to: toReceived,
    basis: 'rectification.extend',
    requires: [extender, extensionAsked, notOwnExtension],
  },
  withdraw: {
    label: { zh: '撤销', en: 'Withdraw' },
    from: ['drafted', 'checked', ...owedStates],
    to: 'withdrawn',
    basis: 'rectification.withdraw',
    requires: [drafter, notConcerned],
  },
}

/** Whether the day has passed while it still waits for whoever it is addressed to. */
export const isOverdue = ({ state, dueOn }: Pick<OrderFacts, 'state' | 'dueOn'>, today: string): boolean =>
  (owedStates as readonly OrderState[]).includes(state) && dueOn < today

/** What the history shows of an order. Of one that is addressed to a person the words are sensitive. */
export const orderFields = {
  state: { name: { zh: '状态', en: 'State' } },
  target: { name: { zh: '责令对象', en: 'Addressed to' } },
  ground: { name: { zh: '事由', en: 'Ground' } },
  source: { name: { zh: '发现于', en: 'Found in' } },
  title: { name: { zh: '问题', en: 'Matter' } },
  finding: { name: { zh: '情况', en: 'Finding' } },
  article: { name: { zh: '未履行的条款', en: 'Article not kept' } },
  requirement: { name: { zh: '整改要求', en: 'Requirement' } },
  dueOn: { name: { zh: '整改期限', en: 'Due day' } },
  files: { name: { zh: '附件', en: 'Files' } },
  number: { name: { zh: '编号', en: 'Number' } },
  measures: { name: { zh: '整改措施', en: 'Measures' } },
  result: { name: { zh: '完成情况', en: 'What was done' } },
  noEvidence: { name: { zh: '无佐证材料的理由', en: 'Why there is no evidence' } },
  verdict: { name: { zh: '核验意见', en: 'Verification' } },
  askedUntil: { name: { zh: '申请延至', en: 'Asked until' } },
  words: { name: { zh: '理由', en: 'Reason' } },
} as const
/** In the history of an order to a person only these are said in words. */
export const plainForPersons: readonly (keyof typeof orderFields)[] = ['state', 'dueOn', 'askedUntil']
