import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readDuty, readDutyHistory } from '#domain/collection/duty.api.ts'
import { accept, offer, readSignSheet } from '#domain/collection/dutyActs.api.ts'
import { listTodos } from '#domain/home/home.api.ts'
import { readPersonHistory } from '#domain/organization/person.api.ts'
import {
  delegateActs,
  endAbsence,
  endStandIn,
  listAbsences,
  listArrangedPosts,
  listStandIns,
  nameSubstitute,
  recordAbsence,
} from '#domain/organization/standIn.api.ts'
import { choosePost, readSession } from '#domain/session/session.api.ts'
import { tokenDigest } from '#server/kernel/http.session.ts'
import { entry, offered, openDuty, signed, versionOf } from '#test/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const today = '2025-11-06'
const soon = '2025-11-20'
const reason = '赴京学习'

/** The same person, in a further session, under another's post. */
async function inPlaceOf(client: Client, holder: Client, standInId: string): Promise<Client> {
  const spare = { ...client, token: crypto.randomUUID() }
  const values = { tokenDigest: tokenDigest(spare.token), personId: client.id, postId: client.postId }
  await w.owner.insertInto('session').values(values).execute()
  const answer = await w.call(spare, choosePost, { body: { postId: holder.postId, standInId } })
  expect(answer.status).toBe(200)
  const token = /jiheng=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1]
  return { ...client, postId: holder.postId, token: z.string().parse(token) }
}

const office = async () => w.person('performanceOffice.staff', await w.division())
const substitute = (head: Client, person: Client, more: object = {}) =>
  w.call(head, nameSubstitute, {
    body: { postId: head.postId, personId: person.id, fromOn: today, toOn: null, reason, ...more },
  })
const absent = (by: Client, holder: Client, toOn = soon) =>
  w.call(by, recordAbsence, { body: { postId: holder.postId, fromOn: today, toOn, basis: '办发〔2025〕9号' } })
const delegated = (
  head: Client,
  person: Client,
  acts: ('signData' | 'enterData' | 'acceptData')[],
  more: object = {},
) =>
  w.call(head, delegateActs, {
    body: { postId: head.postId, personId: person.id, acts, fromOn: today, toOn: soon, reason, ...more },
  })

describe('a substitute', () => {
  test('has the whole post while its holder is absent, and what is signed says for whom', async () => {
    const { officer, head, id } = await openDuty(w)
    const named = await substitute(head, officer)
    expect(named).toMatchObject({ status: 200, body: { kind: 'substitute', state: 'inForce', acts: null } })
    const body = { postId: head.postId, standInId: named.body.id }
    expect((await w.call(officer, choosePost, { body })).status).toBe(404)

    await absent(await office(), head)
    const other = await w.person('division.officer', head.divisionId)
    await offered(w, other, id)
    const acting = await inPlaceOf(officer, head, named.body.id)
    const session = await w.call(acting, readSession)
    expect(session.body.actor).toMatchObject({ post: 'division.head', standsInFor: { personId: head.id, toOn: soon } })
    expect((await signed(w, acting)).status).toBe(200)

    const { signature } = (await w.call(head, readDuty, { params: { id } })).body.submissions[0] ?? {}
    const { name } = await w.owner
      .selectFrom('person')
      .select('name')
      .where('id', '=', head.id)
      .executeTakeFirstOrThrow()
    expect(signature).toMatchObject({ inPlaceOf: name })
    const history = await w.call(head, readDutyHistory, { params: { id } })
    expect(history.body.rows[0]).toMatchObject({ action: 'duty.sign', inPlaceOf: name, post: 'division.head' })
    expect(history.body.rows.at(-1)).toMatchObject({ inPlaceOf: null })
  })

  test('nobody accepts what was signed in his name, nor a stand-in what its principal signed', async () => {
    const { officer, head, id, coordinating, coordinator } = await openDuty(w)
    const alsoAccepts = await w.alsoAs(head, 'division.officer', coordinating)
    const named = await substitute(head, officer)
    await absent(await office(), head)
    await offered(w, officer, id)
    await signed(w, await inPlaceOf(officer, head, named.body.id))
    const body = { version: await versionOf(w, coordinator, id) }
    expect(await w.call(alsoAccepts, accept, { params: { id }, body })).toMatchObject({
      status: 409,
      body: { code: 'own_data' },
    })

    const colleague = await w.person('division.officer', coordinating)
    const given = await delegated({ ...alsoAccepts, token: alsoAccepts.token }, colleague, ['acceptData'])
    const acting = await inPlaceOf(colleague, alsoAccepts, given.body.id)
    expect(await w.call(acting, accept, { params: { id }, body })).toMatchObject({ body: { code: 'own_data' } })
    expect((await w.call(colleague, accept, { params: { id }, body })).status).toBe(200)
  })

  test('is one at a time, of the same division, and no administrator by rule and by database', async () => {
    const { officer, head, coordinator } = await openDuty(w)
    const auditor = await w.person('auditAdmin')
    const codeOf = async (answer: ReturnType<typeof substitute>) => (await answer).body
    expect(await codeOf(substitute(head, coordinator))).toMatchObject({ code: 'too_far' })
    expect(await codeOf(substitute(head, auditor))).toMatchObject({ code: 'administrators_apart' })
    expect(await codeOf(substitute(head, head))).toMatchObject({ code: 'oneself' })
    expect(await codeOf(substitute(head, officer, { fromOn: '2025-11-05' }))).toMatchObject({
      code: 'begins_in_the_past',
    })
    expect((await substitute(head, officer)).status).toBe(200)
    const second = await w.person('division.officer', head.divisionId)
    expect(await codeOf(substitute(head, second))).toMatchObject({ code: 'taken', basis: 'organization.substitute' })
    const row = (postId: string, personId: string) =>
      w.owner
        .insertInto('standIn')
        .values({ kind: 'substitute', postId, personId, fromOn: today, reason, madeBy: head.id, madeAt: new Date() })
        .execute()
    await expect(row(head.postId, auditor.id)).rejects.toThrow(/foreign key/)
    await expect(row(auditor.postId, officer.id)).rejects.toThrow(/foreign key/)
    await expect(
      sql`insert into post (person_id, kind, from_on) values (${auditor.id}, 'leadingGroup.deputy', ${today})`.execute(
        w.owner,
      ),
    ).rejects.toThrow(/foreign key/)
  })

  test('a foreign post is not arranged, an own absence not recorded by oneself', async () => {
    const { officer, head, coordinator } = await openDuty(w)
    const body = { postId: head.postId, personId: officer.id, fromOn: today, toOn: null, reason }
    expect(await w.call(coordinator, nameSubstitute, { body })).toMatchObject({
      status: 403,
      body: { code: 'not_holder_or_above' },
    })
    expect(await absent(head, head)).toMatchObject({ status: 403, body: { code: 'not_above' } })
    const staff = await office()
    expect((await absent(staff, head)).status).toBe(200)
    expect(await absent(staff, head, '2025-11-09')).toMatchObject({ status: 409, body: { code: 'absent_already' } })
    const rows = (await w.call(coordinator, listArrangedPosts)).body.rows
    expect(rows.map(({ id }) => id)).toEqual([coordinator.postId])
  })

  test('the end of the absence ends what is done in its time', async () => {
    const { officer, head } = await openDuty(w)
    const named = await substitute(head, officer)
    const staff = await office()
    const away = await absent(staff, head)
    const acting = await inPlaceOf(officer, head, named.body.id)
    expect((await w.call(acting, readSession)).status).toBe(200)
    const ended = { params: { id: away.body.id }, body: { version: 1, reason: '提前返岗' } }
    expect(await w.call(head, endAbsence, { ...ended, body: { ...ended.body, version: 2 } })).toMatchObject({
      status: 409,
    })
    expect((await w.call(head, endAbsence, ended)).body).toMatchObject({ state: 'ended' })
    expect((await w.call(acting, readSession)).status).toBe(401)
    expect((await w.call(staff, listAbsences, { query: { isOpen: 'no' } })).body.rows.map(({ id }) => id)).toContain(
      away.body.id,
    )
  })
})

describe('a delegate', () => {
  test('does the acts that were delegated and no other', async () => {
    const { officer, head, id } = await openDuty(w)
    const given = await delegated(head, officer, ['signData'])
    expect(given.body).toMatchObject({ kind: 'delegation', acts: ['signData'] })
    const acting = await inPlaceOf(officer, head, given.body.id)
    const body = { version: await versionOf(w, officer, id), ...entry('3') }
    expect(await w.call(acting, offer, { params: { id }, body })).toMatchObject({
      status: 403,
      body: { code: 'not_delegated', basis: 'organization.delegation' },
    })
    await offered(w, officer, id)
    expect((await w.call(acting, readSignSheet, { query: { period: '2025-10' } })).status).toBe(200)
    expect((await signed(w, acting)).status).toBe(200)
  })

  test('has the to-dos of what was delegated and no other', async () => {
    const { officer, id } = await openDuty(w)
    const colleague = await w.person('division.officer', officer.divisionId)
    const todosOf = async (client: Client) =>
      (await w.call(client, listTodos)).body.rows.filter((todo) => todo.id === id).map(({ basis }) => basis)
    expect(await todosOf(officer)).toEqual(['duty.offer'])
    const one = await delegated(officer, colleague, ['acceptData'])
    const acting = await inPlaceOf(colleague, officer, one.body.id)
    expect(await todosOf(acting)).toEqual([])
  })

  test('delegates nothing further, and never a foreign act', async () => {
    const { officer, head } = await openDuty(w)
    const given = await delegated(head, officer, ['signData'])
    const acting = await inPlaceOf(officer, head, given.body.id)
    const third = await w.person('division.officer', head.divisionId)
    expect(await delegated({ ...acting, postId: head.postId }, third, ['signData'])).toMatchObject({
      status: 403,
      body: { code: 'not_in_own_post' },
    })
    expect(await delegated(officer, third, ['signData'])).toMatchObject({ body: { code: 'act_not_of_post' } })
    expect(await delegated(head, third, ['signData'])).toMatchObject({ body: { code: 'taken' } })
    expect((await delegated(head, third, ['acceptData'])).status).toBe(200)
  })

  test('is revoked with a reason: the session ends, and both histories tell it', async () => {
    const { officer, head } = await openDuty(w)
    const given = await delegated(head, officer, ['signData'])
    const acting = await inPlaceOf(officer, head, given.body.id)
    const ended = { params: { id: given.body.id }, body: { version: 1, reason: '已返岗' } }
    expect(await w.call(acting, endStandIn, ended)).toMatchObject({ status: 403 })
    expect((await w.call(head, endStandIn, ended)).body).toMatchObject({ state: 'ended', toOn: today })
    expect((await w.call(acting, readSession)).status).toBe(401)
    expect(await w.call(head, endStandIn, { ...ended, body: { ...ended.body, version: 2 } })).toMatchObject({
      body: { code: 'wrong_state' },
    })
    const securityAdmin = await w.person('securityAdmin')
    const history = await w.call(securityAdmin, readPersonHistory, { params: { id: head.id } })
    expect(history.body.rows.map(({ action }) => action)).toEqual(['post.endStandIn', 'post.delegate'])
  })

  test('is seen by those it concerns and by those who watch', async () => {
    const { officer, head, coordinator } = await openDuty(w)
    const given = await delegated(head, officer, ['enterData'])
    const seen = async (client: Client) =>
      (await w.call(client, listStandIns, { query: { isOpen: 'yes', limit: 200 } })).body.rows.some(
        ({ id }) => id === given.body.id,
      )
    expect(await seen(officer)).toBe(true)
    expect(await seen(coordinator)).toBe(false)
    expect(await seen(await w.person('auditAdmin'))).toBe(true)
    expect((await w.call(await w.person('systemAdmin'), listStandIns)).status).toBe(403)
  })
})
