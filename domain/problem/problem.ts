import { divisionPosts, isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { type Context, hasPost, type Rule, type States, type Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'

/** What a problem is of; those of reporting are the regulation's own (Art. 31). */
export const problemKinds = {
  reporting: { zh: '报送', en: 'Reporting' },
  progress: { zh: '推进', en: 'Progress' },
  system: { zh: '系统', en: 'System' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Text>
export type ProblemKind = keyof typeof problemKinds
export const problemKindNames = Object.keys(problemKinds) as [ProblemKind, ...ProblemKind[]]

/** What goes wrong, from whoever finds it until it is solved (Art. 31). */
export const problemStates = {
  raised: { zh: '待明确承办', en: 'To be assigned' },
  owned: { zh: '办理中', en: 'Being worked on' },
  solved: { zh: '已解决', en: 'Solved' },
} as const satisfies States<string>
export type ProblemState = keyof typeof problemStates
export const problemStateNames = Object.keys(problemStates) as [ProblemState, ...ProblemState[]]

export type ProblemFacts = {
  readonly state: ProblemState
  /** Every division of the chain of the duty, item or report; of a problem about none of them whoever raised it. */
  readonly chain: readonly (string | null)[]
  readonly ownerDivisionId: string | null
  readonly ownerPersonId: string | null
}

const isOffice = ({ actor }: Context): boolean => isOneOf(actor.post, performanceOffice)
const ofDivision = ({ actor }: Context, divisionIds: readonly (string | null)[]): boolean =>
  isOneOf(actor.post, divisionPosts) && actor.divisionId !== null && divisionIds.includes(actor.divisionId)

const inChain: Rule<Pick<ProblemFacts, 'chain'>> = {
  code: 'not_in_chain',
  who: {
    zh: '责任处、协调处（不涉及事项的，提出人所在处）、办绩效办',
    en: 'The responsible and coordinating divisions, or whose problem it is; the performance office',
  },
  message: () => ({
    zh: '须由这项数据的责任处、协调处或办绩效办提出。',
    en: 'For the divisions that report these data and the performance office.',
  }),
  holds: ({ chain }, context) => isOffice(context) || ofDivision(context, chain),
}

const owner: Rule<ProblemFacts> = {
  code: 'not_owner',
  who: { zh: '承办处（承办人）、办绩效办', en: 'The owner, the performance office' },
  message: () => ({
    zh: '由承办处办理；明确了承办人的，由承办人办理。',
    en: 'For the division that owns it, or the person who was named there.',
  }),
  holds: ({ ownerDivisionId, ownerPersonId }, context) =>
    isOffice(context) ||
    (ofDivision(context, [ownerDivisionId]) && (ownerPersonId === null || context.actor.id === ownerPersonId)),
}

const inChainOrOwner: Rule<ProblemFacts> = {
  ...inChain,
  who: { zh: '责任处、协调处、承办处、办绩效办', en: 'The divisions of the chain, the owner, the performance office' },
  message: () => ({
    zh: '须由责任处、协调处、承办处或办绩效办办理。',
    en: 'For the divisions of the chain, the owner and the performance office.',
  }),
  holds: ({ chain, ownerDivisionId }, context) => isOffice(context) || ofDivision(context, [...chain, ownerDivisionId]),
}

/** Who raises a problem: anyone in the chain of the duty, item or report. */
export const raiseRules: readonly Rule<Pick<ProblemFacts, 'chain'>>[] = [inChain]

export type ProblemAction = 'own' | 'note' | 'solve' | 'reopen'
export const problemTransitions: Record<ProblemAction, Transition<ProblemState, ProblemFacts>> = {
  own: {
    label: { zh: '明确承办', en: 'Assign' },
    from: ['raised', 'owned'],
    to: 'owned',
    basis: 'problem.own',
    requires: [hasPost(performanceOffice)],
  },
  note: {
    label: { zh: '补记进展', en: 'Add a note' },
    from: ['owned'],
    to: 'owned',
    basis: 'problem.note',
    requires: [inChainOrOwner],
  },
  solve: {
    label: { zh: '解决', en: 'Solve' },
    from: ['owned'],
    to: 'solved',
    basis: 'problem.solve',
    requires: [owner],
  },
  reopen: {
    label: { zh: '重新办理', en: 'Reopen' },
    from: ['solved'],
    to: 'owned',
    basis: 'problem.solve',
    requires: [inChainOrOwner],
  },
}

/** What the history shows of a problem. */
export const problemFields = {
  kind: { name: { zh: '类别', en: 'Kind' } },
  state: { name: { zh: '状态', en: 'State' } },
  title: { name: { zh: '问题', en: 'Problem' } },
  words: { name: { zh: '说明', en: 'Description' } },
  files: { name: { zh: '附件', en: 'Files' } },
  ownerDivision: { name: { zh: '承办处', en: 'Owner' } },
  ownerPerson: { name: { zh: '承办人', en: 'Person' } },
  note: { name: { zh: '进展', en: 'Note' } },
  solution: { name: { zh: '解决情况', en: 'What was done' } },
} as const
