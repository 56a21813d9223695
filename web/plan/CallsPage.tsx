import { Form, Input, InputNumber } from 'antd'
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router'
import { years } from '#domain/kernel/endpoint.ts'
import { type CallRef, createCall, listCalls } from '#domain/plan/planCall.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import type { Body } from '#web/kernel/api.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, ErrorState, Loaded } from '#web/kernel/states.tsx'
import { callStateTag } from './planNames.ts'

/** Leads to the latest call; `?all` lists all years, and there a new one is drafted. */
export function CallsPage() {
  const [query] = useSearchParams()
  const { actor } = useSession()
  const calls = useRead(listCalls, {})
  return (
    <Loaded isPage of={calls}>
      {({ rows }) => {
        const [latest] = rows
        if (latest && !query.has('all')) return <Navigate to={`/plans/${latest.year}/call`} replace />
        return <CallList rows={rows} mayDraft={actor.post.startsWith('performanceOffice.')} />
      }}
    </Loaded>
  )
}

function CallList({ rows, mayDraft }: { rows: readonly CallRef[]; mayDraft: boolean }) {
  const text = useText()
  const format = useFormat()
  const columns: Column<CallRef>[] = [
    {
      key: 'title',
      title: { zh: '编制要求', en: 'Call' },
      onPhone: 'name',
      render: (row) => <Link to={`/plans/${row.year}/call`}>{row.title}</Link>,
    },
    { key: 'year', title: { zh: '年度', en: 'Year' }, isNumber: true, onPhone: 'value', render: ({ year }) => year },
    { key: 'state', title: { zh: '状态', en: 'State' }, render: ({ state }) => <StageTag {...callStateTag(state)} /> },
    {
      key: 'issued',
      title: { zh: '下发日期', en: 'Issued on' },
      render: ({ issuedOn }) => (issuedOn ? format.longDay(issuedOn) : '–'),
    },
  ]
  const name = { zh: '各年度编制要求', en: 'Calls for plans' }
  const empty = (
    <EmptyState
      why={{ zh: '还没有编制要求。', en: 'There is no call for plans yet.' }}
      next={{ zh: '下发以后在这里查看。', en: 'It will be here once it is issued.' }}
    />
  )
  return (
    <>
      <PageHead
        title={name}
        sentence={text({ zh: `共${rows.length}个年度。`, en: rows.length === 1 ? '1 year.' : `${rows.length} years.` })}
      />
      <div className="stack">
        <Panel title={{ zh: '编制要求', en: 'Calls' }} flush>
          <DataTable name={name} columns={columns} keyOf={({ id }) => id} rows={rows} empty={empty} />
        </Panel>
        {mayDraft && <NewCall rows={rows} />}
      </div>
    </>
  )
}

function NewCall({ rows }: { rows: readonly CallRef[] }) {
  const navigate = useNavigate()
  const { today, settings } = useSession()
  const [form] = Form.useForm<Body<typeof createCall>>()
  const draft = useAct(createCall, {}, { onDone: ({ year }) => void navigate(`/plans/${year}/call`) })
  const { shape } = createCall.body
  const submit = async () => {
    const values = await soundValues(form)
    if (!values) return
    draft.mutate({ ...values, text: values.text ?? '' }, { onError: (error) => showFaults(form, error) })
  }
  const next = Math.max(Number(today.slice(0, 4)), rows[0]?.year ?? 0) + 1
  return (
    <Panel title={{ zh: '起草编制要求', en: 'Draft a call' }}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          year: next,
          title: `${next}年度绩效工作方案编制要求`,
          text: '',
          workingDays: settings['plan.callWorkingDays'],
        }}
      >
        <FormItem name="year" label={{ zh: '年度', en: 'Year' }} schema={shape.year}>
          <InputNumber min={years.first} max={years.last} />
        </FormItem>
        <FormItem name="title" label={{ zh: '名称', en: 'Title' }} schema={shape.title}>
          <Input lang="zh" />
        </FormItem>
        <FormItem name="text" label={{ zh: '正文', en: 'Text' }} schema={shape.text}>
          <Input.TextArea rows={6} lang="zh" />
        </FormItem>
        <FormItem
          name="workingDays"
          label={{ zh: '期限（下发后的工作日）', en: 'Due after working days' }}
          schema={shape.workingDays}
        >
          <InputNumber min={1} max={120} />
        </FormItem>
        <ActionButton
          endpoint={createCall}
          label={{ zh: '起草', en: 'Draft' }}
          loading={draft.isPending}
          onClick={() => void submit()}
        />
        {draft.error && <ErrorState error={draft.error} />}
      </Form>
    </Panel>
  )
}
