import { isOneOf, isOwn, officeLeaders, performanceOffice, posts } from '#domain/kernel/actor.ts'
import { type Context, hasPost, type Rule, type States, type Transition } from '#domain/kernel/lifecycle.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'

/** A ticket (督办件): put on the register by the performance office, split among divisions, closed once all is done. */
export const ticketStates = {
  drafted: { zh: '拟立项', en: 'Being drafted' },
  proposed: { zh: '待审核立项', en: 'Awaiting approval' },
  registered: { zh: '已立项，待交办', en: 'Registered, to be assigned' },
  assigned: { zh: '办理中', en: 'Being dealt with' },
  done: { zh: '已办结，待销号', en: 'Done, to be closed' },
  closed: { zh: '已销号', en: 'Closed' },
  withdrawn: { zh: '已撤销', en: 'Withdrawn' },
} as const satisfies States<string>
export type TicketState = keyof typeof ticketStates
export const ticketStateNames = Object.keys(ticketStates) as [TicketState, ...TicketState[]]

/** The six steps of its life as the page draws them. */
export const ticketStages = {
  register: { zh: '立项', en: 'Registered' },
  assign: { zh: '交办', en: 'Assigned' },
  receive: { zh: '签收', en: 'Received' },
  feedBack: { zh: '办理反馈', en: 'Fed back' },
  finish: { zh: '办结', en: 'Done' },
  close: { zh: '销号', en: 'Closed' },
} as const satisfies Record<string, Text>
export type TicketStage = keyof typeof ticketStages
export const ticketStageNames = Object.keys(ticketStages) as [TicketStage, ...TicketStage[]]

/** What a ticket was opened from. */
export const ticketSources = {
  item: { zh: '评估事项', en: 'An item' },
  card: { zh: '预警、黄牌、红牌', en: 'A card' },
  meeting: { zh: '会议议定事项', en: 'A decision of a meeting' },
  instruction: { zh: '领导批示', en: "A leader's words" },
  finding: { zh: '检查发现的问题', en: 'A finding' },
  briefing: { zh: '专报批示', en: 'Words on a briefing' },
} as const satisfies Record<string, Text>
export type TicketSource = keyof typeof ticketSources
export const ticketSourceNames = Object.keys(ticketSources) as [TicketSource, ...TicketSource[]]

/** Sources that need whose words they are, of which day, and the words. */
export const hasWords = (source: TicketSource): boolean => source === 'meeting' || source === 'instruction'

/** 督办〔2025〕3号: a series of its own for each year. */
export const ticketNumber = (year: number, number: number): string => `督办〔${year}〕${number}号`

export type TicketFacts = {
  readonly state: TicketState
  readonly title: string
  readonly requirement: string
  readonly dueOn: string | null
  readonly source: TicketSource
  readonly sourceName: string
  readonly sourceOn: string | null
  readonly sourceWords: string
  /** The shares by division; exactly one leads. */
  readonly shares: readonly { readonly divisionId: string; readonly isLead: boolean }[]
  /** How many of them are not accepted as done. */
  readonly openShares: number
  readonly openedBy: string
  /** Everybody who fed back or handed in a share. */
  readonly fedBackBy: readonly string[]
  /** One of its divisions houses the performance office. */
  readonly judgedByDeputy: boolean
}

const whole: Rule<TicketFacts> = {
  code: 'ticket_incomplete',
  message: (facts) => {
    const missing = joinTexts(missingOf(facts))
    return { zh: `还没有填写：${missing.zh}。`, en: `Still missing: ${missing.en}.` }
  },
  holds: (facts) => missingOf(facts).length === 0,
}

/** What a draft still lacks before it can be registered. */
export function missingOf(facts: TicketFacts): Text[] {
  const leads = facts.shares.filter(({ isLead }) => isLead).length
  const twice = new Set(facts.shares.map(({ divisionId }) => divisionId)).size < facts.shares.length
  return [
    facts.title === '' && { zh: '督办事由', en: 'the subject' },
    facts.requirement === '' && { zh: '督办要求', en: 'what is required' },
    facts.dueOn === null && { zh: '办结期限', en: 'the due day' },
    leads !== 1 && { zh: '牵头处', en: 'the lead division' },
    twice && { zh: '各处只列一次', en: 'each division once only' },
    hasWords(facts.source) && facts.sourceName === '' && sourceNames[facts.source],
    hasWords(facts.source) && facts.sourceOn === null && { zh: '日期', en: 'the day' },
    hasWords(facts.source) && facts.sourceWords === '' && { zh: '原文', en: 'the words' },
  ].filter((one) => one !== false)
}

/** What the name of a source is called on the form. */
export const sourceNames = {
  item: { zh: '来源', en: 'source' },
  card: { zh: '来源', en: 'source' },
  meeting: { zh: '会议名称', en: 'the meeting' },
  instruction: { zh: '批示领导', en: 'the leader' },
  finding: { zh: '检查名称', en: 'the check' },
  briefing: { zh: '批示领导', en: 'the leader' },
} as const satisfies Record<TicketSource, Text>

const dueToCome: Rule<TicketFacts> = {
  code: 'past_day',
  message: () => ({ zh: '办结期限应在今天之后。', en: 'The due day must lie after today.' }),
  holds: ({ dueOn }, { today }) => dueOn === null || dueOn > today,
}

const needsApproval = ({ settings }: Context): boolean => settings['supervision.approveTickets']

const withoutApproval: Rule<TicketFacts> = {
  code: 'approval_needed',
  message: () => ({
    zh: '按本单位参数，立项须先报办领导审核。',
    en: "By the office's setting an office leader approves it first.",
  }),
  holds: (_facts, context) => !needsApproval(context),
}

const withApproval: Rule<TicketFacts> = {
  code: 'approval_not_needed',
  message: () => ({
    zh: '按本单位参数，立项不须审核，可直接立项。',
    en: "By the office's setting no approval is needed: register it.",
  }),
  holds: (_facts, context) => needsApproval(context),
}

const notOwnDraft: Rule<TicketFacts> = {
  code: 'own_draft',
  message: () => ({ zh: '拟立项的人不得审核自己的立项。', en: 'Whoever drafted it may not approve it.' }),
  holds: ({ openedBy }, { actor }) => !isOwn(actor, openedBy),
}

const allDone: Rule<TicketFacts> = {
  code: 'open_share',
  message: ({ openShares }) => ({
    zh: `还有${openShares}个处没有办结。`,
    en: `${openShares} of its divisions are not done.`,
  }),
  holds: ({ openShares }) => openShares === 0,
}

const head = posts['performanceOffice.head']
const deputy = posts['leadingGroup.deputy']

/** The head of the performance office closes; where its own division had a share, a deputy head of the group does. */
const closer: Rule<TicketFacts> = {
  code: 'not_closer',
  who: joinTexts(
    [
      head,
      {
        zh: `办绩效办所在处承办的，${deputy.zh}`,
        en: 'a deputy head of the leading group where the division that houses the performance office had a share',
      },
    ],
    '；',
    '; ',
  ),
  message: ({ judgedByDeputy }) =>
    judgedByDeputy
      ? { zh: `办绩效办所在处承办，须由${deputy.zh}销号。`, en: 'To be closed by a deputy head of the leading group.' }
      : { zh: `须由${head.zh}销号。`, en: 'To be closed by the head of the performance office.' },
  holds: ({ judgedByDeputy }, { actor }) =>
    actor.post === (judgedByDeputy ? 'leadingGroup.deputy' : 'performanceOffice.head'),
}

const notOwnFeedback: Rule<TicketFacts> = {
  code: 'own_feedback',
  message: () => ({
    zh: '反馈或报办结的人不得销号。',
    en: 'Whoever fed it back or handed it in may not close it.',
  }),
  holds: ({ fedBackBy }, { actor }) => !isOwn(actor, ...fedBackBy),
}

/** Who accepts or returns a share is checked at the share; the ticket follows. */
const anyJudge: Rule<TicketFacts> = {
  code: 'not_your_post',
  who: joinTexts([{ zh: '办绩效办', en: 'The performance office' }, deputy]),
  message: () => ({ zh: '须由办绩效办办理。', en: 'To be done by the performance office.' }),
  holds: (_facts, { actor }) => isOneOf(actor.post, [...performanceOffice, 'leadingGroup.deputy']),
}

const office = hasPost<TicketFacts>(performanceOffice)
const leader = hasPost<TicketFacts>(officeLeaders)

export type TicketAction =
  | 'save'
  | 'propose'
  | 'register'
  | 'approve'
  | 'decline'
  | 'assign'
  | 'complete'
  | 'resume'
  | 'close'
  | 'withdraw'

/** Every step of a ticket's life: who takes it, from where, on which basis. */
export const ticketTransitions: Record<TicketAction, Transition<TicketState, TicketFacts>> = {
  save: {
    label: { zh: '保存', en: 'Save' },
    from: ['drafted'],
    to: 'drafted',
    basis: 'supervision.open',
    requires: [office],
  },
  propose: {
    label: { zh: '报审立项', en: 'Send for approval' },
    from: ['drafted'],
    to: 'proposed',
    basis: 'supervision.open',
    requires: [office, whole, dueToCome, withApproval],
  },
  register: {
    label: { zh: '立项', en: 'Register' },
    from: ['drafted'],
    to: 'registered',
    basis: 'supervision.open',
    requires: [office, whole, dueToCome, withoutApproval],
  },
  approve: {
    label: { zh: '审核同意立项', en: 'Approve' },
    from: ['proposed'],
    to: 'registered',
    basis: 'supervision.approve',
    requires: [leader, notOwnDraft],
  },
  decline: {
    label: { zh: '退回修改', en: 'Send back' },
    from: ['proposed'],
    to: 'drafted',
    basis: 'supervision.approve',
    requires: [leader, notOwnDraft],
  },
  assign: {
    label: { zh: '交办', en: 'Assign' },
    from: ['registered'],
    to: 'assigned',
    basis: 'supervision.assign',
    requires: [office, dueToCome],
  },
  complete: {
    label: { zh: '各处均已办结', en: 'Every division is done' },
    from: ['assigned'],
    to: 'done',
    basis: 'supervision.accept',
    requires: [anyJudge, allDone],
  },
  resume: {
    label: { zh: '退回后继续办理', en: 'Taken up again' },
    from: ['done'],
    to: 'assigned',
    basis: 'supervision.accept',
    requires: [anyJudge],
  },
  close: {
    label: { zh: '销号', en: 'Close' },
    from: ['done'],
    to: 'closed',
    basis: 'supervision.close',
    requires: [closer, allDone, notOwnFeedback],
  },
  withdraw: {
    label: { zh: '撤销立项', en: 'Withdraw' },
    from: ['drafted', 'proposed', 'registered', 'assigned'],
    to: 'withdrawn',
    basis: 'supervision.withdraw',
    requires: [office],
  },
}

/** What the history shows of a ticket. */
export const ticketFields = {
  state: { name: { zh: '状态', en: 'State' } },
  number: { name: { zh: '编号', en: 'Number' } },
  title: { name: { zh: '督办事由', en: 'Subject' } },
  requirement: { name: { zh: '督办要求', en: 'Requirement' } },
  source: { name: { zh: '来源', en: 'Source' } },
  dueOn: { name: { zh: '办结期限', en: 'Due day' } },
  divisions: { name: { zh: '承办处', en: 'Divisions' } },
  division: { name: { zh: '承办处', en: 'Division' } },
  shareState: { name: { zh: '办理状态', en: 'State of the share' } },
  words: { name: { zh: '办理情况', en: 'What was done' } },
  percent: { name: { zh: '进度', en: 'Progress' } },
  files: { name: { zh: '附件', en: 'Files' } },
} as const
