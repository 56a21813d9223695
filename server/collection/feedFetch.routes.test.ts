import type { RequestListener } from 'node:http'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { fetchFeed, readFeed, readFeedHistory, takeFeed, tryFeed } from '#domain/collection/feedSource.api.ts'
import { fetchLimits } from '#server/kernel/outgoing/fetchFile.ts'
import { sweepNow } from '#server/kernel/sweep.ts'
import { csvAnswer, csvOf, feedWorld } from '#test/feeds.ts'
import { world } from '#test/world.ts'
import { fetchAsked } from './feedFetch.ts'

const w = world()
const { office, add, at, suggestions, fetched, serve } = feedWorld(w)

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
