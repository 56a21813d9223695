import { Form, Input } from 'antd'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import {
  type OfficeWorkPlan,
  readOfficeWorkPlan,
  readWorkPlanVersion,
  recordWorkPlan,
  reviseWorkPlan,
} from '#domain/plan/officeWorkPlan.api.ts'
import type { Task } from '#domain/plan/officeWorkPlan.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import type { Reply } from '#web/kernel/api.ts'
import { FileChoice } from '#web/kernel/FileChoice.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, ErrorState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useLeaveGuard } from '#web/kernel/useLeaveGuard.tsx'
import { type DraftTask, draftTasks, faultsOfTasks, newTask, TaskEditor } from './OfficeWorkPlanEditor.tsx'
import { TakeInTasks } from './OfficeWorkPlanTakeIn.tsx'
import './plan.css'
import './officeWorkPlan.css'

type Content = Reply<typeof readWorkPlanVersion>

/** Records the office's work plan of a year, or a further version of it. */
export function OfficeWorkPlanEditPage() {
  const { year = '' } = useParams()
  const { actor } = useSession()
  const read = useRead(readOfficeWorkPlan, { year }, { isFresh: true })
  if (!isOneOf(actor.post, performanceOffice))
    return (
      <EmptyState
        why={{
          zh: '全办年度工作计划由办绩效办录入。',
          en: "The office's work plan is recorded by the performance office.",
        }}
      />
    )
  return (
    <Loaded isPage of={read} rows={10}>
      {({ workPlan }) =>
        workPlan ? <Revision workPlan={workPlan} /> : <WorkPlanForm year={Number(year)} workPlan={null} before={null} />
      }
    </Loaded>
  )
}

function Revision({ workPlan }: { workPlan: OfficeWorkPlan }) {
  const number = workPlan.versions[0]?.number ?? 1
  const latest = useRead(readWorkPlanVersion, { id: workPlan.id, number })
  return (
    <Loaded isPage of={latest} rows={10}>
      {(content) => <WorkPlanForm year={workPlan.year} workPlan={workPlan} before={content} />}
    </Loaded>
  )
}

type Props = { readonly year: number; readonly workPlan: OfficeWorkPlan | null; readonly before: Content | null }
type Values = { title: string; documentNumber: string; text: string; reason: string }
type File = { readonly id: string; readonly name: string }

/** What both ways of recording share: the one command that answers, and where it leads. */
function useRecording({ year, workPlan }: Props, onSaved: () => void) {
  const toast = useToast()
  const navigate = useNavigate()
  const onDone = ({ versions: [latest] }: OfficeWorkPlan) => {
    const number = latest?.number ?? 1
    onSaved()
    toast({ zh: `已录入第${number}版`, en: `Version ${number} is recorded` })
    void navigate(`/plans/${year}/work-plan`)
  }
  const first = useAct(recordWorkPlan, {}, { onDone })
  const further = useAct(reviseWorkPlan, { id: workPlan?.id ?? '' }, { onDone })
  return { first, further, pending: first.isPending || further.isPending, error: first.error ?? further.error }
}

function WorkPlanForm(props: Props) {
  const { year, workPlan, before } = props
  const text = useText()
  const [form] = Form.useForm<Values>()
  const [tasks, setTasks] = useState<readonly DraftTask[]>(() => (before ? draftTasks(before.tasks) : [newTask([])]))
  const [file, setFile] = useState<File | null>(workPlan?.versions[0]?.file ?? null)
  const [isDirty, setIsDirty] = useState(false)
  const [isAsked, setIsAsked] = useState(false)
  const [version] = useState(workPlan?.version ?? 1)
  const recording = useRecording(props, () => setIsDirty(false))
  const guard = useLeaveGuard(isDirty)
  const faults = faultsOfTasks(tasks)
  const change = (now: readonly DraftTask[]) => {
    setTasks(now)
    setIsDirty(true)
  }
  const submit = async () => {
    setIsAsked(true)
    const values = await soundValues(form)
    if (!values || faults.length > 0) return
    const { reason, ...rest } = values
    const body = {
      ...{ ...rest, fileId: file?.id ?? null },
      tasks: tasks.map(({ number, text: words, divisionId }) => ({ number, text: words, divisionId })),
    }
    const onError = { onError: (error: Parameters<typeof showFaults>[1]) => showFaults(form, error) }
    if (workPlan) recording.further.mutate({ version, reason, ...body }, onError)
    else recording.first.mutate({ year, ...body }, onError)
  }
  return (
    <div className="plan-page">
      <PageHead
        title={titleOf(year, workPlan)}
        crumbs={[
          {
            label: { zh: `${year}年全办工作计划`, en: `The office's work plan of ${year}` },
            to: `/plans/${year}/work-plan`,
          },
        ]}
        sentence={text({
          zh: '照印发的工作计划录入；录入后成为一版，不再改动，以后的调整另存一版并写明理由。各业务岗位都能查看，不得写涉密内容。',
          en: 'Recorded as it was issued. A version is not changed any more: what is adjusted later is a further one with its reason. Every business post reads it; nothing classified.',
        })}
      />
      <Form
        form={form}
        layout="vertical"
        className="stack"
        initialValues={{
          title: before?.title ?? `${year}年全办工作计划`,
          documentNumber: before?.documentNumber ?? '',
          text: before?.text ?? '',
          reason: '',
        }}
        onValuesChange={() => setIsDirty(true)}
      >
        <TextFields isRevision={workPlan !== null} file={file} onFile={setFile} onDirty={() => setIsDirty(true)} />
        <TakeInTasks present={tasks} onTasks={change} />
        <TaskEditor tasks={tasks} faults={isAsked ? faults : []} before={tasksOf(before)} onChange={change} />
      </Form>
      {recording.error && <ErrorState error={recording.error} />}
      {isAsked && faults.length > 0 && (
        <p className="note error" role="alert">
          {text({
            zh: `任务还有${faults.length}处须改，没有录入。`,
            en: `Tasks to be put right: ${faults.length}. Nothing was recorded.`,
          })}
        </p>
      )}
      <p className="row-of-actions save-work-plan">
        <ActionButton
          id="act-record"
          endpoint={workPlan ? reviseWorkPlan : recordWorkPlan}
          label={{
            zh: `录入第${(workPlan?.versions[0]?.number ?? 0) + 1}版（${written(tasks)}项任务）`,
            en: `Record version ${(workPlan?.versions[0]?.number ?? 0) + 1} (tasks: ${written(tasks)})`,
          }}
          kind="primary"
          loading={recording.pending}
          onClick={() => void submit()}
        />
      </p>
      {guard}
    </div>
  )
}

/** Tasks that have words; an empty row is not counted. */
const written = (tasks: readonly DraftTask[]): number => tasks.filter(({ text }) => text.trim() !== '').length

const tasksOf = (before: Content | null): readonly Task[] | null => before?.tasks ?? null

const titleOf = (year: number, workPlan: OfficeWorkPlan | null): Text =>
  workPlan
    ? { zh: `修订${year}年全办工作计划`, en: `A further version of the work plan of ${year}` }
    : { zh: `录入${year}年全办工作计划`, en: `Record the office's work plan of ${year}` }

type TextProps = {
  readonly isRevision: boolean
  readonly file: File | null
  readonly onFile: (file: File | null) => void
  readonly onDirty: () => void
}

function TextFields({ isRevision, file, onFile, onDirty }: TextProps) {
  const text = useText()
  const { shape } = recordWorkPlan.body
  const choose = (chosen: File | null) => {
    onFile(chosen)
    onDirty()
  }
  return (
    <Panel title={{ zh: '工作计划', en: 'Work plan' }}>
      {isRevision && (
        <FormItem name="reason" label={{ zh: '修订理由', en: 'Reason' }} schema={reviseWorkPlan.body.shape.reason}>
          <Input lang="zh" />
        </FormItem>
      )}
      <FormItem name="title" label={{ zh: '名称', en: 'Title' }} schema={shape.title}>
        <Input lang="zh" />
      </FormItem>
      <FormItem
        name="documentNumber"
        label={{ zh: '文号', en: 'Document number' }}
        schema={shape.documentNumber.optional()}
        hint={{ zh: '没有文号的可以不填。', en: 'Leave it empty where there is none.' }}
      >
        <Input lang="zh" />
      </FormItem>
      <FormItem
        name="text"
        label={{ zh: '正文', en: 'Text' }}
        schema={shape.text.optional()}
        hint={{ zh: '总体要求等任务以外的文字，可以不填。', en: 'What stands beside the tasks; it may stay empty.' }}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 14 }} lang="zh" />
      </FormItem>
      {file && (
        <p className="row-of-actions">
          <span>
            <Icon name="clip" /> {text({ zh: '原件：', en: 'Original: ' })}
            {file.name}
          </span>
          <ButtonFace kind="plain" onClick={() => choose(null)}>
            {text({ zh: '去掉', en: 'Remove' })}
          </ButtonFace>
        </p>
      )}
      <FileChoice label={{ zh: '选择原件…', en: 'Choose the original…' }} onFile={choose} />
    </Panel>
  )
}
