import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, divisionPosts, performanceOffice, seesEverything } from '#domain/kernel/actor.ts'
import { day, id } from '#domain/kernel/endpoint.ts'
import type { Contact } from '#domain/opinion/contact.api.ts'
import type { listOpinions, Opinion } from '#domain/opinion/opinion.api.ts'
import { type OpinionFacts, type OpinionState, type OpinionWay, openOpinionStates } from '#domain/opinion/opinion.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { IsSeen } from '#server/kernel/seen.ts'
import { coordinatingId, filesOf, person, responsibleId, subject, visible } from './chain.store.ts'

type Query = Omit<z.output<typeof listOpinions.query>, 'limit' | 'after'>
const Place = z.tuple([day, id])

const seen = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('opinion')
    .innerJoin('item', 'item.id', 'opinion.itemId')
    .leftJoin('duty', 'duty.id', 'opinion.dutyId')
    .leftJoin('dataReport', 'dataReport.id', 'opinion.reportId')
    .where(visible(actor))

export const opinionIsSeen: IsSeen = ({ tx, actor }, id) =>
  sql<boolean>`exists (${seen(tx, actor).select('opinion.id').where('opinion.id', '=', id)})`

const opinions = (tx: Tx, actor: Actor) =>
  seen(tx, actor)
    .select(['opinion.id', 'opinion.version', 'opinion.year', 'opinion.receivedOn', 'opinion.words', 'opinion.dueOn'])
    .select(['opinion.recordedAt', 'opinion.notedAt', 'opinion.answer', 'opinion.answeredAt', 'opinion.answerSentOn'])
    .select(['opinion.outcome', sql<OpinionWay>`opinion.way`.as('way')])
    .select([
      sql<OpinionState>`opinion.state`.as('state'),
      sql<OpinionWay | null>`opinion.answer_way`.as('answerWay'),
      person('opinion.recordedBy').$notNull().as('recordedBy'),
      person('opinion.notedBy').as('notedBy'),
      person('opinion.answeredBy').as('answeredBy'),
      filesOf('opinion').as('files'),
      ...subject,
    ])

function filtered(tx: Tx, actor: Actor, query: Query, today: string) {
  const { state, divisionId, bodyId } = query
  return opinions(tx, actor)
    .where('opinion.year', '=', query.year)
    .$if(state !== undefined, (q) => q.where('opinion.state', '=', state ?? ''))
    .$if(bodyId !== undefined, (q) => q.where('opinion.bodyId', '=', bodyId ?? ''))
    .$if(divisionId !== undefined, (q) => q.where(sql<boolean>`${responsibleId} = ${divisionId}::uuid`))
    .$if(query.overdue !== undefined, (q) =>
      q.where('opinion.state', 'in', [...openOpinionStates]).where('opinion.dueOn', '<', today),
    )
    .$if(query.standing === 'open', (q) => q.where('opinion.state', 'in', [...openOpinionStates]))
    .orderBy('opinion.receivedOn', 'desc')
    .orderBy('opinion.id', 'desc')
}

export async function list(tx: Tx, actor: Actor, query: z.output<typeof listOpinions.query>, today: string) {
  const after = placeOf(query.after, Place)
  const rows: Opinion[] = await filtered(tx, actor, query, today)
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(opinion.received_on, opinion.id) < (${after?.[0]}::date, ${after?.[1]}::uuid)`),
    )
    .limit(query.limit + 1)
    .execute()
  return pageFrom(rows, query.limit, ({ receivedOn, id: last }) => cursorAt(receivedOn, last))
}

/** How many of a year are open, and past their day; of a division those to it alone. */
export const opinionCounts = (tx: Tx, actor: Actor, year: number, divisionId: string | null, today: string) =>
  seen(tx, actor)
    .select([
      sql<number>`count(*)::int`.as('open'),
      sql<number>`(count(*) filter (where opinion.due_on < ${today}::date))::int`.as('overdue'),
    ])
    .where('opinion.year', '=', year)
    .where('opinion.state', 'in', [...openOpinionStates])
    .$if(divisionId !== null, (q) => q.where(sql<boolean>`${responsibleId} = ${divisionId}::uuid`))
    .executeTakeFirstOrThrow()

/** The most rows that one file of a list has: an office has some hundred of them in a year. */
const exported = 10_000

export const listAll = (tx: Tx, actor: Actor, query: Query, today: string): Promise<Opinion[]> =>
  filtered(tx, actor, query, today).limit(exported).execute()

export const find = (tx: Tx, actor: Actor, opinionId: string): Promise<Opinion> =>
  opinions(tx, actor)
    .where('opinion.id', '=', opinionId)
    .executeTakeFirstOrThrow(() => new NotFound())

const shown = 50

export const ofItem = (tx: Tx, actor: Actor, itemId: string): Promise<Opinion[]> =>
  opinions(tx, actor)
    .where('opinion.itemId', '=', itemId)
    .orderBy('opinion.receivedOn', 'desc')
    .orderBy('opinion.id', 'desc')
    .limit(shown)
    .execute()

type Closing = { words: string; by: { id: string; name: string }; at: string }
const closing = (kind: 'withdrawn' | 'kept') =>
  sql<Closing | null>`(select json_build_object('words', closing.words, 'at', closing.written_at,
      'by', json_build_object('id', person.id, 'name', person.name))
    from contact_closing as closing join person on person.id = closing.written_by
    where closing.contact_id = contact.id and closing.kind = ${sql.lit(kind)})`

const seenContacts = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('contact')
    .innerJoin('item', 'item.id', 'contact.itemId')
    .leftJoin('duty', 'duty.id', 'contact.dutyId')
    .leftJoin('dataReport', 'dataReport.id', 'contact.reportId')
    .where(visible(actor))

const contacts = (tx: Tx, actor: Actor) =>
  seenContacts(tx, actor)
    .select(['contact.id', 'contact.correctsId', closing('withdrawn').as('withdrawn'), closing('kept').as('kept')])
    .select(['contact.contactOn', 'contact.who', 'contact.withWhom', 'contact.gist', 'contact.promised'])
    .select(['contact.promisedUntil', 'contact.recordedAt', sql<OpinionWay>`contact.way`.as('way')])
    .select([person('contact.recordedBy').$notNull().as('recordedBy'), filesOf('contact').as('files'), ...subject])

export const contactsOfItem = (tx: Tx, actor: Actor, itemId: string): Promise<Contact[]> =>
  contacts(tx, actor)
    .where('contact.itemId', '=', itemId)
    .orderBy('contact.contactOn', 'desc')
    .orderBy('contact.id', 'desc')
    .limit(shown)
    .execute()

export const findContact = (tx: Tx, actor: Actor, contactId: string): Promise<Contact> =>
  contacts(tx, actor)
    .where('contact.id', '=', contactId)
    .executeTakeFirstOrThrow(() => new NotFound())

/** What is to be known of a contact before it is closed; its row is never changed, so nothing is held. */
export async function contactFacts(tx: Tx, actor: Actor, contactId: string) {
  const row = await seenContacts(tx, actor)
    .select(['contact.id', 'contact.itemId', 'contact.promised', 'contact.contactOn'])
    .select([responsibleId.as('responsibleDivisionId'), coordinatingId.as('coordinatingDivisionId')])
    .where('contact.id', '=', contactId)
    .executeTakeFirstOrThrow(() => new NotFound())
  const closed = await tx.selectFrom('contactClosing').select('kind').where('contactId', '=', contactId).execute()
  const is = (wanted: string) => closed.some(({ kind }) => kind === wanted)
  return { ...row, isWithdrawn: is('withdrawn'), isKept: is('kept') }
}

/** Whether whoever recorded a contact still holds a post that may say that its promise was kept. */
const recorderStays = (today: string) => sql<boolean>`exists (select from post
  join person as recorder on recorder.id = post.person_id and recorder.disabled_at is null
  where post.person_id = contact.recorded_by and post.from_on <= ${today}
    and (post.to_on is null or post.to_on > ${today})
    and (post.kind in (${sql.join(performanceOffice)})
      or post.kind in (${sql.join(divisionPosts)}) and post.division_id = ${coordinatingId}))`

/** The head of the division that speaks with the unit; where there is none, of the performance office. */
const isOfHead = ({ post, divisionId }: Actor) => {
  if (post === 'division.head') return sql<boolean>`${coordinatingId} = ${divisionId}::uuid`
  return post === 'performanceOffice.head' ? sql<boolean>`${coordinatingId} is null` : sql<boolean>`false`
}

/**
 * What was promised until a day and has not been told to be kept, the nearest day first: to whoever promised it, or to
 * the head where that person has left.
 */
export const promisesOf = (tx: Tx, actor: Actor, today: string) =>
  seenContacts(tx, actor)
    .innerJoin('externalBody as body', 'body.id', 'contact.bodyId')
    .select(['contact.id', 'contact.itemId', 'contact.promised', 'contact.promisedUntil'])
    .select(['item.code as itemCode', 'item.title as itemTitle', 'body.nameZh as bodyZh', 'body.nameEn as bodyEn'])
    .select([responsibleId.as('responsibleDivisionId'), coordinatingId.as('coordinatingDivisionId')])
    .where((eb) =>
      eb.or([
        eb('contact.recordedBy', '=', actor.id),
        sql<boolean>`${isOfHead(actor)} and not ${recorderStays(today)}`,
      ]),
    )
    .where('contact.promisedUntil', 'is not', null)
    .where(sql<boolean>`not exists (select from contact_closing where contact_id = contact.id)`)
    .orderBy('contact.promisedUntil')
    .orderBy('contact.id')
    .limit(100)
    .execute()

/** The latest reports with data of the item, as far as the actor sees them. */
export const reportsOfItem = (tx: Tx, actor: Actor, itemId: string) =>
  tx
    .selectFrom('dataReport')
    .select(['id', 'subject', 'period', 'number'])
    .where(sql<boolean>`exists (select from data_report_line as line join duty on duty.id = line.duty_id
      where line.report_id = data_report.id and duty.item_id = ${itemId}::uuid)`)
    .$if(!seesEverything(actor), (q) => q.where('coordinatingDivisionId', '=', actor.divisionId))
    .orderBy('assembledAt', 'desc')
    .orderBy('id')
    .limit(shown)
    .execute()

/** Open opinions whose day to answer is to come or is not known yet; one that somebody holds is left to the next round. */
export const lockOpen = (tx: Tx, today: string) =>
  tx
    .selectFrom('opinion')
    .select(['id', 'receivedOn', 'dueOn'])
    .select(sql<string>`(recorded_at at time zone 'Asia/Shanghai')::date`.as('recordedOn'))
    .where('state', 'in', openOpinionStates)
    .where((eb) => eb.or([eb('dueOn', 'is', null), eb('dueOn', '>=', today)]))
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute()

/** Locks an opinion that the actor sees; `version` is the one that was looked at. */
export async function lock(tx: Tx, actor: Actor, opinionId: string, version: number) {
  const row = await seen(tx, actor)
    .select(['opinion.version', 'opinion.dueOn', 'opinion.notedAt', 'opinion.receivedOn', 'opinion.answer'])
    .select(['opinion.answeredAt', sql<OpinionState>`opinion.state`.as('state')])
    .select([responsibleId.as('responsibleDivisionId'), coordinatingId.as('coordinatingDivisionId')])
    .where('opinion.id', '=', opinionId)
    .forUpdate('opinion')
    .executeTakeFirstOrThrow(() => new NotFound())
  if (row.version !== version) throw new Stale()
  return row
}

/** What waits for somebody, the oldest first; few at a time, since each is answered in days. */
export const waiting = (
  tx: Tx,
  actor: Actor,
  which: 'responsible' | 'coordinating' | 'office',
  today: string,
): Promise<(OpinionFacts & { id: string; itemCode: string; itemTitle: string; bodyZh: string; bodyEn: string })[]> =>
  seen(tx, actor)
    .innerJoin('externalBody as body', 'body.id', 'opinion.bodyId')
    .select(['opinion.id', 'opinion.dueOn', 'opinion.notedAt', sql<OpinionState>`opinion.state`.as('state')])
    .select(['item.code as itemCode', 'item.title as itemTitle', 'body.nameZh as bodyZh', 'body.nameEn as bodyEn'])
    .select([responsibleId.as('responsibleDivisionId'), coordinatingId.as('coordinatingDivisionId')])
    .$if(which === 'responsible', (q) =>
      q.where('opinion.state', '=', 'recorded').where(sql<boolean>`${responsibleId} = ${actor.divisionId}::uuid`),
    )
    .$if(which === 'coordinating', (q) =>
      q.where('opinion.state', '=', 'answered').where(sql<boolean>`${coordinatingId} = ${actor.divisionId}::uuid`),
    )
    .$if(which === 'office', (q) =>
      q.where(
        sql<boolean>`(opinion.noted_at is null
          or (opinion.state in ('recorded', 'answered') and opinion.due_on < ${today}::date))`,
      ),
    )
    .orderBy('opinion.receivedOn')
    .orderBy('opinion.id')
    .limit(100)
    .execute()
