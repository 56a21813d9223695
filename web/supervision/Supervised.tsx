import { lazy, Suspense } from 'react'
import { Skeleton } from '#web/kernel/states.tsx'

const SupervisionPanel = lazy(async () => ({ default: (await import('./SupervisionPanel.tsx')).SupervisionPanel }))

const OpenTicket = lazy(async () => ({ default: (await import('./OpenTicket.tsx')).OpenTicket }))

/** The way to a ticket from issued minutes. */
export function TicketOfMinutes({ documentId }: { readonly documentId: string }) {
  return (
    <Suspense fallback={null}>
      <OpenTicket source="meeting" subjectId={documentId} />
    </Suspense>
  )
}

type Props = { readonly subject: 'item' | 'card' | 'duty'; readonly subjectId: string }

/** The panel of supervision on a page of another module, loaded once that page stands. */
export function Supervised(props: Props) {
  return (
    <Suspense fallback={<Skeleton rows={2} />}>
      <SupervisionPanel {...props} />
    </Suspense>
  )
}
