import { draftNotice } from '#domain/document/documentDraft.api.ts'
import { isOneOf, officeLeaders } from '#domain/kernel/actor.ts'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { endStates, keyOfPlan, type PlanState, planTransitions } from '#domain/plan/plan.ts'
import { revisionTitle } from '#domain/plan/revisionTitle.ts'
import { noticeOf } from '#server/document/officialDocument.public.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { planDueOn } from './municipalPlan.public.ts'
import { blockingFaultsOf, planFactsOf } from './plan.facts.ts'

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
  if (context.actor.post !== 'performanceOffice.head' && !isOneOf(context.actor.post, officeLeaders)) return []
  const open = await openPlans(context)
  const todos: Todo[] = []
  for (const plan of open) {
    // whoever decides has nothing to do with a draft
    if (plan.state === 'drafting' && isOneOf(context.actor.post, officeLeaders)) continue
    const facts = await planFactsOf(context, plan)
    if (plan.state === 'decided' && !facts.isNoticeSigned) {
      const { hasNotice } = await noticeOf(context.tx, plan.id)
      if (!hasNotice && context.actor.post === 'performanceOffice.head') todos.push(noticeToDraft(plan))
      continue
    }
    const action = plan.state === 'drafting' ? (facts.isConsulted ? 'submit' : 'consult') : nextOf[plan.state]
    if (!action || refusalOf(planTransitions[action], { ...facts, blockingFaults: 0 }, context)) continue
    // the linter reads every item: it is asked where nothing else stands in the way
    if (plan.state === 'drafting' && (await blockingFaultsOf(context, plan)) > 0) continue
    todos.push({
      module: 'plan',
      id: plan.id,
      action: planTransitions[action].label,
      object: revisionTitle(plan.title),
      from: from[action],
      dueOn: plan.amendsId === null ? await planDueOn(context, plan.year) : null,
      basis: planTransitions[action].basis,
      link: `/plans/${keyOf(plan)}#act-${action}`,
    })
  }
  return todos
}

const keyOf = ({ id, year, amendsId }: OpenPlan): string =>
  keyOfPlan({ id, year, kind: amendsId === null ? 'office' : 'revision' })

const noticeToDraft = ({ id, title, ...plan }: OpenPlan): Todo => ({
  ...{ module: 'plan', id, action: draftNotice.summary, object: { zh: title, en: title }, from: from.issue },
  ...{ dueOn: null, basis: draftNotice.basis ?? '', link: `/plans/${keyOf({ id, title, ...plan })}#act-notice` },
})

/** Plans on their way: one or two at a time, since each year has one. */
const openPlans = ({ tx }: Reading) =>
  tx
    .selectFrom('plan')
    .select(['plan.id', 'year', 'title', 'procedureText', 'standardsText', 'reportingText'])
    .select(['plan.state', 'plan.amendsId'])
    .where('plan.kind', '<>', 'division')
    .where('plan.state', 'not in', endStates)
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
  amendsId: string | null
  state: PlanState
}
