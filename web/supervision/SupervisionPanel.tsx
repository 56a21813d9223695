import { Input } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { isOneOf, performanceOffice, seesEverything } from '#domain/kernel/actor.ts'
import { listTickets } from '#domain/supervision/ticket.api.ts'
import { ticketNumber } from '#domain/supervision/ticket.ts'
import { answerUrge, listUrges, type Urge } from '#domain/supervision/ticketUrge.api.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { Loaded } from '#web/kernel/states.tsx'
import { NewOrderLink } from '#web/rectification/NewOrderLink.tsx'
import { OpenTicket } from './OpenTicket.tsx'
import { LateTag, TicketTag } from './TicketTag.tsx'
import { UrgeAct } from './UrgeAct.tsx'
import { UrgeDialog } from './UrgeDialog.tsx'
import './ticket.css'
import '#web/opinion/opinion.css'

type Props = { readonly subject: 'item' | 'card' | 'duty'; readonly subjectId: string }

/** What supervision has of one thing: its tickets, who was urged about it, and the ways to do either. */
export function SupervisionPanel({ subject, subjectId }: Props) {
  return (
    <Panel id="supervision" title={{ zh: '督查督办', en: 'Supervision' }}>
      {subject !== 'duty' && <Tickets {...{ subject, subjectId }} />}
      {subject !== 'card' && <Urges {...{ subject, subjectId }} />}
      {subject !== 'card' && (
        <p className="row-of-actions">
          <NewOrderLink source={subject} sourceId={subjectId} />
        </p>
      )}
    </Panel>
  )
}

function Tickets({ subject, subjectId }: { readonly subject: 'item' | 'card'; readonly subjectId: string }) {
  const text = useText()
  const { actor } = useSession()
  const tickets = useRead(listTickets, { [`${subject}Id`]: subjectId, limit: 20 })
  return (
    <>
      <Loaded of={tickets} rows={1}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="mid">{text({ zh: '没有督办件。', en: 'No tickets.' })}</p>
          ) : (
            <ul className="opinion-log">
              {rows.map(({ id, year, number, title, state, isLate, isOverdue }) => (
                <li key={id}>
                  <p className="opinion-head">
                    <Link to={`/tickets/${id}`} lang="zh">
                      {[number === null ? '' : ticketNumber(year, number), title].filter(Boolean).join(' ')}
                    </Link>
                    <span className="ticket-head">
                      <TicketTag state={state} />
                      {(isLate || isOverdue) && <LateTag />}
                    </span>
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {seesEverything(actor) && (
        <p className="row-of-actions">
          <OpenTicket source={subject} subjectId={subjectId} />
        </p>
      )}
    </>
  )
}

function Urges({ subject, subjectId }: { readonly subject: 'item' | 'duty'; readonly subjectId: string }) {
  const text = useText()
  const { actor } = useSession()
  const urges = useRead(listUrges, { subject, subjectId }, { enabled: true })
  const [asking, setAsking] = useState<string>()
  const [answering, setAnswering] = useState<Urge>()
  const isOffice = isOneOf(actor.post, performanceOffice)
  if (urges.error?.status === 404) return null
  return (
    <Loaded of={urges} rows={1}>
      {({ rows, targets }) => {
        const target = targets.find(({ division }) => division.id === asking)
        const toAnswer = subject === 'item' ? rows.find(({ isOwn, answer }) => isOwn && answer === null) : undefined
        return (
          <>
            {rows.length > 0 && <UrgeLog rows={rows} />}
            {rows.length === 0 && <p className="mid">{text({ zh: '没有催办。', en: 'Nobody was urged.' })}</p>}
            <p className="row-of-actions">
              {isOffice &&
                targets.map((one) => (
                  <UrgeAct
                    key={one.division.id}
                    subject={subject}
                    {...one}
                    onClick={() => setAsking(one.division.id)}
                  />
                ))}
              {toAnswer && (
                <ButtonFace id="act-answer-urge" kind="primary" onClick={() => setAnswering(toAnswer)}>
                  {text({ zh: '回复催办…', en: 'Answer the urge…' })}
                </ButtonFace>
              )}
            </p>
            {target && (
              <UrgeDialog {...{ subject, subjectId, division: target.division }} onClose={() => setAsking(undefined)} />
            )}
            {answering && <AnswerDialog urge={answering} onClose={() => setAnswering(undefined)} />}
          </>
        )
      }}
    </Loaded>
  )
}

function UrgeLog({ rows }: { readonly rows: readonly Urge[] }) {
  const text = useText()
  const format = useFormat()
  return (
    <ul className="opinion-log">
      {rows.map(({ id, division, words, by, urgedAt, answer, answeredBy, answeredAt }) => (
        <li key={id}>
          <p>
            <b>{text({ zh: `催办${division.name.zh}`, en: `Urged ${division.name.en}` })}</b>{' '}
            <span className="sub">{`${by} ${format.instant(urgedAt)}`}</span>
          </p>
          {words !== '' && <p lang="zh">{words}</p>}
          {answer !== null && answeredAt !== null && (
            <p>
              {text({ zh: '回复：', en: 'Answer: ' })}
              <span lang="zh">{answer}</span>{' '}
              <span className="sub">{`${answeredBy} ${format.instant(answeredAt)}`}</span>
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

function AnswerDialog({ urge, onClose }: { readonly urge: Urge; readonly onClose: () => void }) {
  return (
    <FormDialog<typeof answerUrge, { words: string }>
      endpoint={answerUrge}
      address={{ id: urge.id }}
      title={{ zh: '回复催办', en: 'Answer the urge' }}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ words }) => ({ words })}
      done={{ zh: '已回复', en: 'Answered' }}
    >
      <FormItem name="words" label={{ zh: '办理情况', en: 'What is being done' }} schema={answerUrge.body.shape.words}>
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
    </FormDialog>
  )
}
