import { Select } from 'antd'
import { Link } from 'react-router'
import { taskStates } from '#domain/plan/mergeTask.ts'
import { type DecidedTask, listWorkPlanTasks, type OfficeWorkPlan } from '#domain/plan/officeWorkPlan.api.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { taskStages } from './planNames.ts'

type Props = {
  readonly workPlan: OfficeWorkPlan
  readonly shown: OfficeWorkPlan['versions'][number]
  readonly onVersion: (number: number) => void
}

/** The tasks of one version and what became of each in the office's plan, as far as the reader may know it. */
export function OfficeWorkPlanTasks({ workPlan, shown, onVersion }: Props) {
  const text = useText()
  const format = useFormat()
  const pages = usePages(listWorkPlanTasks, { id: workPlan.id, number: shown.number, limit: 200 })
  const name = { zh: '任务', en: 'Tasks' }
  return (
    <Panel
      title={name}
      note={text({ zh: `共${shown.taskCount}项`, en: `${shown.taskCount} in all` })}
      more={
        workPlan.versions.length > 1 && (
          <Select
            size="small"
            popupMatchSelectWidth={false}
            aria-label={text({ zh: '版本', en: 'Version' })}
            value={shown.number}
            onChange={onVersion}
            options={workPlan.versions.map(({ number, madeAt }) => ({
              value: number,
              label: text({
                zh: `第${number}版，${format.instant(madeAt)}`,
                en: `Version ${number}, ${format.instant(madeAt)}`,
              }),
            }))}
          />
        )
      }
      flush
    >
      <DataTable
        name={name}
        columns={useColumns()}
        keyOf={({ taskId }) => taskId}
        pages={pages}
        empty={<EmptyState why={{ zh: '没有任务。', en: 'There are no tasks.' }} />}
      />
    </Panel>
  )
}

function useColumns(): Column<DecidedTask>[] {
  const text = useText()
  const format = useFormat()
  return [
    {
      key: 'number',
      title: { zh: '序号', en: 'No.' },
      width: 84,
      onPhone: 'value',
      render: ({ number }) => <span className="nw">{number}</span>,
    },
    {
      key: 'text',
      title: { zh: '任务', en: 'Task' },
      onPhone: 'name',
      render: (task) => <span lang="zh">{task.text}</span>,
    },
    {
      key: 'division',
      title: { zh: '牵头处', en: 'Leads' },
      render: ({ division }) => (division ? text(division.name) : '–'),
    },
    {
      key: 'decision',
      title: { zh: '在办方案中', en: "In the office's plan" },
      onPhone: 'bare',
      render: ({ decision }) =>
        decision ? (
          <span className="two-lines outcome">
            <span>
              <StageTag stage={taskStages[decision.state]} label={taskStates[decision.state]} />{' '}
              {decision.item && (
                <Link to={`/items/${decision.item.id}`} title={decision.item.title}>
                  {decision.item.code}
                </Link>
              )}
            </span>
            {decision.reason !== null && (
              <span className="sub">{text({ zh: `理由：${decision.reason}`, en: `Reason: ${decision.reason}` })}</span>
            )}
            {decision.state === 'declined' && (
              <span className="sub">
                {decision.byName} {format.instant(decision.at)}
              </span>
            )}
          </span>
        ) : (
          '–'
        ),
    },
  ]
}
