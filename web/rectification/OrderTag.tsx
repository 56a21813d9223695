import { Link } from 'react-router'
import { linkOfSource, type OrderState, orderStates, type Source, sources } from '#domain/rectification/orderStates.ts'
import { useText } from '#web/kernel/language.tsx'
import { LightTag, StageTag } from '#web/kernel/StatusTags.tsx'

/** Where an order stands; a red mark only where it is overdue. */
export function OrderTag({ state, isOverdue }: { readonly state: OrderState; readonly isOverdue: boolean }) {
  const label = orderStates[state]
  if (isOverdue) return <LightTag light="red" label={{ zh: `${label.zh}，逾期`, en: `${label.en}, overdue` }} />
  if (state === 'closed') return <LightTag light="blue" label={label} />
  if (state === 'answered' || state === 'issued' || state === 'received')
    return <LightTag light="yellow" label={label} />
  return <StageTag stage={state === 'withdrawn' ? 'withdrawn' : 'open'} label={label} />
}

type Found = { readonly source: Source; readonly id: string | null; readonly title: string }

/** What something was found in, as a link where it has a page. */
export function FoundIn({ found: { source, id, title } }: { readonly found: Found }) {
  const text = useText()
  const link = linkOfSource(source, id)
  if (!link) return <>{text(sources[source])}</>
  return (
    <>
      {text(sources[source])} <Link to={link}>{title}</Link>
    </>
  )
}
