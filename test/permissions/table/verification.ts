import {
  closeConformity,
  demandMaterial,
  downloadConformityFile,
  exportConformities,
  handInMaterial,
  listConformities,
  readConformity,
  readConformityHistory,
  recordConformity,
  recordResult,
  recordVisit,
  sendMaterials,
  withdrawConformity,
} from '#domain/inspection/conformity.api.ts'
import {
  askForEvidence,
  concludeSelfCheck,
  downloadSelfCheckFile,
  drawSample,
  exportSelfCheck,
  giveEvidence,
  judgeValue,
  listSelfChecks,
  readSelfCheck,
  readSelfCheckHistory,
  withdrawSelfCheck,
} from '#domain/inspection/selfCheck.api.ts'
import { businessPosts, divisionPosts, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { collectingUnit } from '#test/duties.ts'
import { signedValues } from '#test/samples.ts'
import { type Office, onceFor } from '../office.ts'
import { row } from '../row.ts'

const steering = [...performanceOffice, ...officeLeaders]
const seers = [...divisionPosts, 'leadingGroup.member', ...steering] as const
const seen = { admits: businessPosts, foreign: 'elsewhere', refusal: 404 } as const
const year = { year: 2025 }
const staffOf = (office: Office) => office.at.responsible['performanceOffice.staff']

const unit = onceFor((office: Office) => collectingUnit(office.w, '市验证单位'))
const request = async (office: Office) => ({
  ...{ aspect: 'reporting' as const, title: '旅客量验证', bodyId: await unit(office), document: '市绩效办通知' },
  ...{ requestedOn: '2025-11-03', dueOn: '2025-11-20', concerns: '旅客量' },
})
async function recorded(office: Office) {
  const { body } = await office.w.call(staffOf(office), recordConformity, { body: await request(office) })
  return { params: { id: body.id }, version: body.version }
}
const material = ({ divisions }: Office) => ({
  ...{ divisionId: divisions.responsible, words: '台账', dueOn: '2025-11-12' },
})
async function asked(office: Office) {
  const { params, version } = await recorded(office)
  const body = { version, ...material(office) }
  const reply = await office.w.call(staffOf(office), demandMaterial, { params, body })
  return { params, version: version + 1, materialId: reply.body.materials[0]?.id ?? '' }
}
async function handedIn(office: Office) {
  const { params, version, materialId } = await asked(office)
  const officer = office.at.responsible['division.officer']
  const fileIds = [await office.fileOf(officer, '台账.txt', Buffer.from('台账'))]
  const body = { words: '台账一份', fileIds }
  await office.w.call(officer, handInMaterial, { params: { ...params, materialId }, body })
  return { params, version: version + 1, fileId: fileIds[0] ?? '' }
}
const visit = { visitedOn: '2025-11-06', visitors: '市统计局', lookedAt: '台账' }
const result = { result: 'conforming' as const, resultOn: '2025-11-06', resultWords: '符合' }
async function visited(office: Office) {
  const { params, version } = await recorded(office)
  await office.w.call(staffOf(office), recordVisit, { params, body: { version, ...visit } })
  return { params, version: version + 1 }
}
const oneHandedIn = onceFor(handedIn)

const conformityRows = [
  row(listConformities, businessPosts, { ask: () => ({ query: year }) }),
  row(exportConformities, businessPosts, { ask: () => ({ query: { ...year, language: 'en' as const } }) }),
  row(readConformity, seers, { ...seen, ask: async (office) => ({ params: (await oneHandedIn(office)).params }) }),
  row(readConformityHistory, steering, { ask: async (office) => ({ params: (await oneHandedIn(office)).params }) }),
  row(downloadConformityFile, seers, {
    ...seen,
    ask: async (office) => {
      const { params, fileId } = await oneHandedIn(office)
      return { params: { ...params, fileId } }
    },
  }),
  row(recordConformity, performanceOffice, { ask: async (office) => ({ body: await request(office) }) }),
  row(demandMaterial, performanceOffice, {
    ask: async (office) => {
      const { params, version } = await recorded(office)
      return { params, body: { version, ...material(office) } }
    },
  }),
  row(handInMaterial, divisionPosts, {
    foreign: 'elsewhere',
    ask: async (office) => {
      const { params, materialId } = await asked(office)
      return { params: { ...params, materialId }, body: { words: '台账一份' } }
    },
  }),
  row(sendMaterials, performanceOffice, {
    ask: async (office) => {
      const { params, version } = await handedIn(office)
      return { params, body: { version, sentOn: '2025-11-06' } }
    },
  }),
  row(recordVisit, performanceOffice, {
    ask: async (office) => {
      const { params, version } = await recorded(office)
      return { params, body: { version, ...visit } }
    },
  }),
  row(recordResult, performanceOffice, {
    ask: async (office) => {
      const { params, version } = await visited(office)
      return { params, body: { version, ...result } }
    },
  }),
  row(closeConformity, performanceOffice, {
    ask: async (office) => {
      const { params, version } = await visited(office)
      await office.w.call(staffOf(office), recordResult, { params, body: { version, ...result } })
      return { params, body: { version: version + 1 } }
    },
  }),
  row(withdrawConformity, performanceOffice, {
    ask: async (office) => {
      const { params, version } = await recorded(office)
      return { params, body: { version, reason: '市里取消' } }
    },
  }),
]

const values = onceFor(({ w, divisions: { responsible, coordinating }, at }: Office) => {
  const [officer, head] = [at.responsible['division.officer'], at.responsible['division.head']]
  return signedValues(w, { responsible, coordinating, officer, head, indicators: 1 })
})
const sample = ({ divisions, next }: Office) => ({
  ...{
    title: '数据自查',
    year: 2025,
    divisionIds: [divisions.responsible],
    periods: ['2025-01', '2025-02'],
    size: 1,
    seed: `seed ${next()}`,
  },
})
async function drawn(office: Office) {
  await values(office)
  const { body } = await office.w.call(staffOf(office), drawSample, { body: sample(office) })
  return { params: { id: body.id }, version: body.version, valueId: body.values[0]?.id ?? '' }
}
async function evidenceAsked(office: Office) {
  const { version, ...rest } = await drawn(office)
  const body = { version, evidenceBy: '2025-11-12' }
  await office.w.call(staffOf(office), askForEvidence, { params: rest.params, body })
  return { ...rest, version: version + 1 }
}
async function evidenced(office: Office) {
  const { version, params, valueId } = await evidenceAsked(office)
  const officer = office.at.responsible['division.officer']
  const fileIds = [await office.fileOf(officer, '台账.txt', Buffer.from('台账'))]
  const body = { words: '原始台账', fileIds }
  await office.w.call(officer, giveEvidence, { params: { ...params, valueId }, body })
  return { params, valueId, version: version + 1, fileId: fileIds[0] ?? '' }
}
const oneEvidenced = onceFor(evidenced)

const selfCheckRows = [
  row(listSelfChecks, businessPosts, { ask: () => ({ query: year }) }),
  row(readSelfCheck, seers, { ...seen, ask: async (office) => ({ params: (await oneEvidenced(office)).params }) }),
  row(exportSelfCheck, seers, {
    ...seen,
    ask: async (office) => ({ params: (await oneEvidenced(office)).params, query: { language: 'zh' as const } }),
  }),
  row(readSelfCheckHistory, steering, { ask: async (office) => ({ params: (await oneEvidenced(office)).params }) }),
  row(downloadSelfCheckFile, seers, {
    ...seen,
    ask: async (office) => {
      const { params, fileId } = await oneEvidenced(office)
      return { params: { ...params, fileId } }
    },
  }),
  row(drawSample, performanceOffice, {
    ask: async (office) => {
      await values(office)
      return { body: sample(office) }
    },
  }),
  row(askForEvidence, performanceOffice, {
    ask: async (office) => {
      const { params, version } = await drawn(office)
      return { params, body: { version, evidenceBy: '2025-11-12' } }
    },
  }),
  row(giveEvidence, divisionPosts, {
    foreign: 'elsewhere',
    ask: async (office) => {
      const { params, valueId } = await evidenceAsked(office)
      return { params: { ...params, valueId }, body: { words: '原始台账' } }
    },
  }),
  row(judgeValue, performanceOffice, {
    admits: [...performanceOffice, 'leadingGroup.deputy'],
    ask: async (office) => {
      const { params, valueId, version } = await evidenced(office)
      return { params: { ...params, valueId }, body: { version, judgement: 'consistent' as const } }
    },
  }),
  row(concludeSelfCheck, performanceOffice, {
    ask: async (office) => {
      const { params, valueId, version } = await evidenced(office)
      const body = { version, judgement: 'consistent' as const }
      await office.w.call(staffOf(office), judgeValue, { params: { ...params, valueId }, body })
      return { params, body: { version: version + 1, result: '没有不一致' } }
    },
  }),
  row(withdrawSelfCheck, performanceOffice, {
    ask: async (office) => {
      const { params, version } = await drawn(office)
      return { params, body: { version, reason: '范围有误' } }
    },
  }),
]

/** The city's verifications, and the office's own samples. */
export const verificationRows = [...conformityRows, ...selfCheckRows]
