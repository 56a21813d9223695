import { sql } from 'kysely'
import { fetchFeed } from '#domain/collection/feedSource.api.ts'
import { divisionPosts, isOneOf } from '#domain/kernel/actor.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Reading } from '#server/kernel/routes.ts'

/** Feeds that are read daily and whose last reading failed, whoever asked for it. */
const failed = (tx: Tx) =>
  tx
    .selectFrom('feed')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('feedRun')
          .select(['feedRun.state', 'feedRun.isHostFault', sql<Text>`feed_run.fault`.as('fault')])
          .whereRef('feedRun.feedId', '=', 'feed.id')
          .where('feedRun.state', '<>', 'asked')
          .orderBy('feedRun.askedAt', 'desc')
          .orderBy('feedRun.id')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select(['feed.id', 'feed.name', 'feed.address', 'last.fault'])
    .where('feed.isDaily', '=', true)
    .where('feed.endedAt', 'is', null)
    .where('last.state', '=', 'failed')
    .orderBy('feed.name')
    .orderBy('feed.id')
    .limit(100)

/** For the division that keeps the feed; for the system administrator the host, where that is the cause. */
export async function feedTodos({ tx, actor }: Reading): Promise<Todo[]> {
  if (actor.post === 'systemAdmin') return hostsToCheck(tx)
  if (!isOneOf(actor.post, divisionPosts)) return []
  const rows = await failed(tx).where('feed.divisionId', '=', actor.divisionId).execute()
  return rows.map(({ id, name, fault }) => ({
    ...{ module: 'feed', id, basis: 'feed.read', dueOn: null, link: `/feeds/${id}#act-fetch` },
    action: fetchFeed.summary,
    object: same(name),
    from: toldBy(fault),
  }))
}

const toldBy = ({ zh, en }: Text): Text => ({ zh: `每日读取失败：${zh}`, en: `The daily reading failed: ${en}` })

/** Each host once; what the feeds are called and where they lead is their divisions' own. */
async function hostsToCheck(tx: Tx): Promise<Todo[]> {
  const rows = await failed(tx).where('last.isHostFault', '=', true).execute()
  const hosts = new Map(rows.map((row) => [new URL(row.address ?? '').host, row]))
  return [...hosts].map(([host, { id, fault }]) => ({
    ...{ module: 'settings', id, basis: 'feed.allowHost', dueOn: null, link: '/feed-hosts' },
    action: { zh: '检查主机', en: 'Check a host' },
    object: same(host),
    from: toldBy(fault),
  }))
}
