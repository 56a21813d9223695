import { Link } from 'react-router'
import { shortPeriodText } from '#domain/calendar/periods.ts'
import type { Problem } from '#domain/problem/problem.api.ts'
import { problemStates } from '#domain/problem/problem.ts'
import { useText } from '#web/kernel/language.tsx'
import { LightTag } from '#web/kernel/StatusTags.tsx'

/** Where a problem stands. */
export function ProblemTag({ state }: { readonly state: Problem['state'] }) {
  const light = state === 'raised' ? 'red' : state === 'owned' ? 'yellow' : 'blue'
  return <LightTag light={light} label={problemStates[state]} />
}

/** What a problem is about, as a link to it. */
export function ProblemSubject({ of: { duty, report, item } }: { readonly of: Problem }) {
  const text = useText()
  if (duty) {
    const { zh, en } = shortPeriodText(duty.period)
    return (
      <Link to={`/duties/${duty.id}`}>{text({ zh: `${duty.indicator}，${zh}`, en: `${duty.indicator}, ${en}` })}</Link>
    )
  }
  if (report) return <Link to={`/reports/${report.id}`}>{report.subject}</Link>
  return item && <Link to={`/items/${item.id}`}>{`${item.code} ${item.title}`}</Link>
}
