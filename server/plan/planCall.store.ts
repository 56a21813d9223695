import { sql } from 'kysely'
import { workingDaysBetween } from '#domain/calendar/workingDays.ts'
import type { DocumentState } from '#domain/document/officialDocument.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import type { PlanCall } from '#domain/plan/planCall.api.ts'
import { type CallFacts, type CallState, callStatesSeenBy } from '#domain/plan/planCall.ts'
import { callNoticeOf } from '#server/document/officialDocument.public.ts'
import type { App } from '#server/kernel/app.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'

/** The division that houses the performance office: the secretariat (Art. 8). */
const secretariat = sql<string | null>`(select id from division where houses_performance_office limit 1)`

/** Where the notice of its own stands; null where it has none. */
const noticeState = sql<DocumentState | null>`(select notice.state from official_document as notice
  where notice.call_id = plan_call.id and notice.state <> 'withdrawn')`

/** Calls in the states this post sees. */
const visible = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('planCall')
    .select([
      'planCall.id',
      'planCall.year',
      'planCall.title',
      'planCall.text',
      'planCall.workingDays',
      'planCall.templateFileId',
      sql<CallState>`plan_call.state`.as('state'),
      'planCall.issuedOn',
      'planCall.dueOn',
      'planCall.incorporatedIn',
      'planCall.incorporatedOn',
      'planCall.closeReason',
      'planCall.version',
      secretariat.as('secretariatId'),
      noticeState.as('noticeState'),
      sql<number>`(select count(*)::int from plan_call_division called where called.call_id = plan_call.id)`.as(
        'divisions',
      ),
      sql<number>`(select count(*)::int from plan_call_division called where called.call_id = plan_call.id
        and not exists (select from plan where plan.kind = 'division' and plan.division_id = called.division_id
          and plan.year = plan_call.year and plan.state = 'accepted')
        and not exists (select from division_successor past where past.division_id = called.division_id))`.as(
        'openDivisions',
      ),
    ])
    .where('planCall.state', 'in', callStatesSeenBy(actor))

export type CallRow = Awaited<ReturnType<typeof findRow>>
/** The call's own row, where the actor may see it. */
export const findRow = (tx: Tx, actor: Actor, id: string) =>
  visible(tx, actor)
    .where('planCall.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())

/** Locks the call until the transaction ends; `version` is the one the person was looking at. */
export async function lock(tx: Tx, actor: Actor, id: string, version: number): Promise<CallRow> {
  const row = await visible(tx, actor)
    .where('planCall.id', '=', id)
    .forUpdate('planCall')
    .executeTakeFirstOrThrow(() => new NotFound())
  if (row.version !== version) throw new Stale()
  return row
}

/** The call as its transitions ask about it. */
export const factsOf = (row: CallRow, reason = ''): CallFacts => ({
  state: row.state,
  year: row.year,
  hasText: row.text !== '',
  secretariatId: row.secretariatId,
  isIncorporated: row.incorporatedOn !== null,
  notice:
    row.noticeState === null
      ? 'none'
      : row.noticeState === 'drafted' || row.noticeState === 'checked'
        ? 'underWay'
        : 'signedOff',
  openDivisions: row.openDivisions,
  reason,
})

export const list = async (tx: Tx, actor: Actor) => {
  const rows = await visible(tx, actor).orderBy('planCall.year', 'desc').execute()
  return rows.map(({ id, year, title, state, issuedOn }) => ({ id, year, title, state, issuedOn }))
}

/** Calls on their way, with the latest day on which a plan is due: one or two at a time. */
export const open = (tx: Tx, actor: Actor) =>
  visible(tx, actor).where('planCall.state', '<>', 'closed').orderBy('planCall.year').execute()

export async function idOfYear(tx: Tx, actor: Actor, year: number): Promise<string> {
  const { id } = await visible(tx, actor)
    .where('planCall.year', '=', year)
    .executeTakeFirstOrThrow(() => new NotFound())
  return id
}

type Context = { readonly app: Pick<App, 'holidays'>; readonly today: string }

/** The call with its template and the day on which plans are due. */
export async function find(tx: Tx, actor: Actor, id: string, { app, today }: Context): Promise<PlanCall> {
  const { templateFileId, noticeState: _notice, ...row } = await findRow(tx, actor, id)
  return {
    ...row,
    template: await templateOf(tx, templateFileId),
    notice: await callNoticeOf(tx, id),
    workingDaysLeft: row.dueOn === null ? null : workingDaysBetween(today, row.dueOn, app.holidays),
  }
}

export const templateOf = async (tx: Tx, id: string | null) =>
  id === null
    ? null
    : tx.selectFrom('storedFile').select(['id', 'name', 'size']).where('id', '=', id).executeTakeFirstOrThrow()

type Content = { readonly title: string; readonly text: string; readonly workingDays: number }

/** A first draft, or undefined where there is a call of the year already. */
export const insert = (tx: Tx, call: Content & { readonly year: number }) =>
  tx
    .insertInto('planCall')
    .values({ ...call, state: 'drafted' })
    .onConflict((conflict) => conflict.column('year').doNothing())
    .returning('id')
    .executeTakeFirst()

type Saved = Partial<
  Pick<
    CallRow,
    | keyof Content
    | 'templateFileId'
    | 'state'
    | 'issuedOn'
    | 'dueOn'
    | 'incorporatedIn'
    | 'incorporatedOn'
    | 'closeReason'
  >
>

/** Every save is a new version. */
export const save = (tx: Tx, id: string, values: Saved) =>
  tx
    .updateTable('planCall')
    .set({ ...values, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()

/** Calls every division of the day; answers how many there are. */
export async function callDivisions(tx: Tx, callId: string, dueOn: string | null, today: string): Promise<number> {
  const called = await tx
    .insertInto('planCallDivision')
    .columns(['callId', 'divisionId', 'dueOn'])
    .expression((eb) =>
      eb
        .selectFrom('division')
        .select([sql`${callId}::uuid`.as('callId'), 'division.id', sql`${dueOn}::date`.as('dueOn')])
        .where('fromOn', '<=', today)
        .where((or) => or.or([or('toOn', 'is', null), or('toOn', '>', today)])),
    )
    .returning('divisionId')
    .execute()
  return called.length
}

/** The day of one division that was called, and whether its plan is accepted. */
export const calledDivision = (tx: Tx, { id, year }: Pick<CallRow, 'id' | 'year'>, divisionId: string) =>
  tx
    .selectFrom('planCallDivision')
    .innerJoin('division', 'division.id', 'planCallDivision.divisionId')
    .select(['planCallDivision.dueOn', 'division.nameZh', 'division.nameEn'])
    .select(
      sql<boolean>`exists (select from plan where plan.kind = 'division' and plan.year = ${year}
        and plan.division_id = division.id and plan.state = 'accepted')`.as('isAccepted'),
    )
    .where('callId', '=', id)
    .where('divisionId', '=', divisionId)
    .executeTakeFirst()

type Extension = { readonly dueOn: string; readonly extensionReason: string; readonly extendedOn: string }

export const extend = (tx: Tx, callId: string, divisionId: string, extension: Extension) =>
  tx
    .updateTable('planCallDivision')
    .set(extension)
    .where('callId', '=', callId)
    .where('divisionId', '=', divisionId)
    .execute()

/** Issued calls whose day still awaits the official list. */
export const awaiting = (tx: Tx) =>
  tx
    .selectFrom('planCall')
    .select(['id', 'workingDays', sql<string>`issued_on`.as('issuedOn')])
    .where('state', '=', 'issued')
    .where('dueOn', 'is', null)
    .execute()

/** Gives the awaited day to the call and to every division that has no day of its own. */
export async function fillDueDay(tx: Tx, callId: string, dueOn: string): Promise<void> {
  await save(tx, callId, { dueOn })
  await tx
    .updateTable('planCallDivision')
    .set({ dueOn })
    .where('callId', '=', callId)
    .where('dueOn', 'is', null)
    .execute()
}
