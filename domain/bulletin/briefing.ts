import { isOneOf, leadingGroup, performanceOffice } from '#domain/kernel/actor.ts'
import { hasPost, type Rule, type States, type Transition } from '#domain/kernel/lifecycle.ts'

/** A briefing (专报) to the leading group: drafted and sent by the performance office, read by each of its members. */
export const briefingStates = {
  drafted: { zh: '拟稿', en: 'Drafted' },
  sent: { zh: '已报送', en: 'Sent' },
  withdrawn: { zh: '已作废', en: 'Withdrawn' },
} as const satisfies States<string>
export type BriefingState = keyof typeof briefingStates
export const briefingStateNames = Object.keys(briefingStates) as [BriefingState, ...BriefingState[]]

/** Results of other modules that the group is briefed on; a module that comes later adds its own. */
export const briefedKinds = {
  conformity: { zh: '市符合性验证结果', en: "Result of the city's verification" },
} as const
export type BriefedKind = keyof typeof briefedKinds
export const briefedKindNames = Object.keys(briefedKinds) as [BriefedKind, ...BriefedKind[]]

export type BriefingFacts = { readonly state: BriefingState; readonly draftedBy: string }

const drafter = hasPost<unknown>(performanceOffice, {
  zh: '专报由办绩效办拟稿。',
  en: 'Briefings are drafted by the performance office.',
})
const sender = hasPost<unknown>(['performanceOffice.head'], {
  zh: '专报须由办绩效办负责人报送。',
  en: 'Briefings are sent by the head of the performance office.',
})
const member = hasPost<unknown>(leadingGroup, {
  zh: '专报由领导小组成员阅。',
  en: 'Briefings are read by the members of the leading group.',
})
const recorder = hasPost<unknown>([...leadingGroup, ...performanceOffice], {
  zh: '批示由本人作出，或者由办绩效办代为登记。',
  en: 'Instructions are given by a member, or recorded by the performance office.',
})

export type BriefingAction = 'edit' | 'send' | 'withdraw' | 'read' | 'instruct' | 'openTicket'

export const briefingTransitions: Record<BriefingAction, Transition<BriefingState, BriefingFacts>> = {
  edit: {
    label: { zh: '修改专报', en: 'Change the briefing' },
    from: ['drafted'],
    to: 'drafted',
    basis: 'briefing.submit',
    requires: [drafter],
  },
  send: {
    label: { zh: '报送领导小组', en: 'Send to the leading group' },
    from: ['drafted'],
    to: 'sent',
    basis: 'briefing.submit',
    requires: [sender],
  },
  withdraw: {
    label: { zh: '作废', en: 'Withdraw' },
    from: ['drafted'],
    to: 'withdrawn',
    basis: 'briefing.submit',
    requires: [drafter],
  },
  read: {
    label: { zh: '已阅', en: 'Read' },
    from: ['sent'],
    to: 'sent',
    basis: 'briefing.read',
    requires: [member],
  },
  instruct: {
    label: { zh: '作批示', en: 'Give an instruction' },
    from: ['sent'],
    to: 'sent',
    basis: 'briefing.instruct',
    requires: [recorder],
  },
  openTicket: {
    label: { zh: '转为督办件', en: 'Turn into a ticket' },
    from: ['sent'],
    to: 'sent',
    basis: 'briefing.ticket',
    requires: [drafter],
  },
}

/** One reads a briefing once. */
export const notRead: Rule<{ readonly isReader: boolean; readonly isRead: boolean }> = {
  code: 'read_already',
  message: ({ isReader }) =>
    isReader
      ? { zh: '您已经阅过。', en: 'You have read it already.' }
      : { zh: '专报报送时您不在领导小组。', en: 'You were no member of the group when it was sent.' },
  holds: ({ isReader, isRead }) => isReader && !isRead,
}

type InstructionFacts = {
  readonly leaderId: string
  readonly isReader: boolean
  readonly hasScan: boolean
  readonly givenOn: string
  readonly sentOn: string
}
/** Conditions of recording an instruction: a member's own words, or those on paper with the scan. */
export const instructionRules: readonly Rule<InstructionFacts>[] = [
  {
    code: 'not_reader',
    message: () => ({ zh: '批示人须是收到本专报的领导小组成员。', en: 'Whose words they are was sent the briefing.' }),
    holds: ({ isReader }) => isReader,
  },
  {
    code: 'not_own_words',
    message: () => ({ zh: '领导小组成员只登记本人的批示。', en: 'A member records own words alone.' }),
    holds: ({ leaderId }, { actor }) => isOneOf(actor.post, performanceOffice) || actor.id === leaderId,
  },
  {
    code: 'scan_missing',
    message: () => ({ zh: '代为登记的，须附批示的扫描件。', en: 'Recorded for somebody, it needs the scan.' }),
    holds: ({ leaderId, hasScan }, { actor }) => hasScan || actor.id === leaderId,
  },
  {
    code: 'day_of_instruction',
    message: () => ({
      zh: '批示日期须在报送以后、今天以前（含当日）。',
      en: 'Its day lies between the sending and today.',
    }),
    holds: ({ givenOn, sentOn }, { today }) => givenOn >= sentOn && givenOn <= today,
  },
]

/** One ticket for one instruction. */
export const noTicketYet: Rule<{ readonly hasTicket: boolean }> = {
  code: 'ticket_exists',
  message: () => ({ zh: '该批示已经转为督办件。', en: 'There is a ticket of it already.' }),
  holds: ({ hasTicket }) => !hasTicket,
}

/** What the history shows of a briefing. */
export const briefingFields = {
  state: { name: { zh: '状态', en: 'State' } },
  title: { name: { zh: '标题', en: 'Title' } },
  words: { name: { zh: '正文', en: 'Text' } },
  sources: { name: { zh: '来源', en: 'Sources' } },
  leader: { name: { zh: '批示人', en: 'Whose words' } },
  instruction: { name: { zh: '批示', en: 'Instruction' } },
  scan: { name: { zh: '扫描件', en: 'Scan' } },
  ticket: { name: { zh: '督办件', en: 'Ticket' } },
} as const
