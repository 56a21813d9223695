import { draftNotice } from '#domain/document/documentDraft.api.ts'
import {
  acknowledgeDocument,
  attachScan,
  checkDocument,
  downloadDocument,
  downloadScan,
  type OfficialDocument,
  readDocumentHistory,
  readNotice,
  returnDocument,
  saveDocument,
  signDocument,
  takeBackDocument,
  urgeReceipt,
} from '#domain/document/officialDocument.api.ts'
import { businessPosts, divisionPosts, officeLeaders, type PostKind, performanceOffice } from '#domain/kernel/actor.ts'
import { issuePlan } from '#domain/plan/plan.api.ts'
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
  return (await office.w.call(peopleOf(office).writer, readNotice, { params: { year: notice.year } })).body
}
const oneSent = onceFor(async (office) => {
  const { plan } = await issued(office)
  return (await office.w.call(peopleOf(office).writer, readNotice, { params: { year: plan.year } })).body
})

const scanOf = (office: Office, post: PostKind) =>
  office.fileOf(office.at.responsible[post], 'scan.pdf', Buffer.from('scan'))
const withScan = onceFor(async (office) => {
  const { id, version } = await sent(office)
  const fileId = await scanOf(office, 'performanceOffice.staff')
  const given = { params: { id }, body: { version, fileId, paperPlace: '秘书处档案柜' } }
  return (await office.w.call(office.at.responsible['performanceOffice.staff'], attachScan, given)).body
})

export const documentRows = [
  row(readNotice, businessPosts, {
    ask: async (office) => ({ params: { year: (await oneSent(office)).year } }),
    absent: (ask) => ({ ...ask, params: { year: 2999 } }),
    foreign: async (office, ask) => {
      const { year } = await drafted(office)
      return { ...ask, as: office.at.responsible['division.head'], params: { year } }
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
