import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { Invalid } from './errors.ts'

/** Where the next page begins: the sort key and id of the last row, opaque to whoever carries it. */
export const cursorAt = (...place: readonly string[]): string =>
  Buffer.from(JSON.stringify(place), 'utf8').toString('base64url')

/** The place a cursor names, undefined for the first page; what is not a cursor of this list is refused with 422. */
export function placeOf<Place extends z.ZodType>(
  cursor: string | undefined,
  place: Place,
): z.output<Place> | undefined {
  if (cursor === undefined) return undefined
  const read = place.safeParse(parsed(cursor))
  if (!read.success) throw new Invalid([{ path: 'query.after', message: notACursor }])
  return read.data
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    // not JSON: somebody wrote the cursor by hand
    return undefined
  }
}

const notACursor = {
  zh: '页码标记不对，请从第一页重新开始。',
  en: 'This is not the mark of a page: start from the first one.',
}

/** Rows are read one more than asked for: that one tells whether there is a next page. */
export function pageFrom<Row>(rows: readonly Row[], limit: number, place: (row: Row) => string) {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > limit && last !== undefined ? place(last) : null }
}

/** An instant for a cursor, to the microsecond the database keeps. */
export const instantForCursor = (column: string): RawBuilder<string> =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
