import { z } from 'zod'
import { periodCode } from '#domain/calendar/periods.ts'
import { divisionPosts, performanceOffice } from '#domain/kernel/actor.ts'
import { endpoint, id, instant, performanceYear, text, yearInAddress } from '#domain/kernel/endpoint.ts'
import { hasPost } from '#domain/kernel/lifecycle.ts'
import { stageNames } from './duty.ts'

const access = [hasPost<unknown>([...performanceOffice, ...divisionPosts])]
const year = yearInAddress

/** One figure the file gives, beside what the duty has. */
export const Proposed = z.strictObject({
  dutyId: id,
  period: periodCode,
  indicator: z.string(),
  unit: z.string(),
  decimals: z.int(),
  port: text,
  passengers: z.string(),
  lines: z.int(),
  days: z.int(),
  value: z.string(),
  lastYearValue: z.string().nullable(),
  stage: z.enum(stageNames),
  /** What an earlier file gave, and what was handed in. */
  before: z.string().nullable(),
  given: z.string().nullable(),
})
export type Proposed = z.infer<typeof Proposed>

/** What would be imported from an upload; nothing is changed. With any problem nothing can be imported. */
export const dryRunPassengers = endpoint({
  method: 'GET',
  path: '/api/feeds/passengers/dry-run',
  summary: { zh: '预览客流导入', en: 'Preview the passenger import' },
  basis: 'passengers.import',
  access,
  query: z.strictObject({ fileId: id, year }),
  reply: z.strictObject({
    rows: z.array(Proposed),
    /** Control points that are not on a Shenzhen port. */
    ignored: z.array(z.string()),
    problems: z.array(z.strictObject({ line: z.int(), message: text })),
  }),
})
export type PassengersDryRun = z.infer<typeof dryRunPassengers.reply>

export const FeedRun = z.strictObject({
  id,
  year: z.int(),
  fileName: z.string(),
  runBy: z.string(),
  runAt: instant,
  figures: z.int(),
  changed: z.int(),
  ignored: z.array(z.string()),
})
export type FeedRun = z.infer<typeof FeedRun>

/** All or nothing: proposals for the duties of the year whose entry has opened. Nothing is handed in by it. */
export const importPassengers = endpoint({
  method: 'POST',
  path: '/api/feeds/passengers/import',
  summary: { zh: '导入客流', en: 'Import passengers' },
  basis: 'passengers.import',
  access,
  body: z.strictObject({ fileId: id, year: performanceYear }),
  reply: FeedRun,
})

export const listFeedRuns = endpoint({
  method: 'GET',
  path: '/api/feeds/passengers/runs',
  summary: { zh: '客流导入记录', en: 'Passenger imports' },
  access,
  query: z.strictObject({ year }),
  reply: z.strictObject({ rows: z.array(FeedRun) }),
})
