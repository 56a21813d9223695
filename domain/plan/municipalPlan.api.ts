import { z } from 'zod'
import { type Frequency, frequencies } from '#domain/calendar/periods.ts'
import { byId, day, endpoint, id, instant, reason, version, yearInAddress } from '#domain/kernel/endpoint.ts'
import { HistoryEntry } from '#domain/kernel/history.ts'
import { PersonRef } from './item.api.ts'
import { allotter, municipalReaders } from './municipalPlan.ts'
import { type OfficeClass, officeClasses } from './municipalRow.ts'
import { MunicipalSending } from './municipalSending.api.ts'
import { type PlanState, planStates } from './plan.ts'

const year = yearInAddress
export const frequency = z.enum(Object.keys(frequencies) as [Frequency, ...Frequency[]])
export const officeClass = z.enum(Object.keys(officeClasses) as [OfficeClass, ...OfficeClass[]])
export const weights = z.strictObject({
  commission: z.string().nullable(),
  bureau: z.string().nullable(),
  office: z.string().nullable(),
})

export const MunicipalRow = z.strictObject({
  id,
  version,
  number: z.int(),
  level1: z.string(),
  level1Weight: z.string().nullable(),
  level2: z.string(),
  level2Weight: z.string().nullable(),
  name: z.string(),
  collectingUnits: z.string(),
  frequency: frequency.nullable(),
  weights,
  standard: z.string(),
  sourceDocument: z.string(),
  note: z.string(),
  responsibleDivisionId: id.nullable(),
  coordinatingDivisionId: id.nullable(),
  notApplicableReason: z.string().nullable(),
  /** The day of the city's table that no longer has it; its items stay. */
  withdrawnOn: day.nullable(),
  /** The day of the city's table that changed it since its allotment was looked at. */
  revisedOn: day.nullable(),
  /** The item that carries it, once there is one. */
  itemId: id.nullable(),
})
export type MunicipalRow = z.infer<typeof MunicipalRow>

/** One table that was taken in: the first, and each that changed it. */
export const MunicipalImport = z.strictObject({
  number: z.int(),
  issuedOn: day,
  source: z.string(),
  reason: z.string().nullable(),
  file: z.strictObject({ name: z.string(), size: z.int(), digest: z.string() }),
  added: z.int(),
  changed: z.int(),
  withdrawn: z.int(),
  madeBy: PersonRef,
  madeAt: instant,
})

export const MunicipalPlan = z.strictObject({
  id,
  year: z.int(),
  version,
  issuedOn: day,
  source: z.string(),
  officeClass,
  /** By when the office's plan has to reach the city; null while the holiday list that decides is awaited. */
  toCityDueOn: day.nullable(),
  toCityWorkingDays: z.int(),
  /** From today; negative once past, null where it cannot be counted. */
  workingDaysLeft: z.int().nullable(),
  sendings: z.array(MunicipalSending),
  /** The office's plan of the year; null where it is not begun. */
  plan: z
    .strictObject({
      id,
      state: z.enum(Object.keys(planStates) as [PlanState, ...PlanState[]]),
      issuedOn: day.nullable(),
      documentNumber: z.string().nullable(),
    })
    .nullable(),
  /** Whether rows can still be allotted anew. */
  isDrafting: z.boolean(),
  imports: z.array(MunicipalImport),
  rows: z.array(MunicipalRow),
})
export type MunicipalPlan = z.infer<typeof MunicipalPlan>

/** 404 where none has been imported. */
export const readMunicipalPlan = endpoint({
  method: 'GET',
  path: '/api/municipal-plans/of/:year',
  summary: { zh: '查看市级指标', en: "Read the city's indicators" },
  access: [municipalReaders],
  params: z.strictObject({ year }),
  reply: MunicipalPlan,
})

export const readMunicipalHistory = endpoint({
  method: 'GET',
  path: '/api/municipal-plans/:id/history',
  summary: { zh: '查看市级指标办理记录', en: "Read the history of the city's indicators" },
  access: [municipalReaders],
  params: byId,
  reply: z.strictObject({ rows: z.array(HistoryEntry) }),
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
