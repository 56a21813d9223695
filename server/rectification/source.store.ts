import { sql } from 'kysely'
import { shortPeriodText } from '#domain/calendar/periods.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Source } from '#domain/rectification/orderStates.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Invalid } from '#server/kernel/errors.ts'

type Found = { readonly source: Source; readonly sourceId: string | null }

/**
 * What something was found in, in words that stay as they are: an item of an issued plan, one of its duties, a report, a
 * card, a problem, a check or a ticket. 422 where it does not exist. Who asks sees everything.
 */
export async function titleOfSource(
  tx: Tx,
  { source, sourceId }: Found,
  path = 'body.content.sourceId',
): Promise<string> {
  if (source === 'free' && sourceId === null) return ''
  if (source === 'free' || sourceId === null) throw new Invalid([{ path, message: notThere }])
  const title = await titles[source](tx, sourceId)
  if (title === undefined) throw new Invalid([{ path, message: notThere }])
  return title
}

const notThere: Text = { zh: '没有这条记录。', en: 'There is no such record.' }

const dutyTitle = async (tx: Tx, column: 'duty.id' | 'card.id', id: string) => {
  const row = await tx
    .selectFrom('duty')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .leftJoin('card', 'card.dutyId', 'duty.id')
    .select(['indicator.name', 'duty.period'])
    .where(column, '=', id)
    .limit(1)
    .executeTakeFirst()
  return row && `${row.name}，${shortPeriodText(row.period).zh}`
}

const titleIn = async (tx: Tx, table: 'problem' | 'inspection' | 'selfCheck' | 'ticket', id: string) =>
  (await tx.selectFrom(table).select('title').where('id', '=', id).executeTakeFirst())?.title

const titles: Record<Exclude<Source, 'free'>, (tx: Tx, id: string) => Promise<string | undefined>> = {
  item: async (tx, id) => {
    const row = await tx
      .selectFrom('item')
      .innerJoin('plan', 'plan.id', 'item.planId')
      .select(sql<string>`item.code || ' ' || item.title`.as('title'))
      .where('item.id', '=', id)
      .where('plan.kind', '=', 'office')
      .where('plan.state', '=', 'issued')
      .executeTakeFirst()
    return row?.title
  },
  duty: (tx, id) => dutyTitle(tx, 'duty.id', id),
  card: (tx, id) => dutyTitle(tx, 'card.id', id),
  report: async (tx, id) => {
    const row = await tx.selectFrom('dataReport').select(['subject', 'period']).where('id', '=', id).executeTakeFirst()
    return row && `${row.subject}，${shortPeriodText(row.period).zh}`
  },
  problem: (tx, id) => titleIn(tx, 'problem', id),
  inspection: (tx, id) => titleIn(tx, 'inspection', id),
  selfCheck: (tx, id) => titleIn(tx, 'selfCheck', id),
  ticket: (tx, id) => titleIn(tx, 'ticket', id),
}

/** A division of the day, by its Chinese name; undefined for one of the past. */
export const divisionOfDay = async (tx: Tx, divisionId: string, today: string): Promise<string | undefined> =>
  (
    await tx
      .selectFrom('division')
      .select('nameZh')
      .where('id', '=', divisionId)
      .where('fromOn', '<=', today)
      .where((or) => or.or([or('toOn', 'is', null), or('toOn', '>', today)]))
      .executeTakeFirst()
  )?.nameZh

/** Somebody with a post of the division today, and whether that person heads it; undefined where there is none. */
export const personInDivision = (tx: Tx, personId: string, divisionId: string, today: string) =>
  tx
    .selectFrom('person')
    .innerJoin('post', 'post.personId', 'person.id')
    .select(['person.name', sql<boolean>`bool_or(post.kind = 'division.head')`.as('isHead')])
    .where('person.id', '=', personId)
    .where('post.divisionId', '=', divisionId)
    .where('post.fromOn', '<=', today)
    .where((or) => or.or([or('post.toOn', 'is', null), or('post.toOn', '>', today)]))
    .groupBy(['person.id', 'person.name'])
    .executeTakeFirst()
