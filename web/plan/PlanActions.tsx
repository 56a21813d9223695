import { Form, Input } from 'antd'
import { useState } from 'react'
import { issuePlan, type Plan } from '#domain/plan/plan.api.ts'
import { planStates, planTransitions } from '#domain/plan/plan.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import type { Body } from '#web/kernel/api.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { Dialog } from '#web/kernel/Dialog.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { RefusalOf } from '#web/kernel/RefusalOf.tsx'
import { useCitation, useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { OpenConsultation } from './OpenConsultation.tsx'
import { factsOf } from './planFacts.ts'
import { SubmitPlan } from './SubmitPlan.tsx'

const asks = { states: planStates, reason: 'elsewhere' } as const

/** What the performance office does next with the plan; others read only. */
export function PlanActions({ plan }: { plan: Plan }) {
  const { actor } = useSession()
  const isOffice = actor.post.startsWith('performanceOffice.')
  const isReader = isOffice || actor.post === 'leadingGroup.head' || actor.post === 'leadingGroup.deputy'
  return (
    <>
      {isReader && (
        <ActionLink
          to={`/plans/${plan.year}/municipal`}
          label={{ zh: '市级指标', en: "City's indicators" }}
          kind="normal"
        />
      )}
      {((isReader && plan.isConsulted) || plan.state === 'consulting') && (
        <ActionLink
          to={`/plans/${plan.year}/consultation`}
          label={{ zh: '征求意见情况', en: 'Consultation' }}
          kind={plan.state === 'consulting' ? 'primary' : 'normal'}
        />
      )}
      {isOffice && plan.state === 'drafting' && <OpenConsultation plan={plan} />}
      {isOffice && plan.state === 'drafting' && plan.isConsulted && <SubmitPlan plan={plan} />}
      {isOffice && plan.state === 'decided' && <IssueButton plan={plan} />}
    </>
  )
}

/** Why the next step cannot be taken now, in words under the title. */
export function PlanReasons({ plan }: { plan: Plan }) {
  const { actor } = useSession()
  if (!actor.post.startsWith('performanceOffice.')) return null
  const ofDraft = plan.isConsulted ? planTransitions.submit : planTransitions.consult
  const transition = plan.state === 'drafting' ? ofDraft : plan.state === 'decided' ? planTransitions.issue : undefined
  return transition ? <RefusalOf transition={transition} facts={factsOf(plan)} states={planStates} /> : null
}

function IssueButton({ plan }: { plan: Plan }) {
  const text = useText()
  const toast = useToast()
  const citationOf = useCitation()
  const { today } = useSession()
  const [isOpen, setIsOpen] = useState(false)
  const [form] = Form.useForm<Omit<Body<typeof issuePlan>, 'version'>>()
  const issue = useAct(
    issuePlan,
    { id: plan.id },
    {
      onDone: () => {
        setIsOpen(false)
        toast({ zh: '已印发', en: 'Issued' })
      },
    },
  )
  const { label, basis } = planTransitions.issue
  const send = async () => {
    const values = await soundValues(form)
    if (!values) return
    issue.mutate({ version: plan.version, ...values }, { onError: (error) => showFaults(form, error) })
  }
  const { documentNumber, issuedOn } = issuePlan.body.shape
  return (
    <>
      <ActionButton
        id="act-issue"
        kind="primary"
        transition={planTransitions.issue}
        facts={factsOf(plan)}
        {...asks}
        asks
        onClick={() => setIsOpen(true)}
      />
      <Dialog
        title={{ zh: `印发${plan.title}`, en: `Issue: ${plan.title}` }}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        footer={
          <>
            <ButtonFace kind="normal" onClick={() => setIsOpen(false)}>
              {text({ zh: '取消', en: 'Cancel' })}
            </ButtonFace>
            <ButtonFace
              kind="primary"
              article={text(citationOf(basis))}
              loading={issue.isPending}
              onClick={() => void send()}
            >
              {text(label)}
            </ButtonFace>
          </>
        }
      >
        <p>
          {text({
            zh: '印发后责任处和协调处即行确定，本年度的报送义务随之产生。事项此后不能在这里修改。',
            en: 'Once issued, responsible and coordinating divisions are bound and the duties of the year are made. Items can no longer be changed here.',
          })}
        </p>
        <Form form={form} layout="vertical" initialValues={{ issuedOn: today }} className="dialog-section">
          <FormItem
            name="documentNumber"
            label={{ zh: '文号', en: 'Document number' }}
            schema={documentNumber}
            hint={{ zh: '按发文登记填写，如“深口绩〔2025〕1号”。', en: "As in the office's register of documents." }}
          >
            <Input />
          </FormItem>
          <FormItem name="issuedOn" label={{ zh: '印发日期', en: 'Issued on' }} schema={issuedOn}>
            <DayInput max={today} />
          </FormItem>
        </Form>
        {issue.error && <ErrorState error={issue.error} />}
      </Dialog>
    </>
  )
}
