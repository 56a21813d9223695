import { documentDate, type LetterContent } from '#domain/kernel/letter.ts'
import { type TicketSource, ticketNumber } from './ticket.ts'

export type NoticeWords = {
  readonly officeName: string
  readonly year: number
  readonly number: number
  readonly title: string
  readonly requirement: string
  readonly dueOn: string
  readonly source: TicketSource
  readonly sourceName: string
  readonly sourceOn: string | null
  readonly sourceWords: string
  readonly item: { readonly code: string; readonly title: string } | null
  readonly shares: readonly { readonly division: string; readonly isLead: boolean; readonly requirement: string }[]
  readonly contact: string
  /** The day of the assignment; before it, of the registration. */
  readonly datedOn: string
}

/** 督办通知单: what it comes from, what is required of whom, until when, and how to report. */
export function ticketNoticeOf(words: NoticeWords): LetterContent {
  const { officeName, year, number, title, shares, dueOn, requirement, contact, datedOn } = words
  const lead = shares.filter(({ isLead }) => isLead).map(({ division }) => division)
  const others = shares.filter(({ isLead }) => !isLead).map(({ division }) => division)
  const own = shares.filter((share) => share.requirement !== '')
  return {
    sender: officeName,
    number: ticketNumber(year, number),
    title: `督办通知单\n关于${title}`,
    to: shares.map(({ division }) => division).join('、'),
    paragraphs: [
      `${sourceOf(words)}现予立项督办，请按以下要求办理。`,
      `一、督办要求：${ended(requirement)}`,
      `二、承办单位：${lead.join('、')}牵头${others.length > 0 ? `，${others.join('、')}配合` : ''}。`,
      ...own.map((share) => `${share.division}：${ended(share.requirement)}`),
      `三、办结期限：${documentDate(dueOn)}前办结。确需延期的，请在到期前说明理由提出申请。`,
      '四、请收到后及时签收，办理中反馈进展，办结时报送办理结果和佐证材料。',
    ],
    attachments: [],
    contact,
    datedOn,
    tables: [],
    annex: null,
  }
}

const ended = (words: string): string => (/[。！？]$/.test(words) ? words : `${words}。`)

function sourceOf({ source, sourceName, sourceOn, sourceWords, item }: NoticeWords): string {
  const on = sourceOn === null ? '' : `${documentDate(sourceOn)}，`
  if (source === 'meeting') return `${on}${sourceName}议定：“${sourceWords}”。`
  if (source === 'instruction' || source === 'briefing') return `${on}${sourceName}批示：“${sourceWords}”。`
  const about = item === null ? '' : `评估事项${item.code}“${item.title}”`
  if (source === 'card') return `${about}的指标数据未按期报送，已记预警或牌。`
  if (source === 'finding') return `${on}${sourceName}发现：${ended(sourceWords)}`
  return `${about}纳入办督查督办范围。`
}
