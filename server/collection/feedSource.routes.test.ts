import http, { type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readDuty } from '#domain/collection/duty.api.ts'
import { offer } from '#domain/collection/dutyActs.api.ts'
import { allowFeedHost, listFeedHosts, withdrawFeedHost } from '#domain/collection/feedHost.api.ts'
import type { FeedMapping } from '#domain/collection/feedMapping.ts'
import {
  addFeed,
  changeFeed,
  endFeed,
  fetchFeed,
  listFeeds,
  mapFeed,
  readFeed,
  readFeedHistory,
  takeFeed,
  tryFeed,
} from '#domain/collection/feedSource.api.ts'
import { readVouching } from '#domain/collection/vouching.api.ts'
import { insertFile } from '#server/kernel/files.ts'
import { writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import { fetchLimits } from '#server/kernel/outgoing/fetchFile.ts'
import { sweepNow } from '#server/kernel/sweep.ts'
import { duties, entry, offered, peopleOf, signed, versionOf } from '#test/duties.ts'
import { type Client, world } from '#test/world.ts'
import { fetchAsked } from './feedFetch.ts'

const w = world()
const answers: Record<string, RequestListener> = {}
const asked: string[] = []
const source = http.createServer((q, a) => {
  asked.push(q.url ?? '')
  answers[q.url ?? '']?.(q, a)
})
let port = 0
let admin: Client
beforeAll(async () => {
  await new Promise<void>((done) => {
    source.listen(0, '127.0.0.1', done)
  })
  port = (source.address() as AddressInfo).port
  admin = await w.person('systemAdmin')
  const body = { host: '127.0.0.1', port, isInternal: true, reason: '办内统计系统' }
  await w.call(admin, allowFeedHost, { body })
  const values = { key: 'collection.feedAfterHour', fromOn: '2025-01-01', value: '0', setBy: admin.id }
  await w.owner
    .insertInto('setting')
    .values({ ...values, setAt: new Date() })
    .execute()
  await w.owner
    .updateTable('office')
    .set((eb) => ({ settingsRevision: eb('settingsRevision', '+', 1) }))
    .execute()
})
afterAll(() => {
  source.closeAllConnections()
  source.close()
})

const mapping: FeedMapping = {
  ...{ indicator: '指标', fixed: null, period: '报送期', value: '数值', unit: '单位', names: [] },
}
let number = 0

/** A division with open figures in 万人次, its people, and a feed of theirs that is mapped. */
async function office(given: Partial<Parameters<typeof add>[1]> = {}, isMapped = true) {
  number += 1
  const [responsible, coordinating] = [await w.division(), await w.division()]
  const people = await peopleOf(w, responsible, coordinating)
  const names = [`甲数${number}`, `乙数${number}`]
  const indicators = names.map((name) => ({ name, unit: '万人次', decimals: 1 }))
  const { ids } = await duties(w, { responsible, coordinating, indicators })
  const feed = await add(people.officer, given)
  if (isMapped)
    await w.call(people.officer, mapFeed, { params: { id: feed.id }, body: { version: feed.version, mapping } })
  return { ...people, ids, names, feedId: feed.id, responsible }
}
type Content = { kind: 'file' | 'address'; format: 'csv' | 'xlsx' | 'json'; address: string | null; isDaily: boolean }
const at = (path: string) => `http://127.0.0.1:${port}${path}`
const add = async (client: Client, given: Partial<Content> = {}) => {
  const body = {
    name: '月度统计',
    kind: 'file',
    format: 'csv',
    fileName: '月报.csv',
    address: null,
    isDaily: false,
  } as const
  return (await w.call(client, addFeed, { body: { ...body, ...given } })).body
}
const csvOf = (names: readonly string[], values: readonly string[], unit = '万人次') =>
  ['指标,报送期,数值,单位', ...names.map((name, n) => `${name},2025-10,${values[n] ?? ''},${unit}`)].join('\n')

const upload = (client: Client, content: Buffer | string) =>
  w.db.transaction().execute(async (tx) => {
    const file = { name: '月报.csv', type: 'text/csv', content: Buffer.from(content), uploadedBy: client.id }
    return (await insertFile(tx, w.app.files, file)).id
  })
const tried = (client: Client, id: string, fileId: string) =>
  w.call(client, tryFeed, { params: { id }, query: { fileId } })
async function taken(client: Client, id: string, content: Buffer | string) {
  const fileId = await upload(client, content)
  const { seen } = (await tried(client, id, fileId)).body
  return w.call(client, takeFeed, { params: { id }, body: { fileId, seen } })
}
const suggestions = (ids: readonly string[]) =>
  w.owner.selectFrom('dutySuggestion').selectAll().where('dutyId', 'in', ids).orderBy('value').execute()
const dutyOf = async (client: Client, id: string) => (await w.call(client, readDuty, { params: { id } })).body

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

/** Asks, and does what the worker does. */
async function fetched(client: Client, id: string, limits = fetchLimits) {
  const run = await w.call(client, fetchFeed, { params: { id } })
  if (run.status === 200) await fetchAsked(w.app, { runId: run.body.id }, limits)
  return { run: run.body, feed: (await w.call(client, readFeed, { params: { id } })).body }
}
const serve = (path: string, answer: RequestListener) => {
  answers[path] = answer
  return at(path)
}
const csvAnswer =
  (content: () => string): RequestListener =>
  (_q, a) =>
    a.writeHead(200, { 'content-type': 'text/csv' }).end(content())

test('what is fetched waits to be looked at and is then taken in', async () => {
  const names: string[] = []
  const address = serve(
    '/month',
    csvAnswer(() => csvOf(names, ['8', '9'])),
  )
  const one = await office({ kind: 'address', address })
  names.push(...one.names)
  const { run, feed } = await fetched(one.officer, one.feedId)
  expect(feed).toMatchObject({
    isHostAllowed: true,
    isBeingFetched: false,
    last: { state: 'fetched', runBy: expect.anything() },
  })
  expect(await suggestions(one.ids)).toEqual([])
  const query = { runId: run.id }
  const trial = (await w.call(one.officer, tryFeed, { params: { id: one.feedId }, query })).body
  expect(trial).toMatchObject({ taken: 2, isKept: true })
  const body = { runId: run.id, seen: trial.seen }
  const both = await Promise.all([1, 2].map(() => w.call(one.officer, takeFeed, { params: { id: one.feedId }, body })))
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 404])
  expect((await suggestions(one.ids)).map(({ value }) => value)).toEqual(['8.0', '9.0'])
})

test('every failure of the network is a sentence with the reading, and nothing is changed', async () => {
  const faults: [string, RequestListener, string][] = [
    ['/slow', () => undefined, '没有取完'],
    ['/html', (_q, a) => a.writeHead(200, { 'content-type': 'text/html' }).end('<html>'), '网页'],
    ['/away', (_q, a) => a.writeHead(302, { location: 'http://169.254.169.254/' }).end(), '另一主机'],
    [
      '/bomb',
      (_q, a) => a.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(30_000_000))),
      '10MB',
    ],
    ['/cut', (_q, a) => a.writeHead(200, { 'content-length': '99' }).write('a,b', () => a.destroy()), '没有发完'],
  ]
  const { officer, ids, feedId } = await office({ kind: 'address', address: at('/slow') })
  for (const [path, answer, words] of faults) {
    const address = serve(path, answer)
    await w.owner.updateTable('feed').set({ address }).where('id', '=', feedId).execute()
    const { feed } = await fetched(officer, feedId, { ...fetchLimits, wholeMs: 700 })
    expect(feed.last).toMatchObject({ state: 'failed', fault: { zh: expect.stringContaining(words) } })
  }
  expect(await suggestions(ids)).toEqual([])
  const { rows } = (await w.call(officer, readFeedHistory, { params: { id: feedId } })).body
  expect(rows.filter(({ action }) => action === 'feed.fail')).toHaveLength(faults.length)
})

test('two fetches at once are one, and the work of a fetch done twice is done once', async () => {
  const names: string[] = []
  const address = serve(
    '/twice',
    csvAnswer(() => csvOf(names, ['1', '2'])),
  )
  const { officer, feedId } = await office({ kind: 'address', address })
  const both = await Promise.all([1, 2].map(() => w.call(officer, fetchFeed, { params: { id: feedId } })))
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(both.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'being_fetched' })
  const runId = both.find(({ status }) => status === 200)?.body.id ?? ''
  await Promise.all([fetchAsked(w.app, { runId }), fetchAsked(w.app, { runId })])
  await fetchAsked(w.app, { runId })
  const files = await w.owner.selectFrom('storedFile').select('id').where('claimedId', '=', runId).execute()
  expect(files).toHaveLength(1)
})

test('a daily feed is read once a day by however many processes, and only while data are to be filled in', async () => {
  const names: string[] = []
  const address = serve(
    '/daily',
    csvAnswer(() => csvOf(names, ['1', '2'])),
  )
  const one = await office({ kind: 'address', address, isDaily: true })
  names.push(...one.names)
  const idle = await w.division()
  const other = await add(await w.person('division.officer', idle), { kind: 'address', address, isDaily: true })
  await Promise.all([sweepNow(w.app), sweepNow(w.app), sweepNow(w.app)])
  const runs = () => w.owner.selectFrom('feedRun').selectAll().where('feedId', 'in', [one.feedId, other.id]).execute()
  const [run, ...more] = await runs()
  expect(more).toEqual([])
  expect(run).toMatchObject({ feedId: one.feedId, state: 'asked', scheduledOn: '2025-11-06', runBy: null })
  await Promise.all([fetchAsked(w.app, { runId: run?.id ?? '' }), fetchAsked(w.app, { runId: run?.id ?? '' })])
  await sweepNow(w.app)
  expect(await runs()).toMatchObject([{ state: 'taken' }])
  expect((await suggestions(one.ids)).map(({ value }) => value)).toEqual(['1.0', '2.0'])
  const jobs = await w.owner.selectFrom('history').selectAll().where('subjectId', '=', one.feedId).execute()
  expect(jobs.filter(({ action }) => action === 'feed.ask')).toHaveLength(1)
  await w.owner.updateTable('feed').set({ isDaily: false }).execute()
})

test('the daily reading of a faulty table is told with the feed; what was asked of a process that is gone is given up', async () => {
  const address = serve(
    '/faulty',
    csvAnswer(() => '指标,报送期,数值,单位\n甲,何时,1,万人次\n甲'),
  )
  const one = await office({ kind: 'address', address, isDaily: true })
  await sweepNow(w.app)
  const run = await w.owner
    .selectFrom('feedRun')
    .select('id')
    .where('feedId', '=', one.feedId)
    .executeTakeFirstOrThrow()
  await fetchAsked(w.app, { runId: run.id })
  const { last } = (await w.call(one.officer, readFeed, { params: { id: one.feedId } })).body
  expect(last).toMatchObject({ state: 'failed', fault: { zh: expect.stringContaining('第3行') } })
  await w.call(one.officer, fetchFeed, { params: { id: one.feedId } })
  const long = new Date(Date.now() - 11 * 60_000)
  await w.owner.updateTable('feedRun').set({ askedAt: long }).where('state', '=', 'asked').execute()
  await sweepNow(w.app)
  const after = (await w.call(one.officer, readFeed, { params: { id: one.feedId } })).body
  expect(after).toMatchObject({ isBeingFetched: false, last: { state: 'failed' } })
  await w.owner.updateTable('feed').set({ isDaily: false }).execute()
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
      expect(await w.call(admin, call as typeof readFeed, call === listFeeds ? {} : { params })).toMatchObject({
        status: 403,
      })
    const { version } = (await w.call(officer, readFeed, { params })).body
    const fileId = await upload(coordinator, csvOf(names, ['1', '1']))
    const body = { version, mapping: { ...mapping, unit: null } }
    expect(await w.call(coordinator, mapFeed, { params, body })).toMatchObject({ status: 404 })
    expect(await tried(coordinator, feedId, fileId)).toMatchObject({ status: 404 })
    expect(await tried(officer, feedId, fileId)).toMatchObject({ status: 404 })
    expect(await w.call(staff, mapFeed, { params, body })).toMatchObject({ status: 403 })
    expect(await w.call(admin, takeFeed, { params, body: { fileId, seen: '0'.repeat(64) } })).toMatchObject({
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
    const host = (await w.call(admin, allowFeedHost, { body })).body
    expect(host).toMatchObject({ host: 'data.example.gov.cn', port: 443, isInternal: false })
    expect(await w.call(admin, allowFeedHost, { body })).toMatchObject({
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
    expect(await w.call(admin, withdrawFeedHost, withdrawal)).toMatchObject({ status: 200 })
    const { feed } = await fetched(officer, feedId)
    expect(feed).toMatchObject({
      isHostAllowed: false,
      last: { state: 'failed', fault: { zh: expect.stringContaining('允许') } },
    })
    const change = { ...other, address: 'https://data.example.gov.cn/y', version: feed.version }
    expect(await w.call(officer, changeFeed, { params: { id: feedId }, body: change })).toMatchObject({ status: 422 })
  })
})
