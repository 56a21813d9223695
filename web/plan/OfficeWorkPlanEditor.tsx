import { Input } from 'antd'
import { useState } from 'react'
import { sentenceOfIssue } from '#domain/kernel/fault.ts'
import type { Text } from '#domain/kernel/text.ts'
import { TaskWords } from '#domain/plan/officeWorkPlan.api.ts'
import {
  compareWorkPlans,
  continued,
  mostTasks,
  type Task,
  type TaskContent,
  taskFaults,
} from '#domain/plan/officeWorkPlan.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useDivisionOptions } from '#web/kernel/options.ts'
import { Panel } from '#web/kernel/Panel.tsx'
import { Select } from '#web/kernel/Select.tsx'
import { sentenceOf } from './OfficeWorkPlanVersions.tsx'

export type DraftTask = TaskContent & { readonly key: string }
export type DraftFault = { readonly at: number; readonly field: keyof TaskContent; readonly message: Text }

/** Rows of the table, each with a key that it keeps while others come and go. */
export const draftTasks = (
  tasks: readonly (Omit<TaskContent, 'divisionId'> & { divisionId?: string | null; division?: Task['division'] })[],
): DraftTask[] =>
  tasks.map(({ number, text, divisionId, division }) => ({
    ...{ key: crypto.randomUUID(), number, text },
    divisionId: divisionId ?? division?.id ?? null,
  }))

/** An empty row with the number after the last. */
export function newTask(tasks: readonly DraftTask[]): DraftTask {
  const last = Math.max(0, ...tasks.map(({ number }) => Number(number)).filter(Number.isInteger))
  return { key: crypto.randomUUID(), number: String(last + 1), text: '', divisionId: null }
}

/** What the server would refuse, row by row, by the same rules. */
export function faultsOfTasks(tasks: readonly DraftTask[]): DraftFault[] {
  const ofWords = tasks.flatMap(({ number, text }, at) =>
    (TaskWords.safeParse({ number, text }).error?.issues ?? []).map((issue) => ({
      ...{ at, field: issue.path[0] as keyof TaskContent, message: sentenceOfIssue(issue) },
    })),
  )
  const empty = new Set(ofWords.map(({ at, field }) => `${at} ${field}`))
  return [...ofWords, ...taskFaults(tasks).filter(({ at, field }) => !empty.has(`${at} ${field}`))]
}

const shownAtFirst = 100

type Props = {
  readonly tasks: readonly DraftTask[]
  readonly faults: readonly DraftFault[]
  /** The version that is revised. */
  readonly before: readonly Task[] | null
  readonly onChange: (tasks: readonly DraftTask[]) => void
}

/** The tasks as a small table to be typed in. */
export function TaskEditor({ tasks, faults, before, onChange }: Props) {
  const text = useText()
  const [most, setMost] = useState(shownAtFirst)
  const divisions = useDivisionOptions()
  const shown = Math.max(most, ...faults.map(({ at }) => at + 1))
  const set = (at: number, values: Partial<TaskContent>) =>
    onChange(tasks.map((task, place) => (place === at ? { ...task, ...values } : task)))
  return (
    <Panel
      id="tasks"
      title={{ zh: '任务', en: 'Tasks' }}
      note={text(before ? sentenceOf(comparedWith(before, tasks)) : { zh: `${tasks.length}项`, en: `${tasks.length}` })}
    >
      <p className="task-row task-heads" aria-hidden="true">
        <span>{text({ zh: '序号', en: 'Number' })}</span>
        <span>{text({ zh: '任务', en: 'Task' })}</span>
        <span>{text({ zh: '牵头处', en: 'Leads' })}</span>
      </p>
      <ol className="task-rows">
        {tasks.slice(0, shown).map((task, at) => (
          <TaskRow
            key={task.key}
            at={at}
            task={task}
            faults={faults.filter((fault) => fault.at === at)}
            divisions={divisions}
            onSet={(values) => set(at, values)}
            onRemove={() => onChange(tasks.filter((_, place) => place !== at))}
          />
        ))}
      </ol>
      <p className="row-of-actions">
        {tasks.length > shown && (
          <ButtonFace kind="normal" onClick={() => setMost(shown + shownAtFirst)}>
            {text({ zh: `显示其余${tasks.length - shown}项`, en: `Show the other ${tasks.length - shown}` })}
          </ButtonFace>
        )}
        {tasks.length <= shown && tasks.length < mostTasks && (
          <ButtonFace kind="normal" onClick={() => onChange([...tasks, newTask(tasks)])}>
            {text({ zh: '增加任务', en: 'Add a task' })}
          </ButtonFace>
        )}
      </p>
    </Panel>
  )
}

/** What saving would change against the version before. */
function comparedWith(before: readonly Task[], tasks: readonly DraftTask[]) {
  const earlier = continued(before, tasks)
  const after = tasks.map(({ key, number, text, divisionId }, at) => ({
    ...{ taskId: earlier[at]?.taskId ?? key, number, text },
    division:
      divisionId === null
        ? null
        : divisionId === earlier[at]?.division?.id
          ? (earlier[at]?.division ?? null)
          : { id: divisionId, name: { zh: divisionId, en: divisionId } },
  }))
  const none = { title: '', documentNumber: null, text: '', file: null }
  return compareWorkPlans({ ...none, tasks: before }, { ...none, tasks: after }, 'zh')
}

type RowProps = {
  readonly at: number
  readonly task: DraftTask
  readonly faults: readonly DraftFault[]
  readonly divisions: ReturnType<typeof useDivisionOptions>
  readonly onSet: (values: Partial<TaskContent>) => void
  readonly onRemove: () => void
}

function TaskRow({ at, task, faults, divisions, onSet, onRemove }: RowProps) {
  const text = useText()
  const n = at + 1
  const isFaulty = (field: keyof TaskContent) => faults.some((fault) => fault.field === field)
  const said = `task-${task.key}`
  const marked = (field: keyof TaskContent) =>
    isFaulty(field) ? ({ status: 'error', 'aria-invalid': true, 'aria-describedby': said } as const) : {}
  return (
    <li className="task-row">
      <Input
        className="task-number"
        aria-label={text({ zh: `第${n}行序号`, en: `Number in row ${n}` })}
        value={task.number}
        {...marked('number')}
        onChange={({ target }) => onSet({ number: target.value })}
      />
      <Input.TextArea
        className="task-text"
        lang="zh"
        autoSize={{ minRows: 1, maxRows: 5 }}
        aria-label={text({ zh: `第${n}行任务`, en: `Task in row ${n}` })}
        value={task.text}
        {...marked('text')}
        onChange={({ target }) => onSet({ text: target.value })}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        className="task-division"
        aria-label={text({ zh: `第${n}行牵头处`, en: `Leading division in row ${n}` })}
        placeholder={text({ zh: '牵头处', en: 'Leads' })}
        value={task.divisionId}
        options={divisions}
        onChange={(divisionId: string | undefined) => onSet({ divisionId: divisionId ?? null })}
      />
      <ButtonFace kind="plain" onClick={onRemove}>
        {text({ zh: '删除', en: 'Remove' })}
        <span className="hidden-words">{text({ zh: `第${n}行`, en: `row ${n}` })}</span>
      </ButtonFace>
      {faults.length > 0 && (
        <p className="fault" id={said}>
          <Icon name="warning" />
          {faults.map(({ message }) => text(message)).join(' ')}
        </p>
      )}
    </li>
  )
}
