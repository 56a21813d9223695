import { Form, Input, InputNumber } from 'antd'
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router'
import { years } from '#domain/kernel/endpoint.ts'
import { listOfficeWorkPlans } from '#domain/plan/officeWorkPlan.api.ts'
import { createPlan, listPlans } from '#domain/plan/plan.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import type { Body, Reply } from '#web/kernel/api.ts'
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
import { stateTag } from './planNames.ts'

type Row = Reply<typeof listPlans>['rows'][number]

/** Leads to the plan of the present year; `?all` lists all years, and there a new one is begun. */
export function PlansPage() {
  const [query] = useSearchParams()
  const { year, actor } = useSession()
  const plans = useRead(listPlans, {})
  return (
    <Loaded isPage of={plans}>
      {({ rows }) => {
        const present = rows.find((row) => row.year === year?.year) ?? rows[0]
        if (present && !query.has('all')) return <Navigate to={`/plans/${present.year}`} replace />
        return <PlanList rows={rows} mayBegin={actor.post.startsWith('performanceOffice.')} />
      }}
    </Loaded>
  )
}

function PlanList({ rows, mayBegin }: { rows: readonly Row[]; mayBegin: boolean }) {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  const columns: Column<Row>[] = [
    {
      key: 'title',
      title: { zh: '方案', en: 'Plan' },
      onPhone: 'name',
      render: (row) => <Link to={`/plans/${row.year}`}>{row.title}</Link>,
    },
    { key: 'state', title: { zh: '状态', en: 'State' }, render: ({ state }) => <StageTag {...stateTag(state)} /> },
    { key: 'items', title: { zh: '事项', en: 'Items' }, isNumber: true, render: ({ itemCount }) => itemCount },
    { key: 'number', title: { zh: '文号', en: 'Document number' }, render: (row) => row.documentNumber ?? '' },
    {
      key: 'issued',
      title: { zh: '印发日期', en: 'Issued on' },
      render: ({ issuedOn }) => (issuedOn ? format.longDay(issuedOn) : ''),
    },
  ]
  const empty = (
    <EmptyState
      why={{ zh: '还没有年度方案。', en: 'There is no yearly plan yet.' }}
      next={{ zh: '印发以后在这里查看。', en: 'It will be here once it is issued.' }}
    />
  )
  return (
    <>
      <PageHead
        title={{ zh: '各年度方案', en: 'Yearly plans' }}
        sentence={text({ zh: `共${rows.length}个年度。`, en: rows.length === 1 ? '1 year.' : `${rows.length} years.` })}
      />
      <div className="stack">
        <Panel title={{ zh: '方案', en: 'Plans' }} flush>
          <DataTable
            name={{ zh: '各年度方案', en: 'Yearly plans' }}
            columns={columns}
            keyOf={({ id }) => id}
            rows={rows}
            empty={empty}
          />
        </Panel>
        <WorkPlans years={mayBegin ? rows.map(({ year }) => year) : []} />
        {mayBegin && <BeginPlan next={nextYear(rows, today)} />}
      </div>
    </>
  )
}

type WorkPlanRow = { readonly year: number; readonly of: Reply<typeof listOfficeWorkPlans>['rows'][number] | undefined }

/** The office's own work plan of each year; whoever records it also sees the years of plans that have none. */
function WorkPlans({ years }: { years: readonly number[] }) {
  const text = useText()
  const workPlans = useRead(listOfficeWorkPlans, {})
  const name = { zh: '全办年度工作计划', en: "The office's work plans" }
  const columns: Column<WorkPlanRow>[] = [
    {
      key: 'title',
      title: { zh: '工作计划', en: 'Work plan' },
      onPhone: 'name',
      render: ({ year, of }) => (
        <Link to={`/plans/${year}/work-plan`}>
          {of?.title ?? text({ zh: `${year}年全办工作计划`, en: `Work plan of ${year}` })}
        </Link>
      ),
    },
    {
      key: 'version',
      title: { zh: '版本', en: 'Version' },
      onPhone: 'value',
      render: ({ of }) =>
        of ? (
          <StageTag stage="reported" label={{ zh: `第${of.number}版`, en: `Version ${of.number}` }} />
        ) : (
          <StageTag stage="open" label={{ zh: '未录入', en: 'Not recorded' }} />
        ),
    },
    { key: 'tasks', title: { zh: '任务', en: 'Tasks' }, isNumber: true, render: ({ of }) => of?.taskCount ?? '–' },
  ]
  return (
    <Panel title={name} flush>
      <Loaded of={workPlans}>
        {({ rows }) => (
          <DataTable
            name={name}
            columns={columns}
            keyOf={({ year }) => String(year)}
            rows={[...new Set([...rows.map(({ year }) => year), ...years])]
              .toSorted((a, b) => b - a)
              .map((year) => ({ year, of: rows.find((row) => row.year === year) }))}
            empty={<EmptyState why={{ zh: '还没有录入。', en: 'None is recorded yet.' }} />}
          />
        )}
      </Loaded>
    </Panel>
  )
}

const nextYear = (rows: readonly Row[], today: string): number => (rows[0]?.year ?? Number(today.slice(0, 4)) - 1) + 1

function BeginPlan({ next }: { next: number }) {
  const text = useText()
  const navigate = useNavigate()
  const [form] = Form.useForm<Body<typeof createPlan>>()
  const begin = useAct(createPlan, {}, { onDone: ({ year }) => void navigate(`/plans/${year}`) })
  const { shape } = createPlan.body
  const submit = async () => {
    const values = await soundValues(form)
    if (values) begin.mutate(values, { onError: (error) => showFaults(form, error) })
  }
  return (
    <Panel title={{ zh: '编制新年度方案', en: 'Begin the plan of a year' }}>
      <Form form={form} layout="vertical" initialValues={{ year: next, title: `${next}年度绩效工作方案` }}>
        <FormItem name="year" label={{ zh: '年度', en: 'Year' }} schema={shape.year}>
          <InputNumber min={years.first} max={years.last} />
        </FormItem>
        <FormItem name="title" label={{ zh: '方案名称', en: 'Title' }} schema={shape.title}>
          <Input lang="zh" />
        </FormItem>
        <ActionButton
          endpoint={createPlan}
          label={{ zh: '开始编制', en: 'Begin' }}
          loading={begin.isPending}
          onClick={() => void submit()}
        />
        {begin.error && <ErrorState error={begin.error} />}
      </Form>
      <p className="sub">
        {text({
          zh: '市级指标可以在方案中导入和分解。',
          en: "The city's indicators are imported and allotted within the plan.",
        })}
      </p>
    </Panel>
  )
}
