import { Form } from 'antd'
import { type Amendment, readAmendmentFacts, saveAmendment } from '#domain/plan/amendment.api.ts'
import { itemOf } from '#domain/plan/itemContent.ts'
import { lintAmended } from '#domain/plan/linter.ts'
import { readPlan } from '#domain/plan/plan.api.ts'
import { showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { AmendmentSave, type AmendmentWords } from './AmendmentNewPage.tsx'
import { ItemForm } from './ItemForm.tsx'
import { contentOfValues, type ItemValues } from './itemForm.ts'
import './itemForm.css'

type Props = { readonly amendment: Amendment; readonly onClose: () => void }

/** The change, written on. */
export function AmendmentEdit({ amendment: now, onClose }: Props) {
  const amendment = useAsOpened(now)
  const toast = useToast()
  const plan = useRead(readPlan, { of: String(amendment.year) })
  const facts = useRead(readAmendmentFacts, { year: String(amendment.year) })
  const [words] = Form.useForm<AmendmentWords>()
  const save = useAct(saveAmendment, { id: amendment.id })
  const { id, year, version, content, reason, taskOn, taskSource } = amendment
  const send = async (values: ItemValues) => {
    const said = await soundValues(words)
    if (!said) return
    const given = { reason: said.reason, taskOn: said.taskOn ?? null, taskSource: said.taskSource ?? '' }
    const body = { version, content: contentOfValues(values), ...given }
    await save.mutateAsync(body, { onError: (error) => showFaults(words, error) })
    toast({ zh: '已保存', en: 'Saved' })
    onClose()
  }
  return (
    <Loaded of={plan} rows={10}>
      {(loaded) => (
        <Loaded of={facts} rows={10}>
          {(lintFacts) => (
            <ItemForm
              plan={{ ...loaded, kind: 'office', lintFacts }}
              item={itemOf(content, { id, year })}
              values={content}
              isSaving={save.isPending}
              error={save.error}
              onSave={send}
              check={lintAmended}
              save={(submit) => (
                <AmendmentSave
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
