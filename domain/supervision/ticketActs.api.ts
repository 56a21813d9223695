import { byId, endpoint, versionOnly, withReason } from '#domain/kernel/endpoint.ts'
import { leaders, office, Ticket, ticketJudges } from './ticket.api.ts'

const act = (path: `/api/tickets/:id/${string}`, zh: string, en: string, basis: string, access: typeof office) =>
  endpoint({
    ...{ method: 'POST', path, summary: { zh, en }, basis, access, params: byId, body: versionOnly, reply: Ticket },
  })
const actWithReason = (
  path: `/api/tickets/:id/${string}`,
  zh: string,
  en: string,
  basis: string,
  access: typeof office,
) =>
  endpoint({
    ...{ method: 'POST', path, summary: { zh, en }, basis, access, params: byId, body: withReason, reply: Ticket },
  })

export const proposeTicket = act(
  '/api/tickets/:id/proposal',
  '报审立项',
  'Send for approval',
  'supervision.open',
  office,
)
export const registerTicket = act('/api/tickets/:id/registration', '立项', 'Register', 'supervision.open', office)
export const approveTicket = act('/api/tickets/:id/approval', '审核同意立项', 'Approve', 'supervision.approve', leaders)
export const declineTicket = actWithReason(
  '/api/tickets/:id/decline',
  '退回修改',
  'Send back',
  'supervision.approve',
  leaders,
)
export const assignTicket = act('/api/tickets/:id/assignment', '交办', 'Assign', 'supervision.assign', office)
export const closeTicket = act('/api/tickets/:id/closing', '销号', 'Close', 'supervision.close', ticketJudges)
export const withdrawTicket = actWithReason(
  '/api/tickets/:id/withdrawal',
  '撤销立项',
  'Withdraw',
  'supervision.withdraw',
  office,
)
