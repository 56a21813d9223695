import { same, type Text } from '#domain/kernel/text.ts'
import type { Ticket } from '#domain/supervision/ticket.api.ts'
import { beginTicket } from '#domain/supervision/ticket.api.ts'
import { type TicketAction, type TicketFacts, ticketTransitions } from '#domain/supervision/ticket.ts'
import { ticketSteps } from '#domain/supervision/ticketLadder.ts'
import { askTicketExtension, seeOverdueShare } from '#domain/supervision/ticketShare.api.ts'
import { extensionTransitions, type ShareAction, shareTransitions } from '#domain/supervision/ticketShare.ts'
import { answerUrge, urgeDivision } from '#domain/supervision/ticketUrge.api.ts'

const others: Record<string, Text> = {
  'ticket.begin': beginTicket.summary,
  'ticket.askExtension': askTicketExtension.summary,
  'ticket.grantExtension': extensionTransitions.grant.label,
  'ticket.refuseExtension': extensionTransitions.refuse.label,
  'ticket.seeOverdue': seeOverdueShare.summary,
  'supervision.urge': urgeDivision.summary,
  'supervision.answerUrge': answerUrge.summary,
}

/** What an act of a ticket is called in its history. */
export function ticketActName(action: string): Text {
  const key = action.replace('ticket.', '')
  if (others[action]) return others[action]
  if (key in ticketTransitions) return ticketTransitions[key as TicketAction].label
  if (key in shareTransitions) return shareTransitions[key as ShareAction].label
  return key in ticketSteps ? ticketSteps[key as keyof typeof ticketSteps] : same(action)
}

/** What the buttons of a ticket ask. */
export const ticketFactsOf = (ticket: Ticket): TicketFacts => ({
  ...ticket,
  openedBy: ticket.openedBy.id,
  shares: ticket.shares.map(({ division, isLead }) => ({ divisionId: division.id, isLead })),
})
