import { answerNote, noteFinding } from '#domain/rectification/findingNote.api.ts'
import { beginOrder, type OrderContent } from '#domain/rectification/order.api.ts'
import {
  answerOrder,
  checkOrder,
  issueOrder,
  readOrderMark,
  receiveOrder,
} from '#domain/rectification/orderActs.api.ts'
import type { OfficeClient } from './client.ts'
import type { Ids } from './organization.ts'
import { type DivisionCode, staffOf } from './people.ts'

type Event = { readonly on: string; readonly order: number; readonly run: () => Promise<void> }
type Words = Pick<OrderContent, 'ground' | 'title' | 'finding' | 'article' | 'requirement' | 'dueOn'>

const flights: Words = {
  ...{ ground: 'notRight', title: '航班数据口径不一', article: 28, dueOn: '2025-11-10' },
  finding: '8月、9月航班架次分别按起降和按出港统计，两月数据不可比。',
  requirement: '统一为按起降架次统计，重新核对8月、9月数据，需要更正的按规定更正。',
}
const files: Words = {
  ...{ ground: 'notRight', title: '执法案卷缺页', article: 9, dueOn: '2025-11-12' },
  finding: '日常检查抽查10份执法案卷，2份缺送达回证。',
  requirement: '补齐缺页，对本年度案卷自查一遍，写明保管人。',
}
const waiting: Words = {
  ...{ ground: 'notDone', title: '文锦渡候检时间记录不全', article: 26, dueOn: '2025-11-14' },
  finding: '10月第2周有4天没有记录候检时间。',
  requirement: '明确专人逐日记录，核对10月其余各日并补齐可查证的记录。',
}

/** Three orders on their way and a note that was answered, each act by the person whose it is. */
export const rectificationEvents = (client: OfficeClient, ids: Ids): readonly Event[] => {
  const start = (on: string, division: DivisionCode, words: Words) => ({
    ...{ on, order: 8, run: () => order(client, ids, division, words) },
  })
  return [
    { on: '2025-10-24', order: 8, run: () => note(client, ids) },
    start('2025-10-27', 'SA', flights),
    start('2025-10-29', 'FG', files),
    { on: '2025-11-05', order: 8, run: () => answered(client) },
    start('2025-11-05', 'L1', waiting),
  ]
}

const orders = new Map<string, { readonly id: string; readonly version: number }>()

/** Drafted by the office, checked and issued by its head, read by the leaders, received by the division the same day. */
async function order(client: OfficeClient, ids: Ids, division: DivisionCode, words: Words): Promise<void> {
  const [staff, officeHead] = [await client.as('linzhixia'), await client.as('hejingming')]
  const content: OrderContent = {
    ...{ target: 'division', personId: null, source: 'free', sourceId: null },
    ...{ divisionId: ids.divisions.get(division) ?? '', ...words },
  }
  const { id, version } = await staff.do(beginOrder, { body: { content } })
  const params = { id }
  await officeHead.do(checkOrder, { params, body: { version } })
  await officeHead.confirm()
  await officeHead.do(issueOrder, { params, body: { version: version + 1 } })
  for (const leader of ['shenhuaiyuan', 'gumingchuan', 'yezhiqiu'])
    await (await client.as(leader)).do(readOrderMark, { params })
  const head = await client.as(staffOf[division].head)
  await head.do(receiveOrder, { params, body: { version: version + 2 } })
  orders.set(words.title, { id, version: version + 3 })
}

/** The legal division has put its files in order and awaits the verification. */
async function answered(client: OfficeClient): Promise<void> {
  const given = orders.get(files.title)
  if (!given) throw new Error('the order about the files is not issued')
  const head = await client.as(staffOf.FG.head)
  const list = await head.upload(
    '案卷自查清单.csv',
    ['案卷,缺页,补齐日', '4,送达回证,2025-11-03', '7,送达回证,2025-11-04', ''].join('\n'),
  )
  const measures = '补正2份案卷的送达回证；本年度36份案卷逐份自查；明确何知远为保管人。'
  const result = '2份缺页已补齐，其余34份无缺页。'
  const body = { version: given.version, measures, result, fileIds: [list.id] }
  await head.do(answerOrder, { params: { id: given.id }, body })
}

async function note(client: OfficeClient, ids: Ids): Promise<void> {
  const staff = await client.as('linzhixia')
  const { id, version } = await staff.do(noteFinding, {
    body: {
      ...{ divisionId: ids.divisions.get('XX') ?? '', source: 'free', sourceId: null, dueOn: '2025-10-30' },
      words: '检测报告台账的日期写法不一，请统一。',
    },
  })
  const officer = await client.as(staffOf.XX.officer)
  await officer.do(answerNote, { params: { id }, body: { version, answer: '已统一为年月日，历史记录一并改过。' } })
}
