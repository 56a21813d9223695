import { Form } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { saveTicket, type Ticket, type TicketDraft } from '#domain/supervision/ticket.api.ts'
import { ticketSources, ticketStates, ticketTransitions } from '#domain/supervision/ticket.ts'
import { proposeTicket, registerTicket, withdrawTicket } from '#domain/supervision/ticketActs.api.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Autosave, type SaveState, useAutosave } from '#web/kernel/Autosave.tsx'
import { Stack } from '#web/kernel/Columns.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { RefusalOf } from '#web/kernel/RefusalOf.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useLeaveGuard } from '#web/kernel/useLeaveGuard.tsx'
import { ShareFields, Source, WhatFields } from './TicketDraftFields.tsx'
import { ticketFactsOf } from './ticketActs.ts'
import './ticket.css'

type Values = Omit<TicketDraft, 'dueOn' | 'sourceOn'> & {
  readonly dueOn: string
  readonly sourceOn: string
  readonly fileIds?: readonly string[]
}

const valuesOf = (ticket: Ticket): Values => ({
  ...{ title: ticket.title, requirement: ticket.requirement, dueOn: ticket.dueOn ?? '' },
  ...{ sourceName: ticket.sourceName, sourceOn: ticket.sourceOn ?? '', sourceWords: ticket.sourceWords },
  shares: ticket.shares.map(({ division, isLead, details }) => ({
    ...{ divisionId: division.id, isLead, requirement: details?.requirement ?? '' },
  })),
})

const draftOf = (values: Values): TicketDraft => ({
  ...{ title: values.title.trim(), requirement: values.requirement.trim(), dueOn: values.dueOn || null },
  ...{ sourceName: (values.sourceName ?? '').trim(), sourceOn: values.sourceOn || null },
  sourceWords: (values.sourceWords ?? '').trim(),
  shares: (values.shares ?? [])
    .filter((share) => share?.divisionId)
    .map(({ divisionId, isLead = false, requirement = '' }) => ({ divisionId, isLead, requirement })),
})

type Props = { readonly ticket: Ticket; readonly onReload: () => void }

/** The draft as it is typed, saved by itself; one version follows another. */
function useDraft(ticket: Ticket) {
  const [values, setValues] = useState(() => valuesOf(ticket))
  const [saved, setSaved] = useState(ticket)
  const version = useRef(ticket.version)
  const claimed = useRef<readonly string[]>([])
  const save = useAct(saveTicket, { id: ticket.id }, { isQuiet: true })
  const write = async (next: Values): Promise<void> => {
    const fileIds = (next.fileIds ?? []).filter((id) => !claimed.current.includes(id))
    const reply = await save.mutateAsync({ version: version.current, ...draftOf(next), fileIds: [...fileIds] })
    claimed.current = [...claimed.current, ...fileIds]
    version.current = reply.version
    setSaved(reply)
  }
  const autosave = useAutosave(write)
  const change = (next: Values): void => {
    setValues(next)
    autosave.change(next)
  }
  /** Everything typed is saved: then it may be registered. */
  const settle = async (): Promise<number> => {
    await autosave.halt()
    await write(values)
    return version.current
  }
  const draft = draftOf(values)
  const shares = draft.shares.map(({ divisionId, isLead }) => ({ divisionId, isLead }))
  const facts = { ...ticketFactsOf(ticket), ...draft, shares }
  return { values, saved, facts, change, settle, status: autosave.status, flush: autosave.flush }
}

const isRegistered = { zh: '已立项', en: 'Registered' }
const isProposed = { zh: '已报审', en: 'Sent for approval' }

/** A draft as it is written: saved by itself, registered or sent for approval by its button. */
export function TicketDraftForm({ ticket, onReload }: Props) {
  const text = useText()
  const toast = useToast()
  const { settings } = useSession()
  const [form] = Form.useForm<Values>()
  const [initial] = useState(() => valuesOf(ticket))
  const { values, saved, facts, change, settle, status, flush } = useDraft(ticket)
  const guard = useLeaveGuard(status.state === 'unsaved' || status.state === 'failed')
  const needsApproval = settings['supervision.approveTickets']
  const action = needsApproval ? 'propose' : 'register'
  const act = useAct(
    needsApproval ? proposeTicket : registerTicket,
    { id: ticket.id },
    { onDone: () => toast(needsApproval ? isProposed : isRegistered) },
  )
  const submit = async (): Promise<void> => act.mutate({ version: await settle() })
  return (
    <>
      {guard}
      <Head
        {...{ ticket, status, settle }}
        reasons={<RefusalOf transition={ticketTransitions[action]} facts={facts} states={ticketStates} />}
      >
        <ActionButton
          id={`act-${action}`}
          transition={ticketTransitions[action]}
          facts={facts}
          states={ticketStates}
          kind="primary"
          reason="elsewhere"
          loading={act.isPending}
          onClick={() => void submit()}
        />
      </Head>
      {status.state === 'refused' && (
        <div className="note warning">
          {text(status.message)}{' '}
          <ButtonFace kind="plain" onClick={onReload}>
            {text({ zh: '重新读取', en: 'Read it again' })}
          </ButtonFace>
        </div>
      )}
      {act.error && <ErrorState error={act.error} />}
      <Form
        form={form}
        layout="vertical"
        initialValues={initial}
        autoComplete="off"
        onBlur={flush}
        onValuesChange={(_changed, all: Values) => change({ ...values, ...all })}
      >
        <Stack>
          <Source ticket={ticket} />
          <Panel title={{ zh: '督办事由和要求', en: 'Subject and requirement' }}>
            <WhatFields saved={saved} />
          </Panel>
          <Panel title={{ zh: '承办处', en: 'Divisions' }} note={text({ zh: '一处牵头，其余配合', en: 'One leads' })}>
            <ShareFields />
          </Panel>
        </Stack>
      </Form>
    </>
  )
}

type HeadProps = {
  readonly ticket: Ticket
  readonly status: SaveState
  readonly settle: () => Promise<number>
  readonly reasons: ReactNode
  readonly children: ReactNode
}

function Head({ ticket, status, settle, reasons, children }: HeadProps) {
  const text = useText()
  const [dropped, setDropped] = useState<number>()
  return (
    <>
      <PageHead
        title={{ zh: '立项督办', en: 'Open a ticket' }}
        crumbs={[
          { label: { zh: '督查督办', en: 'Supervision' }, to: `/supervision?year=${ticket.year}` },
          { label: { zh: '督办件', en: 'Tickets' }, to: `/tickets?year=${ticket.year}` },
        ]}
        chips={<span className="sub">{text(ticketSources[ticket.source])}</span>}
        sentence={text(
          ticket.reason === null
            ? {
                zh: '填写后立项编号，再交办各处。草稿自动保存。',
                en: 'Once registered it has its number and is assigned.',
              }
            : { zh: `审核退回：${ticket.reason}`, en: `Sent back: ${ticket.reason}` },
        )}
        actions={
          <>
            <Autosave status={status} />
            <ButtonFace kind="normal" onClick={() => void settle().then(setDropped)}>
              {text({ zh: '不再立项…', en: 'Drop it…' })}
            </ButtonFace>
            {children}
          </>
        }
        reasons={reasons}
      />
      {dropped !== undefined && <Drop ticket={ticket} version={dropped} onClose={() => setDropped(undefined)} />}
    </>
  )
}

type DropProps = { readonly ticket: Ticket; readonly version: number; readonly onClose: () => void }

function Drop({ ticket, version, onClose }: DropProps) {
  const { basis, label } = ticketTransitions.withdraw
  const act = useAct(withdrawTicket, { id: ticket.id }, { onDone: onClose })
  return (
    <ReasonDialog
      title={{ zh: '不再立项', en: 'Drop the draft' }}
      {...{ label, basis, onClose }}
      isOpen
      loading={act.isPending}
      error={act.error}
      onSubmit={(reason) => act.mutate({ version, reason })}
    />
  )
}
