import { useId } from 'react'
import type { ApiError } from '#web/kernel/api.ts'
import { LimitedTextArea } from '#web/kernel/LimitedText.tsx'
import { useText } from '#web/kernel/language.tsx'

type Props = { readonly error: ApiError | null; readonly value: string; readonly onChange: (reason: string) => void }

/** Asked once the server has said that nothing was changed since the return; whoever does change it is not asked. */
export function UnchangedReason({ error, value, onChange }: Props) {
  const text = useText()
  const id = useId()
  if (error?.code !== 'unchanged_since_return' && value === '') return null
  return (
    <p className="dialog-section">
      <label htmlFor={id}>{text({ zh: '不修改的理由', en: 'Why it stays as it is' })}</label>
      <LimitedTextArea
        id={id}
        limit={500}
        rows={2}
        lang="zh"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </p>
  )
}
