import { beginCollectionVersion, listCollectionPlans } from '#domain/collection/collectionPlan.api.ts'
import { drawUpHandover } from '#domain/organization/handover.api.ts'
import { listDivisions, listPeople } from '#domain/organization/organization.api.ts'
import { listAccounts } from '#domain/organization/person.api.ts'
import { draftReorganisation } from '#domain/organization/reorganisation.api.ts'
import { openYear } from '#domain/organization/year.api.ts'
import { startDivisionPlan } from '#domain/plan/divisionPlan.api.ts'
import { createItem } from '#domain/plan/item.api.ts'
import { createPlan } from '#domain/plan/plan.api.ts'
import { createCall, issueCall } from '#domain/plan/planCall.api.ts'
import { fullContent } from '#test/fixtures/plan.ts'
import type { OfficeClient } from '#tools/demo-office/client.ts'
import { first, next, people, year } from './people.ts'

/** A sheet of somebody who leaves, and a merger in draft: what the demo office has none of. */
export async function beginActs(client: OfficeClient): Promise<void> {
  const head = await client.as(people.performanceHead)
  const { rows: colleagues } = await head.do(listPeople)
  const leaver = first(
    colleagues.filter(({ posts }) => posts.some(({ kind }) => kind === 'division.officer')),
    'officer',
  )
  const leaving = { personId: leaver.id, leavesOn: `${year}-12-01`, reason: '轮岗' }
  await head.do(drawUpHandover, { body: leaving })
  const [house, ended, successor] = (await head.do(listDivisions)).rows.map(({ id }) => id)
  if (!house || !ended || !successor) throw new Error('the demo office has no divisions')
  const content = {
    founded: [{ key: 'new', code: 'NEW', name: { zh: '新设处', en: 'New division' }, sort: 90 }],
    renamed: [{ divisionId: house, name: { zh: '办公室', en: 'General office' } }],
    ended: [{ divisionId: ended, how: 'merged' as const, successor, items: [] }],
  }
  await head.do(draftReorganisation, { body: { fromOn: `${next}-01-01`, document: '深编〔2025〕12号', content } })
}

/** The plan of the next year is being drafted, with one item. */
export async function beginNextPlan(client: OfficeClient): Promise<void> {
  const head = await client.as(people.performanceHead)
  await head.do(openYear, { body: { year: next } })
  const plan = await head.do(createPlan, { body: { year: next, title: `${next}年度绩效工作方案` } })
  const [responsible, coordinating] = (await head.do(listDivisions)).rows.map(({ id }) => id)
  const [person] = (await head.do(listAccounts)).rows
  if (!responsible || !coordinating || !person) throw new Error('the demo office has no divisions or people')
  const content = fullContent({ responsible, coordinating, person }, next)
  await head.do(createItem, { params: { id: plan.id }, body: { content } })
}

/** The plans of the next year are called for, one division has begun its own, and the call after that is drafted. */
export async function beginNextCall(client: OfficeClient): Promise<void> {
  const head = await client.as(people.performanceHead)
  const call = (of: number) => ({
    year: of,
    title: `${of}年度绩效工作方案编制要求`,
    text: '按时编制。',
    workingDays: 10,
  })
  const { id, version } = await head.do(createCall, { body: call(next) })
  await head.do(issueCall, { params: { id }, body: { version } })
  await head.do(createCall, { body: call(next + 1) })
  const officer = await client.as(people.officer)
  await officer.do(startDivisionPlan, { body: { year: next, from: 'lastYear' } })
}

/** A collection plan of the coordinating division is being drafted from the one that is in force. */
export async function beginCollectionDraft(client: OfficeClient): Promise<void> {
  const head = await client.as(people.otherCoordinatingHead)
  const { rows } = await head.do(listCollectionPlans, { query: { year, limit: 200 } })
  const made = first(
    rows.filter(({ number }) => number !== null),
    'collection plan',
  )
  const other = first(
    rows.filter(({ number }) => number === null),
    'indicator without a collection plan',
  )
  await head.do(beginCollectionVersion, { params: { id: other.indicator.id }, body: { from: made.indicator.id } })
}

/** Whose screens show it. */
export const meetsNextCall: readonly string[] = [
  people.performanceHead,
  people.performanceOffice,
  people.coordinatingHead,
  people.head,
  people.officer,
]
