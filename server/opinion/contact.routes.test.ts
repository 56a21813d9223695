import { describe, expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import { correctContact, keepPromise, listOfItem, recordContact, withdrawContact } from '#domain/opinion/contact.api.ts'
import { readOpinion, recordOpinion, waiveOpinion } from '#domain/opinion/opinion.api.ts'
import { collectingUnit, openDuty } from '#test/duties.ts'
import { acceptedSet, reportAt } from '#test/reports.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const said = {
  ...{ contactOn: '2025-11-04', way: 'meeting' as const, who: '方既明', withWhom: '综合处李工' },
  ...{ gist: '商定补报口径', promised: '送书面说明', promisedUntil: '2025-11-14' },
}
async function talked() {
  const people = await openDuty(w)
  const bodyId = await collectingUnit(w)
  const body = { ...said, bodyId }
  const { id } = (await w.call(people.coordinator, recordContact, { params: { id: people.itemId }, body })).body
  const stranger = await w.person('division.officer', await w.division())
  return { ...people, stranger, body, params: { id } }
}
const contacts = async (client: Client, itemId: string) =>
  (await w.call(client, listOfItem, { params: { id: itemId } })).body.contacts
const todos = async (client: Client) =>
  (await w.call(client, listTodos)).body.rows.filter(({ module }) => module === 'contact')

describe('what was promised', () => {
  test('is a to-do of whoever promised it, until it is kept', async () => {
    const { coordinator, officer, itemId, params } = await talked()
    expect(await todos(coordinator)).toMatchObject([
      {
        dueOn: '2025-11-14',
        link: `/items/${itemId}#act-keep-${params.id}`,
        object: { zh: '与市统计局约定：送书面说明' },
      },
    ])
    expect(await todos(officer)).toEqual([])
    const kept = await w.call(coordinator, keepPromise, { params, body: { outcome: '说明已送，李工收' } })
    expect(kept).toMatchObject({
      status: 200,
      body: { kept: { words: '说明已送，李工收', by: { id: coordinator.id } } },
    })
    expect(await todos(coordinator)).toEqual([])
    const again = await w.call(coordinator, keepPromise, { params, body: { outcome: '再送' } })
    expect(again).toMatchObject({ status: 409, body: { code: 'nothing_promised' } })
    expect((await w.history(params.id)).map(({ action }) => action)).toEqual(['contact.record', 'contact.keep'])
  })
})

describe('a promise of somebody who left', () => {
  test('goes to the head of the coordinating division from that day, and to nobody else', async () => {
    const { coordinator, officer, coordinating, responsible, params } = await talked()
    const head = await w.person('division.head', coordinating)
    const others = [
      officer,
      await w.person('division.head', responsible),
      await w.person('division.officer', coordinating),
    ]
    expect(await todos(head)).toEqual([])
    const leave = { toOn: '2025-11-06' }
    await w.owner.updateTable('post').set(leave).where('personId', '=', coordinator.id).execute()
    expect((await todos(head)).map(({ id }) => id)).toEqual([params.id])
    for (const client of others) expect(await todos(client)).toEqual([])
    const kept = await w.call(head, keepPromise, { params, body: { outcome: '说明已送' } })
    expect(kept).toMatchObject({ status: 200, body: { kept: { by: { id: head.id } } } })
    expect(await todos(head)).toEqual([])
  })

  test('stays with whoever went to the performance office', async () => {
    const { coordinator, coordinating } = await talked()
    const head = await w.person('division.head', coordinating)
    await w.owner
      .updateTable('post')
      .set({ kind: 'performanceOffice.staff', divisionId: await w.division() })
      .where('personId', '=', coordinator.id)
      .execute()
    expect(await todos(head)).toEqual([])
    expect(await todos(coordinator)).toHaveLength(1)
  })
})

describe('a contact that was recorded wrongly', () => {
  test('is corrected: both versions stay, the former with the reason, and the new promise is the one to keep', async () => {
    const { coordinator, officer, itemId, params, body } = await talked()
    const corrected = { ...body, gist: '商定更正口径', promisedUntil: '2025-11-20', reason: '要点记错' }
    const { status, body: now } = await w.call(coordinator, correctContact, { params, body: corrected })
    expect([status, now.correctsId, now.withdrawn]).toEqual([200, params.id, null])
    const all = await contacts(officer, itemId)
    expect(all.map(({ gist }) => gist).toSorted()).toEqual(['商定更正口径', '商定补报口径'].toSorted())
    expect(all.find(({ id }) => id === params.id)).toMatchObject({ withdrawn: { words: '要点记错' }, correctsId: null })
    expect((await todos(coordinator)).map(({ id, dueOn }) => [id, dueOn])).toEqual([[now.id, '2025-11-20']])
    expect((await w.history(params.id)).map(({ action }) => action)).toEqual(['contact.record', 'contact.withdraw'])
    const twice = await w.call(coordinator, correctContact, { params, body: corrected })
    expect(twice).toMatchObject({ status: 409, body: { code: 'withdrawn_already' } })
    expect(await contacts(officer, itemId)).toHaveLength(2)
  })

  test('is withdrawn with its reason, once, even by two at the same time', async () => {
    const { coordinator, itemId, params } = await talked()
    const back = () => w.call(coordinator, withdrawContact, { params, body: { reason: '记错事项' } })
    const both = await Promise.all([back(), back()])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await contacts(coordinator, itemId)).toMatchObject([{ gist: said.gist, withdrawn: { words: '记错事项' } }])
    expect(await todos(coordinator)).toEqual([])
  })

  test('by the division that coordinates alone; nothing changes by a refusal', async () => {
    const { officer, stranger, itemId, params, body } = await talked()
    const before = await contacts(officer, itemId)
    for (const [client, status] of [
      [officer, 403],
      [stranger, 404],
    ] as const) {
      expect((await w.call(client, withdrawContact, { params, body: { reason: '记错' } })).status).toBe(status)
      expect((await w.call(client, keepPromise, { params, body: { outcome: '已送' } })).status).toBe(status)
      const correcting = { params, body: { ...body, reason: '记错' } }
      expect((await w.call(client, correctContact, correcting)).status).toBe(status)
    }
    const late = { params, body: { ...body, contactOn: '2025-11-30', reason: '记错' } }
    const office = await w.person('performanceOffice.staff', await w.division())
    expect(await w.call(office, correctContact, late)).toMatchObject({ status: 422 })
    expect(await contacts(officer, itemId)).toEqual(before)
  })
})

test('an opinion or a contact is about a report of the item that its division sees', async () => {
  const set = await acceptedSet(w)
  const reportId = await reportAt(w, set, 'signed')
  const { itemId } = await w.owner
    .selectFrom('duty')
    .select('itemId')
    .where('id', '=', set.ids[0] ?? '')
    .executeTakeFirstOrThrow()
  const params = { id: itemId }
  const of = async (client: Client) => (await w.call(client, listOfItem, { params })).body.reports
  expect(await of(set.coordinator)).toEqual([{ id: reportId, subject: '口岸通关数据', period: '2025-10', number: 1 }])
  expect(await of(set.officer)).toEqual([])
  const body = { ...said, bodyId: set.unitId, reportId }
  expect(await w.call(set.coordinator, recordContact, { params, body })).toMatchObject({
    body: { report: { id: reportId } },
  })
})

test('a list of holidays that comes or is corrected later moves the day to answer by, once, and logs it', async () => {
  const { coordinator, itemId, body } = await talked()
  const opinion = { bodyId: body.bodyId, receivedOn: '2025-11-05', way: 'phone' as const, words: '请说明口径' }
  const record = async () => (await w.call(coordinator, recordOpinion, { params: { id: itemId }, body: opinion })).body
  const [open, closed] = [await record(), await record()]
  await w.call(coordinator, waiveOpinion, { params: { id: closed.id }, body: { version: 1, reason: '仅作肯定' } })
  expect(open.dueOn).toBe('2025-11-12')
  const { holidays } = w.app
  Object.assign(w.app, {
    holidays: { ...holidays, days: new Map([...holidays.days, ['2025-11-11', 'rest' as const]]) },
  })
  await w.clock('2025-11-06')
  await w.clock('2025-11-06')
  Object.assign(w.app, { holidays })
  const dueOn = async (id: string) => (await w.call(coordinator, readOpinion, { params: { id } })).body.dueOn
  expect([await dueOn(open.id), await dueOn(closed.id)]).toEqual(['2025-11-13', '2025-11-12'])
  expect((await w.history(open.id)).map(({ action, personId }) => [action, personId])).toEqual([
    ['opinion.record', coordinator.id],
    ['opinion.revise', null],
  ])
  await w.clock('2025-11-14')
  expect(await dueOn(open.id)).toBe('2025-11-13') // what is over stays
})
