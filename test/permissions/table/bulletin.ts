import {
  downloadInstructionScan,
  draftBriefing,
  listBriefings,
  listToBrief,
  markBriefingRead,
  readBriefing,
  readBriefingHistory,
  recordInstruction,
  saveBriefing,
  sendBriefing,
  ticketOfInstruction,
  withdrawBriefing,
} from '#domain/bulletin/briefing.api.ts'
import {
  type Bulletin,
  beginBulletin,
  confirmFigures,
  listBulletins,
  readBulletin,
  readBulletinHistory,
  saveBlock,
  saveBulletin,
} from '#domain/bulletin/bulletin.api.ts'
import { businessPosts, leadingGroup, officeLeaders, type PostKind, performanceOffice } from '#domain/kernel/actor.ts'
import { confirmAll, issuedBulletin } from '#test/bulletins.ts'
import { type Office, onceFor } from '../office.ts'
import { row } from '../row.ts'
import { peopleOf } from './plan.ts'

let lastYear = 2100
/** A bulletin of a period of one's own: its year lies in the past, so that its months are over. */
async function period({ w }: Office): Promise<{ period: string; cutOffOn: string }> {
  lastYear -= 1
  const year = lastYear - 80
  await w.year(year)
  return { period: `${year}-03`, cutOffOn: `${year}-03-31` }
}

async function begun(office: Office): Promise<Bulletin> {
  return (await office.w.call(peopleOf(office).writer, beginBulletin, { body: await period(office) })).body
}

const issued = onceFor(async (office) => {
  const { writer: staff, officeHead, groupHead } = peopleOf(office)
  const bulletin = await begun(office)
  await confirmAll(office.w, staff, bulletin)
  await office.w.reauthenticated(groupHead)
  await issuedBulletin(office.w, { staff, officeHead, groupHead } as never, bulletin)
  return bulletin
})

const words = { title: '关于三季度数据质量的情况', words: '三季度数据质量总体平稳。' }
const drafted = async (office: Office) =>
  (await office.w.call(peopleOf(office).writer, draftBriefing, { body: words })).body
const sent = async (office: Office) => {
  const { id, version } = await drafted(office)
  return (await office.w.call(peopleOf(office).officeHead, sendBriefing, { params: { id }, body: { version } })).body
}

const scanOf = (office: Office, post: PostKind) =>
  office.fileOf(office.at.responsible[post], 'words.pdf', Buffer.from('words'))

/** An instruction on paper, recorded by the performance office with its scan. */
async function instructed(office: Office) {
  const { id, version } = await sent(office)
  const scanId = await scanOf(office, 'performanceOffice.staff')
  const body = { version, leaderId: office.at.responsible['leadingGroup.head'].id, words: '请督办', scanId }
  const given = { params: { id }, body: { ...body, givenOn: '2025-11-06' } }
  return (await office.w.call(office.at.responsible['performanceOffice.staff'], recordInstruction, given)).body
}
const oneInstructed = onceFor(instructed)
const steering = [...officeLeaders, ...performanceOffice]
const readers = [...leadingGroup, ...performanceOffice]
const hidden = { admits: businessPosts, refusal: 404 } as const

export const bulletinRows = [
  row(listBulletins, businessPosts),
  row(readBulletin, businessPosts, {
    ask: async (office) => ({ params: { id: (await issued(office)).id } }),
    foreign: async (office, ask) => ({
      ...ask,
      as: office.at.responsible['division.head'],
      params: { id: (await begun(office)).id },
    }),
  }),
  row(readBulletinHistory, steering, {
    ...hidden,
    ask: async (office) => ({ params: { id: (await issued(office)).id } }),
  }),
  row(beginBulletin, performanceOffice, { ask: async (office) => ({ body: await period(office) }) }),
  row(saveBulletin, performanceOffice, {
    ask: async (office) => {
      const { id, version, title } = await begun(office)
      return { params: { id }, body: { version, title, toAll: true, divisionIds: [] } }
    },
  }),
  row(saveBlock, performanceOffice, {
    ask: async (office) => ({
      params: { id: (await begun(office)).id, kind: 'goodPractice' as const },
      body: { version: 1, words: '逐日核对。' },
    }),
  }),
  row(confirmFigures, performanceOffice, {
    ask: async (office) => {
      const { id, figures } = await begun(office)
      const [figure] = figures
      return { params: { id }, body: { figures: figure ? [{ key: figure.key, value: figure.now }] : [] } }
    },
  }),
  row(listBriefings, readers),
  row(listToBrief, performanceOffice),
  row(readBriefing, readers, {
    ask: async (office) => ({ params: { id: (await oneInstructed(office)).id } }),
    foreign: async (office, ask) => ({
      ...ask,
      as: office.at.responsible['leadingGroup.member'],
      params: { id: (await drafted(office)).id },
    }),
  }),
  row(readBriefingHistory, readers, { ask: async (office) => ({ params: { id: (await oneInstructed(office)).id } }) }),
  row(downloadInstructionScan, readers, {
    ask: async (office) => {
      const { id, given } = await oneInstructed(office)
      return { params: { id, instructionId: given[0]?.id ?? '' } }
    },
  }),
  row(draftBriefing, performanceOffice, { ask: () => ({ body: words }) }),
  row(saveBriefing, performanceOffice, {
    ask: async (office) => {
      const { id, version } = await drafted(office)
      return { params: { id }, body: { version, ...words } }
    },
  }),
  row(sendBriefing, ['performanceOffice.head'], {
    ask: async (office) => {
      const { id, version } = await drafted(office)
      return { params: { id }, body: { version } }
    },
  }),
  row(withdrawBriefing, performanceOffice, {
    ask: async (office) => {
      const { id, version } = await drafted(office)
      return { params: { id }, body: { version, reason: '另行专报' } }
    },
  }),
  row(markBriefingRead, leadingGroup, {
    ask: async (office) => ({ params: { id: (await sent(office)).id }, body: {} }),
  }),
  row(recordInstruction, readers, {
    ask: async (office, post) => {
      const { id, version } = await sent(office)
      const isOffice = post.startsWith('performanceOffice')
      const leaderId = office.at.responsible[isOffice ? 'leadingGroup.head' : post].id
      const scanId = isOffice ? await scanOf(office, post) : null
      return { params: { id }, body: { version, leaderId, words: '请督办', givenOn: '2025-11-06', scanId } }
    },
  }),
  row(ticketOfInstruction, performanceOffice, {
    ask: async (office) => {
      const { id, version, given } = await instructed(office)
      return { params: { id, instructionId: given[0]?.id ?? '' }, body: { version } }
    },
  }),
]
