import { Link } from 'react-router'
import type { Board, BoardDay } from '#domain/board/board.api.ts'
import { listOfDay } from '#domain/board/board.ts'
import { plusDays } from '#domain/calendar/workingDays.ts'
import { DeadlineChip } from '#web/kernel/DeadlineChip.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'

type Props = { readonly board: Board }

/** Data due within a week, by external due day: how much is still owed of how much. */
export function DaysPanel({ board: { days, division } }: Props) {
  const { today } = useSession()
  const week = days.filter(({ on }) => on <= plusDays(today, 7))
  return (
    <Panel title={{ zh: '七日内到期的数据', en: 'Data due within seven days' }} flush>
      {week.length === 0 ? (
        <EmptyState why={{ zh: '七日内没有到期的数据。', en: 'No data are due within seven days.' }} />
      ) : (
        <DaysTable days={week} divisionId={division?.id} />
      )}
    </Panel>
  )
}

type TableProps = { readonly days: readonly BoardDay[]; readonly divisionId: string | undefined }

export function DaysTable({ days, divisionId }: TableProps) {
  const text = useText()
  const format = useFormat()
  return (
    <table className="board-days" aria-label={text({ zh: '按对外期限', en: 'By external due day' })}>
      <thead>
        <tr>
          <th scope="col">{text({ zh: '对外期限', en: 'External due day' })}</th>
          <th scope="col">{text({ zh: '尚未报送', en: 'Still owed' })}</th>
          <th scope="col">{text({ zh: '应报', en: 'Due' })}</th>
        </tr>
      </thead>
      <tbody>
        {days.map(({ on, workingDaysLeft, total, owed }) => (
          <tr key={on}>
            <th scope="row">
              <DeadlineChip dueOn={on} workingDaysLeft={workingDaysLeft} />
            </th>
            <td>
              <Counted value={owed} to={listOfDay(on, true, divisionId)} of={`${format.day(on)} ${text(owedName)}`} />
            </td>
            <td>
              <Counted value={total} to={listOfDay(on, false, divisionId)} of={`${format.day(on)} ${text(dueName)}`} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
const owedName = { zh: '尚未报送', en: 'still owed' }
const dueName = { zh: '应报', en: 'due' }

function Counted({ value, to, of }: { readonly value: number; readonly to: string; readonly of: string }) {
  if (value === 0) return <span className="board-nought">0</span>
  return (
    <Link className="board-number" to={to} aria-label={`${of} ${value}`}>
      {value}
    </Link>
  )
}
