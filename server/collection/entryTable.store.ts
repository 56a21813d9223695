import { sql } from 'kysely'
import { CollectionContent } from '#domain/collection/collectionContent.ts'
import { Draft } from '#domain/collection/duty.api.ts'
import type { TableDuty } from '#domain/collection/entryTable.ts'
import type { TableIndicator } from '#domain/collection/entryTableFind.ts'
import { noContent } from '#domain/collection/form.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { contentOf } from './form.store.ts'

/** Whose data, on which day. */
type Whose = { readonly divisionId: string; readonly today: string }
/** In a transaction or on a connection of its own. */
type Db = Pick<Tx, 'selectFrom'>

/** The duties of a division with what a row of the table says of each. */
const owed = (tx: Db, { divisionId }: Whose) =>
  tx
    .selectFrom('duty')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .innerJoin('item', 'item.id', 'duty.itemId')
    .where('duty.responsibleDivisionId', '=', divisionId)

/** Those that can be filled in now. */
const toFill = (tx: Db, whose: Whose) =>
  owed(tx, whose).where('duty.stage', 'in', ['open', 'returned']).where('duty.opensOn', '<=', whose.today)

/** Every duty of the own division that can be filled now, with the person's draft. */
export async function fillable(tx: Tx, actor: Actor, today: string, { period }: { period?: string | undefined } = {}) {
  const rows = await toFill(tx, { divisionId: actor.divisionId ?? '', today })
    .select(['duty.id', 'duty.version', 'duty.period', 'duty.indicatorId'])
    .select(['indicator.name', 'indicator.unit', 'indicator.decimals', 'item.code'])
    .$if(period !== undefined, (query) => query.where('duty.period', '=', period ?? ''))
    .orderBy('duty.period', 'desc')
    .orderBy('item.sort')
    .orderBy('indicator.sort')
    .orderBy('duty.id')
    .execute()
  const drafts = await draftsOfDuties(tx, actor.id, rows.map(dutyOf))
  return drafts.map((duty, at) => ({ ...duty, code: rows[at]?.code ?? '' }))
}

/** The indicators of which something can be filled in now or later, each with its open periods and those to come. */
export async function fillableIndicators(tx: Db, whose: Whose): Promise<TableIndicator[]> {
  const isOpen = sql`duty.stage <> 'upcoming' and duty.opens_on <= ${whose.today}`
  const rows = await owed(tx, whose)
    .where('duty.stage', 'in', ['open', 'returned', 'upcoming'])
    .select(['duty.indicatorId as id', 'indicator.name', 'item.code'])
    .select(sql<TableIndicator['frequency']>`min(duty.frequency)`.as('frequency'))
    .select(sql<string[]>`coalesce(array_agg(duty.period) filter (where ${isOpen}), '{}')`.as('periods'))
    .select(
      sql<TableIndicator['later']>`coalesce(jsonb_agg(jsonb_build_object('period', duty.period,
        'opensOn', to_char(duty.opens_on, 'YYYY-MM-DD'))) filter (where duty.opens_on > ${whose.today}), '[]')`.as(
        'later',
      ),
    )
    .groupBy(['duty.indicatorId', 'indicator.name', 'item.code'])
    .execute()
  return rows
}

type Asked = {
  readonly keys: readonly string[]
  readonly places: readonly { readonly indicatorId: string; readonly period: string }[]
}

/** Those of the duties that are named by key, or by indicator and period. */
export async function fillableAt(tx: Db, whose: Whose, { keys, places }: Asked) {
  if (keys.length === 0 && places.length === 0) return []
  const [indicators, periods] = [places.map(({ indicatorId }) => indicatorId), places.map(({ period }) => period)]
  const rows = await toFill(tx, whose)
    .select(['duty.id', 'duty.version', 'duty.period', 'duty.indicatorId'])
    .select(['indicator.name', 'indicator.unit', 'indicator.decimals'])
    .where(
      sql<boolean>`duty.id = any(array(select unnest(${keys}::uuid[]) union all select found.id
        from unnest(${indicators}::uuid[], ${periods}::text[]) as at(indicator_id, period)
        join duty found on found.indicator_id = at.indicator_id and found.period = at.period))`,
    )
    .execute()
  return rows.map(dutyOf)
}

type Row = {
  id: string
  version: number
  period: string
  indicatorId: string
  name: string
  unit: string
  decimals: number
}
const dutyOf = ({ id, version, period, indicatorId, name, unit, decimals }: Row) => {
  return { id, version, period, indicatorId, indicator: { name, unit, decimals }, now: null, further: null }
}

export type FillableDuty = TableDuty & {
  readonly version: number
  readonly draft: number | null
  readonly evidenceFileId: string | null
}

/** The same duties with what this person keeps of each as a draft. */
export async function draftsOfDuties<Duty extends TableDuty & { readonly version: number }>(
  tx: Db,
  personId: string,
  duties: readonly Duty[],
): Promise<(Duty & FillableDuty)[]> {
  const ids = duties.map(({ id }) => id)
  const rows = await tx
    .selectFrom('draft')
    .select(['subjectId', 'content', 'version'])
    .where('personId', '=', personId)
    .where('form', '=', 'duty')
    .where(sql<boolean>`subject_id = any(${ids}::uuid[])`)
    .execute()
  const found = new Map(rows.map(({ subjectId, content, version }) => [subjectId, { content, version }]))
  const forms = await formsOf(tx, ids)
  return duties.map((duty) => {
    const row = found.get(duty.id)
    const draft = Draft.safeParse(row?.content)
    const form = forms.get(duty.id)
    const content = (draft.success ? draft.data.content : form?.content) ?? noContent
    const further = form ? { fields: form.fields, content } : null
    const own = { ...duty, further, draft: row?.version ?? null }
    if (!row || !draft.success) return { ...own, now: null, evidenceFileId: null }
    const { kind, value, note, evidenceFileId } = draft.data
    return { ...own, now: { kind, value, note }, evidenceFileId }
  })
}

/** Of those duties that a collection plan asks further fields of: the fields, and what the last version has of them. */
async function formsOf(tx: Db, ids: readonly string[]) {
  const rows = await tx
    .selectFrom('duty')
    .innerJoin('collectionVersion as asked', 'asked.id', 'duty.collectionVersionId')
    .select(['duty.id', 'asked.content'])
    .select(
      sql<unknown>`(select content from submission where duty_id = duty.id order by number desc limit 1)`.as('last'),
    )
    .where(sql<boolean>`duty.id = any(${ids}::uuid[])`)
    .where(sql<boolean>`asked.content->'fields' <> '[]'`)
    .execute()
  return new Map(
    rows.map(({ id, content, last }) => [
      id,
      { fields: CollectionContent.parse(content).fields, content: contentOf(last) },
    ]),
  )
}
