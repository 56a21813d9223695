import type { Duty } from '#domain/collection/duty.api.ts'
import type { Text } from '#domain/kernel/text.ts'
import { useText } from '#web/kernel/language.tsx'
import { figure } from './figures.ts'

const nil: Text = { zh: '零报告', en: 'nil return' }

/** The correction that led to the version in force, and what it took the place of. */
export function correctionOf({ submissions, submissionId }: Pick<Duty, 'submissions' | 'submissionId'>) {
  const inForce = submissions.find(({ id }) => id === submissionId)
  const now = submissions.find(({ number, replaces }) => inForce && number <= inForce.number && replaces !== null)
  return { now, before: submissions.find(({ number }) => number === now?.replaces) }
}

/** The last correction: old value, new value, why. Nothing where the data were never corrected. */
export function CorrectionShown({ duty }: { duty: Duty }) {
  const text = useText()
  const { now, before } = correctionOf(duty)
  if (!now || !before) return null
  const shown = ({ value }: typeof now) => (value === null ? text(nil) : figure(value, duty.indicator))
  return (
    <section className="correction">
      <h3>{text({ zh: '更正内容', en: 'What was corrected' })}</h3>
      <p>
        <del>{shown(before)}</del> <ins>{shown(now)}</ins> {duty.indicator.unit === '%' ? '' : duty.indicator.unit}
      </p>
      <p className="sub">{text({ zh: `理由：${now.correctionReason}`, en: `Reason: ${now.correctionReason}` })}</p>
    </section>
  )
}
