import { sql } from 'kysely'
import { type Actor, divisionPosts, isOneOf, seesEverything } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Urge, Urges } from '#domain/supervision/ticketUrge.api.ts'
import type { UrgeSubject } from '#domain/supervision/ticketUrge.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'

export type About = { readonly subject: UrgeSubject; readonly subjectId: string }
type Target = {
  readonly division: { readonly id: string; readonly name: Text }
  readonly isOwed: boolean
  readonly urgedOn: string | null
}

/** Divisions of a thing, each once, with whether something is awaited of it now. */
const parties: Record<UrgeSubject, (subjectId: string) => ReturnType<typeof sql<{ id: string; isOwed: boolean }>>> = {
  item: (id) => sql`select distinct heir_of(party.id) as id,
      plan.kind = 'office' and plan.state = 'issued' and item.withdrawn_on is null as is_owed
    from item join plan on plan.id = item.plan_id
    cross join lateral (values (item.responsible_division_id), (item.coordinating_division_id)) as party(id)
    where item.id = ${id}::uuid and party.id is not null
    union
    select heir_of(shared.division_id), plan.kind = 'office' and plan.state = 'issued' and item.withdrawn_on is null
    from item join plan on plan.id = item.plan_id join item_division as shared on shared.item_id = item.id
    where item.id = ${id}::uuid`,
  duty: (id) => sql`select party.id, bool_or(duty.stage = any(party.turn)) as is_owed
    from duty cross join lateral (values
      (duty.responsible_division_id, array['open', 'offered', 'returned']),
      (duty.coordinating_division_id, array['submitted', 'accepted'])) as party(id, turn)
    where duty.id = ${id}::uuid group by party.id`,
  share: (id) => sql`select share.division_id as id,
      ticket.state = 'assigned' and share.state in ('assigned', 'received') as is_owed
    from ticket_share as share join ticket on ticket.id = share.ticket_id
    where share.id = ${id}::uuid and ticket.assigned_at is not null`,
}

/** The divisions that an urge may reach; 404 where the thing is absent or none of this post's. */
export async function targetsOf(tx: Tx, actor: Actor, { subject, subjectId }: About): Promise<Target[]> {
  const { rows } = await sql<{ id: string; nameZh: string; nameEn: string; isOwed: boolean; urgedOn: string | null }>`
    select division.id, division.name_zh, division.name_en, party.is_owed,
      (select max(urged_on) from urge where subject_kind = ${subject} and subject_id = ${subjectId}::uuid
        and urge.division_id = division.id) as urged_on
    from (${parties[subject](subjectId)}) as party join division on division.id = party.id
    order by division.sort, division.id`.execute(tx)
  const targets = rows.map(({ id, nameZh, nameEn, isOwed, urgedOn }) => ({
    ...{ division: { id, name: { zh: nameZh, en: nameEn } }, isOwed, urgedOn },
  }))
  if (targets.length === 0) throw new NotFound()
  if (seesEverything(actor)) return targets
  const own = targets.filter(({ division }) => division.id === actor.divisionId)
  if (own.length === 0) throw new NotFound()
  return own
}

/** Holds the thing while one division is urged about it, so that two do not urge at once. */
export const holdSubject = (tx: Tx, { subject, subjectId }: About) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`urge ${subject} ${subjectId}`}, 0))`.execute(tx)

const ofSuccessor = (actor: Actor) =>
  sql<boolean>`urge.division_id = any(array(select divisions_of(${actor.divisionId}::uuid)))`

/** Urges about a thing, and whom one would reach now. */
export async function urgesAbout(tx: Tx, actor: Actor, about: About): Promise<Urges> {
  const targets = await targetsOf(tx, actor, about)
  const mayAnswer = isOneOf(actor.post, divisionPosts)
  const rows = await tx
    .selectFrom('urge')
    .innerJoin('division', 'division.id', 'urge.divisionId')
    .innerJoin('person as by', 'by.id', 'urge.urgedBy')
    .leftJoin('person as answerer', 'answerer.id', 'urge.answeredBy')
    .select(['urge.id', 'urge.words', 'urge.urgedOn', 'urge.urgedAt', 'urge.answer', 'urge.answeredAt'])
    .select(['by.name as by', 'answerer.name as answeredBy', ofSuccessor(actor).as('isOwn')])
    .select(
      sql<Urge['division']>`json_build_object('id', division.id, 'name', division_name_on(division.id, urged_on))`.as(
        'division',
      ),
    )
    .where('subjectKind', '=', about.subject)
    .where('subjectId', '=', about.subjectId)
    .$if(!seesEverything(actor), (q) => q.where(ofSuccessor(actor)))
    .orderBy('urgedAt', 'desc')
    .limit(100)
    .execute()
  return { rows: rows.map((row) => ({ ...row, isOwn: row.isOwn && mayAnswer })), targets }
}

/** An urge that the post sees, locked, with what answering it asks. */
export async function lockUrge(tx: Tx, actor: Actor, urgeId: string) {
  const row = await tx
    .selectFrom('urge')
    .select(['id', 'subjectId', 'answeredAt', 'divisionId', sql<UrgeSubject>`subject_kind`.as('subject')])
    .where('id', '=', urgeId)
    .where('subjectKind', 'in', ['item', 'duty', 'share'])
    .where(ofSuccessor(actor))
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound())
  return { ...row, isOwn: isOneOf(actor.post, divisionPosts), isAnswered: row.answeredAt !== null }
}

/** What an urge is about. */
export const aboutOf = (tx: Tx, urgeId: string): Promise<About> =>
  tx
    .selectFrom('urge')
    .select(['subjectId', sql<UrgeSubject>`subject_kind`.as('subject')])
    .where('id', '=', urgeId)
    .executeTakeFirstOrThrow(() => new NotFound())

/** Whatever the division was urged about the item until now is answered by this. */
export const answer = ({ tx, actor, clock }: Acting, urge: { subjectId: string; divisionId: string }, words: string) =>
  tx
    .updateTable('urge')
    .set({ answer: words, answeredBy: actor.id, answeredAt: clock.now })
    .where('subjectKind', '=', 'item')
    .where('subjectId', '=', urge.subjectId)
    .where('divisionId', '=', urge.divisionId)
    .where('answeredAt', 'is', null)
    .execute()

/** The record in whose history an urge stands. */
export const historySubject = ({ subject, subjectId }: About) => ({
  kind: subject === 'share' ? 'ticketShare' : subject,
  id: subjectId,
})
