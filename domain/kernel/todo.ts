import { z } from 'zod'
import { day, id, text } from './endpoint.ts'

/**
 * Something this person has to do. To-dos are derived from the state of things and never stored: each module declares
 * them beside its transitions. `link` opens the page with the button that ends it.
 */
export const Todo = z.strictObject({
  module: z.string(),
  id,
  action: text,
  object: text,
  from: text,
  dueOn: day.nullable(),
  basis: z.string(),
  link: z.string(),
  /** How often and when last the division was urged to it, with the words of that urge. */
  urged: z.strictObject({ times: z.int(), on: day, words: z.string() }).optional(),
  /** The item it is about, where it is about one. */
  item: z.strictObject({ code: z.string(), title: z.string() }).optional(),
})
export type Todo = z.infer<typeof Todo>
