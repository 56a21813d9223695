import { expect, test } from 'vitest'
import type { SettingKey } from '#domain/kernel/settings.ts'
import { listSettings, readSettingHistory, setSetting } from '#domain/organization/settings.api.ts'
import { readSession } from '#domain/session/session.api.ts'
import { allRoutes } from '#server/main.ts'
import { type Client, world } from '#test/world.ts'

const w = world(allRoutes)
const today = '2025-11-06'

const staffOf = async () => w.person('performanceOffice.staff', await w.division())
const settings = async (client: Client) => (await w.call(client, listSettings)).body
const setting = async (client: Client, key: SettingKey) => (await settings(client)).rows.find((row) => row.key === key)
const set = async (client: Client, key: SettingKey, value: number | string | boolean, more: object = {}) => {
  const { revision } = await settings(client)
  return w.call(client, setSetting, { body: { revision, key, value, source: null, fromOn: today, ...more } })
}

test('until the office sets a value the pack’s stands, with its source or as a default without one', async () => {
  const staff = await staffOf()
  expect((await setting(staff, 'card.redAfterWorkingDays'))?.present).toMatchObject({
    value: 2,
    source: expect.stringContaining('第12条'),
    setBy: null,
  })
  expect((await setting(staff, 'card.internalCards'))?.present).toMatchObject({
    value: false,
    source: null,
    setAt: null,
  })
})

test('a new value counts from the next request of everybody, with who set it and from which source', async () => {
  const staff = await staffOf()
  const other = await w.person('division.officer', staff.divisionId)
  expect((await w.call(other, readSession)).body.settings['session.idleMinutes']).toBe(30)
  const done = await set(staff, 'session.idleMinutes', 20, { source: '办公室〔2025〕7号' })
  expect(done).toMatchObject({
    status: 200,
    body: { present: { value: 20, source: '办公室〔2025〕7号', fromOn: today } },
  })
  expect((await w.call(other, readSession)).body.settings['session.idleMinutes']).toBe(20)
  const history = await w.call(staff, readSettingHistory, { params: { key: 'session.idleMinutes' } })
  expect(history.body.rows).toMatchObject([
    { action: 'setting.set', basis: 'settings.set', post: 'performanceOffice.staff' },
  ])
  expect(history.body.rows[0]?.changes).toMatchObject([
    { field: 'value', old: '30', new: '20' },
    { field: 'source', old: null, new: '办公室〔2025〕7号' },
    { field: 'fromOn', old: '2010-01-01', new: today },
  ])
})

test('a value of a later day is shown as coming and counts on that day; of two for one day the later decision counts', async () => {
  const staff = await staffOf()
  await set(staff, 'session.absoluteHours', 8, { fromOn: '2025-12-01' })
  await set(staff, 'session.absoluteHours', 9, { fromOn: '2025-12-01' })
  expect(await setting(staff, 'session.absoluteHours')).toMatchObject({
    present: { value: 10 },
    upcoming: [{ value: 9, fromOn: '2025-12-01' }],
  })
  await w.clock('2025-12-01')
  expect(await setting(staff, 'session.absoluteHours')).toMatchObject({ present: { value: 9 }, upcoming: [] })
  expect((await w.call(staff, readSession)).body.settings['session.absoluteHours']).toBe(9)
  await w.clock(today)
})

test.each([
  ['card.redAfterWorkingDays', 0],
  ['card.redAfterWorkingDays', 'two'],
  ['card.internalCards', 1],
  ['collection.halfYearDueOn', '06-30'],
  ['collection.yearlyDueOn', '02-29'],
  ['collection.restDayRule', 'sometimes'],
] as const)('%s is not set to %s', async (key, value) => {
  const staff = await staffOf()
  const before = await settings(staff)
  expect(await set(staff, key, value)).toMatchObject({ status: 422, body: { fields: [{ path: 'body.value' }] } })
  expect(await settings(staff)).toEqual(before)
})

test('no value from an earlier day, none over somebody else’s meanwhile, and two at once are one', async () => {
  const staff = await staffOf()
  expect(await set(staff, 'card.internalCards', true, { fromOn: '2025-11-05' })).toMatchObject({
    status: 409,
    body: { code: 'setting_backdated' },
  })
  const { revision } = await settings(staff)
  expect(await set(staff, 'card.internalCards', true, { revision: revision + 1 })).toMatchObject({
    status: 409,
    body: { code: 'stale' },
  })
  expect((await settings(staff)).revision).toBe(revision)
  const both = await Promise.all([true, false].map((value) => set(staff, 'card.internalCards', value, { revision })))
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect((await settings(staff)).revision).toBe(revision + 1)
})
