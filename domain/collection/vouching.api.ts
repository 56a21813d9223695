import { z } from 'zod'
import { periodCode } from '#domain/calendar/periods.ts'
import { posts } from '#domain/kernel/actor.ts'
import { byId, day, endpoint, id, instant, text } from '#domain/kernel/endpoint.ts'
import { businessPost } from '#domain/kernel/lifecycle.ts'
import { aggregateRuleNames } from './aggregate.ts'
import { Line } from './dataReport.content.ts'
import { LineField } from './dataReport.fields.ts'
import { stateNames, wayNames } from './dataReport.ts'
import { Named } from './duty.api.ts'
import { entryKinds, stageNames } from './duty.ts'
import { SourceLine } from './passengerLines.ts'
import { registeredWayNames } from './registration.ts'
import { Evidence } from './submission.api.ts'

const digest = z.string()
const post = z.enum(Object.keys(posts) as [keyof typeof posts, ...(keyof typeof posts)[]])

/** A digest as it was kept, and as the content gives it now, reckoned when the page was asked for. */
export const Proof = z.strictObject({
  digest,
  recomputed: digest,
  /** Both are one, and the content that was signed still names this figure. */
  isSame: z.boolean(),
})
export type Proof = z.infer<typeof Proof>

export const Vouch = z.strictObject({
  id,
  personName: z.string(),
  /** Whose post it was, where a stand-in signed. */
  inPlaceOf: z.string().nullable(),
  post,
  division: text,
  signedAt: instant,
  statement: z.string(),
  statementNumber: z.int(),
  proof: Proof,
  /** It vouches for what is in force: nothing it covers was changed since. */
  stands: z.boolean(),
  registered: z
    .strictObject({ way: z.enum(registeredWayNames), signedOn: day, receivedOn: day, byName: z.string() })
    .nullable(),
})
export type Vouch = z.infer<typeof Vouch>

/** The file that gave the figure, and the lines of it that add up to it, read when the page was asked for. */
export const Source = z.strictObject({
  runId: id,
  fileName: z.string(),
  runBy: z.string(),
  runAt: instant,
  proof: Proof,
  lines: z.array(SourceLine),
  passengers: z.string(),
  /** In the unit of the indicator. */
  value: z.string(),
  /** The figure that was handed in is what the lines give. */
  isSame: z.boolean(),
})
export type Source = z.infer<typeof Source>

/** The line of a feed's file in which the figure stands, read when the page was asked for. */
export const FeedLine = z.strictObject({
  runId: id,
  feedId: id,
  feedName: z.string(),
  fileName: z.string(),
  /** Null where it was fetched by itself. */
  runBy: z.string().nullable(),
  runAt: instant,
  mappingNumber: z.int().nullable(),
  proof: Proof,
  sheet: z.string(),
  line: z.int(),
  cells: z.array(z.strictObject({ heading: z.string(), text: z.string() })),
  value: z.string(),
  isSame: z.boolean(),
})
export type FeedLine = z.infer<typeof FeedLine>

/** The row of an imported table in which the figure stands, read when the page was asked for. */
export const TableLine = z.strictObject({
  fileName: z.string(),
  takenAt: instant,
  row: z.int(),
  kind: z.enum(entryKinds),
  /** As it was read; null for a nil return. */
  value: z.string().nullable(),
  isSame: z.boolean(),
  /** Null where the upload was no longer kept when it was imported. */
  proof: Proof.nullable(),
  cells: z.array(z.strictObject({ heading: z.string(), text: z.string() })),
})
export type TableLine = z.infer<typeof TableLine>

export const VouchedReport = z.strictObject({
  id,
  number: z.int(),
  state: z.enum(stateNames),
  subject: z.string(),
  collectingUnit: text,
  documentNumber: z.string().nullable(),
  /** The newest first; a report that is taken back is signed anew. */
  signatures: z.array(Vouch),
  reviewedBy: z.string().nullable(),
  reviewedAt: instant.nullable(),
  sentOn: day.nullable(),
  sentWay: z.enum(wayNames).nullable(),
  receiver: z.string().nullable(),
  receiptOn: day.nullable(),
  receiptNote: z.string().nullable(),
  /** The correction that took its place, where this post may open it. */
  successorNumber: z.int().nullable(),
  /** Whether this post may open the report itself. */
  isOpen: z.boolean(),
})
export type VouchedReport = z.infer<typeof VouchedReport>

export const VouchedVersion = z.strictObject({
  id,
  number: z.int(),
  kind: z.enum(entryKinds),
  value: z.string().nullable(),
  correctionReason: z.string().nullable(),
  enteredBy: z.string(),
  enteredAt: instant,
  signedBy: z.string().nullable(),
  signedAt: instant.nullable(),
})
export type VouchedVersion = z.infer<typeof VouchedVersion>

/** One figure, as one submission holds it, and everybody who vouched for it on its way (Art. 26 to 29). */
export const Vouching = z.strictObject({
  id,
  dutyId: id,
  period: periodCode,
  stage: z.enum(stageNames),
  indicator: z.strictObject({ name: z.string(), unit: z.string(), decimals: z.int() }),
  item: z.strictObject({ id, code: z.string(), title: z.string() }),
  responsibleDivision: text,
  coordinatingDivision: text,
  collectingUnit: Named.nullable(),
  number: z.int(),
  kind: z.enum(entryKinds),
  value: z.string().nullable(),
  note: z.string(),
  /** What the collection plan asks beside the figure, as it was signed. */
  further: z.array(LineField),
  correctionReason: z.string().nullable(),
  source: z.string(),
  enteredBy: z.string(),
  enteredAt: instant,
  proof: Proof,
  isInForce: z.boolean(),
  /** Whether this post may open the duty: the evidence is there. */
  isOpen: z.boolean(),
  evidence: Evidence.extend({ proof: Proof }).nullable(),
  signatures: z.array(Vouch),
  acceptance: z
    .strictObject({
      personName: z.string(),
      inPlaceOf: z.string().nullable(),
      post: post.nullable(),
      division: text.nullable(),
      acceptedAt: instant,
      comment: z.string().nullable(),
    })
    .nullable(),
  file: Source.nullable(),
  feedLine: FeedLine.nullable(),
  tableLine: TableLine.nullable(),
  reports: z.array(VouchedReport),
  /** Every version of the figure, the newest first. */
  versions: z.array(VouchedVersion),
  checkedAt: instant,
})
export type Vouching = z.infer<typeof Vouching>

/** Whoever sees the duty, or a report that holds this submission, sees who vouched for it. */
export const readVouching = endpoint({
  method: 'GET',
  path: '/api/figures/:id',
  summary: { zh: '查看数据由谁负责', en: 'Who vouched for a figure' },
  access: [businessPost],
  params: byId,
  reply: Vouching,
})

export const VouchedLine = Line.pick({
  ...{ submissionId: true, name: true, unit: true, decimals: true, divisionName: true, kind: true, value: true },
  ...{ submissionNumber: true, signedBy: true, signedAt: true, isOutdated: true },
})
export type VouchedLine = z.infer<typeof VouchedLine>

/** A figure that a report puts together: its rule, what it gives now, and every figure that it was made of. */
export const VouchedSum = z.strictObject({
  reportId: id,
  subject: z.string(),
  period: z.string(),
  name: z.string(),
  unit: z.string(),
  decimals: z.int(),
  rule: z.enum(aggregateRuleNames),
  /** Reckoned when the page was asked for, and as the table of the report has it; null where there was nothing to reckon with. */
  value: z.string().nullable(),
  shown: z.string().nullable(),
  isSame: z.boolean(),
  of: z.array(VouchedLine),
  by: z.array(VouchedLine),
  /** The report itself, with who signed, reviewed and sent it. */
  reports: z.array(VouchedReport),
  checkedAt: instant,
})
export type VouchedSum = z.infer<typeof VouchedSum>

/** `at`: its place among what the report puts together, totals first. Whoever sees the report sees it. */
export const readVouchedSum = endpoint({
  method: 'GET',
  path: '/api/reports/:id/figures/:at',
  summary: { zh: '查看汇总数由谁负责', en: 'Who vouched for a figure that was put together' },
  access: [businessPost],
  params: z.strictObject({ id, at: z.coerce.number().int().min(0).max(200) }),
  reply: VouchedSum,
})
