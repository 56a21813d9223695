import type { Duty } from '#domain/collection/duty.api.ts'
import type { Text } from '#domain/kernel/text.ts'
import { useText } from '#web/kernel/language.tsx'
import { figure } from './figures.ts'

const nil: Text = { zh: '零报告', en: 'nil return' }

/** The last correction: old value, new value, why. Nothing where the data were never corrected. */
export function CorrectionShown({ duty }: { duty: Duty }) {
  const text = useText()
  const at = duty.submissions.findIndex(({ correctionReason }) => correctionReason !== null)
  const [now, before] = [duty.submissions[at], duty.submissions[at + 1]]
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
