import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { allowFeedHost } from '#domain/collection/feedHost.api.ts'
import { listTodos } from '#domain/home/home.api.ts'
import { same } from '#domain/kernel/text.ts'
import {
  listDeliveries,
  readWebhook,
  renewWebhookSecret,
  resendDelivery,
  saveWebhook,
  testWebhook,
} from '#domain/notice/webhook.api.ts'
import { listAdministrationActs } from '#domain/organization/records.api.ts'
import { clockAt } from '#server/kernel/clock.ts'
import { postLimits } from '#server/kernel/outgoing/postMessage.ts'
import { deliverNotices, purgeNotices } from '#server/notice/deliver.ts'
import { type Told, tell } from '#server/notice/notice.public.ts'
import { type Bridge, startBridge } from '#test/bridge.ts'
import { insertDuty, insertIndicator } from '#test/fixtures/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const limits = { ...postLimits, connectMs: 500, wholeMs: 1_000 }
/** The receiver's host name is looked up by a name of the test's own. */
const resolve = async () => [{ address: '127.0.0.1', family: 4 }]
const host = 'bridge.example'

let bridge: Bridge
let admin: Client
let at = Date.parse('2025-11-06T09:00:00+08:00')
const real = () => new Date(at)
const minutes = (count: number) => {
  at += count * 60_000
}
const deliver = () => deliverNotices(w.app, { limits, resolve, real })

beforeEach(async () => {
  bridge = await startBridge()
  admin = await w.person('systemAdmin')
  at = Date.now() + 1_000
})
afterEach(async () => {
  await bridge.close()
  await w.owner.deleteFrom('notice').execute()
  await w.owner.deleteFrom('webhookDelivery').execute()
  await w.owner.deleteFrom('webhook').execute()
})

const addressOf = (path = '/jiheng?key=robot-key') => `http://${host}:${bridge.port}${path}`
const allow = (port = bridge.port) =>
  w.call(admin, allowFeedHost, { body: { host, port, isInternal: true, reason: '本单位消息桥' } })
async function setUp(): Promise<string> {
  await allow()
  const saved = await w.call(admin, saveWebhook, { body: { address: addressOf(), isOn: true, version: 0 } })
  expect(saved).toMatchObject({ status: 200, body: { isOn: true, isAllowed: true, version: 1 } })
  return saved.body.secret ?? ''
}
const told = (...notices: Told[]) => w.db.transaction().execute((tx) => tell(tx, clockAt('2025-11-06'), notices))
async function notices(count: number): Promise<string> {
  const [responsible, coordinating] = [await w.division(), await w.division()]
  const of = await insertIndicator(w.owner, { responsible, coordinating, year: 2025 })
  const subjectId = await insertDuty(w.owner, of, '2025-10')
  const facts = { indicator: same('旅客'), period: same('2025-10'), reason: same('单位有误') }
  const rows = Array.from({ length: count }, (_, occasion) => ({ occasion, facts, divisionIds: [responsible] }))
  await told(...rows.map((row) => ({ kind: 'dutyReturned' as const, subjectId, ...row })))
  return responsible
}
const log = async () => (await w.call(admin, listDeliveries)).body.rows
const stateOf = async () => (await log()).map(({ state }) => state)
const idsReceived = () => bridge.received.map(({ headers }) => headers['x-jiheng-id'])

describe('setting it up', () => {
  test('the host has to be allowed; the secret is shown once and stands nowhere else', async () => {
    const body = { address: addressOf(), isOn: true, version: 0 }
    const refused = await w.call(admin, saveWebhook, { body })
    expect(refused).toMatchObject({ status: 422, body: { fields: [{ path: 'body.address' }] } })
    const secret = await setUp()
    expect(secret.length).toBeGreaterThan(40)
    expect((await w.call(admin, readWebhook)).body).toMatchObject({ secret: null, address: addressOf() })
    const renewed = await w.call(admin, renewWebhookSecret, { body: { version: 1 } })
    expect(renewed.body.secret).not.toBe(secret)
    const records = JSON.stringify((await w.call(await w.person('auditAdmin'), listAdministrationActs)).body)
    for (const hidden of [secret, renewed.body.secret ?? '', 'robot-key']) expect(records).not.toContain(hidden)
    expect(records).toContain(`${host}:${bridge.port}`)
  })

  test('by the system administrator alone, on the version that was seen, and nothing changes by a refusal', async () => {
    await setUp()
    const rows = () => w.owner.selectFrom('webhook').selectAll().execute()
    const before = await rows()
    const body = { address: addressOf('/other'), isOn: false, version: 1 }
    for (const post of ['performanceOffice.head', 'securityAdmin', 'auditAdmin'] as const) {
      const client = await w.person(post, post.startsWith('perf') ? await w.division() : null)
      expect((await w.call(client, saveWebhook, { body })).status).toBe(403)
      expect((await w.call(client, listDeliveries)).status).toBe(403)
    }
    expect((await w.call(admin, saveWebhook, { body: { ...body, version: 0 } })).status).toBe(409)
    for (const address of ['ftp://a/b', 'http://user:word@bridge.example/', 'http://a/#b', 'word'])
      expect((await w.call(admin, saveWebhook, { body: { ...body, address } })).status).toBe(422)
    expect(await rows()).toEqual(before)
    await w.call(admin, saveWebhook, { body })
    const off = await w.call(admin, testWebhook, { body: { version: 2 } })
    expect(off).toMatchObject({ status: 409, body: { code: 'webhook_off' } })
    await notices(1)
    expect(await log()).toEqual([])
  })
})

describe('what arrives', () => {
  test('is signed over its moment and body, names the division and the page, and no more', async () => {
    const secret = await setUp()
    await notices(1)
    await deliver()
    const [{ headers, body } = { headers: {}, body: '' }] = bridge.received
    const signed = createHmac('sha256', secret).update(`${headers['x-jiheng-timestamp']}.${body}`).digest('hex')
    expect(headers['x-jiheng-signature']).toBe(`sha256=${signed}`)
    const message = JSON.parse(body)
    expect(message).toMatchObject({ id: headers['x-jiheng-id'], kind: 'dutyReturned', to: { userName: null } })
    expect(message.to.posts).toEqual(['division.head'])
    expect(message.sentence.zh).toBe('旅客，2025-10，被退回：单位有误')
    expect(message.link).toMatch(/^http.*\/duties\/[0-9a-f-]+$/)
    expect(await log()).toMatchObject([{ state: 'delivered', isTest: false, attempts: [{ status: 204, fault: null }] }])
    expect(JSON.stringify(await log())).not.toContain('旅客')
  })

  test('a test message too', async () => {
    await setUp()
    expect((await w.call(admin, testWebhook, { body: { version: 1 } })).status).toBe(200)
    await deliver()
    expect(JSON.parse(bridge.received[0]?.body ?? '{}')).toMatchObject({ kind: 'test' })
    expect(await log()).toMatchObject([{ isTest: true, state: 'delivered' }])
  })

  test('each once, also with several workers', async () => {
    await setUp()
    await notices(20)
    await Promise.all([deliver(), deliver(), deliver()])
    await deliver()
    expect([bridge.received.length, new Set(idsReceived()).size]).toEqual([20, 20])
  })

  test('a message of a process that was killed goes out again, under the same id', async () => {
    await setUp()
    await notices(1)
    await deliver()
    const leased = { state: 'queued', nextTryAt: real(), settledAt: null, leasedUntil: new Date(at + 60_000) }
    await w.owner.updateTable('webhookDelivery').set(leased).execute()
    await deliver()
    expect(bridge.received).toHaveLength(1)
    minutes(2)
    await deliver()
    expect([bridge.received.length, new Set(idsReceived()).size]).toEqual([2, 1])
  })
})

describe('a receiver that fails', () => {
  test.each([
    ['answers 500', (b: Bridge) => (b.answer = (a) => a.writeHead(500).end()), 500],
    ['redirects', (b: Bridge) => (b.answer = (a) => a.writeHead(302, { location: '/other' }).end()), 302],
    ['answers nothing', (b: Bridge) => (b.answer = () => undefined), null],
  ] as const)('%s: nothing is lost, and the act was not held up', async (_, break_, status) => {
    await setUp()
    break_(bridge)
    const begun = Date.now()
    await notices(3)
    expect(Date.now() - begun).toBeLessThan(1_000)
    await deliver()
    expect(bridge.received).toHaveLength(1)
    const tried = (await log()).filter(({ attempts }) => attempts.length > 0)
    expect(tried).toMatchObject([{ state: 'queued', attempts: [{ status }] }])
    // it is left alone for a while, the other two are not tried one by one
    await deliver()
    expect(bridge.received).toHaveLength(1)
    bridge.answer = (answer) => answer.writeHead(200).end()
    minutes(2)
    await deliver()
    expect(await stateOf()).toEqual(['delivered', 'delivered', 'delivered'])
  })

  test('is down: tried again at growing distances, then given up, told the administrator and sent again', async () => {
    await setUp()
    await notices(1)
    const { port } = bridge
    await bridge.close()
    for (const wait of [0, 2, 6, 16, 61, 181, 361]) {
      minutes(wait)
      await deliver()
    }
    const [given] = await log()
    expect(given).toMatchObject({ state: 'failed', nextTryAt: null })
    expect(given?.attempts).toHaveLength(7)
    const todos = (await w.call(admin, listTodos)).body.rows.filter(({ module }) => module === 'notice')
    expect(todos).toMatchObject([{ link: '/webhook?state=failed', object: { zh: '未送达的推送消息1条' } }])
    bridge = await startBridge(port)
    const { id = '', version = 0 } = given ?? {}
    expect((await w.call(admin, resendDelivery, { params: { id }, body: { version: 1 } })).status).toBe(409)
    expect((await w.call(admin, resendDelivery, { params: { id }, body: { version } })).body.state).toBe('queued')
    await deliver()
    expect([await stateOf(), bridge.received.length]).toEqual([['delivered'], 1])
    const again = await w.call(admin, resendDelivery, { params: { id }, body: { version: version + 2 } })
    expect(again).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
  })

  test('whose host is no longer allowed, or lies inside without being said to, is not connected to', async () => {
    await setUp()
    await notices(1)
    await w.owner.updateTable('feedHost').set({ isInternal: false }).execute()
    await deliver()
    await w.owner.updateTable('feedHost').set({ withdrawnAt: new Date(), isInternal: true }).execute()
    minutes(2)
    await deliver()
    expect(bridge.received).toEqual([])
    const faults = (await log())[0]?.attempts.map(({ fault }) => fault?.zh ?? '') ?? []
    expect(faults[0]).toContain('不在允许的主机之列')
    expect(faults[1]).toContain('不在公网')
  })
})

test('while it is off nothing is sent, and what waits goes out once it is on again', async () => {
  await setUp()
  await notices(2)
  await w.call(admin, saveWebhook, { body: { address: addressOf(), isOn: false, version: 1 } })
  await deliver()
  expect(bridge.received).toEqual([])
  await w.call(admin, saveWebhook, { body: { address: addressOf(), isOn: true, version: 2 } })
  await deliver()
  expect(bridge.received).toHaveLength(2)
})

test('what is older than the setting keeps is forgotten, with its messages', async () => {
  await setUp()
  await notices(2)
  await deliver()
  const old = '2024-11-04T09:00:00+08:00'
  const [first] = await w.owner.selectFrom('notice').select('id').execute()
  await w.owner
    .updateTable('notice')
    .set({ toldAt: old })
    .where('id', '=', first?.id ?? '')
    .execute()
  await purgeNotices(w.app)
  expect(await w.owner.selectFrom('notice').select('id').execute()).toHaveLength(1)
  expect(await log()).toHaveLength(1)
})
