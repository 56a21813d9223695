import { sql } from 'kysely'
import { z } from 'zod'
import type { Bulletin, BulletinRow, listBulletins } from '#domain/bulletin/bulletin.api.ts'
import { usedKeys } from '#domain/bulletin/content.ts'
import type { BlockKind } from '#domain/bulletin/figure.ts'
import { blockKinds, figureKeys, isTable, tableKeys } from '#domain/bulletin/figure.ts'
import type { DocumentState } from '#domain/document/documentState.ts'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import { documentIsSeen } from '#server/document/officialDocument.public.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { blockWords, keptFigures, valueIn } from './bulletinWrite.store.ts'
import { figuresOf } from './ofDocument.public.ts'

type Reader = { readonly tx: Tx; readonly actor: Actor; readonly today: string }

const correctedBy = sql<{ id: string; number: string }[]>`coalesce((
  select json_agg(json_build_object('id', later.id, 'number', issued.number) order by issued.dated_on)
  from bulletin later join official_document issued on issued.bulletin_id = later.id
  where later.corrects_id = bulletin.id and issued.state = 'issued'), '[]')`

/** Bulletins whose document this post sees: drafts are those of who see everything, issued ones of whom they are for. */
const visible = (reader: Reader) =>
  reader.tx
    .selectFrom('bulletin')
    .innerJoin('officialDocument as paper', 'paper.bulletinId', 'bulletin.id')
    .select(['bulletin.id', 'bulletin.period', 'bulletin.cutOffOn', 'paper.title', 'paper.number'])
    .select(['paper.id as documentId', 'paper.datedOn', 'bulletin.toAll', correctedBy.as('correctedBy')])
    .select([
      sql<DocumentState>`paper.state`.as('state'),
      sql<boolean>`bulletin.corrects_id is not null`.as('isCorrection'),
    ])
    .where(documentIsSeen(reader, sql<string>`paper.id`))

const Place = z.tuple([z.iso.date(), z.uuid()])

/** The latest period first, page by page. */
export async function list(reader: Reader, { year, after, limit }: z.output<typeof listBulletins.query>) {
  const place = placeOf(after, Place)
  const rows = await visible(reader)
    .select('bulletin.toOn')
    .$if(year !== undefined, (query) => query.where('bulletin.year', '=', year ?? 0))
    .where((or) => or.or([or('paper.state', '<>', 'withdrawn'), or.val(seesEverything(reader.actor))]))
    .$if(place !== undefined, (query) =>
      query.where(sql<boolean>`(bulletin.to_on, bulletin.id) < (${place?.[0]}::date, ${place?.[1]}::uuid)`),
    )
    .orderBy('bulletin.toOn', 'desc')
    .orderBy('bulletin.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = pageFrom(rows, limit, ({ toOn, id }) => cursorAt(toOn, id))
  return { rows: page.rows.map(({ toOn: _toOn, ...row }): BulletinRow => row), next: page.next }
}

const namesOf = sql<{ id: string; name: Text }[]>`coalesce((
  select json_agg(json_build_object('id', division.id, 'name',
    json_build_object('zh', division.name_zh, 'en', division.name_en)) order by division.sort)
  from bulletin_recipient recipient join division on division.id = recipient.division_id
  where recipient.bulletin_id = bulletin.id), '[]')`

/** One bulletin; 404 for whom it is not. Figures with their present values for whoever sees drafts. */
export async function find(reader: Reader, id: string): Promise<Bulletin> {
  const row = await visible(reader)
    .leftJoin('bulletin as corrected', 'corrected.id', 'bulletin.correctsId')
    .leftJoin('officialDocument as before', 'before.bulletinId', 'corrected.id')
    .select(['bulletin.version', 'bulletin.year', 'bulletin.fromOn', 'bulletin.toOn', 'paper.addressee'])
    .select(['corrected.id as correctedId', 'before.title as correctedTitle', 'before.number as correctedNumber'])
    .select([namesOf.as('recipients'), sql<Bulletin['parts']>`bulletin.content`.as('parts')])
    .where('bulletin.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())
  const { correctedId, correctedTitle, correctedNumber, ...shown } = row
  const isDrafting = seesEverything(reader.actor)
  const isOpen = isDrafting && row.state !== 'issued' && row.state !== 'withdrawn'
  return {
    ...shown,
    corrects: correctedId === null ? null : { id: correctedId, title: correctedTitle ?? '', number: correctedNumber },
    blocks: isDrafting ? await blocksOf(reader.tx, id) : [],
    ...(isOpen
      ? await shownFigures(reader, id)
      : row.state === 'issued'
        ? await printedFigures(reader.tx, id)
        : { figures: [], tables: [] }),
  }
}

async function blocksOf(tx: Tx, id: string): Promise<Bulletin['blocks']> {
  const rows = await tx
    .selectFrom('bulletinBlock as block')
    .innerJoin('person', 'person.id', 'block.writtenBy')
    .select(['block.version', 'block.words', 'block.writtenAt', 'person.name as writer'])
    .select(sql<BlockKind>`block.kind`.as('kind'))
    .where('bulletinId', '=', id)
    .execute()
  return rows.toSorted((a, b) => blockKinds.indexOf(a.kind) - blockKinds.indexOf(b.kind))
}

async function shownFigures({ tx, today }: Reader, id: string): Promise<Pick<Bulletin, 'figures' | 'tables'>> {
  const { kept, counted, used, changed } = await figuresOf(tx, id, today)
  const shown = <Key extends (typeof used)[number], Value>(key: Key) => ({
    key,
    value: (kept.get(key)?.value ?? (isTable(key) ? [] : null)) as Value,
    now: valueIn(counted, key) as Value,
    isConfirmed: kept.get(key)?.isConfirmed === true,
    isUsed: used.includes(key),
    hasChanged: changed.some((one) => one.key === key),
  })
  return {
    figures: figureKeys.map((key) => shown<typeof key, string | null>(key)),
    tables: tableKeys.map((key) => shown<typeof key, string[][]>(key)),
  }
}

/** What an issued bulletin says, as it was confirmed. */
async function printedFigures(tx: Tx, id: string): Promise<Pick<Bulletin, 'figures' | 'tables'>> {
  const kept = await keptFigures(tx, id)
  const used = usedKeys(await blockWords(tx, id))
  const printed = <Key extends (typeof used)[number], Value>(key: Key) => {
    const value = (kept.get(key)?.value ?? (isTable(key) ? [] : null)) as Value
    return { key, value, now: value, isConfirmed: true, isUsed: true, hasChanged: false }
  }
  return {
    figures: figureKeys.filter((key) => used.includes(key)).map((key) => printed<typeof key, string | null>(key)),
    tables: tableKeys.filter((key) => used.includes(key)).map((key) => printed<typeof key, string[][]>(key)),
  }
}

/** What stands already of a period, or of the corrections of one bulletin that are not issued yet: by its title. */
export async function standingOf(tx: Tx, period: string, correctsId: string | null = null): Promise<string | null> {
  const row = await tx
    .selectFrom('bulletin')
    .innerJoin('officialDocument as paper', 'paper.bulletinId', 'bulletin.id')
    .select('paper.title')
    .where('bulletin.period', '=', period)
    .where('bulletin.correctsId', 'is not distinct from', correctsId)
    .where('paper.state', 'not in', correctsId === null ? ['withdrawn'] : ['withdrawn', 'issued'])
    .executeTakeFirst()
  return row?.title ?? null
}

/** Of two who begin a bulletin at once the second waits, and finds the first one's. */
export const oneAtATime = (tx: Tx) => sql`select pg_advisory_xact_lock(hashtext('bulletin'))`.execute(tx)
