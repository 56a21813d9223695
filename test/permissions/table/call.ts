import { businessPosts, divisionPosts, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import {
  acceptDivisionPlan,
  attachPlanFile,
  detachPlanFile,
  downloadPlanFile,
  listDivisionPlans,
  readDivisionPlan,
  returnDivisionPlan,
  saveWorkPlan,
  startDivisionPlan,
  submitDivisionPlan,
} from '#domain/plan/divisionPlan.api.ts'
import {
  closeCall,
  createCall,
  downloadCallTemplate,
  extendCall,
  incorporateCall,
  issueCall,
  listCalls,
  readCall,
  readCallHistory,
  saveCall,
} from '#domain/plan/planCall.api.ts'
import {
  type Callers,
  type Division,
  draftedCall,
  draftedPlan,
  issuedCall,
  latestOf,
  submit,
} from '#test/fixtures/calls.ts'
import { type Office, onceFor } from '../office.ts'
import { type Ask, row } from '../row.ts'

const steering = [...officeLeaders, ...performanceOffice]
const judges = [...performanceOffice, 'leadingGroup.deputy'] as const
let lastYear = 2025
/** A year of one's own: each has one call, and plans of the office have years of their own. */
const aYear = (): number => {
  lastYear += 1
  return lastYear
}

const callersOf = ({ at }: Office): Callers => ({
  staff: at.responsible['performanceOffice.staff'],
  officeHead: at.responsible['performanceOffice.head'],
})
const ownDivision = ({ at, divisions }: Office): Division => ({
  divisionId: divisions.responsible,
  head: at.responsible['division.head'],
  officer: at.responsible['division.officer'],
})

const drafted = (office: Office) => draftedCall(office.w, callersOf(office), aYear())
const issued = (office: Office) => issuedCall(office.w, callersOf(office), aYear())
/** One is enough where nothing is done to it. */
const oneIssued = onceFor(issued)

/** The same with the template that was uploaded for it. */
const withTemplate = onceFor(async (office) => {
  const { staff, officeHead } = callersOf(office)
  const call = await drafted(office)
  const templateFileId = await office.fileOf(staff, 'template.xlsx', Buffer.from('template'))
  const { title, text, workingDays, id } = call
  const body = { version: call.version, title, text, workingDays, templateFileId }
  const { version } = (await office.w.call(staff, saveCall, { params: { id }, body })).body
  return (await office.w.call(officeHead, issueCall, { params: { id }, body: { version } })).body
})

const planned = async (office: Office) => {
  const { year } = await issued(office)
  return draftedPlan(office.w, ownDivision(office), office.divisions.coordinating, year)
}
const submitted = async (office: Office) => submit(office.w, ownDivision(office), await planned(office))
const onePlan = onceFor(planned)

/** The plan with one attachment. */
async function attached(office: Office) {
  const { id, version } = await planned(office)
  const { officer } = ownDivision(office)
  const fileId = await office.fileOf(officer, 'plan.docx', Buffer.from('plan'))
  return (await office.w.call(officer, attachPlanFile, { params: { id }, body: { version, fileId } })).body
}
const oneAttached = onceFor(attached)

/** A draft of the call is hidden from those who are not steering. */
const ofDraft = async (office: Office, ask: Ask): Promise<Ask> => {
  const { id } = await drafted(office)
  return { ...ask, as: office.at.responsible['division.head'], params: { ...(ask.params as object), id } }
}

export const callRows = [
  row(listCalls, businessPosts),
  row(readCall, businessPosts, {
    ask: async (office) => ({ params: { year: (await oneIssued(office)).year } }),
    absent: (ask) => ({ ...ask, params: { year: 2999 } }),
    foreign: async (office, ask) => {
      const { year } = await drafted(office)
      return { ...ask, as: office.at.responsible['division.head'], params: { year } }
    },
  }),
  row(createCall, performanceOffice, {
    ask: () => ({ body: { year: aYear(), title: '编制要求', text: '', workingDays: 10 } }),
  }),
  row(saveCall, performanceOffice, {
    ask: async (office) => {
      const { id, version, title, text } = await drafted(office)
      return { params: { id }, body: { version, title, text, workingDays: 5, templateFileId: null } }
    },
  }),
  row(downloadCallTemplate, businessPosts, {
    ask: async (office) => ({ params: { id: (await withTemplate(office)).id } }),
    foreign: ofDraft,
  }),
  row(issueCall, ['performanceOffice.head'], {
    ask: async (office) => {
      const { id, version } = await drafted(office)
      return { params: { id }, body: { version } }
    },
  }),
  // that the division is the secretariat is a condition of the call: a division of no such kind is refused by it
  row(incorporateCall, divisionPosts, {
    ask: async (office, post) => {
      const { id, version } = await issued(office)
      const body = { version, incorporatedIn: '年终总结通知', incorporatedOn: '2025-11-06', reason: '' }
      const as = await office.w.person(post, office.secretariat)
      return { as, params: { id }, body }
    },
    foreign: async (office, ask) => ({ ...ask, params: { id: (await drafted(office)).id } }),
  }),
  row(extendCall, performanceOffice, {
    ask: async (office) => {
      const { id, version } = await issued(office)
      const { responsible: divisionId } = office.divisions
      return { params: { id }, body: { version, divisionId, dueOn: '2026-02-02', reason: '全处抽调' } }
    },
  }),
  row(closeCall, ['performanceOffice.head'], {
    ask: async (office) => {
      const { id, version } = await issued(office)
      return { params: { id }, body: { version, reason: '不再征集' } }
    },
  }),
  row(readCallHistory, steering, {
    admits: businessPosts,
    refusal: 404,
    ask: async (office) => ({ params: { id: (await oneIssued(office)).id } }),
  }),
  row(listDivisionPlans, businessPosts, { ask: () => ({ query: { year: 2025 } }) }),
  row(readDivisionPlan, businessPosts, {
    ask: async (office) => ({ params: { id: (await onePlan(office)).id } }),
    foreign: 'elsewhere',
  }),
  row(startDivisionPlan, divisionPosts, {
    ask: async (office) => ({ body: { year: (await issued(office)).year, from: 'empty' } }),
    absent: (ask) => ({ ...ask, body: { year: 2999, from: 'empty' } }),
  }),
  row(saveWorkPlan, divisionPosts, {
    ask: async (office) => {
      const { id, version, title } = await planned(office)
      return { params: { id }, body: { version, title, workPlanText: '另一计划' } }
    },
    foreign: 'elsewhere',
  }),
  row(attachPlanFile, divisionPosts, {
    ask: async (office, post) => {
      const { id, version } = await planned(office)
      const fileId = await office.fileOf(office.at.responsible[post], 'plan.docx', Buffer.from('plan'))
      return { params: { id }, body: { version, fileId } }
    },
    foreign: 'elsewhere',
  }),
  row(detachPlanFile, divisionPosts, {
    ask: async (office) => {
      const { id, version, files } = await attached(office)
      return { params: { id, fileId: files[0]?.id ?? '' }, body: { version } }
    },
    foreign: 'elsewhere',
  }),
  row(downloadPlanFile, businessPosts, {
    ask: async (office) => {
      const { id, files } = await oneAttached(office)
      return { params: { id, fileId: files[0]?.id ?? '' } }
    },
    foreign: 'elsewhere',
  }),
  row(submitDivisionPlan, ['division.head'], {
    ask: async (office) => {
      const { id, version, draftDigest } = await planned(office)
      return { params: { id }, body: { version, digest: draftDigest } }
    },
    foreign: 'elsewhere',
  }),
  row(acceptDivisionPlan, performanceOffice, {
    admits: judges,
    ask: async (office) => {
      const plan = await submitted(office)
      return { params: { id: plan.id }, body: latestOf(plan) }
    },
  }),
  row(returnDivisionPlan, performanceOffice, {
    admits: judges,
    ask: async (office) => {
      const plan = await submitted(office)
      return { params: { id: plan.id }, body: { ...latestOf(plan), reason: '请补充说明' } }
    },
  }),
]
