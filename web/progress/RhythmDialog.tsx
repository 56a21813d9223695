import { Input, Radio } from 'antd'
import { z } from 'zod'
import type { ItemPage } from '#domain/plan/item.api.ts'
import type { ItemProgress } from '#domain/progress/progress.api.ts'
import { setReportRhythm } from '#domain/progress/progressActs.api.ts'
import { type Rhythm, rhythmNames, rhythms } from '#domain/progress/rhythm.ts'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'

type Props = { readonly facts: ItemPage; readonly progress: ItemProgress; readonly onClose: () => void }
type Values = { rhythm: Rhythm | 'usual'; reason: string }

/** How often this one item is reported from today on: as the office's setting says, or otherwise. */
export function RhythmDialog({ facts, progress, onClose }: Props) {
  const text = useText()
  const { version, own, usual } = progress.rhythm
  const asSetting = {
    zh: `按参数（${rhythms[usual].zh}）`,
    en: `As the setting says (${rhythms[usual].en.toLowerCase()})`,
  }
  return (
    <FormDialog<typeof setReportRhythm, Values>
      endpoint={setReportRhythm}
      address={{ id: facts.item.id }}
      title={{ zh: `设定报告周期：${facts.item.title}`, en: `How often it is reported: ${facts.item.code}` }}
      isOpen
      onClose={onClose}
      initial={{ rhythm: own ?? 'usual' }}
      bodyOf={({ rhythm, reason }) => ({ version, rhythm: rhythm === 'usual' ? null : rhythm, reason })}
      done={{ zh: '已设定，自今日起执行', en: 'Set, from today on' }}
    >
      <FormItem
        name="rhythm"
        label={{ zh: '报告周期', en: 'Reported' }}
        schema={z.enum(['usual', ...rhythmNames])}
        hint={{ zh: '自今日起执行，此前的期次不变。', en: 'From today on; what was owed before stays as it was.' }}
      >
        <Radio.Group
          options={[
            { value: 'usual', label: text(asSetting) },
            ...rhythmNames.map((value) => ({ value, label: text(rhythms[value]) })),
          ]}
        />
      </FormItem>
      <FormItem name="reason" label={{ zh: '理由', en: 'Reason' }} schema={setReportRhythm.body.shape.reason}>
        <Input.TextArea rows={2} lang="zh" />
      </FormItem>
    </FormDialog>
  )
}
