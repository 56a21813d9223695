import type { Outcome } from '#domain/inspection/check.ts'
import type { Acting } from '#server/kernel/routes.ts'

/** What was found, and what it leads to. */
type Decided = {
  readonly outcome: Outcome | null
  readonly reason: string
  /** Where it was found: a finding of an inspection, or a value of a self-check. */
  readonly from: { readonly kind: 'inspectionFinding' | 'selfCheckValue'; readonly id: string }
  readonly divisionId: string
  readonly words: string
}

/**
 * The one place from which notes and orders go to whoever keeps them (Art. 34). As long as nobody does, the outcome and
 * its reason are kept where it was found, and nothing else follows.
 */
export async function carryOut(_context: Acting, _decided: Decided): Promise<void> {}
