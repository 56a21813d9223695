import { Link } from 'react-router'
import type { Plan } from '#domain/plan/plan.api.ts'
import { Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'

/** What is known of the plan: number, day, who decided which version. */
export function PlanFacts({ plan }: { plan: Plan }) {
  const text = useText()
  const format = useFormat()
  const { latest, decidedBy, decidedAt, documentNumber, issuedOn, minutes } = plan
  const facts = [
    { name: { zh: '年度', en: 'Year' }, value: plan.year },
    plan.isProvisional && plan.kind === 'office'
      ? { name: { zh: '性质', en: 'Kind' }, value: text({ zh: '预安排', en: 'Provisional' }) }
      : undefined,
    documentNumber && { name: { zh: '文号', en: 'Number' }, value: documentNumber },
    issuedOn && { name: { zh: '印发日期', en: 'Issued on' }, value: format.longDay(issuedOn) },
    decidedBy && decidedAt && plan.state !== 'drafting' && plan.state !== 'underReview'
      ? {
          name: { zh: '审定', en: 'Decided' },
          value: text({
            zh: `${decidedBy.name}，${format.instant(decidedAt)}`,
            en: `${decidedBy.name}, ${format.instant(decidedAt)}`,
          }),
        }
      : undefined,
    minutes && { name: { zh: '审定意见', en: 'Note' }, value: minutes },
    latest && {
      name: { zh: '版本', en: 'Version' },
      value: (
        <>
          {text({ zh: `第${latest.number}版`, en: `Version ${latest.number}` })}
          <br />
          <span className="digest">{shortDigest(latest.digest)}</span>
        </>
      ),
    },
  ].filter((fact) => fact !== undefined && fact !== null && fact !== '')
  return (
    <Panel title={{ zh: '基本情况', en: 'About it' }}>
      <Facts facts={facts} />
      {plan.state === 'issued' && (
        <p className="dialog-section">
          <Link to={`/items?year=${plan.year}`}>{text({ zh: '查看评估事项', en: 'See the items' })}</Link>
        </p>
      )}
    </Panel>
  )
}

/** a41c 77d0 … 09be: enough to compare with the paper. */
export const shortDigest = (digest: string): string =>
  `${digest.slice(0, 4)} ${digest.slice(4, 8)} … ${digest.slice(-4)}`
