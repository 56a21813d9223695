import { expect, test } from 'vitest'
import {
  type CatalogueIndicator,
  changeCatalogueEntry,
  createCatalogueEntry,
  type EntryContent,
  exportCatalogue,
  listCatalogue,
  readCatalogueHistory,
  readCatalogueIndicator,
  withdrawCatalogueEntry,
} from '#domain/catalogue/catalogue.api.ts'
import { readTable } from '#server/kernel/office/readTable.ts'
import { collectingUnit } from '#test/duties.ts'
import { entryOf, smallCatalogue } from '#test/fixtures/catalogue.ts'
import { world } from '#test/world.ts'

const w = world()
let lastYear = 2050
const aYear = () => {
  lastYear += 1
  return lastYear
}
async function office() {
  const [house, other] = [await w.division(), await w.division()]
  const keeper = await w.person('performanceOffice.staff', house)
  return { keeper, reader: await w.person('division.officer', other), year: aYear() }
}
const latest = ({ entries }: CatalogueIndicator) => {
  const [entry] = entries
  if (!entry) throw new Error('no entry')
  return entry
}
const contentOf = (indicator: CatalogueIndicator, change: Partial<EntryContent> = {}): EntryContent => {
  const { number, name, unit, direction, decimals, frequency, definition, source, target, base, scoring, trail } =
    latest(indicator)
  const content = { number, name, unit, direction, decimals, frequency, definition, source, target, base, scoring }
  return { ...content, parentId: trail.at(-1)?.id ?? null, collectingUnitId: null, ...change }
}

test('an indicator is written under its headings, read by everybody, found by name, pinyin and number', async () => {
  const { keeper, reader, year } = await office()
  const { first, third } = await smallCatalogue(w, keeper, year)
  expect(latest(third)).toMatchObject({
    number: '7',
    target: '9.5',
    trail: [{ name: '行政业绩' }, { name: '口岸通关' }],
  })
  const found = async (query: object) =>
    (await w.call(reader, listCatalogue, { query: { year, ...query } as never })).body.rows.map(({ name }) => name)
  expect(await found({})).toEqual(['行政业绩', '口岸通关', '重点口岸通关时间'])
  expect(await found({ search: '通关时间' })).toEqual(['重点口岸通关时间'])
  expect(await found({ search: 'tgsj' })).toEqual(['重点口岸通关时间'])
  expect(await found({ search: 'ZDKA' })).toEqual(['重点口岸通关时间'])
  expect(await found({ search: 'ｔｇｓｊ' })).toEqual(['重点口岸通关时间'])
  expect(await found({ search: '７' })).toEqual(['重点口岸通关时间'])
  expect(await found({ search: '7' })).toEqual(['重点口岸通关时间'])
  expect(await found({ search: '%' })).toEqual([])
  expect(await found({ frequency: 'month', level1Id: first.id })).toEqual(['重点口岸通关时间'])
  expect(await found({ frequency: 'year' })).toEqual([])
  const page = (await w.call(reader, listCatalogue, { query: { year, limit: 2 } })).body
  const rest = (await w.call(reader, listCatalogue, { query: { year, limit: 2, after: page.next ?? '' } })).body
  expect([...page.rows, ...rest.rows].map(({ level }) => level)).toEqual([1, 2, 3])
  expect(rest.next).toBeNull()
  expect((await w.call(reader, listCatalogue, { query: { year, after: 'x' } })).status).toBe(422)
})

test('only the performance office writes, administrators read nothing, and nothing is changed by a refusal', async () => {
  const { keeper, reader, year } = await office()
  const { third } = await smallCatalogue(w, keeper, year)
  const { id, version } = latest(third)
  const admin = await w.person('systemAdmin')
  const before = await w.history(third.id)
  const others = [
    reader,
    await w.person('leadingGroup.head'),
    await w.person('division.head', await w.division()),
    admin,
  ]
  for (const client of others) {
    const body = { year, level: 1 as const, ...entryOf({ number: '9', name: '别的' }) }
    const changed = { version, ...contentOf(third, { name: '改名' }) }
    expect((await w.call(client, createCatalogueEntry, { body })).status).toBe(403)
    expect((await w.call(client, changeCatalogueEntry, { params: { id }, body: changed })).status).toBe(403)
    const withdrawn = await w.call(client, withdrawCatalogueEntry, {
      params: { id },
      body: { version, reason: '不用' },
    })
    expect(withdrawn.status).toBe(403)
  }
  expect((await w.call(admin, listCatalogue, { query: { year } })).status).toBe(403)
  expect((await w.call(admin, readCatalogueIndicator, { params: { id: third.id } })).status).toBe(403)
  expect((await w.call(reader, readCatalogueIndicator, { params: { id: third.id } })).body.entries).toEqual(
    third.entries,
  )
  expect(await w.history(third.id)).toEqual(before)
})

test('a change is recorded field by field; a stale version and a faulty entry change nothing', async () => {
  const { keeper, year } = await office()
  const { first, third } = await smallCatalogue(w, keeper, year)
  const { id, version } = latest(third)
  const unit = await collectingUnit(w, '市口岸数据中心')
  const change = (content: Partial<EntryContent>, at = version) =>
    w.call(keeper, changeCatalogueEntry, { params: { id }, body: { version: at, ...contentOf(third, content) } })
  expect(await change({ parentId: first.id })).toMatchObject({ status: 409, body: { code: 'wrong_parent' } })
  expect(await change({ target: '9.55' })).toMatchObject({ status: 409, body: { code: 'too_many_decimals' } })
  expect((await change({ collectingUnitId: first.id })).status).toBe(422)
  expect((await change({ name: '通关', collectingUnitId: unit })).body).toMatchObject({
    entries: [{ name: '通关', collectingUnit: { id: unit }, version: version + 1 }],
  })
  expect((await change({ name: '又改' })).status).toBe(409)
  const { rows } = (await w.call(keeper, readCatalogueHistory, { params: { id: third.id } })).body
  expect(rows.map(({ action }) => action)).toEqual(['catalogue.change', 'catalogue.create'])
  expect(rows[0]?.changes.map(({ field }) => field)).toEqual(['year', 'name', 'collectingUnit'])
})

test('what stands under a heading moves with its number, and sorts by value', async () => {
  const { keeper, year } = await office()
  const { first, second, third } = await smallCatalogue(w, keeper, year)
  const body = { year, level: 1 as const, ...entryOf({ number: '2', name: '行政效率' }) }
  expect((await w.call(keeper, createCatalogueEntry, { body })).status).toBe(200)
  const again = await w.call(keeper, createCatalogueEntry, { body: { ...body, name: '重号' } })
  expect(again).toMatchObject({ status: 409, body: { code: 'number_taken' } })
  const { id, version } = latest(first)
  const moved = { version, ...contentOf(first, { number: '10' }) }
  expect((await w.call(keeper, changeCatalogueEntry, { params: { id }, body: moved })).status).toBe(200)
  const { rows } = (await w.call(keeper, listCatalogue, { query: { year } })).body
  expect(rows.map(({ name }) => name)).toEqual(['行政效率', '行政业绩', '口岸通关', '重点口岸通关时间'])
  expect([rows[2]?.indicatorId, rows[3]?.indicatorId]).toEqual([second.id, third.id])
})

test('an indicator goes out of use with a reason, from below; its number is free again', async () => {
  const { keeper, year } = await office()
  const { second, third } = await smallCatalogue(w, keeper, year)
  const withdraw = (of: CatalogueIndicator) => {
    const { id, version } = latest(of)
    return w.call(keeper, withdrawCatalogueEntry, { params: { id }, body: { version, reason: '市里不再考核' } })
  }
  expect(await withdraw(second)).toMatchObject({ status: 409, body: { code: 'indicators_under_it' } })
  expect((await withdraw(third)).body).toMatchObject({ entries: [{ withdrawnOn: '2025-11-06' }] })
  const again = (await w.call(keeper, readCatalogueIndicator, { params: { id: third.id } })).body
  expect(await withdraw(again)).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
  const listed = async (query: object) =>
    (await w.call(keeper, listCatalogue, { query: { year, ...query } as never })).body.rows.length
  expect([await listed({}), await listed({ withdrawn: 'yes' })]).toEqual([2, 3])
  const body = { year, level: 3 as const, ...contentOf(third, { name: '接替的指标' }) }
  expect((await w.call(keeper, createCatalogueEntry, { body })).status).toBe(200)
})

test('the file holds exactly what is filtered, formulas neutralised', async () => {
  const { keeper, reader, year } = await office()
  const { second } = await smallCatalogue(w, keeper, year)
  const formula = entryOf({ number: '8', name: '=HYPERLINK("x")', parentId: second.id, unit: '件' })
  await w.call(keeper, createCatalogueEntry, { body: { year, level: 3, ...formula } })
  const file = await w.call(reader, exportCatalogue, { params: { year }, query: { search: '通关' } })
  const table = await readTable({ name: '目录.xlsx', bytes: file.body as Buffer })
  const words = JSON.stringify(table)
  expect(words).toContain('重点口岸通关时间')
  expect(words).toContain('"text":"9.5"')
  expect(words).not.toContain('HYPERLINK')
  const whole = await w.call(reader, exportCatalogue, { params: { year }, query: { language: 'en' } })
  const all = JSON.stringify(await readTable({ name: 'all.xlsx', bytes: whole.body as Buffer }))
  expect(all).toContain(`'=HYPERLINK`)
  expect(all).toContain('Lower is better')
})
