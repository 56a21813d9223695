import { z } from 'zod'
import { periodCode } from '#domain/calendar/periods.ts'
import { divisionPosts, performanceOffice } from '#domain/kernel/actor.ts'
import {
  byId,
  endpoint,
  id,
  instant,
  pageOf,
  paging,
  text,
  version,
  withReason,
  yearInAddress,
} from '#domain/kernel/endpoint.ts'
import { StoredFile } from '#domain/kernel/file.api.ts'
import { historyOf } from '#domain/kernel/historyOf.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { problemKindNames, problemStateNames } from './problem.ts'

const Named = z.strictObject({ id, name: text })
const Person = z.strictObject({ id, name: z.string() })
const words = z.string().trim().min(2).max(2000)

/**
 * `chain`: the divisions that report what it is about, or the one of whoever raised it where it is about no item, duty or
 * report.
 */
export const Problem = z.strictObject({
  id,
  version,
  year: z.int(),
  kind: z.enum(problemKindNames),
  state: z.enum(problemStateNames),
  title: z.string(),
  words: z.string(),
  item: z.strictObject({ id, code: z.string(), title: z.string() }).nullable(),
  duty: z.strictObject({ id, indicator: z.string(), period: periodCode }).nullable(),
  report: z.strictObject({ id, subject: z.string(), period: periodCode }).nullable(),
  chain: z.array(Named),
  raisedBy: Person,
  raisedAt: instant,
  ownerDivision: Named.nullable(),
  ownerPerson: Person.nullable(),
  solution: z.string().nullable(),
  solvedAt: instant.nullable(),
  notes: z.array(z.strictObject({ id, words: z.string(), by: Person, at: instant })),
  files: z.array(StoredFile.pick({ id: true, name: true, size: true })),
})
export type Problem = z.infer<typeof Problem>

export const problemFilters = {
  state: z.enum(problemStateNames).optional(),
  kind: z.enum(problemKindNames).optional(),
  /** Words of title, description, notes or solution, or first letters of the title's pinyin. */
  search: z.string().trim().max(50).optional(),
  /** The division that owns it. */
  divisionId: id.optional(),
  itemId: id.optional(),
  dutyId: id.optional(),
  reportId: id.optional(),
}

/** The problems of a year, or of all, the latest first. A division sees those of its chain and those it owns. */
export const listProblems = endpoint({
  method: 'GET',
  path: '/api/problems',
  summary: { zh: '问题一览', en: 'List problems' },
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress.optional(), ...problemFilters, ...paging }),
  reply: pageOf(Problem),
})

/** The list as a workbook, exactly as it is filtered. */
export const exportProblems = endpoint({
  method: 'GET',
  path: '/api/problem-exports',
  summary: { zh: '导出问题', en: 'Export problems' },
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress.optional(), language: z.enum(['zh', 'en']), ...problemFilters }),
  reply: z.unknown(),
  download: true,
})

export const readProblem = endpoint({
  method: 'GET',
  path: '/api/problems/:id',
  summary: { zh: '问题', en: 'Problem' },
  access: [businessPost],
  params: byId,
  reply: Problem,
})

export const readProblemHistory = historyOf('/api/problems/:id/history', [businessPost])

export const downloadProblemFile = endpoint({
  method: 'GET',
  path: '/api/problems/:id/files/:fileId',
  summary: { zh: '下载附件', en: 'Download a file' },
  access: [businessPost],
  params: z.strictObject({ id, fileId: id }),
  reply: z.unknown(),
  download: true,
})

const workers = [hasPost<unknown>([...divisionPosts, ...performanceOffice])]

export const raiseProblem = endpoint({
  method: 'POST',
  path: '/api/problems',
  summary: { zh: '提出问题', en: 'Raise a problem' },
  basis: 'problem.raise',
  access: workers,
  body: z
    .strictObject({
      kind: z.enum(problemKindNames).default('reporting'),
      subject: z.enum(['item', 'duty', 'report', 'none']),
      /** Null where it is about none of them. */
      subjectId: id.nullable().default(null),
      title: z.string().trim().min(2).max(100),
      words,
      fileIds: z.array(id).max(10).default([]),
    })
    .refine(({ subject, subjectId }) => (subject === 'none') === (subjectId === null), {
      path: ['subjectId'],
      message: '须说明涉及的对象，或者不涉及。 / Say what it is about, or that it is about none.',
    }),
  reply: Problem,
})

/** Names who sees to it, or somebody else instead. 422 by field for a division of the past or a person not in it. */
export const assignProblem = endpoint({
  method: 'POST',
  path: '/api/problems/:id/owner',
  summary: { zh: '明确承办', en: 'Assign' },
  basis: 'problem.own',
  access: [hasPost<unknown>(performanceOffice)],
  params: byId,
  body: z.strictObject({ version, divisionId: id, personId: id.nullable().default(null) }),
  reply: Problem,
})

export const noteProblem = endpoint({
  method: 'POST',
  path: '/api/problems/:id/notes',
  summary: { zh: '补记进展', en: 'Add a note' },
  basis: 'problem.note',
  access: workers,
  params: byId,
  body: z.strictObject({ version, words, fileIds: z.array(id).max(10).default([]) }),
  reply: Problem,
})

export const solveProblem = endpoint({
  method: 'POST',
  path: '/api/problems/:id/solution',
  summary: { zh: '解决', en: 'Solve' },
  basis: 'problem.solve',
  access: workers,
  params: byId,
  body: z.strictObject({ version, solution: words }),
  reply: Problem,
})

export const reopenProblem = endpoint({
  method: 'POST',
  path: '/api/problems/:id/reopening',
  summary: { zh: '重新办理', en: 'Reopen' },
  basis: 'problem.solve',
  access: workers,
  params: byId,
  body: withReason,
  reply: Problem,
})
