import { expect, test } from 'vitest'
import type { Aggregate } from '#domain/collection/aggregate.ts'
import { readReportableSet } from '#domain/collection/dataReport.api.ts'
import { refreshReport } from '#domain/collection/dataReportActs.api.ts'
import { duties } from '#test/duties.ts'
import { acceptedSet, assemble, correctDuty, details, ports, reportAt, seen, signIt } from '#test/reports.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const [luohu = '', futian = '', huanggang = ''] = ports
const share: Aggregate = {
  ...{ name: '罗湖占比', unit: '%', decimals: 1, rule: 'ratio' },
  ...{ of: [luohu], by: [luohu, futian, huanggang] },
}
const totalOf = (of: string[]): Aggregate => ({
  name: '三口岸合计',
  unit: '人次',
  decimals: 0,
  rule: 'sum',
  of,
  by: [],
})

const refresh = async (client: Client, id: string, aggregates: readonly Aggregate[]) => {
  const { version } = await seen(w, client, id)
  const body = { version, ...details, withTotal: false, aggregates: [...aggregates] }
  return w.call(client, refreshReport, { params: { id }, body })
}

test('figures are put together from accepted ones by rules that are data; they follow a correction and are signed', async () => {
  const set = await acceptedSet(w)
  const id = await reportAt(w, set, 'assembled')
  const { body } = await refresh(set.coordinator, id, [totalOf([luohu, futian, huanggang]), share])
  expect(body.table.rows.filter(({ isTotal }) => isTotal).map(({ cells }) => cells)).toEqual([
    ['', '三口岸合计', '9836671', '合计'],
    ['', '罗湖占比（%）', '54.6', '合计之比'],
  ])
  expect(body.letter?.paragraphs.join('')).toContain('三口岸合计9,836,671人次，罗湖占比54.6%')
  const said = (await w.history(id)).at(-1)
  expect(String(said?.canonical)).toContain('罗湖占比（合计之比）')

  await correctDuty(w, set, set.ids[1] ?? '', '4463218')
  const after = (await refresh(set.coordinator, id, [totalOf([luohu, futian, huanggang]), share])).body
  expect(after.table.rows.at(-2)?.cells).toEqual(['', '三口岸合计', '9836672', '合计'])
  expect((await signIt(w, set, id)).body).toMatchObject({ state: 'signed', table: { rows: after.table.rows } })
})

test('the next period begins with the same rules, without those whose indicators it no longer has', async () => {
  const set = await acceptedSet(w)
  await assemble(w, set, { withTotal: false, aggregates: [totalOf([luohu, futian]), totalOf([huanggang])] })
  const indicators = [luohu, futian].map((name) => ({ name, unit: '人次', collectingUnitId: set.unitId }))
  await duties(w, { ...set, year: 2026, indicators }, { period: '2026-01', issuedOn: '2025-11-05' })
  const query = { ...set.key, period: '2026-01' }
  const { proposed } = (await w.call(set.coordinator, readReportableSet, { query })).body
  expect(proposed.aggregates.map(({ of }) => of)).toEqual([[luohu, futian]])
})

test('a rule that cannot be reckoned is refused by field, and nothing is assembled', async () => {
  const set = await acceptedSet(w)
  const refused = await assemble(w, set, { aggregates: [totalOf(['沙头角口岸旅客'])] })
  expect(refused).toMatchObject({ status: 422, body: { fields: [{ path: 'body.aggregates.0.of' }] } })
  const reports = await w.owner
    .selectFrom('dataReport')
    .select('id')
    .where('collectingUnitId', '=', set.unitId)
    .execute()
  expect(reports).toEqual([])
  const id = await reportAt(w, set, 'assembled')
  const before = await seen(w, set.coordinator, id)
  expect(await refresh(set.coordinator, id, [{ ...share, by: [] }])).toMatchObject({ status: 422 })
  const body = { version: before.version, ...details }
  expect(await w.call(set.officer, refreshReport, { params: { id }, body })).toMatchObject({ status: 404 })
  expect(await seen(w, set.coordinator, id)).toEqual(before)
})
