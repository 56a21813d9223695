import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { returnDuty } from '#domain/collection/dutyActs.api.ts'
import { listTodos } from '#domain/home/home.api.ts'
import { same } from '#domain/kernel/text.ts'
import { chooseNotices, listNotices, openNotice, readAllNotices, readNoticeChoice } from '#domain/notice/notice.api.ts'
import { assignProblem, raiseProblem, solveProblem } from '#domain/problem/problem.api.ts'
import { readSession } from '#domain/session/session.api.ts'
import { clockAt } from '#server/kernel/clock.ts'
import { type Told, tell } from '#server/notice/notice.public.ts'
import { openDuty, submittedDuty, versionOf } from '#test/duties.ts'
import { insertDuty, insertIndicator } from '#test/fixtures/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world()

const told = async (...notices: Told[]) =>
  w.db.transaction().execute((tx) => tell(tx, clockAt('2025-11-06', new Date('2025-11-06T09:00:00+08:00')), notices))
const noticesOf = async (client: Client, query = {}) => (await w.call(client, listNotices, { query })).body.rows
const kindsOf = async (client: Client) => (await noticesOf(client)).map(({ kind }) => kind).toSorted()
const countOf = async (client: Client) => (await w.call(client, readSession)).body.noticeCount
const pathsToDo = async (client: Client) =>
  (await w.call(client, listTodos)).body.rows.map(({ link }) => link.split('#')[0])

/** One duty of a division, and everybody around it. */
async function office(period = '2025-10') {
  const [responsible, coordinating] = [await w.division(), await w.division()]
  const of = await insertIndicator(w.owner, { responsible, coordinating, year: 2025 })
  const id = await insertDuty(w.owner, of, period)
  const deputy = await w.person('leadingGroup.deputy')
  await w.owner.insertInto('postCharge').values({ postId: deputy.postId, divisionId: responsible }).execute()
  return {
    ...{ id, of, responsible, coordinating, deputy },
    head: await w.person('division.head', responsible),
    officer: await w.person('division.officer', responsible),
    beside: await w.person('division.head', coordinating),
    stranger: await w.person('division.head', await w.division()),
  }
}
const returned = (subjectId: string, divisionId: string, occasion: number | string = 1): Told => ({
  ...{ kind: 'dutyReturned', subjectId, occasion, divisionIds: [divisionId] },
  facts: { indicator: same('旅客'), period: same('2025-10'), reason: same('单位有误') },
})

/** The division has ended and everything of it went to another one. */
async function succeed(divisionId: string, successorId: string, by: string): Promise<void> {
  const made = {
    fromOn: '2025-11-05',
    document: '深口办〔2025〕1号',
    content: '{}',
    state: 'applied',
  }
  const row = { ...made, madeBy: by, madeAt: '2025-11-01T09:00:00+08:00' }
  const { id } = await w.owner.insertInto('reorganisation').values(row).returning('id').executeTakeFirstOrThrow()
  await w.owner.insertInto('divisionSuccessor').values({ divisionId, successorId, reorganisationId: id }).execute()
  await w.owner
    .updateTable('duty')
    .set({ responsibleDivisionId: successorId })
    .where('responsibleDivisionId', '=', divisionId)
    .execute()
}

describe('who is told', () => {
  test('a card: the other division and the deputy in charge; whoever has it to do is told by that alone', async () => {
    const { id, head, officer, beside, deputy, stranger } = await office('2025-Q3')
    await w.clock('2025-11-06')
    const cards = await w.owner.selectFrom('card').select('id').where('dutyId', '=', id).execute()
    expect(cards).toHaveLength(3)
    expect(await kindsOf(beside)).toEqual(['cardFired', 'cardFired'])
    expect(await kindsOf(deputy)).toEqual(['redCard'])
    expect(await kindsOf(head)).toEqual(['earlyWarning'])
    expect([await kindsOf(officer), await kindsOf(stranger)]).toEqual([[], []])
    for (const client of [head, officer, beside, deputy]) {
      const paths = await pathsToDo(client)
      for (const { link } of await noticesOf(client)) expect(paths).not.toContain(link)
    }
    await w.clock('2025-11-06')
    expect(await noticesOf(beside)).toHaveLength(2)
  })

  test('a duty that is returned: the head; the officers have it to fill in again', async () => {
    const people = await submittedDuty(w)
    const { head, officer, coordinator, id } = people
    await w.call(coordinator, returnDuty, {
      params: { id },
      body: { version: await versionOf(w, coordinator, id), reason: '与上月口径不一致' },
    })
    expect((await noticesOf(head))[0]).toMatchObject({ kind: 'dutyReturned', link: `/duties/${id}`, isRead: false })
    expect((await noticesOf(head))[0]?.sentence.zh).toContain('与上月口径不一致')
    for (const other of [officer, coordinator]) expect(await kindsOf(other)).not.toContain('dutyReturned')
    expect(await pathsToDo(officer)).toContain(`/duties/${id}`)
    expect(await pathsToDo(head)).not.toContain(`/duties/${id}`)
  })

  test('whoever raised a problem is told that it is solved, each time once, and whoever solved it is not', async () => {
    const { officer, id } = await openDuty(w)
    const staff = await w.person('performanceOffice.staff', await w.division())
    const said = { subject: 'duty' as const, subjectId: id, title: '口径不清', words: '两个文件口径不同' }
    const raised = await w.call(officer, raiseProblem, { body: said })
    const params = { id: raised.body.id }
    await w.call(staff, assignProblem, { params, body: { version: 1, divisionId: officer.divisionId ?? '' } })
    await w.call(staff, solveProblem, { params, body: { version: 2, solution: '以省文件为准' } })
    expect((await noticesOf(officer)).map(({ sentence }) => sentence.zh)).toEqual(['“口径不清”已解决：以省文件为准'])
    expect(await noticesOf(staff)).toEqual([])
  })
})

describe('what is told', () => {
  test('is told once, however often and by how many at the same time', async () => {
    const { id, responsible, head } = await office()
    await Promise.all(Array.from({ length: 4 }, () => told(returned(id, responsible))))
    expect(await noticesOf(head)).toHaveLength(1)
    await told(returned(id, responsible, 2))
    expect(await noticesOf(head)).toHaveLength(2)
  })

  test('goes away with the act that failed', async () => {
    const { id, responsible, head } = await office()
    const failing = w.db.transaction().execute(async (tx) => {
      await tell(tx, clockAt('2025-11-06'), [returned(id, responsible)])
      throw new Error('the act failed')
    })
    await expect(failing).rejects.toThrow('the act failed')
    expect(await noticesOf(head)).toEqual([])
  })

  test('is no longer seen once the post or the subject is out of sight, and is seen by a successor', async () => {
    const { id, responsible, head, stranger } = await office()
    const foreign = await office()
    await told(returned(id, responsible), returned(foreign.id, responsible))
    const [mine, ...more] = await noticesOf(head)
    expect(more).toEqual([])
    const params = { id: mine?.id ?? '' }
    expect((await w.call(stranger, openNotice, { params })).status).toBe(404)
    expect((await w.call(head, openNotice, { params: { id: randomUUID() } })).status).toBe(404)
    await w.owner.updateTable('post').set({ toOn: '2025-11-06' }).where('id', '=', head.postId).execute()
    expect((await w.call(head, listNotices)).status).not.toBe(200)
    const next = await w.person('division.head', responsible)
    expect(await noticesOf(next)).toHaveLength(1)
    const successor = await w.division()
    await succeed(responsible, successor, next.id)
    expect(await noticesOf(await w.person('division.head', successor))).toHaveLength(1)
  })

  test('is nothing for administrators', async () => {
    for (const post of ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const) {
      const client = await w.person(post)
      expect((await w.call(client, listNotices)).status).toBe(403)
      expect(await countOf(client)).toBe(0)
    }
  })
})

test('what is a to-do of the reader is told by that alone, as long as it is open', async () => {
  const { id, responsible, officer } = await office()
  const about: Told = { ...returned(id, responsible), personIds: [officer.id] }
  await told(about)
  await w.owner
    .updateTable('notice')
    .set({ posts: ['division.officer'] })
    .where('subjectId', '=', id)
    .execute()
  expect(await pathsToDo(officer)).toContain(`/duties/${id}`)
  expect([await noticesOf(officer), await countOf(officer)]).toEqual([[], 0])
  await w.owner.updateTable('duty').set({ stage: 'accepted' }).where('id', '=', id).execute()
  expect(await pathsToDo(officer)).not.toContain(`/duties/${id}`)
  expect([(await noticesOf(officer)).length, await countOf(officer)]).toEqual([1, 1])
})

describe('reading', () => {
  test('by opening one and by marking all, for each person alone and up to what was seen', async () => {
    const { id, responsible, head } = await office()
    const colleague = await w.person('division.head', responsible)
    await told(returned(id, responsible, 1), returned(id, responsible, 2), returned(id, responsible, 3))
    expect(await countOf(head)).toBe(3)
    const [first] = await noticesOf(head)
    const before = await w.owner.selectFrom('history').select('id').execute()
    const opened = await w.call(head, openNotice, { params: { id: first?.id ?? '' } })
    expect(opened.body).toMatchObject({ id: first?.id, isRead: true })
    expect([await countOf(head), await countOf(colleague)]).toEqual([2, 3])
    expect(await noticesOf(head, { unread: 'yes' })).toHaveLength(2)
    const early = { body: { upTo: '2025-11-06T08:59:59+08:00' } }
    expect((await w.call(head, readAllNotices, early)).body).toEqual({ unread: 2 })
    const now = { body: { upTo: '2025-11-06T09:00:00+08:00' } }
    expect((await w.call(head, readAllNotices, now)).body).toEqual({ unread: 0 })
    expect([await countOf(head), await countOf(colleague)]).toEqual([0, 3])
    expect(await w.owner.selectFrom('history').select('id').execute()).toEqual(before)
  })

  test('page by page, the latest first, each once', async () => {
    const { id, responsible, head } = await office()
    await told(...Array.from({ length: 7 }, (_, at) => returned(id, responsible, at)))
    const ids: string[] = []
    let after: string | null = ''
    while (after !== null) {
      const page: { rows: { id: string }[]; next: string | null } = (
        await w.call(head, listNotices, { query: { limit: 3, ...(after ? { after } : {}) } })
      ).body
      ids.push(...page.rows.map((row) => row.id))
      after = page.next
    }
    expect([ids.length, new Set(ids).size]).toEqual([7, 7])
  })
})

describe('choosing', () => {
  test('a kind that is off is neither listed nor counted; one that may not be off is refused', async () => {
    const { id, responsible, head } = await office()
    await told(returned(id, responsible))
    expect((await w.call(head, readNoticeChoice)).body).toEqual({ channels: {}, version: 0 })
    const off = { channels: { dutyReturned: 'off' as const }, version: 0 }
    expect((await w.call(head, chooseNotices, { body: off })).body).toEqual({ ...off, version: 1 })
    expect([await noticesOf(head), await countOf(head)]).toEqual([[], 0])
    expect((await w.call(head, chooseNotices, { body: off })).status).toBe(409)
    const refused = await w.call(head, chooseNotices, { body: { channels: { redCard: 'off' }, version: 1 } })
    expect(refused).toMatchObject({ status: 409, body: { code: 'cannot_be_off', basis: 'notice.choose' } })
    await w.call(head, chooseNotices, { body: { channels: { dutyReturned: 'mail' }, version: 1 } })
    expect(await noticesOf(head)).toHaveLength(1)
  })
})
