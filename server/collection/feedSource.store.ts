import { type SqlBool, sql, type Updateable } from 'kysely'
import type { FeedRead, FeedSource, SourceRun } from '#domain/collection/feedSource.api.ts'
import type { FeedFacts } from '#domain/collection/feedSource.ts'
import { type Actor, isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Feed } from '#server/kernel/db.types.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { allowedHosts } from './feedHost.store.ts'

const isBeingFetched = sql<SqlBool>`exists (select from feed_run where feed_run.feed_id = feed.id and state = 'asked')`

type Kept = NonNullable<FeedSource['mapping']>
const kept = sql<Kept | null>`(
  select json_build_object('number', mapping.number, 'content', mapping.content, 'madeBy', person.name,
    'madeAt', to_char(mapping.made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  from feed_mapping as mapping join person on person.id = mapping.made_by
  where mapping.feed_id = feed.id order by mapping.number desc limit 1)`

/** The feeds this post may see: those of its division, all to the performance office. */
const visible = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('feed')
    .innerJoin('division', 'division.id', 'feed.divisionId')
    .innerJoin('person', 'person.id', 'feed.madeBy')
    .select(['feed.id', 'feed.version', 'feed.divisionId', 'feed.name', 'feed.fileName', 'feed.address'])
    .select(['feed.isDaily', 'feed.madeAt', 'feed.endedAt', 'person.name as madeBy', 'nameZh', 'nameEn'])
    .select([sql<FeedSource['kind']>`feed.kind`.as('kind'), sql<FeedSource['format']>`feed.format`.as('format')])
    .select([kept.as('mapping'), isBeingFetched.as('isBeingFetched')])
    .$if(!isOneOf(actor.post, performanceOffice), (q) => q.where('feed.divisionId', '=', actor.divisionId))

type Row = Awaited<ReturnType<ReturnType<typeof visible>['executeTakeFirstOrThrow']>>

async function shown(tx: Tx, rows: readonly Row[]): Promise<FeedSource[]> {
  const allowed = await allowedHosts(tx)
  const last = new Map((await lastRuns(tx, rows)).map(({ feedId, ...run }) => [feedId, run]))
  return rows.map(({ endedAt, nameZh, nameEn, isBeingFetched: being, ...row }) => ({
    ...row,
    division: { zh: nameZh, en: nameEn },
    isEnded: endedAt !== null,
    isBeingFetched: Boolean(being),
    isHostAllowed: row.address === null || allowed.some(({ host, port }) => isAt(row.address ?? '', host, port)),
    last: last.get(row.id) ?? null,
  }))
}

/** Whether an address lies at a host and port. */
export function isAt(address: string, host: string, port: number): boolean {
  const { hostname, port: own, protocol } = new URL(address)
  return hostname === host && Number(own || (protocol === 'https:' ? 443 : 80)) === port
}

export async function list(tx: Tx, actor: Actor): Promise<FeedSource[]> {
  const rows = await visible(tx, actor)
    .orderBy(sql`feed.ended_at is not null`)
    .orderBy('feed.madeAt', 'desc')
    .orderBy('feed.id')
    .limit(200)
    .execute()
  return shown(tx, rows)
}

export async function find(tx: Tx, actor: Actor, id: string): Promise<FeedSource> {
  const row = await visible(tx, actor)
    .where('feed.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())
  const [feed] = await shown(tx, [row])
  if (!feed) throw new NotFound()
  return feed
}

export async function findWhole(tx: Tx, actor: Actor, id: string): Promise<FeedRead> {
  const feed = await find(tx, actor, id)
  const found = await runs(tx).where('feedRun.feedId', '=', id).orderBy('feedRun.askedAt', 'desc').limit(20).execute()
  const mappings = await tx
    .selectFrom('feedMapping')
    .innerJoin('person', 'person.id', 'feedMapping.madeBy')
    .select(['feedMapping.number', 'person.name as madeBy', 'feedMapping.madeAt'])
    .where('feedMapping.feedId', '=', id)
    .orderBy('feedMapping.number', 'desc')
    .limit(20)
    .execute()
  return { ...feed, runs: found.map(({ feedId: _, ...run }) => run), mappings }
}

const runs = (tx: Tx) =>
  tx
    .selectFrom('feedRun')
    .leftJoin('person as runner', 'runner.id', 'feedRun.runBy')
    .leftJoin('storedFile as file', 'file.id', 'feedRun.fileId')
    .leftJoin('feedMapping as mapping', 'mapping.id', 'feedRun.mappingId')
    .select(['feedRun.id', 'feedRun.runAt', 'feedRun.scheduledOn', 'runner.name as runBy', 'file.name as fileName'])
    .select(['mapping.number as mappingNumber', sql<string>`feed_run.feed_id`.as('feedId')])
    .select([sql<SourceRun['state']>`feed_run.state`.as('state'), sql<SourceRun['fault']>`feed_run.fault`.as('fault')])
    .select([
      sql<number | null>`(feed_run.summary->>'figures')::int`.as('figures'),
      sql<number | null>`(feed_run.summary->>'passed')::int`.as('passed'),
    ])

const lastRuns = (tx: Tx, feeds: readonly { id: string }[]) =>
  feeds.length === 0
    ? Promise.resolve([])
    : runs(tx)
        .distinctOn('feedRun.feedId')
        .where(
          'feedRun.feedId',
          'in',
          feeds.map(({ id }) => id),
        )
        .orderBy('feedRun.feedId')
        .orderBy('feedRun.askedAt', 'desc')
        .execute()

export async function findRun(tx: Tx, actor: Actor, id: string): Promise<SourceRun> {
  const { feedId, ...run } = await runs(tx)
    .where('feedRun.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())
  await find(tx, actor, feedId)
  return run
}

/** The feed with what its rules ask, locked until the transaction ends: readings of one feed come one after the other. */
export async function lock(tx: Tx, actor: Actor, id: string, version?: number) {
  await tx.selectFrom('feed').select('id').where('id', '=', id).forUpdate().execute()
  const feed = await find(tx, actor, id)
  if (version !== undefined && feed.version !== version) throw new Stale()
  return { ...feed, facts: factsOf(feed) }
}

export const factsOf = ({ divisionId, isEnded, isBeingFetched: being, kind, mapping }: FeedSource): FeedFacts => ({
  ...{ divisionId, isEnded, isBeingFetched: being, kind, isMapped: mapping !== null },
})

type New = Pick<FeedSource, 'name' | 'kind' | 'format' | 'fileName' | 'address' | 'isDaily'>

export async function insert({ tx, actor, clock }: Acting, divisionId: string, feed: New): Promise<string> {
  const { id } = await tx
    .insertInto('feed')
    .values({ ...feed, divisionId, madeBy: actor.id, madeAt: clock.now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export const save = (tx: Tx, id: string, changed: Updateable<Feed>) =>
  tx
    .updateTable('feed')
    .set({ ...changed, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()

export async function insertMapping({ tx, actor, clock }: Acting, feedId: string, content: object): Promise<number> {
  const { number } = await tx
    .insertInto('feedMapping')
    .values({
      ...{ feedId, content: JSON.stringify(content), madeBy: actor.id, madeAt: clock.now },
      number: sql<number>`(select count(*) + 1 from feed_mapping where feed_id = ${feedId})::int`,
    })
    .returning('number')
    .executeTakeFirstOrThrow()
  return number
}
