import { dayText } from '#domain/calendar/workingDays.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Ticket } from '#domain/supervision/ticket.api.ts'
import { type TicketStage, ticketStageNames, ticketStages } from '#domain/supervision/ticket.ts'
import { inOfficeTime } from '#web/kernel/format.ts'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'

/** The six steps: which are done and when, where it lies now. */
export function TicketSteps({ ticket }: { readonly ticket: Ticket }) {
  const text = useText()
  const now = ticketStageNames.find((stage) => !isDone(ticket, stage))
  return (
    <ol className="ticket-steps" aria-label={text({ zh: '办理步骤', en: 'Steps' })}>
      {ticketStageNames.map((stage) => {
        const done = isDone(ticket, stage)
        const here = stage === now && ticket.state !== 'withdrawn'
        return (
          <li
            key={stage}
            className={done ? 'done' : here ? 'now' : ''}
            {...(here ? { 'aria-current': 'step' as const } : {})}
          >
            <b>
              {done && <Icon name="tick" />}
              {text(ticketStages[stage])}
            </b>
            <small>{text(wordsOf(ticket, stage))}</small>
          </li>
        )
      })}
    </ol>
  )
}

const counted = {
  receive: ['received', 'submitted', 'done'],
  feedBack: ['submitted', 'done'],
  finish: ['done'],
} as const satisfies Partial<Record<TicketStage, readonly string[]>>

const countOf = ({ shares }: Ticket, stage: keyof typeof counted): number =>
  shares.filter(({ state }) => (counted[stage] as readonly string[]).includes(state)).length

function isDone(ticket: Ticket, stage: TicketStage): boolean {
  const { registeredAt, assignedAt, closedAt, shares } = ticket
  if (stage === 'register') return registeredAt !== null
  if (stage === 'assign') return assignedAt !== null
  if (stage === 'close') return closedAt !== null
  return shares.length > 0 && countOf(ticket, stage) === shares.length
}

function wordsOf(ticket: Ticket, stage: TicketStage): Text {
  const { registeredAt, assignedAt, closedAt, doneAt, shares } = ticket
  const on = {
    register: registeredAt,
    assign: assignedAt,
    close: closedAt,
    finish: doneAt,
    receive: null,
    feedBack: null,
  }
  const at = on[stage]
  if (at !== null) return dayText(inOfficeTime(at).day)
  if (assignedAt === null || stage === 'close' || !(stage in counted)) return { zh: '', en: '' }
  const n = countOf(ticket, stage as keyof typeof counted)
  return { zh: `${shares.length}处中${n}处`, en: `${n} of ${shares.length}` }
}
