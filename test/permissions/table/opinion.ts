import { readDuty } from '#domain/collection/duty.api.ts'
import { businessPosts, divisionPosts, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import {
  correctContact,
  downloadContactFile,
  keepPromise,
  listOfItem,
  recordContact,
  withdrawContact,
} from '#domain/opinion/contact.api.ts'
import {
  answerOpinion,
  downloadOpinionFile,
  exportOpinions,
  followUpOpinion,
  listOpinions,
  noteOpinion,
  readOpinion,
  readOpinionHistory,
  recordOpinion,
  reopenOpinion,
  sendAnswer,
  waiveOpinion,
} from '#domain/opinion/opinion.api.ts'
import {
  assignProblem,
  downloadProblemFile,
  exportProblems,
  listProblems,
  noteProblem,
  raiseProblem,
  readProblem,
  readProblemHistory,
  reopenProblem,
  solveProblem,
} from '#domain/problem/problem.api.ts'
import { type Office, onceFor } from '../office.ts'
import { absentIn, row } from '../row.ts'

/** An item of the responsible division with a duty, coordinated by the other one. */
const subject = onceFor(async (office: Office) => {
  const { id, unitId } = office.duty('2025-09')
  const { body } = await office.w.call(office.at.responsible['division.officer'], readDuty, { params: { id } })
  return { dutyId: id, bodyId: unitId, itemId: body.item.id }
})

const opinion = { receivedOn: '2025-11-05', way: 'letter' as const, words: '请说明口径', dutyId: null, reportId: null }
const contact = {
  ...{ contactOn: '2025-11-05', way: 'phone' as const, who: '方既明', withWhom: '李工', gist: '商定口径' },
  ...{ dutyId: null, reportId: null },
}

/** Recorded by the coordinating division, with one file. */
async function recorded(office: Office) {
  const { w, at, fileOf } = office
  const coordinator = at.coordinating['division.officer']
  const { itemId, bodyId } = await subject(office)
  const fileIds = [await fileOf(coordinator, '意见.txt', Buffer.from('意见'))]
  const { body } = await w.call(coordinator, recordOpinion, {
    params: { id: itemId },
    body: { ...opinion, bodyId, fileIds },
  })
  return { params: { id: body.id }, version: body.version, fileId: fileIds[0] ?? '' }
}
const one = onceFor(recorded)

async function answered(office: Office) {
  const { params, version } = await recorded(office)
  const body = { version, answer: '已按新口径统计' }
  await office.w.call(office.at.responsible['division.officer'], answerOpinion, { params, body })
  return { params, version: version + 1 }
}
/** A contact with what was promised. */
async function talkedOver(office: Office) {
  const coordinator = office.at.coordinating['division.officer']
  const { itemId, bodyId } = await subject(office)
  const body = { ...contact, bodyId, promised: '送书面说明', promisedUntil: '2025-11-14' }
  const reply = await office.w.call(coordinator, recordContact, { params: { id: itemId }, body })
  return { id: reply.body.id, bodyId }
}
const noted = onceFor(async (office: Office) => {
  const { w, at, fileOf } = office
  const coordinator = at.coordinating['division.officer']
  const { itemId, bodyId } = await subject(office)
  const fileId = await fileOf(coordinator, '记录.txt', Buffer.from('记录'))
  const body = { ...contact, bodyId, fileIds: [fileId] }
  const reply = await w.call(coordinator, recordContact, { params: { id: itemId }, body })
  return { id: reply.body.id, fileId }
})

const workers = [...divisionPosts, ...performanceOffice]
const seers = [...divisionPosts, 'leadingGroup.member', ...officeLeaders, ...performanceOffice] as const
const seen = { admits: businessPosts, foreign: 'elsewhere', refusal: 404 } as const

const opinionRows = [
  row(listOpinions, businessPosts, { ask: () => ({ query: { year: 2025 } }) }),
  row(exportOpinions, businessPosts, { ask: () => ({ query: { year: 2025, language: 'zh' as const } }) }),
  row(listOfItem, businessPosts, { ask: async (office) => ({ params: { id: (await subject(office)).itemId } }) }),
  row(readOpinion, seers, { ...seen, ask: async (office) => ({ params: (await one(office)).params }) }),
  row(readOpinionHistory, seers, { ...seen, ask: async (office) => ({ params: (await one(office)).params }) }),
  row(downloadOpinionFile, seers, {
    ...seen,
    ask: async (office) => {
      const { params, fileId } = await one(office)
      return { params: { ...params, fileId } }
    },
  }),
  row(downloadContactFile, seers, { ...seen, ask: async (office) => ({ params: await noted(office) }) }),
  row(recordOpinion, workers, {
    place: 'coordinating',
    ask: async (office) => {
      const { itemId, bodyId } = await subject(office)
      return { params: { id: itemId }, body: { ...opinion, bodyId } }
    },
  }),
  row(recordContact, workers, {
    place: 'coordinating',
    ask: async (office) => {
      const { itemId, bodyId } = await subject(office)
      return { params: { id: itemId }, body: { ...contact, bodyId } }
    },
  }),
  row(correctContact, workers, {
    ...{ place: 'coordinating', foreign: 'elsewhere' },
    ask: async (office) => {
      const { id, bodyId } = await talkedOver(office)
      return { params: { id }, body: { ...contact, bodyId, gist: '商定新口径', reason: '要点记错' } }
    },
  }),
  row(withdrawContact, workers, {
    ...{ place: 'coordinating', foreign: 'elsewhere' },
    ask: async (office) => ({ params: { id: (await talkedOver(office)).id }, body: { reason: '记错事项' } }),
  }),
  row(keepPromise, workers, {
    ...{ place: 'coordinating', foreign: 'elsewhere' },
    ask: async (office) => ({ params: { id: (await talkedOver(office)).id }, body: { outcome: '已送说明' } }),
  }),
  row(noteOpinion, performanceOffice, {
    ask: async (office) => {
      const { params, version } = await recorded(office)
      return { params, body: { version } }
    },
  }),
  row(answerOpinion, divisionPosts, {
    foreign: 'elsewhere',
    ask: async (office) => {
      const { params, version } = await recorded(office)
      return { params, body: { version, answer: '已按新口径统计' } }
    },
  }),
  row(sendAnswer, workers, {
    ...{ place: 'coordinating', foreign: 'elsewhere' },
    ask: async (office) => {
      const { params, version } = await answered(office)
      return { params, body: { version, answerSentOn: '2025-11-06', answerWay: 'letter' as const } }
    },
  }),
  row(followUpOpinion, workers, {
    foreign: 'elsewhere',
    ask: async (office) => {
      const { params, version } = await recorded(office)
      return { params, body: { version, outcome: '已当面说明' } }
    },
  }),
  row(waiveOpinion, workers, {
    ...{ place: 'coordinating', foreign: 'elsewhere' },
    ask: async (office) => {
      const { params, version } = await recorded(office)
      return { params, body: { version, reason: '仅作肯定' } }
    },
  }),
  row(reopenOpinion, performanceOffice, {
    ask: async (office) => {
      const { params, version } = await recorded(office)
      const body = { version, reason: '仅作肯定' }
      await office.w.call(office.at.coordinating['division.officer'], waiveOpinion, { params, body })
      return { params, body: { version: version + 1, reason: '再次来电' } }
    },
  }),
]

const problem = { title: '文件缺两天', words: '12日、13日没有数据' }

async function raised(office: Office) {
  const { w, at, fileOf } = office
  const officer = at.responsible['division.officer']
  const { dutyId } = await subject(office)
  const fileIds = [await fileOf(officer, '截图.txt', Buffer.from('截图'))]
  const body = { subject: 'duty' as const, subjectId: dutyId, ...problem, fileIds }
  const { id, version } = (await w.call(officer, raiseProblem, { body })).body
  return { params: { id }, version, fileId: fileIds[0] ?? '' }
}
const oneProblem = onceFor(raised)

async function owned(office: Office) {
  const { params, version } = await raised(office)
  const body = { version, divisionId: office.divisions.responsible }
  await office.w.call(office.at.responsible['performanceOffice.staff'], assignProblem, { params, body })
  return { params, version: version + 1 }
}

const problemRows = [
  row(listProblems, businessPosts, { ask: () => ({ query: { year: 2025 } }) }),
  row(exportProblems, businessPosts, { ask: () => ({ query: { year: 2025, language: 'zh' as const } }) }),
  row(readProblem, seers, { ...seen, ask: async (office) => ({ params: (await oneProblem(office)).params }) }),
  row(readProblemHistory, seers, { ...seen, ask: async (office) => ({ params: (await oneProblem(office)).params }) }),
  row(downloadProblemFile, seers, {
    ...seen,
    ask: async (office) => {
      const { params, fileId } = await oneProblem(office)
      return { params: { ...params, fileId } }
    },
  }),
  row(raiseProblem, workers, {
    ...{ foreign: 'elsewhere', absent: absentIn('body', 'subjectId') },
    ask: async (office) => ({
      body: { subject: 'duty' as const, subjectId: (await subject(office)).dutyId, ...problem },
    }),
  }),
  row(assignProblem, performanceOffice, {
    ask: async (office) => {
      const { params, version } = await raised(office)
      return { params, body: { version, divisionId: office.divisions.coordinating } }
    },
  }),
  row(noteProblem, workers, {
    foreign: 'elsewhere',
    ask: async (office) => {
      const { params, version } = await owned(office)
      return { params, body: { version, words: '已请补发' } }
    },
  }),
  row(solveProblem, workers, {
    foreign: 'elsewhere',
    ask: async (office) => {
      const { params, version } = await owned(office)
      return { params, body: { version, solution: '已补齐' } }
    },
  }),
  row(reopenProblem, workers, {
    foreign: 'elsewhere',
    ask: async (office) => {
      const { params, version } = await owned(office)
      const body = { version, solution: '已补齐' }
      await office.w.call(office.at.responsible['division.officer'], solveProblem, { params, body })
      return { params, body: { version: version + 1, reason: '仍缺' } }
    },
  }),
]

export const opinionTable = [...opinionRows, ...problemRows]
