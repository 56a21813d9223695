import { Select as AntSelect, type SelectProps } from 'antd'
import type { DefaultOptionType } from 'antd/es/select'
import { useText } from './language.tsx'

/**
 * A select whose clear button is named in the reader's language: antd itself has the name in English alone. The key of a
 * record for which there is no option, not yet or not any more, is never shown.
 */
export function Select<Value = unknown, Option extends DefaultOptionType = DefaultOptionType>({
  allowClear,
  ...props
}: SelectProps<Value, Option>) {
  const text = useText()
  const unnamed = (props.options ?? []).length === 0 ? { zh: '…', en: '…' } : unlisted
  const labelRender: SelectProps<Value, Option>['labelRender'] = ({ label, value }) =>
    label ?? (recordKey.test(String(value)) ? text(unnamed) : String(value))
  return (
    <AntSelect<Value, Option>
      labelRender={labelRender}
      {...(allowClear ? { allowClear: { label: text({ zh: '清除', en: 'Clear' }) } } : {})}
      {...props}
    />
  )
}

const recordKey = /^[0-9a-f]{8}-[0-9a-f]{4}-/
const unlisted = { zh: '（已不在可选范围内）', en: '(no longer to choose from)' }
