import { dayText } from '#domain/calendar/workingDays.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import type { Ticket } from '#domain/supervision/ticket.api.ts'
import { inOfficeTime } from '#web/kernel/format.ts'

/** Whose turn it is, and until when. */
export function sentenceOf(ticket: Ticket): Text {
  const { state, shares, closedAt, reason, assignedAt } = ticket
  if (state === 'drafted')
    return reason === null
      ? { zh: '办绩效办正在拟立项。', en: 'Being drafted by the performance office.' }
      : { zh: `审核退回：${reason}`, en: `Sent back: ${reason}` }
  if (state === 'proposed') return { zh: '待办领导审核立项。', en: 'An office leader is to approve it.' }
  if (state === 'registered') return { zh: '待办绩效办交办各处。', en: 'The performance office is to assign it.' }
  if (state === 'withdrawn') return { zh: `已撤销：${reason ?? ''}`, en: `Withdrawn: ${reason ?? ''}` }
  if (state === 'done')
    return { zh: '各处均已办结，待办绩效办负责人销号。', en: 'Every division is done; it is to be closed.' }
  if (state === 'closed' && closedAt !== null && assignedAt !== null) {
    const [from, to] = [dayText(inOfficeTime(assignedAt).day), dayText(inOfficeTime(closedAt).day)]
    return { zh: `${from.zh}交办，${to.zh}销号。`, en: `Assigned on ${from.en}, closed on ${to.en}.` }
  }
  return turnsOf(shares)
}

const turnWords = {
  assigned: { zh: '待签收', en: 'to receive it' },
  received: { zh: '办理中', en: 'at work' },
  submitted: { zh: '已报办结，待审核', en: 'handed in, to be accepted' },
} as const

function turnsOf(shares: Ticket['shares']): Text {
  const turns = (['assigned', 'received', 'submitted'] as const).flatMap((state) => {
    const of = shares.filter((share) => share.state === state)
    if (of.length === 0) return []
    const { zh, en } = joinTexts(of.map(({ division }) => division.name))
    return [{ zh: `${zh}${turnWords[state].zh}`, en: `${en}: ${turnWords[state].en}` }]
  })
  const { zh, en } = joinTexts(turns, '；', '; ')
  return { zh: `${zh}。`, en: `${en}.` }
}
