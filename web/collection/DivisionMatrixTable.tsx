import { Link } from 'react-router'
import { frequencies, frequencyKinds, frequencyOf, shortPeriodText } from '#domain/calendar/periods.ts'
import type { DivisionCell, DivisionRow } from '#domain/collection/dutyViews.api.ts'
import { useText } from '#web/kernel/language.tsx'
import { listTo } from './dutyAddress.ts'
import { monthName } from './MatrixTable.tsx'
import { moveInTable, selectOnly } from './matrixKeys.ts'
import { monthOf, months } from './matrixView.ts'
import { TallyMarks, tallyText } from './TallyShown.tsx'

type Props = {
  readonly rows: readonly DivisionRow[]
  readonly year: number
  readonly selected: string | undefined
  readonly select: (cell: string) => void
}

/** Divisions down, a row for each frequency; months across. Arrows move, Enter opens the list of the cell. */
export function DivisionMatrixTable({ rows, ...rest }: Props) {
  const text = useText()
  const keys = rows.flatMap(({ division, cells }) => cells.map(({ period }) => `${division.id}/${period}`))
  const tabStop = keys.find((key) => key === rest.selected) ?? keys[0]
  return (
    <section className="panel matrix-scroll" aria-label={text({ zh: '各处数据表', en: 'Table of data by division' })}>
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col">{text({ zh: '责任处', en: 'Division' })}</th>
            {months.map((month) => (
              <th key={month} scope="col">
                {text(monthName(month))}
              </th>
            ))}
          </tr>
        </thead>
        {rows.map((row) => (
          <tbody key={row.division.id}>
            <tr className="group">
              <th colSpan={13} scope="rowgroup">
                <b>{text(row.division.name)}</b>
              </th>
            </tr>
            {frequencyKinds.map((frequency) => {
              const cells = row.cells.filter(({ period }) => frequencyOf(period) === frequency)
              return cells.length === 0 ? null : (
                <tr key={frequency}>
                  <th scope="row">{text(frequencies[frequency])}</th>
                  {months.map((month) => {
                    const cell = cells.find((one) => monthOf(one) === month)
                    return cell ? (
                      <Cell key={month} {...{ row, cell, tabStop }} {...rest} />
                    ) : (
                      <td key={month} className="cell none" />
                    )
                  })}
                </tr>
              )
            })}
          </tbody>
        ))}
      </table>
    </section>
  )
}

type CellProps = Omit<Props, 'rows'> & {
  readonly row: DivisionRow
  readonly cell: DivisionCell
  readonly tabStop: string | undefined
}

function Cell({ row: { division }, cell, year, selected, select, tabStop }: CellProps) {
  const text = useText()
  const key = `${division.id}/${cell.period}`
  const period = shortPeriodText(cell.period)
  const tally = tallyText(cell)
  const isSelected = selected === key
  const looks = [cell.states.missing ? 'missing' : '', isSelected ? 'selected' : ''].filter(Boolean).join(' ')
  return (
    <td className={`cell counts ${looks}`}>
      <Link
        to={listTo({ year, divisionId: division.id, period: cell.period })}
        tabIndex={tabStop === key ? 0 : -1}
        aria-label={text({
          zh: `${division.name.zh}，${period.zh}，${tally.zh}`,
          en: `${division.name.en}, ${period.en}, ${tally.en}`,
        })}
        aria-current={isSelected || undefined}
        onFocus={() => isSelected || select(key)}
        onClick={selectOnly}
        onKeyDown={moveInTable}
      >
        <span className="value" aria-hidden="true">
          {cell.total}
        </span>
        <TallyMarks tally={cell} />
      </Link>
    </td>
  )
}
