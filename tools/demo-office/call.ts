import {
  acceptDivisionPlan,
  type DivisionPlan,
  readDivisionPlan,
  returnDivisionPlan,
  saveWorkPlan,
  startDivisionPlan,
  submitDivisionPlan,
} from '#domain/plan/divisionPlan.api.ts'
import { createItem } from '#domain/plan/item.api.ts'
import { closeCall, createCall, extendCall, incorporateCall, issueCall, readCall } from '#domain/plan/planCall.api.ts'
import type { OfficeClient } from './client.ts'
import { contentOf } from './item.ts'
import { items } from './items.ts'
import { receive, signCallNotice } from './notice.ts'
import type { Ids } from './organization.ts'
import { type DivisionCode, divisionCodes, staffOf } from './people.ts'

const year = 2025
const text = `一、各处在制订2025年度工作计划的同时，编制本处2025年度绩效工作方案。
二、方案写明拟纳入评估的事项、责任人、工作目标、阶段分解、考核评价标准、评价方法和数据报送方式。
三、方案由处长签报办绩效办；不得写入涉密内容。`

/** When each division submits: one is given a later day, one comes late, one is returned first. Invented. */
const submittedOn: Record<DivisionCode, string> = {
  ...{ MS: '2024-12-13', L1: '2024-12-16', L2: '2024-12-17', SA: '2024-12-26' },
  ...{ TG: '2024-12-17', GJ: '2024-12-20', FG: '2024-12-18', XX: '2024-12-18' },
}
const [extendedTo, returned, lastDay] = ['2024-12-27', 'L1', '2024-12-30']

/** The call for the plans of 2025 and what the divisions sent, as the last weeks of 2024 may have seen it. */
export async function buildCall(client: OfficeClient, ids: Ids): Promise<void> {
  const [head, staff] = [await client.as('hejingming'), await client.as('linzhixia')]
  const title = `${year}年度绩效工作方案编制要求`
  const { id, version } = await staff.do(createCall, { body: { year, title, text, workingDays: 12 } })
  const params = { id }
  const legalDivision = ids.divisions.get('FG') ?? ''
  const notice = await signCallNotice(client, { id, legalDivision, issuedOn: '2024-12-03' })
  const issued = await head.do(issueCall, { params, body: { version, documentNumber: '深口绩〔2024〕12号' } })
  await client.goTo('2024-12-05')
  await receive(client, notice.id)
  const secretary = await client.as('chengruoxi')
  const taken = { incorporatedIn: '关于做好2024年终总结和2025年工作计划的通知', incorporatedOn: '2024-12-05' }
  const { version: now } = await secretary.do(incorporateCall, {
    params,
    body: { version: issued.version, ...taken, reason: '' },
  })
  const divisionId = ids.divisions.get('SA') ?? ''
  const reason = '全处抽调参加大铲湾码头开放验收'
  await staff.do(extendCall, { params, body: { version: now, divisionId, dueOn: extendedTo, reason } })
  const order = divisionCodes.toSorted((a, b) => submittedOn[a].localeCompare(submittedOn[b]))
  for (const code of order) await buildDivisionPlan(client, ids, code)
  await client.goTo(lastDay)
  const body = { version: (await head.do(readCall, { params: { year } })).version, reason: '' }
  await head.do(closeCall, { params, body })
}

async function buildDivisionPlan(client: OfficeClient, ids: Ids, code: DivisionCode): Promise<void> {
  await client.goTo(submittedOn[code])
  const officer = await client.as(staffOf[code].officer)
  const { id, version, title } = await officer.do(startDivisionPlan, { body: { year, from: 'empty' } })
  const params = { id }
  const own = items.filter(({ responsible }) => responsible === code)
  const workPlanText = own.map(({ title: item, goal }, at) => `${at + 1}．${item}：${goal}。`).join('\n')
  await officer.do(saveWorkPlan, { params, body: { version, title, workPlanText } })
  for (const item of own) await officer.do(createItem, { params, body: { content: draftOf(item, ids) } })
  const submitted = await submit(client, code, id)
  const judge = await client.as(code === 'MS' ? staffOf.MS.deputy : 'linzhixia')
  if (code !== returned) {
    await judge.do(acceptDivisionPlan, { params, body: latestOf(submitted) })
    return
  }
  const why = '工作计划须写明负责人，补充后再报。'
  const back = await judge.do(returnDivisionPlan, { params, body: { ...latestOf(submitted), reason: why } })
  const named = `${workPlanText}\n以上由处长负责。`
  await officer.do(saveWorkPlan, { params, body: { version: back.version, title, workPlanText: named } })
  await judge.do(acceptDivisionPlan, { params, body: latestOf(await submit(client, code, id)) })
}

/** Of the city's table of the new year nothing is known yet. */
const draftOf = (item: (typeof items)[number], ids: Ids) => {
  const { municipalNumber: _row, ...own } = item
  const id =
    <Key>(map: ReadonlyMap<Key, string>) =>
    (key: Key) =>
      map.get(key) ?? ''
  const names = { division: id(ids.divisions), person: id(ids.people), body: id(ids.bodies), municipal: () => '' }
  return contentOf(own, names)
}

async function submit(client: OfficeClient, code: DivisionCode, id: string): Promise<DivisionPlan> {
  const head = await client.as(staffOf[code].head)
  const params = { id }
  const { version, draftDigest } = await head.do(readDivisionPlan, { params })
  return head.do(submitDivisionPlan, { params, body: { version, digest: draftDigest } })
}

const latestOf = ({ version, submissions }: DivisionPlan) => ({
  version,
  number: submissions[0]?.number ?? 0,
  digest: submissions[0]?.digest ?? '',
})
