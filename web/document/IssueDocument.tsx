import { Form } from 'antd'
import { issuedWith } from '#domain/document/documentKind.ts'
import { issueDocument, type OfficialDocument } from '#domain/document/officialDocument.api.ts'
import { documentStates, documentTransitions } from '#domain/document/officialDocument.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { useDialog } from '#web/kernel/useDialog.ts'
import { factsOf } from './factsOfDocument.ts'
import { NumberField } from './NumberField.tsx'

type Props = { readonly document: OfficialDocument }

/** Numbers a signed document; what is numbered by another act leads there. */
export function Issue({ document }: Props) {
  const { year, planKey, subject } = document
  const { actor } = useSession()
  if (issuedWith[subject] === undefined) return <IssueByItself document={document} />
  if (actor.post !== 'performanceOffice.head') return null
  const to = subject === 'planCall' ? `/plans/${year}/call#act-issue` : `/plans/${planKey ?? year}#act-issue`
  return <ActionLink to={to} label={documentTransitions.issue.label} kind="primary" />
}

type Values = { documentNumber?: string; datedOn: string }

function IssueByItself({ document }: Props) {
  const toast = useToast()
  const { today } = useSession()
  const dialog = useDialog()
  const read = useAsOpened(document, dialog.isOpen)
  const [form] = Form.useForm<Values>()
  const onDone = () => {
    dialog.close()
    toast({ zh: '已印发', en: 'Issued' })
  }
  const issue = useAct(issueDocument, { id: document.id }, { onDone })
  const send = async () => {
    const values = await soundValues(form)
    if (!values) return
    const { documentNumber = null, datedOn } = values
    issue.mutate({ version: read.version, documentNumber, datedOn }, { onError: (error) => showFaults(form, error) })
  }
  const { shape } = issueDocument.body
  const { basis } = documentTransitions.issue
  const label = issueDocument.summary
  return (
    <>
      <ActionButton
        id="act-issue"
        kind="primary"
        transition={documentTransitions.issue}
        facts={factsOf(document)}
        states={documentStates}
        label={label}
        reason="below"
        asks
        onClick={dialog.open}
      />
      <ConfirmDialog
        title={{ zh: `印发：${document.title}`, en: `Issue: ${document.title}` }}
        isOpen={dialog.isOpen}
        onClose={dialog.close}
        {...{ label, basis }}
        loading={issue.isPending}
        error={issue.error}
        onConfirm={() => void send()}
      >
        <Form form={form} layout="vertical" initialValues={{ datedOn: today }}>
          <NumberField />
          <FormItem name="datedOn" label={{ zh: '印发日期', en: 'Issued on' }} schema={shape.datedOn}>
            <DayInput max={today} />
          </FormItem>
        </Form>
      </ConfirmDialog>
    </>
  )
}
