import { Select } from 'antd'
import { useId } from 'react'
import { type NilWay, nilWayNames, nilWays } from '#domain/collection/unitTemplate.ts'
import type { StoredFile } from '#domain/kernel/file.api.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { useText } from '#web/kernel/language.tsx'
import { FileField } from './FileField.tsx'

export type DraftValues = {
  readonly effectiveFrom: string
  readonly nilAs: NilWay
  /** Another file in the place of the one it has. */
  readonly file: StoredFile | undefined
}

type Props = {
  readonly values: DraftValues
  readonly fileName: string
  readonly onChange: (values: DraftValues) => void
}

/** What a version says beside its cells. */
export function DraftFields({ values, fileName, onChange }: Props) {
  const text = useText()
  const id = useId()
  return (
    <div className="template-fields">
      <label htmlFor={`${id}-from`}>{text({ zh: '适用起始日', en: 'Holds from' })}</label>
      <DayInput
        id={`${id}-from`}
        value={values.effectiveFrom}
        onChange={(effectiveFrom) => effectiveFrom !== '' && onChange({ ...values, effectiveFrom })}
      />
      <label htmlFor={`${id}-nil`}>{text({ zh: '零报告', en: 'A nil return' })}</label>
      <Select<NilWay>
        id={`${id}-nil`}
        value={values.nilAs}
        options={nilWayNames.map((value) => ({ value, label: text(nilWays[value]) }))}
        onChange={(nilAs) => onChange({ ...values, nilAs })}
      />
      <span>{text({ zh: '换一份文件', en: 'Another file' })}</span>
      <FileField file={values.file ?? { name: fileName }} onFile={(file) => onChange({ ...values, file })} />
    </div>
  )
}
