import { sql } from 'kysely'
import { z } from 'zod'
import type { BriefedSource, Briefing, BriefingRow, Instruction, listBriefings } from '#domain/bulletin/briefing.api.ts'
import type { BriefingState } from '#domain/bulletin/briefing.ts'
import { type Actor, isOneOf, leadingGroup, performanceOffice } from '#domain/kernel/actor.ts'
import { cursorAt, instantForCursor, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'

const count = (table: 'briefing_reader' | 'briefing_instruction', where = sql`true`) =>
  sql<number>`(select count(*)::int from ${sql.table(table)} part where part.briefing_id = briefing.id and ${where})`

/** Drafts are those of the performance office; what was sent is seen by the leading group too, by nobody else. */
const visible = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('briefing')
    .select(['briefing.id', 'briefing.year', 'briefing.number', 'briefing.title', 'briefing.draftedAt'])
    .select(['briefing.sentAt', sql<BriefingState>`briefing.state`.as('state')])
    .select([
      count('briefing_reader').as('readers'),
      count('briefing_reader', sql`part.read_at is not null`).as('read'),
      count('briefing_instruction').as('instructions'),
    ])
    .$if(!isOneOf(actor.post, performanceOffice), (query) =>
      query.where('briefing.state', '=', 'sent').where(sql<boolean>`${isOneOf(actor.post, leadingGroup)}::boolean`),
    )

const Place = z.tuple([z.iso.datetime({ offset: true }), z.uuid()])

/** The latest first, page by page. */
export async function list(tx: Tx, actor: Actor, { year, after, limit }: z.output<typeof listBriefings.query>) {
  const place = placeOf(after, Place)
  const rows = await visible(tx, actor)
    .select(instantForCursor('briefing.draftedAt').as('at'))
    .$if(year !== undefined, (query) => query.where('briefing.year', '=', year ?? 0))
    .$if(place !== undefined, (query) =>
      query.where(sql<boolean>`(briefing.drafted_at, briefing.id) < (${place?.[0]}::timestamptz, ${place?.[1]}::uuid)`),
    )
    .orderBy('briefing.draftedAt', 'desc')
    .orderBy('briefing.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = pageFrom(rows, limit, ({ at, id }) => cursorAt(at, id))
  return { rows: page.rows.map(({ at: _at, ...row }): BriefingRow => row), next: page.next }
}

const person = (column: string) =>
  sql<{ id: string; name: string }>`(select json_build_object('id', person.id, 'name', person.name)
    from person where person.id = ${sql.ref(column)})`

export async function find(tx: Tx, actor: Actor, id: string): Promise<Briefing> {
  const row = await visible(tx, actor)
    .select(['briefing.version', 'briefing.words', 'briefing.withdrawReason'])
    .select([person('briefing.draftedBy').as('draftedBy'), person('briefing.sentBy').as('sentBy')])
    .where('briefing.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())
  return { ...row, sources: await sourcesOf(tx, id), readBy: await readersOf(tx, id), given: await givenOn(tx, id) }
}

const sourcesOf = (tx: Tx, id: string): Promise<BriefedSource[]> =>
  tx
    .selectFrom('briefingSource')
    .select([sql<BriefedSource['kind']>`kind`.as('kind'), 'sourceId as id', 'title', 'link'])
    .where('briefingId', '=', id)
    .orderBy('title')
    .execute()

const readersOf = (tx: Tx, id: string) =>
  tx
    .selectFrom('briefingReader as reader')
    .innerJoin('person as one', 'one.id', 'reader.personId')
    .select(['reader.readAt', person('reader.personId').as('person')])
    .where('briefingId', '=', id)
    .orderBy('one.name')
    .execute()

async function givenOn(tx: Tx, id: string): Promise<Instruction[]> {
  const rows = await tx
    .selectFrom('briefingInstruction as given')
    .leftJoin('storedFile as scan', 'scan.id', 'given.scanFileId')
    .leftJoin('ticket', 'ticket.id', 'given.ticketId')
    .select(['given.id', 'given.words', 'given.givenOn', 'given.recordedAt', 'given.scanFileId', 'given.ticketId'])
    .select([person('given.leaderId').as('leader'), person('given.recordedBy').as('recordedBy')])
    .select(['scan.name as scanName', 'scan.size as scanSize', 'ticket.year', 'ticket.number', 'ticket.title'])
    .select(sql<NonNullable<Instruction['ticket']>['state']>`ticket.state`.as('state'))
    .where('given.briefingId', '=', id)
    .orderBy('given.givenOn')
    .orderBy('given.id')
    .execute()
  return rows.map(({ scanFileId, scanName, scanSize, ticketId, year, number, title, state, ...given }) => ({
    ...given,
    scan: scanFileId === null ? null : { id: scanFileId, name: scanName ?? '', size: scanSize ?? 0 },
    ticket: ticketId === null ? null : { id: ticketId, year: year ?? 0, number, title: title ?? '', state },
  }))
}

/** Locks it; `version`, where given, is the one the person was looking at. */
export async function lock({ tx, actor }: Acting, id: string, version?: number) {
  const row = await visible(tx, actor)
    .select(['briefing.version', 'briefing.words', 'briefing.draftedBy'])
    .select(sql<string>`(briefing.sent_at at time zone 'Asia/Shanghai')::date`.as('sentOn'))
    .where('briefing.id', '=', id)
    .forUpdate('briefing')
    .executeTakeFirstOrThrow(() => new NotFound())
  if (version !== undefined && row.version !== version) throw new Stale()
  return row
}

/** The scan of one instruction of a briefing that is seen. */
export async function scanOf(tx: Tx, actor: Actor, id: string, instructionId: string) {
  const { given } = await find(tx, actor, id)
  const scan = given.find((one) => one.id === instructionId)?.scan
  if (!scan) throw new NotFound()
  return tx
    .selectFrom('storedFile')
    .select(['name', 'type', 'digest'])
    .where('id', '=', scan.id)
    .executeTakeFirstOrThrow()
}

/** Sent ones that a member has not read. */
export const unreadOf = (tx: Tx, actor: Actor) =>
  visible(tx, actor)
    .innerJoin('briefingReader as reader', 'reader.briefingId', 'briefing.id')
    .where('reader.personId', '=', actor.id)
    .where('reader.readAt', 'is', null)
    .orderBy('briefing.sentAt')
    .execute()

/** Drafts that wait to be sent. */
export const draftsOf = (tx: Tx, actor: Actor) =>
  visible(tx, actor).where('briefing.state', '=', 'drafted').orderBy('briefing.draftedAt').execute()
