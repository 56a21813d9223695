import { describe, expect, test } from 'vitest'
import {
  listReportableSets,
  listReports,
  readReport,
  readReportableSet,
  readReportHistory,
} from '#domain/collection/dataReport.api.ts'
import { correctReport } from '#domain/collection/dataReportActs.api.ts'
import { acceptedSet, assemble, correctDuty, reportAt, seen } from '#test/reports.ts'
import { type Client, world } from '#test/world.ts'

const w = world()

describe('who sees what', () => {
  test('the coordinating division its own, the performance office and the leaders all, others nothing', async () => {
    const set = await acceptedSet(w)
    const id = await reportAt(w, set, 'assembled')
    const query = { unitId: set.unitId }
    const count = async (client: Client) => (await w.call(client, listReports, { query })).body.rows.length
    const office = await w.division()
    expect(await count(set.coordinator)).toBe(1)
    expect(await count(set.signer)).toBe(1)
    expect(await count(await w.person('performanceOffice.staff', office))).toBe(1)
    expect(await count(await w.person('leadingGroup.head'))).toBe(1)
    expect(await count(set.officer)).toBe(0)
    expect(await count(await w.person('division.head', office))).toBe(0)
    expect(await w.call(set.officer, readReport, { params: { id } })).toMatchObject({ status: 404 })
    expect(await w.call(set.officer, readReportHistory, { params: { id } })).toMatchObject({ status: 404 })
    expect(await w.call(await w.person('systemAdmin'), listReports)).toMatchObject({ status: 403 })
  })

  test('sets waiting to be assembled, with counts and what is missing', async () => {
    const set = await acceptedSet(w, { waiting: 1 })
    const mine = async (client: Client) =>
      (await w.call(client, listReportableSets, { query: { year: 2025 } })).body.rows.filter(
        ({ collectingUnit, period }) => collectingUnit.id === set.unitId && period === '2025-10',
      )
    expect(await mine(set.coordinator)).toMatchObject([
      { owed: 3, accepted: 2, nil: 0, missing: [{ name: '皇岗口岸旅客' }], dueOn: '2025-11-07', reportId: null },
    ])
    expect(await mine(set.officer)).toEqual([])
    const detail = await w.call(set.coordinator, readReportableSet, { query: set.key })
    expect(detail.body.proposed).toMatchObject({ withTotal: true, withLetter: true })
    expect(await w.call(set.officer, readReportableSet, { query: set.key })).toMatchObject({ status: 404 })
    await assemble(w, set)
    expect(await mine(set.coordinator)).toEqual([])
    const later = { ...set.key, period: '2025-11' }
    const next = await w.call(set.coordinator, readReportableSet, { query: later })
    expect(next.body.proposed).toMatchObject({ subject: '口岸通关数据', contactPhone: '88100000' })
  })

  test('pages follow one another without gap or repetition', async () => {
    const set = await acceptedSet(w)
    const first = await reportAt(w, set, 'sent')
    await correctDuty(w, set, set.ids[0] ?? '', '1')
    const { version } = await seen(w, set.coordinator, first)
    await w.call(set.coordinator, correctReport, { params: { id: first }, body: { version } })
    const one = await w.call(set.coordinator, listReports, { query: { limit: 1 } })
    const two = await w.call(set.coordinator, listReports, { query: { limit: 1, after: one.body.next ?? '' } })
    expect(one.body.next).not.toBeNull()
    expect(two.body.next).toBeNull()
    expect(new Set([...one.body.rows, ...two.body.rows].map(({ id }) => id)).size).toBe(2)
    const fault = await w.call(set.coordinator, listReports, { query: { after: 'x' } })
    expect(fault).toMatchObject({ status: 422, body: { fields: [{ path: 'query.after' }] } })
  })
})
