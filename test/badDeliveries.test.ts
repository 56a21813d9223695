import type { RequestListener } from 'node:http'
import { describe, expect, test } from 'vitest'
import { offer, saveEntry } from '#domain/collection/dutyActs.api.ts'
import { offerEntries, readEntryGrid } from '#domain/collection/entryGrid.api.ts'
import { takeFeed } from '#domain/collection/feedSource.api.ts'
import { fetchLimits } from '#server/kernel/outgoing/fetchFile.ts'
import { duties, entry, offered, openDuty, peopleOf, signed, versionOf } from './duties.ts'
import { csvOf, feedWorld } from './feeds.ts'
import { fileOf, taken as takenTable, tried as triedTable, withJobs } from './imports.ts'
import { digestOfAll } from './permissions/digest.ts'
import { acceptDuty } from './reports.ts'
import { world } from './world.ts'

/**
 * What comes twice, cut short, at once with another, from a bad place or at a wrong time: a sentence for each, and
 * nothing half.
 */
const w = world()
withJobs(w)
const feeds = feedWorld(w)
const period = '2025-10'
const csv = (client: Parameters<typeof fileOf>[1], lines: readonly string[]) =>
  fileOf(w, client, '数据.csv', Buffer.from(lines.join('\n')))
const saidIn = (body: unknown) => JSON.stringify(body)
const figures = async (dutyId: string) =>
  (await w.owner.selectFrom('submission').select(['number', 'value']).where('dutyId', '=', dutyId).execute()).map(
    ({ value }) => value,
  )

describe('duplicated rows', () => {
  test('in the grid: none is handed in', async () => {
    const { officer, id } = await openDuty(w)
    const version = await versionOf(w, officer, id)
    const rows = [1, 2].map((value) => ({ dutyId: id, version, ...entry(String(value)) }))
    const before = await digestOfAll(w)
    const answer = await w.call(officer, offerEntries, { body: { rows } })
    expect(answer.status).toBe(422)
    expect(saidIn(answer.body)).toContain('同一项数据在本次提交中出现两次')
    expect(await digestOfAll(w)).toEqual(before)
  })

  test('in a table: the second names the first, and nothing is taken', async () => {
    const { officer } = await openDuty(w, { name: '抽查' })
    const run = await triedTable(
      w,
      officer,
      await csv(officer, ['报送期,指标,数值', '2025-10,抽查,5', '2025年10月,抽查,6']),
    )
    expect(run).toMatchObject({ refused: 1, rows: [{ row: 3, message: { zh: '与第2行是同一项数据。' } }, {}] })
    expect(await takenTable(w, officer, run.id)).toMatchObject({ status: 409, body: { code: 'rows_refused' } })
  })

  test('from a feed: the same', async () => {
    const { officer, feedId, names, ids } = await feeds.office()
    const fileId = await feeds.upload(officer, csvOf([names[0] ?? '', names[0] ?? ''], ['5', '6']))
    const trial = (await feeds.tried(officer, feedId, fileId)).body
    expect(trial).toMatchObject({ refused: 1, rows: [{ row: 3, message: { zh: '与第2行是同一项数据。' } }, {}] })
    const run = await w.call(officer, takeFeed, { params: { id: feedId }, body: { fileId, seen: trial.seen } })
    expect(run.status).toBe(422)
    expect(await feeds.suggestions(ids)).toEqual([])
  })
})

test.each([
  ['31/10/2025', true],
  ['10/31/2025', true],
  ['2025年10月', true],
  ['3/4/2025', false],
  ['10/11/2025', false],
])(
  'the period %s, dd/mm or mm/dd: read where it can be one day only, in a table and from a feed',
  async (written, isRead) => {
    const { officer, feedId, names } = await feeds.office()
    const lines = ['指标,报送期,数值', `${names[0]},${written},5`]
    const run = await triedTable(w, officer, await csv(officer, lines))
    expect(run).toMatchObject({ accepted: isRead ? 1 : 0, refused: isRead ? 0 : 1 })
    const fileId = await feeds.upload(officer, csvOf([names[0] ?? ''], ['5']).replace('2025-10', written))
    const trial = (await feeds.tried(officer, feedId, fileId)).body
    expect(trial).toMatchObject({ taken: isRead ? 1 : 0, refused: isRead ? 0 : 1 })
    for (const { message } of isRead ? [] : [run.rows[0], trial.rows[0]].flatMap((row) => row ?? []))
      expect(message?.zh).toContain(`“${written}”无法识别`)
  },
)

describe('a file cut short', () => {
  test('as a table', async () => {
    const { officer } = await openDuty(w, { name: '抽查' })
    const run = await triedTable(w, officer, await csv(officer, ['报送期,指标,数值', '2025-10,抽查']))
    expect(saidIn(run)).toContain('文件可能不完整')
    expect(await takenTable(w, officer, run.id)).toMatchObject({ status: 409 })
  })

  test('as a feed', async () => {
    const { officer, feedId, names, ids } = await feeds.office()
    const whole = csvOf(names, ['5', '6'])
    const fileId = await feeds.upload(officer, whole.slice(0, whole.lastIndexOf(',2025')))
    const trial = (await feeds.tried(officer, feedId, fileId)).body
    expect(trial).toMatchObject({ refused: 1 })
    expect(saidIn(trial)).toContain('文件可能不完整')
    expect(await feeds.suggestions(ids)).toEqual([])
  })
})

describe('two at once for one duty', () => {
  test('two windows of the form: the second learns that it changed, both drafts and versions are whole', async () => {
    const { officer, id } = await openDuty(w)
    const keep = (value: string) =>
      w.call(officer, saveEntry, { params: { id }, body: { ...entry(value), replaces: null } })
    const kept = await Promise.all([keep('5'), keep('6')])
    expect(kept.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(kept.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'draft_changed' })
    const version = await versionOf(w, officer, id)
    const give = (value: string) => w.call(officer, offer, { params: { id }, body: { version, ...entry(value) } })
    const given = await Promise.all([give('5'), give('6')])
    expect(given.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await figures(id)).toHaveLength(1)
  })

  test('two grids: all of one, nothing of the other', async () => {
    const [responsible, coordinating] = [await w.division(), await w.division()]
    const { officer, head } = await peopleOf(w, responsible, coordinating)
    const { ids } = await duties(w, { responsible, coordinating, indicators: [{}, {}] })
    const { rows } = (await w.call(officer, readEntryGrid, { query: { period } })).body
    const give = (client: typeof officer, value: string) =>
      w.call(client, offerEntries, {
        body: { rows: rows.map(({ id: dutyId, version }) => ({ dutyId, version, ...entry(value) })) },
      })
    const given = await Promise.all([give(officer, '5'), give(head, '6')])
    expect(given.filter(({ status }) => status === 200)).toHaveLength(1)
    const values = (await Promise.all(ids.map(figures))).flat()
    expect(values).toHaveLength(2)
    expect(new Set(values).size).toBe(1)
  })

  test('two tables of two people: each has a draft of his own, and one of them hands in', async () => {
    const { officer, head, id } = await openDuty(w, { name: '抽查' })
    for (const [client, value] of [
      [officer, 5],
      [head, 6],
    ] as const) {
      const run = await triedTable(w, client, await csv(client, ['报送期,指标,数值', `2025-10,抽查,${value}`]))
      expect(await takenTable(w, client, run.id)).toMatchObject({ status: 200, body: { state: 'taken' } })
    }
    const version = await versionOf(w, officer, id)
    const give = (client: typeof officer, value: string) =>
      w.call(client, offer, { params: { id }, body: { version, ...entry(value) } })
    const given = await Promise.all([give(officer, '5'), give(head, '6')])
    expect(given.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await figures(id)).toHaveLength(1)
  })

  test('two readings of a feed: what was looked at is not what would be taken any more', async () => {
    const { officer, feedId, names, ids } = await feeds.office()
    const [one, other] = [
      await feeds.upload(officer, csvOf(names, ['5', '6'])),
      await feeds.upload(officer, csvOf(names, ['7', '8'])),
    ]
    const seen = await Promise.all(
      [one, other].map(async (fileId) => (await feeds.tried(officer, feedId, fileId)).body.seen),
    )
    const take = (fileId: string, at: number) =>
      w.call(officer, takeFeed, { params: { id: feedId }, body: { fileId, seen: seen[at] ?? '' } })
    const runs = await Promise.all([take(one, 0), take(other, 1)])
    expect(runs.map(({ status }) => status).toSorted()).toContain(200)
    const values = (await feeds.suggestions(ids)).map(({ value }) => value)
    expect([
      ['5.0', '6.0'],
      ['7.0', '8.0'],
    ]).toContainEqual(values)
  })
})

describe('a feed that answers badly', () => {
  const html: RequestListener = (_q, a) => a.writeHead(200, { 'content-type': 'text/html' }).end('<html>')
  const huge: RequestListener = (_q, a) => {
    a.writeHead(200, { 'content-type': 'text/csv' })
    const more = () => a.write(Buffer.alloc(1_000_000), () => (a.destroyed ? undefined : more()))
    more()
  }
  const to =
    (location: string): RequestListener =>
    (_q, a) =>
      a.writeHead(302, { location }).end()
  test.each([
    ['slowly', () => undefined, '没有取完'],
    ['hugely', huge, '10MB'],
    ['with HTML', html, '网页'],
    [
      'with HTML that calls itself a table',
      (_q, a) => a.writeHead(200, { 'content-type': 'text/csv' }).end('<html><body>请登录'),
      '网页',
    ],
    ['by sending on to the own machine', to('http://127.0.0.1:1/'), '另一主机'],
    ['by sending on to a private address', to('http://10.0.0.8/x.csv'), '另一主机'],
    ['by sending on to the address of a cloud', to('http://169.254.169.254/latest'), '另一主机'],
    ['by sending on to a file', to('file:///etc/passwd'), '另一主机'],
  ] as readonly [string, RequestListener, string][])(
    '%s: told with the feed, nothing changed',
    async (name, answer, words) => {
      const address = feeds.serve(`/${encodeURIComponent(name)}`, answer)
      const { officer, feedId, ids } = await feeds.office({ kind: 'address', address })
      const { feed } = await feeds.fetched(officer, feedId, { ...fetchLimits, wholeMs: 1_500 })
      expect(feed.last).toMatchObject({ state: 'failed', fault: { zh: expect.stringContaining(words) } })
      expect(feed.last?.fault?.en).toMatch(/^[A-Z].*\.$/)
      expect(await feeds.suggestions(ids)).toEqual([])
    },
  )
})

test('a clock that goes back: nothing is lost or done twice, and what is not open yet says from when', async () => {
  const { officer, head, coordinator, id } = await openDuty(w)
  const late = await openDuty(w, {}, { period: '2025-09' })
  await w.clock('2025-11-06')
  const cards = () => w.owner.selectFrom('card').select(['dutyId', 'step', 'firedOn']).orderBy('id').execute()
  const fired = await cards()
  expect(fired.filter(({ dutyId }) => dutyId === late.id).length).toBeGreaterThan(0)
  await offered(w, officer, id, '7')
  await signed(w, head)
  const signature = await w.owner.selectFrom('signature').selectAll().execute()

  await w.clock('2025-10-20')
  expect(await cards()).toEqual(fired)
  expect(await w.owner.selectFrom('signature').selectAll().execute()).toEqual(signature)
  const { stage, signedAt } = await w.owner
    .selectFrom('duty')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect([stage, signedAt !== null]).toEqual(['submitted', true])
  const other = await openDuty(w)
  const early = await w.call(other.officer, offer, {
    params: { id: other.id },
    body: { version: await versionOf(w, other.officer, other.id), ...entry('5') },
  })
  expect(early.status).toBe(409)
  expect(saidIn(early.body)).toMatch(/11月1日|2025年11月1日|未到|开放/)

  await w.clock('2025-11-06')
  await w.clock('2025-11-06')
  expect((await cards()).filter(({ dutyId }) => fired.some((one) => one.dutyId === dutyId))).toEqual(fired)
  expect(await acceptDuty(w, coordinator, id)).toMatchObject({ status: 200, body: { stage: 'accepted' } })
})
