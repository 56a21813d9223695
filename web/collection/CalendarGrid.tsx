import { Link } from 'react-router'
import { weeksOf } from '#domain/collection/dutyFilters.ts'
import type { DueOn } from '#domain/collection/dutyViews.api.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import { formatDay, useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { dueNames } from './CalendarList.tsx'
import { listTo } from './dutyAddress.ts'
import { moveInTable, selectOnly } from './matrixKeys.ts'
import { TallyMarks, tallyText } from './TallyShown.tsx'

type Props = {
  readonly month: string
  readonly due: readonly DueOn[]
  readonly rest: readonly string[]
  readonly selected: string | undefined
  readonly divisionId: string | undefined
  readonly select: (day: string) => void
}

const weekdays: readonly Text[] = [
  { zh: '一', en: 'Mon' },
  { zh: '二', en: 'Tue' },
  { zh: '三', en: 'Wed' },
  { zh: '四', en: 'Thu' },
  { zh: '五', en: 'Fri' },
  { zh: '六', en: 'Sat' },
  { zh: '日', en: 'Sun' },
]

/** A month as weeks. Days on which something is due take part in the keyboard as the cells of the matrix do. */
export function CalendarGrid({ month, due, ...rest }: Props) {
  const text = useText()
  const days = [...new Set(due.map(({ day }) => day))]
  const tabStop = days.find((day) => day === rest.selected) ?? days[0]
  return (
    <section className="panel matrix-scroll" aria-label={text({ zh: '期限日历表', en: 'Calendar of due days' })}>
      <table className="matrix calendar">
        <thead>
          <tr>
            {weekdays.map((name) => (
              <th key={name.en} scope="col">
                {text(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <Day key={day} {...{ day, month, tabStop }} {...rest} due={due.filter((one) => one.day === day)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type DayProps = Props & { readonly day: string; readonly tabStop: string | undefined }

function Day({ day, month, due, rest, selected, divisionId, select, tabStop }: DayProps) {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  if (!day.startsWith(month)) return <td className="cell none" />
  const isSelected = selected === day
  const isRest = rest.includes(day)
  const looks = [isRest ? 'rest' : '', day === today ? 'today' : '', isSelected ? 'selected' : '']
    .filter(Boolean)
    .join(' ')
  const head = (
    <span className="day-number">
      {Number(day.slice(8))}
      {day === today && <small>{text({ zh: '今天', en: 'today' })}</small>}
      {isRest && <small>{text({ zh: '休', en: 'off' })}</small>}
    </span>
  )
  const first = due.find(({ kind }) => kind === 'external') ?? due[0]
  if (!first) return <td className={`cell ${looks}`}>{head}</td>
  return (
    <td className={`cell ${looks}`}>
      <Link
        to={listTo({ dueOn: day, due: first.kind, divisionId })}
        tabIndex={tabStop === day ? 0 : -1}
        aria-label={text(dayName(day, due))}
        aria-current={isSelected || undefined}
        onFocus={() => isSelected || select(day)}
        onClick={selectOnly}
        onKeyDown={moveInTable}
      >
        {head}
        {due.map((one) => (
          <span key={one.kind} className={`due-in-day due-${one.kind}`} aria-hidden="true">
            <b>
              {text(dueNames[one.kind])} {one.total}
            </b>
            <TallyMarks tally={one} />
          </span>
        ))}
        <span className="hidden-words">{format.longDay(day)}</span>
      </Link>
    </td>
  )
}

function dayName(day: string, due: readonly DueOn[]): Text {
  const { zh, en } = joinTexts(
    due.map((one) => {
      const tally = tallyText(one)
      return { zh: `${dueNames[one.kind].zh}${tally.zh}`, en: `${dueNames[one.kind].en} ${tally.en}` }
    }),
    '。',
    '. ',
  )
  return { zh: `${formatDay(day, 'zh')}，${zh}`, en: `${formatDay(day, 'en')}, ${en}` }
}
