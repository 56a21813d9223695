import { describe, expect, test } from 'vitest'
import { listDuties, readDuty, readMatrix } from '#domain/collection/duty.api.ts'
import {
  accept,
  correct,
  offer,
  readAcceptance,
  readSignSheet,
  returnDuty,
  sign,
} from '#domain/collection/dutyActs.api.ts'
import { listTodos } from '#domain/home/home.api.ts'
import { entry, offered, openDuty, signed, submittedDuty, versionOf } from '#test/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const reason = '漏计一个晚高峰时段'
const rows = (id: string) => w.history(id).then((all) => all.map(({ action }) => action))

describe('separation of duties', () => {
  test('whoever entered the data may not accept them under another post', async () => {
    const { id, officer, head, coordinating } = await openDuty(w)
    await offered(w, officer, id)
    await signed(w, head)
    const version = await versionOf(w, head, id)
    for (const [who, sentence] of [
      [officer, '填报人'],
      [head, '签字人'],
    ] as const) {
      const other = await w.alsoAs(who, 'division.officer', coordinating)
      const answer = await w.call(other, accept, { params: { id }, body: { version } })
      expect(answer).toMatchObject({ status: 409, body: { code: 'own_data' } })
      expect(JSON.stringify(answer.body)).toContain(sentence)
    }
    expect(await rows(id)).not.toContain('duty.accept')
  })

  test('a division that coordinates itself is accepted by the deputy in charge', async () => {
    const division = await w.division()
    const { id, officer, head } = await openDuty(w)
    await w.owner
      .updateTable('duty')
      .set({ responsibleDivisionId: division, coordinatingDivisionId: division })
      .where('id', '=', id)
      .execute()
    const own = await w.person('division.officer', division)
    const ownHead = await w.person('division.head', division)
    await offered(w, own, id)
    await signed(w, ownHead)
    const version = await versionOf(w, ownHead, id)
    const [inCharge, other] = [await w.person('leadingGroup.deputy'), await w.person('leadingGroup.deputy')]
    await w.owner.insertInto('postCharge').values({ postId: inCharge.postId, divisionId: division }).execute()
    const say = (client: Client) => w.call(client, accept, { params: { id }, body: { version } })
    expect(await say(own)).toMatchObject({ status: 403, body: { code: 'not_acceptor' } })
    expect(await say(other)).toMatchObject({ status: 403, body: { code: 'not_acceptor' } })
    expect((await w.call(inCharge, readAcceptance)).body.rows.map((row) => row.id)).toContain(id)
    expect((await w.call(other, readAcceptance)).body.rows.map((row) => row.id)).not.toContain(id)
    expect(await say(inCharge)).toMatchObject({ status: 200, body: { stage: 'accepted' } })
    expect([officer.id, head.id]).not.toContain(inCharge.id)
  })
})

describe('a correction', () => {
  test('is a new version with a reason; the signature over the old one stays and is stale', async () => {
    const { id, officer, head, coordinator } = await submittedDuty(w)
    const version = await versionOf(w, officer, id)
    const answer = await w.call(officer, correct, { params: { id }, body: { version, reason, ...entry('13') } })
    expect(answer).toMatchObject({
      status: 200,
      body: { stage: 'offered', value: '13', isCorrected: true, signedBy: null },
    })
    expect(answer.body.submissions).toMatchObject([
      { number: 2, value: '13', correctionReason: reason, signature: null },
      { number: 1, value: '12', signature: { isStale: true } },
    ])
    const sheet = await w.call(head, readSignSheet, { query: { period: '2025-10' } })
    expect(sheet.body.duties).toMatchObject([{ id, correctionReason: reason, lastSigned: { number: 1, value: '12' } }])
    await signed(w, head)
    const accepted = await w.call(coordinator, accept, {
      params: { id },
      body: { version: await versionOf(w, head, id) },
    })
    expect(accepted.body).toMatchObject({ stage: 'accepted', isCorrected: true, firstSignedOn: '2025-11-06' })
  })

  test('versions and signatures cannot be changed by the application', async () => {
    const { id } = await submittedDuty(w)
    const change = w.db.updateTable('submission').set({ value: '99' }).where('dutyId', '=', id).execute()
    await expect(change).rejects.toMatchObject({ code: '42501' })
    await expect(w.db.deleteFrom('signature').execute()).rejects.toMatchObject({ code: '42501' })
  })
})

test('a return is told to the division and handed in anew', async () => {
  const { id, officer, coordinator, head } = await submittedDuty(w)
  const version = await versionOf(w, coordinator, id)
  await w.call(coordinator, returnDuty, { params: { id }, body: { version, reason } })
  const { body } = await w.call(officer, listTodos)
  const todo = body.rows.find((row) => row.id === id)
  expect(todo).toMatchObject({ link: `/duties/${id}#act-fill`, from: { zh: `退回原因：${reason}` } })
  await offered(w, officer, id, '14')
  await signed(w, head)
  expect((await w.call(head, readDuty, { params: { id } })).body).toMatchObject({
    stage: 'submitted',
    isCorrected: false,
    returnReason: null,
  })
})

describe('a repeated request', () => {
  test('has one effect, and another body under its key is refused', async () => {
    const { id, officer } = await openDuty(w)
    const version = await versionOf(w, officer, id)
    const key = crypto.randomUUID()
    const say = (value: string) => w.call(officer, offer, { params: { id }, body: { version, ...entry(value) }, key })
    expect(await say('5')).toMatchObject({ status: 200, body: { value: '5' } })
    expect(await say('5')).toMatchObject({ status: 200, body: { value: '5' } })
    expect(await say('6')).toMatchObject({ status: 422 })
    const submissions = await w.owner.selectFrom('submission').select('id').where('dutyId', '=', id).execute()
    expect(submissions).toHaveLength(1)
    expect(await rows(id)).toEqual(['duty.generate', 'duty.open', 'duty.offer'])
  })

  test('of a signature signs once', async () => {
    const { id, officer, head } = await openDuty(w)
    await offered(w, officer, id)
    await w.reauthenticated(head)
    const { body: sheet } = await w.call(head, readSignSheet, { query: { period: '2025-10' } })
    const body = { period: '2025-10', statementNumber: 1, digest: sheet.digest ?? '' }
    const key = crypto.randomUUID()
    const first = await w.call(head, sign, { body, key })
    const again = await w.call(head, sign, { body, key })
    expect(again).toMatchObject({ status: 200, body: first.body })
    expect(await rows(id)).toEqual(['duty.generate', 'duty.open', 'duty.offer', 'duty.sign'])
  })
})

describe('lists', () => {
  test('a division sees what it owes and coordinates, once, in order of due days', async () => {
    const { officer, coordinator, responsible } = await openDuty(w, { frequency: 'quarter' }, { period: '2025-Q3' })
    for (const client of [officer, coordinator]) {
      const all: string[] = []
      let after: string | undefined
      do {
        const { body } = await w.call(client, listDuties, {
          query: { year: 2025, limit: 3, ...(after ? { after } : {}) },
        })
        all.push(...body.rows.map(({ period }) => period))
        after = body.next ?? undefined
      } while (after)
      expect(all).toEqual(['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4'])
    }
    const other = await w.person('division.officer', await w.division())
    expect((await w.call(other, listDuties, { query: { year: 2025 } })).body.rows).toEqual([])
    const office = await w.person('performanceOffice.staff', await w.division())
    const mine = await w.call(office, listDuties, { query: { year: 2025, divisionId: responsible, stage: 'open' } })
    expect(mine.body.rows.map(({ period }) => period)).toEqual(['2025-Q1', '2025-Q2', '2025-Q3'])
  })

  test('a foreign cursor and an unknown filter are refused', async () => {
    const { officer } = await openDuty(w)
    expect(await w.call(officer, listDuties, { query: { year: 2025, after: 'x' } })).toMatchObject({ status: 422 })
    const unknown = await w.call(officer, listDuties, { query: { year: 2025, sort: 'value' } as never })
    expect(unknown).toMatchObject({ status: 422 })
  })

  test('the matrix shows a row per indicator with a cell per period, and no other division’s', async () => {
    await openDuty(w)
    const { officer, coordinator, id } = await submittedDuty(
      w,
      { name: '罗湖口岸旅客人次', unit: '万人次', decimals: 1 },
      '620.3',
    )
    for (const client of [officer, coordinator]) {
      const { body } = await w.call(client, readMatrix, { query: { year: 2025 } })
      expect(body.rows).toHaveLength(1)
      expect(body.rows[0]?.cells.map(({ period }) => period)).toHaveLength(12)
      expect(body.rows[0]?.cells.find(({ dutyId }) => dutyId === id)).toMatchObject({
        period: '2025-10',
        value: '620.3',
        stage: 'submitted',
        externalDueOn: '2025-11-07',
      })
    }
  })
})

describe('to-dos', () => {
  /** About data; months that went by have left cards, which are explained by other to-dos. */
  const links = async (client: Client) =>
    (await w.call(client, listTodos)).body.rows.map(({ link }) => link).filter((link) => link.startsWith('/duties'))
  test('go from the officer to the head to the coordinating division, and vanish', async () => {
    const { id, officer, head, coordinator } = await openDuty(w, { frequency: 'year' }, { period: '2025' })
    expect(await links(officer)).toEqual([])
    const monthly = await openDuty(w)
    expect(await links(monthly.officer)).toContain(`/duties/${monthly.id}#act-fill`)
    await offered(w, monthly.officer, monthly.id)
    expect(await links(monthly.officer)).not.toContain(`/duties/${monthly.id}#act-fill`)
    expect(await links(monthly.head)).toEqual(['/duties/sign/2025-10#act-sign'])
    await signed(w, monthly.head)
    expect(await links(monthly.head)).toEqual([])
    expect(await links(monthly.coordinator)).toEqual(['/duties/acceptance?period=2025-10#act-accept'])
    const version = await versionOf(w, monthly.coordinator, monthly.id)
    await w.call(monthly.coordinator, accept, { params: { id: monthly.id }, body: { version } })
    expect(await links(monthly.coordinator)).toEqual([])
    expect([head.id, coordinator.id, id]).toHaveLength(3)
  })
})
