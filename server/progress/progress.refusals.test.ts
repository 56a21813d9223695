import { expect, test } from 'vitest'
import {
  claimPhase,
  decideReview,
  downloadProgressFile,
  judgePhase,
  readItemProgress,
  takeBackClaim,
} from '#domain/progress/progress.api.ts'
import { uploaded } from '#test/duties.ts'
import { progressOffice, reached } from '#test/fixtures/progress.ts'
import { world } from '#test/world.ts'

const w = world()
const { opened, read, versionOf, report, claimed, traces, linksOf } = progressOffice(w)

test('nobody judges what they claimed, under no other post', async () => {
  const of = await opened()
  const id = await claimed(of)
  const both = await w.alsoAs(of.head, 'performanceOffice.head', of.responsible)
  const reporter = await w.alsoAs(of.officer, 'performanceOffice.staff', of.responsible)
  const before = await traces(of)
  for (const client of [both, reporter]) {
    const answer = await w.call(client, judgePhase, {
      params: { id },
      body: { version: 1, verdict: 'met', reason: '已达到' },
    })
    expect(answer).toMatchObject({ status: 409, body: { code: 'own_claim' } })
  }
  expect(await traces(of)).toEqual(before)
})

test('evidence comes where the item asks for it, and is read by its divisions alone', async () => {
  const of = await opened()
  const fileId = await uploaded(w, of.officer, '现场.txt')
  const unasked = await report(of, of.officer, of.second, { fileIds: [fileId] })
  expect(unasked).toMatchObject({ status: 422, body: { fields: [{ path: 'body.fileIds' }] } })
  const asked = { evidenceNeeded: true }
  await w.owner.updateTable('indicator').set(asked).where('itemId', '=', of.item.id).execute()
  expect(await report(of, of.officer, of.second, reached)).toMatchObject({ status: 422 })
  const { reports } = (await report(of, of.officer, of.second, { ...reached, fileIds: [fileId] })).body
  const params = { id: reports[0]?.id ?? '', fileId }
  expect((await w.call(of.coordinator, downloadProgressFile, { params })).status).toBe(200)
  expect((await w.call(of.stranger, downloadProgressFile, { params })).status).toBe(404)
})

test('a co-responsible division reports its own phases, and only those', async () => {
  const helping = await w.division()
  const of = await opened({ coDivisions: [{ divisionId: helping, goal: '配合' }] })
  await w.owner.updateTable('phase').set({ divisionId: helping }).where('id', '=', of.second).execute()
  const helper = await w.person('division.officer', helping)
  expect((await report(of, helper, of.second)).status).toBe(200)
  expect(await report(of, helper, of.first)).toMatchObject({ status: 403, body: { code: 'not_division_of_phase' } })
  expect(await report(of, of.officer, of.second)).toMatchObject({
    status: 403,
    body: { code: 'not_division_of_phase' },
  })
})

test('nothing changes by whoever may not, on an old version, or with a percent that contradicts', async () => {
  const of = await opened()
  const id = await claimed(of)
  const before = await traces(of)
  expect((await report(of, of.stranger, of.second)).status).toBe(404)
  expect((await w.call(of.stranger, readItemProgress, { params: { id: of.item.id } })).status).toBe(404)
  expect(await report(of, of.coordinator, of.second)).toMatchObject({ status: 403 })
  expect((await report(of, of.writer, of.second)).status).toBe(403)
  expect(await report(of, of.officer, of.first)).toMatchObject({ status: 409, body: { code: 'phase_being_judged' } })
  expect(await report(of, of.officer, of.second, { version: 999 })).toMatchObject({
    status: 409,
    body: { code: 'stale' },
  })
  expect((await report(of, of.officer, of.second, { words: '' })).status).toBe(422)
  expect((await report(of, of.officer, of.second, { percent: 100 })).status).toBe(422)
  expect((await report(of, of.officer, of.second, { ...reached, percent: 80 })).status).toBe(422)
  expect((await report(of, of.officer, of.second, { phaseId: of.item.id })).status).toBe(404)
  const version = await versionOf(of)
  const params = { id: of.item.id }
  expect(
    (await w.call(of.officer, claimPhase, { params, body: { version, phaseId: of.second, words: '' } })).status,
  ).toBe(403)
  expect(await w.call(of.head, claimPhase, { params, body: { version, phaseId: of.second, words: '' } })).toMatchObject(
    { status: 409, body: { code: 'phase_not_reached' } },
  )
  expect(await w.call(of.head, claimPhase, { params, body: { version, phaseId: of.first, words: '' } })).toMatchObject({
    status: 409,
    body: { code: 'phase_claimed' },
  })
  const judgement = { verdict: 'met' as const, reason: '已达到标准' }
  expect((await w.call(of.head, judgePhase, { params: { id }, body: { version: 1, ...judgement } })).status).toBe(403)
  expect((await w.call(of.deputy, judgePhase, { params: { id }, body: { version: 1, ...judgement } })).status).toBe(403)
  expect(await w.call(of.writer, judgePhase, { params: { id }, body: { version: 9, ...judgement } })).toMatchObject({
    status: 409,
  })
  expect(
    (await w.call(of.writer, judgePhase, { params: { id }, body: { version: 1, verdict: 'met', reason: '' } })).status,
  ).toBe(422)
  expect(
    (await w.call(of.stranger, takeBackClaim, { params: { id }, body: { version: 1, reason: '撤回' } })).status,
  ).toBe(404)
  expect((await w.call(of.deputy, decideReview, { params: { id }, body: { version: 1, ...judgement } })).status).toBe(
    409,
  )
  expect(await traces(of)).toEqual(before)
})

test('an item that was taken out owes nothing and shows no light', async () => {
  const of = await opened()
  await report(of, of.officer, of.second)
  await w.owner.updateTable('item').set({ withdrawnOn: '2025-11-06' }).where('id', '=', of.item.id).execute()
  await w.clock('2025-11-07')
  const now = await read(of)
  expect(now).toMatchObject({ light: null, isInForce: false })
  expect(now.changes[0]).toMatchObject({ light: null, before: 'red' })
  expect(now.phases.map(({ next }) => next)).toEqual([null, null])
  expect(await linksOf(of.officer, of)).toEqual([])
  expect(await report(of, of.officer, of.second)).toMatchObject({ status: 409, body: { code: 'item_not_in_force' } })
  await w.clock('2025-11-06')
})
