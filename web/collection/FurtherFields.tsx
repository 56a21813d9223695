import { Input } from 'antd'
import { type ReactNode, useId } from 'react'
import type { AskedForm } from '#domain/collection/collectionContent.ts'
import type { FormContent, FormField } from '#domain/collection/form.ts'
import { askedWords, type FormFinding } from '#domain/collection/formChecks.ts'
import { same } from '#domain/kernel/text.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { Icon } from '#web/kernel/Icon.tsx'
import { LimitedInput, LimitedTextArea } from '#web/kernel/LimitedText.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Select } from '#web/kernel/Select.tsx'
import { EvidenceField } from './EvidenceField.tsx'
import { type Attached, plainTyped, readTyped } from './useEntry.ts'

/** The further fields of an entry with the files among them. */
export type Further = { readonly content: FormContent; readonly files: Readonly<Record<string, Attached>> }

type Props = {
  readonly form: Pick<AskedForm, 'fields'>
  readonly further: Further
  /** What the form is found wanting in; shown beside its field once something is typed or `isAsked`. */
  readonly findings: readonly FormFinding[]
  /** What the system has for a field. */
  readonly given?: Readonly<Record<string, string>>
  readonly isAsked?: boolean
  readonly onChange: (further: Further) => void
}

/** What a collection plan asks beside the figure itself, each with its check and, where one warns, its reason. */
export function FurtherFields({ form, further, findings, given = {}, isAsked = false, onChange }: Props) {
  const { content, files } = further
  const put = (key: string, value: string | null, file?: Attached | null) => {
    const { [key]: _, ...others } = files
    onChange({
      content: { ...content, values: { ...content.values, [key]: value } },
      files: file ? { ...others, [key]: file } : others,
    })
  }
  const reason = (key: string, words: string) =>
    onChange({ files, content: { ...content, reasons: { ...content.reasons, [key]: words } } })
  return (
    <div className="entry-more further-fields">
      {form.fields.map((field) => {
        const value = content.values[field.key] ?? ''
        const found = findings.filter((one) => one.field === field.key && (isAsked || value !== ''))
        return (
          <OneField
            key={field.key}
            {...{ field, value, found }}
            file={files[field.key] ?? null}
            given={given[field.key]}
            reason={content.reasons[field.key] ?? ''}
            onValue={(words) => put(field.key, words)}
            onFile={(file) => put(field.key, file?.id ?? null, file)}
            onReason={(words) => reason(field.key, words)}
          />
        )
      })}
    </div>
  )
}

type FieldProps = {
  readonly field: FormField
  readonly value: string
  readonly file: Attached | null
  readonly given: string | undefined
  readonly found: readonly FormFinding[]
  readonly reason: string
  readonly onValue: (value: string) => void
  readonly onFile: (file: Attached | null) => void
  readonly onReason: (words: string) => void
}

function OneField(props: FieldProps) {
  const { field, value, given, found, reason, onValue, onReason } = props
  const text = useText()
  const id = useId()
  if (field.kind === 'file')
    return (
      <div>
        <EvidenceField
          label={same(field.name)}
          evidence={props.file}
          isNeeded={false}
          asked={askedWords(field)}
          onAttach={props.onFile}
        />
        <Findings found={found} />
      </div>
    )
  const isWarned = found.some(({ severity }) => severity === 'warning')
  return (
    <div>
      <Label id={id} field={field} />
      <Control {...props} id={id} />
      {given !== undefined && given !== value && (
        <p className="hint">
          {text({ zh: `系统已有：${given}`, en: `The system has ${given}` })}{' '}
          <ButtonFace kind="plain" onClick={() => onValue(given)}>
            {text({ zh: '带出', en: 'Take it' })}
          </ButtonFace>
        </p>
      )}
      <Findings id={`${id}-said`} found={found} />
      {isWarned && (
        <LimitedInput
          limit={500}
          autoComplete="off"
          aria-label={text({ zh: `${field.name}：理由`, en: `${field.name}: reason` })}
          placeholder={text({ zh: '理由', en: 'Reason' })}
          value={reason}
          onChange={(event) => onReason(event.target.value)}
        />
      )}
    </div>
  )
}

function Label({ id, field }: { readonly id: string; readonly field: FormField }) {
  const text = useText()
  const asked = askedWords(field)
  const unit =
    field.kind === 'number' && field.unit !== '' ? { zh: `（${field.unit}）`, en: ` (${field.unit})` } : same('')
  return (
    <label htmlFor={id}>
      {field.name}
      <span className="sub">
        {text(unit)}
        {asked && text(asked)}
      </span>
    </label>
  )
}

function Control({ id, field, value, found, onValue }: FieldProps & { readonly id: string }): ReactNode {
  const isFaulty = found.some(({ severity }) => severity === 'error')
  const shared = { id, 'aria-describedby': `${id}-said`, 'aria-invalid': isFaulty || undefined }
  const status = isFaulty ? ('error' as const) : ''
  if (field.kind === 'choice')
    return (
      <Select
        {...shared}
        {...{ status, allowClear: true, className: 'further-choice' }}
        value={value === '' ? undefined : value}
        options={field.choices.map((choice) => ({ value: choice.key, label: choice.name }))}
        onChange={(chosen?: string) => onValue(chosen ?? '')}
      />
    )
  if (field.kind === 'date') return <DayInput {...shared} value={value} onChange={onValue} />
  if (field.kind === 'text')
    return (
      <LimitedTextArea
        {...{ ...shared, status, value, limit: 2000, autoSize: { minRows: 2, maxRows: 6 } }}
        onChange={(event) => onValue(event.target.value)}
      />
    )
  return (
    <Input
      {...{ ...shared, status, value, inputMode: 'decimal', autoComplete: 'off', className: 'further-number' }}
      onChange={(event) => onValue(plainTyped(event.target.value))}
      onBlur={() => {
        const read = field.kind === 'number' ? readTyped(value, field).value : value
        if (read !== value) onValue(read)
      }}
    />
  )
}

function Findings({ id, found }: { readonly id?: string; readonly found: readonly FormFinding[] }) {
  const text = useText()
  return (
    <span id={id} aria-live="polite">
      {found.map(({ message, severity }) => (
        <span key={message.zh} className={severity === 'error' ? 'fault' : 'hint'}>
          <Icon name="warning" />
          {text(message)}
        </span>
      ))}
    </span>
  )
}
