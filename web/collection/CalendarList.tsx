import { Link } from 'react-router'
import { shortPeriodText } from '#domain/calendar/periods.ts'
import { stages } from '#domain/collection/duty.ts'
import type { CalendarDuty, DueOn } from '#domain/collection/dutyViews.api.ts'
import type { Text } from '#domain/kernel/text.ts'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { formatDay, formatWeekday } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { DataStateTag, StageTag } from '#web/kernel/StatusTags.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { listTo } from './dutyAddress.ts'
import { TallyLinks } from './TallyShown.tsx'

export const dueNames: Record<DueOn['kind'], Text> = {
  internal: { zh: '内部期限', en: 'Internal' },
  external: { zh: '对外期限', en: 'External' },
}

type Props = { readonly due: readonly DueOn[]; readonly divisionId: string | undefined }

/** On a phone a list by day. */
export function CalendarList({ due, divisionId }: Props) {
  const days = [...Map.groupBy(due, ({ day }) => day)]
  if (days.length === 0)
    return (
      <EmptyState
        why={{ zh: '本月没有到期的数据。', en: 'Nothing falls due in this month.' }}
        next={{ zh: '可以看上月或者下月。', en: 'Look at the month before or the next.' }}
      />
    )
  return (
    <div className="stack">
      {days.map(([day, own]) => (
        <CalendarDay key={day} day={day} due={own} divisionId={divisionId} />
      ))}
    </div>
  )
}

/** One day: what is due inside the office and outside, counted state by state, and the first of it by name. */
export function CalendarDay({ day, due, divisionId }: Props & { readonly day: string }) {
  const text = useText()
  const title = {
    zh: `${formatDay(day, 'zh')}，${formatWeekday(day, 'zh')}`,
    en: `${formatDay(day, 'en')}, ${formatWeekday(day, 'en')}`,
  }
  return (
    <Panel title={title}>
      {due.map((one) => {
        const listed = { dueOn: day, due: one.kind, divisionId }
        return (
          <section key={one.kind} className="due-of-day">
            <h3>
              {text(dueNames[one.kind])} <b>{one.total}</b>
            </h3>
            <TallyLinks tally={one} listed={listed} />
            <ul className="first-of-day">
              {one.first.map((duty) => (
                <Named key={duty.id} duty={duty} />
              ))}
            </ul>
            <p>
              <ActionLink
                to={listTo(listed)}
                label={{ zh: `打开${one.total}项的清单`, en: `Open the list of ${one.total}` }}
              />
            </p>
          </section>
        )
      })}
    </Panel>
  )
}

function Named({ duty }: { readonly duty: CalendarDuty }) {
  const text = useText()
  return (
    <li>
      <Link to={`/duties/${duty.id}`}>{duty.indicator}</Link>
      <small className="sub">
        {text(duty.division)}
        {text({ zh: '，', en: ', ' })}
        {text(shortPeriodText(duty.period))}
      </small>
      <span className="tags">
        <StageTag stage={duty.stage} label={stages[duty.stage]} />
        {duty.states.map((state) => (
          <DataStateTag key={state} state={state} />
        ))}
      </span>
    </li>
  )
}
