import { expect, test } from 'vitest'
import { saveItem } from '#domain/plan/item.api.ts'
import { decidePlan, readDraftDigest, readPlan } from '#domain/plan/plan.api.ts'
import { draftDigest, draftPlan, fullContent, planPeople, submits } from '#test/fixtures/plan.ts'
import { world } from '#test/world.ts'

const w = world()

test('what is submitted is the draft that was read: one with an item changed since is refused and stays a draft', async () => {
  const people = await planPeople(w)
  const { plan, item } = await draftPlan(w, people, 2044)
  const params = { id: plan.id }
  const read = (await w.call(people.officeHead, readPlan, { params: { of: 2044 } })).body
  const digest = await draftDigest(w, people.officeHead, plan.id)
  const content = fullContent(people, 2044, { goal: '全年旅客投诉办结率不低于99.5%' })
  await w.call(people.writer, saveItem, { params: { id: item.id }, body: { version: item.version, content } })
  const body = { version: read.version, digest: digest ?? '' }
  const stale = await submits(w, people.officeHead, params, body)
  expect(stale).toMatchObject({ status: 409, body: { code: 'stale' } })
  const now = (await w.call(people.officeHead, readPlan, { params: { of: 2044 } })).body
  expect(now).toMatchObject({ state: 'drafting', version: read.version, latest: read.latest })
  expect((await submits(w, people.officeHead, params)).body).toMatchObject({ state: 'underReview' })
  expect(await draftDigest(w, people.officeHead, plan.id)).toBeNull()
  expect(await w.call(people.groupHead, readDraftDigest, { params })).toMatchObject({ status: 403 })
})

test('deciding asks for the password again; without it nothing is decided', async () => {
  const people = await planPeople(w)
  const { plan } = await draftPlan(w, people, 2045)
  const params = { id: plan.id }
  const submitted = (await submits(w, people.officeHead, params, { version: plan.version })).body
  const { number = 0, digest = '' } = submitted.latest ?? {}
  const body = { version: submitted.version, number, digest, minutes: '' }
  await w.notReauthenticated(people.groupHead)
  const refused = await w.call(people.groupHead, decidePlan, { params, body })
  expect(refused).toMatchObject({ status: 409, body: { code: 'reauthentication_needed' } })
  const kept = (await w.call(people.officeHead, readPlan, { params: { of: 2045 } })).body
  expect(kept).toMatchObject({ state: 'underReview', version: submitted.version, decidedBy: null })
  await w.reauthenticated(people.groupHead)
  expect((await w.call(people.groupHead, decidePlan, { params, body })).body).toMatchObject({ state: 'decided' })
})
