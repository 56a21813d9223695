import { z } from 'zod'
import { byId, day, endpoint, id, instant, version } from '#domain/kernel/endpoint.ts'
import { PersonRef } from './item.api.ts'
import { type Delivery, deliveries } from './item.ts'
import { allotter } from './municipalPlan.ts'

const way = z.enum(Object.keys(deliveries) as [Delivery, ...Delivery[]])

/** The office's plan went to the city: when, how, to whom, under which number, and how late. */
export const MunicipalSending = z.strictObject({
  id,
  number: z.int(),
  sentOn: day,
  dueOn: day.nullable(),
  /** Working days after the due day; 0 in time, null where it cannot be counted. */
  lateBy: z.int().nullable(),
  way,
  receiver: z.string(),
  documentNumber: z.string(),
  note: z.string(),
  /** The report or letter with which it went, where it was written here. */
  documentId: id.nullable(),
  planVersion: z.int(),
  madeBy: PersonRef,
  madeAt: instant,
})
export type MunicipalSending = z.infer<typeof MunicipalSending>

/**
 * `version` is that of the city's table. `documentId`: the issued 报告 or 函, whose number and version of the plan are
 * taken. 409 `plan_not_issued`, 404 for a document of another plan; the second one and later need a note.
 */
export const recordSending = endpoint({
  method: 'POST',
  path: '/api/municipal-plans/:id/sendings',
  summary: { zh: '登记报送市绩效办', en: 'Record that the plan went to the city' },
  basis: 'plan.sendToCity',
  access: [allotter],
  params: byId,
  body: z.strictObject({
    version,
    sentOn: day,
    way,
    receiver: z.string().trim().min(2).max(100),
    /** Empty where a document is named: its number is taken. */
    documentNumber: z.string().trim().max(60),
    documentId: id.nullable().default(null),
    note: z.string().trim().max(500),
  }),
  reply: MunicipalSending,
})
