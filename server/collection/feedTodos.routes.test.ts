import { expect, test } from 'vitest'
import { endFeed, fetchFeed, readFeed } from '#domain/collection/feedSource.api.ts'
import { listTodos } from '#domain/home/home.api.ts'
import { sweepNow } from '#server/kernel/sweep.ts'
import { csvAnswer, csvOf, feedWorld } from '#test/feeds.ts'
import { type Client, world } from '#test/world.ts'
import { fetchAsked } from './feedFetch.ts'

const w = world()
const { adminOf, office, at, fetched, serve } = feedWorld(w)

const todosOf = async (client: Client, module: string) =>
  (await w.call(client, listTodos)).body.rows.filter((todo) => todo.module === module)

/** The daily reading, as the sweep and the worker do it. */
async function readDaily(feedId: string) {
  await sweepNow(w.app)
  const run = await w.owner
    .selectFrom('feedRun')
    .select('id')
    .where('feedId', '=', feedId)
    .where('state', '=', 'asked')
    .executeTakeFirstOrThrow()
  await fetchAsked(w.app, { runId: run.id })
}

test('a daily reading that failed waits for the division, not for the administrator, until a reading succeeds', async () => {
  const names: string[] = []
  let content = '指标,报送期,数值,单位\n甲,何时,1,万人次\n甲'
  const address = serve(
    '/table',
    csvAnswer(() => content),
  )
  const one = await office({ kind: 'address', address, isDaily: true })
  names.push(...one.names)
  expect(await todosOf(one.officer, 'feed')).toEqual([])
  await readDaily(one.feedId)
  for (const client of [one.officer, one.head])
    expect(await todosOf(client, 'feed')).toMatchObject([
      { id: one.feedId, object: { zh: '月度统计' }, link: `/feeds/${one.feedId}#act-fetch`, basis: 'feed.read' },
    ])
  const [todo] = await todosOf(one.officer, 'feed')
  expect(todo?.from.zh).toMatch(/每日读取失败：.*第3行/)
  const others = [one.coordinator, await w.person('performanceOffice.staff', await w.division())]
  for (const client of others) expect(await todosOf(client, 'feed')).toEqual([])
  expect(await todosOf(adminOf(), 'settings')).toEqual([])
  content = csvOf(names, ['1', '2'])
  expect((await fetched(one.officer, one.feedId)).feed.last).toMatchObject({ state: 'fetched' })
  expect(await todosOf(one.officer, 'feed')).toEqual([])
  await w.owner.updateTable('feed').set({ isDaily: false }).execute()
})

test('a host that cannot be reached is a to-do of the system administrator too, without the name of the feed', async () => {
  const address = serve('/dead', (_q, a) => a.destroy())
  const one = await office({ kind: 'address', address, isDaily: true })
  await readDaily(one.feedId)
  const host = new URL(at('/')).host
  const [todo, ...more] = await todosOf(adminOf(), 'settings')
  expect(more).toEqual([])
  expect(todo).toMatchObject({ object: { zh: host }, link: '/feed-hosts', basis: 'feed.allowHost' })
  expect(JSON.stringify(todo)).not.toContain('月度统计')
  expect(await todosOf(one.officer, 'feed')).toHaveLength(1)
  for (const kind of ['securityAdmin', 'auditAdmin'] as const)
    expect(await todosOf(await w.person(kind), 'settings')).toEqual([])
  expect(await w.call(adminOf(), fetchFeed, { params: { id: one.feedId } })).toMatchObject({ status: 403 })
  const { version } = (await w.call(one.officer, readFeed, { params: { id: one.feedId } })).body
  expect(
    await w.call(one.officer, endFeed, { params: { id: one.feedId }, body: { version, reason: '改用别的来源' } }),
  ).toMatchObject({
    status: 200,
  })
  expect(await todosOf(adminOf(), 'settings')).toEqual([])
  expect(await todosOf(one.officer, 'feed')).toEqual([])
})
