import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import { decidePlan, type Plan, readPlan, returnPlan } from '#domain/plan/plan.api.ts'
import {
  attachMinutes,
  detachMinutes,
  downloadMinutes,
  downloadReview,
  entrustDecision,
  giveOpinion,
  listReviews,
  type Review,
} from '#domain/plan/review.api.ts'
import type { Opinion } from '#domain/plan/review.ts'
import { readSession } from '#domain/session/session.api.ts'
import { insertFile } from '#server/kernel/files.ts'
import { draftPlan, planPeople, submits } from '#test/fixtures/plan.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
let lastYear = 2040
const aYear = () => {
  lastYear += 1
  return lastYear
}

type Given = { mode?: 'meeting' | 'circulation'; dueOn?: string | null; agenda?: string }

/** A plan before the leading group, with two members: of the responsible division, and of another. */
async function underReview(given: Given = {}) {
  const people = await planPeople(w)
  const member = await w.person('leadingGroup.member', people.responsible)
  const other = await w.person('leadingGroup.member', await w.division())
  const deputy = await w.person('leadingGroup.deputy')
  const { plan: draft, item } = await draftPlan(w, people, aYear())
  const params = { id: draft.id }
  const { body: plan } = await submits(w, people.officeHead, params, { version: draft.version, ...given })
  return { people, member, other, deputy, plan, item, params }
}
const reviewsOf = async (client: Client, { id }: Pick<Plan, 'id'>) =>
  (await w.call(client, listReviews, { params: { id } })).body.rows
const latest = async (client: Client, plan: Plan) => {
  const [review] = await reviewsOf(client, plan)
  if (!review) throw new Error('the plan has no review')
  return review
}
type Said = { version?: number; digest?: string; opinion?: Opinion; remark?: string }
const opinion = (client: Client, review: Review, body: Said = {}) =>
  w.call(client, giveOpinion, {
    params: { id: review.id },
    body: { version: 1, digest: review.digest, opinion: 'agree' as const, remark: '', ...body },
  })
const decide = (client: Client, plan: Plan, minutes = '') =>
  w.call(client, decidePlan, {
    params: { id: plan.id },
    body: { version: plan.version, number: plan.latest?.number ?? 0, digest: plan.latest?.digest ?? '', minutes },
  })
const ofPerson = (review: Review, { id }: { readonly id: string }) =>
  review.opinions.find(({ person }) => person.id === id)

test('each member says what they think of the frozen version, abstaining on the items of their own division', async () => {
  const { people, member, other, plan, item } = await underReview({ agenda: '审定年度方案' })
  const review = await latest(member, plan)
  expect(review).toMatchObject({ state: 'open', mode: 'circulation', agenda: '审定年度方案', number: 2 })
  expect(review.digest).toBe(plan.latest?.digest)
  expect(ofPerson(review, member)).toMatchObject({ opinion: null, post: 'leadingGroup.member', version: 1 })
  expect(ofPerson(review, people.groupHead)).toBeUndefined()
  const own = await opinion(member, review)
  expect(ofPerson(own.body, member)).toMatchObject({
    opinion: 'agree',
    version: 2,
    abstains: [{ id: item.id, code: item.code }],
  })
  const remark = '阶段目标偏低'
  const theirs = await opinion(other, review, { opinion: 'agreeWithRemark', remark })
  expect(ofPerson(theirs.body, other)).toMatchObject({ opinion: 'agreeWithRemark', remark, abstains: [] })
  const acts = (await w.history(plan.id)).filter(({ action }) => action === 'plan.opine')
  expect(acts).toHaveLength(2)
})

test('an opinion is changed until it is decided; one on another version, or a stale one, changes nothing', async () => {
  const { people, other, plan } = await underReview()
  const review = await latest(other, plan)
  await opinion(other, review)
  const before = await w.history(plan.id)
  expect(await opinion(other, review, { opinion: 'abstain', remark: '不熟悉情况' })).toMatchObject({
    status: 409,
    body: { code: 'stale' },
  })
  expect(await opinion(other, review, { version: 2, digest: 'a'.repeat(64) })).toMatchObject({
    status: 409,
    body: { code: 'stale' },
  })
  expect(await opinion(other, review, { version: 2, opinion: 'disagree' })).toMatchObject({
    status: 409,
    body: { code: 'remark_missing' },
  })
  expect(await opinion(people.person, review)).toMatchObject({ status: 403 })
  expect(await w.history(plan.id)).toEqual(before)
  expect(ofPerson(await latest(other, plan), other)).toMatchObject({ opinion: 'agree' })
  const changed = await opinion(other, review, { version: 2, opinion: 'disagree', remark: '目标偏低' })
  expect(ofPerson(changed.body, other)).toMatchObject({ opinion: 'disagree', version: 3 })
  await decide(people.groupHead, plan)
  expect(await opinion(other, review, { version: 3 })).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
})

test('opinions that are missing never block; the record says who said nothing', async () => {
  const { people, member, plan } = await underReview()
  expect((await decide(people.groupHead, plan, '会议同意')).body).toMatchObject({
    state: 'decided',
    minutes: '会议同意',
  })
  const review = await latest(people.officeHead, plan)
  expect(review).toMatchObject({ state: 'decided', decidedBy: { id: people.groupHead.id }, minutes: '会议同意' })
  expect(ofPerson(review, member)).toMatchObject({ opinion: null })
  const sheet = await w.call(people.officeHead, downloadReview, { params: { id: review.id } })
  const parts = unzipSync(sheet.body as unknown as Buffer)
  expect(strFromU8(parts['word/document.xml'] ?? new Uint8Array())).toContain('未表示意见')
  expect((await w.call(member, downloadReview, { params: { id: review.id } })).status).toBe(403)
})

test('a meeting decides on its day, not before', async () => {
  const { people, plan } = await underReview({ mode: 'meeting', dueOn: '2025-11-07' })
  const before = await w.history(plan.id)
  expect(await decide(people.groupHead, plan)).toMatchObject({ status: 409, body: { code: 'meeting_not_held' } })
  expect(await w.history(plan.id)).toEqual(before)
  expect((await latest(people.groupHead, plan)).state).toBe('open')
})

test('the head entrusts a deputy of the day, who then decides; another deputy does not', async () => {
  const { people, deputy, plan } = await underReview()
  const second = await w.person('leadingGroup.deputy')
  const review = await latest(people.groupHead, plan)
  const entrust = (client: Client, personId: string | null, version = review.version) =>
    w.call(client, entrustDecision, { params: { id: review.id }, body: { version, personId, reason: '组长出差' } })
  expect((await entrust(deputy, deputy.id)).status).toBe(403)
  expect(await entrust(people.groupHead, people.person.id)).toMatchObject({ status: 409, body: { code: 'not_deputy' } })
  expect(await decide(deputy, plan)).toMatchObject({ status: 403, body: { code: 'not_decider' } })
  const nobody = { status: 422, body: { fields: [{ path: 'body.personId' }] } }
  const before = await w.history(plan.id)
  expect(await entrust(people.groupHead, null)).toMatchObject(nobody)
  expect(await w.history(plan.id)).toEqual(before)
  const { body: entrusted } = await entrust(people.groupHead, deputy.id)
  expect(entrusted).toMatchObject({ entrustedTo: deputy.id })
  expect(await entrust(people.groupHead, deputy.id, entrusted.version)).toMatchObject(nobody)
  expect(await decide(second, plan)).toMatchObject({ status: 403, body: { code: 'not_decider' } })
  const todos = (await w.call(deputy, listTodos)).body.rows.filter(({ id }) => id === plan.id)
  expect(todos).toMatchObject([{ basis: 'plan.decide' }])
  expect(await decide(deputy, plan)).toMatchObject({ status: 409, body: { code: 'reauthentication_needed' } })
  await w.reauthenticated(deputy)
  expect((await decide(deputy, plan)).body).toMatchObject({ state: 'decided', decidedBy: { id: deputy.id } })
})

test('it goes back with a reason for each item named; an item that is not in the version is refused', async () => {
  const { people, member, plan, item } = await underReview()
  const send = (items: { itemId: string; reason: string }[]) =>
    w.call(people.groupHead, returnPlan, {
      params: { id: plan.id },
      body: { version: plan.version, reason: '再核', items },
    })
  const named = { itemId: item.id, reason: '目标低于上年' }
  const before = await w.history(plan.id)
  expect(await send([{ ...named, itemId: plan.id }])).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'body.items.0.itemId' }] },
  })
  expect(await send([named, named])).toMatchObject({ status: 422, body: { fields: [{ path: 'body.items.1.itemId' }] } })
  expect(await w.history(plan.id)).toEqual(before)
  expect((await send([named])).body).toMatchObject({ state: 'drafting', returnReason: '再核' })
  expect(await latest(people.officeHead, plan)).toMatchObject({
    state: 'returned',
    returns: [{ item: { id: item.id, code: item.code }, reason: '目标低于上年' }],
  })
  expect((await w.call(member, listReviews, { params: { id: plan.id } })).status).toBe(404)
})

test('the next version has a review of its own; the earlier one stays as it was', async () => {
  const { people, other, plan } = await underReview()
  await opinion(other, await latest(other, plan))
  const params = { id: plan.id }
  const back = await w.call(people.groupHead, returnPlan, { params, body: { version: plan.version, reason: '再核' } })
  const again = { version: back.body.version, unchangedReason: '经请示维持原稿' }
  await submits(w, people.officeHead, params, again)
  const reviews = await reviewsOf(people.officeHead, plan)
  expect(reviews.map(({ number, state }) => [number, state])).toEqual([
    [3, 'open'],
    [2, 'returned'],
  ])
  expect(reviews.map((review) => ofPerson(review, other)?.opinion)).toEqual([null, 'agree'])
  expect((await w.call(people.officeHead, readPlan, { params: { of: plan.year } })).body.returnReason).toBeNull()
})

test('whoever submitted the plan gives no opinion on it, under whatever post', async () => {
  const { people, plan } = await underReview()
  const same = await w.alsoAs(people.officeHead, 'leadingGroup.member', people.responsible)
  expect(await opinion(same, await latest(same, plan))).toMatchObject({ status: 409, body: { code: 'own_submission' } })
})

test('minutes are attached by the performance office, read by the group, and taken out with a reason', async () => {
  const { people, member, plan } = await underReview()
  await decide(people.groupHead, plan)
  const review = await latest(people.officeHead, plan)
  const params = { id: review.id }
  const file = await w.db.transaction().execute((tx) =>
    insertFile(tx, w.app.files, {
      ...{ name: '纪要.txt', type: 'text/plain', content: Buffer.from('会议纪要') },
      uploadedBy: people.writer.id,
    }),
  )
  const attached = await w.call(people.writer, attachMinutes, {
    params,
    body: { version: review.version, fileId: file.id },
  })
  expect(attached.body.files).toMatchObject([{ id: file.id, name: '纪要.txt' }])
  const address = { params: { ...params, fileId: file.id } }
  expect(String((await w.call(member, downloadMinutes, address)).body)).toBe('会议纪要')
  expect((await w.call(people.person, downloadMinutes, address)).status).toBe(404)
  const without = await w.call(people.writer, detachMinutes, {
    ...address,
    body: { version: attached.body.version, reason: '附错了文件' },
  })
  expect(without.body.files).toEqual([])
  expect((await w.history(plan.id)).filter(({ action }) => action === 'plan.attachMinutes')).toHaveLength(2)
})

test('a member is told what waits for them, until they have said it', async () => {
  const { other, plan } = await underReview({ dueOn: '2025-11-20' })
  const todos = async () => (await w.call(other, listTodos)).body.rows.filter(({ basis }) => basis === 'plan.opine')
  expect((await todos()).filter(({ link }) => link === `/plans/${plan.year}#act-opine`)).toMatchObject([
    { dueOn: '2025-11-20' },
  ])
  await opinion(other, await latest(other, plan))
  expect((await todos()).filter(({ link }) => link === `/plans/${plan.year}#act-opine`)).toEqual([])
})

test('who acts under another post is told how much waits under this one, and nothing of what waits for others', async () => {
  const { other, member } = await underReview({ dueOn: '2025-11-20' })
  const head = await w.alsoAs(other, 'division.head', other.divisionId)
  const waiting = (await w.call(other, listTodos)).body.rows.length
  expect((await w.call(head, readSession)).body).toMatchObject({
    elsewhere: [{ post: { id: other.postId }, todoCount: waiting }],
  })
  expect((await w.call(other, readSession)).body.elsewhere).toEqual([])
  expect((await w.call(member, readSession)).body.elsewhere).toEqual([])
})
