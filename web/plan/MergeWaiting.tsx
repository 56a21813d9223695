import { Link } from 'react-router'
import type { Merge, WaitingDivision } from '#domain/plan/merge.api.ts'
import { waitingStates } from '#domain/plan/merge.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { DataStateTag, StageTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'

const stageOf = { notBegun: 'upcoming', drafting: 'open', returned: 'returned', submitted: 'submitted' } as const

/** The divisions whose plan is still missing, with where each stands; nothing once all are accepted. */
export function MergeWaiting({ merge: { waiting, isCalled, year } }: { merge: Merge }) {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  if (isCalled && waiting.length === 0) return null
  const isLate = ({ dueOn, state }: WaitingDivision) => dueOn !== null && dueOn < today && state !== 'submitted'
  const columns: Column<WaitingDivision>[] = [
    {
      key: 'division',
      title: { zh: '处', en: 'Division' },
      onPhone: 'name',
      render: ({ division, planId }) =>
        planId ? <Link to={`/division-plans/${planId}`}>{text(division.name)}</Link> : text(division.name),
    },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'value',
      render: ({ state }) => <StageTag stage={stageOf[state]} label={waitingStates[state]} />,
    },
    {
      key: 'due',
      title: { zh: '期限', en: 'Due' },
      render: (row) => (
        <span className="tags">
          <span className="nw">
            {row.dueOn ? format.longDay(row.dueOn) : text({ zh: '待放假安排', en: 'Awaited' })}
          </span>
          {isLate(row) && <DataStateTag state="missing" label={{ zh: '逾期未报', en: 'Overdue' }} />}
        </span>
      ),
    },
  ]
  const name = { zh: '尚未接收的处方案', en: 'Plans that are not accepted yet' }
  const late = waiting.filter(isLate).length
  const n = waiting.length
  const note = {
    zh: `${n}个处${late > 0 ? `，其中${late}个逾期未报` : ''}`,
    en: `${n === 1 ? '1 division' : `${n} divisions`}${late > 0 ? `, overdue: ${late}` : ''}`,
  }
  return (
    <Panel
      title={name}
      {...(isCalled ? { note: text(note) } : {})}
      more={isCalled && <Link to={`/plans/${year}/call`}>{text({ zh: '编制要求', en: 'Call for plans' })}</Link>}
      flush
    >
      <DataTable
        name={name}
        columns={columns}
        keyOf={({ division }) => division.id}
        rows={waiting}
        empty={
          <EmptyState
            why={{
              zh: '本年度编制要求还没有下发，各处没有须报送的方案。',
              en: 'The call of this year is not issued: no division is asked for its plan.',
            }}
          />
        }
      />
    </Panel>
  )
}
