import { describe, expect, test } from 'vitest'
import { type DayKind, type Holidays, holidaysOf } from '#domain/calendar/workingDays.ts'
import { readDutyHistory } from '#domain/collection/duty.api.ts'
import { accept, correct, offer, readAcceptance, takeBack } from '#domain/collection/dutyActs.api.ts'
import { explainState } from '#domain/collection/dutyStates.ts'
import { listTodos, readHome } from '#domain/home/home.api.ts'
import { clockAt } from '#server/kernel/clock.ts'
import { insertFile } from '#server/kernel/files.ts'
import {
  collectingUnit,
  duties,
  entry,
  issueDuties,
  offered,
  openDuty,
  peopleOf,
  plannedItem,
  signed,
  submittedDuty,
  versionOf,
} from '#test/duties.ts'
import { type Client, world } from '#test/world.ts'
import { sweepDuties } from './collection.public.ts'

const w = world()
const reason = '漏计一个晚高峰时段'
const cardsOf = (dutyId: string) =>
  w.owner.selectFrom('card').select(['step', 'firedOn']).where('dutyId', '=', dutyId).execute()
const rowOf = (id: string) => w.owner.selectFrom('duty').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

describe('a deputy who is also head of the division in his charge', () => {
  test('does not accept what he signed; another deputy does', async () => {
    const secretariat = await w.division({ housesPerformanceOffice: true })
    const coordinating = await w.division()
    const { officer, head } = await peopleOf(w, secretariat, coordinating)
    const { ids } = await duties(w, { responsible: secretariat, coordinating })
    const id = ids[0] ?? ''
    const asDeputy = await w.alsoAs(head, 'leadingGroup.deputy')
    await w.owner.insertInto('postCharge').values({ postId: asDeputy.postId, divisionId: secretariat }).execute()
    const other = await w.person('leadingGroup.deputy')
    await offered(w, officer, id)
    await signed(w, head)
    const version = await versionOf(w, head, id)
    const say = (client: Client) => w.call(client, accept, { params: { id }, body: { version } })
    expect(await say(asDeputy)).toMatchObject({ status: 409, body: { code: 'own_data' } })
    expect((await w.call(other, readAcceptance)).body.rows.map((row) => row.id)).toContain(id)
    expect((await w.call(other, listTodos)).body.rows.map((row) => row.id)).toContain(id)
    expect(await say(other)).toMatchObject({ status: 200, body: { stage: 'accepted' } })
  })
})

describe('a correction', () => {
  test('that is taken back unsigned puts the signed figure in force again, at the stage where it was', async () => {
    const { id, officer, head, coordinator } = await submittedDuty(w)
    await w.call(coordinator, accept, { params: { id }, body: { version: await versionOf(w, head, id) } })
    const before = await rowOf(id)
    const corrected = async (value: string) => {
      const version = await versionOf(w, officer, id)
      return w.call(officer, correct, { params: { id }, body: { version, reason, ...entry(value) } })
    }
    const takenBack = async (by: Client) => {
      const version = await versionOf(w, by, id)
      return w.call(by, takeBack, { params: { id }, body: { version, reason: '误改' } })
    }
    expect((await corrected('13')).body).toMatchObject({ stage: 'offered', value: '13', isCorrected: true })
    const { body } = await takenBack(officer)
    const signature = { isStale: false }
    expect(body).toMatchObject({ stage: 'accepted', value: '12', isCorrected: false, returnReason: '误改' })
    expect(body.submissions).toMatchObject([
      { number: 2, replaces: 1, signature: null },
      { number: 1, signature },
    ])
    const restored = { ...before, returnReason: '误改', version: before.version + 2 }
    expect(await rowOf(id)).toEqual(restored)
    const { rows } = (await w.call(officer, readDutyHistory, { params: { id } })).body
    expect(rows.find(({ action }) => action === 'duty.takeBack')).toMatchObject({
      changes: [{ field: 'value', old: '13', new: '12' }],
    })

    await corrected('14')
    await signed(w, head)
    await corrected('15')
    expect((await takenBack(head)).body).toMatchObject({ stage: 'submitted', value: '14', isCorrected: true })
  })

  test('says what the signed version was, and not that the figure became a nil return', async () => {
    const { id, officer } = await submittedDuty(w)
    const version = await versionOf(w, officer, id)
    const { body } = await w.call(officer, correct, { params: { id }, body: { version, reason, ...entry('13') } })
    const facts = { ...body, signerName: null, signedOn: null, corrected: { number: 1, value: '12' } }
    expect(explainState('corrected', facts, '2025-11-06').zh).not.toContain('零报告')
  })

  test('differs from the version in force in its evidence too', async () => {
    const { id, officer, head } = await openDuty(w)
    const fileId = await w.db.transaction().execute(async (tx) => {
      const content = Buffer.from('清点表')
      return (
        await insertFile(tx, w.app.files, { name: '清点表.txt', type: 'text/plain', content, uploadedBy: officer.id })
      ).id
    })
    const given = { ...entry('12'), evidenceFileId: fileId }
    await w.call(officer, offer, { params: { id }, body: { version: await versionOf(w, officer, id), ...given } })
    await signed(w, head)
    const version = await versionOf(w, officer, id)
    const say = (body: ReturnType<typeof entry> | typeof given) =>
      w.call(officer, correct, { params: { id }, body: { version, reason, ...body } })
    expect(await say(given)).toMatchObject({ status: 422 })
    expect(await say(entry('12'))).toMatchObject({ status: 200, body: { stage: 'offered' } })
  })
})

describe('data that nobody outside collects', () => {
  test('are delivered with their acceptance: no card fires and nothing is owed any more', async () => {
    const { id, officer, head, coordinator } = await openDuty(w)
    await offered(w, officer, id)
    await signed(w, head)
    await w.call(coordinator, accept, { params: { id }, body: { version: await versionOf(w, head, id) } })
    expect(await rowOf(id)).toMatchObject({ stage: 'accepted', reportedOn: '2025-11-06' })
    const home = await w.call(head, readHome)
    expect(home.body.business?.nextDue?.on).not.toBe('2025-11-07')
    await w.clock('2025-11-20')
    expect(await cardsOf(id)).toEqual([])
    await w.clock('2025-11-06')
  })

  test('data of a collecting unit are delivered with the report alone', async () => {
    const { id, officer, head, coordinator } = await openDuty(w, { collectingUnitId: await collectingUnit(w) })
    await offered(w, officer, id)
    await signed(w, head)
    await w.call(coordinator, accept, { params: { id }, body: { version: await versionOf(w, head, id) } })
    expect(await rowOf(id)).toMatchObject({ stage: 'accepted', reportedOn: null })
  })
})

describe('an official list that is loaded late', () => {
  const until = (year: string): Holidays =>
    holidaysOf(new Map<string, DayKind>([...w.app.holidays.days].filter(([day]) => day < year)))

  const loadedOn = async (day: string) => {
    const { planId, itemId } = await plannedItem(w, {
      responsible: await w.division(),
      coordinating: await w.division(),
    })
    await issueDuties(w, planId, '2024-12-20', { ...w.app, holidays: until('2026') })
    await w.db.transaction().execute((tx) => sweepDuties(tx, clockAt(day), w.app))
    return w.owner
      .selectFrom('duty')
      .selectAll()
      .where('itemId', '=', itemId)
      .where('period', '=', '2025-12')
      .executeTakeFirstOrThrow()
  }

  test.each([
    ['2025-12-20', { lateStart: false, earlyWarningOn: '2025-12-31' }],
    ['2026-01-20', { lateStart: true, stepOn: null, externalDueOn: '2026-01-08', awaiting: null }],
  ])('on %s: a day nobody could know reproaches nobody', async (day, expected) => {
    expect(await loadedOn(day)).toMatchObject(expected)
  })
})
