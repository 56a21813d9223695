import { type PostKind, performanceOffice } from '#domain/kernel/actor.ts'
import { dryRunMunicipalPlan, importMunicipalPlan, reviseMunicipalPlan } from '#domain/plan/municipalImport.api.ts'
import { allotIndicator, readMunicipalHistory, readMunicipalPlan } from '#domain/plan/municipalPlan.api.ts'
import { recordSending } from '#domain/plan/municipalSending.api.ts'
import { issuePlan } from '#domain/plan/plan.api.ts'
import { tableWith } from '#test/fixtures/municipalTables.ts'
import { type Office, onceFor, realTable } from '../office.ts'
import { row } from '../row.ts'
import { peopleOf, signed, steering, yearOf } from './plan.ts'

const table = (office: Office, post: PostKind) =>
  realTable().then((content) => office.fileOf(office.at.responsible[post], 'table.xlsx', content))
const head = { issuedOn: '2025-01-20', source: '深府〔2010〕30号附件3' }

/** The city's table of a year whose plan is not issued; whoever allots a row takes one. */
const imported = onceFor(async (office) => {
  const year = yearOf(office)
  const fileId = await table(office, 'performanceOffice.staff')
  const { body } = await office.w.call(peopleOf(office).writer, importMunicipalPlan, {
    body: { ...head, fileId, year },
  })
  return { id: body.id, year, rows: [...body.rows] }
})

/** The city's table of a year of its own, whose plan is issued where it is asked for. */
async function freshCity(office: Office, withPlan = false): Promise<{ id: string; version: number }> {
  const year = withPlan ? await yearOfIssued(office) : yearOf(office)
  const fileId = await table(office, 'performanceOffice.staff')
  const body = { ...head, fileId, year }
  return (await office.w.call(peopleOf(office).writer, importMunicipalPlan, { body })).body
}
async function yearOfIssued(office: Office): Promise<number> {
  const { id, version, year } = (await signed(office)).plan
  const body = { version, documentNumber: `深口绩〔${year}〕1号`, issuedOn: '2025-11-06' }
  await office.w.call(peopleOf(office).officeHead, issuePlan, { params: { id }, body })
  return year
}
const laterTable = () =>
  tableWith((sheet) => {
    sheet.getCell('I4').value = 0.36
  })
const revision = { ...head, reason: '市里调整权重', withdrawnIds: [], setsDeadline: false }
const sending = {
  sentOn: '2025-11-06',
  way: 'paper',
  receiver: '市绩效办',
  documentNumber: '深口函1号',
  note: '',
} as const

export const municipalRows = [
  row(dryRunMunicipalPlan, performanceOffice, {
    ask: async (office, post) => ({ params: { id: await table(office, post) }, query: { year: 2025 } }),
    foreign: async (office, ask) => ({ ...ask, params: { id: await table(office, 'division.head') } }),
  }),
  row(importMunicipalPlan, performanceOffice, {
    ask: async (office, post) => ({ body: { ...head, fileId: await table(office, post), year: yearOf(office) } }),
    absent: (ask) => ({ ...ask, body: { ...(ask.body as object), fileId: crypto.randomUUID() } }),
    foreign: async (office, ask) => ({
      ...ask,
      body: { ...(ask.body as object), fileId: await table(office, 'division.head') },
    }),
  }),
  row(reviseMunicipalPlan, performanceOffice, {
    ask: async (office, post) => {
      const { id, version } = await freshCity(office)
      const fileId = await office.fileOf(office.at.responsible[post], 'later.xlsx', await laterTable())
      return { params: { id }, body: { ...revision, version, fileId } }
    },
  }),
  row(recordSending, performanceOffice, {
    ask: async (office) => {
      const { id, version } = await freshCity(office, true)
      return { params: { id }, body: { ...sending, version } }
    },
  }),
  row(readMunicipalHistory, steering, {
    ask: async (office) => ({ params: { id: (await imported(office)).id } }),
  }),
  row(readMunicipalPlan, steering, {
    ask: async (office) => ({ params: { year: (await imported(office)).year } }),
    absent: (ask) => ({ ...ask, params: { year: 2999 } }),
  }),
  row(allotIndicator, performanceOffice, {
    ask: async (office) => {
      const { id = '', version = 0 } = (await imported(office)).rows.pop() ?? {}
      return { params: { id }, body: { version, allotment: { kind: 'notApplicable', reason: '本办不涉及' } } }
    },
  }),
]
