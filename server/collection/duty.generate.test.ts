import { describe, expect, test } from 'vitest'
import { holidaysOf } from '#domain/calendar/workingDays.ts'
import { listDuties } from '#domain/collection/duty.api.ts'
import { dataStateKinds, dataStates } from '#domain/collection/dutyStates.ts'
import { clockAt } from '#server/kernel/clock.ts'
import { duties, issueDuties, offered, peopleOf, plannedItem, signed } from '#test/duties.ts'
import { world } from '#test/world.ts'
import { sweepDuties } from './collection.public.ts'

const w = world()
const dutiesOf = (itemId: string) =>
  w.owner.selectFrom('duty').selectAll().where('itemId', '=', itemId).orderBy('period').execute()
const two = async () => ({ responsible: await w.division(), coordinating: await w.division() })
const untilYear = (year: string) => holidaysOf(new Map([...w.app.holidays.days].filter(([day]) => day < year)))

describe('duties of an issued plan', () => {
  test('one per indicator and period, with the days of the rules and what they were made by', async () => {
    const indicators = ['month', 'quarter', 'halfYear', 'year'].map((frequency) => ({ frequency }))
    const { planId, itemId } = await plannedItem(w, { ...(await two()), indicators })
    await issueDuties(w, planId)
    const rows = await dutiesOf(itemId)
    expect(rows).toHaveLength(12 + 4 + 2 + 1)
    expect(rows.find(({ period }) => period === '2025-10')).toMatchObject({
      ...{ stage: 'upcoming', opensOn: '2025-11-01', internalDueOn: '2025-11-05', externalDueOn: '2025-11-07' },
      ...{ redOn: '2025-11-11', setOn: '2024-12-20', settingsRevision: 1, lateStart: false, awaiting: null },
    })
    expect(rows.find(({ period }) => period === '2025-Q3')).toMatchObject({ externalDueOn: '2025-10-21' })
    expect(rows.find(({ period }) => period === '2025')).toMatchObject({ externalDueOn: '2026-01-31' })
    const [row] = rows
    expect((await w.history(row?.id ?? '')).map(({ action, personId }) => [action, personId])).toEqual([
      ['duty.generate', null],
    ])
  })

  test('a second issue adds nothing to what is there', async () => {
    const { planId, itemId } = await plannedItem(w, await two())
    await issueDuties(w, planId)
    expect(await issueDuties(w, planId)).toBe(0)
    expect(await dutiesOf(itemId)).toHaveLength(12)
  })

  test('issued in the year: what is due or nearly due opens as 补报, without a ladder', async () => {
    const { planId, itemId } = await plannedItem(w, await two())
    await issueDuties(w, planId, '2025-03-03')
    const rows = await dutiesOf(itemId)
    const shown = rows
      .slice(0, 4)
      .map(({ period, stage, lateStart, stepOn }) => [period, stage, lateStart, stepOn !== null])
    expect(shown).toEqual([
      ['2025-01', 'open', true, false],
      ['2025-02', 'open', true, false],
      ['2025-03', 'upcoming', false, true],
      ['2025-04', 'upcoming', false, true],
    ])
  })

  test('days that need a list not yet published stay empty until it is there', async () => {
    const { planId, itemId } = await plannedItem(w, await two())
    const early = { ...w.app, holidays: untilYear('2026') }
    await issueDuties(w, planId, '2024-12-20', early)
    const december = async () => (await dutiesOf(itemId)).at(-1)
    expect(await december()).toMatchObject({
      period: '2025-12',
      externalDueOn: null,
      redOn: null,
      awaiting: '2026',
      stepOn: null,
    })
    const sweep = (app: typeof w.app) => w.db.transaction().execute((tx) => sweepDuties(tx, clockAt('2025-11-06'), app))
    await sweep(early)
    expect(await december()).toMatchObject({ externalDueOn: null })
    await sweep(w.app)
    expect(await december()).toMatchObject({ externalDueOn: '2026-01-08', redOn: '2026-01-12', awaiting: null })
    const filled = await december()
    expect(filled?.stepOn).not.toBeNull()
    await sweep(w.app)
    expect((await december())?.version).toBe(filled?.version)
    expect((await w.history(filled?.id ?? '')).map(({ action }) => action)).toEqual(['duty.generate', 'duty.setDays'])
  })
})

describe('a day that comes', () => {
  test('opens what it opens, once, whoever sweeps', async () => {
    const { planId, itemId } = await plannedItem(w, { ...(await two()), year: 2026 })
    await issueDuties(w, planId, '2025-11-01')
    const stages = async () => (await dutiesOf(itemId)).slice(0, 3).map(({ stage }) => stage)
    const sweep = (day: string) => w.db.transaction().execute((tx) => sweepDuties(tx, clockAt(day), w.app))
    await sweep('2026-01-31')
    expect(await stages()).toEqual(['upcoming', 'upcoming', 'upcoming'])
    await Promise.all([sweep('2026-03-01'), sweep('2026-03-01')])
    expect(await stages()).toEqual(['open', 'open', 'upcoming'])
    const [first] = await dutiesOf(itemId)
    expect((await w.history(first?.id ?? '')).map(({ action }) => action)).toEqual(['duty.generate', 'duty.open'])
  })
})

test('the list filters by the very data states that the rules give', async () => {
  const division = await two()
  const { officer, head } = await peopleOf(w, division.responsible, division.coordinating)
  const { itemId } = await duties(w, { ...division, indicators: [{}, {}, {}] })
  const all = await dutiesOf(itemId)
  const of = (period: string) => all.filter((duty) => duty.period === period).map(({ id }) => id)
  const [nil = '', zero = ''] = of('2025-09')
  await offered(w, officer, nil, null)
  await offered(w, officer, zero, '0')
  await signed(w, head, '2025-09')
  await w.owner.updateTable('duty').set({ isCorrected: true }).where('id', '=', zero).execute()
  await w.owner.updateTable('duty').set({ lateStart: true }).where('id', 'in', of('2025-01')).execute()
  for (const dataState of dataStateKinds) {
    const { body } = await w.call(officer, listDuties, { query: { year: 2025, dataState, limit: 200 } })
    const { body: every } = await w.call(officer, listDuties, { query: { year: 2025, limit: 200 } })
    const expected = every.rows.filter((row) => dataStates(row, '2025-11-06').includes(dataState)).map(({ id }) => id)
    expect(expected.length).toBeGreaterThan(0)
    expect(body.rows.map(({ id }) => id)).toEqual(expected)
  }
})
