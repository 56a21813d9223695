import { dayText } from '#domain/calendar/workingDays.ts'
import type { Rule } from '#domain/kernel/lifecycle.ts'

type Evidence = { readonly files: number; readonly noEvidence: string | null }
/** An answer has evidence: at least one file, or a reasoned statement that there is none; never both. */
export const evidenceRules: readonly Rule<Evidence>[] = [
  {
    code: 'evidence_missing',
    message: () => ({
      zh: '请附佐证材料；确无材料的，写明理由。',
      en: 'Attach evidence, or say why there is none.',
    }),
    holds: ({ files, noEvidence }) => files > 0 || noEvidence !== null,
  },
  {
    code: 'evidence_and_none',
    message: () => ({
      zh: '已附佐证材料，不必再写无材料的理由。',
      en: 'There is evidence: no reason for its absence is needed.',
    }),
    holds: ({ files, noEvidence }) => files === 0 || noEvidence === null,
  },
]

type NewDue = { readonly dueOn: string; readonly after: string }
/** A new day lies after today, and after the one that stood. */
export const newDueRules: readonly Rule<NewDue>[] = [
  {
    code: 'due_day_past',
    message: () => ({ zh: '新的期限须在今天之后。', en: 'The new day must lie after today.' }),
    holds: ({ dueOn }, { today }) => dueOn > today,
  },
  {
    code: 'due_day_earlier',
    message: ({ after }) => ({
      zh: `新的期限须在原期限${dayText(after).zh}之后。`,
      en: `The new day must lie after ${dayText(after).en}.`,
    }),
    holds: ({ dueOn, after }) => dueOn > after,
  },
]
