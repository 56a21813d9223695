import { describe, expect, test } from 'vitest'
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
import { acceptedSet } from '#test/reports.ts'
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
  uploaded,
} from '#test/unitTemplates.ts'
import { world } from '#test/world.ts'

const w = world()
const actions = async (id: string) => (await w.history(id)).map(({ action }) => action)

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
    '罗湖口岸旅客 本期数 ∥ 罗湖口岸旅客 Figure of the period',
  )
  const { body: list } = await w.call(set.coordinator, listTemplates, { query: { limit: 200 } })
  expect(list.rows).toMatchObject([{ id, inForceFrom: '2025-01-01', draftNumber: null }])
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
      { sheet: formSheet, cell: 'C13', fact: 'period', indicatorId: null, part: null },
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
