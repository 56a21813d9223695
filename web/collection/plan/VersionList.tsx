import { Link } from 'react-router'
import type { CollectionPlan } from '#domain/collection/collectionPlan.api.ts'
import { versionStates } from '#domain/collection/collectionPlan.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { holdingOn } from './planFacts.ts'
import { versionName } from './VersionComparison.tsx'
import type { Version } from './VersionSheet.tsx'

type Props = { readonly plan: CollectionPlan; readonly shown: Version | undefined }

/** The versions of a plan, the newest first; the one on the screen is marked. */
export function VersionList({ plan, shown }: Props) {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  const holding = holdingOn(plan, today)
  return (
    <Panel title={{ zh: '版本', en: 'Versions' }}>
      <ol className="plan-versions">
        {plan.versions.map((version) => {
          const { id, number, state, effectiveOn, duties } = version
          const words = id === holding?.id ? { zh: '现行', en: 'holds now' } : versionStates[state]
          return (
            <li key={id}>
              <Link
                to={`?version=${number}`}
                replace
                {...(id === shown?.id ? { 'aria-current': 'true' as const } : {})}
              >
                {text(versionName(number))}
              </Link>
              <span>{text(words)}</span>
              <span className="sub">
                {text({ zh: `自${format.longDay(effectiveOn)}起`, en: `from ${format.longDay(effectiveOn)}` })}
                {duties > 0 && text({ zh: `，${duties}期数据`, en: `, ${duties} figure(s)` })}
              </span>
            </li>
          )
        })}
      </ol>
    </Panel>
  )
}
