import { expect, test } from 'vitest'
import {
  downloadInstructionScan,
  draftBriefing,
  listBriefings,
  listToBrief,
  markBriefingRead,
  readBriefing,
  readBriefingHistory,
  recordInstruction,
  saveBriefing,
  sendBriefing,
  ticketOfInstruction,
  withdrawBriefing,
} from '#domain/bulletin/briefing.api.ts'
import { listTodos } from '#domain/home/home.api.ts'
import { readTicket } from '#domain/supervision/ticket.api.ts'
import { bulletinPeople } from '#test/bulletins.ts'
import { uploaded } from '#test/duties.ts'
import type { Client } from '#test/world.ts'
import { world } from '#test/world.ts'

const w = world()
const linksOf = async (client: Client) => (await w.call(client, listTodos)).body.rows.map(({ link }) => link)

async function conformity(): Promise<string> {
  const body = { kind: 'municipalPerformanceOffice', nameZh: '市绩效办', nameEn: 'City', fromOn: '2010-01-01' }
  const { id: bodyId } = await w.owner.insertInto('externalBody').values(body).returning('id').executeTakeFirstOrThrow()
  const person = await w.owner.selectFrom('person').select('id').limit(1).executeTakeFirstOrThrow()
  const row = await w.owner
    .insertInto('conformity')
    .values({
      ...{ year: 2025, aspect: 'reporting', title: '旅客量指标符合性验证', bodyId, document: '市绩效办通知' },
      ...{ requestedOn: '2025-08-11', concerns: '旅客量', dueOn: '2025-08-15', state: 'resulted', result: 'partly' },
      ...{
        resultOn: '2025-09-02',
        resultWords: '部分符合',
        recordedBy: person.id,
        recordedAt: '2025-08-11T09:00:00+08:00',
      },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

test('a result of the city is a to-do to brief on; the briefing is read, an instruction becomes a ticket', async () => {
  const { staff, officeHead, groupHead, member, head } = await bulletinPeople(w)
  const source = { kind: 'conformity' as const, id: await conformity() }
  expect(await linksOf(staff)).toContain(`/briefings?source=conformity:${source.id}#act-draft`)
  expect((await w.call(staff, listToBrief)).body.rows).toMatchObject([source])
  const words = { title: '关于旅客量指标符合性验证的情况', words: '结果为部分符合，已部署整改。' }
  const drafted = await w.call(staff, draftBriefing, { body: { ...words, sources: [source] } })
  expect(drafted.status).toBe(200)
  expect((await linksOf(staff)).some((link) => link.startsWith('/briefings?source'))).toBe(false)
  expect((await w.call(staff, draftBriefing, { body: { ...words, sources: [source] } })).status).toBe(404)
  const { id, version } = drafted.body
  const params = { id }

  // a draft is the performance office's alone; only its head sends it
  for (const other of [groupHead, member]) expect((await w.call(other, readBriefing, { params })).status).toBe(404)
  expect((await w.call(head, listBriefings)).status).toBe(403)
  expect((await w.call(staff, sendBriefing, { params, body: { version } })).status).toBe(403)
  const sent = await w.call(officeHead, sendBriefing, { params, body: { version } })
  expect(sent.body).toMatchObject({ state: 'sent', number: 1, read: 0 })
  expect((await w.call(staff, saveBriefing, { params, body: { version: 2, ...words } })).body).toMatchObject({
    code: 'wrong_state',
  })
  expect((await w.call(head, readBriefing, { params })).status).toBe(403)

  // read once by each
  expect(await linksOf(member)).toContain(`/briefings/${id}#act-read`)
  expect((await w.call(member, markBriefingRead, { params, body: {} })).body.read).toBe(1)
  expect((await w.call(member, markBriefingRead, { params, body: {} })).body).toMatchObject({ code: 'read_already' })
  expect(await linksOf(member)).not.toContain(`/briefings/${id}#act-read`)

  // own words, or those on paper with the scan; of nobody else
  const now = async () => (await w.call(staff, readBriefing, { params })).body
  const given = async (as: Client, leaderId: string, more: object = {}) =>
    w.call(as, recordInstruction, {
      params,
      body: { version: (await now()).version, leaderId, words: '请督办到位。', givenOn: '2025-11-06', ...more },
    })
  expect((await given(member, groupHead.id)).body).toMatchObject({ code: 'not_own_words' })
  expect((await given(staff, groupHead.id)).body).toMatchObject({ code: 'scan_missing' })
  expect((await given(staff, head.id, { scanId: await uploaded(w, staff, 'a.pdf') })).body).toMatchObject({
    code: 'not_reader',
  })
  expect((await given(member, member.id, { givenOn: '2025-11-07' })).body).toMatchObject({ code: 'day_of_instruction' })
  expect((await now()).given).toEqual([])
  expect((await given(groupHead, groupHead.id)).body).toMatchObject({ instructions: 1, read: 2 })
  const onPaper = await given(staff, member.id, { scanId: await uploaded(w, staff, '批示.pdf') })
  expect(onPaper.body.given).toHaveLength(2)

  // the scan is read by who reads the briefing
  const scanned = onPaper.body.given.find(({ scan }) => scan !== null)
  const scan = { params: { id, instructionId: scanned?.id ?? '' } }
  expect((await w.call(groupHead, downloadInstructionScan, scan)).status).toBe(200)
  expect((await w.call(head, downloadInstructionScan, scan)).status).toBe(403)

  // a ticket of the instruction, once
  const first = onPaper.body.given.find(({ leader }) => leader.id === groupHead.id)
  const instruction = { id, instructionId: first?.id ?? '' }
  const at = { params: instruction, body: { version: onPaper.body.version } }
  expect((await w.call(groupHead, ticketOfInstruction, at)).status).toBe(403)
  const ticketed = await w.call(staff, ticketOfInstruction, at)
  const ticket = ticketed.body.given.find((one) => one.id === first?.id)?.ticket
  expect(ticket).toMatchObject({ state: 'drafted', title: words.title })
  const again = { params: instruction, body: { version: ticketed.body.version } }
  expect((await w.call(staff, ticketOfInstruction, again)).body).toMatchObject({ code: 'ticket_exists' })
  expect((await w.call(staff, readTicket, { params: { id: ticket?.id ?? '' } })).body).toMatchObject({
    ...{ source: 'briefing', sourceWords: '请督办到位。' },
  })
})

test('a draft is withdrawn with a reason; the result it was about is open again', async () => {
  const { staff, officeHead, member } = await bulletinPeople(w)
  const source = { kind: 'conformity' as const, id: await conformity() }
  const body = { title: '关于验证结果的情况', words: '部分符合。', sources: [source] }
  const { id, version } = (await w.call(staff, draftBriefing, { body })).body
  const params = { id }
  const withdrawn = await w.call(officeHead, withdrawBriefing, { params, body: { version, reason: '并入下期' } })
  expect(withdrawn.body).toMatchObject({ state: 'withdrawn', withdrawReason: '并入下期' })
  expect((await w.call(staff, listToBrief)).body.rows.map((row) => row.id)).toContain(source.id)
  const acts = (await w.call(staff, readBriefingHistory, { params })).body.rows.map(({ action }) => action)
  expect(acts).toEqual(['briefing.withdraw', 'briefing.draft'])
  expect((await w.call(member, readBriefingHistory, { params })).status).toBe(404)
})

test('a period that has ended without a bulletin is a to-do of the performance office', async () => {
  const { staff, head } = await bulletinPeople(w)
  expect(await linksOf(staff)).toContain('/bulletins?period=2025-10#act-begin')
  expect((await linksOf(head)).some((link) => link.startsWith('/bulletins'))).toBe(false)
})
