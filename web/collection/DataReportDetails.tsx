import { Checkbox, Form, type FormInstance, Input } from 'antd'
import { useState } from 'react'
import { aggregateRules } from '#domain/collection/aggregate.ts'
import { type DataReport, details } from '#domain/collection/dataReport.api.ts'
import { states, transitions } from '#domain/collection/dataReport.ts'
import { refreshReport } from '#domain/collection/dataReportActs.api.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Dialog } from '#web/kernel/Dialog.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { closing } from '#web/kernel/keptRefusals.ts'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useCitation } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { AggregateFields } from './AggregateFields.tsx'

export type Details = Pick<
  DataReport,
  'subject' | 'withLetter' | 'withTotal' | 'aggregates' | 'contactName' | 'contactPhone' | 'documentNumber'
>
export const detailsOf = ({
  subject,
  withLetter,
  withTotal,
  aggregates,
  contactName,
  contactPhone,
  documentNumber,
}: Details): Details => ({
  ...{ subject, withLetter, withTotal, contactName, contactPhone, documentNumber },
  // what another rule had asked for is left out
  aggregates: aggregates.map(({ by, ...one }) => ({ ...one, by: aggregateRules[one.rule].by ? (by ?? []) : [] })),
})

type FieldsProps = {
  readonly form: FormInstance<Details>
  readonly initial: Details
  /** Of what figures can be put together; before the first assembly none. */
  readonly lines?: DataReport['lines']
}

/** What the report is called, whether a letter goes with it, and who is named in it. Figures are never edited here. */
export function DetailFields({ form, initial, lines }: FieldsProps) {
  const text = useText()
  const withLetter = Form.useWatch('withLetter', form) ?? initial.withLetter
  return (
    <Form form={form} layout="vertical" initialValues={detailsOf(initial)}>
      <FormItem
        name="subject"
        label={{ zh: '数据名称', en: 'What the data are called' }}
        schema={details.subject}
        hint={{ zh: '用于标题和函，如“口岸通关数据”。', en: 'For title and letter, in Chinese.' }}
      >
        <Input autoComplete="off" />
      </FormItem>
      <FormItem
        name="withTotal"
        label={{ zh: '合计', en: 'Totals' }}
        schema={details.withTotal}
        valuePropName="checked"
      >
        <Checkbox>{text({ zh: '同一单位的数列出合计', en: 'Add up figures of the same unit' })}</Checkbox>
      </FormItem>
      {lines && <AggregateFields lines={lines} />}
      <FormItem
        name="withLetter"
        label={{ zh: '函', en: 'Letter' }}
        schema={details.withLetter}
        valuePropName="checked"
      >
        <Checkbox>{text({ zh: '附函报送', en: 'Send a letter with the data' })}</Checkbox>
      </FormItem>
      <div className="letter-fields" hidden={!withLetter}>
        <FormItem
          name="documentNumber"
          label={{ zh: '文号', en: 'Document number' }}
          schema={details.documentNumber}
          hint={{
            zh: '签字前已取得的可先填，未取得的在送出时登记。',
            en: 'If drawn before signing; otherwise recorded when sent.',
          }}
        >
          <OptionalInput />
        </FormItem>
        <FormItem name="contactName" label={{ zh: '联系人', en: 'Contact' }} schema={details.contactName}>
          <Input autoComplete="off" />
        </FormItem>
        <FormItem name="contactPhone" label={{ zh: '联系电话', en: 'Telephone' }} schema={details.contactPhone}>
          <Input autoComplete="off" />
        </FormItem>
      </div>
    </Form>
  )
}

type OptionalProps = { id?: string; value?: string | null; onChange?: (value: string | null) => void }

/** An input whose emptiness is `null`. */
export function OptionalInput({ value, onChange, ...rest }: OptionalProps) {
  return (
    <Input
      {...rest}
      autoComplete="off"
      value={value ?? ''}
      onChange={(event) => onChange?.(event.target.value === '' ? null : event.target.value)}
    />
  )
}

/** Takes what is accepted by now, and the words as changed in the dialog. */
export function RefreshReport({ report }: { report: DataReport }) {
  const text = useText()
  const citationOf = useCitation()
  const toast = useToast()
  const [isOpen, setIsOpen] = useState(false)
  const [form] = Form.useForm<Details>()
  const read = useAsOpened(report, isOpen)
  const { label, basis } = transitions.refresh
  const close = () => setIsOpen(false)
  const act = useAct(
    refreshReport,
    { id: report.id },
    {
      onDone: () => {
        close()
        toast({ zh: '已重新汇总', en: 'Assembled again' })
      },
    },
  )
  const submit = async () => {
    const values = await soundValues(form)
    if (!values) return
    act.mutate(
      { version: read.version, ...detailsOf({ ...read, ...values }) },
      { onError: (error) => showFaults(form, error) },
    )
  }
  return (
    <>
      <ActionButton
        id="act-refresh"
        kind={report.outdated.length > 0 ? 'primary' : 'normal'}
        transition={transitions.refresh}
        facts={report}
        states={states}
        asks
        onClick={() => setIsOpen(true)}
      />
      <Dialog
        title={label}
        isOpen={isOpen}
        onClose={closing(act.error, close)}
        footer={
          <ButtonFace
            kind="primary"
            article={text(citationOf(basis))}
            loading={act.isPending}
            onClick={() => void submit().catch(() => undefined)}
          >
            {text(label)}
          </ButtonFace>
        }
      >
        <DetailFields form={form} initial={read} lines={read.lines} />
        {act.error && act.error.fields.length === 0 && <ErrorState error={act.error} />}
      </Dialog>
    </>
  )
}
