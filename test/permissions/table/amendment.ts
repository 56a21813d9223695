import { businessPosts, divisionPosts, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import {
  type Amendment,
  answerAmendment,
  applyAmendment,
  approveAmendment,
  beginAmendment,
  listAmendments,
  markAmendmentRead,
  readAmendment,
  readAmendmentFacts,
  readAmendmentHistory,
  receiveAmendment,
  returnAmendment,
  saveAmendment,
  submitAmendment,
  urgeAmendment,
  withdrawAmendment,
} from '#domain/plan/amendment.api.ts'
import { fullContent } from '#test/fixtures/plan.ts'
import { type Office, onceFor } from '../office.ts'
import { row } from '../row.ts'
import { issued, peopleOf } from './plan.ts'

const reason = '国家口岸办部署专项行动'
const task = { reason, taskOn: '2025-11-05', taskSource: '国口办〔2025〕12号' }
const writers = [...divisionPosts, ...performanceOffice]

let codes = 0
/** A special task of the responsible division; each has a code of its own. */
async function special(office: Office) {
  const { plan } = await issued(office)
  codes += 1
  const values = { code: `ZX-${codes}`, kind: 'specialTask' as const, weight: null }
  return { plan, content: fullContent(peopleOf(office), plan.year, values) }
}

async function drafted(office: Office): Promise<Amendment> {
  const { plan, content } = await special(office)
  const body = { route: 'specialTask' as const, itemId: null, content, ...task }
  const officer = office.at.responsible['division.officer']
  return (await office.w.call(officer, beginAmendment, { params: { id: plan.id }, body })).body
}
const proposed = async (office: Office): Promise<Amendment> => {
  const { id, version } = await drafted(office)
  const head = office.at.responsible['division.head']
  return (await office.w.call(head, submitAmendment, { params: { id }, body: { version } })).body
}
const approved = async (office: Office): Promise<Amendment> => {
  const { id, version, digest } = await proposed(office)
  const head = office.at.responsible['leadingGroup.head']
  return (await office.w.call(head, approveAmendment, { params: { id }, body: { version, digest } })).body
}
const applied = async (office: Office): Promise<Amendment> => {
  const { id, version } = await approved(office)
  const { 'performanceOffice.head': writer } = office.at.responsible
  return (await office.w.call(writer, applyAmendment, { params: { id }, body: { version } })).body
}
const one = onceFor(drafted)
const ofDivision = [...divisionPosts, ...officeLeaders, ...performanceOffice, 'leadingGroup.member'] as const

export const amendmentRows = [
  row(listAmendments, businessPosts, {
    ask: async (office) => ({ params: { year: (await issued(office)).plan.year } }),
  }),
  row(readAmendment, ofDivision, {
    admits: businessPosts,
    ask: async (office) => ({ params: { id: (await one(office)).id } }),
    foreign: 'elsewhere',
  }),
  row(readAmendmentHistory, ofDivision, {
    admits: businessPosts,
    ask: async (office) => ({ params: { id: (await one(office)).id } }),
    foreign: 'elsewhere',
  }),
  row(readAmendmentFacts, writers, { ask: () => ({ params: { year: 2025 } }) }),
  row(beginAmendment, divisionPosts, {
    admits: writers,
    ask: async (office) => {
      const { plan, content } = await special(office)
      return { params: { id: plan.id }, body: { route: 'specialTask' as const, itemId: null, content, ...task } }
    },
  }),
  row(saveAmendment, divisionPosts, {
    admits: writers,
    ask: async (office) => {
      const { id, version, content } = await drafted(office)
      return { params: { id }, body: { version, content, ...task } }
    },
    foreign: 'elsewhere',
  }),
  row(submitAmendment, ['division.head'], {
    ask: async (office) => {
      const { id, version } = await drafted(office)
      return { params: { id }, body: { version } }
    },
    foreign: 'elsewhere',
  }),
  row(approveAmendment, officeLeaders, {
    ask: async (office) => {
      const { id, version, digest } = await proposed(office)
      return { params: { id }, body: { version, digest } }
    },
  }),
  row(returnAmendment, officeLeaders, {
    ask: async (office) => {
      const { id, version } = await proposed(office)
      return { params: { id }, body: { version, reason: '目标须量化' } }
    },
  }),
  row(withdrawAmendment, divisionPosts, {
    admits: writers,
    ask: async (office) => {
      const { id, version } = await drafted(office)
      return { params: { id }, body: { version, reason: '任务取消' } }
    },
    foreign: 'elsewhere',
  }),
  row(applyAmendment, performanceOffice, {
    ask: async (office) => {
      const { id, version } = await approved(office)
      return { params: { id }, body: { version } }
    },
  }),
  row(answerAmendment, ['division.head'], {
    place: 'coordinating',
    ask: async (office) => {
      const { id, digest } = await proposed(office)
      return { params: { id }, body: { digest, answer: 'agreed' as const, words: '', replaces: null } }
    },
    foreign: 'elsewhere',
  }),
  row(urgeAmendment, performanceOffice, {
    ask: async (office) => {
      const { id, opinions } = await proposed(office)
      return { params: { id }, body: { divisionId: opinions[0]?.division.id ?? '' } }
    },
  }),
  row(receiveAmendment, divisionPosts, {
    ask: async (office) => ({ params: { id: (await applied(office)).id }, body: {} }),
  }),
  row(markAmendmentRead, ['leadingGroup.deputy', 'leadingGroup.member'], {
    admits: businessPosts,
    ask: async (office) => {
      const { id } = await applied(office)
      return { params: { id }, body: {} }
    },
  }),
]
