import { z } from 'zod'
import { periodCode } from '#domain/calendar/periods.ts'
import { divisionPosts, performanceOffice } from '#domain/kernel/actor.ts'
import { byId, day, endpoint, id, instant, text, version, withReason } from '#domain/kernel/endpoint.ts'
import { HistoryEntry } from '#domain/kernel/history.ts'
import { hasPost } from '#domain/kernel/lifecycle.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { FeedMapping, feedColumnNames, NamedIndicator } from './feedMapping.ts'
import { addressFault, feedFormatNames, feedKindNames, runStateNames } from './feedSource.ts'

const looks = [hasPost<unknown>([...divisionPosts, ...performanceOffice])]
const keeps = [hasPost<unknown>(divisionPosts)]

/** One reading: asked for, fetched, taken in or failed. A null `runBy` is the daily reading. */
export const SourceRun = z.strictObject({
  id,
  state: z.enum(runStateNames),
  runBy: z.string().nullable(),
  runAt: instant,
  scheduledOn: day.nullable(),
  fileName: z.string().nullable(),
  mappingNumber: z.int().nullable(),
  /** Figures it gave, of those how many differ from what was there, and rows passed over. */
  figures: z.int().nullable(),
  passed: z.int().nullable(),
  fault: text.nullable(),
})
export type SourceRun = z.infer<typeof SourceRun>

const content = {
  name: z.string().trim().min(2).max(60),
  kind: z.enum(feedKindNames),
  format: z.enum(feedFormatNames),
  /** What the file is called that is uploaded each period; for whoever looks for it. */
  fileName: z.string().trim().max(100),
  address: z.string().trim().max(1000).nullable(),
  isDaily: z.boolean(),
}

export const FeedSource = z.strictObject({
  ...content,
  id,
  version,
  divisionId: id,
  division: text,
  madeBy: z.string(),
  madeAt: instant,
  isEnded: z.boolean(),
  isBeingFetched: z.boolean(),
  /** Whether host and port of its address are among the allowed ones now. */
  isHostAllowed: z.boolean(),
  mapping: z.strictObject({ number: z.int(), content: FeedMapping, madeBy: z.string(), madeAt: instant }).nullable(),
  last: SourceRun.nullable(),
})
export type FeedSource = z.infer<typeof FeedSource>

/** The feeds of the own division; all to the performance office. */
export const listFeeds = endpoint({
  method: 'GET',
  path: '/api/feeds',
  summary: { zh: '数据源一览', en: 'List feeds' },
  access: looks,
  reply: z.strictObject({ rows: z.array(FeedSource) }),
})

export const readFeed = endpoint({
  method: 'GET',
  path: '/api/feeds/:id',
  summary: { zh: '数据源', en: 'Feed' },
  access: looks,
  params: byId,
  reply: FeedSource.extend({
    runs: z.array(SourceRun),
    mappings: z.array(z.strictObject({ number: z.int(), madeBy: z.string(), madeAt: instant })),
  }),
})
export type FeedRead = z.infer<typeof readFeed.reply>

export const readFeedHistory = endpoint({
  method: 'GET',
  path: '/api/feeds/:id/history',
  summary: { zh: '数据源的办理记录', en: 'History of a feed' },
  basis: 'history.read',
  access: looks,
  params: byId,
  reply: z.strictObject({ rows: z.array(HistoryEntry) }),
})

/** What kind and address have to do with one another. */
export const sound = <Shape extends z.ZodType<{ kind: string; address: string | null; isDaily: boolean }>>(of: Shape) =>
  of.superRefine(({ kind, address, isDaily }, context) => {
    const say = (path: string, zh: string, en: string) =>
      context.addIssue({ code: 'custom', path: [path], message: inBoth({ zh, en }) })
    const fault = address === null ? undefined : addressFault(address)
    if (fault) say('address', fault.zh, fault.en)
    if (kind === 'address' && address === null) say('address', '须填写地址。', 'An address is needed.')
    if (kind === 'file' && address !== null)
      say('address', '上传文件的数据源没有地址。', 'An uploaded file has no address.')
    if (kind === 'file' && isDaily)
      say('isDaily', '上传的文件不能自动读取。', 'What is uploaded cannot be read by itself.')
  })

/** A feed of the own division. 422 where the host of its address is not allowed. */
export const addFeed = endpoint({
  method: 'POST',
  path: '/api/feeds',
  summary: { zh: '登记数据源', en: 'Add a feed' },
  basis: 'feed.keep',
  access: keeps,
  body: sound(z.strictObject(content)),
  reply: FeedSource,
})

export const changeFeed = endpoint({
  method: 'PUT',
  path: '/api/feeds/:id',
  summary: { zh: '修改数据源', en: 'Change a feed' },
  basis: 'feed.keep',
  access: keeps,
  params: byId,
  body: sound(z.strictObject({ ...content, version })),
  reply: FeedSource,
})

/** It is read no more; what it gave stays. */
export const endFeed = endpoint({
  method: 'POST',
  path: '/api/feeds/:id/ending',
  summary: { zh: '停用数据源', en: 'End a feed' },
  basis: 'feed.keep',
  access: keeps,
  params: byId,
  body: withReason,
  reply: FeedSource,
})

/** What the columns are, as a new version. */
export const mapFeed = endpoint({
  method: 'POST',
  path: '/api/feeds/:id/mappings',
  summary: { zh: '保存各列含义', en: 'Keep the mapping' },
  basis: 'feed.keep',
  access: keeps,
  params: byId,
  body: z.strictObject({ version, mapping: FeedMapping }),
  reply: FeedSource,
})

const FeedRow = z.strictObject({
  row: z.int(),
  outcome: z.enum(['taken', 'unchanged', 'passed', 'refused']),
  message: text.nullable(),
  dutyId: id.nullable(),
  indicator: z.string().nullable(),
  unit: z.string().nullable(),
  decimals: z.int().nullable(),
  period: periodCode.nullable(),
  value: z.string().nullable(),
  /** What this feed gave before. */
  before: z.string().nullable(),
})
const Column = z.strictObject({
  heading: z.string(),
  field: z.enum(feedColumnNames).nullable(),
  samples: z.array(z.string()),
})

/** As many rows of a trial as are listed, refused ones first; the counts are of all. */
export const mostFeedRows = 300

/** What would be made of a file, with how its columns were taken. `mapping` null: too little was recognised. */
export const FeedTrial = z.strictObject({
  file: z.strictObject({ id, name: z.string() }),
  columns: z.array(Column),
  mapping: FeedMapping.nullable(),
  isKept: z.boolean(),
  /** Names in the column of indicators that are none of the division's. */
  unknownNames: z.array(z.string()),
  indicators: z.array(NamedIndicator),
  fault: text.nullable(),
  taken: z.int(),
  unchanged: z.int(),
  passed: z.int(),
  refused: z.int(),
  rows: z.array(FeedRow),
  seen: z.string(),
})
export type FeedTrial = z.infer<typeof FeedTrial>

/** `fileId` is an own upload, `runId` what was fetched. */
const from = { fileId: id.optional(), runId: id.optional() }

/** Reads without writing, by `mapping` (as `mappingText` writes it), the mapping kept, or what the headings say. */
export const tryFeed = endpoint({
  method: 'GET',
  path: '/api/feeds/:id/dry-run',
  summary: { zh: '试读数据源', en: 'Try a feed' },
  basis: 'feed.read',
  access: keeps,
  params: byId,
  query: z.strictObject({ ...from, mapping: z.string().max(20_000).optional() }),
  reply: FeedTrial,
})

/** Asks for what stands at the address; it is fetched by itself and waits to be looked at. */
export const fetchFeed = endpoint({
  method: 'POST',
  path: '/api/feeds/:id/fetches',
  summary: { zh: '现在取数', en: 'Fetch now' },
  basis: 'feed.read',
  access: keeps,
  params: byId,
  reply: SourceRun,
})

/**
 * All figures as prefilled entries of open duties, or none: with a refused row nothing is taken. Nothing is handed in.
 * `seen` is that of the trial; 409 `feed_changed` where it would be another one now.
 */
export const takeFeed = endpoint({
  method: 'POST',
  path: '/api/feeds/:id/readings',
  summary: { zh: '读入', en: 'Take in' },
  basis: 'feed.read',
  access: keeps,
  params: byId,
  body: z.strictObject({ ...from, seen: z.string().regex(/^[0-9a-f]{64}$/) }),
  reply: SourceRun,
})
