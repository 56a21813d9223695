import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import {
  chooseLanguage,
  choosePost,
  endSession,
  listSessions,
  readSession,
  reauthenticate,
  signIn,
  signOut,
} from '#domain/session/session.api.ts'
import { world } from '#test/world.ts'
import { hashPassword } from './password.ts'

const w = world()

async function account(userName: string, password: string) {
  const divisionId = await w.division()
  const client = await w.person('division.officer', divisionId)
  const passwordHash = await hashPassword(password)
  await w.owner.updateTable('person').set({ userName, passwordHash }).where('id', '=', client.id).execute()
  return client
}

test('a person logs in, is given a strict cookie and sees who acts', async () => {
  await account('zhou', 'lan-se-hai-yang-7')
  const answer = await w.call(null, signIn, { body: { userName: 'zhou', password: 'lan-se-hai-yang-7' } })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('set-cookie')).toMatch(/^jiheng=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  expect(answer.body).toMatchObject({ post: { kind: 'division.officer' }, today: '2025-11-06', todoCount: 0 })
})

test('a wrong password and an unknown name are refused in the same words, then have to wait', async () => {
  await account('wu', 'lan-se-hai-yang-7')
  const wrong = await w.call(null, signIn, { body: { userName: 'wu', password: 'x' } })
  const unknown = await w.call(null, signIn, { body: { userName: 'nobody', password: 'x' } })
  expect(wrong.status).toBe(401)
  expect({ ...(unknown.body as object), request: '' }).toEqual({ ...(wrong.body as object), request: '' })
  await w.call(null, signIn, { body: { userName: 'wu', password: 'x' } })
  await w.call(null, signIn, { body: { userName: 'wu', password: 'x' } })
  const third = await w.call(null, signIn, { body: { userName: 'wu', password: 'lan-se-hai-yang-7' } })
  expect(third).toMatchObject({ status: 429, body: { code: 'wait' } })
  expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0)
  const logged = await w.owner.selectFrom('securityLog').selectAll().where('kind', '=', 'loginFailed').execute()
  expect(logged.length).toBeGreaterThanOrEqual(4)
})

test('a request without session, with a foreign origin or without origin is refused', async () => {
  expect(await w.call(null, readSession)).toMatchObject({ status: 401, body: { code: 'signed_out' } })
  const client = await account('zheng', 'lan-se-hai-yang-7')
  const foreign = await w.call(client, signOut, { origin: 'https://example.org' })
  expect(foreign).toMatchObject({ status: 403, body: { code: 'foreign_origin' } })
  expect(await w.call(client, signOut, { origin: null })).toMatchObject({ status: 403 })
  expect(await w.call(client, readSession)).toMatchObject({ status: 200 })
})

test('logging out kills the session', async () => {
  const client = await account('feng', 'lan-se-hai-yang-7')
  expect(await w.call(client, signOut)).toMatchObject({ status: 200 })
  expect(await w.call(client, readSession)).toMatchObject({ status: 401 })
})

test('another post means another session, and only an own post can be chosen', async () => {
  const client = await account('chen', 'lan-se-hai-yang-7')
  const head = await w.alsoAs(client, 'division.head', client.divisionId)
  const other = await w.person('division.head', await w.division())
  expect(await w.call(client, choosePost, { body: { postId: other.postId } })).toMatchObject({ status: 404 })
  const answer = await w.call(client, choosePost, { body: { postId: head.postId } })
  expect(answer).toMatchObject({ status: 200, body: { post: { kind: 'division.head' } } })
  expect(await w.call(client, readSession)).toMatchObject({ status: 401 })
})

test('sessions and to-dos are one’s own', async () => {
  const client = await account('wei', 'lan-se-hai-yang-7')
  const answer = await w.call(client, listSessions)
  expect(answer.body.rows).toHaveLength(1)
  expect(await w.call(client, listTodos)).toMatchObject({ status: 200, body: { rows: [] } })
})

test('the chosen language is the person’s, wherever they log in', async () => {
  const client = await account('jiang', 'lan-se-hai-yang-7')
  expect((await w.call(client, readSession)).body).toMatchObject({ language: 'zh' })
  expect(await w.call(client, chooseLanguage, { body: { language: 'en' } })).toMatchObject({ body: { language: 'en' } })
  const elsewhere = await w.call(null, signIn, { body: { userName: 'jiang', password: 'lan-se-hai-yang-7' } })
  expect(elsewhere.body).toMatchObject({ language: 'en' })
})

test('the password given again counts for some minutes; a wrong one does not', async () => {
  const client = await account('shen', 'lan-se-hai-yang-7')
  const wrong = await w.call(client, reauthenticate, { body: { password: 'lan-se-hai-yang-8' } })
  expect(wrong.status).toBe(403)
  expect((await w.call(client, readSession)).body.reauthenticatedUntil).toBeNull()
  const { body } = await w.call(client, reauthenticate, { body: { password: 'lan-se-hai-yang-7' } })
  expect(Date.parse(body.reauthenticatedUntil)).toBeGreaterThan(Date.now())
})

test('one ends a session of one’s own elsewhere, never somebody else’s', async () => {
  const client = await account('han', 'lan-se-hai-yang-7')
  const other = await account('yang', 'lan-se-hai-yang-7')
  await w.call(null, signIn, { body: { userName: 'han', password: 'lan-se-hai-yang-7' } })
  const { rows } = (await w.call(client, listSessions)).body
  const id = rows.find(({ isCurrent }) => !isCurrent)?.id ?? ''
  expect(await w.call(other, endSession, { params: { id } })).toMatchObject({ status: 404 })
  expect(await w.call(client, endSession, { params: { id } })).toMatchObject({ status: 200 })
  expect((await w.call(client, listSessions)).body.rows).toHaveLength(1)
})
