import { sql, type Updateable } from 'kysely'
import { z } from 'zod'
import type { Aspect } from '#domain/inspection/check.ts'
import type { Conformity, listConformities } from '#domain/inspection/conformity.api.ts'
import type { ConformityFacts, ConformityResult, ConformityState } from '#domain/inspection/conformity.ts'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import { day, id } from '#domain/kernel/endpoint.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Conformity as Row } from '#server/kernel/db.types.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { divisionOf, filesOf, instantOf, isOwnDivision, namedOf, personOf, unlessAll } from './check.store.ts'

type Query = Omit<z.output<typeof listConformities.query>, 'limit' | 'after'>
const Place = z.tuple([day, id])

/** The steering posts see every verification; a division those for which it was asked for material. */
export const visible = (tx: Tx, actor: Actor) =>
  tx.selectFrom('conformity').$if(!seesEverything(actor), (q) =>
    q.where(
      sql<boolean>`conformity.id in (select material.conformity_id from conformity_material as material
        where ${isOwnDivision(actor, 'material.divisionId')})`,
    ),
  )

const mine = (actor: Actor) => unlessAll(actor, isOwnDivision(actor, 'material.divisionId'))
/** What only those read who see everything. */
const ofAll = <T>(actor: Actor, column: string, none: unknown = null) =>
  seesEverything(actor) ? sql<T>`${sql.ref(column)}` : sql<T>`${sql.lit(none)}`

const count = (actor: Actor, isHandedIn: boolean) =>
  sql<number>`(select count(*)::int from conformity_material as material where material.conformity_id = conformity.id
    and ${mine(actor)} and (${sql.lit(!isHandedIn)} or material.handed_at is not null))`

const head = (tx: Tx, actor: Actor) =>
  visible(tx, actor)
    .select(['conformity.id', 'conformity.version', 'conformity.year', 'conformity.title', 'conformity.document'])
    .select(['conformity.requestedOn', 'conformity.dueOn', 'conformity.resultOn'])
    .select([
      sql<Aspect>`conformity.aspect`.as('aspect'),
      sql<ConformityState>`conformity.state`.as('state'),
      sql<ConformityResult | null>`conformity.result`.as('result'),
      sql<Conformity['body']>`(select ${namedOf('body')} from external_body as body
        where body.id = conformity.body_id)`.as('body'),
    ])

const materials = (actor: Actor) =>
  sql<Conformity['materials']>`coalesce((select json_agg(json_build_object('id', material.id,
    'division', ${divisionOf('material.divisionId')}, 'heirId', heir_of(material.division_id),
    'words', material.words, 'dueOn', material.due_on, 'handedIn', material.handed_in,
    'handedBy', ${personOf('material.handedBy')}, 'handedAt', ${instantOf('material.handedAt')},
    'sentOn', material.sent_on, 'files', ${filesOf('conformityMaterial', 'material.id')})
    order by material.due_on, material.id) from conformity_material as material
    where material.conformity_id = conformity.id and ${mine(actor)}), '[]')`

const visits = sql<Conformity['visits']>`coalesce((select json_agg(json_build_object('id', visit.id,
  'visitedOn', visit.visited_on, 'visitors', visit.visitors, 'lookedAt', visit.looked_at)
  order by visit.visited_on, visit.id) from conformity_visit as visit where visit.conformity_id = conformity.id), '[]')`

export const find = (tx: Tx, actor: Actor, conformityId: string): Promise<Conformity> =>
  head(tx, actor)
    .select(['conformity.concerns', 'conformity.sentOn', 'conformity.closedOn', 'conformity.withdrawnReason'])
    .select([
      personOf('conformity.recordedBy').$notNull().as('recordedBy'),
      sql<Conformity['items']>`coalesce((select json_agg(json_build_object('id', item.id, 'code', item.code,
        'title', item.title) order by item.code) from conformity_item as concerned
        join item on item.id = concerned.item_id where concerned.conformity_id = conformity.id), '[]')`.as('items'),
      materials(actor).as('materials'),
      (seesEverything(actor) ? visits : sql<Conformity['visits']>`'[]'::json`).as('visits'),
      ofAll<string | null>(actor, 'conformity.resultWords').as('resultWords'),
      ofAll<string | null>(actor, 'conformity.resultDocument').as('resultDocument'),
      ofAll<string | null>(actor, 'conformity.followUp').as('followUp'),
      (seesEverything(actor) ? filesOf('conformity', 'conformity.id') : sql<Conformity['files']>`'[]'::json`).as(
        'files',
      ),
    ])
    .where('conformity.id', '=', conformityId)
    .executeTakeFirstOrThrow(() => new NotFound())

export const factsOf = ({ state, materials: all, result }: Conformity): ConformityFacts => ({
  ...{ state, result, materials: all.length },
  handedIn: all.filter(({ handedAt }) => handedAt !== null).length,
})

/** Locks a verification that the actor sees; without a version a division hands in whatever else moved on. */
export async function lock(tx: Tx, actor: Actor, conformityId: string, version?: number) {
  const row = await visible(tx, actor)
    .select('conformity.version')
    .where('conformity.id', '=', conformityId)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound())
  if (version !== undefined && row.version !== version) throw new Stale()
  const conformity = await find(tx, actor, conformityId)
  return { conformity, facts: factsOf(conformity) }
}

function filtered(tx: Tx, actor: Actor, { year, state, result }: Query) {
  return head(tx, actor)
    .select([count(actor, false).as('materials'), count(actor, true).as('handedIn')])
    .where('conformity.year', '=', year)
    .$if(state !== undefined, (q) => q.where('conformity.state', '=', state ?? ''))
    .$if(result !== undefined, (q) => q.where('conformity.result', '=', result ?? ''))
    .orderBy('conformity.requestedOn', 'desc')
    .orderBy('conformity.id', 'desc')
}

export async function list(tx: Tx, actor: Actor, query: z.output<typeof listConformities.query>) {
  const after = placeOf(query.after, Place)
  const rows = await filtered(tx, actor, query)
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(conformity.requested_on, conformity.id) < (${after?.[0]}::date, ${after?.[1]}::uuid)`),
    )
    .limit(query.limit + 1)
    .execute()
  return pageFrom(rows, query.limit, ({ requestedOn, id: last }) => cursorAt(requestedOn, last))
}

/** The most rows that one file of the list has. */
const exported = 5_000

export const listAll = (tx: Tx, actor: Actor, query: Query) => filtered(tx, actor, query).limit(exported).execute()

type New = Pick<Row, 'aspect' | 'title' | 'bodyId' | 'document' | 'requestedOn' | 'dueOn' | 'concerns'> & {
  readonly year: number
}

export async function insert({ tx, actor, clock }: Acting, values: New, itemIds: readonly string[]): Promise<string> {
  const row = await tx
    .insertInto('conformity')
    .values({ ...values, state: 'requested', recordedBy: actor.id, recordedAt: clock.now })
    .returning('id')
    .executeTakeFirstOrThrow()
  const items = [...new Set(itemIds)].map((itemId) => ({ conformityId: row.id, itemId }))
  if (items.length > 0) await tx.insertInto('conformityItem').values(items).execute()
  return row.id
}

export const save = (tx: Tx, conformityId: string, change: Updateable<Row>) =>
  tx
    .updateTable('conformity')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', conformityId)
    .execute()

type Asked = { readonly divisionId: string; readonly words: string; readonly dueOn: string }

export const insertMaterial = (tx: Tx, conformityId: string, values: Asked) =>
  tx
    .insertInto('conformityMaterial')
    .values({ ...values, conformityId })
    .execute()

export const saveMaterial = ({ tx, actor, clock }: Acting, materialId: string, handedIn: string) =>
  tx
    .updateTable('conformityMaterial')
    .set({ handedIn, handedBy: actor.id, handedAt: clock.now })
    .where('id', '=', materialId)
    .execute()

export const markSent = (tx: Tx, conformityId: string, sentOn: string) =>
  tx
    .updateTable('conformityMaterial')
    .set({ sentOn })
    .where('conformityId', '=', conformityId)
    .where('sentOn', 'is', null)
    .execute()

type Visit = { readonly visitedOn: string; readonly visitors: string; readonly lookedAt: string }

export const insertVisit = ({ tx, actor }: Acting, conformityId: string, values: Visit) =>
  tx
    .insertInto('conformityVisit')
    .values({ ...values, conformityId, recordedBy: actor.id })
    .execute()

/** A unit that may ask for a verification. */
export const bodyName = (tx: Tx, bodyId: string) =>
  tx
    .selectFrom('externalBody')
    .select('nameZh')
    .where('id', '=', bodyId)
    .where('kind', 'in', ['collectingUnit', 'municipalPerformanceOffice'])
    .executeTakeFirst()
