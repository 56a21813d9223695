import { Form, Input, InputNumber, Radio } from 'antd'
import { shortPeriodText } from '#domain/calendar/periods.ts'
import type { ItemPage } from '#domain/plan/item.api.ts'
import {
  correctProgress,
  type ItemProgress,
  type PhaseProgress,
  type ProgressReport,
  reportProgress,
} from '#domain/progress/progress.api.ts'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Select } from '#web/kernel/Select.tsx'
import { FilesInput } from '#web/opinion/Attached.tsx'

type Props = { readonly facts: ItemPage; readonly progress: ItemProgress; readonly onClose: () => void }
type Values = {
  phaseId: string
  reached: boolean
  percent?: number | null
  words: string
  problem?: string
  need?: string
  fileIds?: string[]
  reason: string
}

const saidOf = ({ reached, percent, words, problem = '', need = '', fileIds = [] }: Values) => ({
  ...{ reached, words, problem, need, fileIds },
  percent: reached ? null : (percent ?? null),
})

/** How far a phase is: reached or not and a line of words, the rest where there is something to say. */
export function ReportDialog({
  facts,
  progress,
  phases,
  onClose,
}: Props & { readonly phases: readonly PhaseProgress[] }) {
  const first = phases.find(({ next }) => next?.isOver) ?? phases.at(-1)
  return (
    <FormDialog<typeof reportProgress, Values>
      endpoint={reportProgress}
      address={{ id: facts.item.id }}
      title={{ zh: `报告进度：${facts.item.title}`, en: `Report progress: ${facts.item.code}` }}
      isOpen
      onClose={onClose}
      initial={{ ...(first ? { phaseId: first.id } : {}), reached: false }}
      bodyOf={({ phaseId, ...said }) => ({ version: progress.version, phaseId, ...saidOf(said as Values) })}
      done={{ zh: '已报告进度', en: 'Progress reported' }}
    >
      <PhaseChoice phases={phases} />
      <ReportFields progress={progress} />
    </FormDialog>
  )
}

/** A new report in place of one that is wrong. */
export function CorrectDialog({ facts, progress, report, onClose }: Props & { readonly report: ProgressReport }) {
  const { reached, percent, words, problem, need } = report
  return (
    <FormDialog<typeof correctProgress, Values>
      endpoint={correctProgress}
      address={{ id: report.id }}
      title={{ zh: `更正进度报告：${facts.item.title}`, en: `Correct a report: ${facts.item.code}` }}
      isOpen
      onClose={onClose}
      initial={{ reached, words, problem, need, ...(percent === null ? {} : { percent }) }}
      bodyOf={({ reason, ...said }) => ({ version: progress.version, ...saidOf(said as Values), reason })}
      done={{ zh: '已更正，原报告保留', en: 'Corrected; the former one stays readable' }}
    >
      <FormItem
        name="reason"
        label={{ zh: '更正理由', en: 'Why it is corrected' }}
        schema={correctProgress.body.shape.reason}
      >
        <Input.TextArea rows={2} lang="zh" />
      </FormItem>
      <ReportFields progress={progress} />
    </FormDialog>
  )
}

function PhaseChoice({ phases }: { readonly phases: readonly PhaseProgress[] }) {
  const text = useText()
  const chosen = Form.useWatch<string | undefined>('phaseId')
  const phase = phases.find(({ id }) => id === chosen)
  const options = phases.map(({ id, number, title }) => ({
    value: id,
    label: text({ zh: `第${number}阶段　${title}`, en: `Phase ${number}　${title}` }),
  }))
  return (
    <>
      <FormItem name="phaseId" label={{ zh: '阶段', en: 'Phase' }} schema={reportProgress.body.shape.phaseId}>
        <Select options={options} />
      </FormItem>
      {phase && (
        <p className="note key criterion-note">
          {text({ zh: '书面标准：', en: 'Written criterion: ' })}
          <span lang="zh">{phase.criterion || '–'}</span>
        </p>
      )}
    </>
  )
}

function ReportFields({ progress }: { readonly progress: ItemProgress }) {
  const text = useText()
  const { shape } = reportProgress.body
  const reached = Form.useWatch<boolean | undefined>('reached')
  return (
    <>
      <KnownFigures figures={progress.figures} />
      <FormItem name="reached" label={{ zh: '是否达到', en: 'Reached' }} schema={shape.reached}>
        <Radio.Group
          options={[
            { value: false, label: text({ zh: '未达到，正在推进', en: 'Not yet' }) },
            { value: true, label: text({ zh: '已达到', en: 'Reached' }) },
          ]}
        />
      </FormItem>
      <FormItem name="words" label={{ zh: '进展', en: 'Progress' }} schema={shape.words}>
        <Input.TextArea rows={2} lang="zh" />
      </FormItem>
      {reached === false && (
        <FormItem
          name="percent"
          label={{ zh: '完成比例（%）', en: 'Done (%)' }}
          schema={shape.percent}
          hint={{ zh: '可不填；填了才能推算完成日。', en: 'Optional; the forecast is made from it.' }}
        >
          <InputNumber min={0} max={99} precision={0} />
        </FormItem>
      )}
      <FormItem name="problem" label={{ zh: '问题', en: 'Problem' }} schema={shape.problem}>
        <Input.TextArea rows={2} lang="zh" />
      </FormItem>
      <FormItem name="need" label={{ zh: '需要', en: 'Need' }} schema={shape.need}>
        <Input.TextArea rows={2} lang="zh" />
      </FormItem>
      {progress.asksEvidence && (
        <FormItem
          name="fileIds"
          label={{ zh: '佐证材料', en: 'Evidence' }}
          schema={shape.fileIds}
          hint={{ zh: '该事项要求佐证材料，已达到的须附。', en: 'The item asks for it once the phase is reached.' }}
        >
          <FilesInput />
        </FormItem>
      )}
    </>
  )
}

/** What the system has already: nobody writes it once more. */
function KnownFigures({ figures }: { readonly figures: ItemProgress['figures'] }) {
  const text = useText()
  const format = useFormat()
  if (figures.length === 0) return null
  return (
    <div className="note known-figures">
      <p>{text({ zh: '已接收的数据，无须重复填写：', en: 'Accepted figures, not to be written once more:' })}</p>
      <ul>
        {figures.slice(0, 6).map(({ dutyId, indicator, unit, period, value }) => (
          <li key={dutyId}>
            <span lang="zh">{indicator}</span>，{text(shortPeriodText(period))}：
            {value === null ? text({ zh: '零报告', en: 'nil' }) : `${format.number(value)}${unit}`}
          </li>
        ))}
      </ul>
    </div>
  )
}
