import { z } from 'zod'
import { divisionPosts, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
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
import { StoredFile } from '#domain/kernel/file.api.ts'
import { historyOf } from '#domain/kernel/historyOf.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { urged } from '#domain/kernel/urge.ts'
import { ticketSourceNames, ticketStateNames } from './ticket.ts'
import { ticketStepNames } from './ticketLadder.ts'
import { extensionStateNames, feedbackKindNames, shareStateNames } from './ticketShare.ts'

const Named = z.strictObject({ id, name: text })
const Person = z.strictObject({ id, name: z.string() })
const Files = z.array(StoredFile.pick({ id: true, name: true, size: true }))
const words = z.string().trim().min(2).max(2000)
const fileIds = z.array(id).max(10).default([])

/** A later day that was asked for: the day that held before is kept. */
export const TicketExtension = z.strictObject({
  id,
  state: z.enum(extensionStateNames),
  beforeOn: day,
  untilOn: day,
  reason: z.string(),
  askedBy: Person,
  askedAt: instant,
  decidedBy: Person.nullable(),
  decidedAt: instant.nullable(),
  decisionReason: z.string().nullable(),
})

/**
 * One division's share. `details` is null for another division's share, of which only the state is told; `fedBackBy`
 * is what the buttons ask.
 */
export const TicketShare = z.strictObject({
  id,
  version,
  division: Named,
  isLead: z.boolean(),
  state: z.enum(shareStateNames),
  details: z
    .strictObject({
      requirement: z.string(),
      dueOn: day.nullable(),
      workingDaysLeft: z.int().nullable(),
      receivedAt: instant.nullable(),
      receivedBy: z.string().nullable(),
      submittedAt: instant.nullable(),
      submittedBy: z.string().nullable(),
      doneAt: instant.nullable(),
      doneBy: z.string().nullable(),
      isLate: z.boolean(),
      judgedByDeputy: z.boolean(),
      fedBackBy: z.array(id),
      ...urged,
      urgeWords: z.string().nullable(),
      feedbacks: z.array(
        z.strictObject({
          id,
          kind: z.enum(feedbackKindNames),
          words: z.string(),
          percent: z.int().nullable(),
          by: Person,
          at: instant,
          files: Files,
        }),
      ),
      extensions: z.array(TicketExtension),
      steps: z.array(
        z.strictObject({
          step: z.enum(ticketStepNames),
          firedOn: day,
          dueOn: day,
          seenAt: instant.nullable(),
          seenBy: z.string().nullable(),
        }),
      ),
    })
    .nullable(),
})
export type TicketShare = z.infer<typeof TicketShare>
export type ShareDetails = NonNullable<TicketShare['details']>

/** What one line of the list says. `isOverdue` and `isLate` as far as this post sees the shares. */
export const TicketRow = z.strictObject({
  id,
  year: z.int(),
  number: z.int().nullable(),
  title: z.string(),
  state: z.enum(ticketStateNames),
  source: z.enum(ticketSourceNames),
  dueOn: day.nullable(),
  workingDaysLeft: z.int().nullable(),
  divisions: z.array(Named.extend({ isLead: z.boolean(), state: z.enum(shareStateNames) })),
  isOverdue: z.boolean(),
  isLate: z.boolean(),
  openedAt: instant,
  closedAt: instant.nullable(),
})
export type TicketRow = z.infer<typeof TicketRow>

const Source = {
  source: z.enum(ticketSourceNames),
  /** Whose words: the meeting or the leader. */
  sourceName: z.string(),
  sourceOn: day.nullable(),
  sourceWords: z.string(),
}

/** A ticket in full. */
export const Ticket = z.strictObject({
  id,
  version,
  year: z.int(),
  number: z.int().nullable(),
  state: z.enum(ticketStateNames),
  ...Source,
  item: z.strictObject({ id, code: z.string(), title: z.string() }).nullable(),
  card: z.strictObject({ id, indicator: z.string(), firedOn: day }).nullable(),
  document: z.strictObject({ id, title: z.string(), number: z.string().nullable() }).nullable(),
  title: z.string(),
  requirement: z.string(),
  dueOn: day.nullable(),
  workingDaysLeft: z.int().nullable(),
  openedBy: Person,
  openedAt: instant,
  approvedBy: z.string().nullable(),
  registeredAt: instant.nullable(),
  assignedAt: instant.nullable(),
  doneAt: instant.nullable(),
  closedAt: instant.nullable(),
  closedBy: z.string().nullable(),
  /** Why a leader sent the draft back, or why it was withdrawn. */
  reason: z.string().nullable(),
  files: Files,
  shares: z.array(TicketShare),
  /** What the button of closing asks: over all shares, whatever this post sees of them. */
  openShares: z.int(),
  fedBackBy: z.array(id),
  judgedByDeputy: z.boolean(),
})
export type Ticket = z.infer<typeof Ticket>

export const ticketFilters = {
  state: z.enum(ticketStateNames).optional(),
  source: z.enum(ticketSourceNames).optional(),
  /** A division that has a share. */
  divisionId: id.optional(),
  itemId: id.optional(),
  cardId: id.optional(),
  /** Not yet closed or withdrawn; or with an open share past its day. */
  standing: z.enum(['open', 'overdue']).optional(),
}

/** A year's tickets, the latest first. A division sees those in which it has a share, once they are assigned. */
export const listTickets = endpoint({
  method: 'GET',
  path: '/api/tickets',
  summary: { zh: '督办件一览', en: 'List tickets' },
  basis: 'supervision.view',
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress.optional(), ...ticketFilters, ...paging }),
  reply: pageOf(TicketRow),
})

/** The list as a workbook, exactly as it is filtered. */
export const exportTickets = endpoint({
  method: 'GET',
  path: '/api/ticket-exports',
  summary: { zh: '导出督办件', en: 'Export tickets' },
  basis: 'supervision.view',
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress, language: z.enum(['zh', 'en']), ...ticketFilters }),
  reply: z.unknown(),
  download: true,
})

export const readTicket = endpoint({
  method: 'GET',
  path: '/api/tickets/:id',
  summary: { zh: '督办件', en: 'Ticket' },
  basis: 'supervision.view',
  access: [businessPost],
  params: byId,
  reply: Ticket,
})

export const readTicketHistory = historyOf('/api/tickets/:id/history', [businessPost])

export const downloadTicketFile = endpoint({
  method: 'GET',
  path: '/api/tickets/:id/files/:fileId',
  summary: { zh: '下载附件', en: 'Download a file' },
  basis: 'supervision.view',
  access: [businessPost],
  params: z.strictObject({ id, fileId: id }),
  reply: z.unknown(),
  download: true,
})

/** The notice to the divisions (督办通知单) as .docx; of a registered ticket. */
export const downloadTicketNotice = endpoint({
  method: 'GET',
  path: '/api/tickets/:id/notice',
  summary: { zh: '下载督办通知单', en: 'Download the notice' },
  basis: 'supervision.view',
  access: [businessPost],
  params: byId,
  reply: z.unknown(),
  download: true,
})

export const office = [hasPost<unknown>(performanceOffice)]
export const leaders = [hasPost<unknown>(officeLeaders)]
export const ticketWorkers = [hasPost<unknown>(divisionPosts)]
export const ticketJudges = [hasPost<unknown>([...performanceOffice, ...officeLeaders])]

/** What a draft holds: anything may still be missing. */
export const ticketDraft = {
  title: z.string().trim().max(100),
  requirement: z.string().trim().max(2000),
  dueOn: day.nullable(),
  sourceName: z.string().trim().max(100),
  sourceOn: day.nullable(),
  sourceWords: z.string().trim().max(2000),
  shares: z
    .array(z.strictObject({ divisionId: id, isLead: z.boolean(), requirement: z.string().trim().max(1000) }))
    .max(30),
}
export type TicketDraft = z.infer<z.ZodObject<typeof ticketDraft>>

/** Begins a draft from an item, a card, a meeting's decision or a leader's words; lead and subject are proposed. */
export const beginTicket = endpoint({
  method: 'POST',
  path: '/api/tickets',
  summary: { zh: '立项督办', en: 'Open a ticket' },
  basis: 'supervision.open',
  access: office,
  body: z.strictObject({
    source: z.enum(['item', 'card', 'meeting', 'instruction']),
    /** The item, card or minutes it is opened from; a leader's words may be about an item. */
    itemId: id.nullable().default(null),
    cardId: id.nullable().default(null),
    documentId: id.nullable().default(null),
  }),
  reply: Ticket,
})

/** Keeps the draft as it is typed; nothing is registered by it. */
export const saveTicket = endpoint({
  method: 'PUT',
  path: '/api/tickets/:id',
  summary: { zh: '保存', en: 'Save' },
  basis: 'supervision.open',
  access: office,
  params: byId,
  body: z.strictObject({ version, ...ticketDraft, fileIds }),
  reply: Ticket,
})

export { fileIds as ticketFileIds, words as ticketWords }
