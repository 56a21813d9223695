import { businessPosts, divisionPosts, type PostKind, performanceOffice } from '#domain/kernel/actor.ts'
import { downloadPlanTable, dryRunPlanTable, importPlanTable } from '#domain/plan/planTable.api.ts'
import { planMappingText } from '#domain/plan/planTableMapping.ts'
import { writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import { draftedPlan, issuedCall } from '#test/fixtures/calls.ts'
import { type Office, onceFor } from '../office.ts'
import { absentIn, row } from '../row.ts'

let lastYear = 2060
/** The draft of the responsible division in a year of its own. */
async function drafted({ w, at, divisions }: Office) {
  lastYear += 1
  const callers = {
    staff: at.responsible['performanceOffice.staff'],
    officeHead: at.responsible['performanceOffice.head'],
  }
  const { year } = await issuedCall(w, callers, lastYear)
  const division = {
    divisionId: divisions.responsible,
    head: at.responsible['division.head'],
    officer: at.responsible['division.officer'],
  }
  return draftedPlan(w, division, divisions.coordinating, year)
}
const oneDraft = onceFor(drafted)

const table = async (office: Office, post: PostKind) => {
  const columns = ['编号', '事项'].map((heading) => ({ heading }))
  const content = await writeWorkbook([{ name: '评估事项', columns, rows: [['T-1', '另一事项']] }])
  return office.fileOf(office.at.responsible[post], 'items.xlsx', content)
}

const columns = [
  { column: 'A', field: 'code' },
  { column: 'B', field: 'title' },
]
const mapping = [{ sheet: 1, headerRow: 1, headerRows: 1, columns }]

/** The performance office writes into its own plan, not into a division's. */
const writers = { admits: [...performanceOffice, ...divisionPosts], foreign: 'elsewhere' } as const

export const planTableRows = [
  row(downloadPlanTable, businessPosts, {
    ask: async (office) => ({ params: { id: (await oneDraft(office)).id } }),
    foreign: 'elsewhere',
  }),
  row(dryRunPlanTable, divisionPosts, {
    ...writers,
    ask: async (office, post) => ({
      params: { id: (await oneDraft(office)).id, fileId: await table(office, post) },
      query: { mapping: planMappingText(mapping) },
    }),
  }),
  row(importPlanTable, divisionPosts, {
    ...writers,
    ask: async (office, post) => ({
      params: { id: (await drafted(office)).id },
      body: { fileId: await table(office, post), leaves: 0, mapping },
    }),
    absent: absentIn('body', 'fileId'),
  }),
]
