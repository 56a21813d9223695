import { z } from 'zod'
import { periodCode } from '#domain/calendar/periods.ts'
import { byId, day, endpoint, id, instant, pageOf, paging, text, version } from '#domain/kernel/endpoint.ts'
import { historyOf } from '#domain/kernel/historyOf.ts'
import { businessPost } from '#domain/kernel/lifecycle.ts'
import { Aggregate } from './aggregate.ts'
import { Line } from './dataReport.content.ts'
import { Letter, Table } from './dataReport.document.ts'
import { fileKinds, stateNames, wayNames } from './dataReport.ts'
import { UnitTable } from './unitTemplate.fill.ts'

const state = z.enum(stateNames)
export const digest = z.string().regex(/^[0-9a-f]{64}$/)
const unit = z.strictObject({ id, name: text })
const person = z.strictObject({ id, name: z.string() })
/** From today to the external due day, negative once it is past; null while a holiday list is awaited. */
const workingDaysLeft = z.int().nullable()
const cell = z.strictObject({ name: z.string(), divisionName: text })

/** A signature under the Art. 29 statement. It lapses when a cell it covers is corrected or it is taken back. */
export const ReportSignature = z.strictObject({
  id,
  reportNumber: z.int(),
  personName: z.string(),
  /** Whose post it was, where a stand-in signed. */
  inPlaceOf: z.string().nullable(),
  divisionName: text,
  signedAt: instant,
  statement: z.string(),
  statementNumber: z.int(),
  digest,
  isInForce: z.boolean(),
  /** Corrected since the signature, by name. */
  staleCells: z.array(z.string()),
})
export type ReportSignature = z.infer<typeof ReportSignature>

export const ReportFile = z.strictObject({ kind: z.enum(fileKinds), name: z.string(), size: z.int(), digest })
export type ReportFile = z.infer<typeof ReportFile>

export const details = {
  /** What the data are called in title and letter: 口岸通关数据. */
  subject: z.string().trim().min(2).max(60),
  withLetter: z.boolean().default(true),
  withTotal: z.boolean().default(false),
  /** Figures put together from those of the report, each by its rule. */
  aggregates: z.array(Aggregate).max(50).default([]),
  contactName: z.string().trim().max(40).default(''),
  contactPhone: z.string().trim().max(40).default(''),
  /** Where the number was drawn from the register before signing, it stands on the letter that is signed. */
  documentNumber: z.string().trim().min(2).max(60).nullable().default(null),
}

export const DataReport = z.strictObject({
  id,
  version,
  year: z.int(),
  period: z.string(),
  number: z.int(),
  state,
  collectingUnit: unit,
  coordinatingDivisionId: id,
  coordinatingDivisionName: text,
  ...details,
  subject: z.string(),
  assembledBy: id,
  assembledByName: z.string(),
  assembledAt: instant,
  signedBy: id.nullable(),
  signedFor: id.nullable(),
  reviewedBy: person.nullable(),
  reviewedAt: instant.nullable(),
  sentOn: day.nullable(),
  sentWay: z.enum(wayNames).nullable(),
  receiver: z.string().nullable(),
  receiptOn: day.nullable(),
  receiptNote: z.string().nullable(),
  returnReason: z.string().nullable(),
  /** The report of this period that this one corrects, and the one that corrects this. */
  correctsId: id.nullable(),
  successorId: id.nullable(),
  firstSentOn: day.nullable(),
  dueOn: day.nullable(),
  workingDaysLeft,
  /** How the indicators of the set are delivered by plan. */
  plannedWays: z.array(z.enum(wayNames)),
  owed: z.int(),
  lines: z.array(Line),
  missing: z.array(cell),
  outdated: z.array(cell),
  /** In force, lapsed, and those of the reports before; newest first. */
  signatures: z.array(ReportSignature),
  signedOn: day.nullable(),
  /** Of the canonical content: what a signer has seen, and afterwards what was signed. */
  digest,
  letter: Letter.nullable(),
  table: Table,
  /** The collecting unit's own form, where one is in force for the period. */
  unitTable: UnitTable.nullable(),
  files: z.array(ReportFile),
})
export type DataReport = z.infer<typeof DataReport>

export const ReportRow = z.strictObject({
  id,
  year: z.int(),
  period: z.string(),
  number: z.int(),
  state,
  subject: z.string(),
  collectingUnit: unit,
  coordinatingDivisionName: text,
  dueOn: day.nullable(),
  workingDaysLeft,
  sentOn: day.nullable(),
  documentNumber: z.string().nullable(),
  /** Data of a report under way or sent have been corrected since. */
  isOutdated: z.boolean(),
})
export type ReportRow = z.infer<typeof ReportRow>

/** What is owed to one collecting unit for one period through one coordinating division, and how much is accepted. */
export const ReportableSet = z.strictObject({
  collectingUnit: unit,
  coordinatingDivisionId: id,
  coordinatingDivisionName: text,
  period: z.string(),
  dueOn: day.nullable(),
  workingDaysLeft,
  owed: z.int(),
  accepted: z.int(),
  nil: z.int(),
  missing: z.array(cell),
  reportId: id.nullable(),
})
export type ReportableSet = z.infer<typeof ReportableSet>

/** With what the form of the first assembly begins with: how the report before was called and who was named. */
export const ReportableSetDetail = ReportableSet.extend({
  proposed: z.strictObject({ ...details, subject: z.string() }),
})
export type ReportableSetDetail = z.infer<typeof ReportableSetDetail>

const access = [businessPost]
export const bySet = { collectingUnitId: id, coordinatingDivisionId: id, period: periodCode }

/** Visible: the coordinating division's own; all to the performance office and the leading group's head and deputies. */
export const listReports = endpoint({
  method: 'GET',
  path: '/api/reports',
  summary: { zh: '汇总报送', en: 'Reports to collecting units' },
  access,
  query: z.strictObject({
    year: z.coerce.number().int().optional(),
    state: state.optional(),
    unitId: id.optional(),
    ...paging,
  }),
  reply: pageOf(ReportRow),
})

/** Sets whose entry has opened and that have no report yet, earliest due day first. */
export const listReportableSets = endpoint({
  method: 'GET',
  path: '/api/reports/sets',
  summary: { zh: '待汇总的数据', en: 'Data waiting to be assembled' },
  access,
  query: z.strictObject({ year: z.coerce.number().int() }),
  reply: z.strictObject({ rows: z.array(ReportableSet) }),
})

export const readReportableSet = endpoint({
  method: 'GET',
  path: '/api/reports/set',
  summary: { zh: '查看待汇总的数据', en: 'Data of one period for one collecting unit' },
  access,
  query: z.strictObject(bySet),
  reply: ReportableSetDetail,
})

export const readReport = endpoint({
  method: 'GET',
  path: '/api/reports/:id',
  summary: { zh: '查看汇总报送', en: 'Read a report' },
  access,
  params: byId,
  reply: DataReport,
})

export const downloadReportFile = endpoint({
  method: 'GET',
  path: '/api/reports/:id/files/:kind',
  summary: { zh: '下载报送文件', en: 'Download a file of the report' },
  access,
  params: z.strictObject({ id, kind: z.enum(fileKinds) }),
  /** Of several attachments, which. */
  query: z.strictObject({ digest: digest.optional() }),
  reply: z.unknown(),
  download: true,
})

export const readReportHistory = historyOf('/api/reports/:id/history', access)
