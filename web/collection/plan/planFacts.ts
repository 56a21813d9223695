import type { CollectionPlan } from '#domain/collection/collectionPlan.api.ts'
import type { PlanFacts, VersionFacts } from '#domain/collection/collectionPlan.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Version } from './VersionSheet.tsx'

/** What the rules of a version ask, from the plan as it was read. */
export const factsOf = (plan: CollectionPlan, { state, effectiveOn, offered }: Version): VersionFacts => ({
  isOffered: offered !== null,
  ...{ state, effectiveOn, faults: plan.faults, coordinatingDivisionId: plan.coordinatingDivision.id },
  latestOn:
    plan.versions
      .filter((version) => version.state === 'inForce')
      .map((version) => version.effectiveOn)
      .toSorted()
      .at(-1) ?? null,
})

export const draftOf = ({ versions }: CollectionPlan): Version | undefined =>
  versions.find(({ state }) => state === 'draft')

export const planFactsOf = (plan: CollectionPlan): PlanFacts => ({
  ...{ coordinatingDivisionId: plan.coordinatingDivision.id, isWithdrawn: plan.isWithdrawn },
  hasDraft: draftOf(plan) !== undefined,
})

/** The version that holds on a day. */
export const holdingOn = ({ versions }: CollectionPlan, day: string): Version | undefined =>
  versions
    .filter(({ state, effectiveOn }) => state === 'inForce' && effectiveOn <= day)
    .toSorted((a, b) => b.effectiveOn.localeCompare(a.effectiveOn) || b.number - a.number)[0]

/** What a colleague would say of it. */
export function sentenceOf(plan: CollectionPlan, day: string): Text {
  const holding = holdingOn(plan, day)
  const { responsibleDivision, coordinatingDivision, collectingUnit } = plan
  const unit = (holding ? holding.collectingUnit : collectingUnit)?.name
  const by = {
    zh: `${responsibleDivision.name.zh}填报，${coordinatingDivision.name.zh}协调${unit ? `，报${unit.zh}` : ''}。`,
    en: `Reported by ${responsibleDivision.name.en}, coordinated by ${coordinatingDivision.name.en}${unit ? `, for ${unit.en}` : ''}.`,
  }
  const plans = holding
    ? { zh: `现按第${holding.number}版收集。`, en: ` Version ${holding.number} holds now.` }
    : { zh: '还没有生效的计划，按默认表式收集。', en: ' No plan is in force: the default form is asked.' }
  return { zh: by.zh + plans.zh, en: by.en + plans.en }
}
