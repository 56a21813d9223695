import type { Rule } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { type FormContent, type FormField, fullForm, mainKey } from './form.ts'
import { type Compared, type FieldCheck, type FormFinding, judgeForm, whatStops } from './formChecks.ts'

type Form = { readonly checks: readonly FieldCheck[]; readonly fields: readonly FormField[] }
type Indicator = { readonly name: string; readonly unit: string; readonly decimals: number }
type Given = { readonly value: string | null; readonly note: string; readonly content: FormContent }

/** All that a filled form is found wanting in; the note is the reason for what the figure itself is warned of. */
export const findingsOf = (
  indicator: Indicator,
  form: Form,
  { value, note, content }: Given,
  compared: Compared,
): FormFinding[] =>
  judgeForm(fullForm(indicator, form), { ...content.values, [mainKey]: value }, compared, {
    ...{ ...content.reasons, [mainKey]: note },
  })

/** What keeps a filled form from being handed in, with the field of the request it is about, or undefined. */
export function formFaultOf(
  indicator: Indicator,
  form: Form | null,
  given: Given,
  compared: Compared,
): { readonly field: string; readonly message: Text } | undefined {
  const stop = form && whatStops(findingsOf(indicator, form, given, compared))
  if (!stop) return undefined
  const isError = stop.severity === 'error'
  const own = isError ? 'value' : 'note'
  const { zh, en } = stop.message
  return {
    field: stop.field === mainKey ? own : `content.${isError ? 'values' : 'reasons'}.${stop.field}`,
    message: isError ? stop.message : { zh: `${zh}请核对或说明理由。`, en: `${en} Check it, or give a reason.` },
  }
}

/** The same as a condition of handing in, so that the button says what is wrong before it is pressed. */
export const soundForm: Rule<{ readonly formFault: ReturnType<typeof formFaultOf> }> = {
  code: 'form_entry_fault',
  message: ({ formFault }) => formFault?.message ?? { zh: '', en: '' },
  holds: ({ formFault }) => formFault === undefined,
}
