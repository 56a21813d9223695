import { Input, InputNumber } from 'antd'
import { dayText, plusDays } from '#domain/calendar/workingDays.ts'
import type { Endpoint } from '#domain/kernel/endpoint.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Ticket, TicketShare } from '#domain/supervision/ticket.api.ts'
import {
  acceptShare,
  askTicketExtension,
  feedBackShare,
  grantTicketExtension,
  handInShare,
  receiveShare,
  refuseTicketExtension,
  returnShare,
  seeOverdueShare,
} from '#domain/supervision/ticketShare.api.ts'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { DueDayInput } from '#web/kernel/DueDayInput.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { FilesInput } from '#web/opinion/Attached.tsx'

export type ShareAsked =
  | 'receive'
  | 'feedBack'
  | 'handIn'
  | 'accept'
  | 'sendBack'
  | 'extend'
  | 'grant'
  | 'refuse'
  | 'see'

type Props = {
  readonly ticket: Ticket
  readonly share: TicketShare
  readonly asking: ShareAsked
  readonly onClose: () => void
}

/** What is asked before an act on a share is done. */
export function ShareDialog(props: Props) {
  const { asking } = props
  if (asking === 'feedBack') return <FeedBack {...props} />
  if (asking === 'handIn') return <HandIn {...props} />
  if (asking === 'extend') return <Extend {...props} />
  if (asking === 'sendBack') return <WithReason {...props} endpoint={returnShare} />
  if (asking === 'refuse') return <WithReason {...props} endpoint={refuseTicketExtension} />
  if (asking === 'receive') return <Confirmed {...props} endpoint={receiveShare} says={says.receive} />
  if (asking === 'accept') return <Confirmed {...props} endpoint={acceptShare} says={says.accept} />
  if (asking === 'see') return <Confirmed {...props} endpoint={seeOverdueShare} says={says.see} />
  return <Confirmed {...props} endpoint={grantTicketExtension} says={grantWords(props.share)} />
}

const says = {
  receive: {
    zh: '签收后，由本处按要求和期限办理，并反馈进展。',
    en: 'From now on your division deals with it and reports.',
  },
  accept: {
    zh: '同意后，该处的承办部分办结；各处均办结的，待销号。',
    en: "The division's part is done; once every part is, the ticket is to be closed.",
  },
  see: { zh: '阅知后，这一条不再列入您的待办。', en: 'It leaves your to-dos.' },
} as const satisfies Record<string, Text>

function grantWords({ details }: TicketShare): Text {
  const request = details?.extensions.find(({ state }) => state === 'asked')
  if (!request) return { zh: '', en: '' }
  const [from, to] = [dayText(request.beforeOn), dayText(request.untilOn)]
  return {
    zh: `期限由${from.zh}延至${to.zh}。申请理由：${request.reason}`,
    en: `The day moves from ${from.en} to ${to.en}. Reason: ${request.reason}`,
  }
}

const titled = ({ summary }: Endpoint, { title }: Ticket): Text => ({
  zh: `${summary.zh}：${title}`,
  en: `${summary.en}: ${title}`,
})

function useDone({ summary }: Endpoint, onClose: () => void) {
  const toast = useToast()
  return () => {
    toast({ zh: `已${summary.zh.replace(/^申请/, '提出')}`, en: `Done: ${summary.en}` })
    onClose()
  }
}

type Confirming = Props & {
  readonly endpoint: typeof receiveShare | typeof acceptShare | typeof seeOverdueShare | typeof grantTicketExtension
  readonly says: Text
}

function Confirmed({ ticket, share, endpoint, says: words, onClose }: Confirming) {
  const text = useText()
  const act = useAct(endpoint, { id: share.id }, { onDone: useDone(endpoint, onClose) })
  return (
    <ConfirmDialog
      title={titled(endpoint, ticket)}
      isOpen
      onClose={onClose}
      label={endpoint.summary}
      basis={endpoint.basis}
      loading={act.isPending}
      error={act.error}
      onConfirm={() => act.mutate({ version: share.version })}
    >
      <p>{text(words)}</p>
    </ConfirmDialog>
  )
}

type Reasoned = Props & { readonly endpoint: typeof returnShare | typeof refuseTicketExtension }

function WithReason({ ticket, share, endpoint, onClose }: Reasoned) {
  const act = useAct(endpoint, { id: share.id }, { onDone: useDone(endpoint, onClose) })
  return (
    <ReasonDialog
      title={titled(endpoint, ticket)}
      isOpen
      onClose={onClose}
      label={endpoint.summary}
      basis={endpoint.basis}
      loading={act.isPending}
      error={act.error}
      onSubmit={(reason) => act.mutate({ version: share.version, reason })}
    />
  )
}

type Said = { words: string; percent?: number | null; fileIds?: string[] }

function FeedBack({ ticket, share, onClose }: Props) {
  const { shape } = feedBackShare.body
  return (
    <FormDialog<typeof feedBackShare, Said>
      endpoint={feedBackShare}
      address={{ id: share.id }}
      title={titled(feedBackShare, ticket)}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ words, percent = null, fileIds = [] }) => ({ version: share.version, words, percent, fileIds })}
      done={{ zh: '已反馈', en: 'Reported' }}
    >
      <FormItem name="words" label={{ zh: '办理情况', en: 'What was done' }} schema={shape.words}>
        <Input.TextArea rows={4} lang="zh" />
      </FormItem>
      <FormItem name="percent" label={{ zh: '进度（%，可不填）', en: 'Progress (%, optional)' }} schema={shape.percent}>
        <InputNumber min={0} max={100} precision={0} />
      </FormItem>
      <FormItem name="fileIds" label={{ zh: '佐证材料', en: 'Evidence' }} schema={shape.fileIds}>
        <FilesInput />
      </FormItem>
    </FormDialog>
  )
}

function HandIn({ ticket, share, onClose }: Props) {
  const { shape } = handInShare.body
  return (
    <FormDialog<typeof handInShare, Said>
      endpoint={handInShare}
      address={{ id: share.id }}
      title={titled(handInShare, ticket)}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ words, fileIds = [] }) => ({ version: share.version, words, fileIds })}
      done={{ zh: '已报办结，待审核', en: 'Handed in' }}
    >
      <FormItem name="words" label={{ zh: '办理结果', en: 'Result' }} schema={shape.words}>
        <Input.TextArea rows={5} lang="zh" />
      </FormItem>
      <FormItem name="fileIds" label={{ zh: '佐证材料', en: 'Evidence' }} schema={shape.fileIds}>
        <FilesInput />
      </FormItem>
    </FormDialog>
  )
}

function Extend({ ticket, share, onClose }: Props) {
  const { today } = useSession()
  const { shape } = askTicketExtension.body
  const dueOn = share.details?.dueOn ?? today
  const min = dueOn < today ? today : plusDays(dueOn, 1)
  return (
    <FormDialog<typeof askTicketExtension, { untilOn: string; reason: string }>
      endpoint={askTicketExtension}
      address={{ id: share.id }}
      title={titled(askTicketExtension, ticket)}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ untilOn, reason }) => ({ version: share.version, untilOn, reason })}
      done={{ zh: '已提出延期申请', en: 'Asked for' }}
    >
      <FormItem name="untilOn" label={{ zh: '延至', en: 'Until' }} schema={shape.untilOn}>
        <DueDayInput min={min} />
      </FormItem>
      <FormItem name="reason" label={{ zh: '理由', en: 'Reason' }} schema={shape.reason}>
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
    </FormDialog>
  )
}
