import { refusalOf } from '#domain/kernel/lifecycle.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { type PlanState, planTransitions } from '#domain/plan/plan.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { planDueOn } from './municipalPlan.public.ts'
import { planFactsOf } from './plan.facts.ts'

type Next = 'consult' | 'submit' | 'decide' | 'issue'
const nextOf: Partial<Record<PlanState, Next>> = { underReview: 'decide', decided: 'issue' }
const from = {
  consult: { zh: '核对无须改之处', en: 'Nothing left to put right' },
  submit: { zh: '意见已处理，无须改之处', en: 'Comments dealt with, nothing left to put right' },
  decide: { zh: '办绩效办提请', en: 'Submitted by the performance office' },
  issue: { zh: '领导小组已审定', en: 'Decided by the leading group' },
} as const

/** What a plan that is not issued yet waits for, as far as the acting post may do it now: the transitions decide. */
export async function planTodos(context: Reading): Promise<Todo[]> {
  if (context.actor.post !== 'performanceOffice.head' && context.actor.post !== 'leadingGroup.head') return []
  const open = await openPlans(context)
  const todos: Todo[] = []
  for (const plan of open) {
    // whoever decides has nothing to do with a draft
    if (plan.state === 'drafting' && context.actor.post === 'leadingGroup.head') continue
    const facts = await planFactsOf(context, plan)
    const action = plan.state === 'drafting' ? (facts.isConsulted ? 'submit' : 'consult') : nextOf[plan.state]
    if (!action || refusalOf(planTransitions[action], facts, context)) continue
    todos.push({
      module: 'plan',
      id: plan.id,
      action: planTransitions[action].label,
      object: { zh: plan.title, en: plan.title },
      from: from[action],
      dueOn: await planDueOn(context, plan.year),
      basis: planTransitions[action].basis,
      link: `/plans/${plan.year}#act-${action}`,
    })
  }
  return todos
}

/** Plans on their way: one or two at a time, since each year has one. */
const openPlans = ({ tx }: Reading) =>
  tx
    .selectFrom('plan')
    .select(['plan.id', 'year', 'title', 'procedureText', 'standardsText', 'reportingText'])
    .select('plan.state')
    .where('plan.kind', '=', 'office')
    .where('plan.state', '<>', 'issued')
    .orderBy('year')
    .$castTo<OpenPlan>()
    .execute()

type OpenPlan = {
  id: string
  year: number
  title: string
  procedureText: string
  standardsText: string
  reportingText: string
  state: PlanState
}
