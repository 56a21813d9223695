import { Form, Input, Select } from 'antd'
import type { DataReport } from '#domain/collection/dataReport.api.ts'
import {
  receiptFaults,
  sendingFaults,
  states,
  transitions,
  type Way,
  wayNames,
  ways,
} from '#domain/collection/dataReport.ts'
import { acknowledgeReport, sendReport } from '#domain/collection/dataReportActs.api.ts'
import type { Text } from '#domain/kernel/text.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { type Fact, Facts } from '#web/kernel/Facts.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { OptionalInput } from './DataReportDetails.tsx'

/** To whom, which way; once it was sent, when and with which number; then the receipt. */
export function ReportSending({ report }: { report: DataReport }) {
  const text = useText()
  return (
    <>
      <Panel title={{ zh: '送出', en: 'Sending' }}>
        <Facts facts={useSendingFacts(report)} />
        {report.state === 'reviewed' && <SendForm report={report} />}
        {report.state !== 'reviewed' && !report.sentOn && (
          <p className="sub">
            {text({
              zh: '审核后登记送出日、方式、收件人和文号。',
              en: 'Day, way, receiver and number are recorded after the review.',
            })}
          </p>
        )}
      </Panel>
      {report.state === 'sent' && (
        <Panel title={{ zh: '回执', en: 'Receipt' }}>
          <ReceiptForm report={report} />
        </Panel>
      )}
    </>
  )
}

function useSendingFacts(report: DataReport): Fact[] {
  const text = useText()
  const format = useFormat()
  const fact = (zh: string, en: string, value: string | null): Fact[] => (value ? [{ name: { zh, en }, value }] : [])
  const planned = report.plannedWays.map((way) => text(ways[way])).join(text({ zh: '、', en: ', ' }))
  return [
    ...fact('收件单位', 'To', text(report.collectingUnit.name)),
    ...(report.sentWay ? fact('方式', 'Way', text(ways[report.sentWay])) : fact('计划方式', 'Way planned', planned)),
    ...fact('送出日', 'Sent on', report.sentOn && format.longDay(report.sentOn)),
    ...fact('收件人', 'Receiver', report.receiver),
    ...fact('文号', 'Number', report.documentNumber),
    ...fact('回执日', 'Receipt on', report.receiptOn && format.longDay(report.receiptOn)),
    ...fact('回执说明', 'Note', report.receiptNote),
  ]
}

type Sending = { sentOn: string; way: Way; receiver: string; documentNumber: string | null }

function SendForm({ report }: { report: DataReport }) {
  const text = useText()
  const toast = useToast()
  const { today } = useSession()
  const [form] = Form.useForm<Sending>()
  const act = useAct(
    sendReport,
    { id: report.id },
    { onDone: () => toast({ zh: '已登记送出', en: 'Sending recorded' }) },
  )
  const { shape } = sendReport.body
  const send = async () => {
    const sending = await soundValues(form)
    if (!sending) return
    const faults = sendingFaults(sending, report, today)
    if (faults.length > 0) return form.setFields(faults.map((fault) => faultOf<Sending>(fault, text)))
    act.mutate({ version: report.version, ...sending }, { onError: (error) => showFaults(form, error) })
  }
  return (
    <Form
      form={form}
      layout="vertical"
      className="report-form"
      initialValues={{
        sentOn: today,
        way: report.plannedWays[0] ?? 'officeAutomation',
        receiver: '',
        documentNumber: report.documentNumber,
      }}
    >
      <FormItem name="sentOn" label={{ zh: '送出日', en: 'Sent on' }} schema={shape.sentOn}>
        <DayInput max={today} {...(report.signedOn ? { min: report.signedOn } : {})} />
      </FormItem>
      <FormItem name="way" label={{ zh: '方式', en: 'Way' }} schema={shape.way}>
        <Select options={wayNames.map((value) => ({ value, label: text(ways[value]) }))} />
      </FormItem>
      <FormItem name="receiver" label={{ zh: '收件人', en: 'Receiver' }} schema={shape.receiver}>
        <Input autoComplete="off" />
      </FormItem>
      {report.withLetter && (
        <FormItem
          name="documentNumber"
          label={{ zh: '函的文号', en: 'Number of the letter' }}
          schema={shape.documentNumber}
        >
          <OptionalInput />
        </FormItem>
      )}
      {act.error && act.error.fields.length === 0 && <ErrorState error={act.error} />}
      <ActionButton
        id="act-send"
        kind="primary"
        transition={transitions.send}
        facts={report}
        states={states}
        reason="below"
        loading={act.isPending}
        onClick={() => void send().catch(() => undefined)}
      />
    </Form>
  )
}

const faultOf = <Values,>({ path, message }: { path: string; message: Text }, text: (words: Text) => string) => ({
  name: path as keyof Values & string,
  errors: [text(message)],
})

function ReceiptForm({ report }: { report: DataReport }) {
  const text = useText()
  const toast = useToast()
  const { today } = useSession()
  const [form] = Form.useForm<{ receiptOn: string; note: string }>()
  const act = useAct(
    acknowledgeReport,
    { id: report.id },
    { onDone: () => toast({ zh: '已登记回执', en: 'Receipt recorded' }) },
  )
  const { shape } = acknowledgeReport.body
  const record = async () => {
    const receipt = await soundValues(form)
    if (!receipt) return
    const faults = receiptFaults(receipt.receiptOn, report.sentOn, today)
    if (faults.length > 0) return form.setFields(faults.map((fault) => faultOf<typeof receipt>(fault, text)))
    act.mutate({ version: report.version, ...receipt }, { onError: (error) => showFaults(form, error) })
  }
  return (
    <Form form={form} layout="vertical" className="report-form" initialValues={{ receiptOn: today, note: '' }}>
      <FormItem name="receiptOn" label={{ zh: '回执日', en: 'Receipt on' }} schema={shape.receiptOn}>
        <DayInput max={today} {...(report.sentOn ? { min: report.sentOn } : {})} />
      </FormItem>
      <FormItem name="note" label={{ zh: '说明', en: 'Note' }} schema={shape.note}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
      </FormItem>
      {act.error && act.error.fields.length === 0 && <ErrorState error={act.error} />}
      <ActionButton
        id="act-acknowledge"
        transition={transitions.acknowledge}
        facts={report}
        states={states}
        reason="below"
        loading={act.isPending}
        onClick={() => void record().catch(() => undefined)}
      />
    </Form>
  )
}
