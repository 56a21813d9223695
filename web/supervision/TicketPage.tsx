import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import {
  downloadTicketFile,
  downloadTicketNotice,
  readTicket,
  readTicketHistory,
  type Ticket,
} from '#domain/supervision/ticket.api.ts'
import {
  sourceNames,
  type TicketAction,
  ticketNumber,
  ticketSources,
  ticketStates,
  ticketTransitions,
} from '#domain/supervision/ticket.ts'
import {
  approveTicket,
  assignTicket,
  closeTicket,
  declineTicket,
  withdrawTicket,
} from '#domain/supervision/ticketActs.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { Columns } from '#web/kernel/Columns.tsx'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { DeadlineChip } from '#web/kernel/DeadlineChip.tsx'
import { type Fact, Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { RefusalOf } from '#web/kernel/RefusalOf.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { FileLinks } from '#web/opinion/Attached.tsx'
import { NewOrderLink } from '#web/rectification/NewOrderLink.tsx'
import { TicketDraftForm } from './TicketDraftForm.tsx'
import { TicketShares } from './TicketShares.tsx'
import { TicketSteps } from './TicketSteps.tsx'
import { LateTag, TicketTag } from './TicketTag.tsx'
import { ticketActName, ticketFactsOf } from './ticketActs.ts'
import { sentenceOf } from './ticketSentence.ts'
import './ticket.css'

/** One ticket: whose turn it is and until when, each division's share, what was said of it. */
export function TicketPage() {
  const { id = '' } = useParams()
  const ticket = useRead(readTicket, { id })
  const { actor } = useSession()
  return (
    <Loaded isPage of={ticket} rows={10}>
      {(loaded) =>
        loaded.state === 'drafted' && isOneOf(actor.post, performanceOffice) ? (
          <TicketDraftForm key={loaded.id} ticket={loaded} onReload={() => void ticket.refetch()} />
        ) : (
          <Shown ticket={loaded} />
        )
      }
    </Loaded>
  )
}

type Asked = 'approve' | 'decline' | 'assign' | 'close' | 'withdraw'
const actionsAt: Record<Ticket['state'], readonly Asked[]> = {
  drafted: [],
  proposed: ['withdraw', 'decline', 'approve'],
  registered: ['withdraw', 'assign'],
  assigned: ['withdraw'],
  done: ['close'],
  closed: [],
  withdrawn: [],
}

function Shown({ ticket }: { readonly ticket: Ticket }) {
  const text = useText()
  const { actor } = useSession()
  const [asking, setAsking] = useState<Asked>()
  const { id, title, state, number, year, dueOn, workingDaysLeft, shares } = ticket
  const facts = ticketFactsOf(ticket)
  const steers = actor.post.startsWith('performanceOffice') || actor.post.startsWith('leadingGroup')
  const actions = steers && actor.post !== 'leadingGroup.member' ? actionsAt[state] : []
  const main = actions.at(-1)
  const isOver = state === 'closed' || state === 'withdrawn'
  const isOverdue = !isOver && workingDaysLeft !== null && workingDaysLeft < 0
  return (
    <>
      <PageHead
        title={same(title)}
        crumbs={[
          { label: { zh: '督查督办', en: 'Supervision' }, to: `/supervision?year=${year}` },
          { label: { zh: '督办件', en: 'Tickets' }, to: `/tickets?year=${year}` },
        ]}
        chips={
          <>
            {number !== null && <span className="sub nw">{ticketNumber(year, number)}</span>}
            <TicketTag state={state} />
            {shares.some(({ details }) => details?.isLate) && !isOverdue && <LateTag />}
            {!isOver && <DeadlineChip {...{ dueOn, workingDaysLeft }} />}
          </>
        }
        sentence={text(sentenceOf(ticket))}
        actions={
          <>
            {actions.map((action) => (
              <ActionButton
                key={action}
                id={`act-${action}`}
                transition={ticketTransitions[action]}
                facts={facts}
                states={ticketStates}
                kind={action === main && action !== 'withdraw' ? 'primary' : 'normal'}
                reason="elsewhere"
                asks
                onClick={() => setAsking(action)}
              />
            ))}
            {number !== null && <NewOrderLink source="ticket" sourceId={id} />}
            {number !== null && (
              <a className="button normal" download href={addressOf(downloadTicketNotice, { id })}>
                {text({ zh: '督办通知单.docx', en: 'Notice (.docx)' })}
              </a>
            )}
          </>
        }
        reasons={main && <RefusalOf transition={ticketTransitions[main]} facts={facts} states={ticketStates} />}
      />
      <TicketSteps ticket={ticket} />
      <Columns
        main={
          <>
            <Panel title={{ zh: '督办要求', en: 'What is required' }}>
              <p className="ticket-requirement" lang="zh">
                {ticket.requirement}
              </p>
              <FileLinks files={ticket.files} to={(fileId) => addressOf(downloadTicketFile, { id, fileId })} />
            </Panel>
            <TicketShares ticket={ticket} />
          </>
        }
        side={
          <>
            <Panel title={{ zh: '基本情况', en: 'About it' }}>
              <Facts facts={useFacts(ticket)} />
            </Panel>
            <History id={id} />
          </>
        }
      />
      {asking && <Dialog ticket={ticket} action={asking} onClose={() => setAsking(undefined)} />}
    </>
  )
}

function useFacts(ticket: Ticket): Fact[] {
  const text = useText()
  const format = useFormat()
  const { source, item, card, document, sourceName, sourceOn, sourceWords, dueOn } = ticket
  const at = (zh: string, en: string, when: string | null, by?: string | null): Fact[] =>
    when === null ? [] : [{ name: { zh, en }, value: [by, format.instant(when)].filter(Boolean).join(' ') }]
  return [
    { name: { zh: '来源', en: 'Source' }, value: text(ticketSources[source]) },
    {
      name: { zh: '事项', en: 'Item' },
      value: item && <Link to={`/items/${item.id}`}>{`${item.code} ${item.title}`}</Link>,
    },
    {
      name: { zh: '预警和牌', en: 'Card' },
      value: card && <Link to={`/cards/${card.id}`}>{`${card.indicator} ${format.longDay(card.firedOn)}`}</Link>,
    },
    {
      name: { zh: '纪要', en: 'Minutes' },
      value: document && <Link to={`/documents/${document.id}`}>{document.number ?? document.title}</Link>,
    },
    { name: sourceNames[source], value: sourceName && <span lang="zh">{sourceName}</span> },
    { name: { zh: '日期', en: 'Day' }, value: sourceOn && format.longDay(sourceOn) },
    { name: { zh: '原文', en: 'Words' }, value: sourceWords && <span lang="zh">{sourceWords}</span> },
    { name: { zh: '办结期限', en: 'Due day' }, value: dueOn && format.longDay(dueOn) },
    ...at('拟立项', 'Drafted', ticket.openedAt, ticket.openedBy.name),
    ...at('立项', 'Registered', ticket.registeredAt, ticket.approvedBy),
    ...at('交办', 'Assigned', ticket.assignedAt),
    ...at('办结', 'Done', ticket.doneAt),
    ...at('销号', 'Closed', ticket.closedAt, ticket.closedBy),
  ]
}

const says: Record<'approve' | 'assign' | 'close', Text> = {
  approve: {
    zh: '审核同意后编号立项，由办绩效办交办各处。',
    en: 'It gets its number and the performance office assigns it.',
  },
  assign: {
    zh: '交办后，各处收到待办，应签收并按期限办理；督办要求不再修改。',
    en: 'Each division has it to do from now on; what is required is not changed any more.',
  },
  close: { zh: '销号后，本件办理完毕，不再重新办理。', en: 'It is finished and not taken up again.' },
}
const endpoints = { approve: approveTicket, assign: assignTicket, close: closeTicket } as const

type DialogProps = { readonly ticket: Ticket; readonly action: Asked; readonly onClose: () => void }

function Dialog({ ticket, action, onClose }: DialogProps) {
  const titled = (of: TicketAction): Text => {
    const { zh, en } = ticketTransitions[of].label
    return { zh: `${zh}：${ticket.title}`, en: `${en}: ${ticket.title}` }
  }
  if (action === 'decline' || action === 'withdraw')
    return <WithReason {...{ ticket, action, onClose }} title={titled(action)} />
  return <Confirmed {...{ ticket, action, onClose }} title={titled(action)} />
}

type Titled<A extends Asked> = Omit<DialogProps, 'action'> & { readonly action: A; readonly title: Text }

function Confirmed({ ticket, action, title, onClose }: Titled<'approve' | 'assign' | 'close'>) {
  const text = useText()
  const toast = useToast()
  const { label, basis } = ticketTransitions[action]
  const onDone = () => {
    toast({ zh: `已${label.zh}`, en: `Done: ${label.en}` })
    onClose()
  }
  const act = useAct(endpoints[action], { id: ticket.id }, { onDone })
  return (
    <ConfirmDialog
      {...{ title, label, basis, onClose }}
      isOpen
      loading={act.isPending}
      error={act.error}
      onConfirm={() => act.mutate({ version: ticket.version })}
    >
      <p>{text(says[action])}</p>
    </ConfirmDialog>
  )
}

function WithReason({ ticket, action, title, onClose }: Titled<'decline' | 'withdraw'>) {
  const toast = useToast()
  const { label, basis } = ticketTransitions[action]
  const onDone = () => {
    toast({ zh: `已${label.zh}`, en: `Done: ${label.en}` })
    onClose()
  }
  const act = useAct(action === 'decline' ? declineTicket : withdrawTicket, { id: ticket.id }, { onDone })
  return (
    <ReasonDialog
      {...{ title, label, basis, onClose }}
      isOpen
      loading={act.isPending}
      error={act.error}
      onSubmit={(reason) => act.mutate({ version: ticket.version, reason })}
    />
  )
}

function History({ id }: { readonly id: string }) {
  const history = useRead(readTicketHistory, { id })
  return <Loaded of={history}>{({ rows }) => <HistoryPanel entries={rows} nameOf={ticketActName} />}</Loaded>
}
