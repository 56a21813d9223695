import { request } from 'node:http'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { downloadDuties, listDuties } from '#domain/collection/duty.api.ts'
import { readTable } from '#server/kernel/office/readTable.ts'
import { duties, offered, peopleOf, signed } from '#test/duties.ts'
import { until, untilWaiting } from '#test/waiting.ts'
import { type Client, world } from '#test/world.ts'

const w = world()

async function office() {
  const [responsible, coordinating] = [await w.division(), await w.division()]
  const people = await peopleOf(w, responsible, coordinating)
  const indicators = [{ name: '抽查' }, { name: '旅客', unit: '万人次', decimals: 1 }, { name: '通报' }]
  const made = await duties(w, { responsible, coordinating, indicators })
  await offered(w, people.officer, made.ids[0] ?? '', '1234')
  await offered(w, people.officer, made.ids[1] ?? '', '3.5')
  await offered(w, people.officer, made.ids[2] ?? '', null)
  await signed(w, people.head)
  return { ...people, ...made, responsible }
}

async function table(client: Client, { query }: { query: Partial<z.input<typeof downloadDuties.query>> }) {
  const answer = await w.call(client, downloadDuties, { query })
  const read = await readTable({ name: '表.xlsx', bytes: Buffer.from(answer.body as never) })
  if (!read.ok) throw new Error(read.message.en)
  const [head, ...rows] = read.sheets[0]?.rows.map(({ cells }) => cells) ?? []
  return { headings: head?.map(({ text }) => text) ?? [], rows }
}

test('the table says what the list says, for the same filters and the same eyes', { timeout: 120_000 }, async () => {
  const { officer, coordinator } = await office()
  const other = await w.person('division.officer', await w.division())
  const staff = await w.person('performanceOffice.staff', await w.division())
  for (const client of [officer, coordinator, other, staff])
    for (const query of [
      { year: 2025 },
      { year: 2025, period: '2025-10' },
      { year: 2025, dataState: 'nil' as const },
    ]) {
      const listed = await w.call(client, listDuties, { query: { ...query, limit: 200 } })
      const { rows } = await table(client, { query })
      const seen = rows.map((cells) => [cells[1]?.text, cells[3]?.text])
      expect(seen).toEqual(listed.body.rows.map(({ item, indicator }) => [item.code, indicator.name]))
    }
  const { headings, rows } = await table(officer, { query: { year: 2025, period: '2025-10' } })
  expect(headings).toHaveLength(16)
  const at = headings.indexOf('数值')
  const shown = new Map(rows.map((cells) => [cells[3]?.text, cells[at]?.value ?? cells[at]?.text]))
  expect(Object.fromEntries(shown)).toEqual({ 抽查: '1234', 旅客: '3.5', 通报: '零报告' })
  expect(rows[0]?.map(({ text }) => text)).toContain('2025年10月')
  expect(await w.call(officer, downloadDuties, { query: {} })).toMatchObject({ status: 422 })
})

test('several exports at once come each to its end', { timeout: 120_000 }, async () => {
  const { officer } = await office()
  const all = await Promise.all(Array.from({ length: 5 }, () => table(officer, { query: { year: 2025 } })))
  expect(new Set(all.map(({ rows }) => rows.length)).size).toBe(1)
})

const statements = async () => {
  const { rows } = await sql<{ count: number }>`select count(*) as count from pg_stat_activity
    where application_name like 'jiheng export%'`.execute(w.db)
  return rows[0]?.count ?? 0
}

test('whoever no longer listens ends the query, and the next export finds its place', {
  timeout: 120_000,
}, async () => {
  const { officer } = await office()
  await w.owner.transaction().execute(async (tx) => {
    await sql`lock table duty in access exclusive mode`.execute(tx)
    const headers = { cookie: `jiheng=${officer.token}` }
    const url = `${w.base}${downloadDuties.path}?year=2025`
    const asked = Array.from({ length: 3 }, () => request(url, { headers, agent: false }).on('error', () => undefined))
    for (const one of asked) one.end()
    await untilWaiting(w.app.db, 2)
    for (const one of asked) one.destroy()
    await until(async () => (await statements()) === 0, 'a query goes on for nobody')
  })
  expect((await table(officer, { query: { year: 2025 } })).rows.length).toBeGreaterThan(0)
})
