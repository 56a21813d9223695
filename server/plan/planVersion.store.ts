import { sql } from 'kysely'
import type { Item, ItemSnapshot } from '#domain/plan/item.api.ts'
import type { PlanSnapshot } from '#domain/plan/plan.api.ts'
import { algorithm, canonicalOf } from '#server/kernel/canonical.ts'
import { inParts, type Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'

export type Frozen = Omit<PlanSnapshot, 'items'> & { readonly id: string; readonly year: number }
type Maker = { readonly personId: string; readonly at: string }

/**
 * Freezes the plan as it stands: each item that changed since its last version gets a new one, and the plan's version
 * names them all. Nothing of it is ever changed. Answers the version's number.
 */
export async function freeze(tx: Tx, plan: Frozen, items: readonly Item[], maker: Maker): Promise<number> {
  const versions = await freezeItems(tx, items, maker)
  const number = (await lastPlanNumber(tx, plan.id)) + 1
  const { bytes, digest } = canonicalOf({
    ...{ planId: plan.id, year: plan.year, number },
    ...chaptersFrozen(plan),
    items: versions.map(({ itemId, digest: ofItem, number: version }) => ({ itemId, version, digest: ofItem })),
  })
  const { id } = await tx
    .insertInto('planVersion')
    .values({ planId: plan.id, number, canonical: bytes, digest, algorithm, madeBy: maker.personId, madeAt: maker.at })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const part of inParts(versions))
    await tx
      .insertInto('planVersionItem')
      .values(part.map((version) => ({ planVersionId: id, itemVersionId: version.id })))
      .execute()
  return number
}

/** What is frozen of a plan besides its items. */
const chaptersFrozen = ({ title, procedureText, standardsText, reportingText, workPlanText, files }: Frozen) => ({
  ...{ title, procedureText, standardsText, reportingText },
  ...(workPlanText === undefined ? {} : { workPlanText }),
  ...(files ? { files } : {}),
})

/** What is frozen of an item, answers to hints and the version of its row apart. */
function itemFrozen({ version: _version, silences: _silences, ...snapshot }: Item) {
  return canonicalOf(snapshot)
}

type Named = { readonly itemId: string; readonly digest: string }

/** Whether a draft says the same as a version of it: its chapters, and item by item. */
export async function saysTheSame(tx: Tx, plan: Frozen, items: readonly Item[], number: number): Promise<boolean> {
  const { content } = await tx
    .selectFrom('planVersion')
    .select(sql<Frozen & { items: readonly Named[] }>`convert_from(canonical, 'UTF8')::jsonb`.as('content'))
    .where('planId', '=', plan.id)
    .where('number', '=', number)
    .executeTakeFirstOrThrow(() => new NotFound())
  const named = items.map((item) => ({ itemId: item.id, digest: itemFrozen(item).digest }))
  const before = content.items.map(({ itemId, digest }) => ({ itemId, digest }))
  const digestOf = (of: Frozen, list: readonly Named[]) => canonicalOf({ ...chaptersFrozen(of), items: list }).digest
  return digestOf(plan, named) === digestOf(content, before)
}

type ItemVersion = { readonly id: string; readonly itemId: string; readonly number: number; readonly digest: string }

async function freezeItems(tx: Tx, items: readonly Item[], maker: Maker): Promise<ItemVersion[]> {
  const last = new Map((await lastItemVersions(tx, items)).map((version) => [version.itemId, version]))
  const made = items.map((item) => ({ itemId: item.id, ...itemFrozen(item) }))
  const changed = made.filter(({ itemId, digest }) => last.get(itemId)?.digest !== digest)
  const inserted = await insertItemVersions(
    tx,
    changed.map(({ itemId, bytes, digest }) => ({
      itemId,
      number: (last.get(itemId)?.number ?? 0) + 1,
      canonical: bytes,
      digest,
      algorithm,
      madeBy: maker.personId,
      madeAt: maker.at,
    })),
  )
  const fresh = new Map(inserted.map((version) => [version.itemId, version]))
  return items.flatMap(({ id }) => fresh.get(id) ?? last.get(id) ?? [])
}

const columns = ['id', 'itemId', 'number', 'digest'] as const

async function lastItemVersions(tx: Tx, items: readonly Item[]): Promise<ItemVersion[]> {
  if (items.length === 0) return []
  return tx
    .selectFrom('itemVersion')
    .distinctOn('itemId')
    .select(columns)
    .where(
      'itemId',
      'in',
      items.map(({ id }) => id),
    )
    .orderBy('itemId')
    .orderBy('number', 'desc')
    .execute()
}

type NewVersion = Omit<ItemVersion, 'id'> & {
  canonical: Buffer
  algorithm: string
  madeBy: string
  madeAt: string
}

async function insertItemVersions(tx: Tx, rows: readonly NewVersion[]): Promise<ItemVersion[]> {
  const made: ItemVersion[] = []
  for (const part of inParts(rows))
    made.push(...(await tx.insertInto('itemVersion').values(part).returning(columns).execute()))
  return made
}

async function lastPlanNumber(tx: Tx, planId: string): Promise<number> {
  const row = await tx
    .selectFrom('planVersion')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('planId', '=', planId)
    .executeTakeFirst()
  return row?.number ?? 0
}

/** The content of a frozen version, read from the very bytes that were frozen. */
export async function readVersion(tx: Tx, planId: string, number: number): Promise<PlanSnapshot> {
  const version = await tx
    .selectFrom('planVersion')
    .select(['id', sql<PlanSnapshot>`convert_from(canonical, 'UTF8')::jsonb`.as('content')])
    .where('planId', '=', planId)
    .where('number', '=', number)
    .executeTakeFirstOrThrow(() => new NotFound())
  const rows = await tx
    .selectFrom('planVersionItem')
    .innerJoin('itemVersion', 'itemVersion.id', 'planVersionItem.itemVersionId')
    .select(sql<ItemSnapshot>`convert_from(item_version.canonical, 'UTF8')::jsonb`.as('content'))
    .where('planVersionId', '=', version.id)
    .execute()
  const { items: named, ...content } = chaptersOf(version.content)
  const places = new Map(named.map((item, at) => [(item as unknown as { itemId: string }).itemId, at]))
  const items = rows
    .map(({ content: of }) => ({
      ...{ ...addedLater, ...of },
      phases: of.phases.map((phase) => ({ ...ofLead, ...phase })),
      indicators: of.indicators.map((indicator) => ({ ...ofLead, ...indicator })),
    }))
    .toSorted((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0))
  return { ...content, items }
}

/** What versions frozen before there was such a thing do not say. */
const addedLater = { measures: [], coDivisions: [], isWhitePaper: false }
const ofLead = { division: null }

/** What a version says of its plan besides the numbers that the table has too. */
const chaptersOf = ({
  title,
  procedureText,
  standardsText,
  reportingText,
  workPlanText,
  files,
  items,
}: PlanSnapshot) => ({
  ...{ title, procedureText, standardsText, reportingText, items },
  ...(workPlanText === undefined ? {} : { workPlanText }),
  ...(files ? { files } : {}),
})

/** The versions of one item, newest first, with the plan versions that name them. */
export async function itemVersions(tx: Tx, itemId: string) {
  const rows = await tx
    .selectFrom('itemVersion')
    .innerJoin('person', 'person.id', 'itemVersion.madeBy')
    .select(['itemVersion.number', 'digest', 'madeAt', 'person.id as personId', 'person.name'])
    .select(
      sql<number[]>`coalesce((select json_agg(plan_version.number order by plan_version.number)
        from plan_version_item join plan_version on plan_version.id = plan_version_item.plan_version_id
        where plan_version_item.item_version_id = item_version.id), '[]')`.as('planVersions'),
    )
    .where('itemId', '=', itemId)
    .orderBy('itemVersion.number', 'desc')
    .execute()
  return rows.map(({ personId, name, ...row }) => ({ ...row, madeBy: { id: personId, name } }))
}

export const versionIdOf = async (tx: Tx, planId: string, number: number): Promise<string> =>
  (
    await tx
      .selectFrom('planVersion')
      .select('id')
      .where('planId', '=', planId)
      .where('number', '=', number)
      .executeTakeFirstOrThrow()
  ).id
