import type { Ticket, TicketDraft } from '#domain/supervision/ticket.api.ts'
import { beginTicket, saveTicket } from '#domain/supervision/ticket.api.ts'
import { assignTicket, registerTicket } from '#domain/supervision/ticketActs.api.ts'
import { receiveShare } from '#domain/supervision/ticketShare.api.ts'
import type { Client, World } from './world.ts'

export const whole: Omit<TicketDraft, 'shares'> = {
  ...{ title: '旅检通道排队', requirement: '查明原因，提出整改措施', dueOn: '2025-11-20' },
  ...{ sourceName: '周副主任', sourceOn: '2025-11-05', sourceWords: '请抓紧研究解决' },
}

type Divisions = readonly [string, ...string[]]
const sharesOf = (divisions: Divisions) =>
  divisions.map((divisionId, index) => ({ divisionId, isLead: index === 0, requirement: `要求${index + 1}` }))

/** A draft from a leader's words, as the office wrote it. */
export async function drafted(w: World, office: Client, divisions: Divisions, more: Partial<TicketDraft> = {}) {
  const { id } = (await w.call(office, beginTicket, { body: { source: 'instruction' } })).body
  const body = { version: 1, ...whole, shares: sharesOf(divisions), ...more }
  return (await w.call(office, saveTicket, { params: { id }, body })).body
}

export async function registered(w: World, office: Client, divisions: Divisions, more: Partial<TicketDraft> = {}) {
  const { id, version } = await drafted(w, office, divisions, more)
  return (await w.call(office, registerTicket, { params: { id }, body: { version } })).body
}

/** A ticket that its divisions have to receive. */
export async function assigned(w: World, office: Client, divisions: Divisions, more: Partial<TicketDraft> = {}) {
  const { id, version } = await registered(w, office, divisions, more)
  return (await w.call(office, assignTicket, { params: { id }, body: { version } })).body
}

export const shareOf = ({ shares }: Ticket, divisionId: string) => {
  const share = shares.find(({ division }) => division.id === divisionId)
  if (!share) throw new Error('the division has no share')
  return share
}

/** The same received by the first division. */
export async function received(w: World, office: Client, by: Client, divisions: Divisions) {
  const share = shareOf(await assigned(w, office, divisions), divisions[0])
  return (await w.call(by, receiveShare, { params: { id: share.id }, body: { version: share.version } })).body
}
