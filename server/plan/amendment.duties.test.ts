import { expect, test } from 'vitest'
import { readDuty, readMatrix } from '#domain/collection/duty.api.ts'
import {
  applyAmendment,
  approveAmendment,
  beginAmendment,
  readAmendmentHistory,
  submitAmendment,
} from '#domain/plan/amendment.api.ts'
import { type ItemContent, readItem } from '#domain/plan/item.api.ts'
import { contentOf } from '#domain/plan/itemContent.ts'
import { offered, signed } from '#test/duties.ts'
import { fullContent, issuedPlan, planPeople } from '#test/fixtures/plan.ts'
import { world } from '#test/world.ts'

const w = world()
const reason = '市里不再统计车辆'

/** A plan issued in its own year, to whose item vehicles are added in spring, without a target. */
async function withVehicles(year: number) {
  const people = await planPeople(w)
  await w.clock(`${year}-03-05`)
  const { item } = await issuedPlan(w, people, year)
  const deputy = await w.person('leadingGroup.deputy')
  await w.owner.insertInto('postCharge').values({ postId: deputy.postId, divisionId: people.responsible }).execute()
  const change = async (values: (content: ItemContent) => Partial<ItemContent>) => {
    const params = { id: item.id }
    const now = (await w.call(people.person, readItem, { params })).body.item
    const content = { ...contentOf(now), ...values(contentOf(now)) }
    const body = { route: 'item' as const, itemId: item.id, content, reason, taskOn: null, taskSource: '' }
    const begun = await w.call(people.person, beginAmendment, { params: { id: now.planId }, body })
    if (begun.status !== 200) return begun
    const { id, version } = begun.body
    const proposed = (await w.call(people.person, submitAmendment, { params: { id }, body: { version } })).body
    const approval = { version: proposed.version, digest: proposed.digest }
    const approved = (await w.call(deputy, approveAmendment, { params: { id }, body: approval })).body
    return w.call(people.writer, applyAmendment, { params: { id }, body: { version: approved.version } })
  }
  const [passengers] = fullContent(people, year).indicators
  if (!passengers) throw new Error('the item has an indicator')
  const vehicles = { ...passengers, name: '皇岗口岸车辆', unit: '辆次', target: null }
  const added = await change(({ indicators }) => ({ indicators: [...indicators, vehicles] }))
  expect(added.body.state).toBe('applied')
  const stages = async (name = vehicles.name) => {
    const rows = await w.owner
      .selectFrom('duty')
      .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
      .select(['duty.id', 'period', 'stage', 'duty.version', 'returnReason', 'stepOn', 'duty.frequency'])
      .where('duty.itemId', '=', item.id)
      .where('indicator.name', '=', name)
      .orderBy('duty.frequency')
      .orderBy('period')
      .execute()
    return rows
  }
  return { people, item, change, stages, vehicles, passengers }
}

const withoutVehicles = ({ indicators }: ItemContent) => ({ indicators: indicators.slice(0, 1) })

test('an indicator that is added owes the periods that are not over', async () => {
  const { stages, passengers } = await withVehicles(2021)
  expect((await stages()).map(({ period }) => period)).toEqual([
    ...['2021-03', '2021-04', '2021-05', '2021-06', '2021-07', '2021-08', '2021-09', '2021-10', '2021-11', '2021-12'],
  ])
  expect(await stages(passengers.name)).toHaveLength(12)
})

test('an indicator that is taken out takes its open duties along; what was signed stays, and others are not touched', async () => {
  const { people, change, stages, passengers, item } = await withVehicles(2022)
  await w.clock('2022-06-02')
  const officer = await w.person('division.officer', people.responsible)
  const [march, april] = await stages()
  await offered(w, officer, march?.id ?? '')
  await signed(w, people.person, '2022-03')
  await offered(w, officer, april?.id ?? '')
  const before = { march: (await stages())[0], passengers: await stages(passengers.name) }
  expect((await change(withoutVehicles)).body.state).toBe('applied')
  const after = await stages()
  expect(after.map(({ stage }) => stage)).toEqual(['submitted', ...Array.from({ length: 9 }, () => 'withdrawn')])
  expect(after[0]).toEqual(before.march)
  expect(after[1]).toMatchObject({ returnReason: reason, stepOn: null })
  expect(await stages(passengers.name)).toEqual(before.passengers)
  const page = (await w.call(people.person, readItem, { params: { id: item.id } })).body
  expect(page.item.indicators.map(({ name }) => name)).toEqual([passengers.name])
  const duty = await w.call(people.person, readDuty, { params: { id: after[1]?.id ?? '' } })
  expect(duty.body).toMatchObject({ stage: 'withdrawn', returnReason: reason })
  expect((await w.history(after[1]?.id ?? '')).at(-1)).toMatchObject({ action: 'duty.withdraw' })
  const matrix = (await w.call(people.person, readMatrix, { query: { year: 2022 } })).body.rows
  expect(matrix.flatMap(({ cells }) => cells).filter(({ stage }) => stage === 'withdrawn')).toHaveLength(9)
})

test('another frequency is another indicator: the months that are open are withdrawn, quarters begin', async () => {
  const { change, stages } = await withVehicles(2023)
  await w.clock('2023-06-02')
  const changed = await change(({ indicators: [first, second] }) => ({
    indicators: first && second ? [first, { ...second, frequency: 'quarter' as const }] : [],
  }))
  expect(changed.body.state).toBe('applied')
  const now = (await stages()).filter(({ frequency }) => frequency === 'quarter')
  expect(now.map(({ period, stage }) => [period, stage])).toEqual([
    ['2023-Q2', 'upcoming'],
    ['2023-Q3', 'upcoming'],
    ['2023-Q4', 'upcoming'],
  ])
  expect((await stages()).filter(({ frequency, stage }) => frequency === 'month' && stage !== 'withdrawn')).toEqual([])
})

test('an item that ends earlier owes less, and what is owed again comes back', async () => {
  const { people, change, stages, passengers, item } = await withVehicles(2020)
  await w.clock('2020-06-02')
  const until = (endsOn: string) => (content: ItemContent) => ({
    endsOn,
    phases: content.phases.map((phase, at) => (at === 1 ? { ...phase, endsOn } : phase)),
  })
  expect((await change(until('2020-09-30'))).body.state).toBe('applied')
  const gone = () => stages(passengers.name).then((rows) => rows.filter(({ stage }) => stage === 'withdrawn'))
  expect((await gone()).map(({ period }) => period)).toEqual(['2020-10', '2020-11', '2020-12'])
  const back = await change(until('2020-11-30'))
  expect((await gone()).map(({ period }) => period)).toEqual(['2020-12'])
  const { rows } = (await w.call(people.person, readAmendmentHistory, { params: { id: back.body.id } })).body
  expect(rows[0]?.changes).toContainEqual(expect.objectContaining({ field: 'duties', new: '4' }))
  expect((await w.call(people.person, readItem, { params: { id: item.id } })).body.item.endsOn).toBe('2020-11-30')
})

test('an indicator with a target is part of the goal: it is not taken out or weakened by a change of one item', async () => {
  const { change, stages, passengers } = await withVehicles(2019)
  const before = await stages(passengers.name)
  for (const indicators of [[], [{ ...passengers, target: '1' }], [{ ...passengers, unit: '万人次' }]])
    expect(await change(() => ({ indicators }))).toMatchObject({
      status: 422,
      body: { fields: [{ path: 'body.content.indicators' }] },
    })
  expect(await stages(passengers.name)).toEqual(before)
})
