import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import { readOrder } from '#domain/rectification/order.api.ts'
import { answerOrder, rejectOrder, seeEscalation } from '#domain/rectification/orderActs.api.ts'
import { sweepNow } from '#server/kernel/sweep.ts'
import { answer, orderPeople, receivedOrder } from '#test/orders.ts'
import { until, untilWaiting, waitingFor } from '#test/waiting.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const due = { dueOn: '2025-11-10' }

const stepsOf = async (id: string) =>
  (
    await w.owner
      .selectFrom('rectificationEscalation')
      .select(['step', 'dueRevision', 'firedOn'])
      .where('rectificationId', '=', id)
      .orderBy('dueRevision')
      .orderBy('firedOn')
      .execute()
  ).map(({ step, dueRevision, firedOn }) => [step, dueRevision, firedOn])
const count = async () => {
  const { rows } = await sql<{ steps: number; entries: number }>`select
    (select count(*)::int from rectification_escalation) as steps,
    (select count(*)::int from history where action = 'rectification.escalate') as entries`.execute(w.owner)
  return rows[0]
}
const hashesOf = async (client: Client, id: string) =>
  (await w.call(client, listTodos)).body.rows
    .filter(({ link }) => link.includes(id))
    .map(({ link }) => link.replace(/.*#act-/, '').replace(/-.*/, ''))

test('an overdue order is put before the next in line, each step once, until it is answered', async () => {
  await w.clock('2025-11-06')
  const people = await orderPeople(w)
  const { officeHead, deputy, groupHead, staff, head } = people
  const { id, version } = await receivedOrder(w, people, due)
  await w.clock('2025-11-10')
  expect(await stepsOf(id)).toEqual([])
  await w.clock('2025-11-11')
  expect(await stepsOf(id)).toEqual([['officeHead', 1, '2025-11-11']])
  expect(await hashesOf(officeHead, id)).toEqual(['see'])
  expect(await hashesOf(staff, id)).toEqual([])
  await w.clock('2025-11-13')
  await sweepNow(w.app)
  expect((await stepsOf(id)).map(([step]) => step)).toEqual(['officeHead', 'deputy'])
  const { escalations } = (await w.call(officeHead, readOrder, { params: { id } })).body
  const see = (n: number) => ({ params: { id, escalationId: escalations[n]?.id ?? '' } })
  expect((await w.call(officeHead, seeEscalation, see(1))).body).toMatchObject({ code: 'not_before_you' })
  expect((await w.call(head, seeEscalation, see(1))).status).toBe(403)
  expect((await w.call(deputy, seeEscalation, see(1))).status).toBe(200)
  expect((await w.call(deputy, seeEscalation, see(1))).body).toMatchObject({ code: 'seen_already' })
  await w.clock('2025-11-24')
  expect((await stepsOf(id)).map(([step]) => step)).toEqual(['officeHead', 'deputy', 'group'])
  expect(await hashesOf(groupHead, id)).toContain('see')
  const given = { version, ...answer, noEvidence: '口头整改' }
  await w.call(head, answerOrder, { params: { id }, body: given })
  expect(await hashesOf(groupHead, id)).not.toContain('see')
  const body = { version: version + 1, verdict: '未改', dueOn: '2025-11-28' }
  await w.call(staff, rejectOrder, { params: { id }, body })
  await w.clock('2025-11-29')
  expect((await stepsOf(id)).at(-1)).toEqual(['officeHead', 2, '2025-11-29'])
})

test('one who is answered in time is put before nobody, and a late sweep makes up for all steps', async () => {
  await w.clock('2025-11-06')
  const people = await orderPeople(w)
  const [answered, late] = [await receivedOrder(w, people, due), await receivedOrder(w, people, due)]
  const body = { version: answered.version, ...answer, noEvidence: '口头整改' }
  await w.call(people.head, answerOrder, { params: { id: answered.id }, body })
  await w.clock('2025-12-20')
  expect(await stepsOf(answered.id)).toEqual([])
  expect(await stepsOf(late.id)).toEqual([
    ['officeHead', 1, '2025-11-11'],
    ['deputy', 1, '2025-11-13'],
    ['group', 1, '2025-11-24'],
  ])
})

const run = () =>
  promisify(execFile)(process.execPath, ['test/sweepOnce.ts', w.database.appUrl, w.app.config.dataDir], {
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  })

/** Overdue orders that no sweep has looked at. */
async function overdueOrders(many: number): Promise<void> {
  await w.clock('2025-11-06')
  const people = await orderPeople(w)
  for (let n = 0; n < many; n += 1) await receivedOrder(w, people, due)
  await w.owner.updateTable('office').set({ clockDay: '2025-12-20' }).execute()
}

test('two processes released together put each order before each reader once', { timeout: 180_000 }, async () => {
  const before = await count()
  await overdueOrders(12)
  const both = await w.owner.transaction().execute(async (tx) => {
    await sql`lock table rectification in access exclusive mode`.execute(tx)
    const started = Promise.all([run(), run()])
    await untilWaiting(w.app.db, 2)
    return { started }
  })
  await both.started
  expect(await count()).toEqual({ steps: (before?.steps ?? 0) + 36, entries: (before?.entries ?? 0) + 36 })
})

test('a process that sweeps while another one fires finds nothing left; a restart fires nothing', {
  timeout: 180_000,
}, async () => {
  const before = await count()
  await overdueOrders(6)
  const both = await w.owner.transaction().execute(async (tx) => {
    await sql`lock table rectification_escalation in share mode`.execute(tx)
    const first = run()
    await untilWaiting(w.app.db, 1)
    let hasEnded = false
    const second = run().finally(() => {
      hasEnded = true
    })
    await until(async () => hasEnded || (await waitingFor(w.app.db)) === 2, 'the second process did nothing')
    return { ended: Promise.all([first, second]) }
  })
  await both.ended
  const after = { steps: (before?.steps ?? 0) + 18, entries: (before?.entries ?? 0) + 18 }
  expect(await count()).toEqual(after)
  await sweepNow(w.app)
  await sweepNow(w.app)
  await run()
  expect(await count()).toEqual(after)
})
