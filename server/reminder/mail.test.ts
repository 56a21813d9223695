import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import { listMails, readOutbox, resendMail } from '#domain/reminder/reminder.api.ts'
import { insertDuty } from '#test/fixtures/duties.ts'
import { refusal } from '#test/mailServer.ts'
import { at, mailWorld } from '#test/mails.ts'
import { world } from '#test/world.ts'
import { messageIdOf } from './mailServer.ts'
import { remind } from './reminder.public.ts'

const w = world()
const { mailsOf, appOf, startAgain, reminded, toOf, rowsOf } = mailWorld(w)

test('the digest lists the to-dos of the page, with the links that open it and no figure', async () => {
  const { client, address, duty } = await reminded({ kind: 'digest' })
  await remind(appOf(), at('08:00'))
  const { rows: todos } = (await w.call(client, listTodos)).body
  expect(todos.length).toBeGreaterThan(0)
  const [mail, ...more] = mailsOf().taken
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
  await remind(appOf(), at('08:59'))
  expect(toOf()).toEqual([])
  for (const time of ['09:00', '09:01', '15:00']) await remind(appOf(), at(time))
  expect(toOf()).toHaveLength(1)
  await w.clock('2025-11-07')
  await remind(appOf(), at('09:00'))
  await w.clock('2025-11-08')
  await remind(appOf(), at('09:00'))
  await w.clock('2025-11-06')
  expect((await rowsOf(client)).map(({ day, state }) => `${day} ${state}`)).toEqual([
    ...['2025-11-06 sent', '2025-11-07 sent'],
  ])
})

test('in the person’s language, with the message number made from the row', async () => {
  const { client } = await reminded({ kind: 'digest' })
  await w.owner.updateTable('person').set({ language: 'en' }).where('id', '=', client.id).execute()
  await remind(appOf(), at('10:00'))
  const [row] = await rowsOf(client)
  expect(mailsOf().taken[0]?.subject).toMatch(/^\[Jiheng\] \d+ to-dos? \(6 Nov 2025\)$/)
  expect(mailsOf().taken[0]?.raw).toContain(`Message-ID: ${messageIdOf(row?.id ?? '', 'http://127.0.0.1')}`)
})

test('at once: what is new in one mail, each to-do once, and again when it comes back', async () => {
  const { client, duty, indicator } = await reminded({ kind: 'atOnce' })
  await remind(appOf(), at('10:00'))
  expect(mailsOf().taken.map(({ subject }) => subject)).toEqual(['【绩衡】您有1项新待办'])
  await remind(appOf(), at('10:06'))
  expect(toOf()).toHaveLength(1)
  const second = await insertDuty(w.owner, indicator, '2025-09')
  await remind(appOf(), at('10:07'))
  expect(toOf()).toHaveLength(1) // looked for a minute ago
  await remind(appOf(), at('10:12'))
  expect(mailsOf().taken[1]?.body).toContain(`/duties/${second}`)
  expect(mailsOf().taken[1]?.body).not.toContain(`/duties/${duty}`)
  await w.owner.updateTable('duty').set({ stage: 'upcoming' }).where('id', '=', duty).execute()
  await remind(appOf(), at('10:20'))
  await w.owner.updateTable('duty').set({ stage: 'open' }).where('id', '=', duty).execute()
  await remind(appOf(), at('10:30'))
  expect(toOf()).toHaveLength(3)
  expect(mailsOf().taken[2]?.body).toContain(`/duties/${duty}`)
  expect((await rowsOf(client)).map(({ number: n }) => n)).toEqual([1, 2, 3])
})

test('quiet hours: nothing before they end, whatever was queued', async () => {
  const { client } = await reminded({ kind: 'atOnce', quietFrom: 9, quietTo: 14 })
  await remind(appOf(), at('09:30'))
  expect(await rowsOf(client)).toEqual([])
  await remind(appOf(), at('14:00'))
  expect(toOf()).toHaveLength(1)
  const { client: other } = await reminded({ kind: 'digest', quietFrom: 9, quietTo: 14 })
  mailsOf().judge = () => {
    throw refusal('busy', 451)
  }
  await remind(appOf(), at('08:59'))
  mailsOf().judge = () => undefined
  await remind(appOf(), at('09:01'))
  expect((await rowsOf(other))[0]?.state).toBe('queued')
  await remind(appOf(), at('14:05'))
  expect((await rowsOf(other))[0]?.state).toBe('sent')
})

test('a server that is away: tried again later, and the mail goes out once', async () => {
  const { client } = await reminded({ kind: 'digest' })
  const { port } = mailsOf()
  await mailsOf().close()
  await remind(appOf(), at('09:00'))
  expect(await rowsOf(client)).toMatchObject([{ state: 'queued', attempts: 1 }])
  expect((await rowsOf(client))[0]?.lastError).toContain('ECONNREFUSED')
  await startAgain(port)
  await remind(appOf(), at('09:00'))
  expect(toOf()).toEqual([]) // its next try is in a minute
  await remind(appOf(), at('09:01'))
  await remind(appOf(), at('09:20'))
  expect(toOf()).toHaveLength(1)
  expect(await rowsOf(client)).toMatchObject([{ state: 'sent', nextTryAt: null }])
})

test('an address the server does not know is given up at once and the others get theirs; an administrator sends again', async () => {
  const wrong = await reminded({ kind: 'digest' })
  const right = await reminded({ kind: 'digest' })
  mailsOf().judge = (to) => {
    if (to === wrong.address) throw refusal('no such mailbox', 550)
  }
  await remind(appOf(), at('09:00'))
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
  mailsOf().judge = () => undefined
  const again = await w.call(admin, resendMail, { params, body: { version: failed?.version ?? 0 } })
  expect(again).toMatchObject({ status: 200, body: { state: 'queued', attempts: 0 } })
  await w.owner
    .updateTable('reminderMail')
    .set({ nextTryAt: at('09:00') })
    .where('state', '=', 'queued')
    .execute()
  await remind(appOf(), at('09:30'))
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
  mailsOf().judge = () => {
    throw refusal('no such mailbox', 550)
  }
  await remind(appOf(), at('09:00'))
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
  mailsOf().judge = () => undefined
  await w.owner.updateTable('mailChoice').set({ lookedOn: '2025-11-07' }).execute()
  await remind(appOf(), at('09:00'))
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
  await remind(appOf(), at('09:00'))
  expect(toOf()).toEqual([])
  for (const { client } of [none, done, without, gone]) expect(await rowsOf(client)).toEqual([])
})

test('what was done while the mail waited is not told any more', async () => {
  const { client, duty } = await reminded({ kind: 'atOnce' })
  mailsOf().judge = () => {
    throw refusal('try later', 451)
  }
  await remind(appOf(), at('09:00'))
  mailsOf().judge = () => undefined
  await w.owner.updateTable('duty').set({ stage: 'reported' }).where('id', '=', duty).execute()
  await remind(appOf(), at('09:02'))
  expect(await rowsOf(client)).toMatchObject([{ state: 'dropped' }])
  expect(toOf()).toEqual([])
})

test('without a mail server no mail is made', async () => {
  const { client } = await reminded({ kind: 'digest' })
  await remind(w.app, at('09:00'))
  expect(await rowsOf(client)).toEqual([])
})
