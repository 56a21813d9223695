import type { HomeYear } from '#domain/home/home.api.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useSession } from '#web/kernel/session.tsx'

/** How far the year is, what is left of it in working days, and its fixed days. */
export function YearPanel({ year }: { year: HomeYear }) {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  const next = year.days.find(({ on }) => on >= today)?.on
  const isCut = year.countedTo < `${year.year}-12-31` && today < year.countedTo
  const dayOf = (on: string) => (on.startsWith(`${year.year}`) ? format.day(on) : format.longDay(on))
  return (
    <Panel title={{ zh: `${year.year}年度`, en: `${year.year}` }}>
      <div className="year-panel">
        <YearRing year={year} today={today} />
        <ul>
          {year.days.map(({ on, what }) => (
            <li key={`${on} ${what.en}`} className={on < today ? 'past' : on === next ? 'next' : ''}>
              {dayOf(on)} {text(what)}
            </li>
          ))}
        </ul>
      </div>
      {isCut && (
        <p className="sub home-note">
          {text({
            zh: `算至${format.day(year.countedTo)}，之后待国务院放假安排。`,
            en: `Counted to ${format.day(year.countedTo)}; the days after await the State Council’s notice.`,
          })}
        </p>
      )}
    </Panel>
  )
}

const centre = 66
/** Where a fraction of the year lies on a circle, clockwise from the top. */
const pointAt = (fraction: number, radius: number): string => {
  const angle = fraction * 2 * Math.PI
  return `${(centre + radius * Math.sin(angle)).toFixed(2)} ${(centre - radius * Math.cos(angle)).toFixed(2)}`
}
const arc = (from: number, to: number): string =>
  `M${pointAt(from, 52)}A52 52 0 ${to - from > 0.5 ? 1 : 0} 1 ${pointAt(to, 52)}`

/** The part of the year that has passed, 0 to 1. */
function passedOf(year: number, today: string): number {
  const [start, end, now] = [`${year}-01-01`, `${year + 1}-01-01`, today].map((day) => Date.parse(`${day}T00:00:00Z`))
  if (start === undefined || end === undefined || now === undefined) return 0
  return Math.min(1, Math.max(0, (now - start) / (end - start)))
}

function YearRing({ year: { year, workingDaysLeft }, today }: { year: HomeYear; today: string }) {
  const text = useText()
  const passed = passedOf(year, today)
  const months = Array.from({ length: 12 }, (_, month) => ({ from: month / 12 + 0.004, to: (month + 1) / 12 - 0.004 }))
  const words = text({
    zh: `${year}年度尚余${workingDaysLeft}个工作日`,
    en: `${workingDaysLeft} working days of ${year} are left`,
  })
  return (
    <svg className="year-ring" viewBox="0 0 132 132" role="img" aria-label={words}>
      {months.map(({ from, to }) => (
        <g key={from}>
          <path className="coming" d={arc(from, to)} />
          {passed > from && <path className="passed" d={arc(from, Math.min(to, passed))} />}
        </g>
      ))}
      {[0, 0.25, 0.5, 0.75].map((quarter) => (
        <path key={quarter} className="quarter" d={`M${pointAt(quarter, 43)}L${pointAt(quarter, 64)}`} />
      ))}
      {passed > 0 && passed < 1 && <path className="hand" d={`M${pointAt(passed, 42)}L${pointAt(passed, 63)}`} />}
      <text className="small" x={centre} y="48">
        {text({ zh: '尚余', en: 'left' })}
      </text>
      <text className="big" x={centre} y="76">
        {workingDaysLeft}
      </text>
      <text className="small" x={centre} y="94">
        {text({ zh: '个工作日', en: 'work days' })}
      </text>
    </svg>
  )
}
