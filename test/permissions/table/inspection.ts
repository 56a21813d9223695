import {
  addCheckTemplate,
  changeCheckTemplate,
  changeInspection,
  downloadInspectionFile,
  downloadInspectionNotice,
  exportInspections,
  listCheckTemplates,
  listInspections,
  planInspection,
  readInspection,
  readInspectionHistory,
} from '#domain/inspection/inspection.api.ts'
import {
  acknowledgeInspection,
  addFinding,
  beginInspection,
  concludeInspection,
  dropFinding,
  judgePoints,
  notifyInspection,
  replyToFindings,
  settleFinding,
  tellFindings,
  withdrawInspection,
} from '#domain/inspection/inspectionActs.api.ts'
import { businessPosts, divisionPosts, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { type Office, onceFor } from '../office.ts'
import { row } from '../row.ts'

const steering = [...performanceOffice, ...officeLeaders]
const seers = [...divisionPosts, 'leadingGroup.member', ...steering] as const
const seen = { admits: businessPosts, foreign: 'elsewhere', refusal: 404 } as const
/** The division checked is not the one that houses the performance office: a deputy does not judge. */
const judges = { admits: [...performanceOffice, 'leadingGroup.deputy'] } as const
const year = { year: 2025 }

const planned = ({ divisions }: Office) => ({
  ...{ aspect: 'reporting' as const, title: '三季度佐证检查', scope: '三季度数据', startsOn: '2025-11-10' },
  ...{ divisionIds: [divisions.responsible], points: ['佐证是否齐全'], requestDocument: null, requestOn: null },
})

async function plan(office: Office) {
  const staff = office.at.responsible['performanceOffice.staff']
  const { body } = await office.w.call(staff, planInspection, { body: { kind: 'special', ...planned(office) } })
  return { params: { id: body.id }, version: body.version }
}
async function notified(office: Office) {
  const staff = office.at.responsible['performanceOffice.staff']
  const { params, version } = await plan(office)
  await office.w.call(staff, notifyInspection, { params, body: { version } })
  return { params, version: version + 1 }
}
/** Under way, judged, with one finding that has a file. */
async function found(office: Office) {
  const { w, at, fileOf } = office
  const staff = at.responsible['performanceOffice.staff']
  const { params, version } = await notified(office)
  const { body } = await w.call(staff, beginInspection, { params, body: { version } })
  const partyId = body.parties[0]?.id ?? ''
  const pointId = body.points[0]?.id ?? ''
  const judgements = [{ pointId, judgement: 'ok' as const }]
  await w.call(staff, judgePoints, { params, body: { version: version + 1, partyId, judgements } })
  const fileIds = [await fileOf(staff, '照片.txt', Buffer.from('照片'))]
  const finding = { version: version + 2, partyId, words: '缺一份佐证', fileIds }
  const reply = await w.call(staff, addFinding, { params, body: finding })
  const findingId = reply.body.parties[0]?.findings[0]?.id ?? ''
  return { params, version: version + 3, partyId, pointId, findingId, fileId: fileIds[0] ?? '' }
}
async function told(office: Office) {
  const { params, version, ...rest } = await found(office)
  const body = { version, replyBy: '2025-11-14' }
  await office.w.call(office.at.responsible['performanceOffice.staff'], tellFindings, { params, body })
  return { ...rest, params, version: version + 1 }
}
async function replied(office: Office) {
  const { version, ...rest } = await told(office)
  const head = office.at.responsible['division.head']
  await office.w.call(head, replyToFindings, { params: rest.params, body: { words: '已补交' } })
  return { ...rest, version: version + 1 }
}
async function settled(office: Office) {
  const { params, version, findingId } = await replied(office)
  const body = { version, outcome: 'note' as const, reason: '已补交' }
  const staff = office.at.responsible['performanceOffice.staff']
  await office.w.call(staff, settleFinding, { params: { ...params, findingId }, body })
  return { params, version: version + 1 }
}
const one = onceFor(told)
const template = { name: '常用要点', aspect: 'reporting' as const, points: ['佐证是否齐全'] }

/** Daily checks and special inspections, and the check-lists they begin from. */
export const inspectionRows = [
  row(listInspections, businessPosts, { ask: () => ({ query: year }) }),
  row(exportInspections, businessPosts, { ask: () => ({ query: { ...year, language: 'zh' as const } }) }),
  row(readInspection, seers, { ...seen, ask: async (office) => ({ params: (await one(office)).params }) }),
  row(readInspectionHistory, steering, { ask: async (office) => ({ params: (await one(office)).params }) }),
  row(downloadInspectionNotice, seers, { ...seen, ask: async (office) => ({ params: (await one(office)).params }) }),
  row(downloadInspectionFile, seers, {
    ...seen,
    ask: async (office) => {
      const { params, fileId } = await one(office)
      return { params: { ...params, fileId } }
    },
  }),
  row(planInspection, performanceOffice, {
    ...judges,
    ask: (office) => ({ body: { kind: 'special' as const, ...planned(office) } }),
  }),
  row(changeInspection, performanceOffice, {
    ...judges,
    ask: async (office) => {
      const { params, version } = await plan(office)
      return { params, body: { version, ...planned(office) } }
    },
  }),
  row(notifyInspection, performanceOffice, {
    ...judges,
    ask: async (office) => {
      const { params, version } = await plan(office)
      return { params, body: { version } }
    },
  }),
  row(withdrawInspection, performanceOffice, {
    ...judges,
    ask: async (office) => {
      const { params, version } = await plan(office)
      return { params, body: { version, reason: '另行安排' } }
    },
  }),
  row(acknowledgeInspection, ['division.head'], {
    foreign: 'elsewhere',
    ask: async (office) => ({ params: (await notified(office)).params, body: {} }),
  }),
  row(beginInspection, performanceOffice, {
    ...judges,
    ask: async (office) => {
      const { params, version } = await notified(office)
      return { params, body: { version } }
    },
  }),
  row(judgePoints, performanceOffice, {
    ...judges,
    ask: async (office) => {
      const { params, version, partyId, pointId } = await found(office)
      return { params, body: { version, partyId, judgements: [{ pointId, judgement: 'fault' as const }] } }
    },
  }),
  row(addFinding, performanceOffice, {
    ...judges,
    ask: async (office) => {
      const { params, version, partyId } = await found(office)
      return { params, body: { version, partyId, words: '口径不一致' } }
    },
  }),
  row(dropFinding, performanceOffice, {
    ...judges,
    ask: async (office) => {
      const { params, version, findingId } = await found(office)
      return { params: { ...params, findingId }, body: { version, reason: '记错处' } }
    },
  }),
  row(tellFindings, performanceOffice, {
    ...judges,
    ask: async (office) => {
      const { params, version } = await found(office)
      return { params, body: { version, replyBy: '2025-11-14' } }
    },
  }),
  row(replyToFindings, ['division.head'], {
    foreign: 'elsewhere',
    ask: async (office) => ({ params: (await told(office)).params, body: { words: '已补交' } }),
  }),
  row(settleFinding, performanceOffice, {
    ...judges,
    ask: async (office) => {
      const { params, version, findingId } = await replied(office)
      return { params: { ...params, findingId }, body: { version, outcome: 'note' as const, reason: '已补交' } }
    },
  }),
  row(concludeInspection, performanceOffice, {
    ...judges,
    ask: async (office) => {
      const { params, version } = await settled(office)
      return { params, body: { version, result: '已整改' } }
    },
  }),
  row(listCheckTemplates, steering),
  row(addCheckTemplate, performanceOffice, { ask: () => ({ body: template }) }),
  row(changeCheckTemplate, performanceOffice, {
    ask: async ({ w, at }) => {
      const { body } = await w.call(at.responsible['performanceOffice.staff'], addCheckTemplate, { body: template })
      return { params: { id: body.id }, body: { ...template, version: body.version, isRetired: true } }
    },
  }),
]
