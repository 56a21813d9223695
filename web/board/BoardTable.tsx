import type { Board, BoardNumbers } from '#domain/board/board.api.ts'
import { type BoardGrouping, type BoardPart, type LineNumber, lineNumbers } from '#domain/board/board.ts'
import type { Text } from '#domain/kernel/text.ts'
import { useText } from '#web/kernel/language.tsx'
import { BoardNumber, useNumberNames } from './BoardNumber.tsx'

const columns = lineNumbers.filter((number) => number !== 'met' && number !== 'counted')

type Props = { readonly board: Board; readonly by: BoardGrouping; readonly year: number }

/** The lines in the order of the organization, or of the dimensions; on a phone each line is a row with what is not nought. */
export function BoardTable({ board: { lines, total, division }, by, year }: Props) {
  const text = useText()
  const names = useNumberNames()
  const own = division?.id
  const partOf = (key: string): BoardPart =>
    by === 'division' ? { year, divisionId: key } : { year, dimension: key, divisionId: own }
  const all: Text = division ? division.name : { zh: '全办', en: 'Whole office' }
  return (
    <div className="board-scroll">
      <table className="board-table" aria-label={text({ zh: '各处情况', en: 'Divisions' })}>
        <thead>
          <tr>
            <th scope="col">
              {text(by === 'division' ? { zh: '处', en: 'Division' } : { zh: '维度', en: 'Dimension' })}
            </th>
            {columns.map((number) => (
              <th key={number} scope="col">
                {text(names[number])}
              </th>
            ))}
            <th scope="col">{text({ zh: '按时报送', en: 'In time' })}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, name, numbers }) => (
            <Line key={key} name={name} numbers={numbers} part={partOf(key)} />
          ))}
          {lines.length > 1 && <Line name={all} numbers={total} part={{ year, divisionId: own }} isTotal />}
        </tbody>
      </table>
    </div>
  )
}

type LineProps = {
  readonly name: Text
  readonly numbers: BoardNumbers
  readonly part: BoardPart
  readonly isTotal?: boolean
}

function Line({ name, numbers, part, isTotal = false }: LineProps) {
  const text = useText()
  const names = useNumberNames()
  const cell = (number: LineNumber) => (
    <td key={number} className={numbers[number] === 0 ? 'nought' : ''}>
      {number === 'missing' && <span className="narrow-only sub">{text(names.missing)} </span>}
      <BoardNumber number={number} value={numbers[number]} part={part} of={name} isMarked={!isTotal} />
    </td>
  )
  return (
    <tr className={isTotal ? 'total' : ''}>
      <th scope="row">{text(name)}</th>
      {columns.map(cell)}
      <td className="in-time">
        {numbers.counted === 0 ? (
          <span className="board-nought">{text({ zh: '无应报', en: 'none due' })}</span>
        ) : (
          <>
            <span className="narrow-only sub">{text({ zh: '按时 ', en: 'In time ' })}</span>
            <BoardNumber number="met" value={numbers.met} part={part} of={name} />/
            <BoardNumber number="counted" value={numbers.counted} part={part} of={name} />
          </>
        )}
      </td>
    </tr>
  )
}
