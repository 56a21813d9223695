import { Select } from 'antd'
import { useState } from 'react'
import type { Change } from '#domain/kernel/history.ts'
import type { Text } from '#domain/kernel/text.ts'
import { type OfficeWorkPlan, readWorkPlanVersion } from '#domain/plan/officeWorkPlan.api.ts'
import { compareWorkPlans, type TaskComparison, type WorkPlanComparison } from '#domain/plan/officeWorkPlan.ts'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { Loaded } from '#web/kernel/states.tsx'
import { DiffWords } from './DiffWords.tsx'

type Props = { readonly workPlan: OfficeWorkPlan; readonly shown: OfficeWorkPlan['versions'][number] }

/** The version shown beside another one, task by task. */
export function OfficeWorkPlanVersions({ workPlan: { id, versions }, shown }: Props) {
  const text = useText()
  const { language } = useLanguage()
  const others = versions.filter(({ number }) => number !== shown.number)
  const [chosen, setChosen] = useState<number>()
  const nearest = others.find(({ number }) => number < shown.number) ?? others.at(-1)
  const against = others.find(({ number }) => number === chosen)?.number ?? nearest?.number ?? 1
  const [older, newer] = [Math.min(against, shown.number), Math.max(against, shown.number)]
  const [old, now] = [
    useRead(readWorkPlanVersion, { id, number: older }),
    useRead(readWorkPlanVersion, { id, number: newer }),
  ]
  return (
    <Panel
      id="versions"
      title={{ zh: '版本对照', en: 'Comparison' }}
      note={text({ zh: `第${newer}版对第${older}版`, en: `Version ${newer} against ${older}` })}
      more={
        others.length > 1 && (
          <Select
            size="small"
            aria-label={text({ zh: '对照的版本', en: 'Version to compare with' })}
            value={against}
            onChange={setChosen}
            options={others.map(({ number }) => ({
              value: number,
              label: text({ zh: `第${number}版`, en: `Version ${number}` }),
            }))}
          />
        )
      }
      flush
    >
      <Loaded of={old}>
        {(before) => (
          <Loaded of={now}>
            {(after) => (
              <Comparison comparison={compareWorkPlans(before, after, language)} numbers={{ old: older, new: newer }} />
            )}
          </Loaded>
        )}
      </Loaded>
    </Panel>
  )
}

const marks = {
  added: { zh: '新增', en: 'New' },
  removed: { zh: '取消', en: 'Dropped' },
  changed: { zh: '改动', en: 'Changed' },
} as const

type Numbers = { readonly old: number; readonly new: number }

function Comparison({ comparison, numbers }: { comparison: WorkPlanComparison; numbers: Numbers }) {
  const text = useText()
  const version = (number: number) => text({ zh: `第${number}版`, en: `Version ${number}` })
  return (
    <>
      <p className="diff-sum">{text(sentenceOf(comparison))}</p>
      <table className="plain-table stacked diff">
        <thead>
          <tr>
            <th scope="col">{text({ zh: '字段', en: 'Field' })}</th>
            <th scope="col">{version(numbers.old)}</th>
            <th scope="col">{version(numbers.new)}</th>
          </tr>
        </thead>
        {comparison.text.length > 0 && (
          <Group
            title={text({ zh: '名称、正文、原件', en: 'Title, text, original' })}
            changes={comparison.text}
            numbers={numbers}
          />
        )}
        {comparison.tasks.map(({ task, kind, changes }) => (
          <Group
            key={task.taskId}
            title={`${task.number}　${task.text}`}
            mark={text(marks[kind])}
            changes={changes}
            numbers={numbers}
          />
        ))}
      </table>
    </>
  )
}

type GroupProps = {
  readonly title: string
  readonly mark?: string
  readonly changes: readonly Change[]
  readonly numbers: Numbers
}

function Group({ title, mark, changes, numbers }: GroupProps) {
  const text = useText()
  const before = (number: number) => text({ zh: `第${number}版 `, en: `Version ${number}: ` })
  return (
    <tbody>
      <tr className="diff-head">
        <th colSpan={3} scope="rowgroup">
          {title} {mark && <em>{mark}</em>}
        </th>
      </tr>
      {changes.map((change) => (
        <tr key={change.field}>
          <th scope="row">{text(change.name)}</th>
          <td data-before={before(numbers.old)}>
            <DiffWords before={change.old} after={change.new} side="old" />
          </td>
          <td data-before={before(numbers.new)}>
            <DiffWords before={change.old} after={change.new} side="new" />
          </td>
        </tr>
      ))}
    </tbody>
  )
}

/** What differs, counted. */
export function sentenceOf({ tasks, unchanged }: Pick<WorkPlanComparison, 'tasks' | 'unchanged'>): Text {
  const count = (kind: TaskComparison['kind']) => tasks.filter((task) => task.kind === kind).length
  const [added, changed, removed] = [count('added'), count('changed'), count('removed')]
  return {
    zh: `任务新增${added}项，改动${changed}项，取消${removed}项，${unchanged}项没有变动。`,
    en: `Tasks: ${added} new, ${changed} changed, ${removed} dropped, ${unchanged} as before.`,
  }
}
