import { Select } from 'antd'
import { Link } from 'react-router'
import { comparePeriods, shortPeriodText } from '#domain/calendar/periods.ts'
import type { MatrixCell, MatrixRow } from '#domain/collection/duty.api.ts'
import { stages } from '#domain/collection/duty.ts'
import { dataStates } from '#domain/collection/dutyStates.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { CardTag, DataStateTag, StageTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { figure } from './figures.ts'
import type { Filters } from './MatrixPage.tsx'

type Props = { readonly rows: readonly MatrixRow[]; readonly period: string | undefined; readonly filters: Filters }

/** On a phone one period at a time: name and value, stage and state below. */
export function MatrixList({ rows, period, filters }: Props) {
  const text = useText()
  const periods = [...new Set(rows.flatMap(({ cells }) => cells.map((cell) => cell.period)))].toSorted(comparePeriods)
  const shown = period ?? periods[0]
  if (shown === undefined) return null
  const found = rows.flatMap((row) => row.cells.filter((cell) => cell.period === shown).map((cell) => ({ row, cell })))
  return (
    <Panel
      title={shortPeriodText(shown)}
      flush
      more={
        <Select<string>
          aria-label={text({ zh: '期间', en: 'Period' })}
          value={shown}
          popupMatchSelectWidth={false}
          onChange={(value) => filters.set({ period: value })}
          options={periods.map((value) => ({ value, label: text(shortPeriodText(value)) }))}
        />
      }
    >
      <ul className="rows">
        {found.map(({ row, cell }) => (
          <Row key={cell.dutyId} row={row} cell={cell} />
        ))}
      </ul>
    </Panel>
  )
}

function Row({ row, cell }: { row: MatrixRow; cell: MatrixCell }) {
  const text = useText()
  const { today } = useSession()
  const states = dataStates(cell, today)
  return (
    <li className="matrix-row">
      <span>
        <Link to={`/duties/${cell.dutyId}`}>{row.indicator.name}</Link>
        <small className="sub">{text(row.responsibleDivision.name)}</small>
      </span>
      <span className="row-value">
        {cell.value === null ? null : <b>{figure(cell.value, row.indicator)}</b>}
        {cell.value !== null && row.indicator.unit !== '%' && <small className="sub"> {row.indicator.unit}</small>}
        {cell.kind === null && <span className="sub">{text({ zh: '未填', en: 'empty' })}</span>}
      </span>
      <span className="row-line row-of-actions">
        <StageTag stage={cell.stage} label={stages[cell.stage]} />
        {states.map((state) => (
          <DataStateTag key={state} state={state} />
        ))}
        {cell.card && <CardTag card={cell.card.step} isSettled={cell.card.settledOn !== null} />}
      </span>
    </li>
  )
}
