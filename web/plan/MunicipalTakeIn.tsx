import { Checkbox, Form, Input } from 'antd'
import { useSearchParams } from 'react-router'
import { type DryRun, importMunicipalPlan, reviseMunicipalPlan } from '#domain/plan/municipalImport.api.ts'
import type { MunicipalMapping } from '#domain/plan/municipalMapping.ts'
import type { MunicipalPlan } from '#domain/plan/municipalPlan.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import type { Body } from '#web/kernel/api.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'

type Read = { readonly run: DryRun; readonly mapping: MunicipalMapping | undefined }
const readAs = ({ run, mapping }: Read) => ({ fileId: run.file.id, ...(mapping ? { mapping } : {}) })

/** With errors nothing can be imported, and it says so instead of the form. */
function Refused({ run }: { run: DryRun }) {
  const text = useText()
  const n = run.errors.length
  return (
    <p className="note error">
      {text({
        zh: `有${n}处错误，不能导入；没有导入任何一行。请指定各列含义，或者改好文件后重新选择。`,
        en: `${n} errors: nothing can be imported, and nothing was. Say what the columns are, or put the file right and choose it again.`,
      })}
    </p>
  )
}

/** The city's document and its day, as both forms ask for them. */
function Origin() {
  const { today } = useSession()
  const { shape } = importMunicipalPlan.body
  return (
    <>
      <FormItem name="source" label={{ zh: '来源文件', en: 'Source' }} schema={shape.source}>
        <Input />
      </FormItem>
      <FormItem name="issuedOn" label={{ zh: '下达日期', en: 'Issued by the city on' }} schema={shape.issuedOn}>
        <DayInput max={today} />
      </FormItem>
    </>
  )
}

type FirstValues = Pick<Body<typeof importMunicipalPlan>, 'issuedOn' | 'source'>

/** The first table of a year. */
export function FirstImport({ year, run, mapping }: Read & { readonly year: number }) {
  const toast = useToast()
  const [form] = Form.useForm<FirstValues>()
  const save = useAct(
    importMunicipalPlan,
    {},
    { onDone: ({ rows }) => toast({ zh: `已导入${rows.length}项指标`, en: `${rows.length} indicators imported` }) },
  )
  const submit = async () => {
    const values = await soundValues(form)
    if (!values) return
    const body = { ...readAs({ run, mapping }), year, ...values }
    save.mutate(body, { onError: (error) => showFaults(form, error) })
  }
  return (
    <Panel title={{ zh: '导入', en: 'Import' }}>
      {run.errors.length > 0 ? (
        <Refused run={run} />
      ) : (
        <Form form={form} layout="vertical" initialValues={{ source: run.title }}>
          <Origin />
          <ActionButton
            endpoint={importMunicipalPlan}
            label={{ zh: `导入${run.rows.length}项`, en: `Import ${run.rows.length} rows` }}
            kind="primary"
            loading={save.isPending}
            onClick={() => void submit()}
          />
        </Form>
      )}
      {save.error && <ErrorState error={save.error} />}
    </Panel>
  )
}

type RevisionValues = Pick<Body<typeof reviseMunicipalPlan>, 'issuedOn' | 'source' | 'reason' | 'setsDeadline'> & {
  withdrawnIds?: string[]
}

/** A later table: its reason, and of each row that an item rests on that the city has withdrawn it. */
export function Revision({ run, mapping, ...now }: Read & { readonly city: MunicipalPlan }) {
  const city = useAsOpened(now.city)
  const toast = useToast()
  const [, setQuery] = useSearchParams()
  const [form] = Form.useForm<RevisionValues>()
  const save = useAct(
    reviseMunicipalPlan,
    { id: city.id },
    {
      onDone: () => {
        toast({ zh: '已导入变更', en: 'Changes imported' })
        setQuery({})
      },
    },
  )
  const submit = async () => {
    const values = await soundValues(form)
    if (!values) return
    // where nothing that an item rests on is withdrawn, nothing is asked
    const body = {
      ...readAs({ run, mapping }),
      version: city.version,
      ...values,
      withdrawnIds: values.withdrawnIds ?? [],
    }
    save.mutate(body, { onError: (error) => showFaults(form, error) })
  }
  const changes = run.differences.filter(({ kind }) => kind !== 'unchanged').length
  return (
    <Panel title={{ zh: '导入变更', en: 'Import the changes' }}>
      {run.errors.length > 0 ? (
        <Refused run={run} />
      ) : (
        <Form
          form={form}
          layout="vertical"
          initialValues={{ source: run.title, reason: '', withdrawnIds: [], setsDeadline: false }}
        >
          <Origin />
          <RevisionFields run={run} />
          <ActionButton
            endpoint={reviseMunicipalPlan}
            label={{ zh: `导入${changes}处变更`, en: `Import ${changes} changes` }}
            kind="primary"
            loading={save.isPending}
            onClick={() => void submit()}
          />
        </Form>
      )}
      {save.error && <ErrorState error={save.error} />}
    </Panel>
  )
}

function RevisionFields({ run }: { run: DryRun }) {
  const text = useText()
  const { shape } = reviseMunicipalPlan.body
  const gone = run.differences.filter(({ kind, itemCode }) => kind === 'withdrawn' && itemCode !== null)
  return (
    <>
      <FormItem name="reason" label={{ zh: '变更理由', en: 'Reason of the change' }} schema={shape.reason}>
        <Input.TextArea rows={2} />
      </FormItem>
      {gone.length > 0 && (
        <FormItem
          name="withdrawnIds"
          label={{ zh: '市里已撤销、方案中已有事项的指标', en: 'Indicators withdrawn by the city that items rest on' }}
          schema={shape.withdrawnIds.optional()}
          hint={{
            zh: '逐项确认。事项保留，核对时提示，由办绩效办确定去留。',
            en: 'Confirm each. The items stay; the check points to them, and the performance office decides.',
          }}
        >
          <Checkbox.Group
            options={gone.map(({ id, number, name, itemCode }) => ({
              value: id ?? '',
              label: text({ zh: `第${number}项“${name}”（${itemCode}）`, en: `${number}, “${name}” (${itemCode})` }),
            }))}
          />
        </FormItem>
      )}
      <Form.Item name="setsDeadline" valuePropName="checked">
        <Checkbox>
          {text({
            zh: '报市绩效办的期限自本次下达之日起重新计算',
            en: 'The day for sending the plan to the city is counted anew from this day of issue',
          })}
        </Checkbox>
      </Form.Item>
    </>
  )
}
