import { listItems } from '#domain/plan/item.api.ts'
import { beginTicket, saveTicket, type Ticket, type TicketDraft } from '#domain/supervision/ticket.api.ts'
import { assignTicket, closeTicket, registerTicket } from '#domain/supervision/ticketActs.api.ts'
import { acceptShare, feedBackShare, handInShare, receiveShare } from '#domain/supervision/ticketShare.api.ts'
import { urgeDivision } from '#domain/supervision/ticketUrge.api.ts'
import type { OfficeClient } from './client.ts'
import type { Ids } from './organization.ts'
import { type DivisionCode, divisions, staffOf } from './people.ts'

type Event = { readonly on: string; readonly order: number; readonly run: () => Promise<void> }
type Known = { readonly client: OfficeClient; readonly ids: Ids }

/** One ticket that was closed, one with an overdue share that was urged, one to be assigned; an item that was urged. */
export function ticketEvents(client: OfficeClient, ids: Ids): readonly Event[] {
  const known = { client, ids }
  return [
    { on: '2025-09-15', order: 8, run: () => ofItem(known) },
    { on: '2025-10-20', order: 8, run: () => ofLeader(known) },
    { on: '2025-11-03', order: 8, run: () => urgeItem(known) },
    { on: '2025-11-05', order: 8, run: () => urgeShare(known) },
    { on: '2025-11-05', order: 9, run: () => ofMeeting(known) },
  ]
}

const staffOfOffice = ({ client }: Known) => client.as('linzhixia')

async function itemOf({ client }: Known, code: DivisionCode): Promise<string> {
  const staff = await client.as('linzhixia')
  const { rows } = await staff.do(listItems, { query: { year: 2025, limit: 200 } })
  const item = rows.find(({ responsibleDivision }) => responsibleDivision?.name.zh === divisions[code].zh)
  if (!item) throw new Error(`${code} has no item`)
  return item.id
}

type Draft = Omit<TicketDraft, 'shares' | 'sourceName' | 'sourceOn' | 'sourceWords'> &
  Partial<Pick<TicketDraft, 'sourceName' | 'sourceOn' | 'sourceWords'>>
type Share = readonly [DivisionCode, string]

/** A ticket as far as its registration. */
async function register(
  known: Known,
  from: { source: 'item' | 'meeting' | 'instruction'; itemId?: string },
  draft: Draft,
  of: readonly Share[],
): Promise<Ticket> {
  const staff = await staffOfOffice(known)
  const { id, version } = await staff.do(beginTicket, { body: from })
  const shares = of.map(([code, requirement], index) => ({
    ...{ divisionId: known.ids.divisions.get(code) ?? '', isLead: index === 0, requirement },
  }))
  const words = { sourceName: '', sourceOn: null, sourceWords: '', ...draft }
  const saved = await staff.do(saveTicket, { params: { id }, body: { version, ...words, shares } })
  return staff.do(registerTicket, { params: { id }, body: { version: saved.version } })
}

const assign = async (known: Known, { id, version }: Ticket): Promise<Ticket> =>
  (await staffOfOffice(known)).do(assignTicket, { params: { id }, body: { version } })

const shareOf = ({ client: _, ids }: Known, { shares }: Ticket, code: DivisionCode) => {
  const share = shares.find(({ division }) => division.id === ids.divisions.get(code))
  if (!share) throw new Error(`${code} has no share`)
  return share
}

async function ofItem(known: Known): Promise<void> {
  const { client } = known
  const itemId = await itemOf(known, 'SA')
  const draft = {
    ...{ title: '机场口岸三季度通关时间回升', requirement: '查明通关时间回升的原因，提出并落实改进措施。' },
    dueOn: '2025-09-30',
  }
  const ticket = await assign(known, await register(known, { source: 'item', itemId }, draft, [['SA', '']]))
  const { id, version } = shareOf(known, ticket, 'SA')
  const { officer, head } = staffOf.SA
  const params = { id }
  await (await client.as(officer)).do(receiveShare, { params, body: { version } })
  const interim = { version: version + 1, words: '已与边检、海关会商，增开两条查验通道。', percent: 60 }
  await (await client.as(officer)).do(feedBackShare, { params, body: interim })
  const final = { version: version + 2, words: '通道全部启用，平均通关时间回到目标值以内。' }
  await (await client.as(head)).do(handInShare, { params, body: final })
  const accepted = await (await staffOfOffice(known)).do(acceptShare, { params, body: { version: version + 3 } })
  const chief = await client.as('hejingming')
  await chief.do(closeTicket, { params: { id: accepted.id }, body: { version: accepted.version } })
}

let led: { readonly ticketId: string; readonly shareId: string } | undefined

async function ofLeader(known: Known): Promise<void> {
  const draft = {
    ...{ title: '口岸信息系统应急演练', requirement: '组织一次系统中断应急演练，形成总结。', dueOn: '2025-11-04' },
    ...{ sourceName: '叶知秋副组长', sourceOn: '2025-10-17', sourceWords: '请抓紧组织演练，查找短板。' },
  }
  const shares: Share[] = [
    ['XX', '牵头制定演练方案并组织实施。'],
    ['FG', '核对应急预案，提出修订意见。'],
  ]
  const ticket = await assign(known, await register(known, { source: 'instruction' }, draft, shares))
  const share = shareOf(known, ticket, 'XX')
  led = { ticketId: ticket.id, shareId: shareOf(known, ticket, 'FG').id }
  const officer = await known.client.as(staffOf.XX.officer)
  const params = { id: share.id }
  await officer.do(receiveShare, { params, body: { version: share.version } })
  const words = '演练方案已报批，定于11月上旬实施。'
  await officer.do(feedBackShare, { params, body: { version: share.version + 1, words, percent: 50 } })
}

async function urgeShare(known: Known): Promise<void> {
  if (!led) return
  const divisionId = known.ids.divisions.get('FG') ?? ''
  const body = { subject: 'share' as const, subjectId: led.shareId, divisionId, words: '已到期，请即签收并反馈。' }
  await (await staffOfOffice(known)).do(urgeDivision, { body })
}

async function urgeItem(known: Known): Promise<void> {
  const divisionId = known.ids.divisions.get('GJ') ?? ''
  const subjectId = await itemOf(known, 'GJ')
  const body = { subject: 'item' as const, subjectId, divisionId, words: '请说明四季度建设进度安排。' }
  await (await staffOfOffice(known)).do(urgeDivision, { body })
}

async function ofMeeting(known: Known): Promise<void> {
  const draft = {
    ...{ title: '口岸服务窗口标识统一', requirement: '统一各口岸服务窗口标识和公示内容。', dueOn: '2025-12-15' },
    ...{ sourceName: '第20次主任办公会', sourceOn: '2025-11-04' },
    sourceWords: '各口岸服务窗口标识年底前统一，由海空港口岸处牵头。',
  }
  const shares: Share[] = [
    ['SA', '拟定统一标识方案。'],
    ['L2', '按方案更换本处口岸标识。'],
  ]
  await register(known, { source: 'meeting' }, draft, shares)
}
