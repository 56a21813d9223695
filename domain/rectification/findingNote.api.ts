import { z } from 'zod'
import { divisionPosts, performanceOffice } from '#domain/kernel/actor.ts'
import {
  byId,
  day,
  endpoint,
  id,
  instant,
  pageOf,
  paging,
  version,
  withReason,
  yearInAddress,
} from '#domain/kernel/endpoint.ts'
import { historyOf } from '#domain/kernel/historyOf.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { noteStateNames, noteTransitions } from './findingNote.ts'
import { Found, Named, Person } from './order.api.ts'
import { sourceNames } from './orderStates.ts'

const Act = z.strictObject({ by: Person, at: instant })

export const FindingNote = z.strictObject({
  id,
  version,
  year: z.int(),
  state: z.enum(noteStateNames),
  division: Named,
  found: Found,
  words: z.string(),
  dueOn: day.nullable(),
  noted: Act,
  answer: z.string().nullable(),
  answered: Act.nullable(),
})
export type FindingNote = z.infer<typeof FindingNote>

/** A year's notes, the latest first; a division sees its own. */
export const listFindingNotes = endpoint({
  method: 'GET',
  path: '/api/finding-notes',
  summary: { zh: '提示一览', en: 'List notes' },
  access: [businessPost],
  query: z.strictObject({
    year: yearInAddress.optional(),
    noteState: z.enum(noteStateNames).optional(),
    divisionId: id.optional(),
    ...paging,
  }),
  reply: pageOf(FindingNote),
})

export const readFindingNote = endpoint({
  method: 'GET',
  path: '/api/finding-notes/:id',
  summary: { zh: '提示', en: 'Note' },
  access: [businessPost],
  params: byId,
  reply: FindingNote,
})

export const readNoteHistory = historyOf('/api/finding-notes/:id/history', [businessPost])

export const NoteContent = z.strictObject({
  divisionId: id,
  source: z.enum(sourceNames),
  sourceId: id.nullable(),
  words: z.string().trim().min(2).max(500),
  dueOn: day.nullable(),
})

export const noteFinding = endpoint({
  method: 'POST',
  path: '/api/finding-notes',
  summary: { zh: '记录提示', en: 'Make a note' },
  basis: 'rectification.note',
  access: [hasPost<unknown>(performanceOffice)],
  body: NoteContent,
  reply: FindingNote,
})

/** One line: what was done. */
export const answerNote = endpoint({
  method: 'POST',
  path: '/api/finding-notes/:id/answer',
  summary: noteTransitions.answer.label,
  basis: 'rectification.answerNote',
  access: [hasPost<unknown>(divisionPosts)],
  params: byId,
  body: z.strictObject({ version, answer: z.string().trim().min(2).max(200) }),
  reply: FindingNote,
})

export const takeBackNote = endpoint({
  method: 'POST',
  path: '/api/finding-notes/:id/taking-back',
  summary: noteTransitions.takeBack.label,
  basis: 'rectification.note',
  access: [hasPost<unknown>(performanceOffice)],
  params: byId,
  body: withReason,
  reply: FindingNote,
})
