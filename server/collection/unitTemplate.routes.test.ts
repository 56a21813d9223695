import { createHash } from 'node:crypto'
import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { downloadReportFile } from '#domain/collection/dataReport.api.ts'
import { signReport } from '#domain/collection/dataReportActs.api.ts'
import {
  downloadTemplateFile,
  forceTemplate,
  listTemplateChoices,
  listTemplates,
  makeTemplate,
  makeTemplateVersion,
  previewTemplate,
  readTemplateHistory,
  readTemplateOf,
  readTemplateVersion,
  saveTemplate,
  withdrawTemplate,
} from '#domain/collection/unitTemplate.api.ts'
import { workbookWith } from '#test/fixtures/packages.ts'
import { formSheet, unitForm } from '#test/fixtures/unitForm.ts'
import { acceptedSet, assemble, correctDuty, reportAt, seen, signIt } from '#test/reports.ts'
import {
  cellsFor,
  draft,
  forced,
  madeTemplate,
  mapped,
  seenTemplate,
  seenVersion,
  templateInForce,
  uploaded,
} from '#test/unitTemplates.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const actions = async (id: string) => (await w.history(id)).map(({ action }) => action)

async function cellsIn(bytes: Buffer) {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer)
  return (at: string) => workbook.getWorksheet(formSheet)?.getCell(at)
}
const download = async (client: Client, id: string, kind: 'unitTable' | 'manifest'): Promise<Buffer> => {
  const answer = await w.call(client, downloadReportFile, { params: { id, kind } })
  expect(answer.status).toBe(200)
  return Buffer.isBuffer(answer.body) ? answer.body : Buffer.from(JSON.stringify(answer.body))
}

test('a form is uploaded, mapped, put in force by the head, and each step is in its history', async () => {
  const set = await acceptedSet(w)
  const choices = await w.call(set.coordinator, listTemplateChoices, {})
  expect(choices.body.rows).toMatchObject([{ collectingUnit: { id: set.unitId }, frequency: 'month' }])
  const id = await madeTemplate(w, set)
  expect((await w.call(set.coordinator, listTemplateChoices, {})).body.rows).toEqual([])
  expect(await seenVersion(w, set.coordinator, id)).toMatchObject({
    state: 'drafted',
    cells: [],
    sheets: [{ name: formSheet }],
  })
  const { indicators, periods } = await seenVersion(w, set.coordinator, id)
  expect([indicators.length, periods[0]]).toEqual([3, '2025-10'])
  expect(await mapped(w, set.coordinator, id)).toMatchObject({ status: 200, body: { version: 2 } })
  expect(await forced(w, set.signer, id)).toMatchObject({
    status: 200,
    body: { versions: [{ number: 1, state: 'inForce', effectiveFrom: '2025-01-01' }] },
  })
  expect(await actions(id)).toEqual(['template.make', 'template.save', 'template.force'])
  const { body } = await w.call(set.coordinator, readTemplateHistory, { params: { id } })
  const saved = body.rows.find(({ action }) => action === 'template.save')
  expect(saved?.changes.find(({ field }) => field === `cell.${formSheet}!C6`)?.new).toBe(
    '罗湖口岸旅客 本期数 / Figure of the period',
  )
  const { body: list } = await w.call(set.coordinator, listTemplates, { query: { limit: 200 } })
  expect(list.rows).toMatchObject([{ id, inForceFrom: '2025-01-01', draftNumber: null }])
})

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

test('a version is filled for a period to look at, and given as it came', async () => {
  const set = await acceptedSet(w)
  const id = await madeTemplate(w, set)
  await mapped(w, set.coordinator, id)
  const at = { params: { id, number: 1 } }
  const filled = await w.call(set.coordinator, previewTemplate, { ...at, query: { period: '2025-10' } })
  expect((await cellsIn(filled.body as Buffer))('C6')?.value).toBe(5_373_454)
  const original = await w.call(set.coordinator, downloadTemplateFile, at)
  expect((original.body as Buffer).equals(unitForm())).toBe(true)
  const other = await w.call(set.coordinator, previewTemplate, { ...at, query: { period: '2025-Q3' } })
  expect(other).toMatchObject({ status: 422, body: { fields: [{ path: 'query.period' }] } })
})

describe('what is refused changes nothing', () => {
  test.each([
    ['macros', workbookWith({ 'xl/vbaProject.bin': 'x' }), '含有宏'],
    ['no workbook', Buffer.from('a,b\n'), '.xlsx工作簿'],
  ])('a file with %s', async (_, content, sentence) => {
    const set = await acceptedSet(w)
    const fileId = await uploaded(w, set.coordinator, content)
    const given = {
      collectingUnitId: set.unitId,
      frequency: 'month' as const,
      name: '月报',
      effectiveFrom: '2025-01-01',
    }
    const answer = await w.call(set.coordinator, makeTemplate, { body: { ...given, fileId } })
    expect(answer).toMatchObject({ status: 422, body: { fields: [{ path: 'body.fileId' }] } })
    expect(JSON.stringify(answer.body)).toContain(sentence)
    const rows = await w.owner
      .selectFrom('unitTemplate')
      .select('id')
      .where('collectingUnitId', '=', set.unitId)
      .execute()
    expect(rows).toEqual([])
  })

  test('a formula as a target is kept in the draft and said, and keeps it from being put in force', async () => {
    const set = await acceptedSet(w)
    const id = await madeTemplate(w, set)
    const cells = await cellsFor(w, set.coordinator, id)
    await mapped(w, set.coordinator, id, [
      { sheet: formSheet, cell: 'C13', fact: 'period', indicatorId: null },
      ...cells,
    ])
    expect(await forced(w, set.signer, id)).toMatchObject({
      status: 409,
      body: { code: 'template_faults', message: { zh: `“${formSheet}”C13：是公式，由表自行计算。请改正后启用。` } },
    })
    expect(await actions(id)).toEqual(['template.make', 'template.save'])
  })

  test('a cell twice, an indicator of another unit', async () => {
    const [set, other] = [await acceptedSet(w), await acceptedSet(w)]
    const id = await madeTemplate(w, set)
    const [first] = await cellsFor(w, set.coordinator, id)
    const twice = [first, first].flatMap((cell) => cell ?? [])
    expect(await mapped(w, set.coordinator, id, twice)).toMatchObject({
      status: 422,
      body: { fields: [{ path: 'body.cells.1.cell' }] },
    })
    const foreignId = await madeTemplate(w, other)
    const foreign = await cellsFor(w, other.coordinator, foreignId)
    expect(await mapped(w, set.coordinator, id, foreign)).toMatchObject({ status: 404 })
    expect((await seenVersion(w, set.coordinator, id)).cells).toEqual([])
  })

  test('a second template of the same frequency, a second draft', async () => {
    const set = await acceptedSet(w)
    const id = await madeTemplate(w, set)
    const fileId = await uploaded(w, set.coordinator)
    const given = {
      collectingUnitId: set.unitId,
      frequency: 'month' as const,
      name: '月报',
      effectiveFrom: '2025-01-01',
    }
    const again = await w.call(set.coordinator, makeTemplate, { body: { ...given, fileId } })
    expect(again).toMatchObject({ status: 409, body: { code: 'template_exists' } })
    const { version } = await seenTemplate(w, set.coordinator, id)
    const body = { version, effectiveFrom: '2025-10-31', fileId: null }
    const second = await w.call(set.coordinator, makeTemplateVersion, { params: { id }, body })
    expect(second).toMatchObject({ status: 409, body: { code: 'has_draft' } })
  })

  test('a day that another version has', async () => {
    const set = await acceptedSet(w)
    const id = await templateInForce(w, set)
    const { version } = await seenTemplate(w, set.coordinator, id)
    const body = { version, effectiveFrom: '2025-01-01', fileId: null }
    await w.call(set.coordinator, makeTemplateVersion, { params: { id }, body })
    expect(await forced(w, set.signer, id)).toMatchObject({ status: 409, body: { code: 'same_day' } })
  })

  test('an older version than the one in the database', async () => {
    const set = await acceptedSet(w)
    const id = await madeTemplate(w, set)
    await mapped(w, set.coordinator, id)
    const stale = { version: 1 }
    const answers = [
      await w.call(set.coordinator, saveTemplate, { params: { id }, body: { ...draft, ...stale, cells: [] } }),
      await w.call(set.signer, forceTemplate, { params: { id }, body: stale }),
      await w.call(set.signer, withdrawTemplate, { params: { id, number: 1 }, body: { ...stale, reason: '停用' } }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([409, 409, 409])
    expect(await actions(id)).toEqual(['template.make', 'template.save'])
  })

  test('an officer does not put in force, a head not what the head drew up, another division nothing', async () => {
    const set = await acceptedSet(w)
    const id = await madeTemplate(w, set)
    await mapped(w, set.coordinator, id)
    expect(await forced(w, set.coordinator, id)).toMatchObject({ status: 403 })
    await mapped(w, set.signer, id)
    expect(await forced(w, set.signer, id)).toMatchObject({ status: 409, body: { code: 'own_mapping' } })
    for (const client of [set.head, set.officer])
      expect(await w.call(client, readTemplateOf, { params: { id } })).toMatchObject({ status: 404 })
    const seenBy = await w.call(set.deputy, readTemplateVersion, { params: { id, number: 1 } })
    expect(seenBy.status).toBe(200)
    expect(
      await w.call(set.deputy, previewTemplate, { params: { id, number: 9 }, query: { period: '2025-10' } }),
    ).toMatchObject({
      status: 404,
    })
  })
})
