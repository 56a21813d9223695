import { z } from 'zod'
import { periodCode } from '#domain/calendar/periods.ts'
import { type DocumentState, documentStates } from '#domain/document/documentState.ts'
import { performanceOffice } from '#domain/kernel/actor.ts'
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
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { BulletinPart } from './content.ts'
import { blockKinds, figureKeys, type SourceKey, sourceKeys, tableKeys } from './figure.ts'

const state = z.enum(Object.keys(documentStates) as [DocumentState, ...DocumentState[]])
const block = z.enum(blockKinds)
const source = z.enum(sourceKeys as unknown as readonly [SourceKey, ...SourceKey[]])
const Named = z.strictObject({ id, name: text })
const rows = z.array(z.array(z.string()))
const title = z.string().trim().min(2).max(120)

export const BulletinRow = z.strictObject({
  id,
  period: periodCode,
  cutOffOn: day,
  title: z.string(),
  state,
  documentId: id,
  number: z.string().nullable(),
  datedOn: day.nullable(),
  isCorrection: z.boolean(),
  /** Issued ones that correct this one. */
  correctedBy: z.array(z.strictObject({ id, number: z.string() })),
  toAll: z.boolean(),
})
export type BulletinRow = z.infer<typeof BulletinRow>

/** `now`: as it is counted at this moment, for whoever drafts; `isUsed`: it is printed with the words as they are. */
export const BulletinFigure = z.strictObject({
  key: z.enum(figureKeys),
  value: z.string().nullable(),
  now: z.string().nullable(),
  isConfirmed: z.boolean(),
  isUsed: z.boolean(),
  hasChanged: z.boolean(),
})
export type BulletinFigure = z.infer<typeof BulletinFigure>

export const BulletinTable = z.strictObject({
  key: z.enum(tableKeys),
  value: rows,
  now: rows,
  isConfirmed: z.boolean(),
  isUsed: z.boolean(),
  hasChanged: z.boolean(),
})
export type BulletinTable = z.infer<typeof BulletinTable>

export const Bulletin = z.strictObject({
  ...BulletinRow.shape,
  version,
  year: z.int(),
  fromOn: day,
  toOn: day,
  addressee: z.string(),
  recipients: z.array(Named),
  corrects: z.strictObject({ id, title: z.string(), number: z.string().nullable() }).nullable(),
  blocks: z.array(z.strictObject({ kind: block, version, words: z.string(), writer: z.string(), writtenAt: instant })),
  /** All of them for whoever sees drafts; once it is issued those that are printed, for every reader. */
  figures: z.array(BulletinFigure),
  tables: z.array(BulletinTable),
  parts: z.array(BulletinPart),
})
export type Bulletin = z.infer<typeof Bulletin>

/** The bulletins of a year, the latest period first. A division sees those that are addressed to it. */
export const listBulletins = endpoint({
  method: 'GET',
  path: '/api/bulletins',
  summary: { zh: '通报一览', en: 'List bulletins' },
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress.optional(), ...paging }),
  reply: pageOf(BulletinRow),
})

export const readBulletin = endpoint({
  method: 'GET',
  path: '/api/bulletins/:id',
  summary: { zh: '通报', en: 'Bulletin' },
  access: [businessPost],
  params: byId,
  reply: Bulletin,
})

/** For whoever sees drafts; 404 for others. */
export const readBulletinHistory = historyOf('/api/bulletins/:id/history', [businessPost])

const drafting = { basis: 'bulletin.draft', access: [hasPost(performanceOffice)], reply: Bulletin } as const

/**
 * Begins the bulletin of a month or quarter with proposed words and the figures of the moment; `correctsId` where it
 * corrects an issued one. 409 `bulletin_exists`, `period_to_come`, `cut_off_day`, `not_issued`.
 */
export const beginBulletin = endpoint({
  ...drafting,
  method: 'POST',
  path: '/api/bulletins',
  summary: { zh: '拟通报', en: 'Draft a bulletin' },
  body: z.strictObject({ period: periodCode, cutOffOn: day, correctsId: id.nullable().default(null) }),
})

/** Title and recipients. */
export const saveBulletin = endpoint({
  ...drafting,
  method: 'PUT',
  path: '/api/bulletins/:id',
  summary: { zh: '修改标题和范围', en: 'Change title and recipients' },
  params: byId,
  body: z.strictObject({ version, title, toAll: z.boolean(), divisionIds: z.array(id).max(300) }),
})

/** `version` is the block's. 422 for a mark that names no figure. */
export const saveBlock = endpoint({
  ...drafting,
  method: 'PUT',
  path: '/api/bulletins/:id/blocks/:kind',
  summary: { zh: '修改板块文字', en: 'Change the words of a block' },
  params: z.strictObject({ id, kind: block }),
  body: z.strictObject({ version, words: z.string().trim().max(4000) }),
})

/**
 * Confirms figures and tables with the values that were read, which stand for a version: 409 `figure_changed` where one
 * is another by now.
 */
export const confirmFigures = endpoint({
  ...drafting,
  method: 'POST',
  path: '/api/bulletins/:id/confirmations',
  summary: { zh: '确认数字', en: 'Confirm figures' },
  params: byId,
  body: z.strictObject({
    figures: z
      .array(z.strictObject({ key: source, value: z.union([z.string(), rows]).nullable() }))
      .min(1)
      .max(60),
  }),
})
