import { type Insertable, sql, type Updateable } from 'kysely'
import { z } from 'zod'
import type { DueException, DueExceptionInFull, listDueExceptions } from '#domain/collection/dueException.api.ts'
import type { Covered, ExceptionState } from '#domain/collection/dueException.ts'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import { day, id } from '#domain/kernel/endpoint.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { DueException as DueExceptionRow } from '#server/kernel/db.types.ts'
import { divisionOnDay } from '#server/kernel/divisionName.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { FileStore } from '#server/kernel/files.ts'
import type { Download } from '#server/kernel/routes.ts'
import type { IsSeen } from '#server/kernel/seen.ts'
import { evidenceOf } from './duty.shape.ts'

/** The duties an exception reaches: one, or those of a division in a period. */
export type Reach = {
  readonly dutyId: string | null
  readonly responsibleDivisionId: string
  readonly period: string
  /** Of a period: only what this division coordinates. */
  readonly coordinatingDivisionId: string | null
  readonly externalOn: string | null
}

/** Not withdrawn, not 补报; not yet signed, or for a later external day not yet reported. */
const reached = ({ dutyId, responsibleDivisionId, period, coordinatingDivisionId, externalOn }: Reach) => sql<boolean>`
  duty.responsible_division_id = ${responsibleDivisionId} and duty.period = ${period}
  and (${dutyId}::uuid is null or duty.id = ${dutyId}::uuid)
  and (${dutyId}::uuid is not null or ${coordinatingDivisionId}::uuid is null
    or duty.coordinating_division_id = ${coordinatingDivisionId}::uuid)
  and duty.stage <> 'withdrawn' and not duty.late_start
  and ${externalOn === null ? sql`duty.first_signed_on is null` : sql`duty.reported_on is null`}`

const coveredColumns = sql<Covered>`json_build_object('count', count(*), 'units', count(distinct duty.collecting_unit_id),
  'awaited', count(*) filter (where duty.external_due_on is null),
  'internalDueOn', max(duty.internal_due_on), 'externalDueOn', max(duty.external_due_on),
  'firstExternalDueOn', min(duty.external_due_on))`

export const coveredBy = async (tx: Tx, reach: Reach): Promise<Covered> =>
  (await tx.selectFrom('duty').select(coveredColumns.as('covered')).where(reached(reach)).executeTakeFirstOrThrow())
    .covered

/** The same duties one by one, held until the transaction ends. */
export const lockReached = (tx: Tx, reach: Reach) =>
  tx
    .selectFrom('duty')
    .select(['id', 'period', 'setOn', 'settingsRevision', 'dueRevision', 'firstSignedOn', 'opensOn', 'lateStart'])
    .select(['reminderOn', 'internalDueOn', 'earlyWarningOn', 'externalDueOn', 'redOn'])
    .select(['extendedInternalOn', 'extendedExternalOn', 'collectionVersionId'])
    .where(reached(reach))
    .orderBy('id')
    .forUpdate()
    .execute()

/** What a division's parties are of a duty this post sees. */
export const dutyParties = (tx: Tx, dutyId: string) =>
  tx
    .selectFrom('duty')
    .select(['year', 'period', 'responsibleDivisionId', 'coordinatingDivisionId'])
    .where('id', '=', dutyId)
    .executeTakeFirstOrThrow(() => new NotFound())

/** Whether the division houses the performance office. */
export const isHouse = async (tx: Tx, divisionIds: readonly string[]): Promise<boolean> =>
  (await tx
    .selectFrom('division')
    .select('id')
    .where('id', 'in', divisionIds)
    .where('housesPerformanceOffice', '=', true)
    .executeTakeFirst()) !== undefined

/** Whether the division has duties in the period that this one owes or coordinates; absent and invisible are the same. */
export const hasDuties = async (tx: Tx, actor: Actor, divisionId: string, period: string): Promise<boolean> =>
  (await tx
    .selectFrom('duty')
    .select('id')
    .where('responsibleDivisionId', '=', divisionId)
    .where('period', '=', period)
    .$if(divisionId !== actor.divisionId, (q) => q.where('coordinatingDivisionId', '=', actor.divisionId))
    .limit(1)
    .executeTakeFirst()) !== undefined

export const insert = async (tx: Tx, row: Insertable<DueExceptionRow>): Promise<string> =>
  (await tx.insertInto('dueException').values(row).returning('id').executeTakeFirstOrThrow()).id

export const save = (tx: Tx, exceptionId: string, change: Updateable<DueExceptionRow>) =>
  tx
    .updateTable('dueException')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', exceptionId)
    .execute()

type Moved = Pick<
  Awaited<ReturnType<typeof lockReached>>[number],
  'id' | 'internalDueOn' | 'externalDueOn' | 'dueRevision'
>

/** Which duties it moved, from which days. */
export async function insertMoved(tx: Tx, exceptionId: string, duties: readonly Moved[]): Promise<void> {
  if (duties.length === 0) return
  await tx
    .insertInto('dueExceptionDuty')
    .values(
      duties.map((duty) => ({
        ...{ exceptionId, dutyId: duty.id, dueRevision: duty.dueRevision + 1 },
        ...{ internalBefore: duty.internalDueOn, externalBefore: duty.externalDueOn },
      })),
    )
    .execute()
}

/** The collecting unit's consent; the caller has made sure that the actor may see the exception. */
export async function consentFile(tx: Tx, files: FileStore, fileId: string): Promise<Download> {
  const { name, type, digest } = await tx
    .selectFrom('storedFile')
    .select(['name', 'type', 'digest'])
    .where('id', '=', fileId)
    .executeTakeFirstOrThrow(() => new NotFound())
  return { name, type, content: await files.open(digest) }
}

const visible = (actor: Actor) =>
  seesEverything(actor)
    ? sql<boolean>`true`
    : sql<boolean>`(due_exception.responsible_division_id = ${actor.divisionId}
        or due_exception.coordinating_division_id = ${actor.divisionId})`

/** Locks an exception that this post sees; `version` is the one the person was looking at. */
export async function lock(tx: Tx, actor: Actor, exceptionId: string, version: number) {
  const row = await tx
    .selectFrom('dueException')
    .selectAll()
    .select(sql<ExceptionState>`state`.as('state'))
    .where('id', '=', exceptionId)
    .where(visible(actor))
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound())
  if (row.version !== version) throw new Stale()
  return row
}

export const demandVisible = (tx: Tx, actor: Actor, exceptionId: string) =>
  tx
    .selectFrom('dueException')
    .select(['id', 'consentFileId'])
    .where('id', '=', exceptionId)
    .where(visible(actor))
    .executeTakeFirstOrThrow(() => new NotFound())

export const exceptionIsSeen: IsSeen = ({ tx, actor }, id) =>
  sql<boolean>`exists (${tx
    .selectFrom('dueException')
    .select('dueException.id')
    .where('dueException.id', '=', id)
    .where(visible(actor))})`

const rows = (tx: Tx) =>
  tx
    .selectFrom('dueException')
    .innerJoin('division as responsible', 'responsible.id', 'dueException.responsibleDivisionId')
    .innerJoin('division as asking', 'asking.id', 'dueException.askedDivisionId')
    .innerJoin('person as asker', 'asker.id', 'dueException.askedBy')
    .leftJoin('person as decider', 'decider.id', 'dueException.decidedBy')
    .leftJoin('storedFile as consent', 'consent.id', 'dueException.consentFileId')
    .leftJoin('duty as one', 'one.id', 'dueException.dutyId')
    .leftJoin('indicator', 'indicator.id', 'one.indicatorId')
    .selectAll('dueException')
    .select('asker.name as askerName')
    .select([
      divisionOnDay('dueException.responsibleDivisionId', 'dueException.decidedOn').as('responsibleDivision'),
      divisionOnDay('dueException.askedDivisionId', 'dueException.askedOn').as('askedDivision'),
    ])
    .select(['decider.name as deciderName', 'indicator.name as indicatorName'])
    .select(['consent.name as consentName', 'consent.size as consentSize'])
    .select(
      sql<boolean>`responsible.houses_performance_office or asking.houses_performance_office`.as('judgedByDeputy'),
    )
    .select(
      sql<Covered>`(select ${coveredColumns} from duty
        where duty.responsible_division_id = due_exception.responsible_division_id and duty.period = due_exception.period
          and (due_exception.duty_id is null or duty.id = due_exception.duty_id)
          and (due_exception.duty_id is not null or due_exception.coordinating_division_id is null
            or duty.coordinating_division_id = due_exception.coordinating_division_id)
          and duty.stage <> 'withdrawn' and not duty.late_start
          and case when due_exception.external_on is null then duty.first_signed_on is null
            else duty.reported_on is null end)`.as('covered'),
    )
type Row = Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>

const consentOf = ({ consentOn, consentFrom, consentFileId, consentName, consentSize }: Row) => {
  const file = evidenceOf(consentFileId, consentName, consentSize)
  return consentOn && consentFrom && file ? { on: consentOn, from: consentFrom, file } : null
}

const exceptionOf = (row: Row): DueException => ({
  ...{ id: row.id, version: row.version, year: row.year, period: row.period, reason: row.reason },
  state: row.state as ExceptionState,
  duty: row.dutyId && row.indicatorName ? { id: row.dutyId, indicator: row.indicatorName } : null,
  ...{ responsibleDivision: row.responsibleDivision, askedDivision: row.askedDivision },
  ...{ internalOn: row.internalOn, externalOn: row.externalOn, consent: consentOf(row) },
  asked: { by: { id: row.askedBy, name: row.askerName }, on: row.askedOn },
  decided:
    row.decidedBy && row.deciderName && row.decidedOn
      ? { by: { id: row.decidedBy, name: row.deciderName }, on: row.decidedOn, note: row.decisionNote }
      : null,
  ...{ judgedByDeputy: row.judgedByDeputy, covered: row.covered },
})

/** One exception with the duties it moved. */
export async function find(tx: Tx, actor: Actor, exceptionId: string): Promise<DueExceptionInFull> {
  const row = await rows(tx)
    .where('dueException.id', '=', exceptionId)
    .where(visible(actor))
    .executeTakeFirstOrThrow(() => new NotFound())
  const moved = await tx
    .selectFrom('dueExceptionDuty as moved')
    .innerJoin('duty', 'duty.id', 'moved.dutyId')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .select(['moved.dutyId', 'indicator.name as indicator', 'moved.internalBefore', 'moved.externalBefore'])
    .select(['duty.internalDueOn', 'duty.externalDueOn'])
    .where('moved.exceptionId', '=', exceptionId)
    .orderBy('indicator.name')
    .orderBy('moved.dutyId')
    .execute()
  return { ...exceptionOf(row), moved }
}

type Query = z.output<typeof listDueExceptions.query>
const Place = z.tuple([day, id])

/** A year's exceptions, the latest first; a division's by an index for each of its relations. */
export async function list(tx: Tx, actor: Actor, query: Query) {
  const after = placeOf(query.after, Place)
  const branch = (party: 'responsibleDivisionId' | 'coordinatingDivisionId' | null) =>
    tx
      .selectFrom('dueException')
      .select(['id', 'askedOn'])
      .where('year', '=', query.year)
      .$if(party !== null, (q) => q.where(party ?? 'responsibleDivisionId', '=', actor.divisionId))
      .$if(party === 'coordinatingDivisionId', (q) =>
        q.whereRef('responsibleDivisionId', '<>', 'coordinatingDivisionId'),
      )
      .$if(query.state !== undefined, (q) => q.where('state', '=', query.state ?? ''))
      .$if(query.dutyId !== undefined, (q) => q.where('dutyId', '=', query.dutyId ?? ''))
      .$if(after !== undefined, (q) =>
        q.where(sql<boolean>`(asked_on, id) < (${after?.[0]}::date, ${after?.[1]}::uuid)`),
      )
      .orderBy('askedOn', 'desc')
      .orderBy('id', 'desc')
      .limit(query.limit + 1)
  const places = seesEverything(actor)
    ? branch(null).as('place')
    : tx
        .selectFrom(branch('responsibleDivisionId').as('own'))
        .selectAll()
        .unionAll(tx.selectFrom(branch('coordinatingDivisionId').as('other')).selectAll())
        .as('place')
  const found = await rows(tx)
    .innerJoin(places, 'place.id', 'dueException.id')
    .orderBy('place.askedOn', 'desc')
    .orderBy('place.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  const page = pageFrom(found, query.limit, ({ askedOn, id: last }) => cursorAt(askedOn, last))
  return { rows: page.rows.map(exceptionOf), next: page.next }
}
