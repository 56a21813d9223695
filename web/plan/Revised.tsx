import { Link } from 'react-router'
import { changesInForce } from '#domain/plan/amendmentRoute.ts'
import type { Plan } from '#domain/plan/plan.api.ts'
import { type Revised, readRevised } from '#domain/plan/revision.api.ts'
import { countRevised } from '#domain/plan/revision.ts'
import { useFormat } from '#web/kernel/format.ts'
import { ChangeLine } from '#web/kernel/HistoryPanel.tsx'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { Loaded } from '#web/kernel/states.tsx'
import { PlanDiff } from './PlanDiff.tsx'

/** What a revision changes; undefined of the plan of a year, and until it is known. */
export function useRevised({ id, amendsId }: Pick<Plan, 'id' | 'amendsId'>) {
  const { language } = useLanguage()
  return useRead(readRevised, { id, language }, { enabled: amendsId !== null })
}

/** How much that is; null until it is known. */
export const revisedIn = (revised: ReturnType<typeof useRevised>): number | undefined =>
  revised.data && countRevised(revised.data)

/** Why the plan is revised, and field by field what becomes different. */
export function RevisedPanel({ plan }: { plan: Plan }) {
  const text = useText()
  const revised = useRevised(plan)
  const names =
    plan.state === 'issued'
      ? { old: { zh: '调整前', en: 'Before' }, new: { zh: '调整后', en: 'After' } }
      : { old: { zh: '现行方案', en: 'Plan in force' }, new: { zh: '调整稿', en: 'Revision' } }
  return (
    <Panel id="revised" title={{ zh: '调整内容', en: 'What is revised' }}>
      <p className="note">
        <b>{text({ zh: '调整理由：', en: 'Reason: ' })}</b>
        {plan.reason}
      </p>
      <Loaded of={revised} rows={4}>
        {(comparison) => (
          <>
            <Rewritten phases={comparison.rewritten} />
            <PlanDiff comparison={comparison} names={names} />
          </>
        )}
      </Loaded>
    </Panel>
  )
}

/** Why phases that are over are rewritten, one by one; nothing where none is. */
function Rewritten({ phases }: { phases: Revised['rewritten'] }) {
  const text = useText()
  if (phases.length === 0) return null
  return (
    <div className="note warning rewritten">
      <p>
        {text({
          zh: `改写${phases.length}个已结束的阶段：`,
          en: `Phases that are over and are rewritten: ${phases.length}`,
        })}
      </p>
      <ul>
        {phases.map(({ itemId, code, title, number, reason, byName }) => (
          <li key={`${itemId} ${number}`}>
            <span className="nw">{code}</span>{' '}
            {text({
              zh: `${title}第${number}阶段：${reason}（${byName}）`,
              en: `${title}, phase ${number}: ${reason} (${byName})`,
            })}
          </li>
        ))}
      </ul>
    </div>
  )
}

/**
 * What entered the plan in force since the revision was frozen: a decision on it does not cover that. Nothing where
 * there is none.
 */
export function AmendedMeanwhile({ plan, isShort }: { plan: Plan; isShort?: boolean }) {
  const text = useText()
  const format = useFormat()
  const since = useRevised(plan).data?.since ?? []
  if (plan.kind !== 'revision' || since.length === 0) return null
  const rows = (
    <ul>
      {since.map(({ amendmentId, itemId, route, code, title, changes, planNumber, on }) => (
        <li key={amendmentId ?? `${planNumber} ${itemId} ${route}`}>
          {format.longDay(on)}{' '}
          <Link to={amendmentId ? `/amendments/${amendmentId}` : `/items/${itemId}`}>
            <span className="nw">{code}</span> {title}
          </Link>
          {text({
            zh: `（${changesInForce[route].zh}，方案第${planNumber}版）`,
            en: ` (${changesInForce[route].en}, version ${planNumber} of the plan)`,
          })}
          {changes.map((change) => (
            <ChangeLine key={change.field} change={change} />
          ))}
        </li>
      ))}
    </ul>
  )
  if (isShort)
    return (
      <div className="note warning">
        <p>
          {text({
            zh: `审议期间方案另有${since.length}项变动，不在所审版本内，审定不及于此：`,
            en: `Amended meanwhile: ${since.length}. The version to be decided does not hold it, nor does the decision:`,
          })}
        </p>
        {rows}
      </div>
    )
  return (
    <Panel title={{ zh: '审议期间方案另有变动', en: 'Amended meanwhile' }}>
      <p className="note">
        {text({
          zh: '下列变动在调整稿冻结后纳入现行方案，不在所审版本内，继续有效。',
          en: 'These entered the plan in force after the revision was frozen; they are not in that version and stay.',
        })}
      </p>
      {rows}
    </Panel>
  )
}
