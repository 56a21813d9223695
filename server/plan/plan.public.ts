import { refusalOf } from '#domain/kernel/lifecycle.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { blockingIn, lintPlan } from '#domain/plan/linter.ts'
import { type PlanState, planTransitions } from '#domain/plan/plan.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { itemsOf } from './item.store.ts'
import { lintFactsOf } from './lintFacts.store.ts'

type Next = 'submit' | 'decide' | 'issue'
const nextOf: Partial<Record<PlanState, Next>> = { drafting: 'submit', underReview: 'decide', decided: 'issue' }
const from = {
  submit: { zh: '核对无须改之处', en: 'Nothing left to put right' },
  decide: { zh: '办绩效办提请', en: 'Submitted by the performance office' },
  issue: { zh: '领导小组已审定', en: 'Decided by the leading group' },
} as const

/** What a plan that is not issued yet waits for, as far as the acting post may do it now: the transitions decide. */
export async function planTodos(context: Reading): Promise<Todo[]> {
  if (context.actor.post !== 'performanceOffice.head' && context.actor.post !== 'leadingGroup.head') return []
  const open = await openPlans(context)
  const todos: Todo[] = []
  for (const plan of open) {
    const action = nextOf[plan.state]
    const blockingFaults = plan.state === 'drafting' ? await blockingFaultsOf(context, plan) : 0
    const facts = { state: plan.state, blockingFaults, submittedBy: plan.submittedBy }
    if (!action || refusalOf(planTransitions[action], facts, context)) continue
    todos.push({
      module: 'plan',
      id: plan.id,
      action: planTransitions[action].label,
      object: { zh: plan.title, en: plan.title },
      from: from[action],
      dueOn: null,
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
    .leftJoin('planVersion', (join) =>
      join.onRef('planVersion.planId', '=', 'plan.id').on('planVersion.number', '=', (eb) =>
        eb
          .selectFrom('planVersion as last')
          .select((of) => of.fn.max('last.number').as('number'))
          .whereRef('last.planId', '=', 'plan.id'),
      ),
    )
    .select(['plan.id', 'year', 'title', 'procedureText', 'standardsText', 'reportingText'])
    .select('planVersion.madeBy as submittedBy')
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
  submittedBy: string | null
}

async function blockingFaultsOf(context: Reading, plan: OpenPlan): Promise<number> {
  const { tx, actor } = context
  if (actor.post !== 'performanceOffice.head') return 0
  const items = await itemsOf(tx, plan.id)
  return blockingIn(lintPlan({ ...plan, items }, await lintFactsOf(tx, plan.year, context)))
}
