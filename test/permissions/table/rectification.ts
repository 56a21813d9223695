import { businessPosts, divisionPosts, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import {
  decideGrave,
  downloadGraveFile,
  entrustGrave,
  listGrave,
  proposeGrave,
  readGraveHistory,
  takeBackGrave,
} from '#domain/rectification/grave.api.ts'
import {
  beginOrder,
  countOrders,
  downloadNotice,
  downloadOrderFile,
  keepDraft,
  listOrders,
  readKept,
  readOrder,
  readOrderHistory,
  saveOrder,
} from '#domain/rectification/order.api.ts'
import {
  answerOrder,
  askExtension,
  checkOrder,
  closeOrder,
  decideExtension,
  issueOrder,
  readOrderMark,
  receiveOrder,
  rejectOrder,
  returnOrder,
  seeEscalation,
  withdrawOrder,
} from '#domain/rectification/orderActs.api.ts'
import { answer, contentOf } from '#test/orders.ts'
import { type Office, onceFor } from '../office.ts'
import { nobody, row } from '../row.ts'

export const seers = [...divisionPosts, 'leadingGroup.member', ...officeLeaders, ...performanceOffice] as const
export const seen = { admits: businessPosts, foreign: 'elsewhere', refusal: 404 } as const

const words = { dueOn: '2025-11-20' }
const at = (id: string, version: number) => ({ params: { id }, version })

/** Drafted by somebody of the office of their own, so that the staff and the head of the matrix may both check it. */
async function drafted(office: Office) {
  const { w, divisions, at: people } = office
  const drafter = await w.person('performanceOffice.staff', office.secretariat)
  const fileIds = [await office.fileOf(drafter, '照片.txt', Buffer.from('照片'))]
  const body = { content: contentOf(divisions.responsible, words), fileIds }
  const { id, version } = (await w.call(drafter, beginOrder, { body })).body
  return { ...at(id, version), fileId: fileIds[0] ?? '', people }
}
async function checked(office: Office) {
  const { params, version, people } = await drafted(office)
  await office.w.call(people.responsible['performanceOffice.staff'], checkOrder, { params, body: { version } })
  return at(params.id, version + 1)
}
async function issued(office: Office) {
  const { params, version } = await checked(office)
  const head = await office.w.reauthenticated(office.at.responsible['performanceOffice.head'])
  await office.w.call(head, issueOrder, { params, body: { version } })
  return at(params.id, version + 1)
}
const one = onceFor(async (office: Office) => {
  const { params, version, fileId } = await drafted(office)
  await office.w.call(office.at.responsible['performanceOffice.staff'], checkOrder, { params, body: { version } })
  const head = await office.w.reauthenticated(office.at.responsible['performanceOffice.head'])
  await office.w.call(head, issueOrder, { params, body: { version: version + 1 } })
  return { params, fileId }
})
async function received(office: Office) {
  const { params, version } = await issued(office)
  await office.w.call(office.at.responsible['division.head'], receiveOrder, { params, body: { version } })
  return at(params.id, version + 1)
}
async function answered(office: Office) {
  const { params, version } = await received(office)
  const body = { version, ...answer, noEvidence: '当面核对' }
  await office.w.call(office.at.responsible['division.head'], answerOrder, { params, body })
  return at(params.id, version + 1)
}
async function asked(office: Office) {
  const { params, version } = await received(office)
  const body = { version, untilOn: '2025-11-25', reason: '设备维修' }
  await office.w.call(office.at.responsible['division.head'], askExtension, { params, body })
  return at(params.id, version + 1)
}
/** A step of escalation, as the sweep would have put it. */
async function escalated(office: Office) {
  const { params } = await issued(office)
  const { id: escalationId } = await office.w.owner
    .insertInto('rectificationEscalation')
    .values({
      ...{ rectificationId: params.id, step: 'officeHead', dueRevision: 1, dueOn: '2025-11-05', firedOn: '2025-11-06' },
      ...{ packVersion: 'x', settingsRevision: 0 },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id: params.id, escalationId }
}

const proposal = { kind: 'circulatedCriticism', facts: '三次催办未改', reason: '影响全办绩效' } as const
async function proposed(office: Office) {
  const { params, version } = await issued(office)
  const staff = office.at.responsible['performanceOffice.staff']
  const { id } = (await office.w.call(staff, proposeGrave, { params, body: { version, ...proposal } })).body
  return { params: { id }, version: 1 }
}
const decided = onceFor(async (office: Office) => {
  const { params } = await proposed(office)
  const head = office.at.responsible['leadingGroup.head']
  const fileId = await office.fileOf(head, '纪要.txt', Buffer.from('纪要'))
  const body = { version: 1, kind: proposal.kind, fileIds: [fileId] }
  await office.w.call(head, decideGrave, { params, body })
  return { id: params.id, fileId }
})

const addressed = { admits: businessPosts, foreign: 'elsewhere' } as const
const leadersAndOffice = [...officeLeaders, ...performanceOffice]

const reading = [
  row(listOrders, businessPosts, { ask: () => ({ query: { year: 2025 } }) }),
  row(countOrders, businessPosts, { ask: () => ({ query: { year: 2025 } }) }),
  row(readOrder, seers, { ...seen, ask: async (office) => ({ params: (await one(office)).params }) }),
  row(readOrderHistory, seers, { ...seen, ask: async (office) => ({ params: (await one(office)).params }) }),
  row(downloadNotice, seers, { ...seen, ask: async (office) => ({ params: (await one(office)).params }) }),
  row(downloadOrderFile, seers, {
    ...seen,
    ask: async (office) => {
      const { params, fileId } = await one(office)
      return { params: { ...params, fileId } }
    },
  }),
]

const drafting = [
  row(readKept, performanceOffice, { ask: () => ({ params: { subjectId: nobody } }) }),
  row(keepDraft, performanceOffice, {
    ask: () => ({ params: { subjectId: nobody }, body: { kept: { title: '半句' } } }),
  }),
  row(beginOrder, performanceOffice, {
    ask: ({ divisions }) => ({ body: { content: contentOf(divisions.responsible, words) } }),
  }),
  row(saveOrder, performanceOffice, {
    ask: async (office) => {
      const { params, version } = await drafted(office)
      return { params, body: { version, content: contentOf(office.divisions.responsible, words) } }
    },
  }),
  row(checkOrder, performanceOffice, {
    ask: async (office) => {
      const { params, version } = await drafted(office)
      return { params, body: { version } }
    },
  }),
  row(returnOrder, performanceOffice, {
    ask: async (office) => {
      const { params, version } = await checked(office)
      return { params, body: { version, reason: '期限太短' } }
    },
  }),
  row(issueOrder, ['performanceOffice.head'], {
    ask: async (office, post) => {
      const { params, version } = await checked(office)
      return { as: await office.w.reauthenticated(office.at.responsible[post]), params, body: { version } }
    },
  }),
  row(withdrawOrder, performanceOffice, {
    ask: async (office) => {
      const { params, version } = await issued(office)
      return { params, body: { version, reason: '事实有误' } }
    },
  }),
]

const answering = [
  row(receiveOrder, ['division.head'], {
    ...addressed,
    ask: async (office) => {
      const { params, version } = await issued(office)
      return { params, body: { version } }
    },
  }),
  row(answerOrder, ['division.head'], {
    ...addressed,
    ask: async (office) => {
      const { params, version } = await received(office)
      return { params, body: { version, ...answer, noEvidence: '当面核对' } }
    },
  }),
  row(askExtension, ['division.head'], {
    ...addressed,
    ask: async (office) => {
      const { params, version } = await received(office)
      return { params, body: { version, untilOn: '2025-11-25', reason: '设备维修' } }
    },
  }),
  row(closeOrder, performanceOffice, {
    admits: businessPosts,
    ask: async (office) => {
      const { params, version } = await answered(office)
      return { params, body: { version, verdict: '属实' } }
    },
  }),
  row(rejectOrder, performanceOffice, {
    admits: businessPosts,
    ask: async (office) => {
      const { params, version } = await answered(office)
      return { params, body: { version, verdict: '不实', dueOn: '2025-11-28' } }
    },
  }),
  row(decideExtension, ['performanceOffice.head'], {
    admits: businessPosts,
    ask: async (office) => {
      const { params, version } = await asked(office)
      return { params, body: { version, isGranted: true as const } }
    },
  }),
  row(readOrderMark, officeLeaders, { ask: async (office) => ({ params: (await issued(office)).params }) }),
  row(seeEscalation, ['performanceOffice.head'], {
    admits: ['performanceOffice.head', ...officeLeaders],
    ask: async (office) => ({ params: await escalated(office) }),
  }),
]

const grave = [
  row(listGrave, leadersAndOffice, { ask: async (office) => ({ params: (await one(office)).params }) }),
  row(readGraveHistory, leadersAndOffice, {
    ask: async (office) => ({ params: { id: (await decided(office)).id } }),
  }),
  row(downloadGraveFile, leadersAndOffice, { ask: async (office) => ({ params: await decided(office) }) }),
  row(proposeGrave, performanceOffice, {
    ask: async (office) => {
      const { params, version } = await issued(office)
      return { params, body: { version, ...proposal } }
    },
  }),
  row(entrustGrave, ['leadingGroup.head'], {
    ask: async (office) => {
      const { params, version } = await proposed(office)
      return { params, body: { version, personId: office.at.responsible['leadingGroup.deputy'].id } }
    },
  }),
  row(decideGrave, ['leadingGroup.head'], {
    admits: officeLeaders,
    ask: async (office, post) => {
      const { params, version } = await proposed(office)
      const fileIds = [await office.fileOf(office.at.responsible[post], '纪要.txt', Buffer.from('纪要'))]
      return { params, body: { version, kind: proposal.kind, fileIds } }
    },
  }),
  row(takeBackGrave, performanceOffice, {
    ask: async (office) => {
      const { params, version } = await proposed(office)
      return { params, body: { version, reason: '已改正' } }
    },
  }),
]

export const rectificationRows = [...reading, ...drafting, ...answering, ...grave]
