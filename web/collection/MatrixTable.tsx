import { Link } from 'react-router'
import type { MatrixCell, MatrixRow } from '#domain/collection/duty.api.ts'
import { dataStates } from '#domain/collection/dutyStates.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { CardTag, DataGlyph, StageGlyph } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { figure } from './figures.ts'
import type { Filters } from './MatrixPage.tsx'
import { moveInTable, selectOnly } from './matrixKeys.ts'
import { cellName, dueDaysOf, groupsOf, monthOf, months } from './matrixView.ts'

type Props = { readonly rows: readonly MatrixRow[]; readonly period: string | undefined; readonly filters: Filters }

/** Indicators down, months across. One cell takes part in the Tab order; arrows move, Enter opens, the panel explains. */
export function MatrixTable({ rows, period, filters }: Props) {
  const text = useText()
  const format = useFormat()
  const groups = groupsOf(rows, filters.view)
  const cells = groups.flatMap((group) => group.rows.flatMap((row) => row.cells))
  const tabStop = cells.some(({ dutyId }) => dutyId === filters.cell) ? filters.cell : cells[0]?.dutyId
  const dueDays = dueDaysOf(rows)
  const inHand = period === undefined ? undefined : monthOf({ period })
  return (
    <section className="panel matrix-scroll" aria-label={text({ zh: '指标数据表', en: 'Table of indicator data' })}>
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col">{text({ zh: '指标', en: 'Indicator' })}</th>
            {months.map((month) => (
              <th key={month} scope="col" className={month === inHand ? 'in-hand' : ''}>
                {text(monthName(month))}
              </th>
            ))}
          </tr>
          <tr className="due-days">
            <th scope="row">{text({ zh: '月报对外期限', en: 'Monthly data due' })}</th>
            {months.map((month) => (
              <td key={month} className={month === inHand ? 'in-hand' : ''}>
                {dueDays.has(month) ? format.tableDay(dueDays.get(month) ?? '') : ''}
              </td>
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.key}>
            <tr className="group">
              <th colSpan={13} scope="rowgroup">
                <b>{text(group.name)}</b>
                <span>{text(group.note)}</span>
              </th>
            </tr>
            {group.rows.map((row) => (
              <Row key={`${row.indicator.id}/${row.responsibleDivision.id}`} {...{ row, filters, tabStop }} />
            ))}
          </tbody>
        ))}
      </table>
    </section>
  )
}

export const monthName = (month: number) => ({ zh: `${month}月`, en: englishMonth(month) })
const englishMonth = (month: number): string =>
  new Date(Date.UTC(2025, month - 1, 1)).toLocaleString('en-GB', { month: 'short', timeZone: 'UTC' })

type RowProps = { readonly row: MatrixRow; readonly filters: Filters; readonly tabStop: string | undefined }

function Row({ row, filters, tabStop }: RowProps) {
  const text = useText()
  return (
    <tr>
      <th scope="row">
        <Link to={`/items/${row.item.id}?tab=data`}>{row.indicator.name}</Link>
        <small>
          {filters.view === 'unit' ? text(row.responsibleDivision.name) : row.item.code}
          {row.indicator.unit === '%' ? '' : text({ zh: `，${row.indicator.unit}`, en: `, ${row.indicator.unit}` })}
        </small>
      </th>
      {months.map((month) => {
        const cell = row.cells.find((one) => monthOf(one) === month)
        return cell ? (
          <Cell key={month} {...{ row, cell, filters, tabStop }} />
        ) : (
          <td key={month} className="cell none" />
        )
      })}
    </tr>
  )
}

function Cell({ row, cell, filters, tabStop }: RowProps & { readonly cell: MatrixCell }) {
  const text = useText()
  const { today, pack } = useSession()
  const states = dataStates(cell, today)
  const isMissing = states.includes('missing')
  const isSelected = filters.cell === cell.dutyId
  const looks = [isMissing ? 'missing' : '', isSelected ? 'selected' : ''].filter(Boolean).join(' ')
  return (
    <td className={`cell ${looks}`}>
      <Link
        to={`/duties/${cell.dutyId}`}
        tabIndex={tabStop === cell.dutyId ? 0 : -1}
        aria-label={text(cellName(row, cell, today, pack.cards))}
        aria-current={isSelected || undefined}
        onFocus={() => isSelected || filters.set({ cell: cell.dutyId })}
        onClick={selectOnly}
        onKeyDown={moveInTable}
      >
        <CellFace {...{ row, cell, states }} />
      </Link>
    </td>
  )
}

type Face = { readonly row: MatrixRow; readonly cell: MatrixCell; readonly states: ReturnType<typeof dataStates> }

/** Value on top, stage and flags below; a missing one says so where its value would stand. */
function CellFace({ row, cell, states }: Face) {
  const flags = states.filter((state) => state === 'late' || state === 'corrected')
  return (
    <span aria-hidden="true">
      <span className="value">
        <CellValue {...{ row, cell, states }} />
      </span>
      <span className="marks">
        {cell.stage === 'upcoming' ? <span className="dot">·</span> : <StageGlyph stage={cell.stage} />}
        {flags.map((state) => (
          <DataGlyph key={state} state={state} />
        ))}
        {cell.card && <CardTag card={cell.card.step} isSettled={cell.card.settledOn !== null} wordless />}
      </span>
    </span>
  )
}

function CellValue({ row, cell, states }: Face) {
  const text = useText()
  if (cell.kind === 'nil') return <DataGlyph state="nil" />
  if (cell.value !== null) {
    const shown = figure(cell.value, row.indicator)
    return states.includes('zero') ? <span className="value-zero">{shown}</span> : shown
  }
  return states.includes('missing') ? text({ zh: '未报', en: 'missing' }) : ''
}
