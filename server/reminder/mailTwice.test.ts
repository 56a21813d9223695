import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { at, mailWorld } from '#test/mails.ts'
import { untilWaiting } from '#test/waiting.ts'
import { world } from '#test/world.ts'
import { remind } from './reminder.public.ts'

const w = world()
const { mailsOf, appOf, reminded, toOf, rowsOf } = mailWorld(w)

const commandOf = (time: string) => [
  ...['test/remindOnce.ts', w.database.appUrl, appOf().config.dataDir, String(mailsOf().port), at(time).toISOString()],
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
  await remind(appOf(), at('09:01'))
  expect(toOf()).toEqual(people.map(({ address }) => address).toSorted())
})

test('a mail that one server is handing over is passed over by another', { timeout: 60_000 }, async () => {
  const { client } = await reminded({ kind: 'digest' })
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  mailsOf().judge = async () => held
  const first = remind(appOf(), at('09:00'))
  await expect.poll(async () => (await rowsOf(client)).length).toBe(1)
  await expect
    .poll(
      async () =>
        (await sql`select 1 from pg_locks where relation = 'reminder_mail'::regclass`.execute(w.owner)).rows.length,
    )
    .toBeGreaterThan(0)
  await remind(appOf(), at('09:00')) // passes over what the first one holds
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
  mailsOf().judge = async () => {
    ask()
    await held
  }
  const killed = execFile(process.execPath, commandOf('09:00'), { env: { ...process.env, NODE_NO_WARNINGS: '1' } })
  await asked
  killed.kill('SIGKILL')
  mailsOf().judge = () => undefined
  release()
  await expect
    .poll(async () => {
      await remind(appOf(), at('09:01'))
      return (await rowsOf(client)).map(({ state }) => state)
    })
    .toEqual(['sent'])
  expect(toOf()).toHaveLength(1)
})
