import { z } from 'zod'
import { frequencyKinds, periodCode } from '#domain/calendar/periods.ts'
import { cardSteps, ladders } from '#domain/card/card.ts'
import {
  byId,
  day,
  endpoint,
  id,
  instant,
  pageOf,
  paging,
  text,
  version,
  yearInAddress,
} from '#domain/kernel/endpoint.ts'
import { historyOf } from '#domain/kernel/historyOf.ts'
import { businessPost } from '#domain/kernel/lifecycle.ts'
import { AskedForm } from './collectionContent.ts'
import { entryKinds, stageNames } from './duty.ts'
import { mostDigits } from './dutyCheck.ts'
import { countedKinds, dueKinds, month } from './dutyFilters.ts'
import { dataStateKinds } from './dutyStates.ts'
import { FormContent, noContent } from './form.ts'
import { Evidence, Submission } from './submission.api.ts'

const decimal = z.string()
const stage = z.enum(stageNames)
const kind = z.enum(entryKinds).nullable()
const year = yearInAddress
export const Named = z.strictObject({ id, name: text })

/** What a card on a duty says; the names of the steps are the rule pack's. */
export const DutyCard = z.strictObject({
  ladder: z.enum(Object.keys(ladders) as [keyof typeof ladders, ...(keyof typeof ladders)[]]),
  step: z.enum(cardSteps),
  firedOn: day,
  dueOn: day,
  settledOn: day.nullable(),
  withdrawnOn: day.nullable(),
  division: text,
})
export type DutyCard = z.infer<typeof DutyCard>

/** What `dataStates` asks, and the days beside it. */
const data = {
  stage,
  kind,
  value: decimal.nullable(),
  firstSignedOn: day.nullable(),
  internalDueOn: day.nullable(),
  externalDueOn: day.nullable(),
  isCorrected: z.boolean(),
  lateStart: z.boolean(),
}

/** What the transitions ask (duty.ts) besides the stage. */
const facts = {
  opensOn: day,
  responsibleDivisionId: id,
  coordinatingDivisionId: id,
  enteredBy: id.nullable(),
  signedBy: id.nullable(),
  signedFor: id.nullable(),
  acceptedByDeputy: z.boolean(),
  hasDeputyInCharge: z.boolean(),
  isPreliminary: z.boolean(),
}

const indicator = z.strictObject({ id, name: z.string(), unit: z.string(), decimals: z.int() })
const item = z.strictObject({ id, code: z.string(), title: z.string() })

/** One duty in a list: its facts for states and buttons, and the names a reader needs. */
export const DutyRow = z.strictObject({
  id,
  version: z.int(),
  year: z.int(),
  period: periodCode,
  ...data,
  ...facts,
  indicator,
  item,
  responsibleDivision: text,
  coordinatingDivision: text,
  collectingUnit: Named.nullable(),
  card: DutyCard.omit({ division: true, dueOn: true, firedOn: true, withdrawnOn: true }).nullable(),
})
export type DutyRow = z.infer<typeof DutyRow>

const filters = {
  /** Of the performance year; may be left out where a month or a due day is named. */
  year: year.optional(),
  period: periodCode.optional(),
  stage: stage.optional(),
  divisionId: id.optional(),
  collectingUnitId: id.optional(),
  dataState: z.enum(dataStateKinds).optional(),
  /** Due on this day, by the one or the other kind of due day. */
  dueOn: day.optional(),
  due: z.enum(dueKinds).default('external'),
  /** Whose form opens in this month, and of those what the burden meter counts. */
  askedIn: month.optional(),
  counted: z.enum(countedKinds).optional(),
  withdrawn: z.enum(['included', 'excluded']).default('included'),
  /** Of items of this dimension. */
  dimension: z.string().max(40).optional(),
  /** Not yet with whoever collects it. */
  owed: z.literal('yes').optional(),
  /** Whose first due day is this one or a later one: with `dataState=missing`, what became overdue since. */
  missedFrom: day.optional(),
}
const namesItsTime = ({ year, dueOn, askedIn }: Readonly<Partial<Record<'year' | 'dueOn' | 'askedIn', unknown>>>) =>
  year !== undefined || dueOn !== undefined || askedIn !== undefined

/** Duties by external due day; those whose day is awaited come last. A division sees those it owes or coordinates. */
export const listDuties = endpoint({
  method: 'GET',
  path: '/api/duties',
  summary: { zh: '报送义务一览', en: 'List duties' },
  access: [businessPost],
  query: z.strictObject({ ...filters, ...paging }).refine(namesItsTime, { path: ['year'] }),
  reply: pageOf(DutyRow),
})

/** The same list as .xlsx, as long as it is: written while it is read. */
export const downloadDuties = endpoint({
  method: 'GET',
  path: '/api/duties/table',
  summary: { zh: '导出数据清单', en: 'Export the list of data' },
  access: [businessPost],
  query: z.strictObject(filters).refine(namesItsTime, { path: ['year'] }),
  reply: z.unknown(),
  download: true,
})

export const MatrixCell = z.strictObject({
  dutyId: id,
  period: periodCode,
  opensOn: day,
  ...data,
  card: DutyCard.omit({ division: true, dueOn: true, firedOn: true, withdrawnOn: true }).nullable(),
})
export type MatrixCell = z.infer<typeof MatrixCell>

export const MatrixRow = z.strictObject({
  indicator: indicator.extend({ frequency: z.enum(frequencyKinds) }),
  item,
  responsibleDivision: Named,
  coordinatingDivision: text,
  collectingUnit: Named.nullable(),
  cells: z.array(MatrixCell),
})
export type MatrixRow = z.infer<typeof MatrixRow>

/** A year as indicator × period, in the order of the plan, so many indicators at a time. */
export const readMatrix = endpoint({
  method: 'GET',
  path: '/api/duties/matrix',
  summary: { zh: '指标数据', en: 'Indicator data' },
  access: [businessPost],
  query: z.strictObject({
    ...{ year, divisionId: id.optional(), collectingUnitId: id.optional() },
    after: paging.after,
    /** Of indicators. */
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  reply: pageOf(MatrixRow).extend({
    /** Working days from today to each external due day that stands in the rows; negative once past. */
    workingDaysLeft: z.record(day, z.int().nullable()),
  }),
})

/**
 * What a source gives for this duty, in its unit. The daily passenger file counts passengers in many lines; a feed of
 * the division gives one line, and `source` leads to it.
 */
export const Suggestion = z.strictObject({
  value: decimal,
  passengers: decimal.nullable(),
  lines: z.int(),
  feed: z.string(),
  runAt: instant,
  source: z.strictObject({ id, name: z.string(), fileName: z.string(), sheet: z.string(), line: z.int() }).nullable(),
})
export type Suggestion = z.infer<typeof Suggestion>

export const Draft = z.strictObject({
  kind: z.enum(entryKinds),
  value: z.string().max(mostDigits).nullable(),
  note: z.string().max(1000),
  evidenceFileId: id.nullable(),
  content: FormContent.default(noContent),
})
export type Draft = z.infer<typeof Draft>

const FiguresByField = z.record(z.string(), decimal.nullable())
const Figure = z.strictObject({ period: periodCode, kind, value: decimal.nullable() })

/** Everything about one duty: enough to fill it, judge it, and see who vouched for it. */
export const Duty = DutyRow.omit({ card: true }).extend({
  definition: z.string(),
  target: decimal.nullable(),
  evidenceNeeded: z.boolean(),
  /** The collection plan by which it is asked; null: the default form of one figure. */
  form: AskedForm.nullable(),
  /** Of each number of the form: the figure of the period before and of the same period last year. */
  compared: z.strictObject({ lastPeriod: FiguresByField, lastYear: FiguresByField }),
  /** What was filled in last: the further fields and the files among them. */
  content: FormContent,
  files: z.record(z.string(), Evidence),
  returnReason: z.string().nullable(),
  signerName: z.string().nullable(),
  signedOn: day.nullable(),
  due: z.strictObject({
    reminderOn: day.nullable(),
    earlyWarningOn: day.nullable(),
    redOn: day.nullable(),
    revision: z.int(),
    packVersion: z.string(),
    settingsOn: day,
    /** Years whose official list of holidays is awaited, as '2027'. */
    awaiting: z.string().nullable(),
    /** Working days from today to the external due day; negative once it is over, null while a list is awaited. */
    workingDaysLeft: z.int().nullable(),
    internalWorkingDaysLeft: z.int().nullable(),
    workingDaysLate: z.int().nullable(),
  }),
  last: Figure.nullable(),
  lastYear: Figure.nullable(),
  /** The same indicator's figures before this period, oldest first, twelve at most. */
  recent: z.array(Figure),
  suggestion: Suggestion.nullable(),
  draft: Draft.extend({ version, savedAt: instant, evidence: Evidence.nullable() }).nullable(),
  submissions: z.array(Submission),
  /** Which of them is in force; null where none is. */
  submissionId: id.nullable(),
  cards: z.array(DutyCard),
  /** Who accepted the submission in force, from the history. */
  accepted: z
    .strictObject({
      personName: z.string(),
      division: text.nullable(),
      acceptedAt: instant,
      comment: z.string().nullable(),
    })
    .nullable(),
  reports: z.array(
    z.strictObject({ id, number: z.int(), state: z.string(), sentOn: day.nullable(), receiptOn: day.nullable() }),
  ),
})
export type Duty = z.infer<typeof Duty>

export const readDuty = endpoint({
  method: 'GET',
  path: '/api/duties/:id',
  summary: { zh: '查看报送义务', en: 'Read a duty' },
  access: [businessPost],
  params: byId,
  reply: Duty,
})

export const readDutyHistory = historyOf('/api/duties/:id/history', [businessPost])

export const downloadEvidence = endpoint({
  method: 'GET',
  path: '/api/duties/:id/evidence/:fileId',
  summary: { zh: '下载佐证', en: 'Download evidence' },
  access: [businessPost],
  params: z.strictObject({ id, fileId: id }),
  reply: z.unknown(),
  download: true,
})
