import { refusalOf, type States, type Transition } from '#domain/kernel/lifecycle.ts'
import { useText } from './language.tsx'
import { Reason } from './Reason.tsx'
import { sentenceOfRefusal } from './refusal.ts'
import { useCitation, useContextOfRules } from './session.tsx'

type Props<State extends string, Facts extends { readonly state: State }> = {
  readonly transition: Transition<State, Facts>
  readonly facts: Facts
  readonly states?: States<State>
}

/** The reason line of an ActionButton whose `reason` is `elsewhere`; nothing where it is allowed. */
export function RefusalOf<State extends string, Facts extends { readonly state: State }>(props: Props<State, Facts>) {
  const context = useContextOfRules()
  const citationOf = useCitation()
  const text = useText()
  const refusal = refusalOf(props.transition, props.facts, context, props.states)
  if (!refusal) return null
  return <Reason>{text(sentenceOfRefusal(refusal, props.transition.label, citationOf(refusal.basis)))}</Reason>
}
