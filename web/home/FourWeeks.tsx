import { Link } from 'react-router'
import { dayText, weekday } from '#domain/calendar/workingDays.ts'
import type { DueTodo, HomeDay } from '#domain/home/home.api.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { CardTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'

const letters = [
  { zh: '一', en: 'M' },
  { zh: '二', en: 'T' },
  { zh: '三', en: 'W' },
  { zh: '四', en: 'T' },
  { zh: '五', en: 'F' },
  { zh: '六', en: 'S' },
  { zh: '日', en: 'S' },
] as const

/** Four weeks with rest days hatched; a day's count opens the to-dos due then. */
export function FourWeeks({ weeks, todos }: { weeks: readonly HomeDay[]; todos: readonly DueTodo[] }) {
  const text = useText()
  const dueOn = (day: string) => todos.filter((todo) => todo.dueOn === day).length
  const rows = [0, 7, 14, 21].map((start) => weeks.slice(start, start + 7))
  const isAwaited = weeks.some(({ isWorking }) => isWorking === null)
  return (
    <Panel title={{ zh: '期限', en: 'Due days' }}>
      <table className="four-weeks" aria-label={text({ zh: '四周的期限', en: 'Due days of four weeks' })}>
        <thead>
          <tr>
            {letters.map((letter, at) => (
              <th key={weeks[at]?.day} scope="col" abbr={weeks[at] && text(weekday(weeks[at].day))}>
                {text(letter)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((week) => (
            <tr key={week[0]?.day}>
              {week.map((day) => (
                <DayCell key={day.day} day={day} count={dueOn(day.day)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="sub legend">
        <span>
          <i className="rest" aria-hidden="true" />
          {text({ zh: '休息日', en: 'Rest day' })}
        </span>
        <span>
          <i className="is-today" aria-hidden="true" />
          {text({ zh: '今天', en: 'Today' })}
        </span>
        <span>
          {isAwaited
            ? text({ zh: '部分日期待国务院放假安排', en: 'Some days await the State Council’s notice' })
            : text({ zh: '补班日按国务院通知', en: 'Make-up days by the State Council’s notice' })}
        </span>
      </p>
    </Panel>
  )
}

function DayCell({ day: { day, isWorking, card, cardCount }, count }: { day: HomeDay; count: number }) {
  const text = useText()
  const { today } = useSession()
  const looks = [
    isWorking === false ? 'rest' : '',
    isWorking === null ? 'awaited' : '',
    day < today ? 'past' : day === today ? 'is-today' : '',
    count > 0 ? 'has' : '',
  ]
  const { zh, en } = dayText(day)
  const [month, date] = [Number(day.slice(5, 7)), Number(day.slice(8))]
  return (
    <td className={looks.filter(Boolean).join(' ')} aria-current={day === today ? 'date' : undefined}>
      <span aria-hidden="true">{date === 1 ? `${month}.1` : date}</span>
      <span className="hidden-words">
        {text({ zh, en })}
        {isWorking === false && text({ zh: '，休息', en: ', rest day' })}
      </span>
      {card && (
        <>
          <CardTag card={card} wordless />
          <span className="hidden-words">
            {text({ zh: `预警和牌${cardCount}张`, en: `${cardCount} warnings or cards` })}
          </span>
        </>
      )}
      {count > 0 && (
        <Link to={`/todos?due=${day}`}>
          {text({ zh: `${count}件`, en: `${count}` })}
          <span className="hidden-words">{text({ zh: `${zh}到期`, en: ` due on ${en}` })}</span>
        </Link>
      )}
    </td>
  )
}
