import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { PostKind } from '#domain/kernel/actor.ts'
import { disablePerson, readPerson, readPersonHistory } from '#domain/organization/person.api.ts'
import { endPost, grantPost, setCharge } from '#domain/organization/post.api.ts'
import { readSession } from '#domain/session/session.api.ts'
import { allRoutes } from '#server/main.ts'
import { type Client, world } from '#test/world.ts'

const w = world(allRoutes)
const today = '2025-11-06'
const reason = '岗位调整'

/** Somebody who never held a post. */
const newcomer = async () => {
  const values = {
    name: '新人',
    userName: `new${randomUUID()}`,
    passwordHash: 'none',
    kind: 'civilServant',
    line: 'business',
  }
  return w.owner.insertInto('person').values(values).returning('id').executeTakeFirstOrThrow()
}
type Wish = {
  divisionId?: string | null
  fromOn?: string
  toOn?: string | null
  inChargeOf?: string[]
  version?: number
  besideReason?: string | null
}
const grant = (admin: Client, id: string, kind: PostKind, wish: Wish = {}) =>
  w.call(admin, grantPost, {
    params: { id },
    body: { version: 1, kind, divisionId: null, fromOn: today, toOn: null, inChargeOf: [], ...wish },
  })
const postsOf = (id: string) => w.owner.selectFrom('post').selectAll().where('personId', '=', id).execute()

test('a head of division becomes a member of the leading group with the post, and ceases with it (Art. 7)', async () => {
  const admin = await w.person('securityAdmin')
  const divisionId = await w.division({ nameZh: '综合处' })
  const { id } = await newcomer()
  const granted = await grant(admin, id, 'division.head', { divisionId })
  expect(granted.body.posts).toMatchObject([
    { kind: 'division.head', isByVirtue: false, fromOn: today, toOn: null, state: 'held' },
    { kind: 'leadingGroup.member', isByVirtue: true, fromOn: today, toOn: null, state: 'held' },
  ])
  const [head, member] = granted.body.posts
  const end = (post = head) =>
    w.call(admin, endPost, { params: { id: post?.id ?? '' }, body: { version: 1, endsOn: '2025-12-01', reason } })
  expect(await end(member)).toMatchObject({ status: 409, body: { code: 'member_by_virtue' } })
  expect(await w.history(member?.id ?? '')).toHaveLength(1)
  const ended = await end()
  expect(ended.body.posts.map(({ kind, toOn }) => [kind, toOn])).toEqual([
    ['division.head', '2025-12-01'],
    ['leadingGroup.member', '2025-12-01'],
  ])
  expect(await end()).toMatchObject({ status: 409, body: { code: 'stale' } })
  const history = await w.call(admin, readPersonHistory, { params: { id } })
  expect(history.body.rows.map(({ action, basis, reason: why }) => [action, basis, why])).toEqual(
    expect.arrayContaining([
      ['post.end', 'organization.post', reason],
      ['post.end', 'organization.leadingGroup', reason],
      ['post.grant', 'organization.post', null],
      ['post.grant', 'organization.leadingGroup', null],
    ]),
  )
})

test('granting and ending a post end the sessions of whom it concerns, and of nobody else', async () => {
  const admin = await w.person('securityAdmin')
  const divisionId = await w.division()
  const client = await w.person('division.officer', divisionId)
  const neighbour = await w.person('division.officer', divisionId)
  await grant(admin, client.id, 'division.head', { divisionId })
  expect(await w.call(client, readSession)).toMatchObject({ status: 401 })
  const back = await w.alsoAs(client, 'leadingGroup.deputy')
  const params = { id: client.postId }
  await w.call(admin, endPost, { params, body: { version: 1, endsOn: today, reason } })
  expect(await w.call(back, readSession)).toMatchObject({ status: 401 })
  expect(await w.call(neighbour, readSession)).toMatchObject({ status: 200 })
})

test.each([
  ['business', 'systemAdmin'],
  ['systemAdmin', 'securityAdmin'],
  ['auditAdmin', 'business'],
] as const)('who was of the line %s is not granted a post of the line %s', async (from, to) => {
  const admin = await w.person('securityAdmin')
  const divisionId = await w.division()
  const has = await w.person(from === 'business' ? 'division.officer' : from, from === 'business' ? divisionId : null)
  const answer = await grant(admin, has.id, to === 'business' ? 'division.officer' : to, {
    divisionId: to === 'business' ? divisionId : null,
  })
  expect(answer).toMatchObject({ status: 409, body: { code: 'administrators_apart' } })
  expect(await postsOf(has.id)).toHaveLength(1)
  expect(await w.call(has, readSession)).toMatchObject({ status: 200 })
})

test.each([
  ['a second post of another line', 'division.officer', 'auditAdmin'],
  ['a business post for an administrator', 'securityAdmin', 'division.officer'],
  ['a second administrator post', 'systemAdmin', 'securityAdmin'],
] as const)('the database itself refuses %s', async (_, has, wanted) => {
  const divisionId = await w.division()
  const client = await w.person(has, has === 'division.officer' ? divisionId : null)
  const row = {
    personId: client.id,
    kind: wanted,
    divisionId: wanted === 'division.officer' ? divisionId : null,
    fromOn: today,
  }
  await expect(w.db.insertInto('post').values(row).execute()).rejects.toThrow(/foreign key/)
  const line = wanted === 'division.officer' ? 'business' : wanted
  const change = w.db.updateTable('person').set({ line }).where('id', '=', client.id).execute()
  await expect(change).rejects.toThrow(/foreign key/)
})

test('a newcomer becomes an administrator, and then no business post is possible', async () => {
  const admin = await w.person('securityAdmin')
  const { id } = await newcomer()
  expect(await grant(admin, id, 'auditAdmin')).toMatchObject({ status: 200, body: { posts: [{ kind: 'auditAdmin' }] } })
  const divisionId = await w.division()
  const more = await grant(admin, id, 'division.officer', { divisionId, version: 2 })
  expect(more).toMatchObject({ status: 409, body: { code: 'administrators_apart' } })
})

test('nobody grants himself a post; another version of the person is stale; an unknown person or division is named', async () => {
  const admin = await w.person('securityAdmin')
  const { id } = await newcomer()
  expect(await grant(admin, admin.id, 'securityAdmin')).toMatchObject({ status: 409, body: { code: 'own_post' } })
  expect(await grant(admin, id, 'auditAdmin', { version: 7 })).toMatchObject({ status: 409, body: { code: 'stale' } })
  expect(await grant(admin, randomUUID(), 'auditAdmin')).toMatchObject({ status: 404 })
  expect(await grant(admin, id, 'division.officer', { divisionId: randomUUID() })).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'body.divisionId' }] },
  })
  expect(await grant(admin, id, 'leadingGroup.deputy', { inChargeOf: [randomUUID()] })).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'body.inChargeOf' }] },
  })
  expect(await postsOf(id)).toEqual([])
})

test('posts of the performance office belong to the division that houses it (Art. 8)', async () => {
  const admin = await w.person('securityAdmin')
  const [house, other] = [await w.division({ housesPerformanceOffice: true }), await w.division()]
  const { id } = await newcomer()
  expect(await grant(admin, id, 'performanceOffice.staff', { divisionId: other })).toMatchObject({
    status: 409,
    body: { code: 'not_in_house', citation: { zh: '第8条' } },
  })
  expect(await grant(admin, id, 'performanceOffice.staff', { divisionId: house })).toMatchObject({ status: 200 })
})

test('one head of the leading group at a time, also when two are granted at once', async () => {
  const admin = await w.person('securityAdmin')
  const [first, second, third] = [await newcomer(), await newcomer(), await newcomer()]
  const answers = await Promise.all(
    [first, second].map(({ id }) => grant(admin, id, 'leadingGroup.head', { toOn: '2026-01-01' })),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
    code: 'one_head',
    citation: { zh: '第7条' },
  })
  expect(await grant(admin, third.id, 'leadingGroup.head', { fromOn: '2026-01-01' })).toMatchObject({ status: 200 })
})

test('the charge of an officeLeader is set, and an older version is stale', async () => {
  const admin = await w.person('securityAdmin')
  const [one, two] = [await w.division({ nameZh: '甲处' }), await w.division({ nameZh: '乙处' })]
  const { id } = await newcomer()
  const granted = await grant(admin, id, 'leadingGroup.deputy', { inChargeOf: [one] })
  const post = granted.body.posts[0]
  expect(post?.inChargeOf).toMatchObject([{ id: one, name: { zh: '甲处' } }])
  const change = () =>
    w.call(admin, setCharge, { params: { id: post?.id ?? '' }, body: { version: 1, inChargeOf: [two] } })
  expect((await change()).body.posts[0]?.inChargeOf.map((division) => division.id)).toEqual([two])
  expect(await change()).toMatchObject({ status: 409, body: { code: 'stale' } })
  const officer = await w.person('division.officer', one)
  const refused = await w.call(admin, setCharge, {
    params: { id: officer.postId },
    body: { version: 1, inChargeOf: [two] },
  })
  expect(refused).toMatchObject({ status: 409, body: { code: 'charge_of_leaders' } })
  const history = await w.history(post?.id ?? '')
  expect(history.map(({ action }) => action)).toEqual(['post.grant', 'post.charge'])
  expect(history[1]?.canonical.toString()).toContain('"new":"乙处","old":"甲处"')
})

test('the last administrator is neither ended nor disabled, also when two try at once', async () => {
  // Nobody holds an administrator post from here on but whom this test names.
  const others = w.owner.updateTable('post').set({ toOn: today }).where('line', '!=', 'business')
  await others.where('toOn', 'is', null).execute()
  const [security, system] = [await w.person('securityAdmin'), await w.person('systemAdmin')]
  const end = (by: Client, post: Client) =>
    w.call(by, endPost, { params: { id: post.postId }, body: { version: 1, endsOn: today, reason } })
  expect(await end(security, security)).toMatchObject({ status: 409, body: { code: 'last_administrator' } })
  expect(await end(security, system)).toMatchObject({ status: 409, body: { code: 'last_administrator' } })
  const shown = await w.call(security, readPerson, { params: { id: system.id } })
  expect(shown.body.lastOf).toBe('systemAdmin')
  const disabled = await w.call(system, disablePerson, { params: { id: security.id }, body: { version: 1, reason } })
  expect(disabled).toMatchObject({ status: 409, body: { code: 'last_administrator' } })
  const another = await w.person('securityAdmin')
  const both = await Promise.all([end(security, another), end(another, security)])
  expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('a second head of one division is an express choice for a time, with its reason in the history', async () => {
  const admin = await w.person('securityAdmin')
  const divisionId = await w.division({ nameZh: '通关协调处' })
  await w.person('division.head', divisionId, '陈嘉禾')
  const { id } = await newcomer()
  const besideReason = '交接重叠一个月'
  const refused = await grant(admin, id, 'division.head', { divisionId })
  expect(refused).toMatchObject({ status: 409, body: { code: 'division_has_head' } })
  expect(JSON.stringify(refused.body)).toContain('陈嘉禾')
  expect(await grant(admin, id, 'division.head', { divisionId, besideReason })).toMatchObject({
    body: { code: 'overlap_without_end' },
  })
  expect(await postsOf(id)).toEqual([])
  const granted = await grant(admin, id, 'division.head', { divisionId, besideReason, toOn: '2025-12-07' })
  expect(granted.status).toBe(200)
  const [head] = await postsOf(id)
  const { rows } = (await w.call(admin, readPersonHistory, { params: { id } })).body
  expect(rows.map(({ action, reason: why }) => [action, why])).toContainEqual(['post.grant', besideReason])
  const prolonged = { version: 1, endsOn: '2026-01-31', reason }
  expect(await w.call(admin, endPost, { params: { id: head?.id ?? '' }, body: prolonged })).toMatchObject({
    status: 409,
    body: { code: 'has_head_beyond' },
  })
})
