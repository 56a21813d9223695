import { z } from 'zod'
import { day, id, instant, text } from '#domain/kernel/endpoint.ts'

export const findingLevels = {
  blocking: { zh: '须改', en: 'Must be put right' },
  hint: { zh: '提示', en: 'Hint' },
} as const

/** A hint that somebody looked at and answered: why it is left as it is. */
export const Silence = z.strictObject({
  code: z.string(),
  field: z.string(),
  reason: z.string(),
  byName: z.string(),
  at: instant,
})
export type Silence = z.infer<typeof Silence>

/** One thing the linter found: where, what, and on which basis. `field` names the field of the item's form. */
export const Finding = z.strictObject({
  code: z.string(),
  level: z.enum(['blocking', 'hint']),
  itemId: id.nullable(),
  field: z.string(),
  message: text,
  basis: z.string(),
  silence: Silence.nullable(),
})
export type Finding = z.infer<typeof Finding>

/** A phase of the plan in force that is over, with its place in its item. */
export const OverPhase = z.strictObject({
  ...{ number: z.int(), title: z.string(), startsOn: day, endsOn: day, goal: z.string(), criterion: z.string() },
  ...{ weight: z.string().nullable(), divisionId: id.nullable() },
})
export type OverPhase = z.infer<typeof OverPhase>
