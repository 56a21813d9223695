import { z } from 'zod'
import { divisionPosts, performanceOffice } from '#domain/kernel/actor.ts'
import { byId, day, endpoint, id, version } from '#domain/kernel/endpoint.ts'
import { hasPost } from '#domain/kernel/lifecycle.ts'
import { Duty } from './duty.api.ts'
import { entryFields, given, mismatch } from './dutyActs.api.ts'
import { registeredWayNames } from './registration.ts'

const receives = [hasPost<unknown>([...divisionPosts, ...performanceOffice])]

/** Who was head of the responsible division on a day, or stood in for the head: whose signature the paper may bear. */
export const listSigners = endpoint({
  method: 'GET',
  path: '/api/duties/:id/signers',
  summary: { zh: '签字日在任的处长', en: 'Heads on the day of signature' },
  basis: 'duty.registerOnBehalf',
  access: receives,
  params: byId,
  query: z.strictObject({ on: day }),
  reply: z.strictObject({ rows: z.array(z.strictObject({ id, name: z.string(), inPlaceOf: z.string().nullable() })) }),
})

const { kind, value, note, content } = entryFields

/**
 * Registers data that came signed on paper or by office automation, with the scan as its evidence. Lateness looks at the
 * day it came. 422 by field: days out of order, a signer who was not head on that day.
 */
export const register = endpoint({
  method: 'POST',
  path: '/api/duties/:id/register',
  summary: { zh: '登记代报', en: 'Register on behalf' },
  basis: 'duty.registerOnBehalf',
  access: receives,
  params: byId,
  body: z
    .strictObject({
      ...{ version, kind, value, note, content },
      way: z.enum(registeredWayNames),
      scanFileId: id,
      signerId: id,
      signedOn: day,
      receivedOn: day,
    })
    .refine(given, mismatch),
  reply: Duty,
})
