import { type HTMLInputAutoCompleteAttribute, useId } from 'react'
import type { Text } from '#domain/kernel/text.ts'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'

type Props = {
  readonly label: Text
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: 'text' | 'password'
  readonly autoComplete?: HTMLInputAutoCompleteAttribute
  readonly hint?: Text
  readonly fault?: Text | undefined
}

/** A labelled input of the pages before log-in, which carry no Ant Design. */
export function Field({ label, value, onChange, type = 'text', autoComplete = 'off', hint, fault }: Props) {
  const text = useText()
  const id = useId()
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{text(label)}</label>
      <input
        id={id}
        type={type}
        value={value}
        required
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        aria-invalid={fault ? true : undefined}
        aria-describedby={described || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint && (
        <p className="sub" id={`${id}-hint`}>
          {text(hint)}
        </p>
      )}
      {fault && (
        <p className="fault" id={`${id}-fault`}>
          <Icon name="warning" />
          {text(fault)}
        </p>
      )}
    </div>
  )
}
