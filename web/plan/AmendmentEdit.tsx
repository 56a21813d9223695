import { Form } from 'antd'
import { type Amendment, readAmendmentFacts, saveAmendment } from '#domain/plan/amendment.api.ts'
import type { ItemContent } from '#domain/plan/item.api.ts'
import { itemOf } from '#domain/plan/itemContent.ts'
import { lintAmended } from '#domain/plan/linter.ts'
import { readPlan } from '#domain/plan/plan.api.ts'
import type { ApiError } from '#web/kernel/api.ts'
import { showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { type Edited, useEdited } from '#web/kernel/useEdited.tsx'
import { AmendmentSave, type AmendmentWords } from './AmendmentNewPage.tsx'
import { AmendmentTexts } from './AmendmentTexts.tsx'
import { ItemForm } from './ItemForm.tsx'
import { contentOfValues, type ItemValues } from './itemForm.ts'
import './itemForm.css'

type Props = { readonly amendment: Amendment; readonly onClose: () => void }

type Written = ItemContent & Given
type Given = { readonly reason: string; readonly taskOn: string | null; readonly taskSource: string }

const writtenOf = ({ content, reason, taskOn, taskSource }: Amendment): Written => ({
  ...{ ...content, reason, taskOn, taskSource },
})
const givenIn = ({ reason, taskOn, taskSource }: AmendmentWords): Given => ({
  ...{ reason, taskOn: taskOn ?? null, taskSource: taskSource ?? '' },
})

/** The change with its reason, over what others may write too. */
function useWritten(amendment: Amendment, onClose: () => void) {
  const toast = useToast()
  const [form] = Form.useForm<ItemValues>()
  const [words] = Form.useForm<AmendmentWords>()
  const save = useAct(saveAmendment, { id: amendment.id })
  const item = itemOf(amendment.content, { id: amendment.id, year: amendment.year })
  const edited: Edited<Written> = useEdited<Written>({
    name: { zh: '本次变更', en: 'amendment' },
    now: { version: amendment.version, values: writtenOf(amendment) },
    mine: () => ({
      ...contentOfValues({ ...edited.base.values, ...form.getFieldsValue() }),
      ...givenIn({ ...edited.base.values, ...words.getFieldsValue() }),
    }),
    basis: saveAmendment.basis,
    isSaving: save.isPending,
    texts: (props) => <AmendmentTexts {...props} item={item} />,
    onChosen: ({ reason, taskOn, taskSource, ...content }, version) => {
      form.setFieldsValue(content)
      words.setFieldsValue({ reason, taskOn, taskSource })
      // the refusal is shown by `save.error`
      put(content, { reason, taskOn, taskSource }, version).catch(() => undefined)
    },
  })
  const put = async (content: ItemContent, given: Given, version: number) => {
    const onError = (error: ApiError) => {
      showFaults(words, error)
      edited.refused(error)
    }
    await save.mutateAsync({ version, content, ...given }, { onError })
    toast({ zh: '已保存', en: 'Saved' })
    onClose()
  }
  const send = async (values: ItemValues) => {
    const said = await soundValues(words)
    if (said) await put(contentOfValues(values), givenIn(said), edited.version)
  }
  return { form, words, edited, save, send }
}

/** The change, written on. */
export function AmendmentEdit({ amendment, onClose }: Props) {
  const { id, year } = amendment
  const plan = useRead(readPlan, { of: String(year) })
  const facts = useRead(readAmendmentFacts, { year: String(year) })
  const { form, words, edited, save, send } = useWritten(amendment, onClose)
  const { reason, taskOn, taskSource, ...content } = edited.base.values
  return (
    <Loaded of={plan} rows={10}>
      {(loaded) => (
        <Loaded of={facts} rows={10}>
          {(lintFacts) => (
            <ItemForm
              plan={{ ...loaded, kind: 'office', lintFacts }}
              form={form}
              item={itemOf(content, { id, year })}
              values={content}
              isSaving={save.isPending}
              error={save.error}
              onSave={send}
              check={lintAmended}
              save={(submit) => (
                <AmendmentSave
                  elsewhere={edited.elsewhere}
                  form={words}
                  route={amendment.route}
                  initial={{ reason, taskOn, taskSource }}
                  isPending={save.isPending}
                  error={save.error}
                  submit={submit}
                />
              )}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  )
}
