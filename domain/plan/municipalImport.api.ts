import { z } from 'zod'
import {
  byId,
  day,
  endpoint,
  id,
  performanceYear,
  reason,
  text,
  version,
  yearInAddress,
} from '#domain/kernel/endpoint.ts'
import { Change } from '#domain/kernel/history.ts'
import { columnRead, SheetsSeen, TopRows } from './columnMapping.ts'
import { type DifferenceKind, differenceKinds } from './municipalDifference.ts'
import { municipalFieldNames } from './municipalField.ts'
import { MunicipalMapping } from './municipalMapping.ts'
import { frequency, MunicipalPlan, officeClass, weights } from './municipalPlan.api.ts'
import { allotter } from './municipalPlan.ts'

const year = yearInAddress

const Fault = z.strictObject({
  sheet: z.int(),
  row: z.int(),
  column: z.string().nullable(),
  message: text,
  /** The cell says something else than what was read of it. */
  isAdapted: z.boolean(),
})

const Difference = z.strictObject({
  kind: z.enum(Object.keys(differenceKinds) as [DifferenceKind, ...DifferenceKind[]]),
  row: z.int().nullable(),
  id: id.nullable(),
  number: z.int(),
  name: z.string(),
  changes: z.array(Change),
  itemCode: z.string().nullable(),
})

/** What the file says, row by row. With one error nothing can be imported; warnings are for whoever decides. */
export const DryRun = z.strictObject({
  file: z.strictObject({ id, name: z.string(), digest: z.string() }),
  title: z.string(),
  officeClass,
  sheets: SheetsSeen,
  /** Where the headings stand; null where none were recognised. */
  place: z.strictObject({ sheet: z.int(), row: z.int(), rows: z.int() }).nullable(),
  topRows: TopRows,
  columns: z.array(columnRead(municipalFieldNames)),
  /** A table with these very headings was imported before. */
  isRemembered: z.boolean(),
  rows: z.array(
    z.strictObject({
      row: z.int(),
      number: z.int(),
      level1: z.strictObject({ name: z.string(), weight: z.string().nullable() }),
      level2: z.string(),
      level2Weight: z.string().nullable(),
      name: z.string(),
      collectingUnits: z.array(z.string()),
      frequency: frequency.nullable(),
      weights,
      standard: z.string(),
      sourceDocument: z.string(),
      note: z.string(),
    }),
  ),
  errors: z.array(Fault),
  warnings: z.array(Fault),
  /** The city's indicators of this year are there already. */
  isImported: z.boolean(),
  /** What the file would change in them, row by row; empty for a first import or a file with errors. */
  differences: z.array(Difference),
})
export type DryRun = z.infer<typeof DryRun>

/**
 * Reads an own upload and writes nothing. `mapping` says how the table is to be read, as `mappingText` writes it;
 * without it the headings are recognised. 422 where the file is not a workbook.
 */
export const dryRunMunicipalPlan = endpoint({
  method: 'GET',
  path: '/api/municipal-plans/dry-run/:id',
  summary: { zh: '试读市级指标表', en: "Try the city's table" },
  basis: 'plan.importIndicators',
  access: [allotter],
  params: byId,
  query: z.strictObject({ year, mapping: z.string().max(2000).optional() }),
  reply: DryRun,
})

/** The city's document, such as 深府〔2010〕30号附件3, and the day on which it was issued. */
const origin = { issuedOn: day, source: z.string().trim().min(2).max(200) }
/** How the table is read; left out where the headings speak for themselves. */
const read = { fileId: id, mapping: MunicipalMapping.optional() }

/** All rows or none: 422 names sheet, row and column of every error. 409 `already_imported`. */
export const importMunicipalPlan = endpoint({
  method: 'POST',
  path: '/api/municipal-plans',
  summary: { zh: '导入市级指标', en: "Import the city's indicators" },
  basis: 'plan.importIndicators',
  access: [allotter],
  body: z.strictObject({ ...read, year: performanceYear, ...origin }),
  reply: MunicipalPlan,
})

/**
 * A later or changed table of the city: rows are added, changed, restored, or marked as withdrawn by the city; nothing
 * is deleted. 409 `rows_with_items` where a row that an item rests on would go and is not among `withdrawnIds`.
 */
export const reviseMunicipalPlan = endpoint({
  method: 'POST',
  path: '/api/municipal-plans/:id/revisions',
  summary: { zh: '导入变更后的市级指标', en: 'Import what the city changed' },
  basis: 'plan.importIndicators',
  access: [allotter],
  params: byId,
  body: z.strictObject({
    ...read,
    ...origin,
    version,
    reason,
    /** Rows with an item of which the person says that they are withdrawn. */
    withdrawnIds: z.array(id).max(2000),
    /** The working days for sending the plan are counted from this table's day. */
    setsDeadline: z.boolean(),
  }),
  reply: MunicipalPlan,
})
