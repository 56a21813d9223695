import { Form, type FormInstance, type FormRule } from 'antd'
import { type ReactNode, useEffect } from 'react'
import type { z } from 'zod'
import { sentenceOfIssue } from '#domain/kernel/fault.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { ApiError } from './api.ts'
import { rememberField } from './fieldNames.ts'
import { useText } from './language.tsx'
import { Words } from './Words.tsx'

/** The endpoint's own limits beside the field: `rules={[checkedBy(reviewReport.body.shape.note)]}`. */
export const checkedBy = (schema: z.ZodType): FormRule => ({
  validator: async (_, value: unknown) => {
    const issue = schema.safeParse(value).error?.issues[0]
    if (issue) throw { message: <Words of={sentenceOfIssue(issue)} /> }
  },
})

type Props = {
  readonly name: string | readonly (string | number)[]
  readonly label: Text
  /** A part of the endpoint's body: `body.shape.note`. */
  readonly schema: z.ZodType
  readonly hint?: Text
  /** `checked` for a checkbox or a switch. */
  readonly valuePropName?: string
  readonly children: ReactNode
}

/** A labelled field checked by the endpoint's schema. Inside of Ant Design's `<Form layout="vertical">`. */
export function FormItem({ name, label, schema, hint, valuePropName, children }: Props) {
  const text = useText()
  useEffect(() => rememberField(name, label))
  return (
    <Form.Item
      name={typeof name === 'string' ? name : [...name]}
      label={text(label)}
      rules={[checkedBy(schema)]}
      required={!schema.safeParse(undefined).success}
      {...(hint ? { extra: text(hint) } : {})}
      {...(valuePropName ? { valuePropName } : {})}
    >
      {children}
    </Form.Item>
  )
}

/** Puts the server's answer by field beside the fields; what has none stays with `<ErrorState>`. */
export function showFaults(form: FormInstance, error: Pick<ApiError, 'fields'>): void {
  form.setFields(
    error.fields.map((field) => ({
      name: field.path
        .replace(/^body\./, '')
        .split('.')
        .map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
      errors: [(<Words key={field.path} of={field.message} />) as unknown as string],
    })),
  )
}

/** What the form holds; undefined where a field is faulty: it says so itself, and the first of them is gone to. */
export async function soundValues<Values>(form: FormInstance<Values>): Promise<Values | undefined> {
  try {
    return await form.validateFields()
  } catch {
    const faulty = form.getFieldsError().find(({ errors }) => errors.length > 0)
    if (faulty) form.scrollToField(faulty.name, { block: 'center', focus: true })
    return undefined
  }
}
