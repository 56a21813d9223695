import { divisionPosts, isOneOf, isOwn, performanceOffice } from '#domain/kernel/actor.ts'
import { hasPost, type Rule, type States, type Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { byJudge } from './check.ts'
import { confidencePercent, type Interval, intervalOf } from './sampleInterval.ts'

/** The office's own check of its data by a random sample of signed values (Art. 32). */
export const selfCheckStates = {
  drawn: { zh: '已抽样', en: 'Drawn' },
  asked: { zh: '核实中', en: 'Being checked' },
  concluded: { zh: '已办结', en: 'Concluded' },
  withdrawn: { zh: '已撤销', en: 'Withdrawn' },
} as const satisfies States<string>
export type SelfCheckState = keyof typeof selfCheckStates
export const selfCheckStateNames = Object.keys(selfCheckStates) as [SelfCheckState, ...SelfCheckState[]]
/** It goes on: it stands among what is open. */
export const openSelfCheckStates = ['drawn', 'asked'] as const

/** How a sample is drawn from its seed. A method keeps its name for ever; another way gets another name. */
export const sampleMethods = {
  'sha256-seed-submission': {
    zh: '对每条数据计算SHA-256（种子:填报编号），按结果从小到大排列，取前n条',
    en: 'SHA-256 of “seed:id of the submission” for each value, in ascending order, the first n',
  },
} as const satisfies Record<string, Text>
export type SampleMethod = keyof typeof sampleMethods
export const sampleMethodNames = Object.keys(sampleMethods) as [SampleMethod, ...SampleMethod[]]
export const currentMethod: SampleMethod = 'sha256-seed-submission'

/** The most values of one sample: they are judged one by one. */
export const mostSampled = 500

export const valueJudgements = {
  consistent: { zh: '一致', en: 'Consistent' },
  inconsistent: { zh: '不一致', en: 'Inconsistent' },
  notProvable: { zh: '无法核实', en: 'Not provable' },
} as const satisfies Record<string, Text>
export type ValueJudgement = keyof typeof valueJudgements
export const valueJudgementNames = Object.keys(valueJudgements) as [ValueJudgement, ...ValueJudgement[]]

export type SelfCheckFacts = {
  readonly state: SelfCheckState
  readonly values: number
  readonly judged: number
  /** Values for which nothing was handed in with the data: evidence is asked for. */
  readonly withoutEvidence: number
}

const office = hasPost<SelfCheckFacts>(performanceOffice)

const nothingJudged: Rule<SelfCheckFacts> = {
  code: 'judged_already',
  message: () => ({
    zh: '已有数据判定，不能撤销；可另行抽样，两次都保留。',
    en: 'Some values are judged: it cannot be withdrawn. Another sample can be drawn; both stay.',
  }),
  holds: ({ judged }) => judged === 0,
}

const evidenceMissing: Rule<SelfCheckFacts> = {
  code: 'evidence_complete',
  message: () => ({
    zh: '抽中的数据填报时都已附佐证材料，无需再要。',
    en: 'All values drawn came with evidence: nothing is asked twice.',
  }),
  holds: ({ withoutEvidence }) => withoutEvidence > 0,
}

const allJudged: Rule<SelfCheckFacts> = {
  code: 'values_unjudged',
  message: ({ values, judged }) => ({
    zh: `还有${values - judged}项没有判定。`,
    en: `${values - judged} values are not judged yet.`,
  }),
  holds: ({ values, judged }) => judged === values,
}

export type SelfCheckAction = 'ask' | 'evidence' | 'judge' | 'conclude' | 'withdraw'

/** A self-check from the drawing to its result. */
export const selfCheckTransitions: Record<SelfCheckAction, Transition<SelfCheckState, SelfCheckFacts>> = {
  ask: {
    label: { zh: '要求佐证材料', en: 'Ask for evidence' },
    from: ['drawn'],
    to: 'asked',
    basis: 'selfCheck.ask',
    requires: [office, evidenceMissing],
  },
  evidence: {
    label: { zh: '提交佐证', en: 'Hand in evidence' },
    from: ['asked'],
    to: 'asked',
    basis: 'selfCheck.evidence',
    requires: [hasPost(divisionPosts)],
  },
  judge: {
    label: { zh: '判定', en: 'Judge' },
    from: ['drawn', 'asked'],
    to: 'asked',
    orBackTo: ['drawn'],
    basis: 'selfCheck.judge',
    requires: [hasPost([...performanceOffice, 'leadingGroup.deputy'])],
  },
  conclude: {
    label: { zh: '办结', en: 'Conclude' },
    from: ['drawn', 'asked'],
    to: 'concluded',
    basis: 'selfCheck.conclude',
    requires: [office, allJudged],
  },
  withdraw: {
    label: { zh: '撤销', en: 'Withdraw' },
    from: ['drawn', 'asked'],
    to: 'withdrawn',
    basis: 'selfCheck.withdraw',
    requires: [office, nothingJudged],
  },
}

export type ValueFacts = {
  readonly forHouse: boolean
  /** Whoever entered, signed or accepted the value. */
  readonly involved: readonly string[]
  readonly hasEvidence: boolean
  /** The day by which evidence was asked for; null before. */
  readonly evidenceBy: string | null
}

/** Who judges one value of a sample, and when. */
export const judgeValueRules: readonly Rule<ValueFacts>[] = [
  byJudge,
  {
    code: 'own_value',
    who: { zh: '未填报、签字、接收该数据的人', en: 'Somebody who neither entered, signed nor accepted the value' },
    message: () => ({
      zh: '填报、签字或接收该数据的人不得判定。',
      en: 'Whoever entered, signed or accepted the value does not judge it.',
    }),
    holds: ({ involved }, { actor }) => !isOwn(actor, ...involved),
  },
  {
    code: 'evidence_awaited',
    message: () => ({
      zh: '还没有佐证材料，提交期限未过。',
      en: 'There is no evidence yet, and its day has not passed.',
    }),
    holds: ({ hasEvidence, evidenceBy }, { today }) => hasEvidence || (evidenceBy !== null && evidenceBy < today),
  },
]

export type EvidenceFacts = { readonly divisionId: string; readonly hasEvidence: boolean; readonly isJudged: boolean }

/** Who hands in evidence for one value: its division, as long as it is not judged; nothing is asked twice. */
export const evidenceRules: readonly Rule<EvidenceFacts>[] = [
  {
    code: 'not_of_division',
    who: { zh: '数据的责任处', en: 'The responsible division of the value' },
    message: () => ({ zh: '须由数据的责任处提交。', en: 'To be handed in by the responsible division.' }),
    holds: ({ divisionId }, { actor }) => isOneOf(actor.post, divisionPosts) && actor.divisionId === divisionId,
  },
  {
    code: 'evidence_there',
    message: () => ({ zh: '这项数据已有佐证材料。', en: 'There is evidence for this value already.' }),
    holds: ({ hasEvidence }) => !hasEvidence,
  },
  {
    code: 'value_judged',
    message: () => ({ zh: '这项数据已判定。', en: 'This value has been judged.' }),
    holds: ({ isJudged }) => !isJudged,
  },
]

/** How many values were drawn, and what was found. */
export type SampleTally = {
  readonly population: number
  readonly drawn: number
  readonly judged: number
  readonly inconsistent: number
  readonly notProvable: number
}

/** What the sample says, in one sentence; values that could not be proved are said apart. */
export function tallySentence({ drawn, judged, inconsistent, notProvable }: SampleTally): Text {
  if (judged < drawn)
    return { zh: `抽取${drawn}项，已判定${judged}项。`, en: `${drawn} drawn, ${judged} of them judged.` }
  const unproved = {
    zh: notProvable > 0 ? `；另有${notProvable}项无法核实` : '',
    en: notProvable > 0 ? `; ${notProvable} could not be proved` : '',
  }
  return {
    zh: `已抽查${drawn}项，${inconsistent}项不一致${unproved.zh}。`,
    en: `${drawn} checked, ${inconsistent} inconsistent${unproved.en}.`,
  }
}

/** What the sample says of all values it was drawn from; undefined before every value is judged. */
export const intervalOfTally = ({ population, drawn, judged, inconsistent }: SampleTally): Interval | undefined =>
  judged < drawn ? undefined : intervalOf({ population, drawn, hits: inconsistent })

/** The interval in words, with its method named. */
export function intervalSentence({ population, notProvable }: SampleTally, { from, to }: Interval): Text {
  const rate = (n: number) => `${((n / population) * 100).toFixed(1)}%`
  const apart = notProvable > 0
  return {
    zh: `按超几何分布精确区间（Clopper–Pearson法，置信度${confidencePercent}%）推断，全部${population}项中不一致的在${from}至${to}项之间（${rate(from)}至${rate(to)}）。${apart ? '无法核实的未计入不一致。' : ''}`,
    en: `By the exact hypergeometric interval (after Clopper and Pearson, ${confidencePercent} % confidence), between ${from} and ${to} of all ${population} values are inconsistent (${rate(from)} to ${rate(to)}).${apart ? ' Values that could not be proved are not counted as inconsistent.' : ''}`,
  }
}

/** What the history shows of a self-check. */
export const selfCheckFields = {
  state: { name: { zh: '状态', en: 'State' } },
  title: { name: { zh: '名称', en: 'Title' } },
  scope: { name: { zh: '范围', en: 'Scope' } },
  seed: { name: { zh: '种子', en: 'Seed' } },
  method: { name: { zh: '抽样方法', en: 'Method' } },
  population: { name: { zh: '总体', en: 'Population' } },
  size: { name: { zh: '样本量', en: 'Size' } },
  evidenceBy: { name: { zh: '佐证期限', en: 'Evidence by' } },
  value: { name: { zh: '数据', en: 'Value' } },
  evidence: { name: { zh: '佐证说明', en: 'Evidence' } },
  judgement: { name: { zh: '判定', en: 'Judgement' } },
  words: { name: { zh: '说明', en: 'Words' } },
  outcome: { name: { zh: '处理方式', en: 'Outcome' } },
  result: { name: { zh: '结果', en: 'Result' } },
  files: { name: { zh: '附件', en: 'Files' } },
} as const
