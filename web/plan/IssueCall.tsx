import { Form } from 'antd'
import { issueCall, type PlanCall } from '#domain/plan/planCall.api.ts'
import { callTransitions } from '#domain/plan/planCall.ts'
import { NumberField } from '#web/document/NumberField.tsx'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { useDialog } from '#web/kernel/useDialog.ts'
import { asked } from './callFacts.ts'

type Props = { readonly call: PlanCall }

/** Issues the call; with a notice of its own by that notice, which gets its number now. */
export function IssueCall({ call }: Props) {
  const text = useText()
  const toast = useToast()
  const { settings } = useSession()
  const dialog = useDialog()
  const [form] = Form.useForm<{ documentNumber?: string }>()
  const read = useAsOpened(call, dialog.isOpen)
  const onDone = () => {
    dialog.close()
    toast({ zh: '已下发', en: 'Issued' })
  }
  const issue = useAct(issueCall, { id: call.id }, { onDone })
  const { label, basis } = callTransitions.issue
  const isNumbered = call.notice !== null && settings['document.ownSequence'] === 'register'
  const send = async () => {
    const values = isNumbered ? await soundValues(form) : {}
    if (!values) return
    const { documentNumber = null } = values
    issue.mutate({ version: read.version, documentNumber }, { onError: (error) => showFaults(form, error) })
  }
  return (
    <>
      <ActionButton
        id="act-issue"
        kind="primary"
        transition={callTransitions.issue}
        {...asked(call)}
        asks
        onClick={dialog.open}
      />
      <ConfirmDialog
        title={{ zh: `下发${call.title}`, en: `Issue: ${call.title}` }}
        isOpen={dialog.isOpen}
        onClose={dialog.close}
        {...{ label, basis }}
        loading={issue.isPending}
        error={issue.error}
        onConfirm={() => void send()}
      >
        <p>
          {text({
            zh: `下发后各处收到待办，${read.workingDays}个工作日内报送本处方案；正文此后不能修改。`,
            en: `Every division gets a to-do and submits its plan within ${read.workingDays} working days. The text can no longer be changed.`,
          })}
        </p>
        {call.notice && (
          <p>
            {text({
              zh: '通知随之编号印发，由各处签收。',
              en: 'Its notice is numbered and issued with it; every division receives it.',
            })}
          </p>
        )}
        {isNumbered && (
          <Form form={form} layout="vertical" className="dialog-section">
            <NumberField />
          </Form>
        )}
      </ConfirmDialog>
    </>
  )
}
