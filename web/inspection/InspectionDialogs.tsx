import { Input } from 'antd'
import { findingOutcomes, outcomes } from '#domain/inspection/check.ts'
import type { Finding, Inspection, Party } from '#domain/inspection/inspection.api.ts'
import type { InspectionAction } from '#domain/inspection/inspection.ts'
import {
  acknowledgeInspection,
  addFinding,
  beginInspection,
  concludeInspection,
  dropFinding,
  notifyInspection,
  replyToFindings,
  settleFinding,
  tellFindings,
  withdrawInspection,
} from '#domain/inspection/inspectionActs.api.ts'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { FilesInput } from '#web/opinion/Attached.tsx'
import { useItemOptions } from './options.ts'
import { ChangePlanDialog } from './PlanFields.tsx'
import { ReasonAct } from './ReasonAct.tsx'

/** What is being asked before an act, and about which part. */
export type Asking =
  | { readonly action: Exclude<InspectionAction, 'judge' | 'find' | 'settle' | 'drop'> }
  | { readonly action: 'find'; readonly party: Party }
  | { readonly action: 'settle' | 'drop'; readonly party: Party; readonly finding: Finding }

type Props = {
  readonly inspection: Inspection
  /** The latest version that this page knows. */
  readonly version: number
  readonly onClose: () => void
}

/** What is asked before an act on an inspection is done. */
export function InspectionDialog({ asking, ...props }: Props & { readonly asking: Asking }) {
  const { inspection, version, onClose } = props
  const { id, title } = inspection
  const titled = (zh: string, en: string) => ({ zh: `${zh}：${title}`, en: `${en}: ${title}` })
  switch (asking.action) {
    case 'change':
      return <ChangePlanDialog inspection={inspection} onClose={onClose} />
    case 'find':
      return <Find {...props} party={asking.party} />
    case 'settle':
      return <Settle {...props} finding={asking.finding} />
    case 'drop':
      return (
        <ReasonAct
          endpoint={dropFinding}
          address={{ id, findingId: asking.finding.id }}
          title={titled('撤下问题', 'Take the finding out')}
          {...{ version, onClose }}
        />
      )
    case 'withdraw':
      return (
        <ReasonAct
          endpoint={withdrawInspection}
          address={{ id }}
          title={titled('撤销', 'Withdraw')}
          {...{ version, onClose }}
        />
      )
    case 'notify':
    case 'begin':
      return <Step {...props} action={asking.action} />
    case 'acknowledge':
      return <Acknowledge {...props} />
    case 'tell':
      return <Tell {...props} />
    case 'reply':
      return <ReplyDialog {...props} />
    default:
      return <Conclude {...props} />
  }
}

const steps = {
  notify: {
    endpoint: notifyInspection,
    words: {
      zh: '被检查处处长将收到待办，请其知悉并准备。通知后不能再修改。',
      en: 'The heads of the divisions have it to do: to acknowledge and prepare. The plan is fixed from then on.',
    },
  },
  begin: {
    endpoint: beginInspection,
    words: { zh: '开始后逐处判定检查要点。', en: 'The points are then judged division by division.' },
  },
} as const

function Step({
  inspection: { id, title },
  version,
  action,
  onClose,
}: Props & { readonly action: 'notify' | 'begin' }) {
  const text = useText()
  const toast = useToast()
  const { endpoint, words } = steps[action]
  const onDone = () => {
    toast(endpoint.summary)
    onClose()
  }
  const act = useAct(endpoint, { id }, { onDone })
  return (
    <ConfirmDialog
      title={{ zh: `${endpoint.summary.zh}：${title}`, en: `${endpoint.summary.en}: ${title}` }}
      isOpen
      onClose={onClose}
      label={endpoint.summary}
      basis={endpoint.basis}
      loading={act.isPending}
      error={act.error}
      onConfirm={() => act.mutate({ version })}
    >
      <p>{text(words)}</p>
    </ConfirmDialog>
  )
}

function Acknowledge({ inspection: { id, title }, onClose }: Props) {
  return (
    <FormDialog<typeof acknowledgeInspection, { preparation?: string }>
      endpoint={acknowledgeInspection}
      address={{ id }}
      title={{ zh: `知悉：${title}`, en: `Acknowledge: ${title}` }}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ preparation = '' }) => ({ preparation })}
      done={{ zh: '已知悉', en: 'Acknowledged' }}
    >
      <FormItem
        name="preparation"
        label={{ zh: '准备情况', en: 'Preparation' }}
        schema={acknowledgeInspection.body.shape.preparation}
        hint={{ zh: '可不填。', en: 'Optional.' }}
      >
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
    </FormDialog>
  )
}

function Find({ inspection: { id, year }, version, party, onClose }: Props & { readonly party: Party }) {
  const { shape } = addFinding.body
  const { name } = party.division
  return (
    <FormDialog<typeof addFinding, { itemId?: string; words: string; fileIds?: string[] }>
      endpoint={addFinding}
      address={{ id }}
      title={{ zh: `登记问题：${name.zh}`, en: `Record a finding: ${name.en}` }}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ itemId = null, words, fileIds = [] }) => ({ version, partyId: party.id, itemId, words, fileIds })}
      done={{ zh: '已登记', en: 'Recorded' }}
    >
      <FormItem name="words" label={{ zh: '问题', en: 'Finding' }} schema={shape.words}>
        <Input.TextArea rows={4} lang="zh" />
      </FormItem>
      <FormItem name="itemId" label={{ zh: '涉及事项', en: 'Item' }} schema={shape.itemId}>
        <Select allowClear showSearch optionFilterProp="label" options={useItemOptions(year)} />
      </FormItem>
      <FormItem name="fileIds" label={{ zh: '佐证', en: 'Evidence' }} schema={shape.fileIds}>
        <FilesInput />
      </FormItem>
    </FormDialog>
  )
}

function Tell({ inspection: { id, title }, version, onClose }: Props) {
  const { today } = useSession()
  return (
    <FormDialog<typeof tellFindings, { replyBy: string }>
      endpoint={tellFindings}
      address={{ id }}
      title={{ zh: `送被检查处回复：${title}`, en: `Send the findings: ${title}` }}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ replyBy }) => ({ version, replyBy })}
      done={{ zh: '已送，处长已收到待办', en: 'Sent: the heads have it to do' }}
    >
      <FormItem name="replyBy" label={{ zh: '回复期限', en: 'Reply by' }} schema={tellFindings.body.shape.replyBy}>
        <DayInput min={today} />
      </FormItem>
    </FormDialog>
  )
}

function ReplyDialog({ inspection: { id, title }, onClose }: Props) {
  const { shape } = replyToFindings.body
  return (
    <FormDialog<typeof replyToFindings, { words: string; fileIds?: string[] }>
      endpoint={replyToFindings}
      address={{ id }}
      title={{ zh: `回复：${title}`, en: `Reply: ${title}` }}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ words, fileIds = [] }) => ({ words, fileIds })}
      done={{ zh: '已回复', en: 'Replied' }}
    >
      <FormItem name="words" label={{ zh: '回复内容', en: 'Words' }} schema={shape.words}>
        <Input.TextArea rows={5} lang="zh" />
      </FormItem>
      <FormItem name="fileIds" label={{ zh: '附件', en: 'Files' }} schema={shape.fileIds}>
        <FilesInput />
      </FormItem>
    </FormDialog>
  )
}

function Settle({ inspection: { id }, version, finding, onClose }: Props & { readonly finding: Finding }) {
  const text = useText()
  const { shape } = settleFinding.body
  const options = findingOutcomes.map((value) => ({ value, label: text(outcomes[value]) }))
  return (
    <FormDialog<typeof settleFinding, { outcome: (typeof findingOutcomes)[number]; reason: string }>
      endpoint={settleFinding}
      address={{ id, findingId: finding.id }}
      title={settleFinding.summary}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={(values) => ({ version, ...values })}
      done={{ zh: '已处理', en: 'Settled' }}
    >
      <p className="check-words" lang="zh">
        {finding.words}
      </p>
      <FormItem name="outcome" label={{ zh: '处理方式', en: 'Outcome' }} schema={shape.outcome}>
        <Select options={options} />
      </FormItem>
      <FormItem name="reason" label={{ zh: '理由', en: 'Reason' }} schema={shape.reason}>
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
    </FormDialog>
  )
}

function Conclude({ inspection: { id, title }, version, onClose }: Props) {
  return (
    <FormDialog<typeof concludeInspection, { result: string }>
      endpoint={concludeInspection}
      address={{ id }}
      title={{ zh: `办结：${title}`, en: `Conclude: ${title}` }}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ result }) => ({ version, result })}
      done={{ zh: '已办结', en: 'Concluded' }}
    >
      <FormItem name="result" label={{ zh: '检查结果', en: 'Result' }} schema={concludeInspection.body.shape.result}>
        <Input.TextArea rows={4} lang="zh" />
      </FormItem>
    </FormDialog>
  )
}
