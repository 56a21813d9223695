import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import { listMails, readOutbox, resendMail } from '#domain/reminder/reminder.api.ts'
import type { App } from '#server/kernel/app.ts'
import { insertDuty, insertIndicator } from '#test/fixtures/duties.ts'
import { type MailServerOfTest, refusal, startMailServer } from '#test/mailServer.ts'
import { untilWaiting } from '#test/waiting.ts'
import { type Client, world } from '#test/world.ts'
import { messageIdOf } from './mailServer.ts'
import { remind } from './reminder.public.ts'

const w = world()
let mails: MailServerOfTest
let app: App
/** Thursday, 6 November 2025, at a time of the office. */
const at = (time: string) => new Date(`2025-11-06T${time}:00+08:00`)

beforeAll(async () => {
  mails = await startMailServer()
  const server = { host: '127.0.0.1', port: mails.port, security: 'none' as const, user: null, password: null }
  app = { ...w.app, config: { ...w.app.config, mail: { ...server, from: 'jixiao@example.gov.cn' } } }
})
afterAll(() => mails.close())
beforeEach(async () => {
  mails.taken.length = 0
  mails.judge = () => undefined
  await w.owner.deleteFrom('reminderTold').execute()
  await w.owner.deleteFrom('reminderMail').execute()
  await w.owner.deleteFrom('mailChoice').execute()
})

type Choice = { kind: 'digest' | 'atOnce' | 'none'; hour?: number; quietFrom?: number; quietTo?: number }
let number = 0

/** Somebody of a division with one duty to fill in, who gets mail as told. */
async function reminded(choice: Choice) {
  number += 1
  const division = await w.division()
  const of = await insertIndicator(w.owner, {
    ...{ responsible: division, coordinating: await w.division(), year: 2025, name: `旅客${number}` },
  })
  const duty = await insertDuty(w.owner, of, '2025-10')
  await w.owner.updateTable('duty').set({ value: '228.1' }).where('id', '=', duty).execute()
  const client = await w.person('division.officer', division, '周以宁')
  const address = `person${number}@example.gov.cn`
  await w.owner.updateTable('person').set({ mailAddress: address }).where('id', '=', client.id).execute()
  await w.owner
    .insertInto('mailChoice')
    .values({ personId: client.id, ...choice })
    .execute()
  return { client, address, duty, indicator: of }
}
const toOf = () => mails.taken.map(({ to }) => to).toSorted()
const rowsOf = (client: Client) =>
  w.owner.selectFrom('reminderMail').selectAll().where('personId', '=', client.id).orderBy('number').execute()

test('the digest lists the to-dos of the page, with the links that open it and no figure', async () => {
  const { client, address, duty } = await reminded({ kind: 'digest' })
  await remind(app, at('08:00'))
  const { rows: todos } = (await w.call(client, listTodos)).body
  expect(todos.length).toBeGreaterThan(0)
  const [mail, ...more] = mails.taken
  expect(more).toEqual([])
  expect(mail?.to).toBe(address)
  expect(mail?.subject).toBe(`【绩衡】您有${todos.length}项待办（11月6日）`)
  for (const { link, object } of todos) {
    expect(mail?.body).toContain(`http://127.0.0.1${link}`)
    expect(mail?.body).toContain(object.zh)
  }
  expect(mail?.body).toContain(`http://127.0.0.1/duties/${duty}#act-fill`)
  expect(mail?.body).not.toContain('228.1')
  expect(mail?.raw).toMatch(/^From: jixiao@example.gov.cn/m)
  expect(mail?.raw).toMatch(/^Auto-Submitted: auto-generated/m)
})

test('one digest a day, at its hour, and the next day another one', async () => {
  const { client } = await reminded({ kind: 'digest', hour: 9 })
  await remind(app, at('08:59'))
  expect(toOf()).toEqual([])
  for (const time of ['09:00', '09:01', '15:00']) await remind(app, at(time))
  expect(toOf()).toHaveLength(1)
  await w.clock('2025-11-07')
  await remind(app, at('09:00'))
  await w.clock('2025-11-08')
  await remind(app, at('09:00'))
  await w.clock('2025-11-06')
  expect((await rowsOf(client)).map(({ day, state }) => `${day} ${state}`)).toEqual([
    ...['2025-11-06 sent', '2025-11-07 sent'],
  ])
})

test('in the person’s language, with the message number made from the row', async () => {
  const { client } = await reminded({ kind: 'digest' })
  await w.owner.updateTable('person').set({ language: 'en' }).where('id', '=', client.id).execute()
  await remind(app, at('10:00'))
  const [row] = await rowsOf(client)
  expect(mails.taken[0]?.subject).toMatch(/^\[Jiheng\] \d+ to-dos? \(6 Nov 2025\)$/)
  expect(mails.taken[0]?.raw).toContain(`Message-ID: ${messageIdOf(row?.id ?? '', 'http://127.0.0.1')}`)
})

test('at once: what is new in one mail, each to-do once, and again when it comes back', async () => {
  const { client, duty, indicator } = await reminded({ kind: 'atOnce' })
  await remind(app, at('10:00'))
  expect(mails.taken.map(({ subject }) => subject)).toEqual(['【绩衡】您有1项新待办'])
  await remind(app, at('10:06'))
  expect(toOf()).toHaveLength(1)
  const second = await insertDuty(w.owner, indicator, '2025-09')
  await remind(app, at('10:07'))
  expect(toOf()).toHaveLength(1) // looked for a minute ago
  await remind(app, at('10:12'))
  expect(mails.taken[1]?.body).toContain(`/duties/${second}`)
  expect(mails.taken[1]?.body).not.toContain(`/duties/${duty}`)
  await w.owner.updateTable('duty').set({ stage: 'upcoming' }).where('id', '=', duty).execute()
  await remind(app, at('10:20'))
  await w.owner.updateTable('duty').set({ stage: 'open' }).where('id', '=', duty).execute()
  await remind(app, at('10:30'))
  expect(toOf()).toHaveLength(3)
  expect(mails.taken[2]?.body).toContain(`/duties/${duty}`)
  expect((await rowsOf(client)).map(({ number: n }) => n)).toEqual([1, 2, 3])
})

test('quiet hours: nothing before they end, whatever was queued', async () => {
  const { client } = await reminded({ kind: 'atOnce', quietFrom: 9, quietTo: 14 })
  await remind(app, at('09:30'))
  expect(await rowsOf(client)).toEqual([])
  await remind(app, at('14:00'))
  expect(toOf()).toHaveLength(1)
  const { client: other } = await reminded({ kind: 'digest', quietFrom: 9, quietTo: 14 })
  mails.judge = () => {
    throw refusal('busy', 451)
  }
  await remind(app, at('08:59'))
  mails.judge = () => undefined
  await remind(app, at('09:01'))
  expect((await rowsOf(other))[0]?.state).toBe('queued')
  await remind(app, at('14:05'))
  expect((await rowsOf(other))[0]?.state).toBe('sent')
})

test('a server that is away: tried again later, and the mail goes out once', async () => {
  const { client } = await reminded({ kind: 'digest' })
  const { port } = mails
  await mails.close()
  await remind(app, at('09:00'))
  expect(await rowsOf(client)).toMatchObject([{ state: 'queued', attempts: 1 }])
  expect((await rowsOf(client))[0]?.lastError).toContain('ECONNREFUSED')
  mails = await startMailServer(port)
  await remind(app, at('09:00'))
  expect(toOf()).toEqual([]) // its next try is in a minute
  await remind(app, at('09:01'))
  await remind(app, at('09:20'))
  expect(toOf()).toHaveLength(1)
  expect(await rowsOf(client)).toMatchObject([{ state: 'sent', nextTryAt: null }])
})

test('an address the server does not know is given up at once and the others get theirs; an administrator sends again', async () => {
  const wrong = await reminded({ kind: 'digest' })
  const right = await reminded({ kind: 'digest' })
  mails.judge = (to) => {
    if (to === wrong.address) throw refusal('no such mailbox', 550)
  }
  await remind(app, at('09:00'))
  expect(toOf()).toEqual([right.address])
  const admin = await w.person('systemAdmin')
  const { body: state } = await w.call(admin, readOutbox)
  expect(state).toMatchObject({ server: null, queued: 0, failed: 1 })
  expect(state.lastError?.words).toContain('no such mailbox')
  const { body: list } = await w.call(admin, listMails, { query: { state: 'failed' } })
  expect(list.rows).toMatchObject([{ personName: '周以宁', kind: 'digest', state: 'failed', attempts: 1 }])
  const [failed] = list.rows
  const params = { id: failed?.id ?? '' }
  expect(await w.call(admin, resendMail, { params, body: { version: 9 } })).toMatchObject({ status: 409 })
  const officer = await w.call(right.client, resendMail, { params, body: { version: failed?.version ?? 0 } })
  expect(officer).toMatchObject({ status: 403 })
  mails.judge = () => undefined
  const again = await w.call(admin, resendMail, { params, body: { version: failed?.version ?? 0 } })
  expect(again).toMatchObject({ status: 200, body: { state: 'queued', attempts: 0 } })
  await w.owner
    .updateTable('reminderMail')
    .set({ nextTryAt: at('09:00') })
    .where('state', '=', 'queued')
    .execute()
  await remind(app, at('09:30'))
  expect(toOf()).toEqual([right.address, wrong.address].toSorted())
  expect((await w.history(params.id)).map(({ action }) => action)).toEqual(['reminder.resend'])
  const sentTwice = await w.call(admin, resendMail, {
    params,
    body: { version: (await rowsOf(wrong.client))[0]?.version ?? 0 },
  })
  expect(sentTwice).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
})

test('a digest of an earlier day is not sent late: it is dropped, and nobody sends it again', async () => {
  const { client } = await reminded({ kind: 'digest' })
  mails.judge = () => {
    throw refusal('no such mailbox', 550)
  }
  await remind(app, at('09:00'))
  const [row] = await rowsOf(client)
  await w.clock('2025-11-07')
  const params = { id: row?.id ?? '' }
  const told = await w.call(await w.person('systemAdmin'), resendMail, { params, body: { version: row?.version ?? 0 } })
  expect(told).toMatchObject({ status: 409, body: { code: 'digest_of_another_day' } })
  await w.owner
    .updateTable('reminderMail')
    .set({ state: 'queued', settledAt: null, nextTryAt: at('09:00') })
    .where('id', '=', params.id)
    .execute()
  mails.judge = () => undefined
  await w.owner.updateTable('mailChoice').set({ lookedOn: '2025-11-07' }).execute()
  await remind(app, at('09:00'))
  await w.clock('2025-11-06')
  expect(await rowsOf(client)).toMatchObject([{ state: 'dropped' }])
  expect(toOf()).toEqual([])
})

test('no mail where nothing is open, to nobody without an address, to nobody who wants none or is disabled', async () => {
  const none = await reminded({ kind: 'none' })
  const done = await reminded({ kind: 'digest' })
  const without = await reminded({ kind: 'digest' })
  const gone = await reminded({ kind: 'digest' })
  await w.owner.updateTable('duty').set({ stage: 'reported' }).where('id', '=', done.duty).execute()
  await w.owner.updateTable('person').set({ mailAddress: null }).where('id', '=', without.client.id).execute()
  await w.owner
    .updateTable('person')
    .set({ disabledAt: at('08:00') })
    .where('id', '=', gone.client.id)
    .execute()
  await remind(app, at('09:00'))
  expect(toOf()).toEqual([])
  for (const { client } of [none, done, without, gone]) expect(await rowsOf(client)).toEqual([])
})

test('what was done while the mail waited is not told any more', async () => {
  const { client, duty } = await reminded({ kind: 'atOnce' })
  mails.judge = () => {
    throw refusal('try later', 451)
  }
  await remind(app, at('09:00'))
  mails.judge = () => undefined
  await w.owner.updateTable('duty').set({ stage: 'reported' }).where('id', '=', duty).execute()
  await remind(app, at('09:02'))
  expect(await rowsOf(client)).toMatchObject([{ state: 'dropped' }])
  expect(toOf()).toEqual([])
})

const commandOf = (time: string) => [
  ...['test/remindOnce.ts', w.database.appUrl, app.config.dataDir, String(mails.port), at(time).toISOString()],
]
const run = () =>
  promisify(execFile)(process.execPath, commandOf('09:00'), { env: { ...process.env, NODE_NO_WARNINGS: '1' } })

test('two servers released together, and a restart, send each mail once', { timeout: 120_000 }, async () => {
  const people = [
    await reminded({ kind: 'digest' }),
    await reminded({ kind: 'atOnce' }),
    await reminded({ kind: 'digest' }),
  ]
  const both = await w.owner.transaction().execute(async (tx) => {
    await sql`lock table mail_choice in access exclusive mode`.execute(tx)
    const started = Promise.all([run(), run()])
    await untilWaiting(w.app.db, 2)
    return { started }
  })
  await both.started
  await remind(app, at('09:01'))
  expect(toOf()).toEqual(people.map(({ address }) => address).toSorted())
})

test('a mail that one server is handing over is passed over by another', { timeout: 60_000 }, async () => {
  const { client } = await reminded({ kind: 'digest' })
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  mails.judge = async () => held
  const first = remind(app, at('09:00'))
  await expect.poll(async () => (await rowsOf(client)).length).toBe(1)
  await expect
    .poll(
      async () =>
        (await sql`select 1 from pg_locks where relation = 'reminder_mail'::regclass`.execute(w.owner)).rows.length,
    )
    .toBeGreaterThan(0)
  await remind(app, at('09:00')) // passes over what the first one holds
  expect(toOf()).toEqual([])
  release()
  await first
  expect(toOf()).toHaveLength(1)
  expect(await rowsOf(client)).toMatchObject([{ state: 'sent' }])
})

test('a server that is killed while it hands a mail over leaves it to the next one', { timeout: 60_000 }, async () => {
  const { client } = await reminded({ kind: 'digest' })
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>()
  mails.judge = async () => {
    ask()
    await held
  }
  const killed = execFile(process.execPath, commandOf('09:00'), { env: { ...process.env, NODE_NO_WARNINGS: '1' } })
  await asked
  killed.kill('SIGKILL')
  mails.judge = () => undefined
  release()
  await expect
    .poll(async () => {
      await remind(app, at('09:01'))
      return (await rowsOf(client)).map(({ state }) => state)
    })
    .toEqual(['sent'])
  expect(toOf()).toHaveLength(1)
})

test('without a mail server no mail is made', async () => {
  const { client } = await reminded({ kind: 'digest' })
  await remind(w.app, at('09:00'))
  expect(await rowsOf(client)).toEqual([])
})
