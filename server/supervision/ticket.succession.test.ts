import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import { draftReorganisation, planReorganisation } from '#domain/organization/reorganisation.api.ts'
import { readTicket, readTicketHistory } from '#domain/supervision/ticket.api.ts'
import { receiveShare } from '#domain/supervision/ticketShare.api.ts'
import { inForce } from '#test/fixtures/revision.ts'
import { assigned, shareOf } from '#test/tickets.ts'
import { world } from '#test/world.ts'

const w = world()

test('an open share goes to the successor, which receives it; the plan says so before', async () => {
  const { people, year } = await inForce(w)
  const { responsible, coordinating, writer, officeHead } = people
  const ticket = await assigned(w, writer, [responsible], { dueOn: `${year}-07-01` })
  const ended = [{ divisionId: responsible, how: 'merged' as const, successor: coordinating, items: [] }]
  const content = { founded: [], renamed: [], ended }
  const body = { fromOn: `${year}-06-02`, document: '深编〔2025〕12号', content }
  const { id, version, outcome } = (await w.call(officeHead, draftReorganisation, { body })).body
  expect(outcome?.matters.map(({ kind, id: of, effect }) => [kind, of, effect])).toContainEqual([
    ...['ticket', ticket.id, 'passes'],
  ])
  await w.call(officeHead, planReorganisation, { params: { id }, body: { version } })
  const heir = await w.person('division.officer', coordinating)
  const params = { id: ticket.id }
  const share = shareOf((await w.call(heir, readTicket, { params })).body, coordinating)
  expect((await w.call(heir, listTodos)).body.rows.map(({ link }) => link)).toContain(
    `/tickets/${ticket.id}#act-receive`,
  )
  const received = await w.call(heir, receiveShare, { params: { id: share.id }, body: { version: share.version } })
  expect(received.status).toBe(200)
  const { rows } = (await w.call(heir, readTicketHistory, { params })).body
  expect(rows.map(({ action }) => action)).toContain('ticket.passOn')
})
