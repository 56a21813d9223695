import { businessPosts, type PostKind, performanceOffice } from '#domain/kernel/actor.ts'
import {
  delegateActs,
  endAbsence,
  endStandIn,
  listAbsences,
  listArrangedPosts,
  listStandIns,
  nameSubstitute,
  recordAbsence,
} from '#domain/organization/standIn.api.ts'
import type { Client } from '#test/world.ts'
import type { Office } from '../office.ts'
import { row } from '../row.ts'

const watchers = [...businessPosts, 'securityAdmin', 'auditAdmin'] as const
/** Who may arrange for an officer: the post above and the performance office; the deputy is in charge of another division. */
const above = ['leadingGroup.head', ...performanceOffice, 'division.head'] as const
const reason = '外出学习'

/** An officer of the division that nobody has arranged anything for yet, with a colleague. */
async function officer({ w, divisions }: Office) {
  return w.person('division.officer', divisions.responsible)
}
const substituted = async (office: Office) => {
  const [holder, person] = [await officer(office), await officer(office)]
  return { postId: holder.postId, personId: person.id, fromOn: '2025-11-06', toOn: null, reason }
}
const absent = async (office: Office) => ({
  postId: (await officer(office)).postId,
  fromOn: '2025-11-06',
  toOn: '2025-11-30',
  basis: '办公会决定',
})

/** Each post delegates an act of its own to somebody near. */
async function delegated(office: Office, post: PostKind) {
  const { w, at, divisions, secretariat } = office
  const holder: Client = at.responsible[post]
  const near = post.startsWith('leadingGroup.')
    ? await w.person('leadingGroup.deputy')
    : await w.person('division.officer', post.startsWith('performanceOffice.') ? secretariat : divisions.responsible)
  const acts = {
    'leadingGroup.head': 'decidePlan',
    'leadingGroup.deputy': 'reviewReport',
    'performanceOffice.head': 'draftPlan',
    'performanceOffice.staff': 'draftPlan',
  } as const
  const act = post in acts ? acts[post as keyof typeof acts] : ('enterData' as const)
  return { postId: holder.postId, personId: near.id, acts: [act], fromOn: '2025-11-06', toOn: '2025-11-30', reason }
}
const holders = businessPosts.filter((post) => post !== 'leadingGroup.member')

const made = async (office: Office, endpoint: typeof nameSubstitute | typeof recordAbsence) => {
  const { w, at } = office
  const by = at.responsible['performanceOffice.staff']
  const answer =
    endpoint === nameSubstitute
      ? await w.call(by, nameSubstitute, { body: await substituted(office) })
      : await w.call(by, recordAbsence, { body: await absent(office) })
  return { params: { id: (answer.body as { id: string }).id }, body: { version: 1, reason } }
}

export const standInRows = [
  row(listStandIns, watchers),
  row(listAbsences, watchers),
  row(listArrangedPosts, businessPosts),
  row(nameSubstitute, above, {
    admits: businessPosts,
    ask: async (office) => ({ body: await substituted(office) }),
  }),
  row(delegateActs, holders, {
    admits: businessPosts,
    ask: async (office, post) => ({ body: await delegated(office, post) }),
  }),
  row(endStandIn, above, {
    admits: businessPosts,
    ask: (office) => made(office, nameSubstitute),
    foreign: 'elsewhere',
  }),
  row(recordAbsence, above, { admits: businessPosts, ask: async (office) => ({ body: await absent(office) }) }),
  row(endAbsence, above, {
    admits: businessPosts,
    ask: (office) => made(office, recordAbsence),
    foreign: 'elsewhere',
  }),
]
