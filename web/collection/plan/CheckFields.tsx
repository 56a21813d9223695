import { Form, Input, Select } from 'antd'
import { z } from 'zod'
import type { CollectionPlan } from '#domain/collection/collectionPlan.api.ts'
import { mainKey } from '#domain/collection/form.ts'
import { checkKinds, FieldCheck, relations, severities } from '#domain/collection/formChecks.ts'
import type { Text } from '#domain/kernel/text.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { useNamed } from '#web/kernel/Filters.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { plainTyped } from '../useEntry.ts'
import type { CheckValues, FieldValues } from './draftValues.ts'
import { SaidOf } from './Said.tsx'

const [, range, , againstLastYear, againstField] = FieldCheck.options
const anyKind = z.enum(Object.keys(checkKinds))
type Path = readonly (string | number)[]

type Props = {
  /** Where the list stands in the list around it, and in the whole form. */
  readonly list: Path
  readonly path: Path
  /** The key of the field that is checked. */
  readonly of: string
  readonly plan: CollectionPlan
}

/** What one field is checked for, one line a check. */
export function CheckFields({ list, path, of, plan }: Props) {
  const text = useText()
  const kind = Form.useWatch<FieldValues['kind'] | undefined>([...path.slice(0, -1), 'kind'])
  const isNumber = of === mainKey || kind === 'number'
  const first: CheckValues =
    of === mainKey ? { kind: 'range', severity: 'error' } : { kind: 'required', severity: 'error' }
  return (
    <div className="plan-checks">
      <Form.List name={[...list]}>
        {(checks, { add, remove }) => (
          <>
            {checks.map(({ key, name }) => (
              <CheckRow
                key={key}
                at={name}
                path={[...path, name]}
                {...{ of, plan, isNumber }}
                onRemove={() => remove(name)}
              />
            ))}
            <ButtonFace kind="plain" onClick={() => add(first)}>
              {text({ zh: '增加校验', en: 'Add a check' })}
            </ButtonFace>
          </>
        )}
      </Form.List>
      <SaidOf field={of} />
    </div>
  )
}

type RowProps = {
  readonly at: number
  readonly path: Path
  readonly of: string
  readonly plan: CollectionPlan
  readonly isNumber: boolean
  readonly onRemove: () => void
}

/** A figure is always asked, so it is not checked for being there; words are checked for nothing else. */
const kindsFor = (of: string, isNumber: boolean): Record<string, Text> => {
  const { required, ...ofNumbers } = checkKinds
  if (of === mainKey) return ofNumbers
  return isNumber ? checkKinds : { required }
}

function CheckRow({ at, path, of, plan, isNumber, onRemove }: RowProps) {
  const text = useText()
  const named = useNamed()
  const kind = Form.useWatch<CheckValues['kind'] | undefined>([...path, 'kind'])
  return (
    <div className="plan-check">
      <FormItem name={[at, 'kind']} label={{ zh: '校验', en: 'Check' }} schema={anyKind}>
        <Select options={named(kindsFor(of, isNumber))} popupMatchSelectWidth={false} />
      </FormItem>
      <CheckDetails at={at} kind={kind} of={of} plan={plan} />
      <FormItem name={[at, 'severity']} label={{ zh: '不符时', en: 'If it fails' }} schema={range.shape.severity}>
        <Select options={named(severities)} popupMatchSelectWidth={false} />
      </FormItem>
      <ButtonFace kind="plain" onClick={onRemove}>
        {text({ zh: '删去校验', en: 'Remove the check' })}
      </ButtonFace>
    </div>
  )
}
type DetailProps = Pick<RowProps, 'at' | 'of' | 'plan'> & { readonly kind: CheckValues['kind'] | undefined }

function CheckDetails({ at, kind, of, plan }: DetailProps) {
  const named = useNamed()
  const others = useOtherNumbers(plan, of)
  if (kind === 'range')
    return (
      <>
        <FormItem name={[at, 'least']} label={{ zh: '不小于', en: 'At least' }} schema={range.shape.least.optional()}>
          <DecimalInput />
        </FormItem>
        <FormItem name={[at, 'most']} label={{ zh: '不大于', en: 'At most' }} schema={range.shape.most.optional()}>
          <DecimalInput />
        </FormItem>
      </>
    )
  if (kind === 'againstLastPeriod' || kind === 'againstLastYear')
    return (
      <FormItem
        name={[at, 'mostPercent']}
        label={{ zh: '相差不超过（%）', en: 'Differs by at most (%)' }}
        schema={againstLastYear.shape.mostPercent}
      >
        <DecimalInput />
      </FormItem>
    )
  if (kind !== 'againstField') return null
  return (
    <>
      <FormItem name={[at, 'relation']} label={{ zh: '关系', en: 'Must be' }} schema={againstField.shape.relation}>
        <Select options={named(relations)} popupMatchSelectWidth={false} />
      </FormItem>
      <FormItem name={[at, 'other']} label={{ zh: '另一字段', en: 'Other field' }} schema={againstField.shape.other}>
        <Select options={others} popupMatchSelectWidth={false} />
      </FormItem>
    </>
  )
}

/** The numbers that a number can be held against: the figure itself and the further ones. */
function useOtherNumbers({ indicator }: CollectionPlan, of: string) {
  const fields = Form.useWatch<readonly FieldValues[] | undefined>('fields') ?? []
  const numbers = fields.flatMap((field) =>
    field?.kind === 'number' ? [{ value: field.key, label: field.name || field.key }] : [],
  )
  return [{ value: mainKey, label: indicator.name }, ...numbers].filter(({ value }) => value !== of)
}

type InputProps = {
  readonly id?: string
  readonly value?: string | null
  readonly onChange?: (value: string | null) => void
}

/** A number as it is typed, full width or not; empty is none. */
function DecimalInput({ value, onChange, ...rest }: InputProps) {
  return (
    <Input
      {...rest}
      inputMode="decimal"
      autoComplete="off"
      value={value ?? ''}
      onChange={({ target }) => onChange?.(plainTyped(target.value) || null)}
    />
  )
}
