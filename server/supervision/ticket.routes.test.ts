import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import {
  beginTicket,
  downloadTicketFile,
  downloadTicketNotice,
  exportTickets,
  listTickets,
  readTicket,
  readTicketHistory,
  saveTicket,
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
  feedBackShare,
  handInShare,
  receiveShare,
  returnShare,
} from '#domain/supervision/ticketShare.api.ts'
import type { Clock } from '#server/kernel/clock.ts'
import type { Tx } from '#server/kernel/db.ts'
import { type Entry, recordMany } from '#server/kernel/history.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { plannedItem, uploaded } from '#test/duties.ts'
import { assigned, drafted, received, registered, shareOf, whole } from '#test/tickets.ts'
import { type Client, world } from '#test/world.ts'
import { openTicket, ticketCounts } from './supervision.public.ts'

const w = world()

/** The division that houses the performance office: there is one. */
let housing: Promise<string> | undefined
const houseOf = (): Promise<string> => {
  housing ??= w.division({ housesPerformanceOffice: true })
  return housing
}

async function people() {
  const [house, land, sea] = [await houseOf(), await w.division(), await w.division()]
  const officer = await w.person('division.officer', land)
  return {
    ...{ house, land, sea, officer },
    staff: await w.person('performanceOffice.staff', house),
    chief: await w.person('performanceOffice.head', house),
    deputy: await w.person('leadingGroup.deputy'),
    head: await w.person('division.head', land),
    other: await w.person('division.head', sea),
    member: await w.person('leadingGroup.member', land),
    stranger: await w.person('division.officer', await w.division()),
    houseHead: await w.person('division.head', house),
  }
}

const traces = async () => ({
  tickets: await w.owner.selectFrom('ticket').selectAll().orderBy('id').execute(),
  shares: await w.owner.selectFrom('ticketShare').selectAll().orderBy('id').execute(),
  said: await w.owner.selectFrom('ticketFeedback').selectAll().orderBy('id').execute(),
  history: (await w.owner.selectFrom('history').select('id').execute()).length,
})
const linksOf = async (client: Client, id: string) =>
  (await w.call(client, listTodos)).body.rows.map(({ link }) => link).filter((link) => link.includes(id))
const read = async (client: Client, id: string) => (await w.call(client, readTicket, { params: { id } })).body

test('a ticket is registered, assigned, received, fed back, handed in, accepted and closed', async () => {
  const { staff, chief, land, sea, officer, head, other } = await people()
  const first = await registered(w, staff, [land, sea])
  expect(first).toMatchObject({ state: 'registered', year: 2025, shares: [{ isLead: true }, { isLead: false }] })
  const { id } = first
  expect((await registered(w, staff, [land])).number).toBe((first.number ?? 0) + 1)
  expect(await linksOf(staff, id)).toEqual([`/tickets/${id}#act-assign`])
  expect(await linksOf(head, id)).toEqual([])
  await w.call(staff, assignTicket, { params: { id }, body: { version: first.version } })
  expect(await linksOf(head, id)).toEqual([`/tickets/${id}#act-receive`])
  const landShare = shareOf(await read(head, id), land)
  expect(landShare.details).toMatchObject({ requirement: '要求1', dueOn: '2025-11-20', workingDaysLeft: 10 })
  const share = { id: landShare.id }
  const [seaShare] = (await read(other, id)).shares.filter(({ division }) => division.id === sea)
  await w.call(officer, receiveShare, { params: share, body: { version: 2 } })
  const fileId = await uploaded(w, officer, '照片.txt')
  const said = { version: 3, words: '已加派人手', percent: 40, fileIds: [fileId] }
  const fed = await w.call(officer, feedBackShare, { params: share, body: said })
  expect(shareOf(fed.body, land).details?.feedbacks).toMatchObject([{ words: '已加派人手', percent: 40 }])
  expect((await w.call(officer, downloadTicketFile, { params: { id, fileId } })).status).toBe(200)
  expect((await w.call(other, downloadTicketFile, { params: { id, fileId } })).status).toBe(404)
  const done = { words: '已办结，附照片' }
  await w.call(head, handInShare, { params: share, body: { version: 4, ...done } })
  expect(await linksOf(staff, id)).toEqual([`/tickets/${id}#act-accept-${landShare.id}`])
  const back = await w.call(staff, returnShare, { params: share, body: { version: 5, reason: '请补充数据' } })
  expect(shareOf(back.body, land)).toMatchObject({ state: 'received' })
  await w.call(head, handInShare, { params: share, body: { version: 6, ...done } })
  await w.call(staff, acceptShare, { params: share, body: { version: 7 } })
  expect(await read(staff, id)).toMatchObject({ state: 'assigned', openShares: 1 })
  const atSea = { id: seaShare?.id ?? '' }
  await w.call(other, receiveShare, { params: atSea, body: { version: 2 } })
  await w.call(other, handInShare, { params: atSea, body: { version: 3, ...done } })
  const accepted = await w.call(staff, acceptShare, { params: atSea, body: { version: 4 } })
  expect(accepted.body).toMatchObject({ state: 'done', openShares: 0 })
  expect(await linksOf(staff, id)).toEqual([])
  expect(await linksOf(chief, id)).toEqual([`/tickets/${id}#act-close`])
  const { version } = accepted.body
  const closing = { params: { id }, body: { version } }
  expect(await w.call(staff, closeTicket, closing)).toMatchObject({ status: 403, body: { code: 'not_closer' } })
  expect((await w.call(chief, closeTicket, closing)).body).toMatchObject({ state: 'closed' })
  const historyFor = async (client: Client) =>
    (await w.call(client, readTicketHistory, { params: { id } })).body.rows
      .map(({ action }) => action.replace('ticket.', ''))
      .toReversed()
      .join(' ')
  expect(await historyFor(staff)).toBe(
    'begin register assign receive feedBack handIn sendBack handIn accept receive handIn accept complete close',
  )
  expect(await historyFor(other)).toBe('begin register assign receive handIn accept complete close')
})

test('a done share that comes back takes the ticket up again', async () => {
  const { staff, chief, land, head } = await people()
  const ticket = await received(w, staff, head, [land])
  const share = { params: { id: shareOf(ticket, land).id } }
  await w.call(head, handInShare, { ...share, body: { version: 3, words: '已办结' } })
  await w.call(staff, acceptShare, { ...share, body: { version: 4 } })
  const back = await w.call(chief, returnShare, { ...share, body: { version: 5, reason: '结果不符' } })
  expect(back.body).toMatchObject({ state: 'assigned', doneAt: null, openShares: 1 })
  const closed = await w.call(chief, closeTicket, { params: { id: ticket.id }, body: { version: back.body.version } })
  expect(closed).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
})

test('nobody judges or closes what was fed back in another post; over the house a deputy does', async () => {
  const { staff, chief, deputy, house, houseHead } = await people()
  const ticket = await assigned(w, staff, [house])
  const share = { params: { id: shareOf(ticket, house).id } }
  const asHead = await w.alsoAs(chief, 'division.head', house)
  await w.call(houseHead, receiveShare, { ...share, body: { version: 2 } })
  await w.call(asHead, handInShare, { ...share, body: { version: 3, words: '已办结' } })
  expect(await w.call(staff, acceptShare, { ...share, body: { version: 4 } })).toMatchObject({
    ...{ status: 403, body: { code: 'not_judge_of_ticket' } },
  })
  const own = await w.alsoAs(asHead, 'leadingGroup.deputy', null)
  expect(await w.call(own, acceptShare, { ...share, body: { version: 4 } })).toMatchObject({
    ...{ status: 409, body: { code: 'own_work' } },
  })
  const { version } = (await w.call(deputy, acceptShare, { ...share, body: { version: 4 } })).body
  const closing = { params: { id: ticket.id }, body: { version } }
  expect((await w.call(chief, closeTicket, closing)).status).toBe(403)
  expect(await w.call(own, closeTicket, closing)).toMatchObject({ status: 409, body: { code: 'own_feedback' } })
  expect((await w.call(deputy, closeTicket, closing)).body.state).toBe('closed')
})

test('where the setting says so an office leader approves', async () => {
  const { staff, deputy, chief, land } = await people()
  const value = { key: 'supervision.approveTickets', fromOn: '2025-01-01', value: JSON.stringify(true) }
  const row = { ...value, source: null, setBy: staff.id, setAt: '2025-11-06T01:00:00Z' }
  const set = async (isOn: boolean) => {
    if (isOn)
      await w.owner
        .insertInto('setting')
        .values(row as never)
        .execute()
    else await w.owner.deleteFrom('setting').where('key', '=', 'supervision.approveTickets').execute()
    await w.owner
      .updateTable('office')
      .set((eb) => ({ settingsRevision: eb('settingsRevision', '+', 1) }))
      .execute()
  }
  const { id, version } = await drafted(w, staff, [land])
  const params = { id }
  await set(true)
  expect(await w.call(staff, registerTicket, { params, body: { version } })).toMatchObject({
    ...{ status: 409, body: { code: 'approval_needed' } },
  })
  await w.call(staff, proposeTicket, { params, body: { version } })
  expect(await linksOf(deputy, id)).toEqual([`/tickets/${id}#act-approve`])
  const back = await w.call(deputy, declineTicket, { params, body: { version: version + 1, reason: '请写明要求' } })
  expect(back.body).toMatchObject({ state: 'drafted', reason: '请写明要求', number: null })
  await w.call(staff, proposeTicket, { params, body: { version: version + 2 } })
  expect((await w.call(chief, approveTicket, { params, body: { version: version + 3 } })).status).toBe(403)
  const approved = await w.call(deputy, approveTicket, { params, body: { version: version + 3 } })
  expect(approved.body).toMatchObject({ state: 'registered', reason: null })
  await set(false)
})

test('a division sees tickets once they are assigned to it, of other shares only where they stand', async () => {
  const { staff, deputy, land, sea, officer, member, other, stranger, head } = await people()
  const { id, version } = await registered(w, staff, [land, sea])
  expect((await w.call(head, readTicket, { params: { id } })).status).toBe(404)
  expect(await read(deputy, id)).toMatchObject({ id })
  await w.call(staff, assignTicket, { params: { id }, body: { version } })
  for (const client of [officer, member]) {
    const ticket = await read(client, id)
    expect(shareOf(ticket, land).details).toMatchObject({ requirement: '要求1' })
    expect(shareOf(ticket, sea)).toMatchObject({ state: 'assigned', details: null })
  }
  expect(shareOf(await read(other, id), land).details).toBeNull()
  for (const endpoint of [readTicket, readTicketHistory, downloadTicketNotice])
    expect((await w.call(stranger, endpoint, { params: { id } })).status).toBe(404)
  const listed = async (client: Client) =>
    (await w.call(client, listTickets, { query: { year: 2025 } })).body.rows.map((row) => row.id)
  expect(await listed(officer)).toContain(id)
  expect(await listed(stranger)).toEqual([])
  expect((await w.call(officer, downloadTicketNotice, { params: { id } })).status).toBe(200)
  expect((await w.call(officer, exportTickets, { query: { year: 2025, language: 'en' } })).status).toBe(200)
})

test('from an item its divisions are proposed; listed page by page and by item', async () => {
  const { staff, land, sea } = await people()
  const { itemId } = await plannedItem(w, { responsible: land, coordinating: sea, indicators: [{ divisionId: sea }] })
  for (const _ of [1, 2, 3]) {
    const { body } = await w.call(staff, beginTicket, { body: { source: 'item', itemId } })
    expect(body).toMatchObject({ item: { id: itemId }, shares: [{ isLead: true }, { isLead: false }] })
  }
  const query = { year: 2025, itemId, limit: 2 }
  const first = (await w.call(staff, listTickets, { query })).body
  const second = (await w.call(staff, listTickets, { query: { ...query, after: first.next ?? '' } })).body
  expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(3)
})

test('nothing changes by whoever may not, on an old version, or by what is incomplete', async () => {
  const { staff, deputy, land, sea, head, officer, other, stranger } = await people()
  const draft = await drafted(w, staff, [land], { requirement: '' })
  const ticket = await assigned(w, staff, [land, sea])
  const share = shareOf(ticket, land)
  const before = await traces()
  for (const client of [head, deputy])
    expect((await w.call(client, beginTicket, { body: { source: 'meeting' } })).status).toBe(403)
  expect((await w.call(staff, beginTicket, { body: { source: 'item', itemId: land } })).status).toBe(404)
  const params = { id: draft.id }
  const incomplete = await w.call(staff, registerTicket, { params, body: { version: draft.version } })
  expect(incomplete).toMatchObject({ status: 409, body: { code: 'ticket_incomplete' } })
  const stale = await w.call(staff, saveTicket, { params, body: { version: 1, ...whole, shares: [] } })
  expect(stale).toMatchObject({ status: 409, body: { code: 'stale' } })
  const nowhere = [{ divisionId: draft.id, isLead: true, requirement: '' }]
  const wrong = { version: draft.version, ...whole, shares: nowhere }
  expect((await w.call(staff, saveTicket, { params, body: wrong })).status).toBe(422)
  const at = { params: { id: share.id }, body: { version: share.version } }
  expect((await w.call(other, receiveShare, at)).status).toBe(404)
  expect((await w.call(stranger, receiveShare, at)).status).toBe(404)
  expect((await w.call(staff, receiveShare, at)).status).toBe(403)
  const early = { params: at.params, body: { version: share.version, words: '已办结' } }
  expect(await w.call(officer, handInShare, early)).toMatchObject({ status: 403, body: { code: 'not_own_head' } })
  expect(await w.call(head, handInShare, early)).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
  expect((await w.call(head, withdrawTicket, { params, body: { version: 1, reason: '不办了' } })).status).toBe(403)
  expect(await traces()).toEqual(before)
})

test('what is withdrawn is not dealt with any more', async () => {
  const { staff, land, head } = await people()
  const ticket = await received(w, staff, head, [land])
  const params = { id: ticket.id }
  const withdrawn = await w.call(staff, withdrawTicket, { params, body: { version: ticket.version, reason: '重复' } })
  expect(withdrawn.body).toMatchObject({ state: 'withdrawn', reason: '重复' })
  const { id, version } = shareOf(ticket, land)
  const late = await w.call(head, handInShare, { params: { id }, body: { version, words: '已办结' } })
  expect(late).toMatchObject({ status: 409, body: { code: 'ticket_not_open' } })
  expect(await linksOf(head, ticket.id)).toEqual([])
})

test('another module opens a draft in its own act, and counts what its reader sees', async () => {
  const { staff, chief, land, head, stranger } = await people()
  const origin = { kind: 'finding', id: crypto.randomUUID() }
  const shares = [{ divisionId: land, isLead: true, requirement: '' }]
  const [year, now] = [2025, '2025-11-06T01:00:00Z']
  const contextOf = (tx: Tx, { id, postId }: Client, more: Partial<Actor>) => {
    const clock = { today: '2025-11-06', now } as Clock
    const actor = { id, postId, name: '', inChargeOf: [], ...more } as Actor
    const record = (action: string, subject: Entry['subject']) =>
      recordMany(tx, actor, clock, [{ action, subject, basis: 'supervision.open' }])
    return { tx, actor, clock, today: clock.today, record } as unknown as Acting
  }
  const office = { post: 'performanceOffice.staff', divisionId: null } as const
  const id = await w.db
    .transaction()
    .execute((tx) =>
      openTicket(contextOf(tx, staff, office), { source: 'finding', year, origin, draft: { ...whole, shares } }),
    )
  expect(await read(chief, id)).toMatchObject({ state: 'drafted', source: 'finding', shares: [{ isLead: true }] })
  await received(w, staff, head, [land])
  const counts = (client: Client, divisionId: string) =>
    w.db.transaction().execute((tx) => ticketCounts(contextOf(tx, client, { post: 'division.head', divisionId }), year))
  expect(await counts(head, land)).toEqual({ open: 1, overdue: 0, toClose: 0 })
  expect(await counts(stranger, id)).toEqual({ open: 0, overdue: 0, toClose: 0 })
})
