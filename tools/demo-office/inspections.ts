import {
  closeConformity,
  demandMaterial,
  handInMaterial,
  recordConformity,
  recordResult,
  recordVisit,
  sendMaterials,
} from '#domain/inspection/conformity.api.ts'
import { addCheckTemplate, planInspection, readInspection } from '#domain/inspection/inspection.api.ts'
import {
  acknowledgeInspection,
  addFinding,
  beginInspection,
  concludeInspection,
  judgePoints,
  notifyInspection,
  replyToFindings,
  settleFinding,
  tellFindings,
} from '#domain/inspection/inspectionActs.api.ts'
import { listExternalBodies } from '#domain/organization/organization.api.ts'
import type { OfficeClient } from './client.ts'
import type { Ids } from './organization.ts'
import { type DivisionCode, staffOf } from './people.ts'
import { sampleEvents } from './sample.ts'

export type Event = { readonly on: string; readonly order: number; readonly run: () => Promise<void> }

const points = ['填报数据与原始台账一致', '佐证材料按月归档', '口径说明与采集单位要求一致', '处长签字在内部期限前完成']

/**
 * A special inspection that was concluded and one that goes on, a verification by the city, and a sample of 20 values
 * with one that was inconsistent.
 */
export function inspectionEvents(client: OfficeClient, ids: Ids): readonly Event[] {
  const kept = { id: '' }
  return [
    { on: '2025-07-07', order: 8, run: () => planned(client, ids, kept) },
    { on: '2025-07-14', order: 8, run: () => checked(client, kept) },
    { on: '2025-07-17', order: 8, run: () => replied(client, kept) },
    { on: '2025-07-21', order: 8, run: () => concluded(client, kept) },
    ...verificationEvents(client, ids),
    ...sampleEvents(client, ids),
    { on: '2025-10-28', order: 8, run: () => begun(client, ids) },
  ]
}

const division = (ids: Ids, code: DivisionCode) => ids.divisions.get(code) ?? ''

async function planned(client: OfficeClient, ids: Ids, kept: { id: string }): Promise<void> {
  const staff = await client.as('linzhixia')
  await staff.do(addCheckTemplate, { body: { name: '指标数据报送常用要点', aspect: 'reporting', points } })
  const { id } = await staff.do(planInspection, {
    body: {
      ...{ kind: 'special', aspect: 'reporting', title: '上半年旅客量数据报送专项检查', points },
      ...{ scope: '2025年1月至6月旅客量数据的台账、佐证和签字', startsOn: '2025-07-14' },
      ...{ requestDocument: '市绩效办关于开展上半年数据质量检查的通知', requestOn: '2025-07-03' },
      divisionIds: [division(ids, 'L1'), division(ids, 'SA')],
    },
  })
  kept.id = id
  const params = { id }
  await staff.do(notifyInspection, { params, body: { version: 1 } })
  for (const head of [staffOf.L1.head, staffOf.SA.head])
    await (await client.as(head)).do(acknowledgeInspection, { params, body: { preparation: '台账已备齐' } })
}

async function checked(client: OfficeClient, { id }: { id: string }): Promise<void> {
  const staff = await client.as('linzhixia')
  const params = { id }
  const { version } = await staff.do(readInspection, { params })
  let now = await staff.do(beginInspection, { params, body: { version } })
  for (const [at, party] of now.parties.entries()) {
    const judgements = now.points.map((point, n) =>
      at === 0 && n === 1
        ? { pointId: point.id, judgement: 'fault' as const, remark: '5月佐证材料未归档' }
        : { pointId: point.id, judgement: 'ok' as const },
    )
    now = await staff.do(judgePoints, { params, body: { version: now.version, partyId: party.id, judgements } })
  }
  const partyId = now.parties[0]?.id ?? ''
  const words = '5月旅客量的佐证材料未按月归档，检查当日补齐。'
  now = await staff.do(addFinding, { params, body: { version: now.version, partyId, words } })
  await staff.do(tellFindings, { params, body: { version: now.version, replyBy: '2025-07-18' } })
}

async function replied(client: OfficeClient, { id }: { id: string }): Promise<void> {
  const head = await client.as(staffOf.L1.head)
  const words = '情况属实。已补归档，并明确由专人每月5日前归档上月佐证。'
  await head.do(replyToFindings, { params: { id }, body: { words } })
}

async function concluded(client: OfficeClient, { id }: { id: string }): Promise<void> {
  const staff = await client.as('linzhixia')
  const params = { id }
  const { version, parties } = await staff.do(readInspection, { params })
  const findingId = parties[0]?.findings[0]?.id ?? ''
  const settled = { version, outcome: 'explained' as const, reason: '已当场补齐并明确专人，无需另行整改。' }
  await staff.do(settleFinding, { params: { ...params, findingId }, body: settled })
  const result = '检查2个处，台账与填报数据一致；1个归档问题已补齐。'
  await staff.do(concludeInspection, { params, body: { version: version + 1, result } })
}

/** Our own one, to begin after the day on which the demo office stands: one division has yet to acknowledge it. */
async function begun(client: OfficeClient, ids: Ids): Promise<void> {
  const staff = await client.as('linzhixia')
  const { id } = await staff.do(planInspection, {
    body: {
      ...{ kind: 'special', aspect: 'item', title: '四季度重点事项进度专项检查', startsOn: '2025-11-10' },
      ...{ scope: '四季度有节点的重点事项', points: ['节点进度与方案一致', '滞后事项有原因和措施'] },
      divisionIds: [division(ids, 'L2'), division(ids, 'GJ')],
    },
  })
  const params = { id }
  await staff.do(notifyInspection, { params, body: { version: 1 } })
  await (await client.as(staffOf.L2.head)).do(acknowledgeInspection, { params, body: {} })
}

function verificationEvents(client: OfficeClient, ids: Ids): readonly Event[] {
  const kept = { id: '', materialId: '' }
  return [
    { on: '2025-08-11', order: 8, run: () => requested(client, ids, kept) },
    { on: '2025-08-13', order: 8, run: () => handedIn(client, kept) },
    { on: '2025-08-20', order: 8, run: () => visited(client, kept) },
    { on: '2025-09-02', order: 8, run: () => followedUp(client, kept) },
  ]
}

type Kept = { id: string; materialId: string }

async function requested(client: OfficeClient, ids: Ids, kept: Kept): Promise<void> {
  const staff = await client.as('linzhixia')
  const { rows } = await staff.do(listExternalBodies, { query: { kind: 'municipalPerformanceOffice' } })
  const { id, version } = await staff.do(recordConformity, {
    body: {
      ...{ aspect: 'reporting', title: '空港旅客量指标符合性验证', bodyId: rows[0]?.id ?? '' },
      ...{ document: '市绩效办关于开展指标数据符合性验证的通知', requestedOn: '2025-08-11', dueOn: '2025-08-15' },
      concerns: '2025年上半年机场口岸出入境旅客量',
    },
  })
  const asked = { divisionId: division(ids, 'SA'), words: '上半年旅客量原始台账', dueOn: '2025-08-13' }
  const { materials } = await staff.do(demandMaterial, { params: { id }, body: { version, ...asked } })
  Object.assign(kept, { id, materialId: materials[0]?.id ?? '' })
}

async function handedIn(client: OfficeClient, { id, materialId }: Kept): Promise<void> {
  const officer = await client.as(staffOf.SA.officer)
  const { id: fileId } = await officer.upload(
    '上半年旅客量台账.txt',
    '2025年1月至6月机场口岸出入境旅客量逐月台账（演示）',
  )
  const body = { words: '1月至6月台账，已由处长审核。', fileIds: [fileId] }
  const { version } = await officer.do(handInMaterial, { params: { id, materialId }, body })
  const staff = await client.as('linzhixia')
  await staff.do(sendMaterials, { params: { id }, body: { version, sentOn: '2025-08-13' } })
}

async function visited(client: OfficeClient, { id }: Kept): Promise<void> {
  const staff = await client.as('linzhixia')
  const body = {
    version: 4,
    visitedOn: '2025-08-20',
    visitors: '市绩效办评估处2人',
    lookedAt: '台账与系统数据逐月比对',
  }
  await staff.do(recordVisit, { params: { id }, body })
}

async function followedUp(client: OfficeClient, { id }: Kept): Promise<void> {
  const staff = await client.as('linzhixia')
  const result = {
    result: 'partly' as const,
    resultOn: '2025-08-29',
    resultWords: '数据一致；口径说明未注明是否含过境旅客。',
  }
  await staff.do(recordResult, { params: { id }, body: { version: 5, ...result } })
  const followUp = '已会同海空港口岸处补充口径说明，注明含过境旅客，并报市绩效办。'
  await staff.do(closeConformity, { params: { id }, body: { version: 6, followUp } })
}
