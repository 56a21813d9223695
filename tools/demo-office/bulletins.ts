import {
  draftBriefing,
  listToBrief,
  markBriefingRead,
  recordInstruction,
  sendBriefing,
  ticketOfInstruction,
} from '#domain/bulletin/briefing.api.ts'
import {
  type BulletinFigure,
  type BulletinTable,
  beginBulletin,
  confirmFigures,
  readBulletin,
  saveBlock,
} from '#domain/bulletin/bulletin.api.ts'
import {
  acknowledgeDocument,
  checkDocument,
  issueDocument,
  readDocument,
  signDocument,
} from '#domain/document/officialDocument.api.ts'
import type { OfficeClient } from './client.ts'
import { staffOf } from './people.ts'

type Event = { readonly on: string; readonly order: number; readonly run: () => Promise<void> }

/** The bulletin of the third quarter is issued, that of October drafted; a briefing with an instruction that is dealt with. */
export function bulletinEvents(client: OfficeClient): readonly Event[] {
  return [
    { on: '2025-10-13', order: 9, run: () => quarter(client) },
    { on: '2025-10-16', order: 9, run: () => briefed(client) },
    { on: '2025-11-05', order: 10, run: () => october(client) },
  ]
}

const counted = (figures: readonly (BulletinFigure | BulletinTable)[]) =>
  figures.filter(({ isUsed }) => isUsed).map(({ key, now }) => ({ key, value: now }))

async function quarter(client: OfficeClient): Promise<void> {
  const staff = await client.as('linzhixia')
  const { id, documentId } = await staff.do(beginBulletin, { body: { period: '2025-Q3', cutOffOn: '2025-09-30' } })
  const params = { id }
  const words =
    '陆路口岸一处把旅客量数据的核对前移到每日，三季度数据均在内部期限前提供；海空港口岸处与查验单位建立了周对账。'
  await staff.do(saveBlock, { params: { id, kind: 'goodPractice' }, body: { version: 1, words } })
  const { figures, tables } = await staff.do(readBulletin, { params })
  await staff.do(confirmFigures, { params, body: { figures: [...counted(figures), ...counted(tables)] } })
  const at = { params: { id: documentId } }
  const head = await client.as('hejingming')
  const drafted = await head.do(readDocument, at)
  const { version: checked } = await head.do(checkDocument, { ...at, body: { version: drafted.version } })
  const leader = await client.as('yezhiqiu')
  await leader.confirm()
  const { digest } = await leader.do(readDocument, at)
  const signed = await leader.do(signDocument, { ...at, body: { version: checked, digest } })
  const body = { version: signed.version, documentNumber: '深口绩〔2025〕31号', datedOn: '2025-10-13' }
  await head.do(issueDocument, { ...at, body })
  await (await client.as(staffOf.L1.head)).do(acknowledgeDocument, { ...at, body: {} })
}

async function briefed(client: OfficeClient): Promise<void> {
  const staff = await client.as('linzhixia')
  const { rows } = await staff.do(listToBrief)
  const body = {
    title: '关于空港旅客量指标符合性验证结果的情况',
    words:
      '市绩效办对我办2025年上半年机场口岸出入境旅客量指标开展了符合性验证，9月反馈了结果。\n验证所提意见已经跟进办结。下一步，办绩效办将把台账归档情况纳入数据自查抽验。',
    sources: rows.map(({ kind, id }) => ({ kind, id })),
  }
  const { id, version } = await staff.do(draftBriefing, { body })
  const params = { id }
  const head = await client.as('hejingming')
  const sent = await head.do(sendBriefing, { params, body: { version } })
  const leader = await client.as('yezhiqiu')
  const read = await leader.do(markBriefingRead, { params, body: {} })
  const given = await leader.do(recordInstruction, {
    params,
    body: {
      ...{ version: read.version, leaderId: leaderIn(sent), givenOn: '2025-10-16' },
      words: '请海空港口岸处举一反三，11月底前完成全部旅客量台账的归档检查。',
    },
  })
  const instructionId = given.given[0]?.id ?? ''
  await staff.do(ticketOfInstruction, { params: { id, instructionId }, body: { version: given.version } })
}

const leaderIn = ({ readBy }: { readonly readBy: readonly { person: { id: string; name: string } }[] }): string =>
  readBy.find(({ person }) => person.name === '叶知秋')?.person.id ?? ''

async function october(client: OfficeClient): Promise<void> {
  const staff = await client.as('linzhixia')
  await staff.do(beginBulletin, { body: { period: '2025-10', cutOffOn: '2025-10-31' } })
}
