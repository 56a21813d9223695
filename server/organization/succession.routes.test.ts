import { expect, test } from 'vitest'
import { acknowledgeDocument, readNotice, urgeReceipt } from '#domain/document/officialDocument.api.ts'
import { listTodos } from '#domain/home/home.api.ts'
import {
  draftReorganisation,
  keepLeftMatter,
  planReorganisation,
  type Reorganisation,
  type ReorganisationContent,
  readReorganisation,
  readReorganisationHistory,
} from '#domain/organization/reorganisation.api.ts'
import { beginAmendment, readAmendment } from '#domain/plan/amendment.api.ts'
import { readConsultation } from '#domain/plan/consultation.api.ts'
import { contentOf } from '#domain/plan/itemContent.ts'
import { type InForce, inForce } from '#test/fixtures/revision.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const document = '深编〔2025〕12号'
const nothing: ReorganisationContent = { founded: [], renamed: [], ended: [] }
const today = ({ year }: InForce) => `${year}-06-02`

const draft = async ({ people }: InForce, content: Partial<ReorganisationContent>, fromOn: string) =>
  (
    await w.call(people.officeHead, draftReorganisation, {
      body: { fromOn, document, content: { ...nothing, ...content } },
    })
  ).body
const settle = ({ people }: InForce, { id, version }: Reorganisation) =>
  w.call(people.officeHead, planReorganisation, { params: { id }, body: { version } })
const merger = (divisionId: string, successor: string) => [{ divisionId, how: 'merged' as const, successor, items: [] }]
const todosOf = async (client: Client) => (await w.call(client, listTodos)).body.rows
const read = async ({ people }: InForce, id: string) =>
  (await w.call(people.writer, readReorganisation, { params: { id } })).body

/** A plan in force whose item's responsible division is merged into its coordinating one. */
async function merged() {
  const office = await inForce(w)
  const { people } = office
  const drafted = await draft(office, { ended: merger(people.responsible, people.coordinating) }, today(office))
  const settled = (await settle(office, drafted)).body
  return { office, people, drafted, id: settled.id, settled }
}

test('a dry run names what is still open, and what nobody could take over by rule', async () => {
  const { drafted, office } = await merged()
  const matters = drafted.outcome?.matters.map(({ kind, effect }) => [kind, effect]) ?? []
  expect(matters).toContainEqual(['sameDivision', 'settle'])
  expect(matters).toContainEqual(['withoutPost', 'settle'])
  expect(matters).toContainEqual(['receipt', 'joins'])
  expect(drafted.outcome?.items).toMatchObject([{ stands: ['office'], code: office.item.code }])
})

test('an item of which one division would answer for and accept the data is a to-do until it is settled or kept', async () => {
  const { office, people, id } = await merged()
  const mine = async (client: Client) => (await todosOf(client)).filter(({ link }) => link.includes(`${id}#left-`))
  const [matter] = (await read(office, id)).left
  expect(matter).toMatchObject({ kind: 'sameDivision', itemId: office.item.id, isDone: false, kept: null })
  expect(await mine(people.writer)).toHaveLength(1)
  const heir = await w.person('division.head', people.coordinating)
  expect(await mine(heir)).toHaveLength(0)

  const keep = (client: Client, version = 1, reason = '由本处自行核对') =>
    w.call(client, keepLeftMatter, { params: { id: matter?.id ?? '' }, body: { version, reason } })
  expect((await keep(heir)).status).toBe(403)
  expect((await keep(people.writer, 2)).body).toMatchObject({ code: 'stale' })
  expect((await keep(people.writer, 1, '')).status).toBe(422)
  expect((await read(office, id)).left[0]?.kept).toBeNull()
  expect((await keep(people.writer)).body.left[0]?.kept).toMatchObject({ reason: '由本处自行核对' })
  expect((await keep(people.writer, 2)).body).toMatchObject({ code: 'settled_already' })
  expect(await mine(people.writer)).toHaveLength(0)
  const history = (await w.call(people.writer, readReorganisationHistory, { params: { id } })).body.rows
  expect(history[0]).toMatchObject({ action: 'reorganisation.keep', reason: '由本处自行核对' })
  expect(history.find(({ action }) => action === 'reorganisation.draft')?.changes.map(({ name }) => name.zh)).toEqual([
    '生效日',
    '依据文件',
    '合并',
  ])
})

test('it is settled too once another division coordinates', async () => {
  const { office, people, id } = await merged()
  const coordinatingDivisionId = await w.division()
  await w.owner.updateTable('item').set({ coordinatingDivisionId }).where('id', '=', office.item.id).execute()
  expect((await read(office, id)).left[0]).toMatchObject({ isDone: true })
  expect((await todosOf(people.writer)).filter(({ link }) => link.includes(`${id}#left-`))).toEqual([])
})

test('an item whose main responsible person holds no post any more is told to the performance office', async () => {
  const { office, people } = await merged()
  const told = async () => (await todosOf(people.writer)).filter(({ link }) => link.includes(`item=${office.item.id}`))
  expect(await told()).toMatchObject([{ link: expect.stringContaining('route=persons') }])
  const post = { personId: people.person.id, kind: 'division.officer', divisionId: people.coordinating }
  await w.owner
    .insertInto('post')
    .values({ ...post, fromOn: today(office) })
    .execute()
  expect(await told()).toEqual([])
})

test('who lost a post with the division is granted one anew by the security administrator', async () => {
  const { office, people } = await merged()
  const security = await w.person('securityAdmin')
  const mine = async (client: Client) =>
    (await todosOf(client)).filter(({ link }) => link === `/organization/people/${people.person.id}#act-grant`)
  expect(await mine(security)).toMatchObject([{ basis: 'organization.post', dueOn: today(office) }])
  expect(await mine(people.officeHead)).toEqual([])
  const post = { personId: people.person.id, kind: 'division.officer', divisionId: people.coordinating }
  await w.owner
    .insertInto('post')
    .values({ ...post, fromOn: today(office) })
    .execute()
  expect(await mine(security)).toEqual([])
})

test('a notice that the division had not received is received by its successor, which is urged in its place', async () => {
  const office = await inForce(w)
  const { people, year } = office
  const of = String(year)
  const notice = async (client: Client) => (await w.call(client, readNotice, { params: { of } })).body
  const { id } = await notice(people.writer)
  const founded = [{ key: 'n', code: `S${year}`, name: { zh: '口岸综合处', en: 'Ports' }, sort: 9 }]
  const settled = await settle(
    office,
    await draft(office, { founded, ended: merger(people.responsible, 'n') }, today(office)),
  )
  const heirId = settled.body.content.founded[0]?.divisionId ?? ''
  const urge = (divisionId: string) => w.call(people.writer, urgeReceipt, { params: { id }, body: { divisionId } })
  expect((await urge(people.responsible)).body).toMatchObject({ code: 'passed_on' })
  const receipts = (await notice(people.writer)).receipts
  expect(receipts.find(({ division }) => division.id === people.responsible)?.passedTo?.zh).toBe('口岸综合处')
  const heir = await w.person('division.officer', heirId)
  expect((await todosOf(heir)).map(({ link }) => link)).toContain(`/documents/${id}#act-receive`)
  expect((await w.call(heir, acknowledgeDocument, { params: { id }, body: {} })).status).toBe(200)
  expect((await urge(heirId)).body).toMatchObject({ code: 'received_already' })
})

test('an answer that the division owed in a consultation is owed by its successor, and no longer waited for twice', async () => {
  const office = await inForce(w)
  const { people, plan, year } = office
  const { versionId } = await w.owner
    .selectFrom('planVersion')
    .select('id as versionId')
    .where('planId', '=', plan.id)
    .executeTakeFirstOrThrow()
  const opened = { planId: plan.id, planVersionId: versionId, openedOn: `${year}-06-01`, closesOn: `${year}-06-20` }
  const { id: consultationId } = await w.owner
    .insertInto('consultation')
    .values({ ...opened, state: 'open', openedBy: people.writer.id, note: '' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await w.owner.insertInto('consultationAnswer').values({ consultationId, divisionId: people.responsible }).execute()
  await settle(office, await draft(office, { ended: merger(people.responsible, people.coordinating) }, today(office)))
  const { body } = await w.call(people.writer, readConsultation, { params: { of: String(year) } })
  expect(body).toMatchObject({ id: consultationId, asked: 2, waiting: 1 })
  expect(body.answers.find(({ division }) => division.id === people.responsible)).toMatchObject({ state: 'passed' })
})

test('what was signed under a name keeps it after the division is called otherwise', async () => {
  const office = await inForce(w)
  const { people, plan, item, year } = office
  const content = { ...contentOf(item), reporting: '按月' }
  const begun = await w.call(people.writer, beginAmendment, {
    params: { id: plan.id },
    body: {
      ...{ route: 'persons' as const, itemId: item.id, content, reason: '文字更正' },
      ...{ taskOn: null, taskSource: '' },
    },
  })
  const params = { id: begun.body.id }
  await w.owner
    .updateTable('amendment')
    .set({ state: 'approved', submittedBy: people.person.id, submittedAt: `${year}-06-02T10:00:00+08:00` })
    .set({ approvedBy: people.groupHead.id, approvedAt: `${year}-06-02T10:00:00+08:00` })
    .where('id', '=', params.id)
    .execute()
  const nameOf = async () => (await w.call(people.writer, readAmendment, { params })).body.division.name.zh
  const before = await nameOf()
  await w.clock(`${year}-06-10`)
  const { divisionId } = await w.owner
    .selectFrom('amendment')
    .select('divisionId')
    .where('id', '=', params.id)
    .executeTakeFirstOrThrow()
  const renamed = [{ divisionId, name: { zh: '新名处', en: 'New name' } }]
  await settle(office, await draft(office, { renamed }, `${year}-06-10`))
  expect(await nameOf()).toBe(before)
  await w.owner
    .updateTable('amendment')
    .set({ state: 'drafted', submittedBy: null, submittedAt: null, approvedBy: null, approvedAt: null })
    .where('id', '=', params.id)
    .execute()
  expect(await nameOf()).toBe('新名处')
})
