import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, administrators, type PostKind, seesEverything } from '#domain/kernel/actor.ts'
import type { HandoverLine, HandoverRow } from '#domain/organization/handover.api.ts'
import type { HandoverState, ItemRole, RowKind } from '#domain/organization/handover.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { IsSeen } from '#server/kernel/seen.ts'

/** Who takes part, a head of division for the own people, leaders and the performance office for all. */
const visible = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('handover')
    .innerJoin('person', 'person.id', 'handover.personId')
    .innerJoin('person as maker', 'maker.id', 'handover.madeBy')
    .select(['handover.id', 'handover.leavesOn', 'handover.reason', 'handover.state', 'handover.version'])
    .select(['person.id as personId', 'person.name as personName', 'maker.name as madeBy'])
    .$if(!seesEverything(actor), (query) =>
      query.where(
        sql<boolean>`(handover.person_id = ${actor.id}
          or exists (select from handover_row where handover_row.handover_id = handover.id
            and handover_row.successor_id = ${actor.id})
          or ${actor.post === 'division.head'} and exists (select from post where post.person_id = handover.person_id
            and post.division_id = ${actor.divisionId}))`,
      ),
    )

export const handoverIsSeen: IsSeen = ({ tx, actor }, id) =>
  sql<boolean>`exists (${visible(tx, actor).where('handover.id', '=', id)})`

type Row = Awaited<ReturnType<ReturnType<typeof visible>['executeTakeFirstOrThrow']>>
const rowOf = ({ personId, personName, state, ...row }: Row): HandoverRow => ({
  ...row,
  state: state as HandoverState,
  person: { id: personId, name: personName },
})

export async function find(tx: Tx, actor: Actor, id: string): Promise<HandoverRow> {
  const row = await visible(tx, actor)
    .where('handover.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())
  return rowOf(row)
}

/** Locks the sheet until the transaction ends; `version` is the one the person was looking at. */
export async function lock(tx: Tx, actor: Actor, id: string, version: number): Promise<HandoverRow> {
  await tx.selectFrom('handover').select('id').where('id', '=', id).forUpdate().execute()
  const current = await find(tx, actor, id)
  if (current.version !== version) throw new Stale()
  return current
}

const byDay = z.tuple([z.iso.date(), z.uuid()])

export async function list(tx: Tx, actor: Actor, { after, limit }: { after?: string | undefined; limit: number }) {
  const place = placeOf(after, byDay)
  const rows = await visible(tx, actor)
    .$if(place !== undefined, (query) =>
      query.where(sql<boolean>`(handover.leaves_on, handover.id) < (${place?.[0]}::date, ${place?.[1]}::uuid)`),
    )
    .orderBy('handover.leavesOn', 'desc')
    .orderBy('handover.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = pageFrom(rows, limit, ({ leavesOn, id }) => cursorAt(leavesOn, id))
  return { next: page.next, rows: page.rows.map(rowOf) }
}

/** Sheets under way that the actor sees. */
export const listOpen = async (tx: Tx, actor: Actor): Promise<HandoverRow[]> =>
  (
    await visible(tx, actor)
      .where('handover.state', 'in', ['drafted', 'handedOver', 'signed'])
      .orderBy('handover.leavesOn')
      .orderBy('handover.id')
      .limit(50)
      .execute()
  ).map(rowOf)

export const hasOpenSheet = async (tx: Tx, personId: string): Promise<boolean> =>
  (await tx
    .selectFrom('handover')
    .select('id')
    .where('personId', '=', personId)
    .where('state', 'in', ['drafted', 'handedOver', 'signed'])
    .executeTakeFirst()) !== undefined

type NewSheet = { personId: string; leavesOn: string; reason: string; madeBy: string; madeAt: string }

export const insert = async (tx: Tx, sheet: NewSheet): Promise<string> =>
  (
    await tx
      .insertInto('handover')
      .values({ ...sheet, state: 'drafted' })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id

type Saved = { state?: HandoverState; leavesOn?: string; appliedAt?: string }

export const save = (tx: Tx, id: string, values: Saved) =>
  tx
    .updateTable('handover')
    .set({ ...values, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()

export async function linesOf(tx: Tx, id: string): Promise<HandoverLine[]> {
  const rows = await tx
    .selectFrom('handoverRow')
    .leftJoin('person', 'person.id', 'handoverRow.successorId')
    .select([
      'handoverRow.kind',
      'subjectId',
      'role',
      'title',
      'person.id as successorId',
      'person.name as successorName',
    ])
    .where('handoverId', '=', id)
    .orderBy('handoverRow.sort')
    .execute()
  return rows.map(({ kind, role, successorId, successorName, ...row }) => ({
    ...row,
    kind: kind as RowKind,
    role: role as ItemRole | null,
    successor: successorId && successorName ? { id: successorId, name: successorName } : null,
  }))
}

export type NewLine = Omit<HandoverLine, 'successor'> & { readonly successorId: string | null }

/** Replaces the rows of a sheet; what was signed before stays with its signature. */
export async function replaceLines(tx: Tx, handoverId: string, lines: readonly NewLine[]): Promise<void> {
  await tx.deleteFrom('handoverRow').where('handoverId', '=', handoverId).execute()
  if (lines.length === 0) return
  await tx
    .insertInto('handoverRow')
    .values(lines.map((line, sort) => ({ ...line, handoverId, sort })))
    .execute()
}

/** Which of these people hold a business post on the day and can log in. */
export async function fitFor(tx: Tx, ids: readonly string[], day: string): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx
    .selectFrom('post')
    .innerJoin('person', 'person.id', 'post.personId')
    .select('person.id')
    .distinct()
    .where('person.id', 'in', [...ids])
    .where('person.disabledAt', 'is', null)
    .where('post.kind', 'not in', administrators)
    .where('post.fromOn', '<=', day)
    .where((eb) => eb.or([eb('post.toOn', 'is', null), eb('post.toOn', '>', day)]))
    .execute()
  return new Set(rows.map(({ id }) => id))
}

type Signature = {
  handoverId: string
  side: 'leaver' | 'receiver'
  personId: string
  postId: string
  statement: string
  statementNumber: number
  canonical: Buffer
  digest: string
  signedAt: string
}

export const insertSignature = (tx: Tx, signature: Signature) =>
  tx.insertInto('handoverSignature').values(signature).execute()

/** Signatures of a sheet, the latest first, earlier ones over what it was then too. */
export async function signaturesOf(tx: Tx, handoverId: string) {
  const rows = await tx
    .selectFrom('handoverSignature')
    .innerJoin('person', 'person.id', 'handoverSignature.personId')
    .innerJoin('post', 'post.id', 'handoverSignature.postId')
    .select(['side', 'person.name as personName', 'post.kind as post', 'statementNumber', 'digest', 'signedAt'])
    .where('handoverId', '=', handoverId)
    .orderBy('recordedAt', 'desc')
    .execute()
  return rows.map(({ side, post, ...row }) => ({ ...row, side: side as Signature['side'], post: post as PostKind }))
}

/** Stand-ins that are or will be in force: the person for others, and others for the person. */
export const standInsOf = (tx: Tx, personId: string, today: string) =>
  tx
    .selectFrom('standIn')
    .innerJoin('post', 'post.id', 'standIn.postId')
    .innerJoin('person as holder', 'holder.id', 'post.personId')
    .innerJoin('person', 'person.id', 'standIn.personId')
    .select(['standIn.id', 'standIn.postId', 'standIn.kind', 'holder.name as holderName', 'person.name as personName'])
    .where((eb) => eb.or([eb('standIn.personId', '=', personId), eb('post.personId', '=', personId)]))
    .where((eb) => eb.or([eb('standIn.toOn', 'is', null), eb('standIn.toOn', '>', today)]))
    .where(sql<boolean>`(stand_in.to_on is null or stand_in.to_on > stand_in.from_on)`)
    .orderBy('standIn.fromOn')
    .orderBy('standIn.id')
    .execute()

export const endStandIns = (tx: Tx, ids: readonly string[], on: string) =>
  tx
    .updateTable('standIn')
    .set({ toOn: sql<string>`greatest(from_on, least(to_on, ${on}::date))`, version: sql<number>`version + 1` })
    .where('id', 'in', [...ids])
    .execute()

/** Posts of applied sheets that their named successor does not hold yet, nor will. */
export const vacancies = (tx: Tx, today: string) =>
  tx
    .selectFrom('handoverRow')
    .innerJoin('handover', 'handover.id', 'handoverRow.handoverId')
    .innerJoin('post', 'post.id', 'handoverRow.subjectId')
    .innerJoin('person', 'person.id', 'handoverRow.successorId')
    .innerJoin('person as leaver', 'leaver.id', 'handover.personId')
    .leftJoin('division', 'division.id', 'post.divisionId')
    .select(['post.id', 'post.kind', 'person.id as personId', 'person.name', 'leaver.name as leaverName'])
    .select(['handover.leavesOn', 'division.nameZh', 'division.nameEn'])
    .where('handoverRow.kind', '=', 'post')
    .where('handover.state', '=', 'applied')
    .where('post.byVirtueOf', 'is', null)
    .where((eb) => eb.or([eb('division.toOn', 'is', null), eb('division.toOn', '>', today)]))
    .where(
      sql<boolean>`not exists (select from post held where held.person_id = handover_row.successor_id
        and held.kind = post.kind and held.division_id is not distinct from post.division_id
        and held.from_on >= handover.made_at::date)`,
    )
    .where(
      sql<boolean>`not exists (select from post held where held.person_id = handover_row.successor_id
        and held.kind = post.kind and held.division_id is not distinct from post.division_id
        and (held.to_on is null or held.to_on > ${today}))`,
    )
    .orderBy('handover.leavesOn')
    .orderBy('post.id')
    .limit(50)
    .execute()
