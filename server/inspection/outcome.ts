import type { Outcome } from '#domain/inspection/check.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { noteFinding } from '#server/rectification/rectification.public.ts'

/** What was found, and what it leads to. */
type Decided = {
  readonly outcome: Outcome
  /** Where it was found. */
  readonly source: 'inspection' | 'selfCheck'
  readonly sourceId: string
  readonly divisionId: string
  readonly words: string
  readonly reason: string
}

/**
 * A small fault goes to the division as a note (Art. 34). An order is drafted by the performance office (todos.store.ts):
 * its ground, its basis and its day are somebody's decision.
 */
export async function carryOut(context: Acting, { outcome, words, reason, ...decided }: Decided): Promise<void> {
  if (outcome !== 'note') return
  await noteFinding(context, { ...decided, words: [words, reason].filter(Boolean).join('：'), dueOn: null })
}
