import { Input } from 'antd'
import {
  type Conformity,
  closeConformity,
  demandMaterial,
  handInMaterial,
  type Material,
  recordResult,
  recordVisit,
  sendMaterials,
  withdrawConformity,
} from '#domain/inspection/conformity.api.ts'
import { type ConformityAction, type ConformityResult, conformityResults } from '#domain/inspection/conformity.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { useNamed } from '#web/kernel/Filters.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useDivisionOptions } from '#web/kernel/options.ts'
import { Select } from '#web/kernel/Select.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { FilesInput } from '#web/opinion/Attached.tsx'
import { ReasonAct } from './ReasonAct.tsx'

/** What is being asked before an act. */
export type Asking =
  | { readonly action: Exclude<ConformityAction, 'handIn'> }
  | { readonly action: 'handIn'; readonly material: Material }

type Props = { readonly conformity: Conformity; readonly onClose: () => void }

/** What is asked before an act on a verification is done. */
export function ConformityDialog({ asking, ...props }: Props & { readonly asking: Asking }) {
  const { conformity, onClose } = props
  const { id, version, title } = conformity
  switch (asking.action) {
    case 'handIn':
      return <HandIn {...props} material={asking.material} />
    case 'demand':
      return <Demand {...props} />
    case 'send':
      return <Send {...props} />
    case 'visit':
      return <Visit {...props} />
    case 'result':
      return <Result {...props} />
    case 'withdraw':
      return (
        <ReasonAct
          endpoint={withdrawConformity}
          address={{ id }}
          title={{ zh: `撤销：${title}`, en: `Withdraw: ${title}` }}
          {...{ version, onClose }}
        />
      )
    default:
      return <Close {...props} />
  }
}

function Demand({ conformity: { id, version, title, dueOn }, onClose }: Props) {
  const { today } = useSession()
  const { shape } = demandMaterial.body
  return (
    <FormDialog<typeof demandMaterial, { divisionId: string; words: string; dueOn: string }>
      endpoint={demandMaterial}
      address={{ id }}
      title={{ zh: `布置材料：${title}`, en: `Ask for material: ${title}` }}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={(values) => ({ version, ...values })}
      done={{ zh: '已布置，该处已收到待办', en: 'Asked: the division has it to do' }}
    >
      <FormItem name="divisionId" label={{ zh: '处', en: 'Division' }} schema={shape.divisionId}>
        <Select showSearch optionFilterProp="label" options={useDivisionOptions()} />
      </FormItem>
      <FormItem name="words" label={{ zh: '材料', en: 'Material' }} schema={shape.words}>
        <Input lang="zh" autoComplete="off" />
      </FormItem>
      <FormItem
        name="dueOn"
        label={{ zh: '提交期限', en: 'By' }}
        schema={shape.dueOn}
        hint={{ zh: `市里期限：${dueOn}`, en: `The city's day: ${dueOn}` }}
      >
        <DayInput min={today} />
      </FormItem>
    </FormDialog>
  )
}

function HandIn({ conformity: { id }, material, onClose }: Props & { readonly material: Material }) {
  const { shape } = handInMaterial.body
  return (
    <FormDialog<typeof handInMaterial, { words: string; fileIds?: string[] }>
      endpoint={handInMaterial}
      address={{ id, materialId: material.id }}
      title={{ zh: `提交材料：${material.words}`, en: `Hand in: ${material.words}` }}
      isOpen
      onClose={onClose}
      initial={material.handedIn === null ? {} : { words: material.handedIn }}
      bodyOf={({ words, fileIds = [] }) => ({ words, fileIds })}
      done={{ zh: '已提交', en: 'Handed in' }}
    >
      <FormItem name="words" label={{ zh: '说明', en: 'Words' }} schema={shape.words}>
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
      <FormItem name="fileIds" label={{ zh: '附件', en: 'Files' }} schema={shape.fileIds}>
        <FilesInput />
      </FormItem>
    </FormDialog>
  )
}

function Send({ conformity: { id, version, title }, onClose }: Props) {
  const { today } = useSession()
  return (
    <FormDialog<typeof sendMaterials, { sentOn: string }>
      endpoint={sendMaterials}
      address={{ id }}
      title={{ zh: `材料报市里：${title}`, en: `Send the materials: ${title}` }}
      isOpen
      onClose={onClose}
      initial={{ sentOn: today }}
      bodyOf={({ sentOn }) => ({ version, sentOn })}
      done={{ zh: '已登记报送', en: 'Recorded as sent' }}
    >
      <FormItem name="sentOn" label={{ zh: '报送日', en: 'Sent on' }} schema={sendMaterials.body.shape.sentOn}>
        <DayInput max={today} />
      </FormItem>
    </FormDialog>
  )
}

function Visit({ conformity: { id, version, title }, onClose }: Props) {
  const { today } = useSession()
  const { shape } = recordVisit.body
  return (
    <FormDialog<typeof recordVisit, { visitedOn: string; visitors: string; lookedAt: string; fileIds?: string[] }>
      endpoint={recordVisit}
      address={{ id }}
      title={{ zh: `登记现场核验：${title}`, en: `Record the visit: ${title}` }}
      isOpen
      onClose={onClose}
      initial={{ visitedOn: today }}
      bodyOf={({ fileIds = [], ...rest }) => ({ version, ...rest, fileIds })}
      done={{ zh: '已登记', en: 'Recorded' }}
    >
      <FormItem name="visitedOn" label={{ zh: '核验日', en: 'Day' }} schema={shape.visitedOn}>
        <DayInput max={today} />
      </FormItem>
      <FormItem name="visitors" label={{ zh: '核验人员', en: 'Who came' }} schema={shape.visitors}>
        <Input lang="zh" autoComplete="off" />
      </FormItem>
      <FormItem name="lookedAt" label={{ zh: '核验内容', en: 'What was looked at' }} schema={shape.lookedAt}>
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
      <FormItem name="fileIds" label={{ zh: '附件', en: 'Files' }} schema={shape.fileIds}>
        <FilesInput />
      </FormItem>
    </FormDialog>
  )
}

type ResultValues = {
  result: ConformityResult
  resultOn: string
  resultWords: string
  resultDocument?: string
  fileIds?: string[]
}

function Result({ conformity: { id, version, title }, onClose }: Props) {
  const { today } = useSession()
  const named = useNamed()
  const { shape } = recordResult.body
  return (
    <FormDialog<typeof recordResult, ResultValues>
      endpoint={recordResult}
      address={{ id }}
      title={{ zh: `登记结果：${title}`, en: `Record the result: ${title}` }}
      isOpen
      onClose={onClose}
      initial={{ resultOn: today }}
      bodyOf={({ fileIds = [], resultDocument = '', ...rest }) => ({ version, ...rest, resultDocument, fileIds })}
      done={{ zh: '已登记', en: 'Recorded' }}
    >
      <FormItem name="result" label={{ zh: '结果', en: 'Result' }} schema={shape.result}>
        <Select options={named(conformityResults)} />
      </FormItem>
      <FormItem name="resultOn" label={{ zh: '结果日', en: 'Day' }} schema={shape.resultOn}>
        <DayInput max={today} />
      </FormItem>
      <FormItem name="resultWords" label={{ zh: '结果说明', en: 'Words' }} schema={shape.resultWords}>
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
      <FormItem name="resultDocument" label={{ zh: '结果文件', en: 'Document' }} schema={shape.resultDocument}>
        <Input lang="zh" autoComplete="off" />
      </FormItem>
      <FormItem name="fileIds" label={{ zh: '附件', en: 'Files' }} schema={shape.fileIds}>
        <FilesInput />
      </FormItem>
    </FormDialog>
  )
}

function Close({ conformity: { id, version, title, result }, onClose }: Props) {
  return (
    <FormDialog<typeof closeConformity, { followUp?: string }>
      endpoint={closeConformity}
      address={{ id }}
      title={{ zh: `办结：${title}`, en: `Conclude: ${title}` }}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ followUp = '' }) => ({ version, followUp })}
      done={{ zh: '已办结', en: 'Concluded' }}
    >
      <FormItem
        name="followUp"
        label={{ zh: '跟进情况', en: 'What was done' }}
        schema={closeConformity.body.shape.followUp}
        hint={
          result === 'conforming'
            ? { zh: '结果符合，可不填。', en: 'It conforms: optional.' }
            : { zh: '结果不是“符合”，须写明。', en: 'It does not conform wholly: required.' }
        }
      >
        <Input.TextArea rows={4} lang="zh" />
      </FormItem>
    </FormDialog>
  )
}
