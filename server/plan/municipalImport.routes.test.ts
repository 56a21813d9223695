import { expect, test } from 'vitest'
import { saveItem } from '#domain/plan/item.api.ts'
import { dryRunMunicipalPlan, importMunicipalPlan, reviseMunicipalPlan } from '#domain/plan/municipalImport.api.ts'
import { mappingText } from '#domain/plan/municipalMapping.ts'
import { allotIndicator, readMunicipalHistory, readMunicipalPlan } from '#domain/plan/municipalPlan.api.ts'
import { readPlan } from '#domain/plan/plan.api.ts'
import {
  cityHead,
  faultyTable,
  importedCity,
  messyTable,
  tableWith,
  uploadTable,
} from '#test/fixtures/municipalTables.ts'
import { realWorkbook } from '#test/fixtures/packages.ts'
import { draftPlan, fullContent, planPeople, submits } from '#test/fixtures/plan.ts'
import { findingsOf } from '#test/fixtures/planItems.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
let nextYear = 2060
const aYear = () => {
  nextYear += 1
  return nextYear
}
const upload = (client: Client, content: Buffer, name?: string) => uploadTable(w, client, content, name)
const imported = (writer: Client, year: number) => importedCity(w, writer, year)

test('a messy table is read as it was corrected, and the correction is remembered for the next one', async () => {
  const { writer } = await planPeople(w)
  const year = aYear()
  const { id: fileId } = await upload(writer, await messyTable())
  const tried = await w.call(writer, dryRunMunicipalPlan, { params: { id: fileId }, query: { year } })
  expect(tried.body).toMatchObject({ isRemembered: false, rows: [], place: { sheet: 2, row: 4, rows: 3 } })
  expect(tried.body.sheets).toMatchObject([{ number: 1 }, { number: 2, name: '指标' }])
  const own = tried.body.columns.find(({ heading }) => heading === '主办机关')
  expect(own).toMatchObject({ column: 'I', field: null, origin: 'none', samples: ['被评估单位', '市监察局、市法制办'] })
  const { place, columns } = tried.body
  const fields = columns.flatMap(({ column, field }) => (field ? [{ column, field }] : []))
  const mapping = {
    ...{ sheet: place?.sheet ?? 0, headerRow: place?.row ?? 0, headerRows: place?.rows ?? 0 },
    columns: [...fields, { column: 'I', field: 'collectingUnits' as const }],
  }
  const query = { year, mapping: mappingText(mapping) }
  const again = await w.call(writer, dryRunMunicipalPlan, { params: { id: fileId }, query })
  expect(again.body.errors).toEqual([])
  expect(again.body.rows).toHaveLength(6)
  const odd = { year, mapping: '1.2' }
  const refused = await w.call(writer, dryRunMunicipalPlan, { params: { id: fileId }, query: odd })
  expect(refused).toMatchObject({ status: 422, body: { fields: [{ path: 'query.mapping' }] } })

  const bare = await w.call(writer, importMunicipalPlan, { body: cityHead(year, fileId) })
  expect(bare.status).toBe(422)
  const done = await w.call(writer, importMunicipalPlan, { body: { ...cityHead(year, fileId), mapping } })
  expect(done).toMatchObject({ status: 200, body: { rows: { length: 6 } } })
  expect(done.body.rows[1]).toMatchObject({
    ...{ name: '口岸设施（含𠮷、镕、喆、䶮字地名）完好率', level1Weight: '45', sourceDocument: '深府〔2026〕1号' },
    ...{ collectingUnits: '市监察局、市法制办', standard: '按完成率计分。\n未完成的扣分。' },
  })
  const { id: next } = await upload(writer, await messyTable())
  const later = await w.call(writer, dryRunMunicipalPlan, { params: { id: next }, query: { year: aYear() } })
  expect(later.body).toMatchObject({ isRemembered: true, errors: [], rows: { length: 6 } })
})

/** The city's table of a year with its rows allotted and an item on the first. */
async function allottedYear() {
  const people = await planPeople(w)
  const year = aYear()
  const { body: city } = await imported(people.writer, year)
  const { plan, item } = await draftPlan(w, people, year)
  const { responsible: responsibleDivisionId, coordinating: coordinatingDivisionId } = people
  const allotment = { kind: 'divisions' as const, responsibleDivisionId, coordinatingDivisionId }
  for (const { id } of city.rows)
    await w.call(people.writer, allotIndicator, { params: { id }, body: { version: 1, allotment } })
  const content = fullContent(people, year, { municipalIndicatorId: city.rows[0]?.id ?? null })
  const saved = await w.call(people.writer, saveItem, {
    params: { id: item.id },
    body: { version: item.version, content },
  })
  return { people, year, city, plan, item: saved.body }
}

/** The real table without row 4 (number 1), with a weight of number 4 changed and one indicator more. */
const laterTable = () =>
  tableWith((sheet) => {
    for (const range of ['A4:A7', 'B4:B6']) sheet.unMergeCells(range)
    const [level1, level2] = ['行政业绩（45%）', '重点工作']
    for (const row of [4, 5, 6, 7]) sheet.getCell(`A${row}`).value = level1
    for (const row of [4, 5, 6]) sheet.getCell(`B${row}`).value = level2
    Object.assign(sheet.getCell('D4'), { value: '口岸通关满意度' })
    sheet.getCell('I7').value = 0.07
  })

test('a later table is compared, refused where it would drop a row in silence, and taken in with a reason', async () => {
  const { people, year, city } = await allottedYear()
  const { writer, officeHead } = people
  const { id: fileId } = await upload(writer, await laterTable())
  const tried = await w.call(writer, dryRunMunicipalPlan, { params: { id: fileId }, query: { year } })
  expect(tried.body).toMatchObject({ isImported: true, isRemembered: true, errors: [] })
  const kinds = tried.body.differences.filter(({ kind }) => kind !== 'unchanged')
  expect(kinds).toMatchObject([
    { kind: 'added', row: 4, id: null, name: '口岸通关满意度' },
    { kind: 'changed', row: 7, changes: [{ field: 'weightOffice', old: '6', new: '7' }] },
    { kind: 'withdrawn', row: null, name: '公共服务白皮书', itemCode: `KA-${year}-01` },
  ])
  const params = { id: city.id }
  const body = {
    ...{ fileId, issuedOn: '2025-03-03', source: '深府〔2025〕8号', reason: '市里调整指标', setsDeadline: false },
    ...{ version: city.version, withdrawnIds: [] as string[] },
  }
  const silent = await w.call(writer, reviseMunicipalPlan, { params, body })
  expect(silent).toMatchObject({ status: 409, body: { code: 'rows_with_items' } })
  expect(silent.body).toMatchObject({
    message: { zh: expect.stringContaining(`第1项“公共服务白皮书”（KA-${year}-01）`) },
  })
  expect((await w.call(writer, readMunicipalPlan, { params: { year } })).body.imports).toHaveLength(1)
  expect((await w.call(officeHead, reviseMunicipalPlan, { params, body })).status).toBe(404)

  const confirmed = { ...body, withdrawnIds: [city.rows[0]?.id ?? ''] }
  const done = await w.call(writer, reviseMunicipalPlan, { params, body: confirmed })
  expect(done).toMatchObject({ status: 200, body: { version: city.version + 1, issuedOn: '2025-01-20' } })
  const { rows, imports, source } = done.body
  expect(source).toBe('深府〔2025〕8号')
  expect(imports).toMatchObject([
    { number: 2, added: 1, changed: 1, withdrawn: 1, reason: '市里调整指标' },
    { number: 1, added: 9, reason: null },
  ])
  const of = (name: string) => rows.find((row) => row.name === name)
  expect(of('口岸通关满意度')).toMatchObject({ number: 1, responsibleDivisionId: null, revisedOn: null })
  expect(of('重大改革及工作创新')).toMatchObject({
    ...{ weights: { office: '7' }, responsibleDivisionId: people.responsible, revisedOn: '2025-03-03' },
  })
  expect(of('政府投资项目（A类）完成率')).toEqual({ ...city.rows[1], ...allottedTo(people), version: 2 })
  expect(rows.at(-1)).toMatchObject({ name: '公共服务白皮书', withdrawnOn: '2025-03-03', itemId: expect.any(String) })
  const { body: history } = await w.call(writer, readMunicipalHistory, { params })
  const imported = history.rows.filter(({ action }) => action !== 'plan.allot')
  expect(imported.map(({ action, reason }) => [action, reason])).toEqual([
    ['plan.reviseIndicators', '市里调整指标'],
    ['plan.importIndicators', null],
  ])
  const ofRow = await w.history(of('重大改革及工作创新')?.id ?? '')
  expect(ofRow.map(({ action }) => action)).toEqual(['plan.allot', 'plan.reviseIndicator'])
})

const allottedTo = ({ responsible, coordinating }: { responsible: string; coordinating: string }) => ({
  responsibleDivisionId: responsible,
  coordinatingDivisionId: coordinating,
})

test('after it the check names what is not allotted, what was withdrawn, and what is to be looked at again', async () => {
  const { people, plan, city } = await allottedYear()
  const { writer, responsible, coordinating } = people
  const { id: fileId } = await upload(writer, await laterTable())
  const origin = { fileId, issuedOn: '2025-03-03', source: '深府〔2025〕8号', reason: '市里调整指标' }
  const withdrawnIds = [city.rows[0]?.id ?? '']
  const body = { ...origin, version: city.version, withdrawnIds, setsDeadline: true }
  const revised = await w.call(writer, reviseMunicipalPlan, { params: { id: city.id }, body })
  expect(revised.body).toMatchObject({ issuedOn: '2025-03-03', toCityDueOn: '2025-03-24' })
  const codes = async () => (await findingsOf(w, writer, plan)).map(({ code }) => code)
  expect((await codes()).toSorted()).toEqual(['L13', 'L19', 'L40', 'L41'])
  const allot = (name: string) => {
    const row = revised.body.rows.find((one) => one.name === name)
    const allotment = {
      kind: 'divisions' as const,
      ...allottedTo({ responsible, coordinating }),
    }
    return w.call(writer, allotIndicator, {
      params: { id: row?.id ?? '' },
      body: { version: row?.version ?? 0, allotment },
    })
  }
  expect((await allot('公共服务白皮书')).body).toMatchObject({ code: 'row_withdrawn' })
  expect((await allot('口岸通关满意度')).status).toBe(200)
  expect((await allot('重大改革及工作创新')).body).toMatchObject({ revisedOn: null })
  expect((await codes()).toSorted()).toEqual(['L19', 'L40'])
})

test('a table that says the same, and one that comes while the group decides, are not taken in', async () => {
  const { people, year, city, plan } = await allottedYear()
  const { writer, officeHead } = people
  const revise = async (content: Buffer, version = city.version) => {
    const { id: fileId } = await upload(writer, content)
    const body = {
      ...{ fileId, version, issuedOn: '2025-03-03', source: '深府〔2025〕8号', reason: '市里调整指标' },
      ...{ withdrawnIds: [city.rows[0]?.id ?? ''], setsDeadline: false },
    }
    return w.call(writer, reviseMunicipalPlan, { params: { id: city.id }, body })
  }
  expect((await revise(realWorkbook())).body).toMatchObject({ code: 'nothing_changed' })
  const performanceYear = w.owner.updateTable('performanceYear').where('year', '=', year)
  await performanceYear.set({ state: 'closed' }).execute()
  expect((await revise(await laterTable())).body).toMatchObject({ code: 'year_closed' })
  await performanceYear.set({ state: 'preparing' }).execute()
  expect((await revise(await laterTable(), city.version + 1)).body).toMatchObject({ code: 'stale' })
  const wrong = await revise(await faultyTable())
  expect(wrong).toMatchObject({ status: 422, body: { fields: [{ path: 'row.6.I' }] } })
  const { version } = (await w.call(writer, readPlan, { params: { of: year } })).body
  const submitted = await submits(w, officeHead, { id: plan.id }, { version })
  expect(submitted.status).toBe(200)
  const late = await revise(await laterTable())
  expect(late).toMatchObject({ status: 409, body: { code: 'plan_before_group' } })
  expect(await w.history(city.id)).toHaveLength(1)
})

test('numbers may change places, and a row that was withdrawn may come back', async () => {
  const { writer } = await planPeople(w)
  const year = aYear()
  const { body: city } = await imported(writer, year)
  const revise = async (content: Buffer, version: number) => {
    const { id: fileId } = await upload(writer, content)
    const origin = { fileId, version, issuedOn: '2025-03-03', source: '深府〔2025〕8号', reason: '市里调整' }
    const body = { ...origin, withdrawnIds: [], setsDeadline: false }
    return w.call(writer, reviseMunicipalPlan, { params: { id: city.id }, body })
  }
  const swapped = await tableWith((sheet) => {
    sheet.getCell('C5').value = 3
    sheet.getCell('C6').value = 2
    sheet.spliceRows(12, 1)
  })
  const { status, body } = await revise(swapped, city.version)
  expect(status).toBe(200)
  expect(body.imports[0]).toMatchObject({ added: 0, changed: 2, withdrawn: 1 })
  expect(body.rows.slice(1, 3).map(({ id }) => id)).toEqual([city.rows[2]?.id, city.rows[1]?.id])
  const back = await revise(realWorkbook(), body.version)
  expect(back.body.imports[0]).toMatchObject({ added: 0, changed: 3, withdrawn: 0 })
  expect(back.body.rows.map(({ id, withdrawnOn }) => [id, withdrawnOn])).toEqual(city.rows.map(({ id }) => [id, null]))
})
