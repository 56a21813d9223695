import { sql } from 'kysely'
import { z } from 'zod'
import { workingDaysBetween } from '#domain/calendar/workingDays.ts'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import { id } from '#domain/kernel/endpoint.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { listRegister, RegisterRow } from '#domain/supervision/register.api.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { seesTicket } from './ticket.store.ts'

type Query = Omit<z.output<typeof listRegister.query>, 'limit' | 'after'>
const Place = z.tuple([z.string().regex(/^\d{1,9}$/), id])

const isOf = (divisionId: string | null) => sql<boolean>`(item.responsible_division_id = ${divisionId}::uuid
  or item.coordinating_division_id = ${divisionId}::uuid or exists (select from item_division
    where item_division.item_id = item.id and item_division.division_id = ${divisionId}::uuid))`

const division = (column: string) =>
  sql<RegisterRow['responsibleDivision']>`(select json_build_object('id', division.id,
    'name', json_build_object('zh', name_zh, 'en', name_en)) from division where division.id = ${sql.ref(column)})`

/** Where the main responsible person is today; the register names no person. */
const mainDivision = (today: string) =>
  sql<Text | null>`(select json_build_object('zh', name_zh, 'en', name_en)
    from post join division on division.id = post.division_id
    where post.person_id = item.main_responsible_person_id and post.kind in ('division.head', 'division.officer')
      and post.from_on <= ${today}::date and (post.to_on is null or post.to_on > ${today}::date)
    order by post.from_on desc limit 1)`

/** The phase that runs on the day, else the next one, else the last. */
const phase = (today: string) =>
  sql<{ number: number; of: number; title: string; endsOn: string } | null>`(select json_build_object(
    'number', (select count(*) from phase as before where before.item_id = item.id and before.sort <= phase.sort),
    'of', (select count(*) from phase as every where every.item_id = item.id),
    'title', phase.title, 'endsOn', phase.ends_on)
    from phase where phase.item_id = item.id
    order by phase.ends_on < ${today}::date,
      case when phase.ends_on < ${today}::date then -phase.sort else phase.sort end limit 1)`

const tickets = (actor: Actor, states: string) =>
  sql<number>`(select count(*)::int from ticket where ticket.item_id = item.id
    and ticket.state in (${sql.raw(states)}) and ${seesTicket(actor)})`
const open = "'registered', 'assigned', 'done'"
const every = "'registered', 'assigned', 'done', 'closed'"

const urges = (actor: Actor) =>
  seesEverything(actor)
    ? sql<boolean>`true`
    : sql<boolean>`urge.division_id = any(array(select divisions_of(${actor.divisionId}::uuid)))`

const isUrged = (actor: Actor) =>
  sql<boolean>`exists (select from urge where urge.subject_kind = 'item' and urge.subject_id = item.id
    and ${urges(actor)})`

function filtered({ tx, actor, today }: Reading, { year, divisionId, search, has }: Query) {
  const words = (search ?? '').toLowerCase()
  return tx
    .selectFrom('item')
    .innerJoin('plan', 'plan.id', 'item.planId')
    .select(['item.id as itemId', 'item.sort', 'item.code', 'item.title'])
    .select([
      division('item.responsibleDivisionId').as('responsibleDivision'),
      division('item.coordinatingDivisionId').as('coordinatingDivision'),
      mainDivision(today).as('mainDivision'),
      phase(today).as('phase'),
      tickets(actor, open).as('openTickets'),
      tickets(actor, every).as('tickets'),
      sql<number>`(select count(*)::int from urge where urge.subject_kind = 'item' and urge.subject_id = item.id
        and ${urges(actor)})`.as('urges'),
      sql<string | null>`(select max(urged_at) from urge where urge.subject_kind = 'item'
        and urge.subject_id = item.id and ${urges(actor)})`.as('urgedAt'),
    ])
    .where('plan.kind', '=', 'office')
    .where('plan.year', '=', year)
    .where('plan.state', '=', 'issued')
    .where('item.withdrawnOn', 'is', null)
    .$if(!seesEverything(actor), (q) => q.where(isOf(actor.divisionId)))
    .$if(divisionId !== undefined, (q) => q.where(isOf(divisionId ?? null)))
    .$if(words !== '', (q) => q.where(sql<boolean>`strpos(lower(item.code || ' ' || item.title), ${words}) > 0`))
    .$if(has === 'openTicket', (q) => q.where(sql<boolean>`${tickets(actor, open)} > 0`))
    .$if(has === 'urge', (q) => q.where(isUrged(actor)))
    .$if(has === 'nothing', (q) => q.where(sql<boolean>`${tickets(actor, open)} = 0 and not ${isUrged(actor)}`))
    .orderBy('item.sort')
    .orderBy('item.id')
}

type Read = Awaited<ReturnType<ReturnType<typeof filtered>['executeTakeFirstOrThrow']>>

function rowOf({ today, app }: Reading, { sort: _, phase: running, ...row }: Read): RegisterRow {
  const { endsOn, ...shown } = running ?? { endsOn: null }
  return {
    ...row,
    phase: 'number' in shown ? shown : null,
    dueOn: endsOn,
    workingDaysLeft: endsOn === null ? null : workingDaysBetween(today, endsOn, app.holidays),
  }
}

/** The register of a year, in the order of the plan. */
export async function list(context: Reading, query: z.output<typeof listRegister.query>) {
  const after = placeOf(query.after, Place)
  const rows = await filtered(context, query)
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(item.sort, item.id) > (${Number(after?.[0])}, ${after?.[1]}::uuid)`),
    )
    .limit(query.limit + 1)
    .execute()
  const page = pageFrom(rows, query.limit, ({ sort, itemId }) => cursorAt(String(sort), itemId))
  return { rows: page.rows.map((row) => rowOf(context, row)), next: page.next }
}

/** The most rows that one file of the register has. */
const exported = 10_000

export const listAll = async (context: Reading, query: Query): Promise<RegisterRow[]> =>
  (await filtered(context, query).limit(exported).execute()).map((row) => rowOf(context, row))
