import { z } from 'zod'
import { type Frequency, frequencies } from '#domain/calendar/periods.ts'
import { byId, day, endpoint, id, reason, text, version } from '#domain/kernel/endpoint.ts'
import { allotter, municipalReaders } from './municipalPlan.ts'
import { type OfficeClass, officeClasses } from './municipalRow.ts'

const year = z.coerce.number().int().min(2000).max(2100)
const frequency = z.enum(Object.keys(frequencies) as [Frequency, ...Frequency[]])
export const officeClass = z.enum(Object.keys(officeClasses) as [OfficeClass, ...OfficeClass[]])
const weights = z.strictObject({
  commission: z.string().nullable(),
  bureau: z.string().nullable(),
  office: z.string().nullable(),
})

const Fault = z.strictObject({ sheet: z.int(), row: z.int(), column: z.string().nullable(), message: text })

/** What the file says, row by row. With one error nothing can be imported; warnings are for whoever decides. */
export const DryRun = z.strictObject({
  file: z.strictObject({ id, name: z.string(), digest: z.string() }),
  title: z.string(),
  officeClass,
  rows: z.array(
    z.strictObject({
      row: z.int(),
      number: z.int(),
      level1: z.strictObject({ name: z.string(), weight: z.string().nullable() }),
      level2: z.string(),
      name: z.string(),
      collectingUnits: z.array(z.string()),
      frequency,
      weights,
      note: z.string(),
    }),
  ),
  errors: z.array(Fault),
  warnings: z.array(Fault),
  /** The city's indicators of this year are there already. */
  isImported: z.boolean(),
})
export type DryRun = z.infer<typeof DryRun>

export const MunicipalRow = z.strictObject({
  id,
  version,
  number: z.int(),
  level1: z.string(),
  level1Weight: z.string().nullable(),
  level2: z.string(),
  name: z.string(),
  collectingUnits: z.string(),
  frequency: frequency.nullable(),
  weights,
  note: z.string(),
  responsibleDivisionId: id.nullable(),
  coordinatingDivisionId: id.nullable(),
  notApplicableReason: z.string().nullable(),
  /** The item that carries it, once there is one. */
  itemId: id.nullable(),
})
export type MunicipalRow = z.infer<typeof MunicipalRow>

export const MunicipalPlan = z.strictObject({
  id,
  year: z.int(),
  issuedOn: day,
  source: z.string(),
  file: z.strictObject({ name: z.string(), size: z.int(), digest: z.string() }),
  officeClass,
  /** By when the office's plan has to reach the city; null while the holiday list that decides is awaited. */
  toCityDueOn: day.nullable(),
  /** Whether rows can still be allotted. */
  isDrafting: z.boolean(),
  rows: z.array(MunicipalRow),
})
export type MunicipalPlan = z.infer<typeof MunicipalPlan>

/** Reads an own upload and writes nothing. 422 where the file is not a workbook. */
export const dryRunMunicipalPlan = endpoint({
  method: 'GET',
  path: '/api/municipal-plans/dry-run/:id',
  summary: { zh: '试读市级指标表', en: "Try the city's table" },
  basis: 'plan.importIndicators',
  access: [allotter],
  params: byId,
  query: z.strictObject({ year }),
  reply: DryRun,
})

/** All rows or none: 422 names sheet, row and column of every error. 409 `already_imported`. */
export const importMunicipalPlan = endpoint({
  method: 'POST',
  path: '/api/municipal-plans',
  summary: { zh: '导入市级指标', en: "Import the city's indicators" },
  basis: 'plan.importIndicators',
  access: [allotter],
  body: z.strictObject({
    fileId: id,
    year: z.int().min(2000).max(2100),
    issuedOn: day,
    /** The city's document, such as 深府〔2010〕30号附件3. */
    source: z.string().trim().min(2).max(200),
  }),
  reply: MunicipalPlan,
})

/** 404 where none has been imported. */
export const readMunicipalPlan = endpoint({
  method: 'GET',
  path: '/api/municipal-plans/of/:year',
  summary: { zh: '查看市级指标', en: "Read the city's indicators" },
  access: [municipalReaders],
  params: z.strictObject({ year }),
  reply: MunicipalPlan,
})

const toDivisions = z.strictObject({
  kind: z.literal('divisions'),
  responsibleDivisionId: id,
  coordinatingDivisionId: id,
})
const notApplicable = z.strictObject({ kind: z.literal('notApplicable'), reason })

/** To a responsible and a coordinating division, or declared not applicable with a reason. */
export const allotIndicator = endpoint({
  method: 'POST',
  path: '/api/municipal-indicators/:id/allotment',
  summary: { zh: '分解指标', en: 'Allot an indicator' },
  basis: 'plan.allot',
  access: [allotter],
  params: byId,
  body: z.strictObject({ version, allotment: z.discriminatedUnion('kind', [toDivisions, notApplicable]) }),
  reply: MunicipalRow,
})
