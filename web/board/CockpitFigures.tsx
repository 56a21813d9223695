import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Cockpit } from '#domain/board/board.api.ts'
import { listOfNumber } from '#domain/board/board.ts'
import { rateOf } from '#domain/collection/timeliness.ts'
import type { Text } from '#domain/kernel/text.ts'
import { useText } from '#web/kernel/language.tsx'
import { CardTag, LightShape } from '#web/kernel/StatusTags.tsx'

type Props = { readonly cockpit: Cockpit; readonly year: number; readonly isWall: boolean }

/** Four figures that are read from across a room, each opening its list. */
export function CockpitFigures({ cockpit: { total, todos, division }, year, isWall }: Props) {
  const text = useText()
  const part = { year, divisionId: division?.id }
  const items = total.red + total.yellow + total.green + total.blue
  const rate = rateOf({ met: total.met, counted: total.counted })
  return (
    <div className="cockpit-figures">
      {!isWall && (
        <Figure title={{ zh: '等您办理', en: 'Waiting for you' }} note={todayNote(todos.today)}>
          <Link to="/todos">{todos.total}</Link>
        </Figure>
      )}
      <Figure title={{ zh: '滞后事项', en: 'Items behind' }} note={riskNote(total.yellow)}>
        <span className="light light-red">
          <LightShape light="red" />
        </span>
        <Link to={listOfNumber('red', part)}>{total.red}</Link>
        <em>/{items}</em>
      </Figure>
      <Figure title={{ zh: '按时报送', en: 'In time' }} note={rateNote(total.met, total.counted)}>
        {rate === null ? (
          <em>{text({ zh: '无应报', en: 'none due' })}</em>
        ) : (
          <>
            <Link to={listOfNumber('met', part)}>{rate}</Link>
            <em>%</em>
          </>
        )}
      </Figure>
      <Figure title={{ zh: '未解除的牌', en: 'Standing cards' }} note={warningNote(total.warnings)}>
        <CardTag card="red" wordless />
        <Link
          to={listOfNumber('redCards', part)}
          aria-label={text({ zh: `红牌${total.redCards}`, en: `red cards: ${total.redCards}` })}
        >
          {total.redCards}
        </Link>
        <CardTag card="yellow" wordless />
        <Link
          to={listOfNumber('yellowCards', part)}
          aria-label={text({ zh: `黄牌${total.yellowCards}`, en: `yellow cards: ${total.yellowCards}` })}
        >
          {total.yellowCards}
        </Link>
      </Figure>
    </div>
  )
}

const todayNote = (today: number): Text =>
  today > 0
    ? { zh: `件，${today}件今天到期或者已逾期`, en: `${today} due today or overdue` }
    : { zh: '件，没有今天到期的', en: 'none due today' }
const riskNote = (count: number): Text => ({ zh: `另有${count}个有风险`, en: `${count} more at risk` })
const rateNote = (met: number, counted: number): Text => ({
  zh: `应报${counted}，按时${met}，迟报、缺报${counted - met}`,
  en: `${counted} due, ${met} in time, ${counted - met} late or missing`,
})
const warningNote = (count: number): Text => ({
  zh: `另有预警${count}`,
  en: count === 1 ? '1 warning besides' : `${count} warnings besides`,
})

function Figure({
  title,
  note,
  children,
}: {
  readonly title: Text
  readonly note: Text
  readonly children: ReactNode
}) {
  const text = useText()
  return (
    <section className="panel cockpit-figure">
      <h2>{text(title)}</h2>
      <p className="cockpit-number">{children}</p>
      <p>{text(note)}</p>
    </section>
  )
}
