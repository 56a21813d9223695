import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { downloadReportFile } from '#domain/collection/dataReport.api.ts'
import { signReport } from '#domain/collection/dataReportActs.api.ts'
import { offer } from '#domain/collection/dutyActs.api.ts'
import { makeTemplateVersion, saveTemplate, withdrawTemplate } from '#domain/collection/unitTemplate.api.ts'
import type { MappedCell } from '#domain/collection/unitTemplate.cells.ts'
import { collectingUnit, duties, entry, peopleOf, signed, versionOf } from '#test/duties.ts'
import { furtherFields, indicatorOf, inForce } from '#test/fixtures/collectionPlans.ts'
import { formSheet } from '#test/fixtures/unitForm.ts'
import { acceptDuty, acceptedSet, assemble, correctDuty, reportAt, seen, signIt } from '#test/reports.ts'
import {
  cellsFor,
  cellsIn,
  draft,
  forced,
  madeTemplate,
  mapped,
  seenTemplate,
  seenVersion,
  templateInForce,
} from '#test/unitTemplates.ts'
import { type Client, world } from '#test/world.ts'

const w = world()

const download = async (client: Client, id: string, kind: 'unitTable' | 'manifest'): Promise<Buffer> => {
  const answer = await w.call(client, downloadReportFile, { params: { id, kind } })
  expect(answer.status).toBe(200)
  return Buffer.isBuffer(answer.body) ? answer.body : Buffer.from(JSON.stringify(answer.body))
}

describe('the package of a report', () => {
  test('holds the form filled with what was accepted, its digest in the manifest, and says what was left', async () => {
    const set = await acceptedSet(w)
    await templateInForce(w, set)
    const { body: report } = await assemble(w, set)
    expect(report.unitTable?.gaps.map(({ cell, reason }) => [cell, reason.zh])).toEqual([
      ['D6', '2025年1月、2025年2月、2025年3月等9期没有已接收的数'],
      ['E6', '2024年10月没有已接收的数'],
    ])
    expect(report.unitTable?.filled.find(({ cell }) => cell === 'C6')?.value).toEqual({ number: '5373454' })
    const signed = await signIt(w, set, report.id)
    expect(signed.body.files.map(({ kind }) => kind)).toEqual(['letter', 'manifest', 'table', 'unitTable'])
    const bytes = await download(set.coordinator, report.id, 'unitTable')
    const at = await cellsIn(bytes)
    expect(at('C6')?.value).toBe(5_373_454)
    expect(at('E3')?.value).toBe('2025年10月')
    expect(at('F15')?.value).toEqual(new Date('2025-11-06T00:00:00Z'))
    expect(at('D6')?.value).toBeNull()
    expect(at('C13')?.formula).toBe('SUM(C6:C12)')
    const digest = createHash('sha256').update(bytes).digest('hex')
    expect(signed.body.files.find(({ kind }) => kind === 'unitTable')?.digest).toBe(digest)
    const manifest = JSON.parse((await download(set.coordinator, report.id, 'manifest')).toString('utf8'))
    expect(manifest.files.map((file: { digest: string }) => file.digest)).toContain(digest)
    expect(manifest.form).toMatchObject({ name: '客流月报', version: 1, left: [{ cell: 'D6' }, { cell: 'E6' }] })
  })

  test('stays as it was signed, whatever becomes of the form or the figures', async () => {
    const set = await acceptedSet(w)
    const id = await templateInForce(w, set)
    const report = await reportAt(w, set, 'sent')
    const before = await download(set.coordinator, report, 'unitTable')
    const { unitTable } = await seen(w, set.coordinator, report)
    const { version } = await seenTemplate(w, set.signer, id)
    const body = { version, reason: '单位换了新表' }
    await w.call(set.signer, withdrawTemplate, { params: { id, number: 1 }, body })
    await correctDuty(w, set, set.ids[0] ?? '', '1')
    expect(await download(set.coordinator, report, 'unitTable')).toEqual(before)
    expect((await seen(w, set.coordinator, report)).unitTable).toEqual(unitTable)
  })

  test('is signed only as it was seen: a form put in force meanwhile is another content', async () => {
    const set = await acceptedSet(w)
    const report = await reportAt(w, set, 'assembled')
    const { version, digest, unitTable } = await seen(w, set.signer, report)
    expect(unitTable).toBeNull()
    await templateInForce(w, set)
    await w.reauthenticated(set.signer)
    const signed = await w.call(set.signer, signReport, { params: { id: report }, body: { version, digest } })
    expect([signed.status, (await seen(w, set.signer, report)).state]).toEqual([409, 'assembled'])
    expect((await signIt(w, set, report)).body.unitTable?.number).toBe(1)
  })

  test('without a form, or before the day from which it holds, is as it was without', async () => {
    const set = await acceptedSet(w)
    const id = await madeTemplate(w, set, { effectiveFrom: '2025-11-01' })
    const cells = await cellsFor(w, set.coordinator, id)
    const { version } = await seenTemplate(w, set.coordinator, id)
    const body = { ...draft, effectiveFrom: '2025-11-01', version, cells }
    await w.call(set.coordinator, saveTemplate, { params: { id }, body })
    await forced(w, set.signer, id)
    const report = await reportAt(w, set, 'signed')
    const { unitTable, files } = await seen(w, set.coordinator, report)
    expect([unitTable, files.map(({ kind }) => kind)]).toEqual([null, ['letter', 'manifest', 'table']])
  })

  test('takes the newer version for periods that end from its day on', async () => {
    const set = await acceptedSet(w)
    const id = await templateInForce(w, set)
    const { version } = await seenTemplate(w, set.coordinator, id)
    const next = { version, effectiveFrom: '2025-10-31', fileId: null }
    const made = await w.call(set.coordinator, makeTemplateVersion, { params: { id }, body: next })
    expect(made.body.versions.map(({ number, state }) => [number, state])).toEqual([
      [2, 'drafted'],
      [1, 'inForce'],
    ])
    expect((await seenVersion(w, set.coordinator, id, 2)).cells).toHaveLength(7)
    const { body: report } = await assemble(w, set)
    expect(report.unitTable?.number).toBe(1)
    await forced(w, set.signer, id)
    expect((await seen(w, set.coordinator, report.id)).unitTable?.number).toBe(2)
  })
})

test('takes a further field of the form, and a figure that the report puts together', async () => {
  const [responsible, coordinating, unitId] = [await w.division(), await w.division(), await collectingUnit(w)]
  const { officer, head, coordinator } = await peopleOf(w, responsible, coordinating)
  const signer = await w.person('division.head', coordinating)
  const asked = { name: '查获件数', unit: '件', collectingUnitId: unitId }
  const [dutyId = ''] = (await duties(w, { responsible, coordinating, indicators: [asked] })).ids
  const indicatorId = await indicatorOf(w, dutyId)
  await inForce(w, coordinator, signer, indicatorId, { fields: furtherFields, collectingUnitId: unitId })
  const content = { values: { inspected: '5', method: 'system' }, reasons: {} }
  const version = await versionOf(w, officer, dutyId)
  await w.call(officer, offer, { params: { id: dutyId }, body: { version, ...entry('12'), content } })
  await signed(w, head)
  await acceptDuty(w, coordinator, dutyId)
  const id = await madeTemplate(w, { coordinator, unitId })
  const of = (cell: string, fact: MappedCell['fact'], part: string, of: string | null = null): MappedCell => ({
    ...{ sheet: formSheet, cell, fact, part, indicatorId: of },
  })
  const cells = [
    of('C6', 'furtherField', 'inspected', indicatorId),
    of('D6', 'furtherField', 'method', indicatorId),
    of('E6', 'aggregate', '查获合计'),
  ]
  await mapped(w, coordinator, id, cells)
  expect((await forced(w, signer, id)).body).toMatchObject({
    code: 'template_faults',
    message: { zh: expect.stringContaining('上一次报送没有这个汇总指标') },
  })
  const sum = { name: '查获合计', unit: '件', decimals: 0, rule: 'sum' as const, of: ['查获件数'], by: [] }
  const key = { collectingUnitId: unitId, coordinatingDivisionId: coordinating, period: '2025-10' }
  const { body: report } = await assemble(w, { coordinator, key }, { aggregates: [sum] })
  expect(report.unitTable).toBeNull()
  expect(await seenVersion(w, coordinator, id)).toMatchObject({
    aggregates: ['查获合计'],
    indicators: [
      {
        fields: [
          { key: 'inspected', name: '其中：抽检件数' },
          { key: 'method', name: '取数方式' },
        ],
      },
    ],
  })
  expect(await forced(w, signer, id)).toMatchObject({ status: 200 })
  expect((await seen(w, coordinator, report.id)).unitTable?.filled).toMatchObject([
    { cell: 'C6', part: '其中：抽检件数', value: { number: '5' } },
    { cell: 'D6', part: '取数方式', value: { text: '业务系统导出' } },
    { cell: 'E6', part: '查获合计', value: { number: '12' } },
  ])
  await signIt(w, { signer }, report.id)
  const at = await cellsIn(await download(coordinator, report.id, 'unitTable'))
  expect([at('C6')?.value, at('D6')?.value, at('E6')?.value]).toEqual([5, '业务系统导出', 12])
})
