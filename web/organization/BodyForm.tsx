import { Input, Select } from 'antd'
import { changeExternalBody, createExternalBody } from '#domain/organization/externalBody.api.ts'
import type { ExternalBody } from '#domain/organization/organization.api.ts'
import { bodyKinds } from '#domain/organization/organization.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { useOptions } from './choices.ts'
import { emptyDay } from './emptyDay.ts'

type Values = Pick<ExternalBody, 'kind' | 'name' | 'fromOn'> & { toOn?: string | undefined }
type Props = {
  readonly isOpen: boolean
  readonly onClose: () => void
  /** The body to be changed; without one a new one is added. */
  readonly body?: ExternalBody
}

const contentOf = ({ kind, name, fromOn, toOn }: Values) => ({ kind, name, fromOn, toOn: toOn || null })

/** Adds an outside body or changes one. */
export function BodyForm({ isOpen, onClose, body }: Props) {
  const { today } = useSession()
  if (!body)
    return (
      <FormDialog<typeof createExternalBody, Values>
        endpoint={createExternalBody}
        address={{}}
        title={{ zh: '增加外部单位', en: 'Add an outside body' }}
        {...{ isOpen, onClose }}
        initial={{ kind: 'collectingUnit', fromOn: today }}
        bodyOf={contentOf}
        done={{ zh: '已增加', en: 'Added' }}
      >
        <Fields />
      </FormDialog>
    )
  const { id, version, kind, name, fromOn, toOn } = body
  return (
    <FormDialog<typeof changeExternalBody, Values>
      endpoint={changeExternalBody}
      address={{ id }}
      title={{ zh: `修改${name.zh}`, en: `Change ${name.en}` }}
      {...{ isOpen, onClose }}
      initial={{ kind, name, fromOn, toOn: toOn ?? undefined }}
      bodyOf={(values) => ({ ...contentOf(values), version })}
      done={{ zh: '已修改', en: 'Changed' }}
    >
      <Fields />
    </FormDialog>
  )
}

function Fields() {
  const { kind, name, fromOn, toOn } = createExternalBody.body.shape
  return (
    <>
      <FormItem name="kind" label={{ zh: '类别', en: 'Kind' }} schema={kind}>
        <Select options={useOptions(bodyKinds)} />
      </FormItem>
      <FormItem name={['name', 'zh']} label={{ zh: '名称', en: 'Name' }} schema={name.shape.zh}>
        <Input />
      </FormItem>
      <FormItem name={['name', 'en']} label={{ zh: '英文名称', en: 'English name' }} schema={name.shape.en}>
        <Input />
      </FormItem>
      <FormItem name="fromOn" label={{ zh: '起始日', en: 'From' }} schema={fromOn}>
        <DayInput />
      </FormItem>
      <FormItem
        name="toOn"
        label={{ zh: '自哪天起不再往来', en: 'No longer addressed from' }}
        schema={toOn.optional().or(emptyDay)}
        hint={{ zh: '没有期限的不填。', en: 'Leave empty where there is no end.' }}
      >
        <DayInput />
      </FormItem>
    </>
  )
}
