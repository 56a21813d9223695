import type { DutyToJudge } from '#domain/collection/dutyActs.api.ts'
import type { Text } from '#domain/kernel/text.ts'
import { figure } from './figures.ts'

const nil: Text = { zh: '零报告', en: 'nil return' }

/** What differs from the versions that were signed before, as the sign dialog lists it; undefined where nothing does. */
export function changesSinceSigned(duties: readonly DutyToJudge[], text: (words: Text) => string) {
  const changed = duties.filter((duty) => duty.lastSigned !== null)
  if (changed.length === 0) return undefined
  const shown = (duty: DutyToJudge, value: string | null) =>
    value === null ? text(nil) : figure(value, duty.indicator)
  const list = changed.map((duty) => (
    <li key={duty.id}>
      <span>{duty.indicator.name}</span>
      <span>
        <del>{shown(duty, duty.lastSigned?.value ?? null)}</del> <ins>{shown(duty, duty.value)}</ins>
      </span>
      <small>
        {duty.enteredByName}
        {duty.correctionReason && text({ zh: `，${duty.correctionReason}`, en: `, ${duty.correctionReason}` })}
      </small>
    </li>
  ))
  return { count: changed.length, list }
}
