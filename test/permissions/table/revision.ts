import { businessPosts, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import type { Plan } from '#domain/plan/plan.api.ts'
import {
  beginRevision,
  listRevisions,
  readRevised,
  readWithdrawnRevision,
  withdrawRevision,
} from '#domain/plan/revision.api.ts'
import { issuedPlan } from '#test/fixtures/plan.ts'
import { type Office, onceFor } from '../office.ts'
import { row } from '../row.ts'
import { peopleOf } from './plan.ts'

const reason = '市里调整全年目标'
let lastYear = 2024
/** A year that is over: its plan can be issued at once. */
const aYear = (): number => {
  lastYear -= 1
  return lastYear
}

/** A plan of its own: there is one revision of a plan at a time. */
const plan = async (office: Office) => (await issuedPlan(office.w, peopleOf(office), aYear())).plan

async function begun(office: Office): Promise<Plan> {
  const { id } = await plan(office)
  const staff = office.at.responsible['performanceOffice.staff']
  return (await office.w.call(staff, beginRevision, { params: { id }, body: { reason } })).body
}
const one = onceFor(begun)
const gone = onceFor(async (office: Office): Promise<Plan> => {
  const { id, version } = await begun(office)
  const head = office.at.responsible['performanceOffice.head']
  return (await office.w.call(head, withdrawRevision, { params: { id }, body: { version, reason } })).body
})
const readers = [...performanceOffice, ...officeLeaders]

export const revisionRows = [
  row(listRevisions, businessPosts, { ask: () => ({ params: { year: 2025 } }) }),
  row(readRevised, readers, {
    admits: businessPosts,
    refusal: 404,
    ask: async (office) => ({ params: { id: (await one(office)).id } }),
  }),
  row(readWithdrawnRevision, readers, {
    admits: businessPosts,
    refusal: 404,
    ask: async (office) => ({ params: { id: (await gone(office)).id } }),
  }),
  row(beginRevision, performanceOffice, {
    ask: async (office) => ({ params: { id: (await plan(office)).id }, body: { reason } }),
  }),
  row(withdrawRevision, ['performanceOffice.head'], {
    admits: ['performanceOffice.head', ...officeLeaders],

    ask: async (office) => {
      const { id, version } = await begun(office)
      return { params: { id }, body: { version, reason } }
    },
  }),
]
