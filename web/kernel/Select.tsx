import { Select as AntSelect, type SelectProps } from 'antd'
import type { DefaultOptionType } from 'antd/es/select'
import { useText } from './language.tsx'

/** A select whose clear button is named in the reader's language: antd itself has the name in English alone. */
export function Select<Value = unknown, Option extends DefaultOptionType = DefaultOptionType>({
  allowClear,
  ...props
}: SelectProps<Value, Option>) {
  const text = useText()
  return (
    <AntSelect<Value, Option>
      {...(allowClear ? { allowClear: { label: text({ zh: '清除', en: 'Clear' }) } } : {})}
      {...props}
    />
  )
}
