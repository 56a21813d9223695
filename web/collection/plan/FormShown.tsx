import { checkWords, decimalWords } from '#domain/collection/collectionPlan.ts'
import { type CollectionForm, type FormField, fieldKinds, mainKey, roles } from '#domain/collection/form.ts'
import type { Text } from '#domain/kernel/text.ts'
import { useText } from '#web/kernel/language.tsx'

type Props = { readonly form: CollectionForm; readonly evidence: boolean; readonly isPreliminary: boolean }

/** The form as the responsible division gets it: each field with what is to be written there and how it is checked. */
export function FormShown({ form, evidence, isPreliminary }: Props) {
  const text = useText()
  return (
    <ol className="asked-form">
      {form.fields.map((field) => (
        <Field key={field.key} field={field} form={form} isPreliminary={isPreliminary} />
      ))}
      {evidence && (
        <li>
          <b>{text({ zh: '佐证', en: 'Evidence' })}</b>
          <span className="asked-kind">{text({ zh: '文件，必须附', en: 'file, needed' })}</span>
          <span className="asked-box" aria-hidden="true" />
        </li>
      )}
    </ol>
  )
}

type FieldProps = { readonly field: FormField; readonly form: CollectionForm; readonly isPreliminary: boolean }

function Field({ field, form: { fields }, isPreliminary }: FieldProps) {
  const text = useText()
  const isMain = field.key === mainKey
  const checks = field.checks.map((check) => text(checkWords(check, fields)))
  return (
    <li>
      <b>{field.name || text({ zh: '（未命名）', en: '(no name yet)' })}</b>
      <span className="asked-kind">
        {text(kindWords(field))}
        {isMain && isPreliminary && text({ zh: '，快报数', en: ', preliminary' })}
      </span>
      {field.kind === 'choice' ? (
        <span className="asked-choices">
          {field.choices.map(({ key, name }) => (
            <span key={key}>{name}</span>
          ))}
        </span>
      ) : (
        <span className="asked-box" aria-hidden="true">
          {field.kind === 'number' && field.unit}
        </span>
      )}
      {checks.length > 0 && (
        <span className="asked-checks">
          {text({ zh: '校验：', en: 'Checks: ' })}
          {checks.join(text({ zh: '；', en: '; ' }))}
        </span>
      )}
    </li>
  )
}

/** 数值，万人次，2位小数，本年累计 */
function kindWords(field: FormField): Text {
  if (field.kind !== 'number') return fieldKinds[field.kind]
  const decimals = decimalWords(field.decimals)
  const parts = (of: 'zh' | 'en') => [field.unit, decimals[of], field.role === 'current' ? '' : roles[field.role][of]]
  return { zh: parts('zh').filter(Boolean).join('，'), en: parts('en').filter(Boolean).join(', ') }
}
