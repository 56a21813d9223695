import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import {
  askTicketExtension,
  grantTicketExtension,
  handInShare,
  refuseTicketExtension,
  seeOverdueShare,
} from '#domain/supervision/ticketShare.api.ts'
import { sweepNow } from '#server/kernel/sweep.ts'
import { received, shareOf } from '#test/tickets.ts'
import { untilWaiting } from '#test/waiting.ts'
import { world } from '#test/world.ts'

const w = world()

/** The division that houses the performance office: there is one. */
let housing: Promise<string> | undefined
const houseOf = (): Promise<string> => {
  housing ??= w.division({ housesPerformanceOffice: true })
  return housing
}

async function open() {
  const [house, land] = [await houseOf(), await w.division()]
  const staff = await w.person('performanceOffice.staff', house)
  const head = await w.person('division.head', land)
  const deputy = await w.person('leadingGroup.deputy')
  await w.owner.insertInto('postCharge').values({ postId: deputy.postId, divisionId: land }).execute()
  await w.clock('2025-11-06')
  const ticket = await received(w, staff, head, [land])
  return { staff, head, deputy, land, ticket, share: shareOf(ticket, land) }
}
const steps = async (shareId: string) =>
  (await w.owner.selectFrom('ticketStep').selectAll().where('shareId', '=', shareId).orderBy('firedOn').execute()).map(
    ({ step, firedOn, dueRevision }) => `${step} ${firedOn} ${dueRevision}`,
  )
const all = ['reminder 2025-11-19 1', 'overdue 2025-11-21 1', 'escalated 2025-11-25 1']

test('each step comes on its day, once, and stays when a later day is granted', async () => {
  const { staff, head, deputy, ticket, share } = await open()
  for (const day of ['2025-11-18', '2025-11-19', '2025-11-20', '2025-11-21', '2025-11-25']) await w.clock(day)
  expect(await steps(share.id)).toEqual(all)
  await sweepNow(w.app)
  const fired = (await w.history(share.id)).filter(({ basis }) => basis === 'supervision.step')
  expect(fired.map(({ action }) => action).toSorted()).toEqual([
    'ticket.escalated',
    'ticket.overdue',
    'ticket.reminder',
  ])
  const link = `/tickets/${ticket.id}#act-see-${share.id}`
  const links = async () => (await w.call(deputy, listTodos)).body.rows.map((todo) => todo.link)
  expect(await links()).toContain(link)
  const params = { id: share.id }
  expect((await w.call(staff, seeOverdueShare, { params, body: { version: 3 } })).status).toBe(403)
  await w.call(deputy, seeOverdueShare, { params, body: { version: 3 } })
  expect(await links()).not.toContain(link)
  const asked = { version: 4, untilOn: '2025-12-05', reason: '等待设备到货' }
  const asking = await w.call(head, askTicketExtension, { params, body: asked })
  expect(shareOf(asking.body, share.division.id).details?.extensions).toMatchObject([
    { state: 'asked', beforeOn: '2025-11-20', untilOn: '2025-12-05' },
  ])
  expect((await w.call(deputy, grantTicketExtension, { params, body: { version: 5 } })).status).toBe(403)
  const granted = await w.call(staff, grantTicketExtension, { params, body: { version: 5 } })
  expect(shareOf(granted.body, share.division.id).details).toMatchObject({ dueOn: '2025-12-05', isLate: true })
  await w.clock('2025-12-04')
  expect(await steps(share.id)).toEqual([...all, 'reminder 2025-12-04 2'])
})

test('a clock that jumps, and steps not swept yet when a later day is granted, leave the same marks', async () => {
  const { staff, head, share } = await open()
  await w.owner.updateTable('office').set({ clockDay: '2025-11-24' }).execute()
  const params = { id: share.id }
  await w.call(head, askTicketExtension, { params, body: { version: 3, untilOn: '2025-12-05', reason: '设备未到' } })
  await w.call(staff, grantTicketExtension, { params, body: { version: 4 } })
  expect(await steps(share.id)).toEqual(['reminder 2025-11-19 1', 'overdue 2025-11-21 1'])
})

test('refused: the day stays; handed in: nothing comes any more, and late is late', async () => {
  const { staff, head, land, share } = await open()
  const params = { id: share.id }
  await w.call(head, askTicketExtension, { params, body: { version: 3, untilOn: '2025-12-05', reason: '设备未到' } })
  const no = { params, body: { version: 4, reason: '可以按期办结' } }
  expect(shareOf((await w.call(staff, refuseTicketExtension, no)).body, land).details).toMatchObject({
    ...{ dueOn: '2025-11-20', extensions: [{ state: 'refused', decisionReason: '可以按期办结' }] },
  })
  await w.clock('2025-11-21')
  const { body } = await w.call(head, handInShare, { params, body: { version: 5, words: '已办结' } })
  expect(shareOf(body, land).details).toMatchObject({ isLate: true })
  await w.clock('2025-12-30')
  expect(await steps(share.id)).toEqual(all.slice(0, 2))
})

const run = () =>
  promisify(execFile)(process.execPath, ['test/sweepOnce.ts', w.database.appUrl, w.app.config.dataDir], {
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  })

test('two processes released together store each step once, and a restart none again', {
  timeout: 240_000,
}, async () => {
  const shares: string[] = []
  for (let n = 0; n < 12; n += 1) shares.push((await open()).share.id)
  await w.owner.updateTable('office').set({ clockDay: '2025-11-26' }).execute()
  const both = await w.owner.transaction().execute(async (tx) => {
    await sql`lock table ticket_share in access exclusive mode`.execute(tx)
    const started = Promise.all([run(), run()])
    await untilWaiting(w.app.db, 2)
    return { started }
  })
  await both.started
  const count = async () => {
    const { rows } = await sql<{ steps: number; entries: number }>`select
      (select count(*) from ticket_step where share_id = any(${shares}::uuid[])) as steps,
      (select count(*) from history where basis = 'supervision.step' and subject_id = any(${shares}::uuid[])) as entries`.execute(
      w.owner,
    )
    return rows[0]
  }
  expect(await count()).toEqual({ steps: 36, entries: 36 })
  await sweepNow(w.app)
  expect(await count()).toEqual({ steps: 36, entries: 36 })
})
