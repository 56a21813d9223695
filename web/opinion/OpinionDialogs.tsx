import { Input } from 'antd'
import {
  answerOpinion,
  followUpOpinion,
  type Opinion,
  reopenOpinion,
  sendAnswer,
  waiveOpinion,
} from '#domain/opinion/opinion.api.ts'
import { type OpinionAction, type OpinionWay, opinionTransitions } from '#domain/opinion/opinion.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { FilesInput } from './Attached.tsx'
import { WaySelect } from './RecordDialogs.tsx'

type Props = { readonly opinion: Opinion; readonly onClose: () => void }

/** What is asked before an act on an opinion is done. */
export function OpinionDialog({ action, ...props }: Props & { readonly action: OpinionAction }) {
  if (action === 'answer') return <Answer {...props} />
  if (action === 'send') return <Send {...props} />
  if (action === 'followUp') return <FollowUp {...props} />
  return <Reasoned {...props} action={action} />
}

function Answer({ opinion, onClose }: Props) {
  const { shape } = answerOpinion.body
  return (
    <FormDialog<typeof answerOpinion, { answer: string; fileIds?: string[] }>
      endpoint={answerOpinion}
      address={{ id: opinion.id }}
      title={{ zh: `答复${opinion.body.name.zh}`, en: `Answer to ${opinion.body.name.en}` }}
      isOpen
      onClose={onClose}
      initial={{ answer: opinion.answer ?? '' }}
      bodyOf={({ answer, fileIds = [] }) => ({ version: opinion.version, answer, fileIds })}
      done={{ zh: '已拟写，待协调处转送', en: 'Written, to be sent on by the coordinating division' }}
    >
      <FormItem name="answer" label={{ zh: '答复', en: 'Answer' }} schema={shape.answer}>
        <Input.TextArea rows={6} lang="zh" />
      </FormItem>
      <FormItem name="fileIds" label={{ zh: '附件', en: 'Files' }} schema={shape.fileIds}>
        <FilesInput />
      </FormItem>
    </FormDialog>
  )
}

function Send({ opinion, onClose }: Props) {
  const { today } = useSession()
  const { shape } = sendAnswer.body
  return (
    <FormDialog<typeof sendAnswer, { answerSentOn: string; answerWay: OpinionWay }>
      endpoint={sendAnswer}
      address={{ id: opinion.id }}
      title={{ zh: `转送答复：${opinion.body.name.zh}`, en: `Send the answer to ${opinion.body.name.en}` }}
      isOpen
      onClose={onClose}
      initial={{ answerSentOn: today, answerWay: opinion.way }}
      bodyOf={(values) => ({ version: opinion.version, ...values })}
      done={{ zh: '已登记转送', en: 'Recorded as sent on' }}
    >
      <FormItem name="answerSentOn" label={{ zh: '答复日', en: 'Sent on' }} schema={shape.answerSentOn}>
        <DayInput min={opinion.receivedOn} max={today} />
      </FormItem>
      <FormItem name="answerWay" label={{ zh: '方式', en: 'Way' }} schema={shape.answerWay}>
        <WaySelect />
      </FormItem>
    </FormDialog>
  )
}

function FollowUp({ opinion, onClose }: Props) {
  return (
    <FormDialog<typeof followUpOpinion, { outcome: string }>
      endpoint={followUpOpinion}
      address={{ id: opinion.id }}
      title={{ zh: `跟进办结：${opinion.body.name.zh}的意见`, en: `Followed up: opinion of ${opinion.body.name.en}` }}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ outcome }) => ({ version: opinion.version, outcome })}
      done={{ zh: '已办结', en: 'Followed up' }}
    >
      <FormItem
        name="outcome"
        label={{ zh: '做了什么', en: 'What was done' }}
        schema={followUpOpinion.body.shape.outcome}
      >
        <Input.TextArea rows={4} lang="zh" />
      </FormItem>
    </FormDialog>
  )
}

function Reasoned({ opinion, action, onClose }: Props & { readonly action: OpinionAction }) {
  const toast = useToast()
  const { label, basis } = opinionTransitions[action]
  const onDone = () => {
    toast(label)
    onClose()
  }
  const waive = useAct(waiveOpinion, { id: opinion.id }, { onDone })
  const reopen = useAct(reopenOpinion, { id: opinion.id }, { onDone })
  const act = action === 'waive' ? waive : reopen
  return (
    <ReasonDialog
      title={{
        zh: `${label.zh}：${opinion.body.name.zh}的意见`,
        en: `${label.en}: ${opinion.body.name.en}`,
      }}
      isOpen
      onClose={onClose}
      {...{ label, basis }}
      loading={act.isPending}
      error={act.error}
      onSubmit={(reason) => act.mutate({ version: opinion.version, reason })}
    />
  )
}
