import { businessPosts, divisionPosts, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { exportRegister, listRegister } from '#domain/supervision/register.api.ts'
import {
  beginTicket,
  downloadTicketFile,
  downloadTicketNotice,
  exportTickets,
  listTickets,
  readTicket,
  readTicketHistory,
  saveTicket,
  type Ticket,
} from '#domain/supervision/ticket.api.ts'
import {
  approveTicket,
  assignTicket,
  closeTicket,
  declineTicket,
  proposeTicket,
  registerTicket,
  withdrawTicket,
} from '#domain/supervision/ticketActs.api.ts'
import {
  acceptShare,
  askTicketExtension,
  feedBackShare,
  grantTicketExtension,
  handInShare,
  receiveShare,
  refuseTicketExtension,
  returnShare,
  seeOverdueShare,
} from '#domain/supervision/ticketShare.api.ts'
import { answerUrge, listUrges, urgeDivision } from '#domain/supervision/ticketUrge.api.ts'
import { plannedItem } from '#test/duties.ts'
import { assigned, drafted, received, registered, shareOf, whole } from '#test/tickets.ts'
import { type Office, onceFor } from '../office.ts'
import { absentIn, row } from '../row.ts'

const judges = [...performanceOffice, ...officeLeaders]
const seen = { admits: businessPosts, foreign: 'elsewhere', refusal: 404 } as const
const own = { foreign: 'elsewhere' } as const

const staffOf = ({ at }: Office) => at.responsible['performanceOffice.staff']
const headOf = ({ at }: Office) => at.responsible['division.head']
const ofShare = (office: Office, ticket: Ticket) => {
  const { id, version } = shareOf(ticket, office.divisions.responsible)
  return { params: { id }, version }
}

const draft = async (office: Office) => {
  const { id, version } = await drafted(office.w, staffOf(office), [office.divisions.responsible])
  return { params: { id }, body: { version } }
}
const onRegister = async (office: Office) => {
  const { id, version } = await registered(office.w, staffOf(office), [office.divisions.responsible])
  return { params: { id }, body: { version } }
}
/** A draft that was sent for approval while the setting asked for it. */
const proposed = async (office: Office) => {
  const { params, body } = await draft(office)
  await office.w.owner.updateTable('ticket').set({ state: 'proposed' }).where('id', '=', params.id).execute()
  return { params, body }
}
const assignedShare = async (office: Office) =>
  ofShare(office, await assigned(office.w, staffOf(office), [office.divisions.responsible]))
const receivedShare = async (office: Office) =>
  ofShare(office, await received(office.w, staffOf(office), headOf(office), [office.divisions.responsible]))
const handedIn = async (office: Office) => {
  const { params, version } = await receivedShare(office)
  const body = { version, words: '已办结' }
  const ticket = (await office.w.call(headOf(office), handInShare, { params, body })).body
  return { params, version: version + 1, ticket }
}
const requested = async (office: Office) => {
  const { params, version } = await receivedShare(office)
  const body = { version, untilOn: '2025-12-05', reason: '设备未到' }
  await office.w.call(headOf(office), askTicketExtension, { params, body })
  return { params, version: version + 1 }
}
const done = async (office: Office) => {
  const { params, version, ticket } = await handedIn(office)
  const accepted = await office.w.call(staffOf(office), acceptShare, { params, body: { version } })
  return { params: { id: ticket.id }, body: { version: accepted.body.version } }
}
/** The leader in charge of the responsible division is told of an overdue share. */
const reported = async (office: Office) => {
  const { w, at, divisions } = office
  const { postId } = at.responsible['leadingGroup.deputy']
  const charge = { postId, divisionId: divisions.responsible }
  await w.owner
    .insertInto('postCharge')
    .values(charge)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { params, version } = await receivedShare(office)
  const step = { step: 'escalated', dueRevision: 1, dueOn: '2025-11-20', firedOn: '2025-11-25' }
  await w.owner
    .insertInto('ticketStep')
    .values({ shareId: params.id, ...step })
    .execute()
  return { params, body: { version } }
}

const one = onceFor(async (office: Office) => {
  const { w, fileOf, divisions } = office
  const begun = await drafted(w, staffOf(office), [divisions.responsible])
  const fileId = await fileOf(staffOf(office), '批示.txt', Buffer.from('批示'))
  const shares = [{ divisionId: divisions.responsible, isLead: true, requirement: '' }]
  const params = { id: begun.id }
  const saved = { version: begun.version, ...whole, shares, fileIds: [fileId] }
  const { version } = (await w.call(staffOf(office), saveTicket, { params, body: saved })).body
  const numbered = (await w.call(staffOf(office), registerTicket, { params, body: { version } })).body
  await w.call(staffOf(office), assignTicket, { params, body: { version: numbered.version } })
  return { params, fileId }
})

const item = async ({ w, divisions }: Office) => (await plannedItem(w, divisions)).itemId
const urge = async (office: Office) => {
  const subjectId = await item(office)
  return { subject: 'item' as const, subjectId, divisionId: office.divisions.responsible, words: '' }
}
const oneItem = onceFor(item)

const year = { query: { year: 2025 } }
const asFile = { query: { year: 2025, language: 'zh' as const } }

const reading = [
  row(listRegister, businessPosts, { ask: () => year }),
  row(exportRegister, businessPosts, { ask: () => asFile }),
  row(listTickets, businessPosts, { ask: () => year }),
  row(exportTickets, businessPosts, { ask: () => asFile }),
  row(readTicket, businessPosts, { ...seen, ask: async (office) => ({ params: (await one(office)).params }) }),
  row(readTicketHistory, businessPosts, { ...seen, ask: async (office) => ({ params: (await one(office)).params }) }),
  row(downloadTicketNotice, businessPosts, {
    ...seen,
    ask: async (office) => ({ params: (await one(office)).params }),
  }),
  row(downloadTicketFile, businessPosts, {
    ...seen,
    ask: async (office) => {
      const { params, fileId } = await one(office)
      return { params: { ...params, fileId } }
    },
  }),
  row(listUrges, businessPosts, {
    ...{ foreign: 'elsewhere', absent: absentIn('query', 'subjectId') },
    ask: async (office) => ({ query: { subject: 'item' as const, subjectId: await oneItem(office) } }),
  }),
]

const tickets = [
  row(beginTicket, performanceOffice, {
    absent: absentIn('body', 'itemId'),
    ask: async (office) => ({ body: { source: 'item' as const, itemId: await oneItem(office) } }),
  }),
  row(saveTicket, performanceOffice, {
    ask: async (office) => {
      const { params, body } = await draft(office)
      return { params, body: { ...body, ...whole, shares: [] } }
    },
  }),
  // the office's setting asks for no approval
  row(proposeTicket, performanceOffice, { status: 409, ask: draft }),
  row(registerTicket, performanceOffice, { ask: draft }),
  row(approveTicket, officeLeaders, { ask: proposed }),
  row(declineTicket, officeLeaders, {
    ask: async (office) => {
      const { params, body } = await proposed(office)
      return { params, body: { ...body, reason: '请写明要求' } }
    },
  }),
  row(assignTicket, performanceOffice, { ask: onRegister }),
  row(closeTicket, ['performanceOffice.head'], { admits: judges, ask: done }),
  row(withdrawTicket, performanceOffice, {
    ask: async (office) => {
      const { params, body } = await onRegister(office)
      return { params, body: { ...body, reason: '重复立项' } }
    },
  }),
]

const shares = [
  row(receiveShare, divisionPosts, {
    ...own,
    ask: async (office) => {
      const { params, version } = await assignedShare(office)
      return { params, body: { version } }
    },
  }),
  row(feedBackShare, divisionPosts, {
    ...own,
    ask: async (office) => {
      const { params, version } = await receivedShare(office)
      return { params, body: { version, words: '已加派人手' } }
    },
  }),
  row(handInShare, ['division.head'], {
    ...{ ...own, admits: divisionPosts },
    ask: async (office) => {
      const { params, version } = await receivedShare(office)
      return { params, body: { version, words: '已办结' } }
    },
  }),
  row(acceptShare, performanceOffice, {
    admits: judges,
    ask: async (office) => {
      const { params, version } = await handedIn(office)
      return { params, body: { version } }
    },
  }),
  row(returnShare, performanceOffice, {
    admits: judges,
    ask: async (office) => {
      const { params, version } = await handedIn(office)
      return { params, body: { version, reason: '请补充数据' } }
    },
  }),
  row(askTicketExtension, divisionPosts, {
    ...own,
    ask: async (office) => {
      const { params, version } = await receivedShare(office)
      return { params, body: { version, untilOn: '2025-12-05', reason: '设备未到' } }
    },
  }),
  row(grantTicketExtension, performanceOffice, {
    admits: judges,
    ask: async (office) => {
      const { params, version } = await requested(office)
      return { params, body: { version } }
    },
  }),
  row(refuseTicketExtension, performanceOffice, {
    admits: judges,
    ask: async (office) => {
      const { params, version } = await requested(office)
      return { params, body: { version, reason: '可以按期办结' } }
    },
  }),
  row(seeOverdueShare, officeLeaders, { ask: reported }),
]

const urges = [
  row(urgeDivision, performanceOffice, {
    absent: absentIn('body', 'subjectId'),
    ask: async (office) => ({ body: await urge(office) }),
  }),
  row(answerUrge, divisionPosts, {
    ...own,
    ask: async (office) => {
      const { rows } = (await office.w.call(staffOf(office), urgeDivision, { body: await urge(office) })).body
      return { params: { id: rows[0]?.id ?? '' }, body: { words: '本周报送' } }
    },
  }),
]

export const supervisionRows = [...reading, ...tickets, ...shares, ...urges]
