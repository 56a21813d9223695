import type { Rule } from '#domain/kernel/lifecycle.ts'

export type HintFacts = {
  /** The linter gives this very hint now. */
  readonly isGiven: boolean
  readonly isAnswered: boolean
}

const isGiven: Rule<HintFacts> = {
  code: 'not_a_hint',
  message: () => ({
    zh: '核对中没有这条提示，不必说明。',
    en: 'The check gives no such hint: nothing is to be answered.',
  }),
  holds: (facts) => facts.isGiven,
}

const isAnswered: Rule<HintFacts> = {
  code: 'not_silenced',
  message: () => ({ zh: '这条提示没有说明。', en: 'This hint has no answer.' }),
  holds: (facts) => facts.isAnswered,
}

/** Conditions of answering a hint, and of taking the answer back. A fault is no hint: it has to be put right. */
export const silenceRules: readonly Rule<HintFacts>[] = [isGiven]
export const liftRules: readonly Rule<HintFacts>[] = [isGiven, isAnswered]
