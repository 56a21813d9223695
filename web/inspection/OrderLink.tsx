import { Link } from 'react-router'
import type { Outcome } from '#domain/inspection/check.ts'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { newOrder, type Source } from '#domain/rectification/orderStates.ts'
import { useText } from '#web/kernel/language.tsx'
import { useSession } from '#web/kernel/session.tsx'

type Props = { readonly outcome: Outcome | null; readonly source: Source; readonly sourceId: string }

/** From what is to lead to an order to its draft, for whoever drafts it. */
export function OrderLink({ outcome, source, sourceId }: Props) {
  const text = useText()
  const { actor } = useSession()
  if (outcome !== 'order' || !isOneOf(actor.post, performanceOffice)) return null
  return <Link to={`/rectifications/new?source=${source}&sourceId=${sourceId}`}>{text(newOrder)}</Link>
}
