import { z } from 'zod'
import { leadingGroup, performanceOffice } from '#domain/kernel/actor.ts'
import {
  byId,
  day,
  endpoint,
  id,
  instant,
  pageOf,
  paging,
  version,
  versionOnly,
  withReason,
  yearInAddress,
} from '#domain/kernel/endpoint.ts'
import { StoredFile } from '#domain/kernel/file.api.ts'
import { historyOf } from '#domain/kernel/historyOf.ts'
import { hasPost } from '#domain/kernel/lifecycle.ts'
import { ticketStateNames } from '#domain/supervision/ticket.ts'
import { briefedKindNames, briefingStateNames } from './briefing.ts'

const Person = z.strictObject({ id, name: z.string() })
const readers = [hasPost<unknown>([...leadingGroup, ...performanceOffice])]
const title = z.string().trim().min(2).max(120)
const words = z.string().trim().min(2).max(10_000)

export const BriefingRow = z.strictObject({
  id,
  year: z.int(),
  number: z.int().nullable(),
  state: z.enum(briefingStateNames),
  title: z.string(),
  draftedAt: instant,
  sentAt: instant.nullable(),
  /** How many of those it was sent to have read it. */
  read: z.int(),
  readers: z.int(),
  instructions: z.int(),
})
export type BriefingRow = z.infer<typeof BriefingRow>

export const BriefedSource = z.strictObject({
  kind: z.enum(briefedKindNames),
  id,
  title: z.string(),
  link: z.string(),
})
export type BriefedSource = z.infer<typeof BriefedSource>

/** One instruction. The ticket is told to all who see the briefing: its number, if it has one, and its state. */
export const Instruction = z.strictObject({
  id,
  leader: Person,
  words: z.string(),
  givenOn: day,
  recordedBy: Person,
  recordedAt: instant,
  scan: StoredFile.pick({ id: true, name: true, size: true }).nullable(),
  ticket: z
    .strictObject({ id, year: z.int(), number: z.int().nullable(), title: z.string(), state: z.enum(ticketStateNames) })
    .nullable(),
})
export type Instruction = z.infer<typeof Instruction>

export const Briefing = BriefingRow.extend({
  version,
  words: z.string(),
  draftedBy: Person,
  sentBy: Person.nullable(),
  withdrawReason: z.string().nullable(),
  sources: z.array(BriefedSource),
  /** Members it was sent to, each with the time of reading. */
  readBy: z.array(z.strictObject({ person: Person, readAt: instant.nullable() })),
  given: z.array(Instruction),
})
export type Briefing = z.infer<typeof Briefing>

/** The briefings of a year, the latest first; the leading group sees those that were sent. */
export const listBriefings = endpoint({
  method: 'GET',
  path: '/api/briefings',
  summary: { zh: '专报一览', en: 'List briefings' },
  access: readers,
  query: z.strictObject({ year: yearInAddress.optional(), ...paging }),
  reply: pageOf(BriefingRow),
})

/** Results that the group has not been briefed on. */
export const listToBrief = endpoint({
  method: 'GET',
  path: '/api/briefing-sources',
  summary: { zh: '待专报的结果', en: 'Results to brief on' },
  access: [hasPost<unknown>(performanceOffice)],
  reply: z.strictObject({ rows: z.array(BriefedSource) }),
})

export const readBriefing = endpoint({
  method: 'GET',
  path: '/api/briefings/:id',
  summary: { zh: '专报', en: 'Briefing' },
  access: readers,
  params: byId,
  reply: Briefing,
})

export const readBriefingHistory = historyOf('/api/briefings/:id/history', readers)

export const downloadInstructionScan = endpoint({
  method: 'GET',
  path: '/api/briefings/:id/instructions/:instructionId/scan',
  summary: { zh: '下载批示扫描件', en: 'Download the scan' },
  access: readers,
  params: z.strictObject({ id, instructionId: id }),
  reply: z.unknown(),
  download: true,
})

const drafting = { basis: 'briefing.submit', access: [hasPost<unknown>(performanceOffice)], reply: Briefing } as const
const sources = z.array(z.strictObject({ kind: z.enum(briefedKindNames), id })).max(20)

/** 404 for a source that is not there or that the group was briefed on. */
export const draftBriefing = endpoint({
  ...drafting,
  method: 'POST',
  path: '/api/briefings',
  summary: { zh: '拟专报', en: 'Draft a briefing' },
  body: z.strictObject({ title, words, sources: sources.default([]) }),
})

export const saveBriefing = endpoint({
  ...drafting,
  method: 'PUT',
  path: '/api/briefings/:id',
  summary: { zh: '修改专报', en: 'Change the briefing' },
  params: byId,
  body: z.strictObject({ version, title, words }),
})

export const sendBriefing = endpoint({
  ...drafting,
  method: 'POST',
  path: '/api/briefings/:id/sending',
  summary: { zh: '报送领导小组', en: 'Send to the leading group' },
  access: [hasPost<unknown>(['performanceOffice.head'])],
  params: byId,
  body: versionOnly,
})

export const withdrawBriefing = endpoint({
  ...drafting,
  method: 'POST',
  path: '/api/briefings/:id/withdrawal',
  summary: { zh: '作废专报', en: 'Withdraw the briefing' },
  params: byId,
  body: withReason,
})

/** A member has read it. 409 `read_already`. */
export const markBriefingRead = endpoint({
  method: 'POST',
  path: '/api/briefings/:id/reading',
  summary: { zh: '已阅', en: 'Read' },
  basis: 'briefing.read',
  access: [hasPost<unknown>(leadingGroup)],
  params: byId,
  body: z.strictObject({}),
  reply: Briefing,
})

/** By the member, or for the member with the scan. 409 `not_own_words`, `scan_missing`, `not_reader`. */
export const recordInstruction = endpoint({
  method: 'POST',
  path: '/api/briefings/:id/instructions',
  summary: { zh: '登记批示', en: 'Record an instruction' },
  basis: 'briefing.instruct',
  access: readers,
  params: byId,
  body: z.strictObject({
    version,
    leaderId: id,
    words: z.string().trim().min(2).max(2000),
    givenOn: day,
    scanId: id.nullable().default(null),
  }),
  reply: Briefing,
})

/** Opens the draft of a ticket of the instruction. 409 `ticket_exists`. */
export const ticketOfInstruction = endpoint({
  method: 'POST',
  path: '/api/briefings/:id/instructions/:instructionId/ticket',
  summary: { zh: '转为督办件', en: 'Turn into a ticket' },
  basis: 'briefing.ticket',
  access: [hasPost<unknown>(performanceOffice)],
  params: z.strictObject({ id, instructionId: id }),
  body: versionOnly,
  reply: Briefing,
})
