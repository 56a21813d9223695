import http, { type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll } from 'vitest'
import { readDuty } from '#domain/collection/duty.api.ts'
import { allowFeedHost } from '#domain/collection/feedHost.api.ts'
import type { FeedMapping } from '#domain/collection/feedMapping.ts'
import { addFeed, fetchFeed, mapFeed, readFeed, takeFeed, tryFeed } from '#domain/collection/feedSource.api.ts'
import { fetchAsked } from '#server/collection/feedFetch.ts'
import { insertFile } from '#server/kernel/files.ts'
import { fetchLimits } from '#server/kernel/outgoing/fetchFile.ts'
import { duties, peopleOf } from '#test/duties.ts'
import type { Client, World } from '#test/world.ts'

/** What the columns of the fixtures' tables are. */
export const mapping: FeedMapping = {
  ...{ indicator: '指标', fixed: null, period: '报送期', value: '数值', unit: '单位', names: [] },
}
export const csvOf = (names: readonly string[], values: readonly string[], unit = '万人次') =>
  ['指标,报送期,数值,单位', ...names.map((name, n) => `${name},2025-10,${values[n] ?? ''},${unit}`)].join('\n')

/** An answer that is a table. */
export const csvAnswer =
  (content: () => string): RequestListener =>
  (_q, a) =>
    a.writeHead(200, { 'content-type': 'text/csv' }).end(content())

type Content = { kind: 'file' | 'address'; format: 'csv' | 'xlsx' | 'json'; address: string | null; isDaily: boolean }

/** A server that answers as it is told, allowed as an internal host, and divisions with feeds of theirs. */
export function feedWorld(w: World) {
  const answers: Record<string, RequestListener> = {}
  const source = http.createServer((q, a) => {
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

  let number = 0

  /** A division with open figures in 万人次, its people, and a feed of theirs that is mapped. */
  async function office(given: Partial<Content> = {}, isMapped = true) {
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
  const adminOf = () => admin
  return { adminOf, office, add, at, upload, tried, taken, suggestions, dutyOf, fetched, serve }
}
