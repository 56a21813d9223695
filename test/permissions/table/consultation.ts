import { businessPosts, divisionPosts, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import {
  addComment,
  answerConsultation,
  type Consultation,
  closeConsultation,
  disposeComment,
  downloadAdoption,
  openConsultation,
  readConsultation,
  readConsultationHistory,
  readDraftChanges,
  removeComment,
  saveComment,
  takeBackAnswer,
  urgeAnswer,
} from '#domain/plan/consultation.api.ts'
import { draftPlan } from '#test/fixtures/plan.ts'
import type { Client } from '#test/world.ts'
import { type Office, onceFor } from '../office.ts'
import { row } from '../row.ts'
import { peopleOf } from './plan.ts'

const steering = [...officeLeaders, ...performanceOffice]
/** Years of one's own, long before those of the other plans. */
let lastYear = 1999
const aYear = () => {
  lastYear += 1
  return lastYear
}

const asked = { closesOn: '2025-11-14', note: '' }
const part = 'goal' as const

async function opened(office: Office): Promise<Consultation> {
  const people = peopleOf(office)
  const { plan } = await draftPlan(office.w, people, aYear(), { isConsulted: false })
  const given = { params: { id: plan.id }, body: { version: plan.version, ...asked } }
  return (await office.w.call(people.writer, openConsultation, given)).body
}
const one = onceFor(opened)

const commented = async (office: Office) => {
  const { id } = await opened(office)
  const body = { itemId: null, part, text: '建议写明口径' }
  const officer = office.at.responsible['division.officer']
  return (await office.w.call(officer, addComment, { params: { id }, body })).body
}

const answered = async (office: Office) => {
  const { id, answers } = await commented(office)
  const given = { params: { id }, body: { version: answers[0]?.version ?? 0 } }
  return (await office.w.call(office.at.responsible['division.head'], answerConsultation, given)).body
}

/** Nobody is waited for any more. */
const over = async (office: Office) => {
  const consultation = await opened(office)
  const { owner } = office.w
  await owner
    .updateTable('consultationAnswer')
    .set({ state: 'silent' })
    .where('consultationId', '=', consultation.id)
    .execute()
  return consultation
}

const firstComment = ({ comments: [comment] }: Consultation) => ({
  id: comment?.id ?? '',
  version: comment?.version ?? 0,
})
/** A division's comment is not there for another division. */
const ofOthers = (office: Office): Client => office.at.elsewhere['division.head']

export const consultationRows = [
  row(openConsultation, performanceOffice, {
    ask: async (office) => {
      const { plan } = await draftPlan(office.w, peopleOf(office), aYear(), { isConsulted: false })
      return { params: { id: plan.id }, body: { version: plan.version, ...asked } }
    },
  }),
  row(readConsultation, businessPosts, {
    ask: async (office) => ({ params: { of: (await one(office)).year } }),
    absent: (ask) => ({ ...ask, params: { of: 2024 } }),
  }),
  row(addComment, divisionPosts, {
    ask: async (office) => ({
      params: { id: (await opened(office)).id },
      body: { itemId: null, part, text: '建议写明口径' },
    }),
  }),
  row(saveComment, divisionPosts, {
    ask: async (office) => {
      const { id, version } = firstComment(await commented(office))
      return { params: { id }, body: { version, itemId: null, part, text: '另一意见' } }
    },
    foreign: async (office, ask) => ({ ...ask, as: ofOthers(office) }),
  }),
  row(removeComment, divisionPosts, {
    ask: async (office) => {
      const { id, version } = firstComment(await commented(office))
      return { params: { id }, body: { version } }
    },
    foreign: async (office, ask) => ({ ...ask, as: ofOthers(office) }),
  }),
  row(answerConsultation, ['division.head'], {
    ask: async (office) => {
      const { id, answers } = await commented(office)
      return { params: { id }, body: { version: answers[0]?.version ?? 0 } }
    },
  }),
  row(takeBackAnswer, ['division.head'], {
    ask: async (office) => {
      const { id, answers } = await answered(office)
      return { params: { id }, body: { version: answers[0]?.version ?? 0 } }
    },
  }),
  row(urgeAnswer, performanceOffice, {
    ask: async (office) => {
      const { id, answers } = await opened(office)
      return { params: { id }, body: { divisionId: answers[0]?.division.id ?? '' } }
    },
  }),
  row(disposeComment, performanceOffice, {
    ask: async (office) => {
      const { id, version } = firstComment(await answered(office))
      return { params: { id }, body: { version, disposition: 'adopted' as const, reason: '' } }
    },
  }),
  row(closeConsultation, performanceOffice, {
    ask: async (office) => {
      const { id, version } = await over(office)
      return { params: { id }, body: { version } }
    },
  }),
  row(downloadAdoption, steering, {
    admits: businessPosts,
    refusal: 404,
    ask: async (office) => ({ params: { id: (await one(office)).id }, query: { format: 'xlsx' as const } }),
  }),
  row(readDraftChanges, performanceOffice, { ask: async (office) => ({ params: { id: (await one(office)).id } }) }),
  row(readConsultationHistory, steering, {
    admits: businessPosts,
    refusal: 404,
    ask: async (office) => ({ params: { id: (await one(office)).id } }),
  }),
]
