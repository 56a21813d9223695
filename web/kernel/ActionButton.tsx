import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { type Endpoint, refusalOfEndpoint } from '#domain/kernel/endpoint.ts'
import { type Context, type Refusal, refusalOf, type States, type Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { keepFocus } from './focus.ts'
import { useText } from './language.tsx'
import { Reason } from './Reason.tsx'
import { sentenceOfRefusal } from './refusal.ts'
import { useCitation, useContextOfRules } from './session.tsx'

type Asked<State extends string, Facts extends { readonly state: State }> =
  | {
      readonly transition: Transition<State, Facts>
      readonly facts: Facts
      /** The states' names, for "现为“已报送”，不能…". */
      readonly states?: States<State>
      readonly endpoint?: never
    }
  | { readonly endpoint: Endpoint; readonly transition?: never; readonly facts?: never; readonly states?: never }

type Look = {
  /** Instead of the transition's or the endpoint's name: "审定第3版". */
  readonly label?: Text
  /** `primary` only for what is due today, overdue, or the page's single decision. */
  readonly kind?: 'primary' | 'normal' | 'plain'
  /** Where the reason of a refusal stands; `elsewhere` when the page shows `<RefusalOf>` itself. */
  readonly reason?: 'beside' | 'below' | 'elsewhere'
  /** "…" after the name: something is asked before it is done. */
  readonly asks?: boolean
  readonly loading?: boolean
  /** To-dos link to it: `act-sign`. */
  readonly id?: string
  readonly onClick: () => void
}

type Props<State extends string, Facts extends { readonly state: State }> = Asked<State, Facts> & Look

/** Why it may not be done now, by the very rules the server asks. */
function refusalOfAsked<State extends string, Facts extends { readonly state: State }>(
  asked: Asked<State, Facts>,
  context: Context,
): Refusal | undefined {
  if (asked.transition) return refusalOf(asked.transition, asked.facts, context, asked.states)
  return refusalOfEndpoint(asked.endpoint, context)
}

/** An action: its name, a thin rule, its article. Refused, it stays, hatched, with the reason and the article in words. */
export function ActionButton<State extends string, Facts extends { readonly state: State }>(
  props: Props<State, Facts>,
) {
  const context = useContextOfRules()
  const citationOf = useCitation()
  const text = useText()
  const reasonId = useId()
  const { kind = 'normal', reason = 'beside', asks = false, loading = false, id, onClick } = props
  const refusal = refusalOfAsked(props, context)
  const label = props.label ?? (props.transition ? props.transition.label : props.endpoint.summary)
  const basis = props.transition ? props.transition.basis : props.endpoint.basis
  const button = (
    <ButtonFace
      id={id}
      kind={kind}
      article={text(citationOf(basis))}
      isRefused={refusal !== undefined}
      describedBy={refusal && reasonId}
      loading={loading}
      onClick={onClick}
    >
      {text(label) + (asks ? '…' : '')}
    </ButtonFace>
  )
  if (!refusal) return button
  const sentence = text(sentenceOfRefusal(refusal, label, citationOf(refusal.basis)))
  if (reason === 'elsewhere')
    return (
      <>
        {button}
        <span className="hidden-words" id={reasonId}>
          {sentence}
        </span>
      </>
    )
  return (
    <span className={`action reason-${reason}`}>
      {button}
      <Reason id={reasonId}>{sentence}</Reason>
    </span>
  )
}

type Face = {
  id?: string | undefined
  kind: NonNullable<Look['kind']>
  article?: string
  isRefused?: boolean
  describedBy?: string | undefined
  loading?: boolean
  onClick: () => void
  children: ReactNode
}

/** How a button of ours looks. It never changes its width; a refused one can be reached and read, not pressed. */
export function ButtonFace({ id, kind, article, isRefused, describedBy, loading, onClick, children }: Face) {
  const self = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    const button = self.current
    return () => {
      if (button !== null && document.activeElement === button) keepFocus()
    }
  }, [])
  return (
    <button
      ref={self}
      type="button"
      id={id}
      className={`button ${kind}`}
      aria-disabled={isRefused || undefined}
      aria-describedby={describedBy}
      aria-busy={loading || undefined}
      onClick={() => {
        if (!isRefused && !loading) onClick()
      }}
    >
      {children}
      {article && <span className="article">{article}</span>}
    </button>
  )
}
