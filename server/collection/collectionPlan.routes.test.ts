import { describe, expect, test } from 'vitest'
import {
  beginCollectionVersion,
  changeCollectionVersion,
  discardCollectionVersion,
  downloadRequirement,
  forceCollectionVersion,
  listCollectionPlans,
  previewCollectionVersion,
  readCollectionHistory,
  readCollectionPlan,
} from '#domain/collection/collectionPlan.api.ts'
import { collectingUnit, duties, openDuty, submittedDuty, uploaded } from '#test/duties.ts'
import { drafted, furtherFields, indicatorOf, inForce } from '#test/fixtures/collectionPlans.ts'
import { world } from '#test/world.ts'

/** 6 November 2025: October is open, due on the 5th working day (7 November). */
const w = world()

async function begun() {
  const people = await openDuty(w)
  const lead = await w.person('division.head', people.coordinating)
  return { ...people, lead, indicatorId: await indicatorOf(w, people.id) }
}
const dutyAt = (indicatorId: string, period: string) =>
  w.owner
    .selectFrom('duty')
    .selectAll()
    .where('indicatorId', '=', indicatorId)
    .where('period', '=', period)
    .executeTakeFirstOrThrow()
const plans = (indicatorId: string) =>
  w.owner.selectFrom('collectionVersion').selectAll().where('indicatorId', '=', indicatorId).orderBy('number').execute()

describe('a version of a collection plan', () => {
  test('is drafted by the coordinating division and put in force by its head: unsigned periods follow, with days of their own', async () => {
    const { coordinator, lead, officer, indicatorId } = await begun()
    const unit = await collectingUnit(w, '市商务局')
    const before = await dutyAt(indicatorId, '2025-11')
    const draft = await drafted(w, coordinator, indicatorId, {
      ...{ effectiveOn: '2025-11-01', collectingUnitId: unit, internalLead: 1, fields: furtherFields },
      externalDue: { kind: 'workingDays', days: 8 },
    })
    const preview = await w.call(lead, previewCollectionVersion, { params: { id: draft.id } })
    expect(preview.body.rows.map(({ period }) => period)).toEqual(['2025-11', '2025-12'])
    expect(preview.body.rows[0]).toMatchObject({
      before: { externalDueOn: before.externalDueOn, collectingUnit: null },
      after: { externalDueOn: '2025-12-10', internalDueOn: '2025-12-09', collectingUnit: { zh: '市商务局' } },
    })
    expect((await dutyAt(indicatorId, '2025-11')).externalDueOn).toBe(before.externalDueOn)

    const byOfficer = await w.call(coordinator, forceCollectionVersion, {
      params: { id: draft.id },
      body: { version: draft.version },
    })
    expect(byOfficer.status).toBe(403)
    const { status, body } = await w.call(lead, forceCollectionVersion, {
      params: { id: draft.id },
      body: { version: draft.version },
    })
    expect(status).toBe(200)
    expect(body.versions[0]).toMatchObject({ state: 'inForce', number: 1, duties: 2 })
    const after = await dutyAt(indicatorId, '2025-11')
    expect(after).toMatchObject({
      ...{ externalDueOn: '2025-12-10', internalDueOn: '2025-12-09', collectingUnitId: unit, dueRevision: 2 },
      collectionVersionId: draft.id,
    })
    expect(await dutyAt(indicatorId, '2025-10')).toMatchObject({ collectionVersionId: null, collectingUnitId: null })
    const [entry] = (await w.history(after.id)).slice(-1)
    expect(entry).toMatchObject({ action: 'duty.collect', basis: 'duty.collect' })
    expect(String(entry?.canonical)).toMatch(/externalDueOn.*collectingUnit.*version/)
    expect((await w.call(officer, readCollectionPlan, { params: { id: indicatorId } })).body.versions).toHaveLength(1)
  })

  test('leaves what was signed or handed in for signature as it is', async () => {
    const duty = await submittedDuty(w)
    const lead = await w.person('division.head', duty.coordinating)
    const indicatorId = await indicatorOf(w, duty.id)
    const before = await dutyAt(indicatorId, '2025-10')
    const unit = await collectingUnit(w, '市统计局甲')
    expect((await inForce(w, duty.coordinator, lead, indicatorId, { collectingUnitId: unit })).status).toBe(200)
    expect(await dutyAt(indicatorId, '2025-10')).toEqual(before)
    expect(await dutyAt(indicatorId, '2025-12')).toMatchObject({ collectingUnitId: unit })
  })

  test('moves no day into the past: a day that is over stands', async () => {
    const { coordinator, lead, indicatorId } = await begun()
    const before = await dutyAt(indicatorId, '2025-09')
    await inForce(w, coordinator, lead, indicatorId, { externalDue: { kind: 'dayOfMonth', months: 1, day: 3 } })
    const september = await dutyAt(indicatorId, '2025-09')
    expect(september).toMatchObject({ externalDueOn: before.externalDueOn, dueRevision: 1 })
    expect(september.collectionVersionId).not.toBeNull()
    // the 3rd of November is over on the 6th: October is due today
    expect(await dutyAt(indicatorId, '2025-10')).toMatchObject({ externalDueOn: '2025-11-06' })
    expect(await dutyAt(indicatorId, '2025-11')).toMatchObject({ externalDueOn: '2025-12-03' })
  })

  test('of another unit from a day on: earlier periods keep the old one', async () => {
    const { coordinator, lead, indicatorId } = await begun()
    const [old, next] = [await collectingUnit(w, '市甲局'), await collectingUnit(w, '市乙局')]
    await inForce(w, coordinator, lead, indicatorId, { collectingUnitId: old })
    await inForce(w, coordinator, lead, indicatorId, { collectingUnitId: next, effectiveOn: '2025-12-01' })
    expect(await dutyAt(indicatorId, '2025-11')).toMatchObject({ collectingUnitId: old })
    expect(await dutyAt(indicatorId, '2025-12')).toMatchObject({ collectingUnitId: next })
    const early = await drafted(w, coordinator, indicatorId, { effectiveOn: '2025-11-30' })
    const refused = await w.call(lead, forceCollectionVersion, {
      params: { id: early.id },
      body: { version: early.version },
    })
    expect(refused).toMatchObject({ status: 409, body: { code: 'before_latest' } })
    expect((await plans(indicatorId)).map(({ state }) => state)).toEqual(['inForce', 'inForce', 'draft'])
  })

  test('with a form that nobody could fill in is refused, and nothing changes', async () => {
    const { coordinator, lead, indicatorId } = await begun()
    const [first] = furtherFields
    const draft = await drafted(w, coordinator, indicatorId, { fields: first ? [first, first] : [] })
    const { body } = await w.call(lead, readCollectionPlan, { params: { id: indicatorId } })
    expect(body.faults[0]?.message.zh).toBe('“其中：抽检件数”重复。')
    const refused = await w.call(lead, forceCollectionVersion, {
      params: { id: draft.id },
      body: { version: draft.version },
    })
    expect(refused).toMatchObject({ status: 409, body: { code: 'form_fault' } })
    expect(await dutyAt(indicatorId, '2025-12')).toMatchObject({ collectionVersionId: null })
  })

  test('of two windows: the later one is told', async () => {
    const { coordinator, indicatorId } = await begun()
    const draft = await drafted(w, coordinator, indicatorId)
    const body = { version: draft.version, effectiveOn: '2025-02-01', content: draft.content }
    expect((await w.call(coordinator, changeCollectionVersion, { params: { id: draft.id }, body })).status).toBe(200)
    expect((await w.call(coordinator, changeCollectionVersion, { params: { id: draft.id }, body })).status).toBe(409)
    const again = await w.call(coordinator, beginCollectionVersion, {
      params: { id: indicatorId },
      body: { from: null },
    })
    expect(again).toMatchObject({ status: 409, body: { code: 'draft_there' } })
  })

  test('is discarded with a reason, and begun from another indicator without its unit', async () => {
    const { coordinator, lead, indicatorId, coordinating, responsible } = await begun()
    const unit = await collectingUnit(w, '市丙局')
    await inForce(w, coordinator, lead, indicatorId, {
      collectingUnitId: unit,
      fields: furtherFields,
      provider: '综合科',
    })
    const other = await openDutyOf(responsible, coordinating)
    const { body } = await w.call(coordinator, beginCollectionVersion, {
      params: { id: other },
      body: { from: indicatorId },
    })
    expect(body.versions[0]?.content).toMatchObject({
      provider: '综合科',
      collectingUnitId: null,
      fields: furtherFields,
    })
    const { id = '', version = 0 } = body.versions[0] ?? {}
    const gone = await w.call(coordinator, discardCollectionVersion, {
      params: { id },
      body: { version, reason: '另行拟定' },
    })
    expect(gone.body.versions).toEqual([])
    const { rows } = (await w.call(coordinator, readCollectionHistory, { params: { id: other } })).body
    expect(rows.map(({ action }) => action)).toEqual(['collectionPlan.discard', 'collectionPlan.begin'])
  })

  test('carries the requirement of its unit as a file; who does not see the indicator sees none of it', async () => {
    const { coordinator, officer, indicatorId } = await begun()
    const draft = await drafted(w, coordinator, indicatorId)
    const requirementFileId = await uploaded(w, coordinator, '采集要求.pdf')
    const body = {
      version: draft.version,
      effectiveOn: draft.effectiveOn,
      content: { ...draft.content, requirementFileId },
    }
    const saved = await w.call(coordinator, changeCollectionVersion, { params: { id: draft.id }, body })
    expect(saved.body.versions[0]?.requirementFile?.name).toBe('采集要求.pdf')
    expect((await w.call(officer, downloadRequirement, { params: { id: draft.id } })).status).toBe(200)
    const foreigner = await w.person('division.head', await w.division())
    expect((await w.call(foreigner, downloadRequirement, { params: { id: draft.id } })).status).toBe(404)
    expect((await w.call(foreigner, readCollectionPlan, { params: { id: indicatorId } })).status).toBe(404)
    const theirs = await w.call(foreigner, changeCollectionVersion, {
      params: { id: draft.id },
      body: { ...body, version: 3 },
    })
    expect(theirs.status).toBe(404)
    const { rows } = (await w.call(foreigner, listCollectionPlans, { query: { year: 2025 } })).body
    expect(rows).toEqual([])
  })

  test('asks again for a figure that is reported already, and says so', async () => {
    const { coordinator, indicatorId, responsible, coordinating } = await begun()
    await openDutyOf(responsible, coordinating, '其中：抽检件数')
    await drafted(w, coordinator, indicatorId, { fields: furtherFields })
    const { body } = await w.call(coordinator, readCollectionPlan, { params: { id: indicatorId } })
    expect(body.known.map(({ field }) => field)).toEqual(['inspected'])
  })
})

/** Another indicator between the same divisions. */
async function openDutyOf(responsible: string, coordinating: string, name?: string) {
  const { ids } = await duties(w, { responsible, coordinating, indicators: [{ ...(name ? { name } : {}) }] })
  return indicatorOf(w, ids[0] ?? '')
}

test('the list goes on by key and says what is in force today', async () => {
  const { coordinator, lead, indicatorId, responsible, coordinating } = await begun()
  const other = await openDutyOf(responsible, coordinating)
  await inForce(w, coordinator, lead, indicatorId, { externalDue: { kind: 'workingDays', days: 8 } })
  const first = await w.call(coordinator, listCollectionPlans, { query: { year: 2025, limit: 1 } })
  expect(first.body.rows).toMatchObject([{ indicator: { id: indicatorId }, number: 1, externalDue: { days: 8 } }])
  const after = first.body.next ?? ''
  const second = await w.call(coordinator, listCollectionPlans, { query: { year: 2025, limit: 1, after } })
  expect(second.body).toMatchObject({ rows: [{ indicator: { id: other }, number: null }], next: null })
  const without = await w.call(coordinator, listCollectionPlans, { query: { year: 2025, plan: 'none' } })
  expect(without.body.rows.map(({ indicator }) => indicator.id)).toEqual([other])
})
