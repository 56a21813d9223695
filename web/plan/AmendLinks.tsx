import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { basisOfRoute } from '#domain/plan/amendment.ts'
import type { ItemPage } from '#domain/plan/item.api.ts'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { useSession } from '#web/kernel/session.tsx'

/** How an item of an issued plan is changed: by its division, or in persons and words by the performance office. */
export function AmendLinks({ facts: { item, plan, withdrawnOn } }: { facts: ItemPage }) {
  const { actor } = useSession()
  if (plan.kind !== 'office' || plan.state !== 'issued' || withdrawnOn !== null) return null
  const to = `/plans/${plan.year}/amendments/new?item=${item.id}`
  if (isOneOf(actor.post, performanceOffice))
    return (
      <ActionLink
        to={`${to}&route=persons`}
        label={{ zh: '更正人员和文字', en: 'Persons and words' }}
        basis={basisOfRoute.persons}
        kind="normal"
      />
    )
  const isOwn = actor.divisionId !== null && item.responsibleDivision?.id === actor.divisionId
  const isOfDivision = actor.post === 'division.head' || actor.post === 'division.officer'
  return isOwn && isOfDivision ? (
    <ActionLink to={to} label={{ zh: '提出调整', en: 'Propose a change' }} basis={basisOfRoute.item} kind="normal" />
  ) : null
}
