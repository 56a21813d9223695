import { Select } from 'antd'
import { useId, useState } from 'react'
import { listItems } from '#domain/plan/item.api.ts'
import { linkTask, type Merge, type MergeTask } from '#domain/plan/merge.api.ts'
import { decisionOf } from '#domain/plan/mergeTask.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Dialog } from '#web/kernel/Dialog.tsx'
import { closing } from '#web/kernel/keptRefusals.ts'
import { useText } from '#web/kernel/language.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { useCitation } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'

type Props = { readonly merge: Merge; readonly task: MergeTask; readonly onClose: () => void }

/** Chooses the item of the draft that covers a task; those that it names come first. */
export function LinkTask({ onClose, ...now }: Props) {
  const { merge, task } = useAsOpened(now)
  const text = useText()
  const citationOf = useCitation()
  const id = useId()
  const [search, setSearch] = useState('')
  const [itemId, setItemId] = useState(task.likely[0]?.id)
  const [isAsked, setIsAsked] = useState(false)
  const items = useRead(
    listItems,
    { year: merge.year, limit: 50, ...(search ? { search } : {}) },
    { keepsPrevious: true },
  )
  const act = useAct(linkTask, { id: merge.planId }, { onDone: onClose })
  const found = (items.data?.rows ?? []).filter((item) => !task.likely.some((likely) => likely.id === item.id))
  const options = [...(search ? [] : task.likely), ...found].map((item) => ({
    value: item.id,
    label: `${item.code} ${item.title}`,
  }))
  const submit = () => {
    setIsAsked(true)
    const workPlanNumber = merge.workPlan?.number ?? 0
    if (itemId) act.mutate({ workPlanNumber, taskId: task.taskId, itemId, was: decisionOf(task) })
  }
  return (
    <Dialog
      title={{ zh: `第${task.number}项任务对应哪个事项`, en: `Which item covers task ${task.number}` }}
      isOpen
      onClose={closing(act.error, onClose)}
      footer={
        <>
          <ButtonFace kind="normal" onClick={closing(act.error, onClose)}>
            {text({ zh: '取消', en: 'Cancel' })}
          </ButtonFace>
          <ButtonFace
            kind="primary"
            article={text(citationOf(linkTask.basis))}
            loading={act.isPending}
            onClick={submit}
          >
            {text({ zh: '对应', en: 'Link' })}
          </ButtonFace>
        </>
      }
    >
      <p className="mid">{task.text}</p>
      <label htmlFor={id}>{text({ zh: '本方案事项', en: 'Item of the plan' })}</label>
      <Select
        id={id}
        className="whole-width"
        showSearch={{ filterOption: false, onSearch: (words) => setSearch(words.trim().slice(0, 40)) }}
        value={itemId ?? null}
        options={options}
        onChange={(value: string | null) => setItemId(value ?? undefined)}
        placeholder={text({ zh: '按编号或名称查找', en: 'Find by code or title' })}
      />
      {isAsked && !itemId && <p className="fault">{text({ zh: '请选择事项。', en: 'Choose an item.' })}</p>}
      {act.error && <ErrorState error={act.error} />}
    </Dialog>
  )
}
