import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  changePerson,
  createPerson,
  disablePerson,
  enablePerson,
  endSessionsOfPerson,
  listAccounts,
  listSessionsOf,
  readPerson,
  readPersonHistory,
  resetPassword,
} from '#domain/organization/person.api.ts'
import { readSession, signIn } from '#domain/session/session.api.ts'
import { allRoutes } from '#server/main.ts'
import { world } from '#test/world.ts'

const w = world(allRoutes)
const good = 'lan-se-hai-yang-7'
const wish = (userName: string) => ({ name: '宋知远', userName, kind: 'civilServant' as const, password: good })
const reason = '人员变动'

test('the system administrator adds a person; the password is nowhere but in its hash', async () => {
  const admin = await w.person('systemAdmin')
  const answer = await w.call(admin, createPerson, { body: wish('song') })
  expect(answer).toMatchObject({ status: 200, body: { name: '宋知远', userName: 'song', state: 'active', posts: [] } })
  const [entry] = await w.history(answer.body.id)
  expect(entry).toMatchObject({ action: 'person.create', basis: 'organization.person', personId: admin.id })
  const stored = await w.owner
    .selectFrom('person')
    .selectAll()
    .where('id', '=', answer.body.id)
    .executeTakeFirstOrThrow()
  expect(stored.passwordHash).toMatch(/^argon2id\$/)
  expect([entry?.canonical.toString(), JSON.stringify(answer.body), JSON.stringify(stored)].join()).not.toContain(good)
})

test.each([
  ['too short', { password: 'abc' }, 'body.password'],
  ['a common one', { password: 'woaini123456' }, 'body.password'],
  ['the person’s own name', { userName: 'songzhiyuan', password: 'songzhiyuan1' }, 'body.password'],
  ['a user name in capitals with a space', { userName: 'A b' }, 'body.userName'],
  ['a name of one letter', { name: '宋' }, 'body.name'],
])('a person is not added: %s', async (_, fault, path) => {
  const admin = await w.person('systemAdmin')
  const before = await w.owner.selectFrom('person').select('id').execute()
  const answer = await w.call(admin, createPerson, { body: { ...wish('tang'), ...fault } })
  expect(answer).toMatchObject({ status: 422, body: { fields: [{ path }] } })
  expect(await w.owner.selectFrom('person').select('id').execute()).toHaveLength(before.length)
})

test('a user name is taken once, also by two at the same time', async () => {
  const admin = await w.person('systemAdmin')
  const answers = await Promise.all([1, 2].map(() => w.call(admin, createPerson, { body: wish('shuang') })))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422])
})

test('the same key adds one person', async () => {
  const admin = await w.person('systemAdmin')
  const key = randomUUID()
  const [first, second] = [
    await w.call(admin, createPerson, { body: wish('yijian'), key }),
    await w.call(admin, createPerson, { body: wish('yijian'), key }),
  ]
  expect(second.body).toEqual(first.body)
  expect(await w.history(first.body.id)).toHaveLength(1)
})

test('a change names what was and what is; another version is stale, another id not found', async () => {
  const admin = await w.person('systemAdmin')
  const { body: person } = await w.call(admin, createPerson, { body: wish('bian') })
  const content = { name: '宋致远', userName: 'bian', kind: 'employee' as const }
  const change = (id: string, version: number) =>
    w.call(admin, changePerson, { params: { id }, body: { ...content, version } })
  expect(await change(person.id, 1)).toMatchObject({ status: 200, body: { name: '宋致远', version: 2 } })
  expect(await change(person.id, 1)).toMatchObject({ status: 409, body: { code: 'stale' } })
  expect(await change(randomUUID(), 1)).toMatchObject({ status: 404 })
  const history = await w.call(admin, readPersonHistory, { params: { id: person.id } })
  expect(history.body.rows.map(({ action }) => action)).toEqual(['person.change', 'person.create'])
  expect(history.body.rows[0]?.changes).toMatchObject([
    { field: 'name', old: '宋知远', new: '宋致远' },
    { field: 'kind', old: 'civilServant', new: 'employee' },
  ])
})

test('disabling ends the sessions and bars the log-in until the account is enabled again', async () => {
  const admin = await w.person('systemAdmin')
  const client = await w.person('division.officer', await w.division())
  const params = { id: client.id }
  const version = (await w.call(admin, readPerson, { params })).body.version
  expect(await w.call(client, readSession)).toMatchObject({ status: 200 })
  expect(await w.call(admin, disablePerson, { params, body: { version, reason } })).toMatchObject({
    status: 200,
    body: { state: 'disabled', posts: [{ kind: 'division.officer', toOn: null }] },
  })
  expect(await w.call(client, readSession)).toMatchObject({ status: 401 })
  const again = await w.call(admin, disablePerson, { params, body: { version: version + 1, reason } })
  expect(again).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
  expect(await w.history(client.id)).toHaveLength(1)
  const enabled = await w.call(admin, enablePerson, { params, body: { version: version + 1, reason } })
  expect(enabled).toMatchObject({ status: 200, body: { state: 'active' } })
  expect(await w.call(client, readSession)).toMatchObject({ status: 401 })
})

test('nobody disables himself or gives himself a password', async () => {
  const admin = await w.person('systemAdmin')
  await w.person('systemAdmin')
  const params = { id: admin.id }
  expect(await w.call(admin, disablePerson, { params, body: { version: 1, reason } })).toMatchObject({
    status: 409,
    body: { code: 'oneself' },
  })
  expect(await w.call(admin, resetPassword, { params, body: { version: 1, password: good } })).toMatchObject({
    status: 409,
    body: { code: 'own_password' },
  })
  expect(await w.history(admin.id)).toEqual([])
})

test('a password reset ends the sessions, opens the account with the new password, and says the password nowhere', async () => {
  const admin = await w.person('systemAdmin')
  const client = await w.person('division.officer', await w.division())
  await w.owner.updateTable('person').set({ userName: 'chongzhi' }).where('id', '=', client.id).execute()
  const params = { id: client.id }
  const weak = await w.call(admin, resetPassword, { params, body: { version: 1, password: 'chongzhi1234' } })
  expect(weak).toMatchObject({ status: 422, body: { fields: [{ path: 'body.password' }] } })
  expect(await w.call(client, readSession)).toMatchObject({ status: 200 })
  const reset = await w.call(admin, resetPassword, { params, body: { version: 1, password: good } })
  expect(reset.status).toBe(200)
  expect(await w.call(client, readSession)).toMatchObject({ status: 401 })
  const entries = await w.history(client.id)
  expect(entries).toHaveLength(1)
  expect(JSON.stringify(reset.body) + entries[0]?.canonical.toString()).not.toContain(good)
  expect(await w.call(null, signIn, { body: { userName: 'chongzhi', password: good } })).toMatchObject({ status: 200 })
})

test('the security administrator sees and ends the sessions of others', async () => {
  const admin = await w.person('securityAdmin')
  const client = await w.person('division.head', await w.division())
  const params = { id: client.id }
  const sessions = await w.call(admin, listSessionsOf, { params })
  expect(sessions.body.rows).toMatchObject([{ post: 'division.head' }])
  expect(JSON.stringify(sessions.body)).not.toContain(client.token)
  expect(await w.call(admin, endSessionsOfPerson, { params, body: { reason } })).toMatchObject({ status: 200 })
  expect(await w.call(client, readSession)).toMatchObject({ status: 401 })
  expect(await w.history(client.id)).toMatchObject([{ action: 'person.endSessions' }])
})

test('the performance office sees the people of the business line without user names, and no administrators', async () => {
  const staff = await w.person('performanceOffice.staff', await w.division())
  const admin = await w.person('systemAdmin')
  const { body: person } = await w.call(admin, createPerson, { body: wish('jianyu') })
  expect(await w.call(staff, readPerson, { params: { id: person.id } })).toMatchObject({ body: { userName: null } })
  const history = await w.call(staff, readPersonHistory, { params: { id: person.id } })
  expect(history.body.rows[0]?.changes.map(({ field }) => field)).toEqual(['name', 'kind'])
  expect(await w.call(staff, readPerson, { params: { id: admin.id } })).toMatchObject({ status: 404 })
  expect(await w.call(staff, readPersonHistory, { params: { id: admin.id } })).toMatchObject({ status: 404 })
  const all = await w.call(staff, listAccounts, { query: { limit: 200 } })
  expect(all.body.rows.every(({ userName }) => userName === null)).toBe(true)
  expect(all.body.rows.map(({ id }) => id)).not.toContain(admin.id)
})

test('accounts come page by page in the order of their names, and by filter', async () => {
  const admin = await w.person('systemAdmin')
  const divisionId = await w.division()
  for (const name of ['赵一', '安二', '赵一', '李四', '钱五'].map((one) => `试${one}`))
    await w.person('division.officer', divisionId, name)
  const names: string[] = []
  let after: string | null = null
  do {
    const query: { name: string; limit: number; after?: string } = { name: '试', limit: 2, ...(after ? { after } : {}) }
    const page = await w.call(admin, listAccounts, { query })
    expect(page.status).toBe(200)
    names.push(...page.body.rows.map(({ name }) => name))
    after = page.body.next
  } while (after)
  expect(names).toEqual(['试安二', '试李四', '试钱五', '试赵一', '试赵一'])
  const filtered = await w.call(admin, listAccounts, {
    query: { divisionId, post: 'division.officer', state: 'active', name: '赵' },
  })
  expect(filtered.body.rows).toHaveLength(2)
  expect((await w.call(admin, listAccounts, { query: { divisionId, post: 'division.head' } })).body.rows).toEqual([])
  expect(await w.call(admin, listAccounts, { query: { after: 'bm9uc2Vuc2U' } })).toMatchObject({ status: 422 })
})
