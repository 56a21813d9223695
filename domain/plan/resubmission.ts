import type { Rule } from '#domain/kernel/lifecycle.ts'

export type ResubmissionFacts = {
  /** The version that was returned, where what is handed in again says the same; null where something was changed. */
  readonly sameAs: number | null
  readonly unchangedReason: string
}

/**
 * A plan that was returned and comes again as it was departs from what it was returned for, and that needs a reason:
 * whoever reads it again sees the reason in its history. The same for a division's plan and for the office's.
 */
export const resubmissionRules: readonly Rule<ResubmissionFacts>[] = [
  {
    code: 'unchanged_since_return',
    message: ({ sameAs }) => ({
      zh: `内容与退回的第${sameAs}版相同：请按退回理由修改后再报；确不修改的，写明理由。`,
      en: `It says the same as version ${sameAs}, which was returned: change it, or say why it stays as it is.`,
    }),
    holds: ({ sameAs, unchangedReason }) => sameAs === null || unchangedReason.length >= 2,
  },
]
