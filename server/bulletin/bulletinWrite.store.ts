import { sql } from 'kysely'
import type { Confirmed } from '#domain/bulletin/bulletin.ts'
import { type BlockWords, type BulletinPart, partsOf, textOf } from '#domain/bulletin/content.ts'
import {
  type BlockKind,
  blockKinds,
  type Counted,
  figureKeys,
  isTable,
  type SourceKey,
  type Span,
  sourceKeys,
  tableKeys,
} from '#domain/bulletin/figure.ts'
import { canonicalOf } from '#server/kernel/canonical.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'

/** A bulletin and its period, without its document. */
export const rowOf = (tx: Tx, id: string) =>
  tx
    .selectFrom('bulletin')
    .select(['id', 'year', 'period', 'fromOn', 'toOn', 'cutOffOn', 'correctsId', 'toAll', 'isFrozen', 'version'])
    .select(sql<BulletinPart[]>`content`.as('parts'))
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())

export const spanOf = ({ fromOn, toOn, cutOffOn }: { fromOn: string; toOn: string; cutOffOn: string }): Span => ({
  ...{ from: fromOn, to: toOn, cutOff: cutOffOn },
})

const empty = Object.fromEntries(blockKinds.map((kind) => [kind, ''])) as Record<BlockKind, string>

export async function blockWords(tx: Tx, id: string): Promise<BlockWords> {
  const rows = await tx.selectFrom('bulletinBlock').select(['kind', 'words']).where('bulletinId', '=', id).execute()
  return { ...empty, ...Object.fromEntries(rows.map(({ kind, words }) => [kind, words])) }
}

/** The figures as they are kept: confirmed, or as they were counted when the draft was begun. */
export async function keptFigures(tx: Tx, id: string): Promise<Map<SourceKey, Confirmed>> {
  const rows = await tx
    .selectFrom('bulletinFigure')
    .select(['key', 'value', sql<boolean>`confirmed_by is not null`.as('isConfirmed')])
    .where('bulletinId', '=', id)
    .execute()
  return new Map(rows.map(({ key, ...kept }) => [key as SourceKey, kept]))
}

/** Kept figures as they are printed. */
export const countedOf = (kept: ReadonlyMap<SourceKey, Confirmed>): Counted => ({
  figures: Object.fromEntries(figureKeys.map((key) => [key, kept.get(key)?.value ?? null])) as Counted['figures'],
  tables: Object.fromEntries(tableKeys.map((key) => [key, kept.get(key)?.value ?? []])) as Counted['tables'],
})

export const valueIn = (counted: Counted, key: SourceKey): unknown =>
  isTable(key) ? counted.tables[key] : counted.figures[key]

type New = {
  readonly year: number
  readonly period: string
  readonly span: Span
  readonly correctsId: string | null
  readonly words: BlockWords
  readonly counted: Counted
}

/** A first draft with its blocks and the figures of the moment, none of them confirmed. Answers its id and text. */
export async function insert(
  { tx, actor, clock }: Acting,
  { year, period, span, correctsId, words, counted }: New,
): Promise<{ id: string; text: string }> {
  const parts = partsOf(words, counted)
  const { id } = await tx
    .insertInto('bulletin')
    .values({
      ...{ year, period, correctsId, fromOn: span.from, toOn: span.to, cutOffOn: span.cutOff },
      ...{ content: JSON.stringify(parts), contentDigest: canonicalOf(parts).digest },
      ...{ begunBy: actor.id, begunAt: clock.now },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const written = { bulletinId: id, writtenBy: actor.id, writtenAt: clock.now }
  await tx
    .insertInto('bulletinBlock')
    .values(blockKinds.map((kind) => ({ ...written, kind, words: words[kind] })))
    .execute()
  await tx
    .insertInto('bulletinFigure')
    .values(sourceKeys.map((key) => ({ bulletinId: id, key, value: JSON.stringify(valueIn(counted, key)) })))
    .execute()
  return { id, text: textOf(parts) }
}

/** Puts the content together anew from blocks and kept figures; answers the text of the document. */
export async function putTogether(tx: Tx, id: string): Promise<string> {
  const parts = partsOf(await blockWords(tx, id), countedOf(await keptFigures(tx, id)))
  await tx
    .updateTable('bulletin')
    .set({
      ...{ content: JSON.stringify(parts), contentDigest: canonicalOf(parts).digest },
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .execute()
  return textOf(parts)
}

export const lockBlock = (tx: Tx, bulletinId: string, kind: BlockKind) =>
  tx
    .selectFrom('bulletinBlock')
    .select(['words', 'version'])
    .where('bulletinId', '=', bulletinId)
    .where('kind', '=', kind)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound())

export const saveBlock = ({ tx, actor, clock }: Acting, bulletinId: string, kind: BlockKind, words: string) =>
  tx
    .updateTable('bulletinBlock')
    .set({ words, writtenBy: actor.id, writtenAt: clock.now, version: sql`version + 1` })
    .where('bulletinId', '=', bulletinId)
    .where('kind', '=', kind)
    .execute()

/** One statement however many figures are confirmed. */
export const confirm = (
  { tx, actor, clock }: Acting,
  bulletinId: string,
  figures: readonly { readonly key: SourceKey; readonly value: unknown }[],
) =>
  tx
    .insertInto('bulletinFigure')
    .values(
      figures.map(({ key, value }) => ({
        ...{ bulletinId, key, value: JSON.stringify(value), confirmedBy: actor.id, confirmedAt: clock.now },
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['bulletinId', 'key']).doUpdateSet((row) => ({
        value: row.ref('excluded.value'),
        confirmedBy: row.ref('excluded.confirmedBy'),
        confirmedAt: row.ref('excluded.confirmedAt'),
      })),
    )
    .execute()

export async function saveRecipients(
  tx: Tx,
  id: string,
  toAll: boolean,
  divisionIds: readonly string[],
): Promise<void> {
  await tx.updateTable('bulletin').set({ toAll, version: sql`version + 1` }).where('id', '=', id).execute()
  await tx.deleteFrom('bulletinRecipient').where('bulletinId', '=', id).execute()
  if (divisionIds.length === 0) return
  await tx
    .insertInto('bulletinRecipient')
    .values(divisionIds.map((divisionId) => ({ bulletinId: id, divisionId })))
    .execute()
}

/** Divisions of the day by their ids, in the office's order. */
export const divisionsOfDay = ({ tx, today }: Acting, ids: readonly string[]) =>
  tx
    .selectFrom('division')
    .select(['id', 'nameZh'])
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where('fromOn', '<=', today)
    .where((or) => or.or([or('toOn', 'is', null), or('toOn', '>', today)]))
    .orderBy('sort')
    .execute()

/** From now on nothing of it changes; the database refuses it. */
export const freeze = (tx: Tx, id: string) =>
  tx.updateTable('bulletin').set({ isFrozen: true }).where('id', '=', id).execute()
