import { expect, test } from 'vitest'
import { draftNotice } from '#domain/document/documentDraft.api.ts'
import { readDocument } from '#domain/document/officialDocument.api.ts'
import { listTodos } from '#domain/home/home.api.ts'
import { applyAmendment, beginAmendment } from '#domain/plan/amendment.api.ts'
import { openConsultation, readConsultation } from '#domain/plan/consultation.api.ts'
import { contentOf } from '#domain/plan/itemContent.ts'
import { type Plan, readPlan } from '#domain/plan/plan.api.ts'
import { listReviews } from '#domain/plan/review.api.ts'
import { listRevisions, readRevised, readWithdrawnRevision, withdrawRevision } from '#domain/plan/revision.api.ts'
import { signedNotice } from '#test/fixtures/plan.ts'
import { begin, decided, edit, type InForce, inForce, read, submitted } from '#test/fixtures/revision.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const reason = '市里不再调整'

/** A revision that changes the goal of the one item. */
async function revised() {
  const office = await inForce(w)
  const revision = (await begin(office)).body
  await edit(office, revision, () => ({ goal: '全年旅客不少于8000万人次' }))
  return { office, revision: await read(office, revision) }
}

async function withdrawn(office: InForce, { id }: Pick<Plan, 'id'>, client: Client) {
  const { version } = await read(office, { id })
  return w.call(client, withdrawRevision, { params: { id }, body: { version, reason } })
}

const listed = async (client: Client, year: number) =>
  (await w.call(client, listRevisions, { params: { year } })).body.rows

const gone = (client: Client, { id }: Pick<Plan, 'id'>) => w.call(client, readWithdrawnRevision, { params: { id } })

const todosOn = async (client: Client, title: string) =>
  (await w.call(client, listTodos)).body.rows.filter(({ object }) => object.zh.startsWith(title))

/** What the revision held back goes on: persons of the item are put right. */
async function amends({ people, plan, item }: InForce) {
  const content = { ...contentOf(item), title: '皇岗口岸旅客通行保障' }
  const body = { route: 'persons' as const, itemId: item.id, reason: '更正标题', taskOn: null, taskSource: '', content }
  const begun = await w.call(people.writer, beginAmendment, { params: { id: plan.id }, body })
  if (begun.status !== 200) return (begun.body as unknown as { code: string }).code
  const { id, version } = begun.body
  return (await w.call(people.writer, applyAmendment, { params: { id }, body: { version } })).body.state
}

test('withdrawn before the divisions: the consultation ends unanswered, with its to-dos, and the item is free again', async () => {
  const { office, revision } = await revised()
  const { people, year } = office
  const body = { version: revision.version, closesOn: `${year}-06-20`, note: '' }
  const opened = await w.call(people.writer, openConsultation, { params: { id: revision.id }, body })
  expect(opened.status).toBe(200)
  expect(await todosOn(people.person, revision.title)).toHaveLength(1)
  expect(await amends(office)).toBe('item_being_revised')
  const refused = await withdrawn(office, revision, people.groupHead)
  expect(refused).toMatchObject({ status: 403, body: { code: 'not_withdrawer' } })
  expect((await read(office, revision)).state).toBe('consulting')
  expect((await gone(people.person, revision)).status).toBe(404)
  expect((await withdrawn(office, revision, people.officeHead)).body.state).toBe('withdrawn')
  const consultation = (await w.call(people.person, readConsultation, { params: { of: revision.id } })).body
  expect(consultation).toMatchObject({ state: 'withdrawn', closedOn: `${year}-06-02` })
  expect(consultation.answers.map(({ state }) => state)).toEqual(['asked'])
  // who was consulted finds what became of it, and nothing of the draft
  const found = await listed(people.person, year)
  expect(found).toMatchObject([{ id: revision.id, state: 'withdrawn', withdrawal: { reason } }])
  expect((await w.call(people.person, readPlan, { params: { of: revision.id } })).status).toBe(404)
  expect((await gone(people.person, revision)).body).toMatchObject({ state: 'withdrawn', withdrawal: { reason } })
  expect((await read(office, revision)).withdrawal).toMatchObject({ reason })
  expect(await todosOn(people.person, revision.title)).toEqual([])
  expect((await w.history(opened.body.id)).at(-1)).toMatchObject({ action: 'consultation.withdraw' })
  expect(await amends(office)).toBe('applied')
})

test('withdrawn before anybody outside the performance office saw it: nobody else finds it', async () => {
  const { office, revision } = await revised()
  const { people } = office
  const member = await w.person('leadingGroup.member', people.responsible)
  expect((await withdrawn(office, revision, people.officeHead)).body.state).toBe('withdrawn')
  for (const client of [people.person, member]) expect((await gone(client, revision)).status).toBe(404)
  expect((await gone(people.writer, revision)).body).toMatchObject({ id: revision.id, withdrawal: { reason } })
})

test('withdrawn under review: the group has nothing more to say, and nothing counts as returned', async () => {
  const { office, revision } = await revised()
  const { people } = office
  const member = await w.person('leadingGroup.member', people.responsible)
  expect(await listed(member, office.year)).toEqual([])
  expect((await submitted(office, revision)).body.state).toBe('underReview')
  expect(await todosOn(member, revision.title)).toHaveLength(1)
  expect((await withdrawn(office, revision, people.officeHead)).body).toMatchObject({
    ...{ state: 'withdrawn', returnReason: null, decidedBy: null },
  })
  expect(await todosOn(member, revision.title)).toEqual([])
  expect(await todosOn(people.groupHead, revision.title)).toEqual([])
  const { rows } = (await w.call(people.writer, listReviews, { params: { id: revision.id } })).body
  expect(rows.map(({ state, reason: said, decidedBy }) => [state, said, decidedBy])).toEqual([
    ['withdrawn', reason, null],
  ])
})

test('withdrawn once decided by whoever decides, never by those who submitted it; its notice ends with it', async () => {
  const { office, revision } = await revised()
  const { people, plan, item } = office
  const submitter = await w.alsoAs(people.officeHead, 'leadingGroup.head', null)
  expect((await decided(office, revision)).body.state).toBe('decided')
  await signedNotice(w, people, revision.id)
  const notice = await w.owner
    .selectFrom('officialDocument')
    .select('id')
    .where('planId', '=', revision.id)
    .executeTakeFirstOrThrow()
  const byOffice = await withdrawn(office, revision, people.officeHead)
  expect(byOffice).toMatchObject({ status: 403, body: { code: 'not_withdrawer' } })
  const bySubmitter = await withdrawn(office, revision, submitter)
  expect(bySubmitter).toMatchObject({ status: 409, body: { code: 'own_submission' } })
  const kept = (await w.call(people.writer, readDocument, { params: { id: notice.id } })).body
  expect(kept.state).toBe('signedOff')
  expect((await withdrawn(office, revision, people.groupHead)).body.state).toBe('withdrawn')
  const ended = (await w.call(people.writer, readDocument, { params: { id: notice.id } })).body
  expect(ended).toMatchObject({ state: 'withdrawn', returnReason: reason })
  expect((await w.history(notice.id)).at(-1)).toMatchObject({ action: 'document.withdraw' })
  const again = await w.call(people.writer, draftNotice, { params: { id: revision.id } })
  expect(again).toMatchObject({ status: 409, body: { code: 'plan_not_decided' } })
  expect((await read(office, plan)).version).toBe(plan.version)
  expect((await begin(office)).status).toBe(200)
  expect((await w.owner.selectFrom('item').select('version').where('id', '=', item.id).execute())[0]?.version).toBe(
    item.version,
  )
  expect((await w.call(people.writer, readRevised, { params: { id: revision.id } })).status).toBe(200)
})
