import { type ReactNode, useState } from 'react'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import { divisionPlanStates, divisionPlanTransitions } from '#domain/plan/divisionPlan.ts'
import { planStates, planTransitions } from '#domain/plan/plan.ts'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Reason } from '#web/kernel/Reason.tsx'
import { sentenceOfRefusal } from '#web/kernel/refusal.ts'
import { useCitation, useContextOfRules } from '#web/kernel/session.tsx'
import { divisionFactsOf, factsOf } from './planFacts.ts'
import { addressOf } from './planNames.ts'
import type { WrittenPlan } from './writtenPlan.tsx'

/** The form of an item where the plan takes one from this person; else why not. What was opened stays: words may be in it. */
export function TakesItems({ plan, children }: { plan: WrittenPlan; children: ReactNode }) {
  const text = useText()
  const citationOf = useCitation()
  const context = useContextOfRules()
  const [refusal] = useState(() =>
    plan.kind === 'division'
      ? refusalOf(divisionPlanTransitions.edit, divisionFactsOf(plan), context, divisionPlanStates)
      : refusalOf(planTransitions.edit, factsOf(plan), context, planStates),
  )
  if (!refusal) return children
  const label = { zh: '填写事项', en: 'Write an item' }
  return (
    <>
      <Reason>{text(sentenceOfRefusal(refusal, label, citationOf(refusal.basis)))}</Reason>
      <p>
        <ActionLink to={addressOf(plan)} kind="normal" label={{ zh: '返回方案', en: 'Back to the plan' }} />
      </p>
    </>
  )
}
