import { z } from 'zod'
import { day, id, instant, text } from '#domain/kernel/endpoint.ts'
import { entryKinds } from './duty.ts'
import { registeredWayNames } from './registration.ts'

export const Evidence = z.strictObject({ id, name: z.string(), size: z.int() })
export const Signature = z.strictObject({
  personName: z.string(),
  /** Whose post it was, where a stand-in signed. */
  inPlaceOf: z.string().nullable(),
  division: text,
  signedAt: instant,
  statementNumber: z.int(),
  digest: z.string(),
  /** The data changed after it: it no longer vouches for what is in force. */
  isStale: z.boolean(),
  /** What was signed on paper or by office automation: how it came, when, and who registered it. */
  registered: z
    .strictObject({ way: z.enum(registeredWayNames), signedOn: day, receivedOn: day, byName: z.string() })
    .nullable(),
})

/** One further field of a form as it was filled in, with the reason given where a check warned. */
export const FurtherField = z.strictObject({
  ...{ key: z.string(), name: z.string(), words: z.string(), reason: z.string().nullable() },
  file: Evidence.nullable(),
})
export type FurtherField = z.infer<typeof FurtherField>

/** One immutable version of what was handed in. */
export const Submission = z.strictObject({
  id,
  number: z.int(),
  kind: z.enum(entryKinds),
  value: z.string().nullable(),
  note: z.string(),
  correctionReason: z.string().nullable(),
  /** The further fields, each with its name; of files their ids too. */
  further: z.array(FurtherField),
  isPreliminary: z.boolean(),
  source: z.string(),
  enteredBy: z.string(),
  enteredAt: instant,
  evidence: Evidence.nullable(),
  digest: z.string(),
  signature: Signature.nullable(),
  /** Of a correction: the number of the version it takes the place of. */
  replaces: z.int().nullable(),
})
export type Submission = z.infer<typeof Submission>
