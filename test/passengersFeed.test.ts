import { readFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lastDayOf } from '#domain/calendar/periods.ts'
import { plusDays, workingDayFrom } from '#domain/calendar/workingDays.ts'
import type { Line } from '#domain/collection/dataReport.content.ts'
import { sendReport } from '#domain/collection/dataReportActs.api.ts'
import { accept, readAcceptance } from '#domain/collection/dutyActs.api.ts'
import { offerEntries, readEntryGrid } from '#domain/collection/entryGrid.api.ts'
import { allowFeedHost } from '#domain/collection/feedHost.api.ts'
import type { FeedMapping } from '#domain/collection/feedMapping.ts'
import { addFeed, fetchFeed, mapFeed, takeFeed, tryFeed } from '#domain/collection/feedSource.api.ts'
import { inTenThousands } from '#domain/collection/passengers.ts'
import { ports } from '#domain/collection/ports.ts'
import { readVouching } from '#domain/collection/vouching.api.ts'
import { fetchAsked } from '#server/collection/feedFetch.ts'
import { collectingUnit, issueDuties, peopleOf, plannedItem, signed } from './duties.ts'
import { monthlyPassengers } from './fixtures/monthlyPassengers.ts'
import { yearlyPassengers } from './fixtures/yearlyPassengers.ts'
import { assemble, reviewIt, seen, signIt } from './reports.ts'
import { type Client, world } from './world.ts'

const w = world(undefined, { today: '2023-01-03' })
const names = Object.values(ports).map(({ zh }) => `${zh}口岸旅客人次`)
const [header = '', ...days] = readFileSync(
  new URL('../data/hk-immigration-daily-passengers-2023-2025.csv', import.meta.url),
  'utf8',
).split(/\r?\n/)

/** The file as it was published on the day after a month's last: the year so far. */
const asOf = (month: string): string => {
  const isKnown = (line: string) => {
    const day = line.slice(0, 10).split('-').reverse().join('-')
    return day.startsWith(month.slice(0, 4)) && day <= lastDayOf(month)
  }
  return [header, ...days.filter(isKnown), ''].join('\n')
}

let published = ''
const source = http.createServer((_q, a) => a.writeHead(200, { 'content-type': 'text/csv' }).end(published))
let port = 0
beforeAll(async () => {
  await new Promise<void>((done) => {
    source.listen(0, '127.0.0.1', done)
  })
  port = (source.address() as AddressInfo).port
})
afterAll(() => {
  source.closeAllConnections()
  source.close()
})

const mapping: FeedMapping = {
  ...{ indicator: '口岸', fixed: null, period: '月份', value: '人次', unit: '单位' },
  names: Object.values(ports).map(({ zh }) => ({
    written: zh,
    indicator: { name: `${zh}口岸旅客人次`, unit: '人次' },
  })),
}

/** Two divisions and a unit that asks eight ports' passengers each month of three years; the feed is mapped once. */
async function office() {
  const [responsible, coordinating, unitId] = [await w.division(), await w.division(), await collectingUnit(w)]
  const people = await peopleOf(w, responsible, coordinating)
  const indicators = names.map((name) => ({ name, unit: '人次', collectingUnitId: unitId }))
  for (const year of [2023, 2024, 2025]) {
    const { planId } = await plannedItem(w, { responsible, coordinating, year, indicators })
    await issueDuties(w, planId, `${year - 1}-12-20`)
  }
  const signer = await w.person('division.head', coordinating)
  const deputy = await w.person('leadingGroup.deputy')
  await w.owner.insertInto('postCharge').values({ postId: deputy.postId, divisionId: coordinating }).execute()
  const host = { host: '127.0.0.1', port, isInternal: true, reason: '每日客流数据接口' }
  await w.call(await w.person('systemAdmin'), allowFeedHost, { body: host })
  const about = { name: '每日客流', kind: 'address', format: 'csv', fileName: '', isDaily: false } as const
  const address = `http://127.0.0.1:${port}/passengers.csv`
  const feed = (await w.call(people.officer, addFeed, { body: { ...about, address } })).body
  const kept = { params: { id: feed.id }, body: { version: feed.version, mapping } }
  expect(await w.call(people.officer, mapFeed, kept)).toMatchObject({ status: 200 })
  return { ...people, signer, deputy, feedId: feed.id, unitId, coordinating }
}
type Office = Awaited<ReturnType<typeof office>>

/** Fetched, looked at and taken in: the duties that it gave a figure for. */
async function fetched(client: Client, feedId: string): Promise<string[]> {
  const params = { id: feedId }
  const runId = (await w.call(client, fetchFeed, { params })).body.id
  await fetchAsked(w.app, { runId })
  const trial = (await w.call(client, tryFeed, { params, query: { runId } })).body
  const taken = await w.call(client, takeFeed, { params, body: { runId, seen: trial.seen } })
  expect(taken).toMatchObject({ status: 200, body: { state: 'taken', figures: 8 } })
  return trial.rows.flatMap(({ outcome, dutyId }) => (outcome === 'taken' && dutyId ? [dutyId] : []))
}

/** One month from the feed to the report that was sent, whose lines stand in the order of the ports. */
async function monthOf(of: Office, month: string): Promise<Line[]> {
  await w.clock(workingDayFrom(plusDays(lastDayOf(month), 1), w.app.holidays) ?? '')
  published = asOf(month)
  const given = await fetched(of.officer, of.feedId)
  const { rows: open } = (await w.call(of.officer, readEntryGrid, { query: { period: month } })).body
  expect(open.map(({ id }) => id)).toEqual(given)
  const entries = open.map(({ id, version, suggested }) => ({
    dutyId: id,
    version,
    kind: 'value' as const,
    value: suggested,
  }))
  expect(await w.call(of.officer, offerEntries, { body: { rows: entries } })).toMatchObject({ status: 200 })
  await signed(w, of.head, month)
  const { rows } = (await w.call(of.coordinator, readAcceptance, { query: { period: month } })).body
  for (const { id, version } of rows) await w.call(of.coordinator, accept, { params: { id }, body: { version } })
  const key = { collectingUnitId: of.unitId, coordinatingDivisionId: of.coordinating, period: month }
  const { id } = (await assemble(w, { coordinator: of.coordinator, key }, { subject: '口岸旅客数据' })).body
  await signIt(w, of, id)
  await reviewIt(w, of, id)
  const { version } = await seen(w, of.coordinator, id)
  const today = workingDayFrom(plusDays(lastDayOf(month), 1), w.app.holidays) ?? ''
  const sending = {
    sentOn: today,
    way: 'citySystem' as const,
    receiver: '数据采集岗',
    documentNumber: `深口函${month}`,
  }
  const sent = (await w.call(of.coordinator, sendReport, { params: { id }, body: { version, ...sending } })).body
  expect(sent).toMatchObject({ state: 'sent', lines: names.map((name) => ({ name })) })
  return sent.lines
}

/** Who vouched for 罗湖 of a month: its two signatures, and the line of the file where that month begins. */
async function leadsToItsLine({ coordinator }: Office, line?: Line, value?: string): Promise<void> {
  const { body } = await w.call(coordinator, readVouching, { params: { id: line?.submissionId ?? '' } })
  const first = asOf('2025-10')
    .split('\n')
    .findIndex((one) => one.startsWith('01-10-2025,Lo Wu,'))
  expect(body.feedLine).toMatchObject({ feedName: '每日客流', line: first + 1, value, isSame: true })
  const cells = ['罗湖', 'Lo Wu', '2025-10', value, '人次', '620.2608', '31', '62']
  expect(body.feedLine?.cells.map(({ text }) => text)).toEqual(cells)
}

test('three years of passengers go from the feed over signature and acceptance into 36 reports, and add up', async () => {
  const of = await office()
  const sums = new Map(yearlyPassengers.map(({ year }) => [year, names.map(() => 0n)]))
  for (const { month, figures } of monthlyPassengers) {
    const lines = await monthOf(of, month)
    const values = lines.map(({ value }) => value ?? '')
    if (month === '2025-10') await leadsToItsLine(of, lines[0], values[0])
    expect(values.map(inTenThousands), month).toEqual(figures)
    const year = month.slice(0, 4)
    sums.set(year, sums.get(year)?.map((sum, at) => sum + BigInt(values[at] ?? '0')) ?? [])
  }
  for (const { year, figures, total } of yearlyPassengers) {
    const reported = sums.get(year) ?? []
    expect(
      reported.map((sum) => inTenThousands(String(sum))),
      year,
    ).toEqual(figures)
    expect(inTenThousands(String(reported.reduce((all, one) => all + one, 0n))), year).toBe(total)
  }
}, 400_000)

test('a file with a day that is missing gives nothing, and says which', async () => {
  const of = await office()
  await w.clock('2026-01-04')
  const gone = days.findIndex((line) => line.startsWith('15-12-2025,Lo Wu,'))
  published = [header, ...days.toSpliced(gone, 2).filter((line) => line.slice(6, 10) === '2025'), ''].join('\n')
  const runId = (await w.call(of.officer, fetchFeed, { params: { id: of.feedId } })).body.id
  await fetchAsked(w.app, { runId })
  const run = await w.owner.selectFrom('feedRun').select(['state', 'fault']).where('id', '=', runId).executeTakeFirst()
  expect(run?.state).toBe('failed')
  expect(JSON.stringify(run?.fault)).toContain('罗湖2025年12月15日没有数据')
})
