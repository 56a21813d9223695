import { describe, expect, test } from 'vitest'
import { readDuty, readDutyHistory } from '#domain/collection/duty.api.ts'
import {
  accept,
  correct,
  finalize,
  offer,
  readSignSheet,
  saveEntry,
  takeBack,
} from '#domain/collection/dutyActs.api.ts'
import { offerEntries, readEntryGrid, saveEntries } from '#domain/collection/entryGrid.api.ts'
import type { FormContent } from '#domain/collection/form.ts'
import { register } from '#domain/collection/registration.api.ts'
import { entry, openDuty, paper, signed, uploaded, versionOf } from '#test/duties.ts'
import { furtherFields, indicatorOf, inForce } from '#test/fixtures/collectionPlans.ts'
import { world } from '#test/world.ts'

const w = world()

async function asked(content: Parameters<typeof inForce>[4] = { fields: furtherFields }) {
  const people = await openDuty(w)
  const lead = await w.person('division.head', people.coordinating)
  await inForce(w, people.coordinator, lead, await indicatorOf(w, people.id), content)
  return { ...people, lead }
}
const content = (values: FormContent['values'], reasons = {}): FormContent => ({ values, reasons })
type People = Awaited<ReturnType<typeof asked>>
const handIn = async ({ officer, id }: People, value: string | null, given: FormContent) =>
  w.call(officer, offer, {
    params: { id },
    body: { version: await versionOf(w, officer, id), ...entry(value), content: given },
  })
const rowOf = (id: string) => w.owner.selectFrom('duty').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

describe('a form with further fields', () => {
  test('is refused at its field until it is sound; nothing has changed then', async () => {
    const people = await asked()
    const before = await rowOf(people.id)
    const faults = async (given: FormContent) =>
      (await handIn(people, '12', given)).body as unknown as { fields?: { path: string; message: { zh: string } }[] }
    expect((await faults(content({}))).fields).toMatchObject([
      { path: 'body.content.values.inspected', message: { zh: '其中：抽检件数：须填写。' } },
    ])
    expect((await faults(content({ inspected: '13' }))).fields?.[0]?.message.zh).toContain('应不大于')
    expect((await faults(content({ inspected: '1', method: 'guess' }))).fields).toMatchObject([
      { path: 'body.content.values.method' },
    ])
    expect(await rowOf(people.id)).toEqual(before)
  })

  test('is signed over with names, reasons and the digest of its file, and read by signer and acceptor', async () => {
    const people = await asked()
    const list = await uploaded(w, people.officer, '抽检清单.txt')
    const { status, body } = await handIn(people, '12', content({ inspected: '5', method: 'system', list, other: '9' }))
    expect(status).toBe(200)
    expect(body.submissions[0]?.further).toMatchObject([
      { name: '其中：抽检件数', words: '5 件' },
      { name: '取数方式', words: '业务系统导出' },
      { name: '抽检清单', words: '抽检清单.txt', file: { id: list } },
    ])
    const kept = await w.owner
      .selectFrom('submission')
      .select(['canonical', 'content'])
      .where('dutyId', '=', people.id)
      .executeTakeFirstOrThrow()
    expect(kept.content).toEqual({ values: { inspected: '5', method: 'system', list }, reasons: {} })
    expect(JSON.parse(String(kept.canonical)).further).toMatchObject([
      { key: 'inspected', value: '5' },
      { key: 'method' },
      { key: 'list', file: { name: '抽检清单.txt' } },
    ])
    const sheet = await w.call(people.head, readSignSheet, { query: { period: '2025-10' } })
    expect(sheet.body.duties[0]?.further).toHaveLength(3)
    await signed(w, people.head)
    const version = await versionOf(w, people.lead, people.id)
    expect((await w.call(people.lead, accept, { params: { id: people.id }, body: { version } })).status).toBe(200)
    const { rows } = (await w.call(people.officer, readDutyHistory, { params: { id: people.id } })).body
    const offered = rows.find(({ action }) => action === 'duty.offer')
    expect(offered?.changes.find(({ field }) => field === 'further')?.new).toContain('其中：抽检件数：5 件')
  })

  test('asks for a reason where a figure leaps, and keeps it', async () => {
    const people = await asked()
    await handIn(people, '12', content({ inspected: '4' }))
    await signed(w, people.head)
    await w.clock('2025-12-03')
    const next = await w.owner
      .selectFrom('duty')
      .select('id')
      .where('indicatorId', '=', await indicatorOf(w, people.id))
      .where('period', '=', '2025-11')
      .executeTakeFirstOrThrow()
    const ofNovember = { ...people, id: next.id }
    const read = await w.call(people.officer, readDuty, { params: { id: next.id } })
    expect(read.body.compared.lastPeriod).toMatchObject({ value: '12', inspected: '4' })
    const leap = await handIn(ofNovember, '12', content({ inspected: '8' }))
    expect(leap).toMatchObject({ status: 422, body: { fields: [{ path: 'body.content.reasons.inspected' }] } })
    const explained = await handIn(ofNovember, '12', content({ inspected: '8' }, { inspected: '专项抽检' }))
    expect(explained.body.submissions[0]?.further[0]).toMatchObject({ words: '8 件', reason: '专项抽检' })
    await w.clock('2025-11-06')
  })

  test('shows whoever signs what its checks find, and each field that a correction changed', async () => {
    const people = await asked({
      fields: furtherFields,
      checks: [{ kind: 'range', severity: 'warning', least: '20', most: null }],
    })
    const first = content({ inspected: '5', method: 'system' })
    const { id, officer, head } = people
    const given = { ...entry('12', '本月停机检修'), content: first }
    await w.call(officer, offer, { params: { id }, body: { version: await versionOf(w, officer, id), ...given } })
    const sheet = async () => (await w.call(head, readSignSheet, { query: { period: '2025-10' } })).body.duties[0]
    expect(await sheet()).toMatchObject({ lastSigned: null, findings: [{ field: 'value' }] })
    await signed(w, head)
    const again = async (values: FormContent['values']) =>
      w.call(officer, correct, {
        params: { id },
        body: { version: await versionOf(w, officer, id), ...given, content: content(values), reason: '抽检件数有误' },
      })
    expect(await again(first.values)).toMatchObject({ status: 422, body: { fields: [{ path: 'body.value' }] } })
    expect(await again({ ...first.values, inspected: '6' })).toMatchObject({ status: 200 })
    expect(await sheet()).toMatchObject({
      further: [{ key: 'inspected', words: '6 件' }, { key: 'method' }],
      lastSigned: { value: '12', further: [{ key: 'inspected', words: '5 件' }, { key: 'method' }] },
    })
  })

  test('is kept as a draft, read on its own page and in the grid', async () => {
    const people = await asked()
    const draft = { ...entry('12'), content: content({ inspected: '5' }), replaces: null }
    await w.call(people.officer, saveEntry, { params: { id: people.id }, body: draft })
    const { body } = await w.call(people.officer, readDuty, { params: { id: people.id } })
    expect(body.content.values).toEqual({ inspected: '5' })
    const grid = (await w.call(people.officer, readEntryGrid, { query: { period: '2025-10' } })).body
    expect(grid.rows).toMatchObject([{ id: people.id, content: { values: { inspected: '5' } }, files: {} }])
  })

  test('is kept and handed in through the grid as it is by itself: checks, files, history', async () => {
    const people = await asked()
    const { officer, id } = people
    const list = await uploaded(w, officer, '抽检清单.txt')
    const given = content({ inspected: '5', list, other: '9' })
    const draft = { ...entry('12'), content: given, dutyId: id, replaces: null }
    await w.call(officer, saveEntries, { body: { drafts: [draft] } })
    const [row] = (await w.call(officer, readEntryGrid, { query: { period: '2025-10' } })).body.rows
    expect(row).toMatchObject({ content: given, files: { list: { id: list, name: '抽检清单.txt' } } })
    const hand = (of: FormContent) =>
      w.call(officer, offerEntries, {
        body: { rows: [{ dutyId: id, version: row?.version ?? 0, ...entry('12'), content: of }] },
      })
    const before = await rowOf(id)
    expect((await hand(content({ inspected: '13' }))).body).toMatchObject({
      fields: [{ path: 'body.rows.0.content.values.inspected' }],
    })
    const foreign = await uploaded(w, people.head, '别人的.txt')
    expect((await hand(content({ inspected: '5', list: foreign }))).body).toMatchObject({
      fields: [{ path: 'body.rows.0.content.values.list' }],
    })
    expect(await rowOf(id)).toEqual(before)
    expect((await hand(given)).status).toBe(200)
    const { body } = await w.call(officer, readDuty, { params: { id } })
    expect(body.submissions[0]?.further).toMatchObject([{ words: '5 件' }, { file: { id: list } }])
    const kept = await w.owner
      .selectFrom('submission')
      .select(['canonical', 'content'])
      .where('dutyId', '=', id)
      .executeTakeFirstOrThrow()
    expect(kept.content).toEqual({ values: { inspected: '5', list }, reasons: {} })
    expect(JSON.parse(String(kept.canonical)).further).toMatchObject([
      { key: 'inspected', value: '5' },
      { key: 'list', file: { name: '抽检清单.txt' } },
    ])
    const { rows } = (await w.call(officer, readDutyHistory, { params: { id } })).body
    const offered = rows.find(({ action }) => action === 'duty.offer')
    expect(offered?.changes.find(({ field }) => field === 'further')?.new).toContain('其中：抽检件数：5 件')
  })

  test('of a nil return has nothing in it', async () => {
    const people = await asked()
    const { body } = await handIn(people, null, content({ inspected: '5' }))
    expect(body.submissions[0]).toMatchObject({ kind: 'nil', further: [] })
  })

  test('is registered on behalf with its fields', async () => {
    const people = await asked()
    const { coordinator, id, head } = people
    const body = {
      ...(await paper(w, coordinator, id, '12')),
      ...{ signerId: head.id, signedOn: '2025-11-03', receivedOn: '2025-11-04' },
    }
    expect((await w.call(coordinator, register, { params: { id }, body })).status).toBe(422)
    const whole = { ...body, content: content({ inspected: '3' }) }
    const { status, body: duty } = await w.call(coordinator, register, { params: { id }, body: whole })
    expect(status).toBe(200)
    expect(duty.submissions[0]?.further).toMatchObject([{ words: '3 件' }])
  })
})

describe('a preliminary figure', () => {
  const handedIn = async () => {
    const people = await asked({ isPreliminary: true })
    await handIn(people, '12', content({}))
    await signed(w, people.head)
    return people
  }
  test('is followed by the final one, which is signed anew and is no correction', async () => {
    const people = await handedIn()
    const { id, officer, head } = people
    expect(await rowOf(id)).toMatchObject({ isPreliminary: true, isCorrected: false })
    const body = { version: await versionOf(w, officer, id), ...entry('12.5') }
    const fine = { ...body, value: '13' }
    expect((await w.call(officer, finalize, { params: { id }, body })).status).toBe(422)
    const given = await w.call(officer, finalize, { params: { id }, body: fine })
    expect(given.body).toMatchObject({ stage: 'offered', isCorrected: false, isPreliminary: false })
    await signed(w, head)
    expect(await rowOf(id)).toMatchObject({ value: '13', isCorrected: false, isPreliminary: false })
    const again = { ...fine, version: await versionOf(w, officer, id) }
    const refused = await w.call(officer, finalize, { params: { id }, body: again })
    expect(refused).toMatchObject({ status: 409, body: { code: 'not_preliminary' } })
  })

  test('is in force again when the final one is taken back; a correction of it stays preliminary', async () => {
    const { id, officer } = await handedIn()
    const body = { version: await versionOf(w, officer, id), ...entry('13') }
    await w.call(officer, finalize, { params: { id }, body })
    const version = await versionOf(w, officer, id)
    await w.call(officer, takeBack, { params: { id }, body: { version, reason: '尚未核定' } })
    expect(await rowOf(id)).toMatchObject({ stage: 'submitted', value: '12', isPreliminary: true })
    const corrected = { version: await versionOf(w, officer, id), ...entry('11'), reason: '录入有误' }
    await w.call(officer, correct, { params: { id }, body: corrected })
    expect(await rowOf(id)).toMatchObject({ value: '11', isPreliminary: true, isCorrected: true })
  })
})
