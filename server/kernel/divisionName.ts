import { type RawBuilder, sql } from 'kysely'
import type { Text } from '#domain/kernel/text.ts'

type Named = { readonly id: string; readonly name: Text }

/** A division as it was called on the day of an act; before there is one, as it is called. */
export const divisionOnDay = (division: string, day: string): RawBuilder<Named> =>
  sql`jsonb_build_object('id', ${sql.ref(division)}, 'name',
    division_name_on(${sql.ref(division)}, coalesce(${sql.ref(day)}, 'infinity'::date)))`

/** The same for the instant of the act, the first of these that is there. */
export const divisionWhen = (division: string, ...instants: readonly string[]): RawBuilder<Named> =>
  sql`jsonb_build_object('id', ${sql.ref(division)}, 'name', division_name_on(${sql.ref(division)},
    coalesce((coalesce(${sql.join(instants.map((one) => sql.ref(one)))}) at time zone 'Asia/Shanghai')::date, 'infinity'::date)))`
