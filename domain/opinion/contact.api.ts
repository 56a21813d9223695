import { z } from 'zod'
import { periodCode } from '#domain/calendar/periods.ts'
import { byId, day, endpoint, id, instant, reason } from '#domain/kernel/endpoint.ts'
import { businessPost } from '#domain/kernel/lifecycle.ts'
import { AttachedFile, about, fileIds, Named, Opinion, Person, Subject, way, words, workers } from './opinion.api.ts'

const Closing = z.strictObject({ words: z.string(), by: Person, at: instant })

export const Contact = z.strictObject({
  id,
  ...Subject.shape,
  body: Named,
  contactOn: day,
  way,
  who: z.string(),
  withWhom: z.string(),
  gist: z.string(),
  promised: z.string(),
  promisedUntil: day.nullable(),
  recordedBy: Person,
  recordedAt: instant,
  /** Who took it back, or corrected it, and why; it stays readable. */
  withdrawn: Closing.nullable(),
  /** Who kept the promise and how. */
  kept: Closing.nullable(),
  /** What it was recorded in place of. */
  correctsId: id.nullable(),
  files: z.array(AttachedFile),
})
export type Contact = z.infer<typeof Contact>

/** The latest 50 opinions and 50 contacts of an item, and its latest reports, which either may be about. */
export const listOfItem = endpoint({
  method: 'GET',
  path: '/api/items/:id/opinions',
  summary: { zh: '事项的意见与沟通', en: 'Opinions and contacts of an item' },
  access: [businessPost],
  params: byId,
  reply: z.strictObject({
    opinions: z.array(Opinion),
    contacts: z.array(Contact),
    reports: z.array(z.strictObject({ id, subject: z.string(), period: periodCode, number: z.int() })),
  }),
})

export const downloadContactFile = endpoint({
  method: 'GET',
  path: '/api/contacts/:id/files/:fileId',
  summary: { zh: '下载附件', en: 'Download a file' },
  access: [businessPost],
  params: z.strictObject({ id, fileId: id }),
  reply: z.unknown(),
  download: true,
})

const said = {
  ...about,
  ...{ bodyId: id, contactOn: day, way },
  who: z.string().trim().min(1).max(100),
  withWhom: z.string().trim().min(1).max(100),
  gist: words,
  promised: z.string().trim().max(1000).default(''),
  promisedUntil: day.nullable().default(null),
  fileIds: fileIds.default([]),
}
const isPromised = ({ promised, promisedUntil }: { promised: string; promisedUntil: string | null }) =>
  promisedUntil === null || promised !== ''
const whatIsPromised = {
  path: ['promised'],
  error: '填了约定期限，须写明约定了什么。 / Say what was promised until that day.',
}

export const recordContact = endpoint({
  method: 'POST',
  path: '/api/items/:id/contacts',
  summary: { zh: '登记沟通记录', en: 'Record a contact' },
  basis: 'contact.record',
  access: workers,
  params: byId,
  body: z.strictObject(said).refine(isPromised, whatIsPromised),
  reply: Contact,
})

/** Takes back what was recorded wrongly, such as on another item; it stays readable. 409 where that was done before. */
export const withdrawContact = endpoint({
  method: 'POST',
  path: '/api/contacts/:id/withdrawal',
  summary: { zh: '撤回沟通记录', en: 'Withdraw the contact' },
  basis: 'contact.record',
  access: workers,
  params: byId,
  body: z.strictObject({ reason }),
  reply: Contact,
})

/** Records anew what was recorded wrongly: both stay readable, the former with the reason. Answers the new one. */
export const correctContact = endpoint({
  method: 'POST',
  path: '/api/contacts/:id/correction',
  summary: { zh: '更正沟通记录', en: 'Correct the contact' },
  basis: 'contact.record',
  access: workers,
  params: byId,
  body: z.strictObject({ ...said, reason }).refine(isPromised, whatIsPromised),
  reply: Contact,
})

/** What was promised has been done: its to-do is gone. */
export const keepPromise = endpoint({
  method: 'POST',
  path: '/api/contacts/:id/outcome',
  summary: { zh: '约定已落实', en: 'Promise kept' },
  basis: 'contact.record',
  access: workers,
  params: byId,
  body: z.strictObject({ outcome: reason }),
  reply: Contact,
})
