import { z } from 'zod'
import { periodCode } from '#domain/calendar/periods.ts'
import { divisionPosts } from '#domain/kernel/actor.ts'
import { endpoint, id, text } from '#domain/kernel/endpoint.ts'
import { hasPost } from '#domain/kernel/lifecycle.ts'
import { entryKinds } from './duty.ts'

const fills = [hasPost<unknown>(divisionPosts)]

/** As many rows of a run as are listed; the file of errors holds all that were refused. */
export const mostRowsShown = 500

/** What would be made of a file: refused rows first. */
export const EntryTableRun = z.strictObject({
  file: z.strictObject({ id, name: z.string() }),
  accepted: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  rows: z.array(
    z.strictObject({
      row: z.int(),
      outcome: z.enum(['accepted', 'unchanged', 'refused']),
      message: text.nullable(),
      period: periodCode.nullable(),
      indicator: z.string().nullable(),
      kind: z.enum(entryKinds).nullable(),
      value: z.string().nullable(),
    }),
  ),
  /** What the drafts said when the file was tried; another import meanwhile makes it another. */
  seen: z.string(),
})
export type EntryTableRun = z.infer<typeof EntryTableRun>

/** The duties to be filled as a workbook, one row each with its key; what is kept as a draft stands in it. */
export const downloadEntryTable = endpoint({
  method: 'GET',
  path: '/api/entry-table',
  summary: { zh: '下载填报表', en: 'Download the table to fill in' },
  basis: 'duty.fill',
  access: fills,
  query: z.strictObject({ period: periodCode.optional() }),
  reply: z.unknown(),
  download: true,
})

/** Reads an own upload against the duties to be filled and writes nothing. 422 where it is no table. */
export const tryEntryTable = endpoint({
  method: 'GET',
  path: '/api/entry-table/dry-run/:fileId',
  summary: { zh: '试读填报表', en: 'Try a table of figures' },
  basis: 'duty.fill',
  access: fills,
  params: z.strictObject({ fileId: id }),
  reply: EntryTableRun,
})

/** The refused rows as they came, with the reason of each behind them. */
export const downloadEntryErrors = endpoint({
  method: 'GET',
  path: '/api/entry-table/errors/:fileId',
  summary: { zh: '下载错误行', en: 'Download the refused rows' },
  basis: 'duty.fill',
  access: fills,
  params: z.strictObject({ fileId: id }),
  reply: z.unknown(),
  download: true,
})

/**
 * All accepted rows as private drafts, or none: with a refused row nothing is imported. `seen` is that of the trial; where
 * a draft changed since, as by another file, it is 409 `draft_changed`.
 */
export const importEntryTable = endpoint({
  method: 'POST',
  path: '/api/entry-table',
  summary: { zh: '导入填报表', en: 'Import a table of figures' },
  basis: 'duty.fill',
  access: fills,
  body: z.strictObject({ fileId: id, seen: z.string().regex(/^[0-9a-f]{64}$/) }),
  reply: z.strictObject({ drafts: z.int() }),
})
