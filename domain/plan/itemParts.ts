import { z } from 'zod'
import { type Frequency, frequencies } from '#domain/calendar/periods.ts'
import { day } from '#domain/kernel/endpoint.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { type Delivery, deliveries } from './item.ts'

const frequency = z.enum(Object.keys(frequencies) as [Frequency, ...Frequency[]])
const delivery = z.enum(Object.keys(deliveries) as [Delivery, ...Delivery[]])

/** 0 to 100 with at most two decimals. */
export const weight = z.string().regex(
  /^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/,
  inBoth({
    zh: '应为0至100的数，至多两位小数。',
    en: 'Must be a number from 0 to 100 with at most two decimals.',
  }),
)
const figure = z
  .string()
  .regex(
    /^-?\d{1,12}(\.\d{1,6})?$/,
    inBoth({ zh: '应为数字，至多六位小数。', en: 'Must be a number with at most six decimals.' }),
  )
/** Words of a field that may stay empty. */
export const words = (most: number) => z.string().trim().max(most)
/** A name that must be there. */
export const named = (most: number) => z.string().trim().min(1).max(most)

/** A phase of an item, as it is written and as it is frozen. */
export const phase = {
  title: named(60),
  startsOn: day,
  endsOn: day,
  goal: words(500),
  criterion: words(500),
  weight: weight.nullable(),
}
/** An indicator with how it is reported. */
export const indicator = {
  name: named(80),
  unit: words(20),
  decimals: z.int().min(0).max(6),
  frequency,
  definition: words(500),
  delivery,
  evidenceNeeded: z.boolean(),
  target: figure.nullable(),
  /** What fills the drafts of its duties, such as `passengers:Lo Wu`. */
  feed: words(80).nullable(),
}
/** What is to be done, by whom, until when: the implementation plan of Art. 9. `who` is for whoever is no person here. */
export const measure = { what: named(300), who: words(100), untilOn: day.nullable() }
/** A division that shares the responsibility, with its own goal. */
export const shared = { goal: words(500) }
