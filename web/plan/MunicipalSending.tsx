import { Form, Input, Select } from 'antd'
import { Link } from 'react-router'
import { documentStates } from '#domain/document/documentState.ts'
import { type DocumentRef, listDocuments } from '#domain/document/officialDocument.api.ts'
import { listExternalBodies } from '#domain/organization/organization.api.ts'
import { deliveries } from '#domain/plan/item.ts'
import type { MunicipalPlan } from '#domain/plan/municipalPlan.api.ts'
import { type SendingState, sending } from '#domain/plan/municipalPlan.ts'
import { recordSending, type MunicipalSending as Sent } from '#domain/plan/municipalSending.api.ts'
import { planStates } from '#domain/plan/plan.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import type { Body, Reply } from '#web/kernel/api.ts'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { DataStateTag } from '#web/kernel/StatusTags.tsx'
import { useCitation, useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { useDialog } from '#web/kernel/useDialog.ts'
import { SendingDocuments } from './SendingDocuments.tsx'

const states = { ...planStates, none: { zh: '没有编制', en: 'Not begun' } }

/** By when the office's plan has to be with the city, and when it went there. */
export function MunicipalSending({ city }: { city: MunicipalPlan }) {
  const text = useText()
  const format = useFormat()
  const citationOf = useCitation()
  const { actor } = useSession()
  const dialog = useDialog()
  const planId = city.plan?.id ?? ''
  const about = { subject: 'planSending', aboutId: planId } as const
  const documents = useRead(listDocuments, about, { enabled: planId !== '' }).data?.rows ?? []
  const { toCityDueOn: dueOn, toCityWorkingDays: days, issuedOn } = city
  const rule = citationOf(sending.basis)
  const due = dueOn ? format.longDay(dueOn) : text({ zh: '待国务院放假安排', en: 'awaiting the holiday list' })
  const facts = {
    state: (city.plan?.state ?? 'none') as SendingState,
    sent: city.sendings.length,
    note: 'asked by the dialog',
  }
  return (
    <Panel title={{ zh: '报送市绩效办', en: 'Sending to the city' }}>
      <p>
        {text({
          zh: `指标${format.longDay(issuedOn)}下达，${days}个工作日内报送（${rule.zh}），期限${due}。`,
          en: `The indicators were issued on ${format.longDay(issuedOn)}; the plan is due within ${days} working days (${rule.en}): ${due}.`,
        })}
      </p>
      {city.sendings.length > 0 && <SentList sendings={city.sendings} />}
      {city.sendings.length > 0 && <Unissued documents={documents.filter(isOnItsWay)} />}
      {city.plan?.state === 'issued' && <SendingDocuments planId={city.plan.id} documents={documents} />}
      {actor.post.startsWith('performanceOffice.') && (
        <div className="dialog-section">
          <ActionButton
            id="act-send"
            transition={sending}
            facts={facts}
            states={states}
            reason="below"
            {...(facts.sent > 0 ? { label: { zh: '再次登记', en: 'Record again' } } : {})}
            kind={facts.sent === 0 ? 'primary' : 'normal'}
            asks
            onClick={dialog.open}
          />
        </div>
      )}
      {dialog.isOpen && <SendDialog city={city} documents={documents} onClose={dialog.close} />}
    </Panel>
  )
}

type Document = Reply<typeof listDocuments>['rows'][number]
const isOnItsWay = ({ state }: Document): boolean => state !== 'issued' && state !== 'withdrawn'

/** What went to the city while the report or letter here is not signed and issued yet. */
function Unissued({ documents }: { documents: readonly Document[] }) {
  const text = useText()
  return documents.map(({ id, title, state }) => (
    <p className="note warning" key={id}>
      {text({
        zh: '已登记报送，所附公文还没有印发：',
        en: 'The sending is recorded, but its document is not issued yet: ',
      })}
      <Link to={`/documents/${id}`}>{title}</Link>
      {text({
        zh: `（${documentStates[state].zh}）。请办结或者作废。`,
        en: ` (${documentStates[state].en.toLowerCase()}). Finish or withdraw it.`,
      })}
    </p>
  ))
}

function SentList({ sendings }: { sendings: readonly Sent[] }) {
  const text = useText()
  const format = useFormat()
  const late = (days: number) => ({ zh: `迟报${days}个工作日`, en: `Late by ${days} working days` })
  const columns: Column<Sent>[] = [
    {
      key: 'sentOn',
      title: { zh: '报送日期', en: 'Sent on' },
      onPhone: 'name',
      render: ({ sentOn, number }) => `${number}　${format.longDay(sentOn)}`,
    },
    {
      key: 'late',
      title: { zh: '是否按期', en: 'In time' },
      onPhone: 'value',
      render: ({ lateBy, dueOn, sentOn }) => {
        if (dueOn === null) return '–'
        if (sentOn <= dueOn) return text({ zh: '按期', en: 'In time' })
        return <DataStateTag state="late" {...(lateBy ? { label: late(lateBy) } : {})} />
      },
    },
    {
      key: 'how',
      title: { zh: '方式、接收单位', en: 'Way and receiver' },
      render: ({ way, receiver }) => `${text(deliveries[way])}　${receiver}`,
    },
    {
      key: 'number',
      title: { zh: '文号', en: 'Document number' },
      render: ({ documentNumber, documentId }) =>
        documentId ? <Link to={`/documents/${documentId}`}>{documentNumber}</Link> : documentNumber,
    },
    {
      key: 'version',
      title: { zh: '方案', en: 'Plan' },
      render: ({ planVersion }) => text({ zh: `第${planVersion}版`, en: `Version ${planVersion}` }),
    },
    {
      key: 'note',
      title: { zh: '说明、登记人', en: 'Note, recorded by' },
      render: ({ note, madeBy }) => [note, madeBy.name].filter(Boolean).join('　'),
    },
  ]
  return (
    <DataTable
      name={{ zh: '报送记录', en: 'When it was sent' }}
      columns={columns}
      keyOf={({ id }) => id}
      rows={sendings}
      empty={<EmptyState why={{ zh: '没有报送记录。', en: 'Nothing was sent.' }} />}
    />
  )
}

type Values = Omit<Body<typeof recordSending>, 'version' | 'documentNumber'> & { documentNumber?: string }

type DialogProps = {
  readonly city: MunicipalPlan
  readonly documents: readonly DocumentRef[]
  readonly onClose: () => void
}

function SendDialog({ city: now, documents, onClose }: DialogProps) {
  const city = useAsOpened(now)
  const text = useText()
  const toast = useToast()
  const { today } = useSession()
  const bodies = useRead(listExternalBodies, { kind: 'municipalPerformanceOffice' })
  const [form] = Form.useForm<Values>()
  const sentWith = Form.useWatch('documentId', form)
  const issued = documents.filter(({ state }) => state === 'issued')
  const [last] = issued
  const act = useAct(
    recordSending,
    { id: city.id },
    {
      onDone: () => {
        toast({ zh: '已登记', en: 'Recorded' })
        onClose()
      },
    },
  )
  const submit = async () => {
    const values = await soundValues(form)
    if (!values) return
    const { documentId = null, documentNumber = '', ...rest } = values
    act.mutate(
      { version: city.version, documentId, documentNumber, ...rest },
      { onError: (error) => showFaults(form, error) },
    )
  }
  const { shape } = recordSending.body
  const ways = Object.entries(deliveries).map(([value, label]) => ({ value, label: text(label) }))
  const options = issued.map(({ id, number, title }) => ({ value: id as string | null, label: `${number}　${title}` }))
  const receivers = (bodies.data?.rows ?? []).map(({ name }) => name.zh)
  return (
    <ConfirmDialog
      title={sending.label}
      isOpen
      onClose={onClose}
      label={{ zh: '登记', en: 'Record' }}
      basis={sending.basis}
      loading={act.isPending}
      error={act.error}
      onConfirm={() => void submit()}
    >
      {bodies.data && (
        <Form
          form={form}
          layout="vertical"
          initialValues={{ sentOn: today, receiver: receivers[0] ?? '', documentId: last?.id ?? null, note: '' }}
        >
          <FormItem name="sentOn" label={{ zh: '报送日期', en: 'Sent on' }} schema={shape.sentOn}>
            <DayInput max={today} />
          </FormItem>
          <FormItem name="way" label={{ zh: '报送方式', en: 'Way' }} schema={shape.way}>
            <Select options={ways} />
          </FormItem>
          <FormItem name="receiver" label={{ zh: '接收单位', en: 'Receiver' }} schema={shape.receiver}>
            <Input />
          </FormItem>
          {issued.length > 0 && (
            <FormItem name="documentId" label={{ zh: '报送公文', en: 'Document' }} schema={shape.documentId}>
              <Select options={[...options, { value: null, label: text(another) }]} />
            </FormItem>
          )}
          {!sentWith && (
            <FormItem
              name="documentNumber"
              label={{ zh: '文号', en: 'Document number' }}
              schema={shape.documentNumber.min(2)}
            >
              <Input />
            </FormItem>
          )}
          <FormItem
            name="note"
            label={{ zh: '说明', en: 'Note' }}
            schema={shape.note.optional()}
            hint={{
              zh: '再次报送或更正登记时，须写明原因。',
              en: 'Where it was sent again, or the record is corrected: say why.',
            }}
          >
            <Input.TextArea rows={2} />
          </FormItem>
        </Form>
      )}
    </ConfirmDialog>
  )
}

const another = { zh: '其他文号', en: 'Another number' }
