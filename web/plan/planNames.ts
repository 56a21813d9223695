import { type Actor, divisionPosts, isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { type DivisionPlanState, divisionPlanStates } from '#domain/plan/divisionPlan.ts'
import type { ItemPage } from '#domain/plan/item.api.ts'
import { keyOfPlan, type PlanKind, type PlanState, planStates } from '#domain/plan/plan.ts'
import { type CallState, callStates } from '#domain/plan/planCall.ts'

/** The glyph of a plan's state, and its word. */
export const stateTag = (state: PlanState) =>
  ({
    stage: (
      {
        drafting: 'open',
        consulting: 'offered',
        underReview: 'submitted',
        decided: 'accepted',
        issued: 'reported',
        withdrawn: 'withdrawn',
      } as const
    )[state],
    label: planStates[state],
  }) as const

const divisionStages = { drafting: 'open', submitted: 'submitted', accepted: 'accepted' } as const
/** The glyph of the state of a division's plan, and its word. */
export const divisionStateTag = (state: DivisionPlanState) =>
  ({ stage: divisionStages[state], label: divisionPlanStates[state] }) as const

/** The glyph of what became of a task of the work plan. */
export const taskStages = { open: 'open', taken: 'accepted', linked: 'accepted', declined: 'upcoming' } as const

const callStages = { drafted: 'open', issued: 'reported', closed: 'acknowledged' } as const
/** The glyph of the state of a call for plans, and its word. */
export const callStateTag = (state: CallState) => ({ stage: callStages[state], label: callStates[state] }) as const

type PlanOfItem = ItemPage['plan']
/** The glyph and the word of the state of a plan of whichever kind. */
export const tagOf = (plan: Pick<PlanOfItem, 'kind' | 'state'>) =>
  plan.kind === 'division' ? divisionStateTag(plan.state as DivisionPlanState) : stateTag(plan.state as PlanState)

/** Where a plan of whichever kind is read. */
export const addressOf = (plan: Pick<PlanOfItem, 'kind' | 'id' | 'year'>): string =>
  plan.kind === 'division' ? `/division-plans/${plan.id}` : `/plans/${keyOfPlan({ ...plan, kind: plan.kind })}`

/** Whether whoever is signed in writes the items of this plan now. */
export const isWrittenBy = (actor: Actor, plan: PlanOfItem): boolean =>
  plan.state === 'drafting' &&
  (plan.kind === 'division'
    ? isOneOf(actor.post, divisionPosts) && actor.divisionId === plan.division.id
    : isOneOf(actor.post, performanceOffice))

/** The plan of an item among the crumbs of what lies below it. */
export const crumbOf = (plan: PlanOfItem) =>
  plan.kind === 'office' ? planCrumb(plan.year) : { label: { zh: plan.title, en: plan.title }, to: addressOf(plan) }

/** The call of a year among the crumbs of what lies below it. */
export const callCrumb = (year: number) => ({
  label: { zh: `${year}年度编制要求`, en: `Call for plans of ${year}` },
  to: `/plans/${year}/call`,
})

/** The plan of a year, or a revision of it, among the crumbs of what lies below it. */
export const officeCrumb = (plan: { readonly kind: PlanKind; readonly id: string; readonly year: number }) =>
  plan.kind === 'office'
    ? planCrumb(plan.year)
    : { label: { zh: `${plan.year}年度方案调整`, en: `Revision of the plan of ${plan.year}` }, to: addressOf(plan) }

/** The plan of a year among the crumbs of what lies below it. */
export const planCrumb = (year: number) => ({
  label: { zh: `${year}年度方案`, en: `Plan of ${year}` },
  to: `/plans/${year}`,
})
