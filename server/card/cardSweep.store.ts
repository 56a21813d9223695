import { type Insertable, type Selectable, sql } from 'kysely'
import type { CardStep, Ladder } from '#domain/card/card.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Card } from '#server/kernel/db.types.ts'

/**
 * The next duties, by day and id, of which a step has come, locked until the transaction ends. Locked ones are passed
 * over: their holder sweeps them, or a person is at work and the next round comes in a minute.
 */
export const lockDueDuties = (
  tx: Tx,
  today: string,
  after: { stepOn: string; id: string } | undefined,
  limit: number,
) =>
  tx
    .selectFrom('duty')
    .select([
      'id',
      'year',
      'stage',
      'opensOn',
      'reminderOn',
      'internalDueOn',
      'earlyWarningOn',
      'externalDueOn',
      'redOn',
      'dueRevision',
      'lateStart',
      'responsibleDivisionId',
      'coordinatingDivisionId',
      'firstSignedOn',
      'reportedOn',
      sql<string | null>`(signed_at at time zone 'Asia/Shanghai')::date`.as('signedOn'),
    ])
    .select((eb) => eb.ref('stepOn').$notNull().as('stepOn'))
    .where('stepOn', '<=', today)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(step_on, id) > (${after?.stepOn}::date, ${after?.id}::uuid)`),
    )
    .orderBy('stepOn')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
export type DueDuty = Awaited<ReturnType<typeof lockDueDuties>>[number]

export type NewCard = Insertable<Card> & { readonly step: CardStep; readonly ladder: Ladder; readonly id?: never }

export type InsertedCard = Pick<
  Selectable<Card>,
  'id' | 'ladder' | 'step' | 'firedOn' | 'dueOn' | 'settledOn' | 'divisionId'
>

/** Answers the cards that are really new: one that fired before, or in another process, stays as it is. */
export async function insertCards(tx: Tx, cards: readonly NewCard[]): Promise<InsertedCard[]> {
  if (cards.length === 0) return []
  const { rows } = await sql<InsertedCard>`
    insert into card (duty_id, year, ladder, step, due_revision, fired_on, due_on, pack_version, settings_revision,
      division_id, other_division_id, settled_on, answer_state)
    select "dutyId", year, ladder, step, "dueRevision", "firedOn", "dueOn", "packVersion", "settingsRevision",
      "divisionId", "otherDivisionId", "settledOn", "answerState"
    from json_to_recordset(${JSON.stringify(cards)}::json) as fired("dutyId" uuid, year integer, ladder text, step text,
      "dueRevision" integer, "firedOn" date, "dueOn" date, "packVersion" text, "settingsRevision" integer,
      "divisionId" uuid, "otherDivisionId" uuid, "settledOn" date, "answerState" text)
    on conflict (duty_id, ladder, step, due_revision) do nothing
    returning id, ladder, step, fired_on, due_on, settled_on, division_id`.execute(tx)
  return rows
}

/** What each division is called on the day of the sweep: history keeps the name, whatever it is renamed to. */
export async function divisionNames(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.selectFrom('division').select(['id', 'nameZh']).execute()
  return new Map(rows.map(({ id, nameZh }) => [id, nameZh]))
}

/** Notes when to look at each duty again; no person sees it, so the version stays. */
export const advance = async (tx: Tx, next: readonly { id: string; stepOn: string | null }[]): Promise<void> => {
  if (next.length === 0) return
  const rows = JSON.stringify(next.map(({ id, stepOn }) => ({ id, on: stepOn })))
  await sql`update duty set step_on = next."on" from json_to_recordset(${rows}::json) as next(id uuid, "on" date)
    where duty.id = next.id`.execute(tx)
}
