import { type RawBuilder, sql } from 'kysely'

/** By what the names of people are put in order: the pinyin of the surname, as a surname is read (decision 0013). */
export const nameOrder = (column: string): RawBuilder<string> => nameOrderOf(sql.ref(column))

/** The same of a name that was read, for the place where a page goes on. */
export const nameOrderOf = (name: RawBuilder<unknown>): RawBuilder<string> =>
  sql<string>`name_order(${name}) collate "zh-x-icu"`
