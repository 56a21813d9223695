import { z } from 'zod'
import { periodCode } from '#domain/calendar/periods.ts'
import { divisionPosts, performanceOffice } from '#domain/kernel/actor.ts'
import {
  byId,
  day,
  endpoint,
  id,
  pageOf,
  paging,
  reason,
  version,
  versionOnly,
  withReason,
  yearInAddress,
} from '#domain/kernel/endpoint.ts'
import { historyOf } from '#domain/kernel/historyOf.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { exceptionStateNames } from './dueException.ts'
import { Named } from './duty.api.ts'

const Person = z.strictObject({ id, name: z.string() })

/** A later due day as it was asked for and decided, with what its buttons ask (dueException.ts). */
export const DueException = z.strictObject({
  id,
  version,
  year: z.int(),
  period: periodCode,
  state: z.enum(exceptionStateNames),
  /** The one duty it is for; null: all duties of the division in the period. */
  duty: z.strictObject({ id, indicator: z.string() }).nullable(),
  responsibleDivision: Named,
  askedDivision: Named,
  internalOn: day.nullable(),
  externalOn: day.nullable(),
  reason: z.string(),
  consent: z
    .strictObject({ on: day, from: z.string(), file: z.strictObject({ id, name: z.string(), size: z.int() }) })
    .nullable(),
  asked: z.strictObject({ by: Person, on: day }),
  decided: z.strictObject({ by: Person, on: day, note: z.string().nullable() }).nullable(),
  judgedByDeputy: z.boolean(),
  /** What it reaches now; once granted, what it moved is listed in `moved`. */
  covered: z.strictObject({
    count: z.int(),
    awaited: z.int(),
    internalDueOn: day.nullable(),
    externalDueOn: day.nullable(),
    firstExternalDueOn: day.nullable(),
    units: z.int(),
  }),
})
export type DueException = z.infer<typeof DueException>

export const DueExceptionInFull = DueException.extend({
  moved: z.array(
    z.strictObject({
      dutyId: id,
      indicator: z.string(),
      internalBefore: day.nullable(),
      externalBefore: day.nullable(),
      internalDueOn: day.nullable(),
      externalDueOn: day.nullable(),
    }),
  ),
})
export type DueExceptionInFull = z.infer<typeof DueExceptionInFull>

export const listDueExceptions = endpoint({
  method: 'GET',
  path: '/api/due-exceptions',
  summary: { zh: '期限延长一览', en: 'List later due days' },
  access: [businessPost],
  query: z.strictObject({
    year: yearInAddress,
    state: z.enum(exceptionStateNames).optional(),
    dutyId: id.optional(),
    ...paging,
  }),
  reply: pageOf(DueException),
})

export const readDueException = endpoint({
  method: 'GET',
  path: '/api/due-exceptions/:id',
  summary: { zh: '查看期限延长', en: 'Read a later due day' },
  access: [businessPost],
  params: byId,
  reply: DueExceptionInFull,
})

export const readDueExceptionHistory = historyOf('/api/due-exceptions/:id/history', [businessPost])

export const downloadConsent = endpoint({
  method: 'GET',
  path: '/api/due-exceptions/:id/consent',
  summary: { zh: '下载同意延期的文件', en: "Download the collecting unit's consent" },
  access: [businessPost],
  params: byId,
  reply: z.unknown(),
  download: true,
})

const asks = [hasPost<unknown>(divisionPosts)]
const judges = [hasPost<unknown>([...performanceOffice, 'leadingGroup.deputy'])]

export const consentFields = {
  on: day,
  /** Who at the collecting unit agreed. */
  from: z.string().trim().min(2).max(100),
  /** An own upload: the unit's letter, or a note of what was said. */
  fileId: id,
}

/** `dutyId` for one duty; else all duties of the division in the period. */
export const askDueException = endpoint({
  method: 'POST',
  path: '/api/due-exceptions',
  summary: { zh: '申请延期', en: 'Ask for a later day' },
  basis: 'exception.ask',
  access: asks,
  body: z.strictObject({
    of: z.union([z.strictObject({ dutyId: id }), z.strictObject({ divisionId: id, period: periodCode })]),
    internalOn: day.nullable(),
    externalOn: day.nullable(),
    reason,
    consent: z.strictObject(consentFields).nullable(),
  }),
  reply: DueExceptionInFull,
})

export const grantDueException = endpoint({
  method: 'POST',
  path: '/api/due-exceptions/:id/grant',
  summary: { zh: '同意延期', en: 'Grant a later day' },
  basis: 'exception.grant',
  access: judges,
  params: byId,
  body: versionOnly,
  reply: DueExceptionInFull,
})

export const refuseDueException = endpoint({
  method: 'POST',
  path: '/api/due-exceptions/:id/refuse',
  summary: { zh: '不同意延期', en: 'Refuse a later day' },
  basis: 'exception.refuse',
  access: judges,
  params: byId,
  body: withReason,
  reply: DueExceptionInFull,
})

export const takeBackDueException = endpoint({
  method: 'POST',
  path: '/api/due-exceptions/:id/take-back',
  summary: { zh: '撤回延期申请', en: 'Take a request back' },
  basis: 'exception.takeBack',
  access: asks,
  params: byId,
  body: versionOnly,
  reply: DueExceptionInFull,
})
