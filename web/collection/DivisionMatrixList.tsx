import { Select } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { comparePeriods, shortPeriodText } from '#domain/calendar/periods.ts'
import type { DivisionRow } from '#domain/collection/dutyViews.api.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { listTo } from './dutyAddress.ts'
import { TallyLinks } from './TallyShown.tsx'

type Props = { readonly rows: readonly DivisionRow[]; readonly year: number }

/** On a phone one period at a time: each division with its counts, every count a link to its list. */
export function DivisionMatrixList({ rows, year }: Props) {
  const text = useText()
  const [search, setSearch] = useSearchParams()
  const periods = [...new Set(rows.flatMap(({ cells }) => cells.map(({ period }) => period)))].toSorted(comparePeriods)
  const shown = search.get('period') ?? busiest(rows) ?? periods[0]
  if (shown === undefined) return null
  return (
    <Panel
      title={shortPeriodText(shown)}
      flush
      more={
        <Select<string>
          aria-label={text({ zh: '期间', en: 'Period' })}
          value={shown}
          popupMatchSelectWidth={false}
          onChange={(period) => setSearch({ year: String(year), period }, { replace: true })}
          options={periods.map((value) => ({ value, label: text(shortPeriodText(value)) }))}
        />
      }
    >
      <ul className="rows">
        {rows.map(({ division, cells }) => {
          const cell = cells.find(({ period }) => period === shown)
          const listed = { year, divisionId: division.id, period: shown }
          return cell ? (
            <li key={division.id} className="matrix-row">
              <span>
                <Link to={listTo(listed)}>{text(division.name)}</Link>
              </span>
              <span className="row-value">
                <b>{cell.total}</b>
              </span>
              <span className="row-line">
                <TallyLinks tally={cell} listed={listed} />
              </span>
            </li>
          ) : null
        })}
      </ul>
    </Panel>
  )
}

/** The latest period of which something waits to be filled in, signed or accepted. */
const busiest = (rows: readonly DivisionRow[]): string | undefined =>
  rows
    .flatMap(({ cells }) => cells)
    .filter(
      ({ stages }) => (stages.open ?? 0) + (stages.offered ?? 0) + (stages.submitted ?? 0) + (stages.returned ?? 0) > 0,
    )
    .map(({ period }) => period)
    .toSorted(comparePeriods)
    .at(-1)
