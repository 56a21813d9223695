import { useNavigate } from 'react-router'
import { beginTicket } from '#domain/supervision/ticket.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ErrorState } from '#web/kernel/states.tsx'

type Props = { readonly source: 'item' | 'card' | 'meeting'; readonly subjectId: string }
const idOf = { item: 'itemId', card: 'cardId', meeting: 'documentId' } as const

/** Begins a ticket from an item, a card or minutes, and opens its draft. */
export function OpenTicket({ source, subjectId }: Props) {
  const navigate = useNavigate()
  const begin = useAct(beginTicket, {}, { onDone: ({ id }) => void navigate(`/tickets/${id}`) })
  const ids = { itemId: null, cardId: null, documentId: null, [idOf[source]]: subjectId }
  return (
    <>
      <ActionButton endpoint={beginTicket} loading={begin.isPending} onClick={() => begin.mutate({ source, ...ids })} />
      {begin.error && <ErrorState error={begin.error} />}
    </>
  )
}
