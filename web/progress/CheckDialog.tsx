import { Input } from 'antd'
import { z } from 'zod'
import type { ItemPage } from '#domain/plan/item.api.ts'
import type { ItemProgress, OwnCheck } from '#domain/progress/progress.api.ts'
import { completeMeasure, recordOwnCheck } from '#domain/progress/progressActs.api.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useSession } from '#web/kernel/session.tsx'

type Props = { readonly facts: ItemPage; readonly progress: ItemProgress; readonly onClose: () => void }
type Values = { checkedOn: string; finding: string; measure?: string; untilOn?: string }

/** A check of the division's own item: day, finding, measure, until when (Art. 9). */
export function CheckDialog({ facts, progress, onClose }: Props) {
  const { today } = useSession()
  const { shape } = recordOwnCheck.body
  return (
    <FormDialog<typeof recordOwnCheck, Values>
      endpoint={recordOwnCheck}
      address={{ id: facts.item.id }}
      title={{ zh: `记录自查：${facts.item.title}`, en: `Record an own check: ${facts.item.code}` }}
      isOpen
      onClose={onClose}
      initial={{ checkedOn: today }}
      bodyOf={({ measure = '', untilOn, ...rest }) => ({
        ...{ ...rest, version: progress.version, measure, untilOn: untilOn || null },
      })}
      done={{ zh: '已记录自查', en: 'Recorded' }}
    >
      <FormItem name="checkedOn" label={{ zh: '检查日', en: 'Checked on' }} schema={shape.checkedOn}>
        <DayInput max={today} />
      </FormItem>
      <FormItem name="finding" label={{ zh: '检查情况', en: 'Finding' }} schema={shape.finding}>
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
      <FormItem
        name="measure"
        label={{ zh: '措施', en: 'Measure' }}
        schema={shape.measure}
        hint={{ zh: '没有问题的不填。', en: 'Leave it empty where nothing is wrong.' }}
      >
        <Input.TextArea rows={2} lang="zh" />
      </FormItem>
      <FormItem name="untilOn" label={{ zh: '完成期限', en: 'Until' }} schema={shape.untilOn.or(z.literal(''))}>
        <DayInput min={today} />
      </FormItem>
    </FormDialog>
  )
}

/** What was done of the measure of a check. */
export function MeasureDialog({ check, onClose }: { readonly check: OwnCheck; readonly onClose: () => void }) {
  return (
    <FormDialog<typeof completeMeasure, { words: string }>
      endpoint={completeMeasure}
      address={{ id: check.id }}
      title={{ zh: `措施完成情况：${check.measure}`, en: `What was done: ${check.measure}` }}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ words }) => ({ words })}
      done={{ zh: '已记录，待办已办结', en: 'Recorded: it is done' }}
    >
      <FormItem name="words" label={{ zh: '完成情况', en: 'What was done' }} schema={completeMeasure.body.shape.words}>
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
    </FormDialog>
  )
}
