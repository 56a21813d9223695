import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import { listMails, resendMail } from '#domain/reminder/reminder.api.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const todosOf = async (client: Client) =>
  (await w.call(client, listTodos)).body.rows.filter(({ module }) => module === 'reminder')

test('mails that were given up are one to-do of the system administrator, as long as they can be sent again', async () => {
  const admin = await w.person('systemAdmin')
  const { id: personId } = await w.person('division.officer', await w.division())
  const at = new Date()
  const failed = { personId, state: 'failed', attempts: 6, lastError: 'no', failedAt: at, queuedAt: at, settledAt: at }
  expect(await todosOf(admin)).toEqual([])
  await w.owner
    .insertInto('reminderMail')
    .values([
      { ...failed, day: '2025-11-05', number: 0 },
      { ...failed, day: '2025-11-05', number: 1 },
      { ...failed, day: '2025-11-06', number: 0 },
    ])
    .execute()
  const [todo, ...more] = await todosOf(admin)
  expect(more).toEqual([])
  expect(todo).toMatchObject({
    ...{ id: admin.postId, link: '/mails?state=failed', basis: 'reminder.resend' },
    object: { zh: '未发出的提醒邮件2封' },
  })
  for (const kind of ['securityAdmin', 'auditAdmin'] as const) expect(await todosOf(await w.person(kind))).toEqual([])
  expect(await todosOf(await w.person('performanceOffice.staff', await w.division()))).toEqual([])
  const { rows } = (await w.call(admin, listMails, { query: { state: 'failed' } })).body
  const sent = []
  for (const { id, version } of rows)
    sent.push((await w.call(admin, resendMail, { params: { id }, body: { version } })).status)
  expect(sent.toSorted()).toEqual([200, 200, 409])
  expect(await todosOf(admin)).toEqual([])
})
