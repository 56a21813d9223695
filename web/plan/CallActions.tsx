import { Form, Input } from 'antd'
import { useState } from 'react'
import { divisionPosts, isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { closeCall, incorporateCall, type PlanCall } from '#domain/plan/planCall.api.ts'
import { callTransitions } from '#domain/plan/planCall.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import type { Body } from '#web/kernel/api.ts'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { CallNoticeLink, DraftCallNotice } from './CallNotice.tsx'
import { asked } from './callFacts.ts'
import { IssueCall } from './IssueCall.tsx'

/** What the performance office and the secretariat do next with the call; others read only. */
export function CallActions({ call }: { call: PlanCall }) {
  const { actor } = useSession()
  const isOffice = isOneOf(actor.post, performanceOffice)
  const isSecretariat = isOneOf(actor.post, divisionPosts) && actor.divisionId === call.secretariatId
  return (
    <>
      {call.notice && <CallNoticeLink call={call} />}
      {isOffice && call.state === 'drafted' && !call.notice && <DraftCallNotice call={call} />}
      {isOffice && call.state === 'drafted' && <IssueCall call={call} />}
      {isSecretariat && call.state === 'issued' && <Incorporate call={call} />}
      {isOffice && call.state === 'issued' && <CloseCall call={call} />}
    </>
  )
}

type Taken = Omit<Body<typeof incorporateCall>, 'version'>

function Incorporate({ call }: { call: PlanCall }) {
  const toast = useToast()
  const { today } = useSession()
  const [isOpen, setIsOpen] = useState(false)
  const [form] = Form.useForm<Taken>()
  const read = useAsOpened(call, isOpen)
  const done = () => {
    setIsOpen(false)
    toast({ zh: '已登记', en: 'Recorded' })
  }
  const incorporate = useAct(incorporateCall, { id: call.id }, { onDone: done })
  const transition = callTransitions.incorporate
  const isCorrection = call.incorporatedOn !== null
  const send = async () => {
    const values = await soundValues(form)
    if (!values) return
    const body = { version: read.version, ...values, reason: values.reason ?? '' }
    incorporate.mutate(body, { onError: (error) => showFaults(form, error) })
  }
  const { incorporatedIn, incorporatedOn, reason } = incorporateCall.body.shape
  const label = isCorrection ? { zh: '更正纳入情况', en: 'Correct where it was taken in' } : transition.label
  return (
    <>
      <ActionButton
        id="act-incorporate"
        kind={isCorrection ? 'normal' : 'primary'}
        transition={transition}
        {...asked(call)}
        label={label}
        asks
        onClick={() => setIsOpen(true)}
      />
      <ConfirmDialog
        title={{ zh: '编制要求的纳入情况', en: 'Where the call was taken in' }}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        label={label}
        basis={transition.basis}
        loading={incorporate.isPending}
        error={incorporate.error}
        onConfirm={() => void send()}
      >
        <Form
          form={form}
          layout="vertical"
          initialValues={{ incorporatedIn: call.incorporatedIn ?? '', incorporatedOn: call.incorporatedOn ?? today }}
        >
          <FormItem
            name="incorporatedIn"
            label={{ zh: '纳入的文件', en: 'Document' }}
            schema={incorporatedIn}
            hint={{
              zh: '编制年终总结和制订下一年度工作计划的通知，写明名称或文号。',
              en: "The call for year-end summaries and next year's work plans: its title or number.",
            }}
          >
            <Input lang="zh" />
          </FormItem>
          <FormItem name="incorporatedOn" label={{ zh: '纳入日期', en: 'Taken in on' }} schema={incorporatedOn}>
            <DayInput max={today} />
          </FormItem>
          {isCorrection && (
            <FormItem name="reason" label={{ zh: '更正理由', en: 'Why it is corrected' }} schema={reason}>
              <Input lang="zh" />
            </FormItem>
          )}
        </Form>
      </ConfirmDialog>
    </>
  )
}

function CloseCall({ call }: { call: PlanCall }) {
  const text = useText()
  const toast = useToast()
  const [isOpen, setIsOpen] = useState(false)
  const read = useAsOpened(call, isOpen)
  const done = () => {
    setIsOpen(false)
    toast({ zh: '已结束', en: 'Closed' })
  }
  const close = useAct(closeCall, { id: call.id }, { onDone: done })
  const transition = callTransitions.close
  const dialog = {
    title: { zh: `结束${read.title}`, en: `Close: ${read.title}` },
    isOpen,
    onClose: () => setIsOpen(false),
    label: transition.label,
    basis: transition.basis,
    loading: close.isPending,
    error: close.error,
  }
  const send = (reason: string) => close.mutate({ version: read.version, reason })
  return (
    <>
      <ActionButton id="act-close" transition={transition} {...asked(call)} asks onClick={() => setIsOpen(true)} />
      {read.openDivisions > 0 ? (
        <ReasonDialog
          {...dialog}
          ask={{
            zh: `还有${read.openDivisions}个处的方案没有接收，结束的理由`,
            en: `Plans not accepted: ${read.openDivisions}. Why is the call closed all the same?`,
          }}
          onSubmit={send}
        />
      ) : (
        <ConfirmDialog {...dialog} onConfirm={() => send('')}>
          <p>
            {text({
              zh: '各处方案都已接收。结束后不能再编制或退回本年度的处方案。',
              en: 'All plans are accepted. Afterwards no plan of a division can be begun or returned.',
            })}
          </p>
        </ConfirmDialog>
      )}
    </>
  )
}
