import { sql } from 'kysely'
import type { Light } from '#domain/kernel/light.ts'
import type { Lit } from '#domain/progress/light.ts'
import type { Clock } from '#server/kernel/clock.ts'
import type { Tx } from '#server/kernel/db.ts'

/** A light as it stands, locked until the transaction ends. */
export type LockedLight = {
  readonly itemId: string
  readonly year: number
  readonly light: Light | null
  readonly rule: number | null
  readonly since: string | null
  readonly changes: number
  readonly stepOn: string | null
  readonly isWithdrawn: boolean
  readonly isClosed: boolean
}

/** Gives a row to each item of an issued plan that has none yet, to be looked at today. */
export const beginLights = (tx: Tx, today: string) =>
  sql`insert into item_light (item_id, year, step_on)
    select item.id, item.year, ${today}::date from item
      join plan on plan.id = item.plan_id join performance_year on performance_year.year = item.year
    where plan.kind = 'office' and plan.state = 'issued' and performance_year.state <> 'closed'
      and item.withdrawn_on is null and not exists (select from item_light where item_light.item_id = item.id)
    order by item.id on conflict do nothing`.execute(tx)

const locking = (tx: Tx) =>
  tx
    .selectFrom('itemLight')
    .innerJoin('item', 'item.id', 'itemLight.itemId')
    .innerJoin('performanceYear', 'performanceYear.year', 'itemLight.year')
    .select(['itemLight.itemId', 'itemLight.year', 'itemLight.rule', 'itemLight.since', 'itemLight.changes'])
    .select(['itemLight.stepOn', sql<Light | null>`item_light.light`.as('light')])
    .select(sql<boolean>`item.withdrawn_on is not null`.as('isWithdrawn'))
    .select(sql<boolean>`performance_year.state = 'closed'`.as('isClosed'))
    .forUpdate('itemLight')

/** The next lights whose day to look again has come; those that somebody holds are passed over until the next round. */
export const lockDueLights = (
  tx: Tx,
  today: string,
  after: Pick<LockedLight, 'stepOn' | 'itemId'> | undefined,
  limit: number,
): Promise<LockedLight[]> =>
  locking(tx)
    .where('itemLight.stepOn', '<=', today)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(item_light.step_on, item_light.item_id) > (${after?.stepOn}::date, ${after?.itemId}::uuid)`,
      ),
    )
    .orderBy('itemLight.stepOn')
    .orderBy('itemLight.itemId')
    .limit(limit)
    .skipLocked()
    .execute()

/** The lights of these items, whenever they were looked at. */
export const lockLightsOf = (tx: Tx, itemIds: readonly string[]): Promise<LockedLight[]> =>
  locking(tx)
    .where('itemLight.itemId', '=', sql<string>`any(${[...itemIds]}::uuid[])`)
    .orderBy('itemLight.itemId')
    .execute()

/** What one look gave: the light, null where the item is in no plan in force any more. */
export type Looked = {
  readonly itemId: string
  readonly year: number
  readonly before: Light | null
  readonly lit: Lit | null
  readonly since: string | null
  readonly percent: number | null
  readonly planned: number | null
  readonly number: number
  readonly hasChanged: boolean
  readonly stepOn: string | null
}

/** Writes lights and what changed of them, in two statements. */
export async function writeLights(tx: Tx, clock: Clock, revision: number, looks: readonly Looked[]): Promise<void> {
  if (looks.length === 0) return
  const rows = JSON.stringify(
    looks.map(({ lit, itemId, since, percent, planned, number, stepOn, year, before, hasChanged }) => ({
      ...{ item_id: itemId, year, since, percent, planned, number, step_on: stepOn, before, has_changed: hasChanged },
      ...{ light: lit?.light ?? null, rule: lit?.rule ?? null, figures: lit?.figures ?? {} },
    })),
  )
  await sql`update item_light set light = looked.light, rule = looked.rule, figures = looked.figures,
      percent = looked.percent, planned = looked.planned, since = looked.since, changes = looked.number,
      step_on = looked.step_on, settings_revision = ${revision}
    from jsonb_to_recordset(${rows}::jsonb) as looked(item_id uuid, light text, rule integer, figures jsonb,
      percent integer, planned integer, since date, number integer, step_on date)
    where item_light.item_id = looked.item_id`.execute(tx)
  await sql`insert into light_change (item_id, year, number, light_before, light, rule, figures, changed_on, changed_at,
      settings_revision)
    select item_id, year, number, before, light, rule, figures, ${clock.today}::date, ${clock.now}::timestamptz, ${revision}
    from jsonb_to_recordset(${rows}::jsonb) as looked(item_id uuid, year integer, number integer, before text,
      light text, rule integer, figures jsonb, has_changed boolean)
    where has_changed`.execute(tx)
}

/** Judgements whose days for a review are over, locked; those that somebody holds wait for the next round. */
export const lockSettled = (tx: Tx, today: string) =>
  tx
    .selectFrom('phaseJudgement')
    .select(['id', 'itemId', 'phaseId'])
    .where('state', '=', 'judged')
    .where('reviewUntil', '<', today)
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute()

/** Judgements whose last day for a review waited for a list of holidays that may be there now. */
export const lockAwaiting = (tx: Tx) =>
  tx
    .selectFrom('phaseJudgement')
    .select(['id', sql<string>`(judged_at at time zone 'Asia/Shanghai')::date`.as('judgedOn')])
    .where('state', '=', 'judged')
    .where('reviewUntil', 'is', null)
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute()

export const settle = (tx: Tx, ids: readonly string[]) =>
  tx
    .updateTable('phaseJudgement')
    .set({ state: 'final', version: sql`version + 1` })
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()

export const setReviewUntil = (tx: Tx, id: string, reviewUntil: string) =>
  tx.updateTable('phaseJudgement').set({ reviewUntil }).where('id', '=', id).execute()
