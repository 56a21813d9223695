import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import { askReview } from '#domain/progress/progress.api.ts'
import { completeMeasure, judgeUnclaimed, recordOwnCheck, setReportRhythm } from '#domain/progress/progressActs.api.ts'
import { progressOffice, reached } from '#test/fixtures/progress.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const { opened, read, versionOf, report, claimed, traces, linksOf } = progressOffice(w)
type Opened = Awaited<ReturnType<typeof opened>>

const rhythm = (of: Opened, as: Client, version: number, to: 'quarter' | 'phaseEnd' | null) =>
  w.call(as, setReportRhythm, { params: { id: of.item.id }, body: { version, rhythm: to, reason: '工程按季结算' } })

test('one item is reported in a rhythm of its own from the day on; the next report and the light follow', async () => {
  const of = await opened()
  await report(of, of.officer, of.second)
  expect((await read(of)).phases[1]?.next).toMatchObject({ endsOn: '2025-11-30' })
  const answer = await rhythm(of, of.writer, 0, 'quarter')
  expect(answer).toMatchObject({
    status: 200,
    body: { rhythm: { version: 1, own: 'quarter', from: '2025-11-06', usual: 'month', reason: '工程按季结算' } },
  })
  expect(answer.body.phases[1]?.next).toMatchObject({ endsOn: '2025-12-31' })
  expect((await rhythm(of, of.officeHead, 1, null)).body.phases[1]?.next).toMatchObject({ endsOn: '2025-11-30' })
  const entries = (await w.history(of.item.id)).filter(({ action }) => action === 'progress.setRhythm')
  expect(entries).toMatchObject([{ personId: of.writer.id }, { personId: of.officeHead.id }])
})

test('no rhythm is set by a division, on what was changed meanwhile, twice alike, or of an item taken out', async () => {
  const of = await opened()
  await rhythm(of, of.writer, 0, 'quarter')
  const state = async () => ({
    rows: await w.owner.selectFrom('itemRhythm').selectAll().where('itemId', '=', of.item.id).execute(),
    ...(await traces(of)),
  })
  const before = await state()
  for (const client of [of.head, of.officer, of.deputy])
    expect((await rhythm(of, client, 1, 'phaseEnd')).status).toBe(403)
  expect(await rhythm(of, of.officeHead, 0, 'phaseEnd')).toMatchObject({ status: 409, body: { code: 'stale' } })
  expect(await rhythm(of, of.officeHead, 1, 'quarter')).toMatchObject({ body: { code: 'rhythm_unchanged' } })
  expect(await state()).toEqual(before)
  await w.owner.updateTable('item').set({ withdrawnOn: '2025-11-06' }).where('id', '=', of.item.id).execute()
  expect(await rhythm(of, of.writer, 1, null)).toMatchObject({ body: { code: 'item_not_in_force' } })
})

const unclaimed = async (of: Opened, as: Client, phaseId = of.first, version?: number) =>
  w.call(as, judgeUnclaimed, {
    params: { id: of.item.id },
    body: { version: version ?? (await versionOf(of)), phaseId, reason: '阶段终了三个月未申请认定' },
  })

test('a phase that nobody claimed in time is judged as not met; its division may ask for a review', async () => {
  const of = await opened()
  expect(await linksOf(of.writer, of)).toEqual(['unclaimed'])
  expect(await linksOf(of.deputy, of)).toEqual([])
  const judged = await unclaimed(of, of.writer)
  expect(judged.body.judgements).toMatchObject([
    { state: 'judged', verdict: 'notMet', claim: null, judgedBy: of.writer.id },
  ])
  expect(judged.body.phases[0]).toMatchObject({ verdict: 'notMet', next: null })
  expect(judged.body.light).toMatchObject({ light: 'red' })
  expect(await linksOf(of.writer, of)).toEqual([])
  const { id = '', version = 0 } = judged.body.judgements[0] ?? {}
  const asked = await w.call(of.head, askReview, { params: { id }, body: { version, reason: '已完成，漏报' } })
  expect(asked.body.judgements[0]).toMatchObject({ state: 'underReview', claim: null })
  expect(await linksOf(of.deputy, of)).toEqual(['decide'])
  const [entry] = (await w.history(of.item.id)).filter(({ action }) => action === 'progress.judgeUnclaimed')
  expect(JSON.parse(String(entry?.canonical))).toMatchObject({
    ...{ basis: 'progress.judgeUnclaimed', reason: '阶段终了三个月未申请认定' },
  })
})

test('it is left alone while it can be claimed, once it was claimed, and by whoever reported it', async () => {
  const of = await opened()
  await report(of, of.officer, of.first, reached)
  const reporter = await w.alsoAs(of.officer, 'performanceOffice.staff', of.responsible)
  const before = await traces(of)
  expect(await unclaimed(of, of.writer, of.second)).toMatchObject({
    status: 409,
    body: { code: 'claim_still_possible' },
  })
  expect(await unclaimed(of, reporter)).toMatchObject({ status: 409, body: { code: 'own_claim' } })
  expect((await unclaimed(of, of.head)).status).toBe(403)
  expect(await unclaimed(of, of.deputy)).toMatchObject({ status: 403, body: { code: 'not_judge_of_phase' } })
  expect(await unclaimed(of, of.writer, of.first, 999)).toMatchObject({ status: 409, body: { code: 'stale' } })
  expect(await traces(of)).toEqual(before)
  await claimed(of)
  expect(await unclaimed(of, of.writer)).toMatchObject({ status: 409, body: { code: 'phase_judged' } })
})

test('that of the house of the performance office is for a deputy', async () => {
  const of = await opened()
  const houses = (housesPerformanceOffice: boolean, id: string) =>
    w.owner.updateTable('division').set({ housesPerformanceOffice }).where('id', '=', id).execute()
  await w.owner.updateTable('division').set({ housesPerformanceOffice: false }).execute()
  await houses(true, of.responsible)
  expect(await linksOf(of.writer, of)).toEqual([])
  expect(await linksOf(of.deputy, of)).toEqual(['unclaimed'])
  expect(await unclaimed(of, of.writer)).toMatchObject({ status: 403, body: { code: 'not_judge_of_phase' } })
  expect((await unclaimed(of, of.deputy)).status).toBe(200)
  await houses(false, of.responsible)
})

test('the measure of an own check is a to-do of its division until it is told done', async () => {
  const of = await opened()
  const found = { checkedOn: '2025-11-05', finding: '现场两处围挡缺失', measure: '补装围挡', untilOn: '2025-11-10' }
  const body = { version: await versionOf(of), ...found }
  const { checks } = (await w.call(of.officer, recordOwnCheck, { params: { id: of.item.id }, body })).body
  const id = checks[0]?.id ?? ''
  const todos = async (client: Client) =>
    (await w.call(client, listTodos)).body.rows
      .filter(({ link }) => link.endsWith(`#act-measure-${id}`))
      .map(({ dueOn, object }) => [dueOn, object.zh])
  for (const client of [of.officer, of.head]) expect(await todos(client)).toEqual([['2025-11-10', '补装围挡']])
  for (const client of [of.coordinator, of.writer, of.stranger]) expect(await todos(client)).toEqual([])
  const done = (as: Client) => w.call(as, completeMeasure, { params: { id }, body: { words: '已补装两处' } })
  expect((await done(of.stranger)).status).toBe(404)
  expect(await done(of.coordinator)).toMatchObject({ status: 403, body: { code: 'not_division_of_check' } })
  expect((await done(of.writer)).status).toBe(403)
  expect((await read(of)).checks[0]?.done).toBeNull()
  const answers = await Promise.all([done(of.officer), done(of.head)])
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  expect((await read(of)).checks[0]?.done).toMatchObject({ words: '已补装两处' })
  expect(await todos(of.officer)).toEqual([])
})
