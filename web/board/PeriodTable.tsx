import { Link } from 'react-router'
import type { PeriodInTime } from '#domain/board/board.api.ts'
import { shortPeriodText } from '#domain/calendar/periods.ts'
import { useText } from '#web/kernel/language.tsx'

export const parts = {
  met: { zh: '按时', en: 'In time' },
  late: { zh: '迟报', en: 'Late' },
  missing: { zh: '缺报', en: 'Missing' },
} as const

type Props = {
  readonly periods: readonly PeriodInTime[]
  readonly year: number
  readonly divisionId: string | undefined
}

/** What the chart shows, as a table: each sum opens its list. */
export function PeriodTable({ periods, year, divisionId }: Props) {
  const text = useText()
  const listOf = (period: string, outcome: 'met' | 'unmet') => {
    const query = new URLSearchParams({ measure: 'reported', outcome, year: String(year), period })
    if (divisionId) query.set('divisionId', divisionId)
    return `/timeliness/duties?${query}`
  }
  return (
    <table className="board-days" aria-label={text({ zh: '各期数据按时报送', en: 'Data in time by period' })}>
      <thead>
        <tr>
          <th scope="col">{text({ zh: '期间', en: 'Period' })}</th>
          {Object.values(parts).map((name) => (
            <th key={name.en} scope="col">
              {text(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {periods.map(({ period, met, late, missing }) => (
          <tr key={period}>
            <th scope="row">{text(shortPeriodText(period))}</th>
            <td>{met > 0 ? <Link to={listOf(period, 'met')}>{met}</Link> : 0}</td>
            <td>{late > 0 ? <Link to={listOf(period, 'unmet')}>{late}</Link> : 0}</td>
            <td>{missing > 0 ? <Link to={listOf(period, 'unmet')}>{missing}</Link> : 0}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
