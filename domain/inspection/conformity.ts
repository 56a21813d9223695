import { divisionPosts, isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { hasPost, type Rule, type States, type Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'

/** The city verifies whether our data conform (Art. 32): its act; ours is to cooperate. */
export const conformityStates = {
  requested: { zh: '已收到要求', en: 'Requested' },
  preparing: { zh: '准备材料', en: 'Preparing materials' },
  sent: { zh: '材料已报送', en: 'Materials sent' },
  visited: { zh: '已现场核验', en: 'Visited' },
  resulted: { zh: '结果待跟进', en: 'Result to follow up' },
  closed: { zh: '已办结', en: 'Concluded' },
  withdrawn: { zh: '已撤销', en: 'Withdrawn' },
} as const satisfies States<string>
export type ConformityState = keyof typeof conformityStates
export const conformityStateNames = Object.keys(conformityStates) as [ConformityState, ...ConformityState[]]
/** It goes on: it stands among what is open. */
export const openConformityStates = ['requested', 'preparing', 'sent', 'visited', 'resulted'] as const

export const conformityResults = {
  conforming: { zh: '符合', en: 'Conforming' },
  partly: { zh: '部分符合', en: 'Partly conforming' },
  not: { zh: '不符合', en: 'Not conforming' },
} as const satisfies Record<string, Text>
export type ConformityResult = keyof typeof conformityResults
export const conformityResultNames = Object.keys(conformityResults) as [ConformityResult, ...ConformityResult[]]

export type ConformityFacts = {
  readonly state: ConformityState
  /** What was asked of divisions and what of it came. */
  readonly materials: number
  readonly handedIn: number
  readonly result: ConformityResult | null
}

const office = hasPost<ConformityFacts>(performanceOffice)

const allHandedIn: Rule<ConformityFacts> = {
  code: 'materials_awaited',
  message: ({ materials, handedIn }) =>
    materials === 0
      ? { zh: '还没有布置材料。', en: 'No materials have been asked for.' }
      : {
          zh: `还有${materials - handedIn}项材料没有交来。`,
          en: `${materials - handedIn} of the materials have not come.`,
        },
  holds: ({ materials, handedIn }) => materials > 0 && handedIn === materials,
}

export type ConformityAction = 'demand' | 'handIn' | 'send' | 'visit' | 'result' | 'close' | 'withdraw'

/** A verification from the city's request to the end of what followed. */
export const conformityTransitions: Record<ConformityAction, Transition<ConformityState, ConformityFacts>> = {
  demand: {
    label: { zh: '布置材料', en: 'Ask for material' },
    from: ['requested', 'preparing', 'sent', 'visited'],
    to: 'preparing',
    basis: 'conformity.demand',
    requires: [office],
  },
  handIn: {
    label: { zh: '提交材料', en: 'Hand in' },
    from: ['preparing'],
    to: 'preparing',
    basis: 'conformity.handIn',
    requires: [hasPost(divisionPosts)],
  },
  send: {
    label: { zh: '材料报市里', en: 'Send the materials' },
    from: ['preparing'],
    to: 'sent',
    basis: 'conformity.send',
    requires: [office, allHandedIn],
  },
  visit: {
    label: { zh: '登记现场核验', en: 'Record the visit' },
    from: ['requested', 'sent', 'visited'],
    to: 'visited',
    basis: 'conformity.visit',
    requires: [office],
  },
  result: {
    label: { zh: '登记结果', en: 'Record the result' },
    from: ['sent', 'visited'],
    to: 'resulted',
    basis: 'conformity.result',
    requires: [office],
  },
  close: {
    label: { zh: '办结', en: 'Conclude' },
    from: ['resulted'],
    to: 'closed',
    basis: 'conformity.close',
    requires: [office],
  },
  withdraw: {
    label: { zh: '撤销', en: 'Withdraw' },
    from: ['requested', 'preparing'],
    to: 'withdrawn',
    basis: 'conformity.withdraw',
    requires: [office],
  },
}

export type MaterialFacts = { readonly divisionId: string; readonly isHandedIn: boolean; readonly isSent: boolean }

/** Who hands in one material: an officer or the head of its division, and again until it is sent to the city. */
export const handInRules: readonly Rule<MaterialFacts>[] = [
  {
    code: 'not_of_division',
    who: { zh: '所要求的处', en: 'The division that was asked' },
    message: () => ({ zh: '须由所要求的处提交。', en: 'To be handed in by the division that was asked.' }),
    holds: ({ divisionId }, { actor }) => isOneOf(actor.post, divisionPosts) && actor.divisionId === divisionId,
  },
  {
    code: 'sent_already',
    message: () => ({ zh: '这项材料已报市里。', en: 'This material has been sent to the city.' }),
    holds: ({ isSent }) => !isSent,
  },
]

/** Whatever does not conform wholly needs words on what was done about it. */
export const followUpRules: readonly Rule<{ result: ConformityResult | null; followUp: string }>[] = [
  {
    code: 'follow_up_needed',
    message: () => ({
      zh: '结果不是“符合”的，须写明跟进情况。',
      en: 'Unless it conforms, what was done about it is to be said.',
    }),
    holds: ({ result, followUp }) => result === 'conforming' || followUp.trim().length >= 2,
  },
]

/** What the history shows of a verification. */
export const conformityFields = {
  state: { name: { zh: '状态', en: 'State' } },
  title: { name: { zh: '名称', en: 'Title' } },
  aspect: { name: { zh: '方面', en: 'Aspect' } },
  body: { name: { zh: '单位', en: 'Unit' } },
  document: { name: { zh: '来文', en: 'Document' } },
  requestedOn: { name: { zh: '收到日', en: 'Day' } },
  concerns: { name: { zh: '涉及指标', en: 'Indicators concerned' } },
  dueOn: { name: { zh: '期限', en: 'Due on' } },
  division: { name: { zh: '处', en: 'Division' } },
  material: { name: { zh: '材料', en: 'Material' } },
  handedIn: { name: { zh: '提交说明', en: 'Handed in' } },
  sentOn: { name: { zh: '报送日', en: 'Sent on' } },
  visitedOn: { name: { zh: '核验日', en: 'Day of the visit' } },
  visitors: { name: { zh: '核验人员', en: 'Who came' } },
  lookedAt: { name: { zh: '核验内容', en: 'What was looked at' } },
  result: { name: { zh: '结果', en: 'Result' } },
  resultWords: { name: { zh: '结果说明', en: 'Words of the result' } },
  resultDocument: { name: { zh: '结果文件', en: 'Document of the result' } },
  followUp: { name: { zh: '跟进情况', en: 'What was done' } },
  files: { name: { zh: '附件', en: 'Files' } },
} as const
