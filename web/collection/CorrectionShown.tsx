import type { Duty } from '#domain/collection/duty.api.ts'
import type { Submission } from '#domain/collection/submission.api.ts'
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

/** What the change is called and why it was made; a final figure takes the place of a quick one without a reason. */
export const saidOf = ({ correctionReason: reason }: Pick<Submission, 'correctionReason'>): Said =>
  reason === null
    ? { name: { zh: '以正式数代替快报数', en: 'The final figure in place of the quick one' } }
    : { name: { zh: '更正内容', en: 'What was corrected' }, why: { zh: `理由：${reason}`, en: `Reason: ${reason}` } }
type Said = { readonly name: Text; readonly why?: Text }

/** The last correction: old value, new value, why. Nothing where the data were never corrected. */
export function CorrectionShown({ duty }: { duty: Duty }) {
  const text = useText()
  const { now, before } = correctionOf(duty)
  if (!now || !before) return null
  const shown = ({ value }: typeof now) => (value === null ? text(nil) : figure(value, duty.indicator))
  const { name, why } = saidOf(now)
  return (
    <section className="correction">
      <h3>{text(name)}</h3>
      <p>
        <del>{shown(before)}</del> <ins>{shown(now)}</ins> {duty.indicator.unit === '%' ? '' : duty.indicator.unit}
      </p>
      {why && <p className="sub">{text(why)}</p>}
    </section>
  )
}
