import { Link } from 'react-router'
import type { Change } from '#domain/kernel/history.ts'
import type { Text } from '#domain/kernel/text.ts'
import { readLineage, type TaskOrigin } from '#domain/plan/merge.api.ts'
import { taskRevisions } from '#domain/plan/mergeTask.ts'
import { useFormat } from '#web/kernel/format.ts'
import { ChangeLine } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { LightTag } from '#web/kernel/StatusTags.tsx'

/** From which division's plan or task of the work plan the item came and what was changed, or what became of a division's item. */
export function ItemLineage({ itemId }: { itemId: string }) {
  const text = useText()
  const format = useFormat()
  const { data } = useRead(readLineage, { id: itemId })
  if (!data || (!data.source && !data.takenAs && !data.declined && data.tasks.length === 0)) return null
  const { source, takenAs, declined, changes, tasks } = data
  return (
    <Panel title={{ zh: '汇总来源', en: 'Merge' }}>
      <div className="lineage">
        {source && (
          <>
            <p>
              {text({
                zh: `取自${source.division.name.zh}方案：`,
                en: `From the plan of ${source.division.name.en}: `,
              })}
              <Link to={`/items/${source.itemId}`}>
                <span className="nw">{source.code}</span> {source.title}
              </Link>
              <span className="sub">
                {' '}
                {source.takenBy} {format.instant(source.takenAt)}
              </span>
            </p>
            <Changes
              name={{
                zh: `汇总时改动${changes.length}个字段`,
                en: `Fields changed in the merge: ${changes.length}`,
              }}
              changes={changes}
            />
          </>
        )}
        {tasks.map((task) => (
          <TaskLineage key={task.taskId} task={task} />
        ))}
        {takenAs && (
          <p>
            {text({ zh: '已纳入办方案：', en: "In the office's plan as " })}
            <Link to={`/items/${takenAs.id}`}>{takenAs.code}</Link>
          </p>
        )}
        {declined && !takenAs && (
          <p>
            {text({
              zh: `没有纳入办方案：${declined.reason}`,
              en: `Not taken into the office's plan: ${declined.reason}`,
            })}
            <span className="sub">
              {' '}
              {declined.by} {format.instant(declined.at)}
            </span>
          </p>
        )}
      </div>
    </Panel>
  )
}

function Changes({ name, changes }: { name: Text; changes: readonly Change[] }) {
  const text = useText()
  if (changes.length === 0) return null
  return (
    <details>
      <summary>{text(name)}</summary>
      {changes.map((change) => (
        <ChangeLine key={change.field} change={change} />
      ))}
    </details>
  )
}

/** The task of the office's work plan with its version and number, and what was changed since on either side. */
function TaskLineage({ task }: { task: TaskOrigin }) {
  const text = useText()
  const format = useFormat()
  const { state, title, version, number, revised, changes } = task
  const of = {
    zh: `《${title}》第${version}版第${number}项`,
    en: `“${title}”, version ${version}, task ${number}`,
  }
  return (
    <>
      <p>
        {state === 'taken' ? text({ zh: '取自', en: 'From ' }) : text({ zh: '对应', en: 'Covers ' })}
        <Link to={`/plans/${task.year}/work-plan?version=${version}`}>{text(of)}</Link>
        {text({ zh: '：', en: ': ' })}
        {task.text}
        <span className="sub">
          {' '}
          {task.byName} {format.instant(task.at)}
        </span>
      </p>
      <Changes
        name={{ zh: `纳入后改动${changes.length}个字段`, en: `Fields changed since: ${changes.length}` }}
        changes={changes}
      />
      {revised && (
        <p>
          <LightTag light="yellow" label={taskRevisions[revised.kind]} />{' '}
          <span className="sub">
            {text(
              revised.text === null
                ? { zh: `第${revised.version}版已没有这项任务。`, en: `Version ${revised.version} has it no more.` }
                : {
                    zh: `第${revised.version}版为“${revised.text}”`,
                    en: `Version ${revised.version}: “${revised.text}”`,
                  },
            )}
          </span>
        </p>
      )}
    </>
  )
}
