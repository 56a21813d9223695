import { businessPosts, divisionPosts, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { createItem, listItems, readItem, readItemHistory, removeItem, saveItem } from '#domain/plan/item.api.ts'
import { liftSilence, silenceHint } from '#domain/plan/itemHint.api.ts'
import {
  createPlan,
  decidePlan,
  issuePlan,
  listPlans,
  readDraftDigest,
  readPlan,
  readPlanHistory,
  returnPlan,
  savePlan,
  submitPlan,
} from '#domain/plan/plan.api.ts'
import { listPlanItems, readLastYearItems, readLintFacts, readPlanFindings } from '#domain/plan/planItems.api.ts'
import { downloadComparison, listPlanVersions, readPlanVersion } from '#domain/plan/planVersion.api.ts'
import {
  chapters,
  draftDigest,
  draftPlan,
  fullContent,
  type PlanPeople,
  signedNotice,
  submits,
} from '#test/fixtures/plan.ts'
import { itemsOf } from '#test/fixtures/planItems.ts'
import { type Office, onceFor } from '../office.ts'
import { type Ask, row } from '../row.ts'

export const steering = [...officeLeaders, ...performanceOffice]
export const yearOf = ({ next }: Office): number => 2030 + next()

export const peopleOf = ({ at, divisions }: Office): PlanPeople => ({
  writer: at.responsible['performanceOffice.staff'],
  officeHead: at.responsible['performanceOffice.head'],
  groupHead: at.responsible['leadingGroup.head'],
  responsible: divisions.responsible,
  coordinating: divisions.coordinating,
  person: at.responsible['division.head'],
})
const drafted = (office: Office) => draftPlan(office.w, peopleOf(office), yearOf(office))

/** A goal without number: the linter gives a hint. */
async function hinted(office: Office) {
  const { plan, item } = await drafted(office)
  const content = fullContent(peopleOf(office), plan.year, { goal: '进一步提升' })
  const given = { params: { id: item.id }, body: { version: item.version, content } }
  return { plan, item: (await office.w.call(peopleOf(office).writer, saveItem, given)).body }
}
const hint = { code: 'L14', field: 'goal' }

/** A plan that the head of the performance office has submitted. */
export async function submitted(office: Office) {
  const { plan } = await drafted(office)
  const { officeHead } = peopleOf(office)
  return (await submits(office.w, officeHead, { id: plan.id })).body
}

const decision = ({ id, version, latest }: Awaited<ReturnType<typeof submitted>>) => ({
  params: { id },
  body: { version, number: latest?.number ?? 0, digest: latest?.digest ?? '', minutes: '' },
})

export async function decided(office: Office) {
  const groupHead = await office.w.reauthenticated(peopleOf(office).groupHead)
  return (await office.w.call(groupHead, decidePlan, decision(await submitted(office)))).body
}

/** Decided, with the notice that issues it signed off. */
export async function signed(office: Office) {
  const plan = await decided(office)
  return { plan, notice: await signedNotice(office.w, peopleOf(office), plan.id) }
}

/** One is enough: nobody changes it any more. */
export const issued = onceFor(async (office) => {
  const { id, version } = (await signed(office)).plan
  const body = { version, documentNumber: '深口绩〔2025〕1号', issuedOn: '2025-11-06' }
  const plan = (await office.w.call(peopleOf(office).officeHead, issuePlan, { params: { id }, body })).body
  const [item] = await itemsOf(office.w, peopleOf(office).writer, plan)
  return { plan, item: { id: item?.id ?? '' } }
})

/** Drafts are hidden from those who are not steering. */
const ofDraft = async (office: Office, ask: Ask): Promise<Ask> => {
  const { plan } = await drafted(office)
  return { ...ask, as: office.at.responsible['division.head'], params: { ...(ask.params as object), id: plan.id } }
}

/** Divisions write into their own plans: the office's draft is not there for them. */
const writers = { admits: [...performanceOffice, ...divisionPosts], refusal: 404 } as const

export const planRows = [
  row(listPlans, businessPosts),
  row(readPlan, businessPosts, {
    ask: () => ({ params: { of: 2025 } }),
    absent: (ask) => ({ ...ask, params: { of: 2999 } }),
    foreign: async (office, ask) => {
      const { plan } = await drafted(office)
      return { ...ask, as: office.at.responsible['division.head'], params: { of: plan.year } }
    },
  }),
  row(listPlanVersions, businessPosts, {
    ask: async (office) => ({ params: { id: (await issued(office)).plan.id } }),
    foreign: ofDraft,
  }),
  row(readPlanVersion, businessPosts, {
    ask: async (office) => ({ params: { id: (await issued(office)).plan.id, number: 2 } }),
    foreign: ofDraft,
  }),
  row(downloadComparison, businessPosts, {
    ask: async (office) => ({
      params: { id: (await issued(office)).plan.id },
      query: { old: 2, new: 2, format: 'xlsx' as const },
    }),
    foreign: ofDraft,
  }),
  row(readPlanHistory, steering, {
    admits: businessPosts,
    refusal: 404,
    ask: async (office) => ({ params: { id: (await issued(office)).plan.id } }),
  }),
  row(listPlanItems, businessPosts, {
    ask: async (office) => ({ params: { id: (await issued(office)).plan.id } }),
    foreign: ofDraft,
  }),
  row(readDraftDigest, ['performanceOffice.head', 'performanceOffice.staff'], {
    ask: async (office) => ({ params: { id: (await drafted(office)).plan.id } }),
  }),
  row(readPlanFindings, steering, {
    admits: businessPosts,
    refusal: 404,
    ask: async (office) => ({ params: { id: (await issued(office)).plan.id } }),
  }),
  row(readLintFacts, businessPosts, {
    ask: async (office) => ({ params: { id: (await issued(office)).plan.id } }),
    foreign: ofDraft,
  }),
  row(readLastYearItems, businessPosts, {
    ask: async (office) => ({ params: { id: (await issued(office)).plan.id } }),
    foreign: ofDraft,
  }),
  row(createPlan, performanceOffice, { ask: (office) => ({ body: { year: yearOf(office), title: '方案' } }) }),
  row(savePlan, performanceOffice, {
    ask: async (office) => {
      const { id, version, title } = (await drafted(office)).plan
      return { params: { id }, body: { version, title, ...chapters } }
    },
  }),
  row(submitPlan, ['performanceOffice.head'], {
    ask: async (office) => {
      const { id } = (await drafted(office)).plan
      const read = await office.w.call(peopleOf(office).officeHead, readPlan, { params: { of: id } })
      const digest = (await draftDigest(office.w, peopleOf(office).officeHead, id)) ?? ''
      return { params: { id }, body: { version: read.body.version, digest } }
    },
  }),
  row(decidePlan, ['leadingGroup.head'], {
    admits: officeLeaders,
    ask: async (office, post) => {
      const given = decision(await submitted(office))
      await office.w.reauthenticated(office.at.responsible[post])
      return given
    },
  }),
  row(returnPlan, ['leadingGroup.head'], {
    admits: officeLeaders,
    ask: async (office) => {
      const { id, version } = await submitted(office)
      return { params: { id }, body: { version, reason: '请补充说明' } }
    },
  }),
  row(issuePlan, ['performanceOffice.head'], {
    ask: async (office) => {
      const { id, version } = (await signed(office)).plan
      return { params: { id }, body: { version, documentNumber: '深口绩〔2025〕另1号', issuedOn: '2025-11-06' } }
    },
  }),
  row(listItems, businessPosts, { ask: () => ({ query: { year: 2025 } }) }),
  row(readItem, businessPosts, {
    ask: async (office) => ({ params: { id: (await issued(office)).item.id } }),
    foreign: async (office, ask) => {
      const { item } = await drafted(office)
      return { ...ask, as: office.at.responsible['division.head'], params: { id: item.id } }
    },
  }),
  row(readItemHistory, businessPosts, {
    ask: async (office) => ({ params: { id: (await issued(office)).item.id } }),
    foreign: 'elsewhere',
  }),
  row(createItem, performanceOffice, {
    ...writers,
    ask: async (office) => {
      const { plan } = await drafted(office)
      const content = fullContent(peopleOf(office), plan.year, { code: 'KA-2', title: '又一事项' })
      return { params: { id: plan.id }, body: { content } }
    },
  }),
  row(saveItem, performanceOffice, {
    ...writers,
    ask: async (office) => {
      const { plan, item } = await drafted(office)
      const content = fullContent(peopleOf(office), plan.year, { goal: '另一目标' })
      return { params: { id: item.id }, body: { version: item.version, content } }
    },
  }),
  row(silenceHint, performanceOffice, {
    ...writers,
    ask: async (office) => {
      const { item } = await hinted(office)
      return { params: { id: item.id }, body: { version: item.version, ...hint, reason: '市里就这样写' } }
    },
  }),
  row(liftSilence, performanceOffice, {
    ...writers,
    ask: async (office) => {
      const { item } = await hinted(office)
      const body = { version: item.version, ...hint, reason: '市里就这样写' }
      const silenced = await office.w.call(peopleOf(office).writer, silenceHint, { params: { id: item.id }, body })
      return { params: { id: item.id }, body: { version: silenced.body.version, ...hint } }
    },
  }),
  row(removeItem, performanceOffice, {
    ...writers,
    ask: async (office) => {
      const { item } = await drafted(office)
      return { params: { id: item.id }, body: { version: item.version } }
    },
  }),
]
