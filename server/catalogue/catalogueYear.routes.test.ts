import { expect, test } from 'vitest'
import {
  listCatalogue,
  matchIndicators,
  proposeFromCity,
  readCatalogueIndicator,
  readCatalogueYear,
  startCatalogueYear,
  takeFromCity,
} from '#domain/catalogue/catalogue.api.ts'
import { plannedItem } from '#test/duties.ts'
import { smallCatalogue } from '#test/fixtures/catalogue.ts'
import { importedCity } from '#test/fixtures/municipalTables.ts'
import { world } from '#test/world.ts'

const w = world()
let lastYear = 2070
const aYear = () => {
  lastYear += 2
  return lastYear
}
async function office() {
  const [house, other] = [await w.division(), await w.division()]
  const keeper = await w.person('performanceOffice.staff', house)
  return { keeper, other, reader: await w.person('division.officer', other), year: aYear() }
}
const names = async (client: Awaited<ReturnType<typeof office>>['keeper'], year: number) =>
  (await w.call(client, listCatalogue, { query: { year } })).body.rows.map(({ number, name }) => `${number} ${name}`)

test("the city's rows are proposed and taken over by one act, once; the headings are theirs", async () => {
  const { keeper, reader, year } = await office()
  await importedCity(w, keeper, year)
  const params = { year }
  const proposed = (await w.call(keeper, proposeFromCity, { params })).body
  expect(proposed.rows.filter(({ level }) => level === 3)).toHaveLength(9)
  expect(await names(keeper, year)).toEqual([])
  const cityVersion = proposed.cityVersion ?? 0
  expect((await w.call(reader, takeFromCity, { params, body: { cityVersion } })).status).toBe(403)
  expect((await w.call(keeper, takeFromCity, { params, body: { cityVersion: cityVersion + 1 } })).status).toBe(409)
  expect(await names(keeper, year)).toEqual([])
  const taken = await w.call(keeper, takeFromCity, { params, body: { cityVersion } })
  expect(taken.body).toMatchObject({ counts: { indicators: 9 }, city: { missing: 0 } })
  const listed = (await w.call(keeper, listCatalogue, { query: { year } })).body.rows
  expect(listed).toHaveLength(proposed.rows.length)
  expect(listed.filter(({ level }) => level === 3).map(({ municipalNumber }) => municipalNumber)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9,
  ])
  expect(listed.every(({ level, trail }) => trail.length === level - 1)).toBe(true)
  const [history] = await w.history(listed.at(-1)?.indicatorId ?? '')
  expect(history).toMatchObject({ action: 'catalogue.takeFromCity', personId: keeper.id })
  const again = await w.call(keeper, takeFromCity, { params, body: { cityVersion } })
  expect(again).toMatchObject({ status: 409, body: { code: 'nothing_to_take' } })
})

test('the next year begins with the indicators of this one, without their targets; the city’s rows are known there', async () => {
  const { keeper, reader, year } = await office()
  const { third } = await smallCatalogue(w, keeper, year)
  const params = { year: year + 1 }
  const unopened = await w.call(keeper, startCatalogueYear, { params })
  expect(unopened).toMatchObject({ status: 409, body: { code: 'year_not_opened' } })
  await w.year(year + 1, 'preparing')
  expect((await w.call(reader, startCatalogueYear, { params })).status).toBe(403)
  expect(await names(keeper, year + 1)).toEqual([])
  const started = await w.call(keeper, startCatalogueYear, { params })
  expect(started.body).toMatchObject({ counts: { headings: 2, indicators: 1 }, earlier: year })
  const { entries } = (await w.call(reader, readCatalogueIndicator, { params: { id: third.id } })).body
  expect(entries.map((entry) => [entry.year, entry.unit, entry.target])).toEqual([
    [year + 1, '分钟', null],
    [year, '分钟', '9.5'],
  ])
  const again = await w.call(keeper, startCatalogueYear, { params })
  expect(again).toMatchObject({ status: 409, body: { code: 'year_has_entries' } })
})

test('indicators of the plan with the same name and unit are proposed, and matched by one act', async () => {
  const { keeper, reader, other, year } = await office()
  const { third } = await smallCatalogue(w, keeper, year)
  const same = { name: '重点口岸通关时间', unit: '分钟' }
  const { itemId } = await plannedItem(w, {
    ...{ responsible: other, coordinating: other, year },
    indicators: [same, { name: '重点口岸通关时间', unit: '小时' }, { name: '别的指标' }],
  })
  const params = { year }
  expect((await w.call(reader, readCatalogueYear, { params })).body).toMatchObject({ unmatched: 1 })
  expect((await w.call(reader, matchIndicators, { params })).status).toBe(403)
  expect((await w.call(keeper, matchIndicators, { params })).body).toMatchObject({ unmatched: 0 })
  const { uses } = (await w.call(reader, readCatalogueIndicator, { params: { id: third.id } })).body
  expect(uses).toMatchObject([{ itemId, ...same }])
  const again = await w.call(keeper, matchIndicators, { params })
  expect(again).toMatchObject({ status: 409, body: { code: 'nothing_to_take' } })
  const matched = await w.owner
    .selectFrom('indicator')
    .select('catalogueIndicatorId')
    .where('itemId', '=', itemId)
    .execute()
  expect(matched.filter(({ catalogueIndicatorId }) => catalogueIndicatorId === third.id)).toHaveLength(1)
})

test('two that take the same table over at once make it once', async () => {
  const { keeper, year } = await office()
  const { version } = (await importedCity(w, keeper, year)).body
  const body = { cityVersion: version }
  const answers = await Promise.all([1, 2].map(() => w.call(keeper, takeFromCity, { params: { year }, body })))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect((await w.call(keeper, readCatalogueYear, { params: { year } })).body.counts.indicators).toBe(9)
})
