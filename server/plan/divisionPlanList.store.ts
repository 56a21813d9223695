import { sql } from 'kysely'
import { z } from 'zod'
import { workingDaysBetween } from '#domain/calendar/workingDays.ts'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { DivisionPlanRow } from '#domain/plan/divisionPlan.api.ts'
import type { DivisionPlanState } from '#domain/plan/divisionPlan.ts'
import type { App } from '#server/kernel/app.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { extensionOf, lateOf } from './divisionPlan.store.ts'

const Place = z.tuple([z.string().regex(/^-?\d{1,9}$/), z.uuid()])

type Query = { readonly year: number; readonly after?: string | undefined; readonly limit: number }
type Context = { readonly app: Pick<App, 'holidays'>; readonly today: string }

/** The last submission of a plan that came after the day in force. */
const lastLate = sql<{ submittedOn: string; dueOn: string } | null>`(
  select json_build_object('submittedOn', submission.submitted_on, 'dueOn', submission.due_on)
  from plan_submission submission join plan_version on plan_version.id = submission.plan_version_id
  where plan_version.plan_id = plan.id and submission.submitted_on > submission.due_on
  order by plan_version.number desc limit 1)`

const lastSubmittedOn = sql<string | null>`(select max(submitted_on) from plan_submission submission
  join plan_version on plan_version.id = submission.plan_version_id where plan_version.plan_id = plan.id)`

/** What was handed in bears the name that the division had then. */
const divisionName = sql<Text>`division_name_on(division.id, case when plan.state in ('submitted', 'accepted')
  then coalesce(${lastSubmittedOn}, 'infinity') else 'infinity' end)`

/** The divisions that a call of the year reached and this post sees, with what came of it. */
const visible = (tx: Tx, actor: Actor, year: number) =>
  tx
    .selectFrom('planCallDivision as called')
    .innerJoin('planCall', 'planCall.id', 'called.callId')
    .innerJoin('division', 'division.id', 'called.divisionId')
    .leftJoin('plan', (join) =>
      join
        .onRef('plan.divisionId', '=', 'called.divisionId')
        .onRef('plan.year', '=', 'planCall.year')
        .on('plan.kind', '=', 'division'),
    )
    .select(['division.id as divisionId', 'division.sort', divisionName.as('divisionName')])
    .select(['called.dueOn', 'called.extensionReason', 'called.extendedOn', 'plan.id as planId'])
    .select([
      sql<DivisionPlanState | null>`plan.state`.as('state'),
      sql<number>`(select count(*)::int from item where item.plan_id = plan.id)`.as('itemCount'),
      lastSubmittedOn.as('submittedOn'),
      lastLate.as('lastLate'),
    ])
    .where('planCall.year', '=', year)
    // what was asked of a division that has ended is asked of its successor
    .where(
      sql<boolean>`(plan.id is not null or not exists (select from division_successor past
        where past.division_id = called.division_id))`,
    )
    .$if(!seesEverything(actor), (query) => query.where('called.divisionId', '=', actor.divisionId))

/** In the order of the divisions, page by page. */
export async function list(tx: Tx, actor: Actor, { year, after, limit }: Query, { app, today }: Context) {
  const place = placeOf(after, Place)
  const rows = await visible(tx, actor, year)
    .$if(place !== undefined, (query) =>
      query.where(sql<boolean>`(division.sort, division.id) > (${Number(place?.[0])}, ${place?.[1]}::uuid)`),
    )
    .orderBy('division.sort')
    .orderBy('division.id')
    .limit(limit + 1)
    .execute()
  const page = pageFrom(rows, limit, ({ sort, divisionId }) => cursorAt(String(sort), divisionId))
  return { rows: page.rows.map((row) => rowOf(row, { app, today })), next: page.next }
}

type Row = Awaited<ReturnType<ReturnType<typeof visible>['executeTakeFirstOrThrow']>>

const rowOf = (row: Row, { app, today }: Context): DivisionPlanRow => ({
  division: { id: row.divisionId, name: row.divisionName },
  dueOn: row.dueOn,
  workingDaysLeft: row.dueOn === null ? null : workingDaysBetween(today, row.dueOn, app.holidays),
  extension: extensionOf(row),
  late: row.lastLate && lateOf(row.lastLate, app.holidays),
  plan:
    row.planId === null || row.state === null
      ? null
      : { id: row.planId, state: row.state, itemCount: row.itemCount, submittedOn: row.submittedOn },
})

/** Issued calls under which a division has not begun its plan. */
export const notStarted = (tx: Tx, divisionId: string | null) =>
  tx
    .selectFrom('planCallDivision as called')
    .innerJoin('planCall', 'planCall.id', 'called.callId')
    .select(['planCall.id', 'planCall.year', 'called.dueOn'])
    .where('planCall.state', '=', 'issued')
    .where('called.divisionId', '=', divisionId)
    .where(
      sql<boolean>`not exists (select from plan where plan.kind = 'division' and plan.year = plan_call.year
        and plan.division_id = called.division_id)`,
    )
    .orderBy('planCall.year')
    .execute()
