import { posts } from '#domain/kernel/actor.ts'
import type { Rule } from '#domain/kernel/lifecycle.ts'
import { type DecisionFacts, decider, notOwnSubmission } from './review.ts'

export type WithdrawalFacts = DecisionFacts & {
  readonly state: string
  /** How many items and chapters a revision changes; null for the plan of a year. */
  readonly revised: number | null
}

const head = posts['performanceOffice.head']
const groupHead = posts['leadingGroup.head']

/** What the leading group has decided is not undone by those who submitted it: whoever decides takes it back. */
const withdrawer: Rule<WithdrawalFacts> = {
  code: 'not_withdrawer',
  who: {
    zh: `${head.zh}；已审定的，${groupHead.zh}或者其委托的副组长`,
    en: `${head.en}; once it is decided, ${groupHead.en} or the deputy entrusted`,
  },
  message: ({ state }) =>
    state === 'decided'
      ? {
          zh: '已审定的调整须由领导小组组长或者其委托的副组长撤回。',
          en: 'A decided revision is withdrawn by the head of the leading group or the deputy entrusted.',
        }
      : { zh: '须由办绩效办负责人撤回。', en: 'To be withdrawn by the head of the performance office.' },
  holds: (facts, context) =>
    facts.state === 'decided' ? decider.holds(facts, context) : context.actor.post === 'performanceOffice.head',
}

const isRevision: Rule<WithdrawalFacts> = {
  code: 'not_a_revision',
  message: () => ({ zh: '只有方案调整可以撤回。', en: 'Only a revision can be withdrawn.' }),
  holds: ({ revised }) => revised !== null,
}

const notOwnOnceDecided: Rule<WithdrawalFacts> = {
  code: 'own_submission',
  message: () => ({
    zh: '已审定的调整，提请审定的人不得自行撤回。',
    en: 'Whoever submitted a revision may not withdraw it once it is decided.',
  }),
  holds: (facts, context) => facts.state !== 'decided' || notOwnSubmission.holds(facts, context),
}

/** Conditions of withdrawing a revision before it is issued. */
export const withdrawalRules: readonly Rule<WithdrawalFacts>[] = [withdrawer, isRevision, notOwnOnceDecided]
