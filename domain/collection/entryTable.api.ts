import { z } from 'zod'
import { periodCode } from '#domain/calendar/periods.ts'
import { divisionPosts } from '#domain/kernel/actor.ts'
import { byId, endpoint, id, text } from '#domain/kernel/endpoint.ts'
import { hasPost } from '#domain/kernel/lifecycle.ts'
import { entryKinds } from './duty.ts'
import { entryImportStateNames } from './entryImport.ts'

const fills = [hasPost<unknown>(divisionPosts)]

/** As many rows of an import are listed; the file of errors holds all that were refused. */
export const mostRowsShown = 500
/** As many imports of a person are listed, the latest first. */
export const mostImportsShown = 10

const importFields = {
  id,
  state: z.enum(entryImportStateNames),
  fileName: z.string(),
  /** Rows dealt with so far of those expected: while it is read of the lines of the file, while it is imported of the accepted ones. */
  rowsDone: z.int(),
  rowsTotal: z.int().nullable(),
  accepted: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  /** Why nothing was written, where it ended without. */
  failure: text.nullable(),
  begunAt: z.iso.datetime(),
}

/** How far an import is, and once it was read what becomes of its rows, refused ones first. */
export const EntryImport = z.strictObject({
  ...importFields,
  rows: z.array(
    z.strictObject({
      row: z.int(),
      outcome: z.enum(['accepted', 'unchanged', 'refused']),
      message: text.nullable(),
      /** The heading of the column that is refused. */
      column: z.string().nullable(),
      period: periodCode.nullable(),
      indicator: z.string().nullable(),
      kind: z.enum(entryKinds).nullable(),
      value: z.string().nullable(),
    }),
  ),
})
export type EntryImport = z.infer<typeof EntryImport>

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

/**
 * Begins to read an own upload against the duties to be filled; nothing is written into the drafts by it. The answer comes
 * at once, a job reads on: ask `readEntryImport` how far it is. 409 `import_under_way` while another one of the person runs.
 */
export const startEntryImport = endpoint({
  method: 'POST',
  path: '/api/entry-imports',
  summary: { zh: '试读填报表', en: 'Try a table of figures' },
  basis: 'duty.fill',
  access: fills,
  body: z.strictObject({ fileId: id }),
  reply: EntryImport,
})

/** One's own imports, the latest first. */
export const listEntryImports = endpoint({
  method: 'GET',
  path: '/api/entry-imports',
  summary: { zh: '填报表导入记录', en: 'Imports of tables of figures' },
  basis: 'duty.fill',
  access: fills,
  reply: z.strictObject({ rows: z.array(z.strictObject(importFields)) }),
})

/** How far an own import is and what it came to. */
export const readEntryImport = endpoint({
  method: 'GET',
  path: '/api/entry-imports/:id',
  summary: { zh: '填报表导入进度', en: 'Progress of an import' },
  basis: 'duty.fill',
  access: fills,
  params: byId,
  reply: EntryImport,
})

/** The refused rows as they came, with column and reason of each behind them; kept for a week. */
export const downloadEntryErrors = endpoint({
  method: 'GET',
  path: '/api/entry-imports/:id/errors',
  summary: { zh: '下载错误行', en: 'Download the refused rows' },
  basis: 'duty.fill',
  access: fills,
  params: byId,
  reply: z.unknown(),
  download: true,
})

/**
 * All accepted rows as private drafts, or none: with a refused row nothing is imported. A job does it in one transaction;
 * where a draft changed since the trial, as by another file, the import fails with the sentence and nothing is written.
 */
export const takeEntryImport = endpoint({
  method: 'POST',
  path: '/api/entry-imports/:id/take',
  summary: { zh: '导入填报表', en: 'Import a table of figures' },
  basis: 'duty.fill',
  access: fills,
  params: byId,
  reply: EntryImport,
})

/** Ends an own import before it is done: nothing of it was written. */
export const cancelEntryImport = endpoint({
  method: 'POST',
  path: '/api/entry-imports/:id/cancel',
  summary: { zh: '取消导入', en: 'Cancel an import' },
  basis: 'duty.fill',
  access: fills,
  params: byId,
  reply: EntryImport,
})
