import { Form, Input, Select } from 'antd'
import { answerCosignature, askCosignatures } from '#domain/document/cosignature.api.ts'
import { cosignatureStates, cosignatureTransitions } from '#domain/document/cosignature.ts'
import type { Cosignature, OfficialDocument } from '#domain/document/officialDocument.api.ts'
import { documentStates, documentTransitions } from '#domain/document/officialDocument.ts'
import { listDivisions } from '#domain/organization/organization.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { useDialog } from '#web/kernel/useDialog.ts'
import { factsOf } from './factsOfDocument.ts'

type Props = { readonly document: OfficialDocument }

/** Lays the draft before the heads of divisions. */
export function AskCosignatures({ document }: Props) {
  const dialog = useDialog()
  return (
    <>
      <ActionButton
        id="act-ask"
        transition={documentTransitions.cosign}
        facts={factsOf(document)}
        states={documentStates}
        reason="below"
        asks
        onClick={dialog.open}
      />
      {dialog.isOpen && <AskDialog document={document} onClose={dialog.close} />}
    </>
  )
}

type Asked = { divisionIds: string[]; note?: string }

function AskDialog({ document: now, onClose }: Props & { onClose: () => void }) {
  const document = useAsOpened(now)
  const text = useText()
  const toast = useToast()
  const divisions = useRead(listDivisions, {})
  const [form] = Form.useForm<Asked>()
  const onDone = () => {
    toast({ zh: '已送会签', en: 'Asked' })
    onClose()
  }
  const act = useAct(askCosignatures, { id: document.id }, { onDone })
  const send = async () => {
    const values = await soundValues(form)
    if (!values) return
    const { divisionIds, note = '' } = values
    act.mutate({ version: document.version, divisionIds, note }, { onError: (error) => showFaults(form, error) })
  }
  const waiting = document.cosignatures.filter(({ state }) => state === 'asked').map(({ division }) => division.id)
  const options = (divisions.data?.rows ?? [])
    .filter(({ id }) => !waiting.includes(id))
    .map(({ id, name }) => ({ value: id, label: text(name) }))
  const { label, basis } = documentTransitions.cosign
  const { shape } = askCosignatures.body
  return (
    <ConfirmDialog
      title={{ zh: `送会签：${document.title}`, en: `Co-signature: ${document.title}` }}
      isOpen
      onClose={onClose}
      {...{ label, basis }}
      loading={act.isPending}
      error={act.error}
      onConfirm={() => void send()}
    >
      <p>
        {text({
          zh: '由各处负责人会签。答复齐了才能核稿；文稿修改后须再送会签。',
          en: 'The heads of the divisions answer. It is checked once all have; after a change it is laid before them again.',
        })}
      </p>
      <Form form={form} layout="vertical" className="dialog-section">
        <FormItem name="divisionIds" label={{ zh: '会签的处', en: 'Divisions' }} schema={shape.divisionIds}>
          <Select mode="multiple" optionFilterProp="label" options={options} />
        </FormItem>
        <FormItem name="note" label={{ zh: '说明', en: 'Note' }} schema={shape.note.optional()}>
          <Input.TextArea rows={2} lang="zh" />
        </FormItem>
      </Form>
    </ConfirmDialog>
  )
}

/** The head of a division that was asked agrees, or sends the draft back with words. */
export function AnswerCosignature({ document }: Props) {
  const open = document.cosignatures.find(({ state }) => state === 'asked')
  return open ? <Answer document={document} request={open} /> : null
}

function Answer({ document, request }: Props & { request: Cosignature }) {
  const toast = useToast()
  const dialog = useDialog()
  const onDone = () => {
    dialog.close()
    toast({ zh: '已答复', en: 'Answered' })
  }
  const address = { id: document.id, cosignatureId: request.id }
  const agree = useAct(answerCosignature, address, { onDone })
  const act = useAct(answerCosignature, address, { onDone })
  const facts = {
    ...{ state: request.state, divisionId: request.division.id, documentState: document.state },
    ...{ draftedBy: document.draftedBy, words: 'asked by the dialog' },
  }
  const asked = { facts, states: cosignatureStates, reason: 'below' } as const
  const { digest } = document
  const { label, basis } = cosignatureTransitions.return
  return (
    <>
      <ActionButton transition={cosignatureTransitions.return} {...asked} asks onClick={dialog.open} />
      <ActionButton
        id="act-cosign"
        kind="primary"
        transition={cosignatureTransitions.agree}
        {...asked}
        loading={agree.isPending}
        onClick={() => agree.mutate({ digest, answer: 'agree', words: '' })}
      />
      {agree.error && <ErrorState error={agree.error} />}
      <ReasonDialog
        title={{ zh: `会签退回：${document.title}`, en: `Send back: ${document.title}` }}
        isOpen={dialog.isOpen}
        onClose={dialog.close}
        {...{ label, basis }}
        ask={{ zh: '会签意见', en: 'What is to be changed' }}
        loading={act.isPending}
        error={act.error}
        onSubmit={(words) => act.mutate({ digest, answer: 'return', words })}
      />
    </>
  )
}
