import { Form, Input, InputNumber } from 'antd'
import { z } from 'zod'
import { periodsOf, shortPeriodText } from '#domain/calendar/periods.ts'
import { outcomes, valueOutcomes } from '#domain/inspection/check.ts'
import {
  askForEvidence,
  concludeSelfCheck,
  drawSample,
  giveEvidence,
  judgeValue,
  type SampledValue,
  type SelfCheck,
  withdrawSelfCheck,
} from '#domain/inspection/selfCheck.api.ts'
import {
  type SelfCheckAction,
  tallySentence,
  type ValueJudgement,
  valueJudgements,
} from '#domain/inspection/selfCheck.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { useNamed } from '#web/kernel/Filters.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useDivisionOptions } from '#web/kernel/options.ts'
import { Select } from '#web/kernel/Select.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { FilesInput } from '#web/opinion/Attached.tsx'
import { useUnitOptions } from './options.ts'
import { ReasonAct } from './ReasonAct.tsx'

type NewProps = {
  readonly year: number
  readonly onClose: () => void
  readonly onDone: (selfCheck: SelfCheck) => void
}
type NewValues = {
  title: string
  periods?: string[]
  divisionIds?: string[]
  unitIds?: string[]
  size: number
  seed?: string
}

/** Draws a sample of the year's signed values; every drawing is a record of its own. */
export function DrawDialog({ year, onClose, onDone }: NewProps) {
  const text = useText()
  const { shape } = drawSample.body
  const periods = (['month', 'quarter', 'halfYear', 'year'] as const).flatMap((frequency) => periodsOf(year, frequency))
  const all = { zh: '不选的，为全部。', en: 'None chosen: all.' }
  return (
    <FormDialog<typeof drawSample, NewValues>
      endpoint={drawSample}
      address={{}}
      title={{ zh: `抽样：${year}年度已签字数据`, en: `Draw a sample of the signed values of ${year}` }}
      isOpen
      onClose={onClose}
      initial={{ size: 20 }}
      bodyOf={({ periods: chosen = [], divisionIds = [], unitIds = [], seed, ...rest }) => ({
        ...{ ...rest, year, periods: chosen, divisionIds, unitIds, seed: seed?.trim() || null },
      })}
      done={{ zh: '已抽样', en: 'Drawn' }}
      onDone={onDone}
    >
      <FormItem name="title" label={{ zh: '名称', en: 'Title' }} schema={shape.title}>
        <Input lang="zh" autoComplete="off" />
      </FormItem>
      <FormItem name="size" label={{ zh: '样本量', en: 'Size' }} schema={shape.size}>
        <InputNumber min={1} precision={0} />
      </FormItem>
      <FormItem name="periods" label={{ zh: '期间', en: 'Periods' }} schema={shape.periods} hint={all}>
        <Select
          mode="multiple"
          optionFilterProp="label"
          options={periods.map((value) => ({ value, label: text(shortPeriodText(value)) }))}
        />
      </FormItem>
      <FormItem name="divisionIds" label={{ zh: '责任处', en: 'Divisions' }} schema={shape.divisionIds} hint={all}>
        <Select mode="multiple" optionFilterProp="label" options={useDivisionOptions({ isPastToo: true })} />
      </FormItem>
      <FormItem name="unitIds" label={{ zh: '采集单位', en: 'Collecting units' }} schema={shape.unitIds} hint={all}>
        <Select mode="multiple" optionFilterProp="label" options={useUnitOptions({ isCollecting: true })} />
      </FormItem>
      <FormItem
        name="seed"
        label={{ zh: '种子', en: 'Seed' }}
        schema={z.string().trim().max(100).optional()}
        hint={{
          zh: '不填的，由系统随机产生。同一种子、同一范围抽出的样本相同。',
          en: 'Empty: one of chance. The same seed and scope give the same sample.',
        }}
      >
        <Input autoComplete="off" />
      </FormItem>
    </FormDialog>
  )
}

/** What is being asked before an act, and about which value. */
export type Asking =
  | { readonly action: 'ask' | 'conclude' | 'withdraw' }
  | { readonly action: Extract<SelfCheckAction, 'evidence' | 'judge'>; readonly value: SampledValue }

type Props = { readonly selfCheck: SelfCheck; readonly onClose: () => void }
const nameOf = ({ number, indicator, period }: SampledValue) => {
  const { zh, en } = shortPeriodText(period)
  return { zh: `第${number}项 ${indicator}（${zh}）`, en: `no. ${number}, ${indicator} (${en})` }
}

/** What is asked before an act on a self-check is done. */
export function SelfCheckDialog({ asking, ...props }: Props & { readonly asking: Asking }) {
  const { selfCheck, onClose } = props
  const { id, version, title } = selfCheck
  switch (asking.action) {
    case 'ask':
      return <Ask {...props} />
    case 'evidence':
      return <Evidence {...props} value={asking.value} />
    case 'judge':
      return <Judge {...props} value={asking.value} />
    case 'withdraw':
      return (
        <ReasonAct
          endpoint={withdrawSelfCheck}
          address={{ id }}
          title={{ zh: `撤销：${title}`, en: `Withdraw: ${title}` }}
          {...{ version, onClose }}
        />
      )
    default:
      return <Conclude {...props} />
  }
}

function Ask({ selfCheck: { id, version, title, withoutEvidence }, onClose }: Props) {
  const { today } = useSession()
  return (
    <FormDialog<typeof askForEvidence, { evidenceBy: string }>
      endpoint={askForEvidence}
      address={{ id }}
      title={{ zh: `要求佐证材料：${title}`, en: `Ask for evidence: ${title}` }}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ evidenceBy }) => ({ version, evidenceBy })}
      done={{ zh: '已要求，责任处已收到待办', en: 'Asked: the divisions have it to do' }}
    >
      <FormItem
        name="evidenceBy"
        label={{ zh: '提交期限', en: 'By' }}
        schema={askForEvidence.body.shape.evidenceBy}
        hint={{
          zh: `${withoutEvidence}项没有佐证材料；填报时已附的不再要。`,
          en: `${withoutEvidence} values lack evidence; what came with the data is not asked again.`,
        }}
      >
        <DayInput min={today} />
      </FormItem>
    </FormDialog>
  )
}

function Evidence({ selfCheck: { id }, value, onClose }: Props & { readonly value: SampledValue }) {
  const { shape } = giveEvidence.body
  const name = nameOf(value)
  return (
    <FormDialog<typeof giveEvidence, { words: string; fileIds?: string[] }>
      endpoint={giveEvidence}
      address={{ id, valueId: value.id }}
      title={{ zh: `提交佐证：${name.zh}`, en: `Hand in evidence: ${name.en}` }}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ words, fileIds = [] }) => ({ words, fileIds })}
      done={{ zh: '已提交', en: 'Handed in' }}
    >
      <FormItem name="words" label={{ zh: '佐证说明', en: 'Words' }} schema={shape.words}>
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
      <FormItem name="fileIds" label={{ zh: '附件', en: 'Files' }} schema={shape.fileIds}>
        <FilesInput />
      </FormItem>
    </FormDialog>
  )
}

type Judged = { judgement: ValueJudgement; words?: string; outcome?: (typeof valueOutcomes)[number] }

function Judge({ selfCheck: { id, version }, value, onClose }: Props & { readonly value: SampledValue }) {
  const name = nameOf(value)
  const { judgement, words, outcome } = value
  return (
    <FormDialog<typeof judgeValue, Judged>
      endpoint={judgeValue}
      address={{ id, valueId: value.id }}
      title={{ zh: `判定：${name.zh}`, en: `Judge: ${name.en}` }}
      isOpen
      onClose={onClose}
      initial={{ ...(judgement ? { judgement } : {}), ...(words ? { words } : {}), ...(outcome ? { outcome } : {}) }}
      bodyOf={(values) => ({
        ...{ version, judgement: values.judgement, words: values.words ?? '' },
        outcome: values.judgement === 'inconsistent' ? (values.outcome ?? null) : null,
      })}
      done={{ zh: '已判定', en: 'Judged' }}
    >
      <p className="check-words">
        {value.value} <span lang="zh">{value.unit}</span>
      </p>
      <JudgeFields />
    </FormDialog>
  )
}

function JudgeFields() {
  const text = useText()
  const named = useNamed()
  const { shape } = judgeValue.body
  const judgement = Form.useWatch<ValueJudgement | undefined>('judgement')
  return (
    <>
      <FormItem name="judgement" label={{ zh: '判定', en: 'Judgement' }} schema={shape.judgement}>
        <Select options={named(valueJudgements)} />
      </FormItem>
      {judgement === 'inconsistent' && (
        <FormItem name="outcome" label={{ zh: '处理方式', en: 'Outcome' }} schema={shape.outcome.unwrap().unwrap()}>
          <Select options={valueOutcomes.map((value) => ({ value, label: text(outcomes[value]) }))} />
        </FormItem>
      )}
      <FormItem
        name="words"
        label={{ zh: '说明', en: 'Words' }}
        schema={shape.words}
        hint={{ zh: '不一致或无法核实的须写明。', en: 'Required unless it is consistent.' }}
      >
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
    </>
  )
}

function Conclude({ selfCheck: { id, version, title, tally }, onClose }: Props) {
  const text = useText()
  return (
    <FormDialog<typeof concludeSelfCheck, { result: string }>
      endpoint={concludeSelfCheck}
      address={{ id }}
      title={{ zh: `办结：${title}`, en: `Conclude: ${title}` }}
      isOpen
      onClose={onClose}
      initial={{ result: tallySentence(tally).zh }}
      bodyOf={({ result }) => ({ version, result })}
      done={{ zh: '已办结，有关处可查看结果', en: 'Concluded: the divisions read the result' }}
    >
      <p className="check-words">{text(tallySentence(tally))}</p>
      <FormItem
        name="result"
        label={{ zh: '结果说明', en: 'Result' }}
        schema={concludeSelfCheck.body.shape.result}
        hint={{ zh: '有关各处都会看到，不点名处室。', en: 'All divisions concerned read it: name none.' }}
      >
        <Input.TextArea rows={4} lang="zh" />
      </FormItem>
    </FormDialog>
  )
}
