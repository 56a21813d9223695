import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { plusDays } from '#domain/calendar/workingDays.ts'
import { readDuty } from '#domain/collection/duty.api.ts'
import { correct, offer, readSignSheet } from '#domain/collection/dutyActs.api.ts'
import { dryRunPassengers, importPassengers, listFeedRuns } from '#domain/collection/feed.api.ts'
import { insertFile } from '#server/kernel/files.ts'
import { writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import { duties, entry, peopleOf, signed, versionOf } from '#test/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const real = new URL('../../data/hk-immigration-daily-passengers-2023-2025.csv', import.meta.url)
const points = [
  'Lo Wu',
  'Lok Ma Chau Spur Line',
  'Lok Ma Chau',
  'Man Kam To',
  'Sha Tau Kok',
  'Shenzhen Bay',
  'Heung Yuen Wai',
  'Express Rail Link West Kowloon',
]

let office: Client
let people: Awaited<ReturnType<typeof peopleOf>>
let ids: string[]

beforeAll(async () => {
  const [responsible, coordinating] = [await w.division(), await w.division({ housesPerformanceOffice: true })]
  people = await peopleOf(w, responsible, coordinating)
  office = await w.person('performanceOffice.staff', coordinating)
  const indicators = points.map((point) => ({
    name: `${point} 旅客人次`,
    unit: '万人次',
    decimals: 1,
    feed: `passengers:${point}`,
  }))
  ids = (await duties(w, { responsible, coordinating, indicators })).ids
})

const upload = async (client: Client, content: Buffer | string, name = 'passengers.csv') =>
  w.db.transaction().execute(async (tx) => {
    const file = { name, type: 'text/csv', content: Buffer.from(content), uploadedBy: client.id }
    return (await insertFile(tx, w.app.files, file)).id
  })

/** Every day of 2025 for every control point: 5,000 persons each way, zero at Sha Tau Kok. */
function wholeYear(change: (line: string, index: number) => string | null = (line) => line): string {
  const header = 'Date,Control Point,Arrival / Departure,Hong Kong Residents,Mainland Visitors,Other Visitors,Total,'
  const days = Array.from({ length: 365 }, (_, n) => plusDays('2025-01-01', n))
  const lines = days.flatMap((day) =>
    ['Airport', ...points].flatMap((point) => {
      const count = point === 'Sha Tau Kok' ? 0 : 5000
      return ['Arrival', 'Departure'].map(
        (way) => `${day.split('-').toReversed().join('-')},${point},${way},${count},0,0,${count},`,
      )
    }),
  )
  return [header, ...lines]
    .map((line, index) => change(line, index))
    .filter((line) => line !== null)
    .join('\n')
}

const suggestions = () => w.owner.selectFrom('dutySuggestion').selectAll().execute()
const october = async (client: Client, at: number) =>
  (await w.call(client, readDuty, { params: { id: ids[at] ?? '' } })).body

test('the real file fills the months that have ended, and nothing else; Sha Tau Kok is zero, not nil', async () => {
  const fileId = await upload(office, await readFile(real))
  const preview = await w.call(office, dryRunPassengers, { query: { fileId, year: 2025 } })
  expect(preview.body.problems).toEqual([])
  expect(preview.body.ignored).toContain('Airport')
  expect(preview.body.rows).toHaveLength(8 * 10)
  expect(await suggestions()).toEqual([])
  const answer = await w.call(office, importPassengers, { body: { fileId, year: 2025 } })
  expect(answer).toMatchObject({ status: 200, body: { figures: 80, changed: 80, fileName: 'passengers.csv' } })
  const values = await Promise.all(ids.map((_, at) => october(people.officer, at)))
  expect(values.map(({ suggestion }) => suggestion?.value)).toEqual([
    '620.3',
    '523.2',
    '123.7',
    '21.1',
    '0.0',
    '400.6',
    '257.2',
    '273.8',
  ])
  expect(values[1]).toMatchObject({
    stage: 'open',
    value: null,
    suggestion: { passengers: '5232142', lines: 62 },
    lastYear: { period: '2024-10', value: '497.2' },
  })
  expect((await w.history(ids[1] ?? '')).map(({ action }) => action)).toEqual([
    'duty.generate',
    'duty.open',
    'duty.suggest',
  ])
  const zero = await w.call(people.officer, offer, {
    params: { id: ids[4] ?? '' },
    body: { version: await versionOf(w, people.officer, ids[4] ?? ''), ...entry('0') },
  })
  expect(zero.body).toMatchObject({ kind: 'value', value: '0.0', submissions: [{ source: 'passengers' }] })
  const runs = await w.call(office, listFeedRuns, { query: { year: 2025 } })
  expect(runs.body.rows).toMatchObject([{ figures: 80 }])
}, 60_000)

test('another figure than the source gives needs a note, at entry and for whoever signs; a correction has its reason', async () => {
  const id = ids[2] ?? ''
  const handIn = async (value: string, note = '') =>
    w.call(people.officer, offer, {
      params: { id },
      body: { version: await versionOf(w, people.officer, id), ...entry(value, note) },
    })
  const refused = await handIn('123.8')
  expect(refused).toMatchObject({ status: 422, body: { fields: [{ path: 'body.note' }] } })
  expect(refused.body).toMatchObject({ message: { zh: '与来源文件的123.7不同，请核对或说明原因。' } })
  expect(await october(people.officer, 2)).toMatchObject({ stage: 'open', submissions: [] })
  expect(await handIn('123.8', '含夜间通道')).toMatchObject({
    status: 200,
    body: { submissions: [{ source: 'typed' }] },
  })
  const sheet = await w.call(people.head, readSignSheet, { query: { period: '2025-10' } })
  expect(sheet.body.duties.find((duty) => duty.id === id)).toMatchObject({ value: '123.8', suggested: '123.7' })
  await signed(w, people.head)
  const version = await versionOf(w, people.officer, id)
  const correction = { params: { id }, body: { version, reason: '夜间通道重复计入', ...entry('123.6') } }
  expect(await w.call(people.officer, correct, correction)).toMatchObject({ status: 200, body: { stage: 'offered' } })
}, 30_000)

describe('a faulty file is refused as a whole, by line', () => {
  const isLine = (text: string) => (line: string) => line.startsWith(text)
  test.each([
    ['a day missing', (line: string) => (isLine('15-03-2025,Lo Wu')(line) ? null : line), '罗湖2025年3月15日没有数据'],
    ['a line twice', (line: string) => (isLine('15-03-2025,Lo Wu,Arrival')(line) ? `${line}\n${line}` : line), '重复'],
    [
      'a word for a number',
      (line: string) => (isLine('15-03-2025,Lo Wu,Arrival')(line) ? line.replace('5000', '五千') : line),
      '不是整数',
    ],
    [
      'an unknown control point',
      (line: string, index: number) => (index === 1 ? line.replace('Airport', 'Atlantis') : line),
      'Atlantis',
    ],
    ['another heading', (line: string, index: number) => (index === 0 ? line.replace('Total', 'Sum') : line), '表头'],
  ])('%s', async (_, change, words) => {
    const before = await suggestions()
    const fileId = await upload(office, wholeYear(change))
    const preview = await w.call(office, dryRunPassengers, { query: { fileId, year: 2025 } })
    expect(JSON.stringify(preview.body.problems)).toContain(words)
    const answer = await w.call(office, importPassengers, { body: { fileId, year: 2025 } })
    expect(answer).toMatchObject({ status: 422 })
    expect(JSON.stringify(answer.body)).toContain(words)
    expect(await suggestions()).toEqual(before)
  })

  test('a workbook in place of the file', async () => {
    const workbook = await writeWorkbook([{ name: '客流', columns: [{ heading: 'Date', width: 10 }], rows: [['x']] }])
    const fileId = await upload(office, workbook)
    const answer = await w.call(office, importPassengers, { body: { fileId, year: 2025 } })
    expect(answer).toMatchObject({ status: 422, body: { message: { zh: '这是Excel工作簿，请另存为CSV文件后再选。' } } })
  })

  test('a web page in place of the file', async () => {
    const fileId = await upload(office, '<!doctype html><html><body>404</body></html>')
    const answer = await w.call(office, importPassengers, { body: { fileId, year: 2025 } })
    expect(answer).toMatchObject({ status: 422, body: { message: { zh: '这个文件不是CSV文件（内容为网页）。' } } })
  })
})

test('who may import: the performance office and the coordinating division; nobody with another’s file', async () => {
  const other = await w.person('division.officer', await w.division())
  const say = async (client: Client, owner = client) =>
    w.call(client, importPassengers, { body: { fileId: await upload(owner, wholeYear()), year: 2025 } })
  expect(await say(people.officer)).toMatchObject({ status: 403, body: { code: 'not_feed_keeper' } })
  expect(await say(other)).toMatchObject({ status: 403, body: { code: 'not_feed_keeper' } })
  expect(await say(await w.person('leadingGroup.deputy'))).toMatchObject({ status: 403 })
  expect(await say(office, other)).toMatchObject({ status: 404 })
  expect(await say(people.coordinator)).toMatchObject({ status: 200, body: { figures: 80 } })
  expect((await w.call(other, listFeedRuns, { query: { year: 2025 } })).body.rows).toEqual([])
})

test('a repeated request imports once', async () => {
  const fileId = await upload(office, wholeYear())
  const key = crypto.randomUUID()
  const first = await w.call(office, importPassengers, { body: { fileId, year: 2025 }, key })
  const again = await w.call(office, importPassengers, { body: { fileId, year: 2025 }, key })
  expect(again).toMatchObject({ status: 200, body: first.body })
  const second = await w.call(office, importPassengers, { body: { fileId, year: 2025 } })
  expect(second).toMatchObject({ status: 404 })
})

test('a year without such duties says so', async () => {
  const fileId = await upload(office, wholeYear())
  const answer = await w.call(office, importPassengers, { body: { fileId, year: 2024 } })
  expect(answer).toMatchObject({ status: 422, body: { fields: [{ path: 'body.year' }] } })
})
