import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { newOrder, type Source } from '#domain/rectification/orderStates.ts'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { useSession } from '#web/kernel/session.tsx'

/** From where something was found to the draft of an order, for whoever drafts one. */
export function NewOrderLink({ source, sourceId }: { readonly source: Source; readonly sourceId: string }) {
  const { actor } = useSession()
  if (!isOneOf(actor.post, performanceOffice)) return null
  const to = `/rectifications/new?source=${source}&sourceId=${sourceId}`
  return <ActionLink to={to} label={newOrder} basis="rectification.draft" />
}
