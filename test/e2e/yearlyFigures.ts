import type { Frequency } from '#domain/calendar/periods.ts'
import { listDivisions, listExternalBodies, listPeople } from '#domain/organization/organization.api.ts'
import { applyAmendment, approveAmendment, beginAmendment, submitAmendment } from '#domain/plan/amendment.api.ts'
import { readPlan } from '#domain/plan/plan.api.ts'
import { contentOf, type DemoItem } from '#tools/demo-office/item.ts'
import {
  type BodyCode,
  type DivisionCode,
  divisions,
  externalBodies,
  people,
  staffOf,
} from '#tools/demo-office/people.ts'
import type { Office } from './office.ts'

/** What four divisions owe for quarter and year besides the plan as it was issued: name, unit, decimals, how often, to whom. */
export const yearlyFigures = {
  first: '陆路一处口岸旅客全年合计',
  second: '陆路二处口岸旅客全年合计',
  published: '主动公开信息全年条数',
  complaints: '有效投诉全年件数',
  firstOfQuarter: '陆路一处口岸旅客季度合计',
  secondOfQuarter: '陆路二处口岸旅客季度合计',
} as const

type Asked = readonly [keyof typeof yearlyFigures, string, number, Frequency, BodyCode, DivisionCode]
const asked: readonly Asked[] = [
  ['firstOfQuarter', '万人次', 1, 'quarter', 'statistics', 'L1'],
  ['secondOfQuarter', '万人次', 1, 'quarter', 'statistics', 'L2'],
  ['first', '万人次', 1, 'year', 'statistics', 'L1'],
  ['second', '万人次', 1, 'year', 'statistics', 'L2'],
  ['published', '条', 0, 'year', 'supervision', 'XX'],
  ['complaints', '件', 0, 'year', 'supervision', 'FG'],
]

const phaseOf = (division: DivisionCode) =>
  ['年度核算', '2025-11-01', '2025-12-31', '四季度和全年数据按期报送', '按期报送为达到', '100', division] as const
const shared = ['L2', 'XX', 'FG'] as const

const item: DemoItem = {
  ...{ code: 'ZX-2025-09', title: '口岸年度统计核算', kind: 'specialTask', dimension: 'quality', weight: '0' },
  ...{ responsible: 'L1', coordinating: 'TG', main: 'chenjiahe', participants: [], method: 'completionRate' },
  goal: '四季度和全年4个处的6项数据按期报送',
  shared: shared.map((division) => [division, '本处季度、全年数据按期报送'] as const),
  phases: [
    ['年度核算', '2025-11-01', '2025-12-31', '四季度和全年数据按期报送', '按期报送为达到', '100'],
    ...shared.map(phaseOf),
  ],
  indicators: asked.map(([key, unit, decimals, frequency, unitOf, division]) => ({
    ...{ name: yearlyFigures[key], unit, decimals, frequency, unitOf },
    ...(division === 'L1' ? {} : { of: division }),
  })),
}

/** A special task in November makes them duties: written by its division, approved, put into the plan. */
export async function askYearlyFigures({ client }: Office): Promise<void> {
  const officer = await client.as(staffOf.L1.officer)
  const { rows: everybody } = await officer.do(listPeople, {})
  const { rows: all } = await officer.do(listDivisions, {})
  const { rows: bodies } = await (await client.as('linzhixia')).do(listExternalBodies, { query: {} })
  const named = <Row extends { readonly id: string }>(rows: readonly Row[], is: (row: Row) => boolean): string => {
    const found = rows.find(is)
    if (!found) throw new Error('the demo office has no such name')
    return found.id
  }
  const content = contentOf(item, {
    division: (code) => named(all, ({ name }) => name.zh === divisions[code].zh),
    person: (userName) => named(everybody, ({ name }) => name === people[userName].name),
    body: (code) => named(bodies, ({ name }) => name.zh === externalBodies[code].name.zh),
    municipal: () => '',
  })
  const plan = await officer.do(readPlan, { params: { of: '2025' } })
  const begun = await officer.do(beginAmendment, {
    params: { id: plan.id },
    body: {
      ...{ route: 'specialTask', itemId: null, content: { ...content, weight: null, startsOn: '2025-11-01' } },
      ...{ reason: '市统计局部署年度核算', taskOn: '2025-11-05', taskSource: '深统函〔2025〕77号' },
    },
  })
  const params = { id: begun.id }
  const head = await client.as(staffOf.L1.head)
  const submitted = await head.do(submitAmendment, { params, body: { version: begun.version } })
  const deputy = await client.as(staffOf.L1.deputy)
  await deputy.confirm()
  const { version, digest } = submitted
  const approved = await deputy.do(approveAmendment, { params, body: { version, digest } })
  await (await client.as('linzhixia')).do(applyAmendment, { params, body: { version: approved.version } })
}
