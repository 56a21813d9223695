import { Link } from 'react-router'
import type { Cockpit } from '#domain/board/board.api.ts'
import { listOfDay } from '#domain/board/board.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'

/** The next days on which data are due outside. */
export function NextDays({ cockpit: { days, division } }: { readonly cockpit: Cockpit }) {
  const text = useText()
  const format = useFormat()
  const next = days.slice(0, 4)
  if (next.length === 0) return null
  return (
    <section className="panel next-days" aria-labelledby="next-days">
      <h2 id="next-days">{text({ zh: '近期到期的数据', en: 'Data due next' })}</h2>
      <ol>
        {next.map(({ on, owed, total, workingDaysLeft }) => (
          <li key={on}>
            <b>{format.day(on)}</b>
            <Link to={listOfDay(on, false, division?.id)}>{text({ zh: `应报${total}项`, en: `${total} due` })}</Link>
            <small>
              {workingDaysLeft !== null &&
                text({
                  zh: `剩${workingDaysLeft}个工作日，`,
                  en: `${workingDaysLeft} working day${workingDaysLeft === 1 ? '' : 's'} left, `,
                })}
              {text({ zh: `还有${owed}项未报`, en: `${owed} still owed` })}
            </small>
          </li>
        ))}
      </ol>
    </section>
  )
}
