import { expect, test } from 'vitest'
import { createItem, type ItemContent, listItems, readItem, removeItem, saveItem } from '#domain/plan/item.api.ts'
import { readPlan, submitPlan } from '#domain/plan/plan.api.ts'
import { draftDigest, draftPlan, fullContent, planPeople } from '#test/fixtures/plan.ts'
import { itemsOf } from '#test/fixtures/planItems.ts'
import { world } from '#test/world.ts'

const w = world()
let nextYear = 2030
const aYear = () => {
  nextYear += 1
  return nextYear
}
const nowhere = '00000000-0000-4000-8000-000000000000'

test('one save carries the whole item, and its history says what changed in words', async () => {
  const people = await planPeople(w)
  const { plan, item } = await draftPlan(w, people, aYear())
  const [first] = fullContent(people, plan.year).phases
  const content = fullContent(people, plan.year, {
    goal: '全年旅客不少于1亿人次',
    participantIds: [people.writer.id],
    phases: first ? [{ ...first, endsOn: `${plan.year}-12-31`, weight: '100' }] : [],
  })
  const params = { id: item.id }
  const saved = await w.call(people.writer, saveItem, { params, body: { version: item.version, content } })
  expect(saved).toMatchObject({ status: 200, body: { version: item.version + 1, goal: '全年旅客不少于1亿人次' } })
  expect(saved.body.phases).toMatchObject([{ id: item.phases[0]?.id, weight: '100.00' }])
  expect(saved.body.indicators[0]?.id).toBe(item.indicators[0]?.id)
  expect(saved.body.participants).toMatchObject([{ id: people.writer.id }])
  const last = (await w.history(item.id)).at(-1)
  const { changes } = JSON.parse(last?.canonical.toString('utf8') ?? '{}')
  expect(last).toMatchObject({ action: 'item.save', basis: 'plan.draft' })
  expect(changes).toContainEqual({
    field: 'goal',
    name: { zh: '年度目标', en: 'Yearly goal' },
    old: '全年旅客不少于9000万人次',
    new: '全年旅客不少于1亿人次',
  })
  expect(changes.map(({ field }: { field: string }) => field)).toContain('phases.1.title')
})

test('a save under an old version changes nothing; an absent item, or a draft not theirs to see, is not found', async () => {
  const people = await planPeople(w)
  const { plan, item } = await draftPlan(w, people, aYear())
  const content = fullContent(people, plan.year)
  const body = { version: item.version, content }
  await w.call(people.writer, saveItem, { params: { id: item.id }, body })
  const stale = await w.call(people.officeHead, saveItem, { params: { id: item.id }, body })
  expect(stale).toMatchObject({ status: 409, body: { code: 'stale' } })
  expect(await w.history(item.id)).toHaveLength(2)
  expect((await w.call(people.writer, saveItem, { params: { id: nowhere }, body })).status).toBe(404)
  expect((await w.call(people.writer, createItem, { params: { id: nowhere }, body: { content } })).status).toBe(404)
  expect((await w.call(people.person, saveItem, { params: { id: item.id }, body })).status).toBe(404)
})

test.each<[string, Partial<ItemContent>, string]>([
  ['a code that the plan has already', {}, 'code'],
  ['a dimension that the rules do not know', { code: 'B', dimension: 'luck' }, 'dimension'],
  ['a division that is not there', { code: 'B', responsibleDivisionId: nowhere }, 'responsibleDivisionId'],
  ['a person who is not there', { code: 'B', participantIds: [nowhere] }, 'participantIds'],
  ['a city indicator that is not there', { code: 'B', municipalIndicatorId: nowhere }, 'municipalIndicatorId'],
  [
    'a measure of a person who is not there',
    { code: 'B', measures: [{ what: '复测', who: '', personId: nowhere, untilOn: null }] },
    'measures.0.personId',
  ],
  [
    'a co-responsible division that is not there',
    { code: 'B', coDivisions: [{ divisionId: nowhere, goal: '' }] },
    'coDivisions.0.divisionId',
  ],
  ['a period outside of the year', { code: 'B', startsOn: '2020-01-01' }, 'startsOn'],
])('%s is refused by field and nothing is saved', async (_, values, path) => {
  const people = await planPeople(w)
  const { plan } = await draftPlan(w, people, aYear())
  const content = fullContent(people, plan.year, values)
  const answer = await w.call(people.writer, createItem, { params: { id: plan.id }, body: { content } })
  expect(answer).toMatchObject({ status: 422, body: { fields: [{ path: `body.content.${path}` }] } })
  expect(await itemsOf(w, people.writer, plan)).toHaveLength(1)
})

test('measures, co-responsible divisions and the mark for the white paper are kept, shown to those divisions, and compared', async () => {
  const people = await planPeople(w)
  const { plan, item } = await draftPlan(w, people, aYear())
  const shared = await w.division()
  const content = fullContent(people, plan.year, {
    isWhitePaper: true,
    measures: [
      { what: '按周核对进度', who: '', personId: people.person.id, untilOn: `${plan.year}-06-30` },
      { what: '第三方复测', who: '监理单位', personId: null, untilOn: null },
    ],
    coDivisions: [{ divisionId: shared, goal: '备好通信接口' }],
  })
  const params = { id: item.id }
  const saved = await w.call(people.writer, saveItem, { params, body: { version: item.version, content } })
  expect(saved.body).toMatchObject({
    isWhitePaper: true,
    measures: [
      { what: '按周核对进度', person: { id: people.person.id }, untilOn: `${plan.year}-06-30` },
      { what: '第三方复测', person: null, who: '监理单位', untilOn: null },
    ],
    coDivisions: [{ division: { id: shared }, goal: '备好通信接口' }],
  })
  const { changes } = JSON.parse((await w.history(item.id)).at(-1)?.canonical.toString('utf8') ?? '{}')
  expect(changes.map(({ field }: { field: string }) => field)).toEqual(
    expect.arrayContaining(['isWhitePaper', 'measures.0', 'measures.1', 'coDivisions.0']),
  )
  const query = { year: plan.year, divisionId: shared }
  expect((await w.call(people.writer, listItems, { query })).body.rows.map(({ id }) => id)).toEqual([item.id])
  const bare = fullContent(people, plan.year)
  const without = await w.call(people.writer, saveItem, {
    params,
    body: { version: saved.body.version, content: bare },
  })
  expect(without.body).toMatchObject({ isWhitePaper: false, measures: [], coDivisions: [] })
})

test('a phase and an indicator are given to a division that shares the item; one that does not is refused at the field', async () => {
  const people = await planPeople(w)
  const { plan, item } = await draftPlan(w, people, aYear())
  const [shared, other] = [await w.division(), await w.division()]
  const full = fullContent(people, plan.year)
  const [first, second] = full.phases
  const [indicator] = full.indicators
  if (!first || !second || !indicator) throw new Error('the item has two phases and an indicator')
  const own = { ...indicator, name: '接口备好率', divisionId: shared }
  const content = {
    ...full,
    coDivisions: [{ divisionId: shared, goal: '备好接口' }],
    phases: [first, second, { ...first, title: '接口准备', weight: '100', divisionId: shared }],
    indicators: [indicator, own],
  }
  const params = { id: item.id }
  const saved = await w.call(people.writer, saveItem, { params, body: { version: item.version, content } })
  expect(saved.body.phases.map(({ division }) => division?.id ?? null)).toEqual([null, null, shared])
  expect(saved.body.indicators.map(({ division }) => division?.id ?? null)).toEqual([null, shared])
  const { changes } = JSON.parse((await w.history(item.id)).at(-1)?.canonical.toString('utf8') ?? '{}')
  expect(changes.map(({ field }: { field: string }) => field)).toEqual(
    expect.arrayContaining(['phases.2.division', 'indicators.1.division']),
  )
  const { version } = saved.body
  const save = (values: object) =>
    w.call(people.writer, saveItem, { params, body: { version, content: { ...content, ...values } } })
  const path = (field: string) => ({ path: `body.content.${field}` })
  expect(await save({ coDivisions: [] })).toMatchObject({
    status: 422,
    body: { fields: [path('phases.2.divisionId'), path('indicators.1.divisionId')] },
  })
  expect(await save({ indicators: [indicator, { ...own, divisionId: other }] })).toMatchObject({
    status: 422,
    body: { fields: [path('indicators.1.divisionId')] },
  })
  const { body } = await w.call(people.writer, readItem, { params })
  expect(body.item).toMatchObject({ version, coDivisions: [{ division: { id: shared } }] })
})

test('the database holds no phase of a division that does not share the item', async () => {
  const people = await planPeople(w)
  const { item } = await draftPlan(w, people, aYear())
  const divisionId = await w.division()
  const change = w.owner.updateTable('phase').set({ divisionId }).where('itemId', '=', item.id).execute()
  await expect(change).rejects.toThrow(/foreign key/)
})

test('an unknown field of the content is refused', async () => {
  const people = await planPeople(w)
  const { plan } = await draftPlan(w, people, aYear())
  const content = { ...fullContent(people, plan.year, { code: 'B' }), grade: 'excellent' }
  const answer = await w.call(people.writer, createItem, { params: { id: plan.id }, body: { content } })
  expect(answer.status).toBe(422)
})

test('an item taken out of the draft is gone, but the version that named it keeps it', async () => {
  const people = await planPeople(w)
  const { plan, item } = await draftPlan(w, people, aYear())
  const gone = await w.call(people.writer, removeItem, { params: { id: item.id }, body: { version: item.version } })
  expect(gone.status).toBe(200)
  expect((await w.call(people.writer, readItem, { params: { id: item.id } })).status).toBe(404)
  expect((await w.history(item.id)).map(({ action }) => action)).toEqual(['item.create', 'item.remove'])
  const { body } = await w.call(people.writer, readPlan, { params: { of: plan.year } })
  expect(body).toMatchObject({ itemCount: 0, lastCode: null, weights: [] })
  expect(await itemsOf(w, people.writer, plan)).toEqual([])
})

test('while a plan is being submitted nothing is saved into it', async () => {
  const people = await planPeople(w)
  const { plan, item } = await draftPlan(w, people, aYear())
  const content = fullContent(people, plan.year, { goal: '改后的目标1' })
  const body = { version: item.version, content }
  const digest = (await draftDigest(w, people.officeHead, plan.id)) ?? ''
  // The plan's row is held, so that both requests meet before either can begin.
  const answers = await w.owner.transaction().execute(async (tx) => {
    await tx.selectFrom('plan').select('id').where('id', '=', plan.id).forUpdate().execute()
    const submitting = w.call(people.officeHead, submitPlan, {
      params: { id: plan.id },
      body: { version: plan.version, digest },
    })
    await new Promise((resume) => setTimeout(resume, 150))
    const saving = w.call(people.writer, saveItem, { params: { id: item.id }, body })
    await new Promise((resume) => setTimeout(resume, 150))
    return { submitting, saving }
  })
  const [submitted, saved] = [await answers.submitting, await answers.saving]
  expect([submitted.status, saved.status]).toEqual([200, 409])
  const frozen = await w.owner.selectFrom('itemVersion').select('canonical').where('itemId', '=', item.id).execute()
  expect(frozen).toHaveLength(1)
  expect(frozen[0]?.canonical.toString('utf8')).not.toContain('改后的目标1')
})

test('items stand in the order of their codes, page by page, and can be narrowed', async () => {
  const people = await planPeople(w)
  const { plan } = await draftPlan(w, people, aYear())
  for (const code of ['B-10', 'B-2', 'B-1']) {
    const content = fullContent(people, plan.year, { code, title: `事项${code}`, kind: 'ownWork' })
    await w.call(people.writer, createItem, { params: { id: plan.id }, body: { content } })
  }
  const query = { year: plan.year, limit: 3 }
  const first = await w.call(people.writer, listItems, { query })
  expect(first.body.rows.map(({ code }) => code)).toEqual(['B-1', 'B-2', 'B-10'])
  const rest = await w.call(people.writer, listItems, { query: { ...query, after: first.body.next ?? '' } })
  expect(rest.body).toMatchObject({ rows: [{ code: `KA-${plan.year}-01` }], next: null })
  const codesOf = async (filter: object) =>
    (await w.call(people.writer, listItems, { query: { year: plan.year, ...filter } })).body.rows.map((r) => r.code)
  expect(await codesOf({ kind: 'keyWork' })).toEqual([`KA-${plan.year}-01`])
  expect(await codesOf({ search: 'b-10' })).toEqual(['B-10'])
  expect(await codesOf({ search: '%' })).toEqual([])
  expect(await codesOf({ divisionId: people.coordinating, dimension: 'quality' })).toEqual([])
  expect(await codesOf({ mine: 'yes' })).toEqual([])
  expect((await w.call(people.writer, listItems, { query: { ...query, after: 'x' } })).status).toBe(422)
})
