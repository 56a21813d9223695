import { z } from 'zod'
import { endpoint, id, instant, pageOf, paging, text } from '#domain/kernel/endpoint.ts'
import { HistoryEntry } from '#domain/kernel/history.ts'
import { readsRecords } from './organization.ts'
import { recordKindNames } from './records.ts'

export const SecurityEvent = z.strictObject({
  id,
  kind: z.string(),
  personName: z.string().nullable(),
  address: z.string().nullable(),
  recordedAt: instant,
})
export type SecurityEvent = z.infer<typeof SecurityEvent>

/** Log-ins, failures and refusals, newest first, in real time. */
export const listSecurityLog = endpoint({
  method: 'GET',
  path: '/api/security-log',
  summary: { zh: '安全日志', en: 'Security log' },
  access: [readsRecords],
  query: z.strictObject({ kind: z.string().max(40).optional(), ...paging }),
  reply: pageOf(SecurityEvent),
})

export const AdministrationAct = HistoryEntry.extend({
  subject: z.strictObject({ kind: z.enum(recordKindNames), id, name: text.nullable() }),
})
export type AdministrationAct = z.infer<typeof AdministrationAct>

/** Everything done to divisions, people, posts, outside bodies, settings, years and the office itself, newest first. */
export const listAdministrationActs = endpoint({
  method: 'GET',
  path: '/api/administration-acts',
  summary: { zh: '办理记录', en: 'Record of administration' },
  access: [readsRecords],
  query: z.strictObject({ kind: z.enum(recordKindNames).optional(), ...paging }),
  reply: pageOf(AdministrationAct),
})
