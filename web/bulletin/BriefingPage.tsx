import { type ReactNode, useState } from 'react'
import { Link, useParams } from 'react-router'
import {
  type Briefing,
  downloadInstructionScan,
  type Instruction,
  markBriefingRead,
  readBriefing,
  readBriefingHistory,
  sendBriefing,
  ticketOfInstruction,
  withdrawBriefing,
} from '#domain/bulletin/briefing.api.ts'
import { briefingStates, briefingTransitions } from '#domain/bulletin/briefing.ts'
import { isOneOf, leadingGroup, performanceOffice, seesEverything } from '#domain/kernel/actor.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import { ticketStates } from '#domain/supervision/ticket.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { Columns } from '#web/kernel/Columns.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, ErrorState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { EditBriefing, RecordInstruction } from './BriefingDialogs.tsx'
import './bulletin.css'
import { briefingName, stageOfBriefing } from './stageOfBriefing.ts'

/** A briefing with who has read it, and the instructions on it with their tickets. */
export function BriefingPage() {
  const { id = '' } = useParams()
  const briefing = useRead(readBriefing, { id })
  return (
    <Loaded isPage of={briefing} rows={8}>
      {(loaded) => <View briefing={loaded} />}
    </Loaded>
  )
}

type Props = { readonly briefing: Briefing }

function View({ briefing }: Props) {
  const text = useText()
  return (
    <>
      <PageHead
        title={same(briefing.title)}
        crumbs={[{ label: briefingName, to: '/briefings' }]}
        chips={<StageTag stage={stageOfBriefing[briefing.state]} label={briefingStates[briefing.state]} />}
        sentence={text(sentenceOf(briefing))}
        actions={<Acts briefing={briefing} />}
      />
      <Columns
        main={
          <>
            <Panel title={{ zh: '正文', en: 'Text' }}>
              <p className="briefing-words" lang="zh">
                {briefing.words}
              </p>
            </Panel>
            {briefing.state === 'sent' && <Instructions briefing={briefing} />}
          </>
        }
        side={
          <>
            <About briefing={briefing} />
            {briefing.state === 'sent' && <Readers briefing={briefing} />}
            <History id={briefing.id} />
          </>
        }
      />
    </>
  )
}

function sentenceOf({ state, year, number, read, readers, withdrawReason }: Briefing): Text {
  if (state === 'drafted') return { zh: '待办绩效办负责人报送领导小组。', en: 'To be sent by the head of the office.' }
  if (state === 'withdrawn') return { zh: `已作废：${withdrawReason}`, en: `Withdrawn: ${withdrawReason}` }
  return {
    zh: `${year}年第${number}期。领导小组${readers}人中${read}人已阅。`,
    en: `No. ${number} of ${year}. Read by ${read} of ${readers} members.`,
  }
}

/** What this post does next with it. */
function Acts({ briefing }: Props) {
  const { actor } = useSession()
  const toast = useToast()
  const { id, version, state, draftedBy, readBy } = briefing
  const [asked, setAsked] = useState<'edit' | 'withdraw' | 'instruct'>()
  const facts = { state, draftedBy: draftedBy.id }
  const shown = { facts, states: briefingStates, reason: 'below' } as const
  const send = useAct(sendBriefing, { id }, { onDone: () => toast({ zh: '已报送', en: 'Sent' }) })
  const withdraw = useAct(withdrawBriefing, { id }, { onDone: () => setAsked(undefined) })
  const mark = useAct(markBriefingRead, { id }, { onDone: () => toast({ zh: '已阅', en: 'Read' }) })
  const isOffice = isOneOf(actor.post, performanceOffice)
  const own = readBy.find(({ person }) => person.id === actor.id)
  return (
    <>
      {isOffice && state === 'drafted' && (
        <>
          <ActionButton
            transition={briefingTransitions.withdraw}
            {...shown}
            asks
            onClick={() => setAsked('withdraw')}
          />
          <ActionButton transition={briefingTransitions.edit} {...shown} asks onClick={() => setAsked('edit')} />
          <ActionButton
            {...{ id: 'act-send', kind: 'primary', loading: send.isPending }}
            transition={briefingTransitions.send}
            {...shown}
            onClick={() => send.mutate({ version })}
          />
        </>
      )}
      {isOneOf(actor.post, leadingGroup) && own && own.readAt === null && (
        <ActionButton
          {...{ id: 'act-read', kind: 'primary', loading: mark.isPending }}
          transition={briefingTransitions.read}
          {...shown}
          onClick={() => mark.mutate({})}
        />
      )}
      {state === 'sent' && (isOffice || own) && (
        <ActionButton
          id="act-instruct"
          transition={briefingTransitions.instruct}
          {...shown}
          {...(isOffice ? { label: { zh: '代为登记批示', en: 'Record an instruction' } } : {})}
          asks
          onClick={() => setAsked('instruct')}
        />
      )}
      {(send.error ?? mark.error) && (
        <ErrorState error={(send.error ?? mark.error) as NonNullable<typeof send.error>} />
      )}
      {asked === 'edit' && <EditBriefing briefing={briefing} onClose={() => setAsked(undefined)} />}
      {asked === 'instruct' && <RecordInstruction briefing={briefing} onClose={() => setAsked(undefined)} />}
      <ReasonDialog
        title={{ zh: `作废：${briefing.title}`, en: `Withdraw: ${briefing.title}` }}
        isOpen={asked === 'withdraw'}
        onClose={() => setAsked(undefined)}
        label={briefingTransitions.withdraw.label}
        basis={briefingTransitions.withdraw.basis}
        loading={withdraw.isPending}
        error={withdraw.error}
        onSubmit={(reason) => withdraw.mutate({ version, reason })}
      />
    </>
  )
}

function Instructions({ briefing }: Props) {
  return (
    <Panel title={{ zh: '批示', en: 'Instructions' }}>
      {briefing.given.length === 0 && <EmptyState why={{ zh: '还没有批示。', en: 'There is no instruction yet.' }} />}
      {briefing.given.map((given) => (
        <Given key={given.id} briefing={briefing} given={given} />
      ))}
    </Panel>
  )
}

function Given({ briefing, given }: Props & { readonly given: Instruction }) {
  const text = useText()
  const format = useFormat()
  const { leader, words, givenOn, recordedBy, scan } = given
  return (
    <div className="briefing-instruction">
      <p className="briefing-words" lang="zh">
        {words}
      </p>
      <p className="sub">
        {leader.name} {format.day(givenOn)}
        {recordedBy.id !== leader.id && text({ zh: `（${recordedBy.name}代为登记）`, en: ` (by ${recordedBy.name})` })}{' '}
        {scan && (
          <a download href={addressOf(downloadInstructionScan, { id: briefing.id, instructionId: given.id })}>
            {scan.name}
          </a>
        )}
      </p>
      <TicketOf briefing={briefing} given={given} />
    </div>
  )
}

/** The ticket of an instruction with its state, or the act that opens one. */
function TicketOf({ briefing: { id, version, state, draftedBy }, given }: Props & { readonly given: Instruction }) {
  const text = useText()
  const { actor } = useSession()
  const act = useAct(ticketOfInstruction, { id, instructionId: given.id })
  const { ticket } = given
  if (ticket) {
    const name = ticket.number === null ? ticket.title : `${ticket.year}年第${ticket.number}号 ${ticket.title}`
    return (
      <p>
        {text({ zh: '督办件：', en: 'Ticket: ' })}
        <span lang="zh">{seesEverything(actor) ? <Link to={`/tickets/${ticket.id}`}>{name}</Link> : name}</span>{' '}
        <span className="sub">{text(ticketStates[ticket.state])}</span>
      </p>
    )
  }
  if (!isOneOf(actor.post, performanceOffice)) return <TextLine>{{ zh: '未转督办。', en: 'No ticket.' }}</TextLine>
  return (
    <>
      <ActionButton
        transition={briefingTransitions.openTicket}
        facts={{ state, draftedBy: draftedBy.id }}
        states={briefingStates}
        loading={act.isPending}
        onClick={() => act.mutate({ version })}
      />
      {act.error && <ErrorState error={act.error} />}
    </>
  )
}

const TextLine = ({ children }: { readonly children: Text }): ReactNode => {
  const text = useText()
  return <p className="sub">{text(children)}</p>
}

function About({ briefing: { draftedBy, draftedAt, sentBy, sentAt, sources } }: Props) {
  const format = useFormat()
  const { today } = useSession()
  return (
    <Panel title={{ zh: '基本情况', en: 'About' }}>
      <Facts
        facts={[
          { name: { zh: '拟稿', en: 'Drafted' }, value: `${draftedBy.name} ${format.instant(draftedAt, today)}` },
          {
            name: { zh: '报送', en: 'Sent' },
            value: sentBy && sentAt && `${sentBy.name} ${format.instant(sentAt, today)}`,
          },
          {
            name: { zh: '所报结果', en: 'About' },
            value:
              sources.length > 0 &&
              sources.map(({ id, title, link }) => (
                <Link key={id} to={link} lang="zh">
                  {title}
                </Link>
              )),
          },
        ]}
      />
    </Panel>
  )
}

function Readers({ briefing: { readBy } }: Props) {
  const format = useFormat()
  const text = useText()
  const { today } = useSession()
  return (
    <Panel title={{ zh: '阅办情况', en: 'Who has read it' }}>
      <Facts
        facts={readBy.map(({ person, readAt }) => ({
          name: same(person.name),
          value: readAt ? format.instant(readAt, today) : text({ zh: '未阅', en: 'not read' }),
        }))}
      />
    </Panel>
  )
}

const acts: Readonly<Record<string, Text>> = {
  'briefing.draft': { zh: '拟稿', en: 'Drafted' },
  'briefing.edit': briefingTransitions.edit.label,
  'briefing.send': briefingTransitions.send.label,
  'briefing.withdraw': briefingTransitions.withdraw.label,
  'briefing.read': briefingTransitions.read.label,
  'briefing.instruct': { zh: '登记批示', en: 'Recorded an instruction' },
  'briefing.openTicket': briefingTransitions.openTicket.label,
}

function History({ id }: { readonly id: string }) {
  const history = useRead(readBriefingHistory, { id })
  return (
    <Loaded of={history}>
      {({ rows }) => <HistoryPanel entries={rows} nameOf={(action) => acts[action] ?? same(action)} />}
    </Loaded>
  )
}
