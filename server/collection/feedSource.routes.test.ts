import { describe, expect, test } from 'vitest'
import { offer } from '#domain/collection/dutyActs.api.ts'
import { allowFeedHost, listFeedHosts, withdrawFeedHost } from '#domain/collection/feedHost.api.ts'
import {
  addFeed,
  changeFeed,
  endFeed,
  listFeeds,
  mapFeed,
  readFeed,
  readFeedHistory,
  takeFeed,
  tryFeed,
} from '#domain/collection/feedSource.api.ts'
import { readVouching } from '#domain/collection/vouching.api.ts'
import { writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import { entry, offered, signed, versionOf } from '#test/duties.ts'
import { csvOf, feedWorld, mapping } from '#test/feeds.ts'
import { world } from '#test/world.ts'

const w = world()
const { adminOf, office, add, upload, tried, taken, suggestions, dutyOf, fetched } = feedWorld(w)

test('a file is mapped by its headings, tried, taken in, and waits prefilled until a person hands it in and the head signs', async () => {
  const { officer, head, ids, names, feedId } = await office({}, false)
  const fileId = await upload(officer, csvOf(names, ['620.3', '12']))
  const first = (await tried(officer, feedId, fileId)).body
  expect(first).toMatchObject({
    isKept: false,
    mapping,
    taken: 2,
    refused: 0,
    rows: [{ row: 2, value: '620.3' }, { row: 3 }],
  })
  expect(await suggestions(ids)).toEqual([])
  const early = await w.call(officer, takeFeed, { params: { id: feedId }, body: { fileId, seen: first.seen } })
  expect(early).toMatchObject({ status: 409, body: { code: 'not_mapped' } })
  const { version } = (await w.call(officer, readFeed, { params: { id: feedId } })).body
  await w.call(officer, mapFeed, { params: { id: feedId }, body: { version, mapping } })
  const run = await w.call(officer, takeFeed, { params: { id: feedId }, body: { fileId, seen: first.seen } })
  expect(run).toMatchObject({ status: 200, body: { state: 'taken', figures: 2, mappingNumber: 1 } })
  const duty = await dutyOf(officer, ids[0] ?? '')
  expect(duty).toMatchObject({
    ...{ stage: 'open', value: null, submissions: [] },
    suggestion: { value: '620.3', source: { id: feedId, name: '月度统计', fileName: '月报.csv', line: 2 } },
  })
  expect((await w.history(ids[0] ?? '')).at(-1)).toMatchObject({ action: 'duty.suggest', basis: 'feed.read' })
  await offered(w, officer, ids[0] ?? '', '620.3')
  await signed(w, head)
  const [submission] = (await dutyOf(officer, ids[0] ?? '')).submissions
  expect(submission).toMatchObject({ source: 'feed', value: '620.3' })
  const vouching = (await w.call(head, readVouching, { params: { id: submission?.id ?? '' } })).body
  expect(vouching.feedLine).toMatchObject({
    ...{ feedName: '月度统计', fileName: '月报.csv', line: 2, value: '620.3', isSame: true, mappingNumber: 1 },
    proof: { isSame: true },
    cells: [
      { heading: '指标', text: names[0] },
      { heading: '报送期', text: '2025-10' },
      { heading: '数值', text: '620.3' },
      { heading: '单位', text: '万人次' },
    ],
  })
  expect(vouching.file).toBeNull()
})

test('what is handed in is never changed; another figure than the feed’s needs a note', async () => {
  const { officer, ids, names, feedId } = await office()
  await taken(officer, feedId, csvOf(names, ['5', '6']))
  const body = { version: await versionOf(w, officer, ids[0] ?? ''), ...entry('7') }
  const refused = await w.call(officer, offer, { params: { id: ids[0] ?? '' }, body })
  expect(refused).toMatchObject({ status: 422, body: { fields: [{ path: 'body.note' }] } })
  await offered(w, officer, ids[0] ?? '', '5')
  const again = await taken(officer, feedId, csvOf(names, ['50', '6.5']))
  expect(again).toMatchObject({ status: 200, body: { figures: 1, passed: 1 } })
  expect(await dutyOf(officer, ids[0] ?? '')).toMatchObject({
    value: '5.0',
    stage: 'offered',
    suggestion: { value: '5.0' },
  })
  expect((await suggestions(ids)).map(({ value }) => value)).toEqual(['5.0', '6.5'])
})

describe('a faulty table gives nothing, and every refused row says why', () => {
  test.each([
    ['another unit', (names: string[]) => csvOf(names, ['50000', '2'], '个'), '单位“个”'],
    ['the same entry twice', (names: string[]) => `${csvOf(names, ['1', '2'])}\n${names[0]},2025-10,1,万人次`, '第2行'],
    ['words for a figure', (names: string[]) => csvOf(names, ['很多', '2']), '不是数字'],
    ['a row cut off', (names: string[]) => `${csvOf(names, ['1'])}\n${names[1]},2025`, '列数少于表头'],
    ['other headings', (names: string[]) => csvOf(names, ['1', '2']).replace('数值', '人数'), '表头变了'],
    ['a web page', () => '<!doctype html><html></html>', '网页'],
  ])('%s', async (_, content, words) => {
    const { officer, ids, names, feedId } = await office()
    const fileId = await upload(officer, content(names))
    expect(JSON.stringify((await tried(officer, feedId, fileId)).body)).toContain(words)
    const seen = '0'.repeat(64)
    const answer = await w.call(officer, takeFeed, { params: { id: feedId }, body: { fileId, seen } })
    expect(answer).toMatchObject({ status: 422 })
    expect(JSON.stringify(answer.body)).toContain(words)
    expect(await suggestions(ids)).toEqual([])
  })

  test('another mapping than the one kept is tried without being kept; what was not looked at is not taken', async () => {
    const { officer, ids, names, feedId } = await office()
    const fileId = await upload(officer, csvOf(names, ['1', '2']))
    const answer = await w.call(officer, takeFeed, { params: { id: feedId }, body: { fileId, seen: '0'.repeat(64) } })
    expect(answer).toMatchObject({ status: 409, body: { code: 'feed_changed' } })
    const query = { fileId, mapping: JSON.stringify({ ...mapping, unit: null }) }
    expect((await w.call(officer, tryFeed, { params: { id: feedId }, query })).body).toMatchObject({ isKept: false })
    expect(await suggestions(ids)).toEqual([])
  })
})

test('a workbook and rows as JSON are read as a text file is', async () => {
  const book = await office({ format: 'xlsx' })
  const columns = ['指标', '报送期', '数值', '单位'].map((heading) => ({ heading, width: 12 }))
  const rows = [[book.names[0] ?? '', '2025-10', '33.3', '万人次']]
  expect(await taken(book.officer, book.feedId, await writeWorkbook([{ name: '月报', columns, rows }]))).toMatchObject({
    body: { figures: 1 },
  })
  expect((await dutyOf(book.officer, book.ids[0] ?? '')).suggestion?.source).toMatchObject({ sheet: '月报', line: 2 })
  const json = await office({ format: 'json' })
  const list = [{ 指标: json.names[1], 报送期: '2025-10', 数值: 1.5, 单位: '万人次' }]
  expect(await taken(json.officer, json.feedId, JSON.stringify({ data: list }))).toMatchObject({ body: { figures: 1 } })
  const cut = await upload(json.officer, JSON.stringify(list).slice(0, -9))
  expect(JSON.stringify((await tried(json.officer, json.feedId, cut)).body)).toContain('JSON不完整')
})

describe('who may', () => {
  test('a feed is its division’s: another one finds nothing, the performance office looks, the administrator sees none', async () => {
    const { officer, coordinator, ids, names, feedId } = await office()
    await taken(officer, feedId, csvOf(names, ['5', '6']))
    const staff = await w.person('performanceOffice.staff', await w.division())
    const params = { id: feedId }
    expect(await w.call(staff, readFeed, { params })).toMatchObject({ status: 200 })
    expect(await w.call(coordinator, readFeed, { params })).toMatchObject({ status: 404 })
    expect((await w.call(coordinator, listFeeds)).body.rows).toEqual([])
    for (const call of [listFeeds, readFeed, readFeedHistory] as const)
      expect(await w.call(adminOf(), call as typeof readFeed, call === listFeeds ? {} : { params })).toMatchObject({
        status: 403,
      })
    const { version } = (await w.call(officer, readFeed, { params })).body
    const fileId = await upload(coordinator, csvOf(names, ['1', '1']))
    const body = { version, mapping: { ...mapping, unit: null } }
    expect(await w.call(coordinator, mapFeed, { params, body })).toMatchObject({ status: 404 })
    expect(await tried(coordinator, feedId, fileId)).toMatchObject({ status: 404 })
    expect(await tried(officer, feedId, fileId)).toMatchObject({ status: 404 })
    expect(await w.call(staff, mapFeed, { params, body })).toMatchObject({ status: 403 })
    expect(await w.call(adminOf(), takeFeed, { params, body: { fileId, seen: '0'.repeat(64) } })).toMatchObject({
      status: 403,
    })
    expect((await w.call(officer, readFeed, { params })).body).toMatchObject({ version, mappings: [{ number: 1 }] })
    expect((await suggestions(ids)).map(({ value }) => value)).toEqual(['5.0', '6.0'])
  })

  test('what one feed fills, another does not; an ended feed is read no more', async () => {
    const { officer, ids, names, feedId } = await office()
    await taken(officer, feedId, csvOf(names, ['5', '6']))
    const other = await add(officer)
    await w.call(officer, mapFeed, { params: { id: other.id }, body: { version: other.version, mapping } })
    expect(await taken(officer, other.id, csvOf(names, ['7', '8']))).toMatchObject({ body: { figures: 0, passed: 2 } })
    const { version } = (await w.call(officer, readFeed, { params: { id: feedId } })).body
    await w.call(officer, endFeed, { params: { id: feedId }, body: { version, reason: '来源停止更新' } })
    expect(await tried(officer, feedId, await upload(officer, 'x'))).toMatchObject({
      status: 409,
      body: { code: 'feed_ended' },
    })
    expect(await taken(officer, other.id, csvOf(names, ['7', '8']))).toMatchObject({ body: { figures: 2 } })
    expect((await suggestions(ids)).map(({ value }) => value)).toEqual(['7.0', '8.0'])
  })

  test('hosts are allowed and withdrawn by the system administrator alone; from others nothing is fetched', async () => {
    const staff = await w.person('performanceOffice.head', await w.division())
    const body = { host: 'Data.Example.gov.cn', port: 443, isInternal: false, reason: '统计局接口' }
    expect(await w.call(staff, allowFeedHost, { body })).toMatchObject({ status: 403 })
    const host = (await w.call(adminOf(), allowFeedHost, { body })).body
    expect(host).toMatchObject({ host: 'data.example.gov.cn', port: 443, isInternal: false })
    expect(await w.call(adminOf(), allowFeedHost, { body })).toMatchObject({
      status: 422,
      body: { fields: [{ path: 'body.host' }] },
    })
    expect((await w.call(staff, listFeedHosts)).body.rows.map((row) => row.id)).toContain(host.id)
    const { officer, feedId } = await office({ kind: 'address', address: 'https://data.example.gov.cn/x' })
    const other = { name: '别处', kind: 'address', format: 'csv', fileName: '', isDaily: false } as const
    for (const address of [
      'https://data.example.gov.cn:8443/x',
      'http://169.254.169.254/',
      'http://user:a@127.0.0.1/',
    ]) {
      const answer = await w.call(officer, addFeed, { body: { ...other, address } })
      expect(answer).toMatchObject({ status: 422, body: { fields: [{ path: 'body.address' }] } })
    }
    const withdrawal = { params: { id: host.id }, body: { version: host.version, reason: '接口停用' } }
    expect(await w.call(staff, withdrawFeedHost, withdrawal)).toMatchObject({ status: 403 })
    expect(await w.call(adminOf(), withdrawFeedHost, withdrawal)).toMatchObject({ status: 200 })
    const { feed } = await fetched(officer, feedId)
    expect(feed).toMatchObject({
      isHostAllowed: false,
      last: { state: 'failed', fault: { zh: expect.stringContaining('允许') } },
    })
    const change = { ...other, address: 'https://data.example.gov.cn/y', version: feed.version }
    expect(await w.call(officer, changeFeed, { params: { id: feedId }, body: change })).toMatchObject({ status: 422 })
  })
})
