import { Checkbox, Input, InputNumber } from 'antd'
import { changeDivision, createDivision } from '#domain/organization/division.api.ts'
import type { Division } from '#domain/organization/organization.api.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useSession } from '#web/kernel/session.tsx'

type Values = Pick<Division, 'code' | 'name' | 'sort' | 'housesPerformanceOffice' | 'fromOn'>
type Props = {
  readonly isOpen: boolean
  readonly onClose: () => void
  /** The division to be changed; without one a new division is added at `nextSort`. */
  readonly division?: Division
  readonly nextSort?: number
}

/** Adds a division or changes one. */
export function DivisionForm({ isOpen, onClose, division, nextSort = 1 }: Props) {
  const { today } = useSession()
  if (!division)
    return (
      <FormDialog<typeof createDivision, Values>
        endpoint={createDivision}
        address={{}}
        title={{ zh: '增设处', en: 'Add a division' }}
        {...{ isOpen, onClose }}
        initial={{ sort: nextSort, housesPerformanceOffice: false, fromOn: today }}
        bodyOf={(values) => values}
        done={{ zh: '已增设', en: 'Added' }}
      >
        <Fields />
      </FormDialog>
    )
  const { id, version, code, name, sort, housesPerformanceOffice, fromOn } = division
  return (
    <FormDialog<typeof changeDivision, Values>
      endpoint={changeDivision}
      address={{ id }}
      title={{ zh: `修改${name.zh}`, en: `Change ${name.en}` }}
      {...{ isOpen, onClose }}
      initial={{ code, name, sort, housesPerformanceOffice, fromOn }}
      bodyOf={(values) => ({ ...values, version })}
      done={{ zh: '已修改', en: 'Changed' }}
    >
      <Fields />
    </FormDialog>
  )
}

function Fields() {
  const text = useText()
  const { code, name, sort, housesPerformanceOffice, fromOn } = createDivision.body.shape
  return (
    <>
      <FormItem name={['name', 'zh']} label={{ zh: '名称', en: 'Name' }} schema={name.shape.zh}>
        <Input />
      </FormItem>
      <FormItem name={['name', 'en']} label={{ zh: '英文名称', en: 'English name' }} schema={name.shape.en}>
        <Input />
      </FormItem>
      <FormItem name="code" label={{ zh: '编号', en: 'Code' }} schema={code}>
        <Input />
      </FormItem>
      <FormItem name="sort" label={{ zh: '排列次序', en: 'Place in the order' }} schema={sort}>
        <InputNumber min={0} max={9999} precision={0} />
      </FormItem>
      <FormItem name="fromOn" label={{ zh: '设立日', en: 'Exists since' }} schema={fromOn}>
        <DayInput />
      </FormItem>
      <FormItem
        name="housesPerformanceOffice"
        label={{ zh: '办绩效办', en: 'Performance office' }}
        schema={housesPerformanceOffice}
        valuePropName="checked"
        hint={{ zh: '只设在一个处；在另一个处勾选即改设。', en: 'One division only: ticking another one moves it.' }}
      >
        <Checkbox>{text({ zh: '办绩效办设在本处', en: 'sits in this division' })}</Checkbox>
      </FormItem>
    </>
  )
}
