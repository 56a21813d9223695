import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import { createItem, type ItemContent } from '#domain/plan/item.api.ts'
import { dryRunMunicipalPlan, importMunicipalPlan } from '#domain/plan/municipalImport.api.ts'
import { allotIndicator, readMunicipalHistory, readMunicipalPlan } from '#domain/plan/municipalPlan.api.ts'
import { contentOfRow } from '#domain/plan/municipalPlan.ts'
import { cityHead, faultyTable, importedCity, uploadTable } from '#test/fixtures/municipalTables.ts'
import { realWorkbook } from '#test/fixtures/packages.ts'
import { draftPlan, fullContent, planPeople, submits } from '#test/fixtures/plan.ts'
import { findingsOf } from '#test/fixtures/planItems.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const table = realWorkbook()
let nextYear = 2040
const aYear = () => {
  nextYear += 1
  return nextYear
}
const upload = (client: Client, content: Buffer, name?: string) => uploadTable(w, client, content, name)
const imported = (writer: Client, year: number) => importedCity(w, writer, year)

test('a dry run shows every row of the real table and writes nothing', async () => {
  const { writer } = await planPeople(w)
  const year = aYear()
  const { id } = await upload(writer, table)
  const answer = await w.call(writer, dryRunMunicipalPlan, { params: { id }, query: { year } })
  expect(answer).toMatchObject({ status: 200, body: { officeClass: 'office', errors: [], isImported: false } })
  expect(answer.body.rows.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(answer.body.warnings.length).toBeGreaterThan(0)
  expect((await w.call(writer, readMunicipalPlan, { params: { year } })).status).toBe(404)
  const file = await w.owner.selectFrom('storedFile').select('claimedId').where('id', '=', id).executeTakeFirst()
  expect(file).toEqual({ claimedId: null })
})

test('the real table is imported whole and once', async () => {
  const { writer, groupHead } = await planPeople(w)
  const year = aYear()
  const answer = await imported(writer, year)
  expect(answer).toMatchObject({ status: 200, body: { year, officeClass: 'office', isDrafting: true } })
  expect(answer.body.rows).toHaveLength(9)
  expect(answer.body.rows.every(({ responsibleDivisionId }) => responsibleDivisionId === null)).toBe(true)
  expect((await w.history(answer.body.id)).map(({ action }) => action)).toEqual(['plan.importIndicators'])
  expect((await w.call(groupHead, readMunicipalPlan, { params: { year } })).body).toEqual(answer.body)
  const again = await imported(writer, year)
  expect(again).toMatchObject({ status: 409, body: { code: 'already_imported' } })
})

test('one wrong cell and nothing is imported: the row and the column are named', async () => {
  const { writer } = await planPeople(w)
  const year = aYear()
  const { id } = await upload(writer, await faultyTable())
  const tried = await w.call(writer, dryRunMunicipalPlan, { params: { id }, query: { year } })
  expect(tried.body.errors).toMatchObject([{ row: 6, column: 'I' }])
  expect(tried.body.rows).toHaveLength(8)
  const answer = await w.call(writer, importMunicipalPlan, { body: cityHead(year, id) })
  expect(answer).toMatchObject({ status: 422, body: { fields: [{ path: 'row.6.I' }] } })
  expect(await w.owner.selectFrom('municipalPlan').select('id').where('year', '=', year).execute()).toEqual([])
  expect(await w.owner.selectFrom('performanceYear').select('year').where('year', '=', year).execute()).toEqual([])
})

test('a file of another kind, somebody else’s file and another post are refused', async () => {
  const { writer, officeHead, person, groupHead } = await planPeople(w)
  const year = aYear()
  const text = await upload(writer, Buffer.from('一级指标'), 'table.xlsx')
  const wrong = await w.call(writer, importMunicipalPlan, { body: cityHead(year, text.id) })
  expect(wrong).toMatchObject({ status: 422, body: { fields: [{ path: 'body.fileId' }] } })
  const { id } = await upload(writer, table)
  expect((await w.call(officeHead, importMunicipalPlan, { body: cityHead(year, id) })).status).toBe(404)
  expect((await w.call(person, importMunicipalPlan, { body: cityHead(year, id) })).status).toBe(403)
  expect((await w.call(groupHead, dryRunMunicipalPlan, { params: { id }, query: { year } })).status).toBe(403)
  expect((await w.call(person, readMunicipalPlan, { params: { year } })).status).toBe(403)
})

test('a row is allotted to two divisions or declared not applicable; a stale or foreign one is refused', async () => {
  const { writer, responsible, coordinating } = await planPeople(w)
  const { body: plan } = await imported(writer, aYear())
  const [first, second] = plan.rows
  const params = { id: first?.id ?? '' }
  const allotment = {
    kind: 'divisions' as const,
    responsibleDivisionId: responsible,
    coordinatingDivisionId: coordinating,
  }
  const done = await w.call(writer, allotIndicator, { params, body: { version: 1, allotment } })
  expect(done).toMatchObject({ status: 200, body: { version: 2, responsibleDivisionId: responsible } })
  const stale = await w.call(writer, allotIndicator, { params, body: { version: 1, allotment } })
  expect(stale).toMatchObject({ status: 409, body: { code: 'stale' } })
  const notOurs = { kind: 'notApplicable' as const, reason: '我办不承担该项指标' }
  const other = await w.call(writer, allotIndicator, {
    params: { id: second?.id ?? '' },
    body: { version: 1, allotment: notOurs },
  })
  expect(other.body).toMatchObject({ notApplicableReason: '我办不承担该项指标', responsibleDivisionId: null })
  const nowhere = { ...allotment, coordinatingDivisionId: plan.id }
  const absent = await w.call(writer, allotIndicator, { params, body: { version: 2, allotment: nowhere } })
  expect(absent).toMatchObject({ status: 422, body: { fields: [{ path: 'body.allotment.coordinatingDivisionId' }] } })
  const missing = await w.call(writer, allotIndicator, {
    params: { id: plan.id },
    body: { version: 1, allotment: notOurs },
  })
  expect(missing.status).toBe(404)
  expect((await w.history(params.id)).map(({ action }) => action)).toEqual(['plan.allot'])
  const { rows } = (await w.call(writer, readMunicipalHistory, { params: { id: plan.id } })).body
  const allotted = rows.find(({ action }) => action === 'plan.allot')
  expect(allotted?.changes.map(({ field }) => field)).toContain('row')
})

test('an unallotted row stops the submission; an allotted one becomes an item with what the city has said', async () => {
  const people = await planPeople(w)
  const { writer, officeHead, responsible, coordinating } = people
  const year = aYear()
  const { body: table } = await imported(writer, year)
  const { plan } = await draftPlan(w, people, year)
  const submit = { params: { id: plan.id }, body: { version: plan.version } }
  expect((await submits(w, officeHead, submit.params, submit.body)).body).toMatchObject({ code: 'blocking_faults' })
  for (const [at, row] of table.rows.entries()) {
    const allotment =
      at === 0
        ? { kind: 'divisions' as const, responsibleDivisionId: responsible, coordinatingDivisionId: coordinating }
        : { kind: 'notApplicable' as const, reason: '不适用' }
    await w.call(writer, allotIndicator, { params: { id: row.id }, body: { version: 1, allotment } })
  }
  expect((await findingsOf(w, writer, plan)).map(({ code }) => code)).toEqual(['L19'])
  const row = (await w.call(writer, readMunicipalPlan, { params: { year } })).body.rows[0]
  if (!row) throw new Error('no row')
  const { dimensions } = w.app.pack
  const { collectingUnits } = row
  const content: ItemContent = {
    ...contentOfRow(row, { year, officeClass: 'office', dimensions, units: [], collectingUnits }),
    ...pick(fullContent(people, year)),
    weight: '0',
  }
  const made = await w.call(writer, createItem, { params: { id: plan.id }, body: { content } })
  expect(made).toMatchObject({ status: 200, body: { title: row.name, municipalIndicator: { number: 1 } } })
  expect((await submits(w, officeHead, submit.params, submit.body)).status).toBe(200)
  const after = (await w.call(writer, readMunicipalPlan, { params: { year } })).body
  expect(after).toMatchObject({ isDrafting: false })
  expect(after.rows[0]).toMatchObject({ itemId: made.body.id })
  const late = await w.call(writer, allotIndicator, {
    params: { id: row.id },
    body: { version: row.version, allotment: { kind: 'notApplicable', reason: '不适用' } },
  })
  expect(late).toMatchObject({ status: 409, body: { code: 'plan_not_drafting' } })
})

const pick = ({ goal, method, phases, mainResponsiblePersonId }: ItemContent) => ({
  goal,
  method,
  phases,
  mainResponsiblePersonId,
})

test('rows nobody has taken are a to-do with the day on which the plan has to be with the city', async () => {
  const { writer, groupHead } = await planPeople(w)
  const year = aYear()
  await imported(writer, year)
  const of = async (client: Client) =>
    (await w.call(client, listTodos)).body.rows.filter(({ link }) => link.startsWith(`/plans/${year}/municipal`))
  expect(await of(writer)).toMatchObject([
    { link: `/plans/${year}/municipal#act-allot`, dueOn: '2025-02-14', from: { zh: '9项没有分解' } },
  ])
  expect(await of(groupHead)).toEqual([])
})
