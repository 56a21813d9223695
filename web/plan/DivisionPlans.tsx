import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import type { DivisionPlanRow, Late } from '#domain/plan/divisionPlan.api.ts'
import type { PlanCall } from '#domain/plan/planCall.api.ts'
import { callTransitions } from '#domain/plan/planCall.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import type { Pages } from '#web/kernel/queries.ts'
import { DataStateTag, StageTag } from '#web/kernel/StatusTags.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { divisionStateTag } from './planNames.ts'

const ExtendCall = lazy(async () => ({ default: (await import('./ExtendCall.tsx')).ExtendCall }))

type Props = { readonly call: PlanCall; readonly pages: Pages<DivisionPlanRow>; readonly mayExtend: boolean }

/** Each division that was called: its day, where its plan is, and the mark of what came late. */
export function DivisionPlans({ call, pages, mayExtend }: Props) {
  const [extended, setExtended] = useState<DivisionPlanRow | null>(null)
  const name = { zh: '各处方案', en: 'Plans of the divisions' }
  return (
    <Panel id="divisions" title={name} flush>
      <DataTable
        name={name}
        columns={useColumns(mayExtend ? setExtended : undefined)}
        keyOf={({ division }) => division.id}
        pages={pages}
        empty={<EmptyState why={{ zh: '没有须报送的处。', en: 'No division was called.' }} />}
      />
      {extended && (
        <Suspense>
          <ExtendCall call={call} row={extended} onClose={() => setExtended(null)} />
        </Suspense>
      )}
    </Panel>
  )
}

/** 迟报2个工作日. */
export function LateTag({ late: { workingDays } }: { late: Late }) {
  if (workingDays === null) return <DataStateTag state="late" />
  const days = workingDays === 1 ? 'working day' : 'working days'
  return (
    <DataStateTag state="late" label={{ zh: `迟报${workingDays}个工作日`, en: `Late by ${workingDays} ${days}` }} />
  )
}

function useColumns(onExtend: ((row: DivisionPlanRow) => void) | undefined): Column<DivisionPlanRow>[] {
  const text = useText()
  const format = useFormat()
  const awaited = text({ zh: '待放假安排', en: 'Awaited' })
  const columns: Column<DivisionPlanRow>[] = [
    {
      key: 'division',
      title: { zh: '处', en: 'Division' },
      onPhone: 'name',
      render: ({ division, plan }) =>
        plan ? <Link to={`/division-plans/${plan.id}`}>{text(division.name)}</Link> : text(division.name),
    },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'value',
      render: ({ plan }) =>
        plan ? (
          <StageTag {...divisionStateTag(plan.state)} />
        ) : (
          <StageTag stage="upcoming" label={{ zh: '未编制', en: 'Not begun' }} />
        ),
    },
    {
      key: 'due',
      title: { zh: '期限', en: 'Due' },
      render: ({ dueOn, extension }) => (
        <span className="two-lines">
          <span className="nw">{dueOn ? format.longDay(dueOn) : awaited}</span>
          {extension && (
            <span className="sub">
              {text({ zh: `延期：${extension.reason}`, en: `Extended: ${extension.reason}` })}
            </span>
          )}
        </span>
      ),
    },
    {
      key: 'submitted',
      title: { zh: '报送', en: 'Submitted' },
      render: ({ plan, late }) => (
        <span className="tags">
          <span className="nw">{plan?.submittedOn ? format.longDay(plan.submittedOn) : '–'}</span>
          {late && <LateTag late={late} />}
        </span>
      ),
    },
    { key: 'items', title: { zh: '事项', en: 'Items' }, isNumber: true, render: ({ plan }) => plan?.itemCount ?? '–' },
  ]
  if (!onExtend) return columns
  const extend = (row: DivisionPlanRow) =>
    row.plan?.state === 'accepted' ? null : (
      <ButtonFace kind="plain" onClick={() => onExtend(row)}>
        {text(callTransitions.extend.label)}…
      </ButtonFace>
    )
  return [...columns, { key: 'extend', title: { zh: '办理', en: 'Act' }, onPhone: 'action', render: extend }]
}
