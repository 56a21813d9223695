import { recordContact } from '#domain/opinion/contact.api.ts'
import { answerOpinion, noteOpinion, recordOpinion, sendAnswer } from '#domain/opinion/opinion.api.ts'
import { listExternalBodies } from '#domain/organization/organization.api.ts'
import { listItems } from '#domain/plan/item.api.ts'
import { assignProblem, raiseProblem, solveProblem } from '#domain/problem/problem.api.ts'
import type { OfficeClient } from './client.ts'
import type { Ids } from './organization.ts'
import { divisions } from './people.ts'

type Event = { readonly on: string; readonly order: number; readonly run: () => Promise<void> }

/** An item of the First Land Ports Division with its coordinating one, and the statistics bureau. */
async function known(client: OfficeClient) {
  const coordinator = await client.as('fangjiming')
  const { rows: items } = await coordinator.do(listItems, { query: { year: 2025, limit: 200 } })
  const { rows: bodies } = await coordinator.do(listExternalBodies, { query: { kind: 'collectingUnit' } })
  const item = items.find(
    ({ responsibleDivision, coordinatingDivision }) =>
      responsibleDivision?.name.zh === divisions.L1.zh && coordinatingDivision?.name.zh === divisions.TG.zh,
  )
  const body = bodies.find(({ name }) => name.zh === '市统计局')
  if (!item || !body) throw new Error('no item or no unit to speak of')
  return { coordinator, params: { id: item.id }, bodyId: body.id }
}

/** An opinion that was answered, a talk with what was promised, and a problem that was solved. */
export const opinionEvents = (client: OfficeClient, ids: Ids): readonly Event[] => [
  { on: '2025-09-10', order: 7, run: () => opinion(client) },
  { on: '2025-10-28', order: 7, run: () => contact(client) },
  { on: '2025-10-30', order: 7, run: () => problem(client, ids) },
  { on: '2025-11-03', order: 7, run: () => otherProblem(client, ids) },
]

async function opinion(client: OfficeClient): Promise<void> {
  const { coordinator, params, bodyId } = await known(client)
  const words = '8月旅客数与边检口径略有出入，请说明统计口径。'
  const body = { bodyId, receivedOn: '2025-09-10', way: 'phone' as const, words }
  const { id, version } = await coordinator.do(recordOpinion, { params, body })
  const staff = await client.as('linzhixia')
  await staff.do(noteOpinion, { params: { id }, body: { version } })
  const officer = await client.as('zhouyining')
  const answer = '我办按出入境合计统计，含工作人员；边检口径不含。差异已在备注中说明。'
  await officer.do(answerOpinion, { params: { id }, body: { version: version + 1, answer } })
  const sent = { version: version + 2, answerSentOn: '2025-09-10', answerWay: 'officeAutomation' as const }
  await coordinator.do(sendAnswer, { params: { id }, body: sent })
}

async function contact(client: OfficeClient): Promise<void> {
  const { coordinator, params, bodyId } = await known(client)
  const body = {
    ...{ bodyId, contactOn: '2025-10-28', way: 'phone' as const, who: '方既明', withWhom: '数据采集岗' },
    ...{ gist: '确认10月数据仍按原口径报送', promised: '报送时附口径说明', promisedUntil: '2025-11-07' },
  }
  await coordinator.do(recordContact, { params, body })
}

async function problem(client: OfficeClient, ids: Ids): Promise<void> {
  const { params } = await known(client)
  const officer = await client.as('zhouyining')
  const said = { title: '每日客流文件晚到', words: '月末最后一天的客流文件要到次月第二天才能下载。' }
  const { id, version } = await officer.do(raiseProblem, { body: { subject: 'item', subjectId: params.id, ...said } })
  const staff = await client.as('linzhixia')
  const divisionId = ids.divisions.get('XX') ?? ''
  await staff.do(assignProblem, { params: { id }, body: { version, divisionId } })
  const owner = await client.as('bailuxi')
  const solution = '已商边检信息处，月末当日文件次日上午9时前提供。'
  await owner.do(solveProblem, { params: { id }, body: { version: version + 1, solution } })
}

/** One that is about no item: of how the work goes on. */
async function otherProblem(client: OfficeClient, ids: Ids): Promise<void> {
  const head = await client.as('chenjiahe')
  const said = { title: '通关现场调研车辆不足', words: '11月要到四个口岸取数，处里只有一辆车。' }
  const raised = { kind: 'progress' as const, subject: 'none' as const, subjectId: null, ...said }
  const { id, version } = await head.do(raiseProblem, { body: raised })
  const staff = await client.as('linzhixia')
  const divisionId = ids.divisions.get('MS') ?? ''
  await staff.do(assignProblem, { params: { id }, body: { version, divisionId } })
  const solution = '秘书处已协调公务用车，11月4日至7日每日一辆。'
  await staff.do(solveProblem, { params: { id }, body: { version: version + 1, solution } })
}
