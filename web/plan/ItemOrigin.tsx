import { Link } from 'react-router'
import type { ItemPage } from '#domain/plan/item.api.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useCitation } from '#web/kernel/session.tsx'
import { shortDigest } from './PlanFacts.tsx'
import { addressOf, tagOf } from './planNames.ts'

/** Where the item came from: the city's table, the frozen versions that hold it, the issued plan. */
export function ItemOrigin({ facts: { item, plan, versions } }: { facts: ItemPage }) {
  const text = useText()
  const format = useFormat()
  const citationOf = useCitation()
  const from = item.municipalIndicator
  const numbers = (list: readonly number[]) => list.join('、')
  return (
    <Panel title={{ zh: '来历', en: 'Where it came from' }}>
      <ol className="log">
        <li>
          <Link to={addressOf(plan)}>{plan.title}</Link>
          <small>
            {plan.kind === 'office' && plan.issuedOn && plan.documentNumber
              ? text({
                  zh: `${plan.documentNumber}，${format.longDay(plan.issuedOn)}印发，${citationOf('plan.issue').zh}`,
                  en: `${plan.documentNumber}, issued ${format.longDay(plan.issuedOn)}, ${citationOf('plan.issue').en}`,
                })
              : text(tagOf(plan).label)}
          </small>
        </li>
        {versions?.map(({ number, madeAt, madeBy, digest, planVersions }) => (
          <li key={number}>
            {text({ zh: `事项第${number}版`, en: `Version ${number} of the item` })}
            <small>
              {text({
                zh: `${format.instant(madeAt)}，${madeBy.name}；见方案第${numbers(planVersions)}版`,
                en: `${format.instant(madeAt)}, ${madeBy.name}; in version ${numbers(planVersions)} of the plan`,
              })}
              <br />
              <span className="digest">{shortDigest(digest)}</span>
            </small>
          </li>
        ))}
        {from && (
          <li>
            {text({
              zh: `市级指标${from.number}“${from.name}”`,
              en: `Municipal indicator ${from.number}, “${from.name}”`,
            })}
            <small>{text(citationOf('plan.importIndicators'))}</small>
          </li>
        )}
      </ol>
    </Panel>
  )
}
