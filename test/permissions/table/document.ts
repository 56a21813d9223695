import { answerCosignature, askCosignatures, withdrawCosignature } from '#domain/document/cosignature.api.ts'
import { draftCallNotice, draftMinutes, draftNotice, draftSending } from '#domain/document/documentDraft.api.ts'
import {
  acknowledgeDocument,
  attachScan,
  checkDocument,
  downloadDocument,
  downloadScan,
  issueDocument,
  listDocuments,
  type OfficialDocument,
  readDocument,
  readDocumentHistory,
  readNotice,
  returnDocument,
  saveDocument,
  signDocument,
  takeBackDocument,
  urgeReceipt,
  withdrawDocument,
} from '#domain/document/officialDocument.api.ts'
import { businessPosts, divisionPosts, officeLeaders, type PostKind, performanceOffice } from '#domain/kernel/actor.ts'
import { decidePlan, issuePlan } from '#domain/plan/plan.api.ts'
import { listReviews, type Review } from '#domain/plan/review.api.ts'
import { draftedCall } from '#test/fixtures/calls.ts'
import { signedDocument } from '#test/fixtures/documents.ts'
import { draftPlan, submits } from '#test/fixtures/plan.ts'
import { type Office, onceFor } from '../office.ts'
import { row } from '../row.ts'
import { decided, issued, peopleOf, signed } from './plan.ts'

const steering = [...officeLeaders, ...performanceOffice]
const reason = '正文须补充执行要求'
const hidden = { admits: businessPosts, refusal: 404 } as const

const drafted = async (office: Office, by: 'writer' | 'officeHead' = 'writer'): Promise<OfficialDocument> => {
  const { id } = await decided(office)
  return (await office.w.call(peopleOf(office)[by], draftNotice, { params: { id }, body: {} })).body
}
const checked = async (office: Office): Promise<OfficialDocument> => {
  const { id, version } = await drafted(office)
  return (await office.w.call(peopleOf(office).officeHead, checkDocument, { params: { id }, body: { version } })).body
}

let issues = 1
/** A notice of one's own, issued: each division receives it once. */
async function sent(office: Office): Promise<OfficialDocument> {
  const { plan, notice } = await signed(office)
  issues += 1
  const body = { version: plan.version, documentNumber: `深口绩〔2025〕发${issues}号`, issuedOn: '2025-11-06' }
  await office.w.call(peopleOf(office).officeHead, issuePlan, { params: { id: plan.id }, body })
  return (await office.w.call(peopleOf(office).writer, readNotice, { params: { of: notice.year } })).body
}
const oneSent = onceFor(async (office) => {
  const { plan } = await issued(office)
  return (await office.w.call(peopleOf(office).writer, readNotice, { params: { of: plan.year } })).body
})

const scanOf = (office: Office, post: PostKind) =>
  office.fileOf(office.at.responsible[post], 'scan.pdf', Buffer.from('scan'))
const withScan = onceFor(async (office) => {
  const { id, version } = await sent(office)
  const fileId = await scanOf(office, 'performanceOffice.staff')
  const given = { params: { id }, body: { version, fileId, paperPlace: '秘书处档案柜' } }
  return (await office.w.call(office.at.responsible['performanceOffice.staff'], attachScan, given)).body
})

let lastYear = 2300
const yearOfOwn = (): number => {
  lastYear += 1
  return lastYear
}

/** A plan of a year of one's own, decided at a meeting. */
async function meeting(office: Office): Promise<Review> {
  const people = peopleOf(office)
  const { plan } = await draftPlan(office.w, people, yearOfOwn())
  const params = { id: plan.id }
  const given = { mode: 'meeting' as const, dueOn: '2025-11-06', agenda: '审定年度方案' }
  const { version, latest } = (await submits(office.w, people.officeHead, params, given)).body
  const { number, digest } = latest ?? { number: 0, digest: '' }
  await office.w.reauthenticated(people.groupHead)
  await office.w.call(people.groupHead, decidePlan, { params, body: { version, number, digest, minutes: '同意' } })
  const [review] = (await office.w.call(people.officeHead, listReviews, { params })).body.rows
  if (!review) throw new Error('the plan has no review')
  return review
}

/** The minutes of a meeting, signed off: a document that is issued by itself. */
async function signedMinutes(office: Office): Promise<OfficialDocument> {
  const people = peopleOf(office)
  const { id } = await meeting(office)
  const { body } = await office.w.call(people.writer, draftMinutes, { params: { id }, body: {} })
  return signedDocument(office.w, people, body)
}

const ownCall = (office: Office) => {
  const { writer: staff, officeHead } = peopleOf(office)
  return draftedCall(office.w, { staff, officeHead }, yearOfOwn())
}

/** An issued plan of one's own, ready to go to the city. */
async function toCity(office: Office): Promise<{ id: string }> {
  const { plan } = await signed(office)
  issues += 1
  const body = { version: plan.version, documentNumber: `深口绩〔2025〕发${issues}号`, issuedOn: '2025-11-06' }
  await office.w.call(peopleOf(office).officeHead, issuePlan, { params: { id: plan.id }, body })
  return { id: plan.id }
}

/** A draft that is laid before the division which owes the data. */
async function asked(office: Office): Promise<OfficialDocument> {
  const { id, version } = await drafted(office)
  const body = { version, divisionIds: [office.divisions.responsible], note: '' }
  return (await office.w.call(peopleOf(office).writer, askCosignatures, { params: { id }, body })).body
}
const requestOf = ({ id, cosignatures }: OfficialDocument) => ({ id, cosignatureId: cosignatures[0]?.id ?? '' })

export const documentRows = [
  row(readDocument, businessPosts, {
    ask: async (office) => ({ params: { id: (await oneSent(office)).id } }),
    foreign: async (office, ask) => {
      const { id } = await drafted(office)
      return { ...ask, as: office.at.responsible['division.head'], params: { id } }
    },
  }),
  row(listDocuments, businessPosts),
  row(draftSending, performanceOffice, {
    ask: async (office) => ({ params: await toCity(office), body: { kind: 'report' as const } }),
  }),
  row(draftCallNotice, performanceOffice, {
    ask: async (office) => ({ params: { id: (await ownCall(office)).id }, body: {} }),
  }),
  row(draftMinutes, performanceOffice, {
    ask: async (office) => ({ params: { id: (await meeting(office)).id }, body: {} }),
  }),
  row(withdrawDocument, performanceOffice, {
    ask: async (office) => {
      const { id, version } = await drafted(office)
      return { params: { id }, body: { version, reason } }
    },
  }),
  row(issueDocument, ['performanceOffice.head'], {
    ask: async (office) => {
      const { id, version } = await signedMinutes(office)
      issues += 1
      return { params: { id }, body: { version, documentNumber: `纪要〔2025〕${issues}号`, datedOn: '2025-11-06' } }
    },
  }),
  row(askCosignatures, performanceOffice, {
    ask: async (office) => {
      const { id, version } = await drafted(office)
      return { params: { id }, body: { version, divisionIds: [office.divisions.responsible], note: '' } }
    },
  }),
  row(answerCosignature, ['division.head'], {
    ask: async (office) => {
      const document = await asked(office)
      return { params: requestOf(document), body: { digest: document.digest, answer: 'agree' as const, words: '' } }
    },
    foreign: async (office, ask) => ({ ...ask, params: { ...(ask.params as object), id: (await drafted(office)).id } }),
  }),
  row(withdrawCosignature, performanceOffice, {
    ask: async (office) => ({ params: requestOf(await asked(office)), body: { reason } }),
  }),
  row(readNotice, businessPosts, {
    ask: async (office) => ({ params: { of: (await oneSent(office)).year } }),
    absent: (ask) => ({ ...ask, params: { of: 2999 } }),
    foreign: async (office, ask) => {
      const { year } = await drafted(office)
      return { ...ask, as: office.at.responsible['division.head'], params: { of: year } }
    },
  }),
  row(draftNotice, performanceOffice, {
    ask: async (office) => ({ params: { id: (await decided(office)).id }, body: {} }),
  }),
  row(saveDocument, performanceOffice, {
    ask: async (office) => {
      const { id, version, title, addressee, text } = await drafted(office)
      return { params: { id }, body: { version, title, addressee, text: `${text}请按期落实。` } }
    },
  }),
  row(checkDocument, performanceOffice, {
    ask: async (office, post) => {
      const { id, version } = await drafted(office, post === 'performanceOffice.staff' ? 'officeHead' : 'writer')
      return { params: { id }, body: { version } }
    },
  }),
  row(returnDocument, officeLeaders, {
    ask: async (office) => {
      const { id, version } = await checked(office)
      return { params: { id }, body: { version, reason } }
    },
  }),
  row(signDocument, officeLeaders, {
    ask: async (office, post) => {
      const { id, version, digest } = await checked(office)
      await office.w.reauthenticated(office.at.responsible[post])
      return { params: { id }, body: { version, digest } }
    },
  }),
  row(takeBackDocument, performanceOffice, {
    ask: async (office) => {
      const { id, version } = await checked(office)
      return { params: { id }, body: { version, reason } }
    },
  }),
  row(downloadDocument, businessPosts, {
    ask: async (office) => ({ params: { id: (await oneSent(office)).id } }),
    foreign: async (office, ask) => {
      const { id } = await drafted(office)
      return { ...ask, as: office.at.responsible['division.head'], params: { id } }
    },
  }),
  row(attachScan, performanceOffice, {
    ask: async (office, post) => {
      const { id, version } = await sent(office)
      return { params: { id }, body: { version, fileId: await scanOf(office, post), paperPlace: '秘书处档案柜' } }
    },
  }),
  row(downloadScan, businessPosts, { ask: async (office) => ({ params: { id: (await withScan(office)).id } }) }),
  row(acknowledgeDocument, divisionPosts, {
    ask: async (office) => ({ params: { id: (await sent(office)).id }, body: {} }),
  }),
  row(urgeReceipt, performanceOffice, {
    ask: async (office) => {
      const { id, receipts } = await sent(office)
      return { params: { id }, body: { divisionId: receipts[0]?.division.id ?? '' } }
    },
  }),
  row(readDocumentHistory, steering, {
    ...hidden,
    ask: async (office) => ({ params: { id: (await oneSent(office)).id } }),
  }),
]
