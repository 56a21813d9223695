import { Checkbox } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { declineTask, type Merge, type MergeTask, takeTasks } from '#domain/plan/merge.api.ts'
import { decisionOf, taskRevisions, taskStates } from '#domain/plan/mergeTask.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import type { ApiError } from '#web/kernel/api.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { LightTag, StageTag } from '#web/kernel/StatusTags.tsx'
import { EmptyState, ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { LinkTask } from './LinkTask.tsx'
import { taskStages } from './planNames.ts'

type Asked = { readonly task: MergeTask; readonly for: 'link' | 'decline' }
const name = { zh: '全办年度工作计划任务', en: "Tasks of the office's work plan" }

/** The latest work plan, task by task: what becomes an item, which item covers it, what does not go in and why (Art. 21). */
export function MergeTasks({ merge, isDrafted }: { merge: Merge; isDrafted: boolean }) {
  const text = useText()
  const toast = useToast()
  /** Each as it was read when it was chosen. */
  const [chosen, setChosen] = useState<readonly MergeTask[]>([])
  const [asked, setAsked] = useState<Asked>()
  const take = useAct(
    takeTasks,
    { id: merge.planId },
    {
      onDone: () => {
        setChosen([])
        toast({ zh: '已纳入办方案', en: 'Taken over' })
      },
    },
  )
  const open = merge.tasks.filter(({ state }) => state === 'open')
  const toggle = (task: MergeTask) =>
    setChosen(isIn(chosen, task) ? chosen.filter(({ taskId }) => taskId !== task.taskId) : [...chosen, task])
  const workPlanNumber = merge.workPlan?.number ?? 0
  const onError = ({ code }: ApiError) => code === 'stale' && setChosen([])
  return (
    <Panel
      title={name}
      {...(merge.workPlan ? { note: text({ zh: `第${workPlanNumber}版`, en: `Version ${workPlanNumber}` }) } : {})}
      more={
        <Link to={`/plans/${merge.year}/work-plan`}>
          {text({ zh: '全办年度工作计划', en: "The office's work plan" })}
        </Link>
      }
      flush
    >
      {isDrafted && open.length > 0 && (
        <p className="row-of-actions panel-acts">
          <ButtonFace kind="plain" onClick={() => setChosen(open)}>
            {text({ zh: `选中未处理的${open.length}项任务`, en: `Choose the ${open.length} open tasks` })}
          </ButtonFace>
          <ActionButton
            id="act-take-tasks"
            endpoint={takeTasks}
            kind={chosen.length > 0 ? 'primary' : 'normal'}
            label={{ zh: `纳入所选${chosen.length}项任务`, en: `Take over ${chosen.length} tasks` }}
            loading={take.isPending}
            onClick={() => chosen.length > 0 && take.mutate({ workPlanNumber, ...asRead(chosen) }, { onError })}
          />
        </p>
      )}
      {take.error && <ErrorState error={take.error} />}
      <DataTable
        name={name}
        columns={useColumns({ chosen, toggle, ask: isDrafted ? setAsked : undefined })}
        keyOf={({ taskId }) => taskId}
        rows={merge.tasks}
        empty={
          <EmptyState
            why={{
              zh: '本年度的全办年度工作计划还没有录入。',
              en: "The office's work plan of this year is not recorded.",
            }}
            next={{
              zh: '办方案的编制与它同步进行，录入以后任务列在这里。',
              en: 'The plan is made together with it; its tasks will be listed here.',
            }}
          />
        }
      />
      {asked?.for === 'link' && <LinkTask merge={merge} task={asked.task} onClose={() => setAsked(undefined)} />}
      {asked?.for === 'decline' && <Decline merge={merge} task={asked.task} onClose={() => setAsked(undefined)} />}
    </Panel>
  )
}

const isIn = (chosen: readonly MergeTask[], { taskId }: MergeTask): boolean =>
  chosen.some((one) => one.taskId === taskId)

/** The chosen tasks with what was decided on them when they were chosen. */
const asRead = (chosen: readonly MergeTask[]) => ({
  taskIds: chosen.map(({ taskId }) => taskId),
  decided: chosen.flatMap((task) => {
    const decision = decisionOf(task)
    return decision ? [{ taskId: task.taskId, ...decision }] : []
  }),
})

type ColumnsProps = {
  readonly chosen: readonly MergeTask[]
  readonly toggle: (task: MergeTask) => void
  readonly ask: ((asked: Asked) => void) | undefined
}

function useColumns({ chosen, toggle, ask }: ColumnsProps): Column<MergeTask>[] {
  const text = useText()
  const mayDecide = ({ state, revised }: MergeTask) => ask && state !== 'taken' && revised?.kind !== 'dropped'
  return [
    {
      key: 'task',
      title: { zh: '任务', en: 'Task' },
      onPhone: 'name',
      render: (task) => (
        <>
          {mayDecide(task) && (
            <Checkbox
              checked={isIn(chosen, task)}
              onChange={() => toggle(task)}
              aria-label={text({ zh: `选中第${task.number}项任务`, en: `Choose task ${task.number}` })}
            />
          )}{' '}
          <span className="sub">{task.number}</span> {task.text}
        </>
      ),
    },
    {
      key: 'division',
      title: { zh: '牵头处', en: 'Leads' },
      render: ({ division }) => (division ? text(division.name) : '–'),
    },
    {
      key: 'state',
      title: { zh: '处理', en: 'Dealt with' },
      onPhone: 'bare',
      render: (task) => <Outcome task={task} />,
    },
    {
      key: 'act',
      title: { zh: '操作', en: 'Action' },
      onPhone: 'action',
      render: (task) => {
        if (!ask || !mayDecide(task)) return null
        const button = (what: Asked['for'], zh: string, en: string) => (
          <ButtonFace kind="plain" onClick={() => ask({ task, for: what })}>
            {text({ zh, en })}
            <span className="hidden-words">{task.number}</span>
          </ButtonFace>
        )
        return (
          <>
            {button('link', '对应事项…', 'Link…')}{' '}
            {task.state === 'declined'
              ? button('decline', '改理由…', 'Change the reason…')
              : button('decline', '不纳入…', 'Decline…')}
          </>
        )
      },
    },
  ]
}

/** What became of it; of an open one the items that may cover it; of one that the work plan says otherwise now, so. */
function Outcome({ task: { state, item, reason, revised, likely } }: { task: MergeTask }) {
  const text = useText()
  return (
    <div className="outcome">
      <StageTag stage={taskStages[state]} label={taskStates[state]} />{' '}
      {item && (
        <Link to={`/items/${item.id}`} title={item.title}>
          {item.code}
        </Link>
      )}
      {reason !== null && <span className="sub"> {reason}</span>}
      {likely.length > 0 && (
        <p className="sub">
          {text({ zh: '可能已有事项：', en: 'May be covered by: ' })}
          {likely.map(({ id, code, title }) => (
            <Link key={id} to={`/items/${id}`}>
              {code} {title}{' '}
            </Link>
          ))}
        </p>
      )}
      {revised && (
        <p>
          <LightTag light="yellow" label={taskRevisions[revised.kind]} />{' '}
          <span className="sub">
            {text({
              zh: `处理时（第${revised.since}版）为“${revised.was}”`,
              en: `When it was dealt with (version ${revised.since}): “${revised.was}”`,
            })}
          </span>
        </p>
      )}
    </div>
  )
}

function Decline({ onClose, ...now }: { merge: Merge; task: MergeTask; onClose: () => void }) {
  const { merge, task } = useAsOpened(now)
  const act = useAct(declineTask, { id: merge.planId }, { onDone: onClose })
  return (
    <ReasonDialog
      title={{ zh: `不纳入第${task.number}项任务“${task.text}”`, en: `Decline task ${task.number}, “${task.text}”` }}
      isOpen
      onClose={onClose}
      label={declineTask.summary}
      basis={declineTask.basis}
      loading={act.isPending}
      error={act.error}
      onSubmit={(reason) =>
        act.mutate({
          ...{ workPlanNumber: merge.workPlan?.number ?? 0, taskId: task.taskId },
          ...{ reason, was: decisionOf(task) },
        })
      }
    />
  )
}
