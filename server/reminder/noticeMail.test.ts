import { expect, test } from 'vitest'
import { same } from '#domain/kernel/text.ts'
import { chooseNotices, listNotices, readAllNotices } from '#domain/notice/notice.api.ts'
import { clockAt } from '#server/kernel/clock.ts'
import { type Told, tell } from '#server/notice/notice.public.ts'
import { remind } from '#server/reminder/reminder.public.ts'
import { at, mailWorld } from '#test/mails.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const { mailsOf, appOf, reminded, rowsOf, startAgain } = mailWorld(w)

type Reminded = Awaited<ReturnType<typeof reminded>>

/** Told to the person alone, that problems raised are solved: nothing is to be done about it. */
async function told({ client, indicator }: Reminded, count = 1): Promise<void> {
  const row = {
    year: 2025,
    itemId: indicator.itemId,
    title: '口径不清',
    words: '两个文件口径不同',
    raisedBy: client.id,
  }
  const values = { ...row, kind: 'reporting', raisedAt: '2025-11-05T09:00:00+08:00' }
  const { id } = await w.owner.insertInto('problem').values(values).returning('id').executeTakeFirstOrThrow()
  const facts = { title: same('口径不清'), solution: same('以省文件为准') }
  const rows = Array.from({ length: count }, (_, occasion): Told => {
    return { kind: 'problemSolved', subjectId: id, occasion, facts, personIds: [client.id] }
  })
  await w.db.transaction().execute((tx) => tell(tx, clockAt('2025-11-06'), rows))
}

const choose = (client: Client, channel: 'app' | 'mail' | 'digest' | 'off', version = 0) =>
  w.call(client, chooseNotices, { body: { channels: { problemSolved: channel }, version } })
const round = (time: string) => remind(appOf(), at(time))
const textTo = (address: string) =>
  mailsOf()
    .taken.filter(({ to }) => to === address)
    .map(({ body }) => body)

test('the digest carries notices beside to-dos, each once', async () => {
  const person = await reminded({ kind: 'digest', hour: 9 })
  const { address } = person
  await told(person, 2)
  await round('09:05')
  const [text = ''] = textTo(address)
  expect(text).toContain('通知消息（不用办理）')
  expect(text.match(/“口径不清”已解决/g)?.length).toBe(4)
  await round('09:20')
  await remind(appOf(), new Date('2025-11-06T17:00:00+08:00'))
  expect(textTo(address)).toHaveLength(1)
})

test('at once, where the person chose so, also beside a digest; once, and not in quiet hours', async () => {
  const person = await reminded({ kind: 'digest', hour: 18, quietFrom: 19, quietTo: 8 })
  const { client, address } = person
  await choose(client, 'mail')
  await told(person)
  await round('07:30')
  expect(textTo(address)).toEqual([])
  await round('09:00')
  await round('09:06')
  expect(textTo(address)).toHaveLength(1)
  expect(textTo(address)[0]).toContain('您有1条新通知')
  expect(textTo(address)[0]).not.toContain('填报')
})

test('what is read, kept in the application or off goes into no mail', async () => {
  const [read, app, off] = [
    await reminded({ kind: 'digest', hour: 9 }),
    await reminded({ kind: 'digest', hour: 9 }),
    await reminded({ kind: 'digest', hour: 9 }),
  ]
  for (const person of [read, app, off]) await told(person)
  await choose(app.client, 'app')
  await choose(off.client, 'off')
  const [first] = (await w.call(read.client, listNotices)).body.rows
  await w.call(read.client, readAllNotices, { body: { upTo: first?.toldAt ?? '' } })
  await round('09:05')
  for (const { address } of [read, app, off]) expect(textTo(address).join()).not.toContain('已解决')
})

test('a mail server that is away loses nothing', async () => {
  const person = await reminded({ kind: 'atOnce' })
  const { client, address } = person
  await choose(client, 'mail')
  await told(person)
  const { port } = mailsOf()
  await mailsOf().close()
  await round('09:00')
  expect((await rowsOf(client)).map(({ state }) => state)).toEqual(['queued'])
  await startAgain(port)
  await round('09:02')
  expect(textTo(address)[0]).toContain('已解决')
})
