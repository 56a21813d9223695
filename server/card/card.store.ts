import { sql } from 'kysely'
import { z } from 'zod'
import type { Card, listCards } from '#domain/card/card.api.ts'
import type { CardStep, Ladder } from '#domain/card/card.ts'
import type { AnswerState } from '#domain/card/cardAnswer.ts'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import { day, id } from '#domain/kernel/endpoint.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import type { IsSeen } from '#server/kernel/seen.ts'

type Query = z.output<typeof listCards.query>
const Place = z.tuple([day, id])

/**
 * Where a card stands in the list of those who may see it: whom it hit and the duty's other party each by an index of
 * their own, never both in one condition.
 */
function places(tx: Tx, actor: Actor, query: Query) {
  const after = placeOf(query.after, Place)
  const branch = (party: 'divisionId' | 'otherDivisionId' | null) =>
    tx
      .selectFrom('card')
      .select(['card.id', 'card.firedOn'])
      .$if(party !== null, (q) => q.where(party ?? 'divisionId', '=', actor.divisionId))
      .where('card.year', '=', query.year)
      .$if(query.step !== undefined, (q) => q.where('card.step', '=', query.step ?? ''))
      .$if(query.divisionId !== undefined, (q) => q.where('card.divisionId', '=', query.divisionId ?? ''))
      .$if(query.state === 'standing', (q) =>
        q.where('card.settledOn', 'is', null).where('card.withdrawnOn', 'is', null),
      )
      .$if(query.state === 'settled', (q) =>
        q.where('card.settledOn', 'is not', null).where('card.withdrawnOn', 'is', null),
      )
      .$if(query.state === 'withdrawn', (q) => q.where('card.withdrawnOn', 'is not', null))
      .$if(query.answerState !== undefined, (q) => q.where('card.answerState', '=', query.answerState ?? ''))
      .$if(query.dimension !== undefined, (q) =>
        q.where(sql<boolean>`exists (select from duty join item on item.id = duty.item_id
          where duty.id = card.duty_id and item.dimension = ${query.dimension})`),
      )
      .$if(after !== undefined, (q) =>
        q.where(sql<boolean>`(card.fired_on, card.id) < (${after?.[0]}::date, ${after?.[1]}::uuid)`),
      )
      .orderBy('card.firedOn', 'desc')
      .orderBy('card.id', 'desc')
      .limit(query.limit + 1)
  if (seesEverything(actor)) return branch(null).as('place')
  const [hit, other] = [branch('divisionId').as('hit'), branch('otherDivisionId').as('other')]
  return tx.selectFrom(hit).selectAll().unionAll(tx.selectFrom(other).selectAll()).as('place')
}

export async function list(tx: Tx, actor: Actor, query: Query) {
  const rows = await withNames(tx)
    .innerJoin(places(tx, actor, query), 'place.id', 'card.id')
    .orderBy('place.firedOn', 'desc')
    .orderBy('place.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  const page = pageFrom(rows, query.limit, ({ firedOn, id: last }) => cursorAt(firedOn, last))
  return { rows: page.rows.map(cardOf), next: page.next }
}

/** Cards of divisions that have ended are dealt with by their successor. */
export const ofPredecessor = (divisionId: string | null) =>
  sql<boolean>`card.division_id = any(array(select divisions_of(${divisionId}::uuid)))`

const seen = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('card')
    .select('card.id')
    .$if(!seesEverything(actor), (q) =>
      q.where((eb) =>
        eb.or([
          eb('card.divisionId', '=', actor.divisionId),
          eb('card.otherDivisionId', '=', actor.divisionId),
          ofPredecessor(actor.divisionId),
        ]),
      ),
    )

/** Makes sure that this post may see the card; absent and invisible are the same. */
export const demandVisible = (tx: Tx, actor: Actor, cardId: string) =>
  seen(tx, actor)
    .where('card.id', '=', cardId)
    .executeTakeFirstOrThrow(() => new NotFound())

export const cardIsSeen: IsSeen = ({ tx, actor }, id) =>
  sql<boolean>`exists (${seen(tx, actor).where('card.id', '=', id)})`

/** Cards with the names a reader needs. */
export const withNames = (tx: Tx) =>
  tx
    .selectFrom('card')
    .innerJoin('duty', 'duty.id', 'card.dutyId')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .innerJoin('item', 'item.id', 'duty.itemId')
    .select([
      'card.id',
      'card.year',
      'card.ladder',
      'card.step',
      'card.firedOn',
      'card.dueOn',
      'card.settledOn',
      'card.answerState',
      'card.withdrawnOn',
      'card.dueRevision',
      'card.packVersion',
      'card.settingsRevision',
      'card.divisionId',
      nameThen('division_id', 'zh').as('nameZh'),
      nameThen('division_id', 'en').as('nameEn'),
      'card.otherDivisionId',
      nameThen('other_division_id', 'zh').as('otherZh'),
      nameThen('other_division_id', 'en').as('otherEn'),
      'card.dutyId',
      'duty.period',
      'indicator.name as indicatorName',
      'duty.itemId',
      'item.code',
      'item.title',
    ])
/** A card keeps the name that the division had when it fired. */
const nameThen = (column: 'division_id' | 'other_division_id', language: 'zh' | 'en') =>
  sql<string>`division_name_on(card.${sql.raw(column)}, card.fired_on) ->> ${sql.lit(language)}`

type Row = Awaited<ReturnType<ReturnType<typeof withNames>['executeTakeFirstOrThrow']>>

export const cardOf = (row: Row): Card => ({
  id: row.id,
  year: row.year,
  ladder: row.ladder as Ladder,
  step: row.step as CardStep,
  firedOn: row.firedOn,
  dueOn: row.dueOn,
  settledOn: row.settledOn,
  answerState: row.answerState as AnswerState,
  withdrawnOn: row.withdrawnOn,
  dueRevision: row.dueRevision,
  packVersion: row.packVersion,
  settingsRevision: row.settingsRevision,
  division: { id: row.divisionId, name: { zh: row.nameZh, en: row.nameEn } },
  otherDivision:
    row.otherDivisionId && row.otherZh && row.otherEn
      ? { id: row.otherDivisionId, name: { zh: row.otherZh, en: row.otherEn } }
      : null,
  duty: {
    id: row.dutyId,
    period: row.period,
    indicator: row.indicatorName,
    item: { id: row.itemId, code: row.code, title: row.title },
  },
})
