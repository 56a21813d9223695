import { Input, Segmented } from 'antd'
import { useState } from 'react'
import { listDivisions } from '#domain/organization/organization.api.ts'
import { dryRunWorkPlanTable } from '#domain/plan/officeWorkPlan.api.ts'
import { type ReadTasks, readTaskLines } from '#domain/plan/officeWorkPlanTable.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { FileChoice } from '#web/kernel/FileChoice.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { Loaded } from '#web/kernel/states.tsx'
import { type DraftTask, draftTasks } from './OfficeWorkPlanEditor.tsx'

type Props = { readonly present: readonly DraftTask[]; readonly onTasks: (tasks: readonly DraftTask[]) => void }
type File = { readonly id: string; readonly name: string }

/** Tasks from a table or from pasted lines: tried first, fault by fault; then all go into the table below or none. */
export function TakeInTasks({ present, onTasks }: Props) {
  const text = useText()
  const [way, setWay] = useState<'typed' | 'table' | 'lines'>('typed')
  const [file, setFile] = useState<File>()
  const [pasted, setPasted] = useState('')
  const take = (read: ReadTasks, isAdded: boolean) => {
    const kept = isAdded ? present.filter((task) => task.text !== '') : []
    onTasks([...kept, ...draftTasks(read.tasks)])
    setFile(undefined)
    setPasted('')
    setWay('typed')
  }
  const options = [
    { value: 'typed' as const, label: text({ zh: '逐项填写', en: 'Typed' }) },
    { value: 'table' as const, label: text({ zh: '从表格读入', en: 'From a table' }) },
    { value: 'lines' as const, label: text({ zh: '粘贴多行', en: 'Pasted lines' }) },
  ]
  const more = (
    <Segmented
      size="small"
      aria-label={text({ zh: '任务怎样录入', en: 'How the tasks are entered' })}
      value={way}
      options={options}
      onChange={setWay}
    />
  )
  return (
    <Panel title={{ zh: '任务的来路', en: 'Where the tasks come from' }} more={more}>
      {way === 'typed' && <p className="mid">{text(words.typed)}</p>}
      {way === 'table' && (
        <>
          <p className="mid">{text(words.table)}</p>
          <FileChoice
            label={{ zh: '选择任务表…', en: 'Choose the table…' }}
            onFile={setFile}
            onOther={() => setFile(undefined)}
          />
          {file && <p className="sub">{file.name}</p>}
          {file && <TriedTable key={file.id} fileId={file.id} present={present} onTake={take} />}
        </>
      )}
      {way === 'lines' && (
        <>
          <p className="mid">{text(words.lines)}</p>
          <Input.TextArea
            rows={8}
            lang="zh"
            aria-label={text({ zh: '粘贴的任务', en: 'Pasted tasks' })}
            value={pasted}
            onChange={({ target }) => setPasted(target.value)}
          />
          {pasted.trim() !== '' && <TriedLines pasted={pasted} present={present} onTake={take} />}
        </>
      )}
    </Panel>
  )
}

const words = {
  typed: {
    zh: '在下表逐项填写；也可以从Excel、CSV表读入，或把工作计划中的任务按行粘贴进来。',
    en: 'Type them into the table below; or read them from an Excel or CSV table, or paste the lines of the work plan.',
  },
  table: {
    zh: '认表头“序号”“任务”“牵头处”，不认列的次序。先试读，有一处问题就一项也不填入。',
    en: 'The headings are 序号 (number), 任务 (task) and 牵头处 (leading division), in any order. It is tried first: with one problem no task is taken over.',
  },
  lines: {
    zh: '每行一项。行首的序号（1.、一、（一））和行末的“（某处牵头）”会认出来；也可以直接从Excel复制。',
    en: 'One task in each line. A number before it and （…牵头） at its end are recognised; cells copied from Excel will do as well.',
  },
} as const

type TriedProps = {
  readonly present: readonly DraftTask[]
  readonly onTake: (read: ReadTasks, isAdded: boolean) => void
}

function TriedTable({ fileId, ...rest }: TriedProps & { fileId: string }) {
  const tried = useRead(dryRunWorkPlanTable, { id: fileId }, { isOnce: true })
  return <Loaded of={tried}>{(read) => <Tried read={read} {...rest} />}</Loaded>
}

function TriedLines({ pasted, ...rest }: TriedProps & { pasted: string }) {
  const divisions = useRead(listDivisions, {})
  return (
    <Loaded of={divisions}>
      {({ rows }) => (
        <Tried read={readTaskLines(pasted, { divisions: rows.filter(({ isPresent }) => isPresent) })} {...rest} />
      )}
    </Loaded>
  )
}

/** What was made of it: how many tasks, every fault with its row, what was left out; then the buttons, or why not. */
function Tried({ read, present, onTake }: TriedProps & { read: ReadTasks }) {
  const text = useText()
  const { tasks, faults, unknown, left } = read
  const led = tasks.filter(({ divisionId }) => divisionId !== null).length
  const hasTasks = present.some((task) => task.text !== '')
  return (
    <section className="tried-tasks" aria-label={text({ zh: '试读结果', en: 'What was read' })} aria-live="polite">
      <p>
        {text({
          zh: `读到${tasks.length}项任务，其中${led}项写明牵头处；${faults.length}处须改。`,
          en: `Tasks read: ${tasks.length}, with a leading division: ${led}; to be put right: ${faults.length}.`,
        })}
      </p>
      {unknown.length > 0 && (
        <p className="sub">
          {text({ zh: `没有读入的列：${unknown.join('、')}`, en: `Columns that were not read: ${unknown.join(', ')}` })}
        </p>
      )}
      {left.length > 0 && (
        <p className="sub">
          {text({
            zh: `作为小标题没有读入的行：${left.map(({ row, words: said }) => `第${row}行“${said}”`).join('、')}`,
            en: `Rows taken for headings and not read: ${left.map(({ row, words: said }) => `${row} “${said}”`).join(', ')}`,
          })}
        </p>
      )}
      {faults.length > 0 ? (
        <div className="note error" role="alert">
          <p>
            {text({
              zh: '改好后重新读入；现在一项也没有填入。',
              en: 'Put it right and read it again; nothing was taken over.',
            })}
          </p>
          <ul>
            {faults.slice(0, 100).map(({ row, column, message }) => (
              <li key={`${row} ${column} ${message.en}`}>{text(message)}</li>
            ))}
          </ul>
        </div>
      ) : (
        <p className="row-of-actions">
          <ButtonFace kind="primary" onClick={() => onTake(read, false)}>
            {hasTasks
              ? text({ zh: `用这${tasks.length}项替换下表`, en: `Replace the table with these ${tasks.length}` })
              : text({ zh: `填入这${tasks.length}项`, en: `Take over these ${tasks.length}` })}
          </ButtonFace>
          {hasTasks && (
            <ButtonFace kind="normal" onClick={() => onTake(read, true)}>
              {text({ zh: '加在下表后面', en: 'Add them to the table' })}
            </ButtonFace>
          )}
        </p>
      )}
    </section>
  )
}
