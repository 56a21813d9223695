import { Input, type InputProps } from 'antd'
import type { TextAreaProps } from 'antd/es/input'
import { useId } from 'react'
import { lengthSaid } from '#domain/kernel/fault.ts'
import { Icon } from './Icon.tsx'
import { useText } from './language.tsx'

type Limited = { readonly limit: number; readonly value: string }

/**
 * A field of several lines outside of `<FormItem>`. Whatever is typed or pasted stays as it is: near the limit it says how
 * much is left, past it how much is too many. The server refuses what is too long.
 */
export function LimitedTextArea({ limit, ...field }: Limited & Omit<TextAreaProps, 'maxLength' | 'value'>) {
  const { said, more } = useSaid(limit, field)
  return (
    <>
      <Input.TextArea {...field} {...more} />
      {said}
    </>
  )
}

/** The same of one line. */
export function LimitedInput({ limit, ...field }: Limited & Omit<InputProps, 'maxLength' | 'value'>) {
  const { said, more } = useSaid(limit, field)
  return (
    <>
      <Input {...field} {...more} />
      {said}
    </>
  )
}

type Field = { readonly value: string; readonly 'aria-describedby'?: string | undefined }

function useSaid(limit: number, { value, 'aria-describedby': describedBy }: Field) {
  const text = useText()
  const id = useId()
  const length = lengthSaid(value.length, limit)
  const said = (
    <span id={id} className="length-said" aria-live="polite">
      {length && (
        <span className={length.isOver ? 'fault' : 'hint'}>
          {length.isOver && <Icon name="warning" />}
          {text(length.words)}
        </span>
      )}
    </span>
  )
  const ids = [describedBy, length && id].filter(Boolean).join(' ')
  const over = length?.isOver ? { status: 'error' as const, 'aria-invalid': true } : {}
  return { said, more: { ...over, ...(ids ? { 'aria-describedby': ids } : {}) } }
}
