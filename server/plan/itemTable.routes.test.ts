import { expect, test } from 'vitest'
import type { z } from 'zod'
import { listItems } from '#domain/plan/item.api.ts'
import { exportItems } from '#domain/plan/itemTable.api.ts'
import { readItemProgress, reportProgress } from '#domain/progress/progress.api.ts'
import { readTable } from '#server/kernel/office/readTable.ts'
import { issuedPlan, planPeople } from '#test/fixtures/plan.ts'
import { type Client, world } from '#test/world.ts'

const w = world()

async function table(client: Client, query: z.input<typeof exportItems.query>) {
  const answer = await w.call(client, exportItems, { query })
  const read = await readTable({ name: '表.xlsx', bytes: Buffer.from(answer.body as never) })
  if (!read.ok) throw new Error(read.message.en)
  const [, head, ...rows] = read.sheets[0]?.rows.map(({ cells }) => cells.map(({ text }) => text)) ?? []
  return { head: head ?? [], rows }
}

test('the list of items with its progress, exactly as it is filtered and by what each sees', async () => {
  const people = await planPeople(w)
  const { item } = await issuedPlan(w, people, 2025)
  const officer = await w.person('division.officer', people.responsible)
  const stranger = await w.person('division.officer', await w.division())
  const params = { id: item.id }
  const { version, phases } = (await w.call(officer, readItemProgress, { params })).body
  const body = { version, phaseId: phases[1]?.id ?? '', reached: false, percent: 40, words: '=完成四成' }
  expect((await w.call(officer, reportProgress, { params, body })).status).toBe(200)
  const query = { year: 2025, language: 'zh' as const }
  const { head, rows } = await table(officer, query)
  const at = (name: string) => rows[0]?.[head.indexOf(name)]
  expect([at('编号'), at('灯号'), at('完成比例（%）'), at('计划比例（%）')]).toEqual(['KA-2025-01', '滞后', '20', '85'])
  expect(at('灯号依据')).toContain('灯号规则3')
  expect(at('进展')).toContain('完成四成')
  // whoever sees the item in the plan alone is told nothing of its course
  const seen = await table(stranger, query)
  expect(seen.rows[0]?.[head.indexOf('事项')]).toBe('皇岗口岸旅客通行')
  expect([seen.rows[0]?.[head.indexOf('灯号')], seen.rows[0]?.[head.indexOf('进展')]].join('')).toBe('')
  expect((await table(officer, { ...query, light: 'green' })).rows).toEqual([])
  const lit = async (client: Client, light: 'red' | 'green') =>
    (await w.call(client, listItems, { query: { year: 2025, light } })).body.rows.map((row) => row.light)
  expect([await lit(officer, 'red'), await lit(officer, 'green')]).toEqual([['red'], []])
  expect(await lit(stranger, 'red')).toEqual([])
  expect(await lit(people.writer, 'red')).toEqual(['red'])
  expect((await table(people.writer, { ...query, language: 'en' })).head).toContain('Light')
})
