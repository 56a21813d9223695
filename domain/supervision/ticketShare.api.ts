import { z } from 'zod'
import { officeLeaders } from '#domain/kernel/actor.ts'
import { byId, day, endpoint, reason, version, versionOnly, withReason } from '#domain/kernel/endpoint.ts'
import { hasPost } from '#domain/kernel/lifecycle.ts'
import { ticketFileIds as fileIds, Ticket, ticketJudges, ticketWorkers, ticketWords as words } from './ticket.api.ts'

/** Acts on one share, named by its id and version; each answers the whole ticket. */
export const receiveShare = endpoint({
  method: 'POST',
  path: '/api/ticket-shares/:id/receipt',
  summary: { zh: '签收', en: 'Receive' },
  basis: 'supervision.receive',
  access: ticketWorkers,
  params: byId,
  body: versionOnly,
  reply: Ticket,
})

const said = { version, words, percent: z.int().min(0).max(100).nullable().default(null), fileIds }

export const feedBackShare = endpoint({
  method: 'POST',
  path: '/api/ticket-shares/:id/feedback',
  summary: { zh: '反馈办理情况', en: 'Report progress' },
  basis: 'supervision.feedBack',
  access: ticketWorkers,
  params: byId,
  body: z.strictObject(said),
  reply: Ticket,
})

/** The head hands the share in as finished, with the final words. */
export const handInShare = endpoint({
  method: 'POST',
  path: '/api/ticket-shares/:id/completion',
  summary: { zh: '报办结', en: 'Hand in as done' },
  basis: 'supervision.feedBack',
  access: ticketWorkers,
  params: byId,
  body: z.strictObject({ version, words, fileIds }),
  reply: Ticket,
})

export const acceptShare = endpoint({
  method: 'POST',
  path: '/api/ticket-shares/:id/acceptance',
  summary: { zh: '同意办结', en: 'Accept as done' },
  basis: 'supervision.accept',
  access: ticketJudges,
  params: byId,
  body: versionOnly,
  reply: Ticket,
})

export const returnShare = endpoint({
  method: 'POST',
  path: '/api/ticket-shares/:id/return',
  summary: { zh: '退回继续办理', en: 'Return' },
  basis: 'supervision.accept',
  access: ticketJudges,
  params: byId,
  body: withReason,
  reply: Ticket,
})

export const askTicketExtension = endpoint({
  method: 'POST',
  path: '/api/ticket-shares/:id/extensions',
  summary: { zh: '申请延期', en: 'Ask for a later day' },
  basis: 'supervision.extend',
  access: ticketWorkers,
  params: byId,
  body: z.strictObject({ version, untilOn: day, reason }),
  reply: Ticket,
})

/** Decides the open request of a share; refusing needs the reason. */
export const grantTicketExtension = endpoint({
  method: 'POST',
  path: '/api/ticket-shares/:id/extension-grant',
  summary: { zh: '同意延期', en: 'Grant' },
  basis: 'supervision.extend',
  access: ticketJudges,
  params: byId,
  body: versionOnly,
  reply: Ticket,
})

export const refuseTicketExtension = endpoint({
  method: 'POST',
  path: '/api/ticket-shares/:id/extension-refusal',
  summary: { zh: '不同意延期', en: 'Refuse' },
  basis: 'supervision.extend',
  access: ticketJudges,
  params: byId,
  body: withReason,
  reply: Ticket,
})

/** The office leader in charge has read that the share is overdue. */
export const seeOverdueShare = endpoint({
  method: 'POST',
  path: '/api/ticket-shares/:id/overdue-reading',
  summary: { zh: '阅知逾期', en: 'Mark as read' },
  basis: 'supervision.see',
  access: [hasPost<unknown>(officeLeaders)],
  params: byId,
  body: versionOnly,
  reply: Ticket,
})
