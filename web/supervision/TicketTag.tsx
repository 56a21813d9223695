import type { Text } from '#domain/kernel/text.ts'
import { type TicketState, ticketStates } from '#domain/supervision/ticket.ts'
import { type ShareState, shareStates } from '#domain/supervision/ticketShare.ts'
import { DataStateTag, type Stage, StageTag } from '#web/kernel/StatusTags.tsx'

const ticketStage: Record<TicketState, Stage> = {
  drafted: 'upcoming',
  proposed: 'offered',
  registered: 'open',
  assigned: 'open',
  done: 'submitted',
  closed: 'acknowledged',
  withdrawn: 'withdrawn',
}
const shareStage: Record<ShareState, Stage> = {
  planned: 'upcoming',
  assigned: 'open',
  received: 'accepted',
  submitted: 'submitted',
  done: 'acknowledged',
}

/** Where a ticket lies. */
export function TicketTag({ state }: { readonly state: TicketState }) {
  return <StageTag stage={ticketStage[state]} label={ticketStates[state]} />
}

/** Where a division's share lies. */
export function ShareTag({ state }: { readonly state: ShareState }) {
  return <StageTag stage={shareStage[state]} label={shareStates[state]} />
}

const lateWord: Text = { zh: '逾期', en: 'Late' }

/** It was not done by its day once: the mark stays. */
export function LateTag() {
  return <DataStateTag state="late" label={lateWord} />
}
