import type { Rule } from '#domain/kernel/lifecycle.ts'

export type FindingFacts = { readonly isSettled: boolean; readonly isReplied: boolean; readonly replyBy: string | null }

/** When one finding may be settled: once, and not before the division was heard or let its day pass. */
export const settleRules: readonly Rule<FindingFacts>[] = [
  {
    code: 'settled_already',
    message: () => ({ zh: '这个问题已处理。', en: 'This finding is settled.' }),
    holds: ({ isSettled }) => !isSettled,
  },
  {
    code: 'division_not_heard',
    message: () => ({
      zh: '被检查处还没有回复，回复期限未过。',
      en: 'The division has not replied, and its day has not passed.',
    }),
    holds: ({ isReplied, replyBy }, { today }) => isReplied || (replyBy !== null && replyBy < today),
  },
]
