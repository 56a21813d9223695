import { expect, test } from 'vitest'
import {
  askReview,
  claimPhase,
  correctProgress,
  decideReview,
  judgePhase,
  takeBackClaim,
} from '#domain/progress/progress.api.ts'
import { recordOwnCheck } from '#domain/progress/progressActs.api.ts'
import { progressOffice, reached } from '#test/fixtures/progress.ts'
import { world } from '#test/world.ts'

const w = world()
const { opened, read, versionOf, report, claimed, linksOf } = progressOffice(w)
const said = { reached: false, percent: 40, words: '完成四成' }

test('a division reports a phase; the light follows in the same act and says why', async () => {
  const of = await opened()
  expect(await linksOf(of.officer, of)).toEqual(['report'])
  const answer = await report(of, of.officer, of.second, { problem: '台风停工', need: '请协调夜间施工' })
  expect(answer).toMatchObject({
    status: 200,
    body: { reports: [{ percent: 40, problem: '台风停工', phaseThen: { criterion: '达到4500万人次为达到' } }] },
  })
  // the first phase ended in June and nothing was said of it
  expect(answer.body.light).toMatchObject({ light: 'red', rule: 3, since: '2025-11-06', figures: { phase: 1 } })
  await report(of, of.head, of.first, reached)
  const now = await read(of, of.coordinator)
  // 6 November is day 129 of 184
  expect(now.light).toMatchObject({ light: 'red', rule: 2, figures: { phase: 2, percent: 40, planned: 70, off: 30 } })
  expect(now.phases[1]?.next).toMatchObject({ endsOn: '2025-11-30', isOver: false })
  expect(now.changes.map(({ rule }) => rule)).toEqual([2, 3])
  expect(await linksOf(of.officer, of)).toEqual([])
  expect(await linksOf(of.head, of)).toEqual(['claim'])
  const [entry] = await w.history(of.item.id).then((rows) => rows.filter(({ action }) => action === 'progress.report'))
  expect(entry).toMatchObject({ basis: 'progress.report', personId: of.officer.id })
})

test('a correction is a new report in place of the first, with a reason; what was written stays', async () => {
  const of = await opened()
  const { reports } = (await report(of, of.officer, of.second)).body
  const id = reports[0]?.id ?? ''
  await w.owner.updateTable('office').set({ clockDay: '2025-11-10' }).execute()
  const body = { version: await versionOf(of), ...said, percent: 62, reason: '比例算错' }
  const corrected = await w.call(of.officer, correctProgress, { params: { id }, body })
  await w.owner.updateTable('office').set({ clockDay: '2025-11-06' }).execute()
  expect(corrected.body.reports.map((one) => [one.percent, one.isReplaced, one.reportedOn])).toEqual([
    [62, false, '2025-11-06'],
    [40, true, '2025-11-06'],
  ])
  expect(corrected.body.reports[0]).toMatchObject({ replacesId: id, reason: '比例算错' })
  const again = await w.call(of.officer, correctProgress, {
    params: { id },
    body: { ...body, version: await versionOf(of) },
  })
  expect(again).toMatchObject({ status: 409, body: { code: 'stale' } })
  await expect(w.db.updateTable('progressReport').set({ words: 'x' }).where('id', '=', id).execute()).rejects.toThrow()
})

test('a claim is judged against its criterion, reviewed on request, and then final', async () => {
  const of = await opened()
  const id = await claimed(of)
  const params = { id }
  expect(await linksOf(of.writer, of)).toEqual(['judge'])
  expect(await linksOf(of.head, of)).toEqual(['report'])
  const judged = await w.call(of.writer, judgePhase, {
    params,
    body: { version: 1, verdict: 'partly', reason: '只到83%' },
  })
  expect(judged.body.judgements[0]).toMatchObject({ state: 'judged', verdict: 'partly', reviewUntil: '2025-11-13' })
  expect(judged.body.light).toMatchObject({ light: 'red', rule: 4 })
  expect(await linksOf(of.writer, of)).toEqual([])
  const asked = await w.call(of.head, askReview, { params, body: { version: 2, reason: '标准按90%计' } })
  expect(asked.body.judgements[0]).toMatchObject({ state: 'underReview', request: { words: '标准按90%计' } })
  expect(await linksOf(of.deputy, of)).toEqual(['decide'])
  const decided = await w.call(of.deputy, decideReview, {
    params,
    body: { version: 3, verdict: 'met', reason: '符合标准' },
  })
  expect(decided.body.judgements[0]).toMatchObject({
    state: 'final',
    verdict: 'met',
    judgement: { verdict: 'partly' },
    review: { verdict: 'met' },
  })
  expect(decided.body.phases[0]).toMatchObject({ isMet: true, percent: 100 })
  const refused = await report(of, of.officer, of.first)
  expect(refused).toMatchObject({ status: 409, body: { code: 'phase_met' } })
  const actions = (await w.history(of.item.id))
    .map(({ action }) => action)
    .filter((action) => action.startsWith('progress.'))
  expect(actions).toEqual([
    'progress.report',
    'progress.claim',
    'progress.judge',
    'progress.askReview',
    'progress.decide',
  ])
})

test('without a request the judgement becomes final by itself, once its days are over', async () => {
  const of = await opened()
  const params = { id: await claimed(of) }
  await w.call(of.officeHead, judgePhase, { params, body: { version: 1, verdict: 'notMet', reason: '没有达到标准' } })
  const stateOn = async (day: string) => {
    await w.clock(day)
    return (await read(of)).judgements[0]?.state
  }
  expect(await stateOn('2025-11-13')).toBe('judged')
  expect(await stateOn('2025-11-14')).toBe('final')
  const late = await w.call(of.head, askReview, { params, body: { version: 3, reason: '请复核' } })
  expect(late).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
  await report(of, of.officer, of.first, reached)
  const body = { version: await versionOf(of), phaseId: of.first, words: '已补齐' }
  const again = await w.call(of.head, claimPhase, { params: { id: of.item.id }, body })
  expect(again.body.judgements.map(({ state }) => state)).toEqual(['claimed', 'final'])
  const back = await w.call(of.head, takeBackClaim, {
    params: { id: again.body.judgements[0]?.id ?? '' },
    body: { version: 1, reason: '材料不全' },
  })
  expect(back.body.judgements[0]?.state).toBe('takenBack')
  await w.clock('2025-11-06')
})

test('over the division that houses the performance office a deputy judges, and another one reviews', async () => {
  const of = await opened()
  const id = await claimed(of)
  await w.owner.updateTable('division').set({ housesPerformanceOffice: false }).execute()
  await w.owner
    .updateTable('division')
    .set({ housesPerformanceOffice: true })
    .where('id', '=', of.responsible)
    .execute()
  const params = { id }
  const body = { version: 1, verdict: 'partly' as const, reason: '部分达到' }
  expect(await w.call(of.writer, judgePhase, { params, body })).toMatchObject({
    status: 403,
    body: { code: 'not_judge_of_phase' },
  })
  expect((await w.call(of.deputy, judgePhase, { params, body })).status).toBe(200)
  await w.call(of.head, askReview, { params, body: { version: 2, reason: '请复核' } })
  const decision = { version: 3, verdict: 'met' as const, reason: '达到' }
  const own = await w.call(of.deputy, decideReview, { params, body: decision })
  expect(own).toMatchObject({ status: 409, body: { code: 'own_judgement' } })
  expect((await w.call(of.groupHead, decideReview, { params, body: decision })).status).toBe(200)
  await w.owner.updateTable('division').set({ housesPerformanceOffice: false }).execute()
})

test('a division checks its own item; measures have a day', async () => {
  const of = await opened()
  const params = { id: of.item.id }
  const body = {
    version: await versionOf(of),
    checkedOn: '2025-11-05',
    finding: '现场两处围挡缺失',
    measure: '补装围挡',
    untilOn: '2025-11-10',
  }
  const answer = await w.call(of.officer, recordOwnCheck, { params, body })
  expect(answer.body.checks).toMatchObject([
    { finding: '现场两处围挡缺失', untilOn: '2025-11-10', madeBy: { id: of.officer.id } },
  ])
  expect(
    await w.call(of.officer, recordOwnCheck, { params, body: { ...body, checkedOn: '2025-11-07' } }),
  ).toMatchObject({ status: 422, body: { fields: [{ path: 'body.checkedOn' }] } })
  expect(await w.call(of.officer, recordOwnCheck, { params, body: { ...body, measure: '' } })).toMatchObject({
    status: 422,
  })
})
