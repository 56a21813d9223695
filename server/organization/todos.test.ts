import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import { openYear } from '#domain/organization/year.api.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const opening = async (client: Client) =>
  (await w.call(client, listTodos)).body.rows.filter(({ link }) => link === '/years#act-open')

test('a calendar year that nobody has opened is a to-do of the performance office, until it is opened', async () => {
  const divisionId = await w.division()
  const staff = await w.person('performanceOffice.staff', divisionId)
  const head = await w.person('division.head', divisionId)
  expect(await opening(staff)).toMatchObject([{ object: { zh: '2025年度' }, basis: 'organization.year', dueOn: null }])
  expect(await opening(head)).toEqual([])
  expect((await w.call(staff, openYear, { body: { year: 2025 } })).status).toBe(200)
  expect(await opening(staff)).toEqual([])
  await w.clock('2026-01-05')
  expect(await opening(staff)).toMatchObject([{ object: { zh: '2026年度' } }])
})
