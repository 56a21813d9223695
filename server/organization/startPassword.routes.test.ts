import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { listWithoutPassword, setStartPasswords } from '#domain/organization/import.api.ts'
import { listDivisions } from '#domain/organization/organization.api.ts'
import { choosePassword, readSession, signIn } from '#domain/session/session.api.ts'
import { allRoutes } from '#server/main.ts'
import { digestOfAll } from '#test/permissions/digest.ts'
import { type Client, world } from '#test/world.ts'

const w = world(allRoutes)
const start = 'qing-chen-7-du-kou'
const own = 'lan-se-hai-yang-9'

/** Somebody with a post and an account that came from a file. */
async function newcomer(userName: string): Promise<Client> {
  const client = await w.person('division.officer', await w.division())
  await w.owner.updateTable('person').set({ userName, passwordHash: null }).where('id', '=', client.id).execute()
  return client
}
const given = (rows: readonly { id: string; version?: number; password?: string }[]) => ({
  rows: rows.map(({ id, version = 1, password = start }) => ({ id, version, password })),
})
const stored = (id: string) => w.owner.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const signedIn = async (userName: string, password: string): Promise<Client | undefined> => {
  const { status, headers } = await w.call(null, signIn, { body: { userName, password } })
  const token = /jiheng=([^;]+)/.exec(headers.get('set-cookie') ?? '')?.[1]
  return status === 200 && token ? { id: '', postId: '', divisionId: null, token } : undefined
}

test('a start password opens the account for one thing: an own password', async () => {
  const admin = await w.person('systemAdmin')
  const person = await newcomer('xin.ren')
  expect(await signedIn('xin.ren', start)).toBeUndefined()
  const listed = await w.call(admin, listWithoutPassword)
  expect(listed.body.rows).toContainEqual(expect.objectContaining({ id: person.id, userName: 'xin.ren', version: 1 }))
  expect(await w.call(admin, setStartPasswords, { body: given([person]) })).toMatchObject({ status: 200 })
  expect((await stored(person.id)).passwordHash).toMatch(/^argon2id\$/)
  const session = await signedIn('xin.ren', start)
  if (!session) throw new Error('the start password does not open the account')
  expect(await w.call(session, readSession)).toMatchObject({ status: 200, body: { hasStartPassword: true } })
  expect(await w.call(session, listDivisions)).toMatchObject({ status: 403, body: { code: 'own_password_needed' } })
  const choose = (presentPassword: string, password: string) =>
    w.call(session, choosePassword, { body: { presentPassword, password } })
  expect(await choose(start, start)).toMatchObject({ status: 422, body: { fields: [{ path: 'body.password' }] } })
  expect(await choose(start, 'xin.ren-123456')).toMatchObject({ status: 422 })
  expect(await choose('wrong', own)).toMatchObject({ status: 403, body: { code: 'wrong_password' } })
  expect(await w.call(session, listDivisions)).toMatchObject({ status: 403 })
  expect(await choose(start, own)).toMatchObject({ status: 200, body: { hasStartPassword: false } })
  expect(await w.call(session, listDivisions)).toMatchObject({ status: 200 })
  expect(await signedIn('xin.ren', start)).toBeUndefined()
  expect(await signedIn('xin.ren', own)).toBeDefined()
  const history = await w.history(person.id)
  expect(history.map(({ action }) => action)).toEqual(['person.startPassword', 'person.choosePassword'])
  expect(history.map(({ canonical }) => canonical.toString()).join()).not.toMatch(new RegExp(`${start}|${own}`))
})

test('an own password ends the other sessions of the person', async () => {
  const person = await newcomer('liang.chu')
  await w.call(await w.person('systemAdmin'), setStartPasswords, { body: given([person]) })
  const [here, there] = [await signedIn('liang.chu', start), await signedIn('liang.chu', start)]
  if (!here || !there) throw new Error('no session')
  await w.call(here, choosePassword, { body: { presentPassword: start, password: own } })
  expect((await w.call(here, readSession)).status).toBe(200)
  expect((await w.call(there, readSession)).status).toBe(401)
})

test('all or none: with a password that somebody has, another version, a weak or an unknown one', async () => {
  const admin = await w.person('systemAdmin')
  const [fresh, settled] = [await newcomer('fresh'), await w.person('division.officer', await w.division())]
  const before = await digestOfAll(w)
  const tried = async (rows: Parameters<typeof given>[0]) => w.call(admin, setStartPasswords, { body: given(rows) })
  expect(await tried([fresh, settled])).toMatchObject({ status: 409, body: { code: 'has_password' } })
  expect(await tried([{ ...fresh, version: 9 }])).toMatchObject({ status: 409, body: { code: 'stale' } })
  expect(await tried([{ ...fresh, password: 'fresh-123456789' }])).toMatchObject({ status: 422 })
  expect(await tried([fresh, { id: randomUUID() }])).toMatchObject({ status: 404 })
  expect(await digestOfAll(w)).toEqual(before)
})

test('twenty at once leave the server answering meanwhile', { timeout: 60_000 }, async () => {
  const admin = await w.person('systemAdmin')
  const people = await w.owner
    .insertInto('person')
    .values(
      Array.from({ length: 20 }, (_, n) => ({
        name: `新人${n}`,
        userName: `many.${n}`,
        passwordHash: null,
        kind: 'employee',
        line: 'business',
      })),
    )
    .returning('id')
    .execute()
  let isDone = false
  const all = w.call(admin, setStartPasswords, { body: given(people) }).finally(() => {
    isDone = true
  })
  let answered = 0
  while (!isDone && answered < 5) {
    expect((await w.call(admin, readSession)).status).toBe(200)
    if (!isDone) answered += 1
  }
  expect(await all).toMatchObject({ status: 200 })
  expect(answered).toBeGreaterThan(1)
})
