import { describe, expect, test } from 'vitest'
import {
  askDueException,
  downloadConsent,
  grantDueException,
  listDueExceptions,
  readDueException,
  readDueExceptionHistory,
  refuseDueException,
  takeBackDueException,
} from '#domain/collection/dueException.api.ts'
import { insertFile } from '#server/kernel/files.ts'
import { insertDuty, insertIndicator } from '#test/fixtures/duties.ts'
import { type Client, world } from '#test/world.ts'

/** Third quarter of 2026: internal 16 October, external 20 October, yellow on the 21st, red on the 23rd. */
const w = world(undefined, { today: '2026-10-12' })
const reason = '市局系统升级，数据推迟提供'

async function parties(responsible?: string) {
  const own = responsible ?? (await w.division())
  const coordinating = await w.division()
  const dutyId = await insertDuty(
    w.owner,
    await insertIndicator(w.owner, { responsible: own, coordinating }),
    '2026-Q3',
  )
  return {
    ...{ responsible: own, coordinating, dutyId },
    officer: await w.person('division.officer', own),
    coordinator: await w.person('division.head', coordinating),
    staff: await w.person('performanceOffice.staff', own),
    deputy: await w.person('leadingGroup.deputy'),
  }
}
const ask = (client: Client, of: { dutyId: string } | { divisionId: string; period: string }, days: Days = {}) =>
  w.call(client, askDueException, {
    body: { of, reason, internalOn: '2026-10-19', externalOn: null, consent: null, ...days },
  })
type Days = Partial<{ internalOn: string | null; externalOn: string | null; consent: Consent | null }>
type Consent = { on: string; from: string; fileId: string }
const grant = (client: Client, id: string, version = 1) =>
  w.call(client, grantDueException, { params: { id }, body: { version } })
const duty = (id: string) => w.owner.selectFrom('duty').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const consentBy = async ({ id: uploadedBy }: Client): Promise<Consent> => {
  const file = { name: '复函.pdf', type: 'application/pdf', content: Buffer.from('%PDF'), uploadedBy }
  const { id } = await w.db.transaction().execute((tx) => insertFile(tx, w.app.files, file))
  return { on: '2026-10-12', from: '市统计局 王工', fileId: id }
}
const steps = async (dutyId: string) =>
  (await w.owner.selectFrom('card').selectAll().where('dutyId', '=', dutyId).orderBy('firedOn').execute()).map(
    ({ step, firedOn, dueRevision }) => `${step} ${firedOn} ${dueRevision}`,
  )

describe('a later internal day', () => {
  test('is asked for by either division and granted by the performance office: a new due revision', async () => {
    const { officer, staff, dutyId } = await parties()
    const asked = await ask(officer, { dutyId })
    expect(asked).toMatchObject({ status: 200, body: { state: 'asked', covered: { count: 1 } } })
    expect(await grant(staff, asked.body.id)).toMatchObject({
      status: 200,
      body: { state: 'granted', moved: [{ dutyId, internalBefore: '2026-10-16', internalDueOn: '2026-10-19' }] },
    })
    expect(await duty(dutyId)).toMatchObject({
      ...{ internalDueOn: '2026-10-19', externalDueOn: '2026-10-20', dueRevision: 2, extendedInternalOn: '2026-10-19' },
    })
    expect((await w.history(dutyId)).map(({ action }) => action)).toEqual(['duty.extend'])
    expect((await w.history(asked.body.id)).map(({ action }) => action)).toEqual(['exception.ask', 'exception.grant'])
    expect((await ask((await parties()).coordinator, { dutyId })).status).toBe(404)
  })

  test.each([
    ['no later than the one in force', { internalOn: '2026-10-16' }, 'not_later'],
    ['after the external one', { internalOn: '2026-10-21' }, 'after_external_day'],
    ['no day at all', { internalOn: null }, 'no_day'],
    ['a later external day without consent', { internalOn: null, externalOn: '2026-10-27' }, 'no_consent'],
  ])('%s is refused, and nothing is recorded', async (_, days, code) => {
    const { officer, dutyId } = await parties()
    expect(await ask(officer, { dutyId }, days)).toMatchObject({ status: 409, body: { code } })
    const rows = await w.owner.selectFrom('dueException').select('id').where('dutyId', '=', dutyId).execute()
    expect(rows).toEqual([])
  })

  test('what is signed, opened late or withdrawn has nothing to extend', async () => {
    const { officer, responsible, coordinating } = await parties()
    const late = await insertIndicator(w.owner, { responsible, coordinating })
    const dutyId = await insertDuty(w.owner, late, '2026-Q3', { lateStart: true })
    expect(await ask(officer, { dutyId })).toMatchObject({ status: 409, body: { code: 'nothing_to_extend' } })
    const awaited = await insertDuty(w.owner, late, '2026-Q4')
    expect(await ask(officer, { dutyId: awaited })).toMatchObject({ status: 409, body: { code: 'due_day_awaited' } })
  })
})

describe('who decides', () => {
  test('not the divisions, not whoever asked, and over the house a deputy', async () => {
    const { officer, coordinator, staff, deputy, dutyId, responsible } = await parties()
    const { id } = (await ask(coordinator, { dutyId })).body
    for (const client of [officer, coordinator]) expect((await grant(client, id)).status).toBe(403)
    expect(await grant(deputy, id)).toMatchObject({ status: 403, body: { code: 'not_judge_of_exception' } })
    const both = await w.alsoAs(coordinator, 'performanceOffice.staff', responsible)
    expect(await grant(both, id)).toMatchObject({ status: 409, body: { code: 'own_request' } })
    expect((await grant(staff, id, 4)).status).toBe(409)
    expect(await duty(dutyId)).toMatchObject({ dueRevision: 1, internalDueOn: '2026-10-16', version: 1 })
    const house = await parties(await w.division({ housesPerformanceOffice: true }))
    const own = (await ask(house.officer, { dutyId: house.dutyId })).body.id
    expect(await grant(house.staff, own)).toMatchObject({ status: 403, body: { code: 'not_judge_of_exception' } })
    expect((await grant(house.deputy, own)).status).toBe(200)
  })

  test('refused with the reason, or taken back by the division: the days stay', async () => {
    const { officer, coordinator, staff, dutyId } = await parties()
    const first = (await ask(officer, { dutyId })).body.id
    const no = { params: { id: first }, body: { version: 1, reason: '数据可以按期提供' } }
    expect((await w.call(officer, refuseDueException, no)).status).toBe(403)
    expect((await w.call(staff, refuseDueException, no)).body).toMatchObject({
      ...{ state: 'refused', decided: { note: '数据可以按期提供' } },
    })
    const second = (await ask(officer, { dutyId })).body.id
    const back = { params: { id: second }, body: { version: 1 } }
    expect((await w.call(coordinator, takeBackDueException, back)).status).toBe(403)
    expect((await w.call(officer, takeBackDueException, back)).body.state).toBe('takenBack')
    expect(await grant(staff, second, 2)).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
    expect(await duty(dutyId)).toMatchObject({ dueRevision: 1, internalDueOn: '2026-10-16' })
  })
})

test('the duties of a division in a period: of the coordinating division only those it coordinates', async () => {
  const { responsible, dutyId, coordinator, officer, staff } = await parties()
  const other = await parties(responsible)
  const of = { divisionId: responsible, period: '2026-Q3' }
  expect((await ask(coordinator, of)).body.covered.count).toBe(1)
  const all = (await ask(officer, of)).body
  expect(all.covered.count).toBe(2)
  await grant(staff, all.id)
  for (const id of [dutyId, other.dutyId]) expect((await duty(id)).internalDueOn).toBe('2026-10-19')
  expect((await ask(await w.person('division.head', await w.division()), of)).status).toBe(404)
})

test('who sees it: both divisions and the steering posts; the file of the consent with it', async () => {
  const { officer, coordinator, staff, dutyId } = await parties()
  const consent = await consentBy(officer)
  const { id } = (await ask(officer, { dutyId }, { externalOn: '2026-10-27', internalOn: null, consent })).body
  for (const client of [officer, coordinator, staff]) {
    expect((await w.call(client, readDueException, { params: { id } })).body.consent).toMatchObject({
      on: '2026-10-12',
    })
    expect((await w.call(client, downloadConsent, { params: { id } })).status).toBe(200)
    const { body } = await w.call(client, listDueExceptions, { query: { year: 2026, dutyId } })
    expect(body.rows.map((row) => row.id)).toEqual([id])
  }
  const history = await w.call(coordinator, readDueExceptionHistory, { params: { id } })
  expect(history.body.rows.map(({ action }) => action)).toEqual(['exception.ask'])
  const stranger = await w.person('division.head', await w.division())
  expect((await w.call(stranger, readDueExceptionHistory, { params: { id } })).status).toBe(404)
  expect((await w.call(stranger, readDueException, { params: { id } })).status).toBe(404)
  expect((await w.call(stranger, downloadConsent, { params: { id } })).status).toBe(404)
  expect((await w.call(stranger, listDueExceptions, { query: { year: 2026 } })).body.rows).toEqual([])
})

test('cards fire by the new external day, each once; before it none', async () => {
  const { officer, staff, dutyId } = await parties()
  const consent = await consentBy(officer)
  const { id } = (await ask(officer, { dutyId }, { externalOn: '2026-10-27', internalOn: null, consent })).body
  expect((await grant(staff, id)).status).toBe(200)
  expect(await duty(dutyId)).toMatchObject({ externalDueOn: '2026-10-27', internalDueOn: '2026-10-23' })
  for (const day of ['2026-10-13', '2026-10-21', '2026-10-23', '2026-10-27']) await w.clock(day)
  expect(await steps(dutyId)).toEqual(['earlyWarning 2026-10-20 2'])
  for (const day of ['2026-10-28', '2026-10-30', '2026-11-02']) await w.clock(day)
  expect(await steps(dutyId)).toEqual(['earlyWarning 2026-10-20 2', 'yellow 2026-10-28 2', 'red 2026-10-30 2'])
})
