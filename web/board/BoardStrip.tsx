import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Board, BoardChanges } from '#domain/board/board.api.ts'
import { type LineNumber, listOfMatter, listOfNumber, openMatters } from '#domain/board/board.ts'
import type { Text } from '#domain/kernel/text.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { NumberMark, useNumberNames } from './BoardNumber.tsx'

type Props = { readonly board: Board; readonly changes: BoardChanges | undefined; readonly year: number }

/** The numbers of the whole board in one line, each opening its list, with what was new since the last visit. */
export function BoardStrip({ board: { total, open, division }, changes, year }: Props) {
  const text = useText()
  const format = useFormat()
  const names = useNumberNames()
  const part = { year, divisionId: division?.id }
  const turned = (number: LineNumber): Text => {
    const rows = changes?.rows ?? []
    const count = rows.filter(
      ({ light, card }) => light?.after === number || (card && cardNames[card] === number),
    ).length
    return count === 0 ? unchanged : { zh: `新增${count}`, en: `${count} new` }
  }
  const counted = (['red', 'yellow', 'redCards', 'yellowCards', 'warnings'] as const).map((number) => (
    <Cell
      key={number}
      to={listOfNumber(number, part)}
      name={names[number]}
      mark={<NumberMark number={number} />}
      value={total[number]}
      note={changes?.since ? turned(number) : undefined}
    />
  ))
  const orderNote: Text | undefined = open.nextOrderOn
    ? { zh: `${format.day(open.nextOrderOn)}到期`, en: `next due ${format.day(open.nextOrderOn)}` }
    : undefined
  return (
    <nav className="board-strip" aria-label={text({ zh: '总数', en: 'Totals' })}>
      {counted}
      <Cell to={listOfNumber('missing', part)} name={names.missing} value={total.missing} />
      <Cell
        to={listOfMatter('opinions', part)}
        name={openMatters.opinions}
        value={open.opinions}
        note={open.overdueOpinions > 0 ? overdue(open.overdueOpinions) : undefined}
      />
      <Cell
        to={listOfMatter('tickets', part)}
        name={openMatters.tickets}
        value={open.tickets}
        note={open.overdueTickets > 0 ? overdue(open.overdueTickets) : undefined}
      />
      <Cell
        to={listOfMatter('orders', part)}
        name={openMatters.orders}
        value={open.orders}
        note={open.overdueOrders > 0 ? overdue(open.overdueOrders) : orderNote}
      />
    </nav>
  )
}

const cardNames = { red: 'redCards', yellow: 'yellowCards', earlyWarning: 'warnings' } as const
const unchanged: Text = { zh: '没有新增', en: 'none new' }
const overdue = (count: number): Text => ({ zh: `其中逾期${count}`, en: `${count} overdue` })

type CellProps = {
  readonly to: string
  readonly name: Text
  readonly value: number
  readonly mark?: ReactNode
  readonly note?: Text | undefined
}

function Cell({ to, name, value, mark, note }: CellProps) {
  const text = useText()
  return (
    <Link to={to} className="strip-cell">
      <span>
        {mark}
        {text(name)}
      </span>
      <b>{value}</b>
      {note && <small>{text(note)}</small>}
    </Link>
  )
}
