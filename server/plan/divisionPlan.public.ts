import { divisionPosts, isOneOf } from '#domain/kernel/actor.ts'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { type DivisionPlanAction, divisionPlanTransitions } from '#domain/plan/divisionPlan.ts'
import { blockingIn } from '#domain/plan/linter.ts'
import type { Reading } from '#server/kernel/routes.ts'
import * as store from './divisionPlan.store.ts'
import { notStarted } from './divisionPlanList.store.ts'
import { itemsOf } from './item.store.ts'

export { divisionPlanIsSeen } from './divisionPlan.store.ts'

const module = 'calls'

/** What the plans of the divisions wait for, as far as the acting post may do it now: the transitions decide. */
export async function divisionPlanTodos(context: Reading): Promise<Todo[]> {
  const { tx, actor, today } = context
  const isOfDivision = isOneOf(actor.post, divisionPosts)
  const mayJudge = actor.post.startsWith('performanceOffice.') || actor.post === 'leadingGroup.deputy'
  if (!isOfDivision && !mayJudge) return []
  const plans = await store.openPlans(tx, actor, today)
  const todos = await Promise.all(plans.map((plan) => todoOf(context, plan)))
  return [...(isOfDivision ? await toStart(context) : []), ...todos.flat()]
}

async function toStart({ tx, actor }: Reading): Promise<Todo[]> {
  const rows = await notStarted(tx, actor.divisionId)
  return rows.map(({ id, year, dueOn }) => ({
    ...{ module, id, dueOn, basis: divisionPlanTransitions.edit.basis, link: `/plans/${year}/call#act-start` },
    action: divisionPlanTransitions.edit.label,
    object: { zh: `本处${year}年度绩效工作方案`, en: `The division's plan of ${year}` },
    from: { zh: '编制要求已下发', en: 'The call for plans is issued' },
  }))
}

/** Drafted: to be signed off once nothing has to be put right, to be written until then. Submitted: to be accepted. */
async function todoOf(context: Reading, plan: store.DivisionPlanOf): Promise<Todo[]> {
  const faults =
    plan.state === 'drafting' && plan.divisionId === context.actor.divisionId
      ? blockingIn(await store.faultsOf(context.tx, plan, await itemsOf(context.tx, plan.id), context))
      : 0
  const may = (action: DivisionPlanAction) =>
    !refusalOf(divisionPlanTransitions[action], store.factsOf(plan, faults), context)
  const action = (['submit', 'accept'] as const).find(may) ?? (faults > 0 && may('edit') ? 'edit' : undefined)
  if (!action) return []
  const { label, basis } = divisionPlanTransitions[action]
  return [
    {
      ...{ module, id: plan.id, basis, action: label, dueOn: action === 'accept' ? null : plan.dueOn },
      object: { zh: plan.title, en: plan.title },
      from: fromOf(plan, action, faults),
      link: `/division-plans/${plan.id}#act-${action}`,
    },
  ]
}

function fromOf(plan: store.DivisionPlanOf, action: DivisionPlanAction, faults: number): Text {
  if (action === 'accept') return { zh: `${plan.divisionName.zh}报送`, en: `Submitted by ${plan.divisionName.en}` }
  if (plan.returnReason !== null)
    return { zh: `退回原因：${plan.returnReason}`, en: `Returned because: ${plan.returnReason}` }
  return faults > 0
    ? { zh: `${faults}处须改`, en: `To put right: ${faults}` }
    : { zh: '核对无须改之处', en: 'Nothing left to put right' }
}
