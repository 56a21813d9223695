import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import { id, instant } from '#domain/kernel/endpoint.ts'
import type { FindingNote, listFindingNotes } from '#domain/rectification/findingNote.api.ts'
import type { NoteFacts, NoteState } from '#domain/rectification/findingNote.ts'
import type { Source } from '#domain/rectification/orderStates.ts'
import { cursorAt, instantForCursor, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { divisionOf, personOf } from './order.store.ts'

/** A division sees the notes for it; the performance office and the leaders all. */
const visible = (actor: Actor): RawBuilder<boolean> =>
  seesEverything(actor) ? sql<boolean>`true` : sql<boolean>`note.division_id = ${actor.divisionId}::uuid`

const notes = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('findingNote as note')
    .where(visible(actor))
    .select(['note.id', 'note.version', 'note.year', 'note.words', 'note.dueOn', 'note.answer', 'note.sourceId'])
    .select(['note.sourceTitle', 'note.notedAt', 'note.answeredAt', 'note.divisionId'])
    .select([sql<NoteState>`note.state`.as('state'), sql<Source>`note.source`.as('source')])
    .select([divisionOf('note.divisionId').as('division'), personOf('note.notedBy').$notNull().as('notedBy')])
    .select([personOf('note.answeredBy').as('answeredBy'), instantForCursor('note.notedAt').as('place')])
type Read = Awaited<ReturnType<ReturnType<typeof notes>['executeTakeFirstOrThrow']>>

const shown = ({
  source,
  sourceId,
  sourceTitle,
  notedBy,
  notedAt,
  answeredBy,
  answeredAt,
  ...row
}: Read): FindingNote => {
  const { place: _, divisionId: _of, ...note } = row
  return {
    ...note,
    found: { source, id: sourceId, title: sourceTitle },
    noted: { by: notedBy, at: notedAt },
    answered: answeredBy && answeredAt ? { by: answeredBy, at: answeredAt } : null,
  }
}

const Place = z.tuple([instant, id])

export async function list(tx: Tx, actor: Actor, query: z.output<typeof listFindingNotes.query>) {
  const { year, noteState, divisionId, limit } = query
  const after = placeOf(query.after, Place)
  const rows = await notes(tx, actor)
    .$if(year !== undefined, (q) => q.where('note.year', '=', year ?? 0))
    .$if(noteState !== undefined, (q) => q.where('note.state', '=', noteState ?? ''))
    .$if(divisionId !== undefined, (q) => q.where('note.divisionId', '=', divisionId ?? ''))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(note.noted_at, note.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('note.notedAt', 'desc')
    .orderBy('note.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = pageFrom(rows, limit, ({ place, id: last }) => cursorAt(place, last))
  return { rows: page.rows.map(shown), next: page.next }
}

const row = (tx: Tx, actor: Actor, noteId: string) =>
  notes(tx, actor)
    .where('note.id', '=', noteId)
    .executeTakeFirstOrThrow(() => new NotFound())

export const find = async (tx: Tx, actor: Actor, noteId: string): Promise<FindingNote> =>
  shown(await row(tx, actor, noteId))

export async function lock({ tx, actor }: Acting, noteId: string, version: number): Promise<NoteFacts> {
  await tx.selectFrom('findingNote').select('id').where('id', '=', noteId).forUpdate().execute()
  const { state, divisionId, notedBy, version: now } = await row(tx, actor, noteId)
  if (now !== version) throw new Stale()
  return { state, divisionId, notedBy: notedBy.id }
}

export type NewNote = {
  readonly divisionId: string
  readonly source: Source
  readonly sourceId: string | null
  readonly sourceTitle: string
  readonly words: string
  readonly dueOn: string | null
}

export async function insert({ tx, actor, clock, today }: Acting, note: NewNote): Promise<string> {
  const values = { ...note, year: Number(today.slice(0, 4)), notedBy: actor.id, notedAt: clock.now }
  return (await tx.insertInto('findingNote').values(values).returning('id').executeTakeFirstOrThrow()).id
}

type Saved = {
  readonly state: NoteState
  readonly answer?: string
  readonly answeredBy?: string
  readonly answeredAt?: string
}

export const save = (tx: Tx, noteId: string, values: Saved) =>
  tx
    .updateTable('findingNote')
    .set({ ...values, version: sql`version + 1` })
    .where('id', '=', noteId)
    .execute()

/** Notes that wait for a division's line, the oldest first. */
export const waiting = (tx: Tx, actor: Actor) =>
  notes(tx, actor)
    .where('note.state', '=', 'noted')
    .where('note.divisionId', '=', actor.divisionId)
    .orderBy('note.notedAt')
    .orderBy('note.id')
    .limit(100)
    .execute()
