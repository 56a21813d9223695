import { isOneOf } from '#domain/kernel/actor.ts'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { keyOfPlan } from '#domain/plan/plan.ts'
import { groupPosts, reviewModes, reviewTransitions } from '#domain/plan/review.ts'
import { revisionTitle } from '#domain/plan/revisionTitle.ts'
import type { Reading } from '#server/kernel/routes.ts'
import * as store from './review.store.ts'
import { askedAs } from './reviewWrite.store.ts'

const keyOf = ({ planId, year, kind }: store.ReviewRow) => keyOfPlan({ id: planId, year, kind })

/** What the leading group still has to say. Whoever decides says it by deciding. */
export async function reviewTodos(context: Reading): Promise<Todo[]> {
  const { tx, actor } = context
  if (!isOneOf(actor.post, groupPosts)) return []
  const todos: Todo[] = []
  const { opine } = reviewTransitions
  for (const review of await store.openOnes(tx, actor)) {
    if (review.entrustedTo === actor.id || refusalOf(opine, store.factsOf(review), context)) continue
    const own = await store.opinionOf(tx, review.id, askedAs(actor))
    if (own?.opinion) continue
    todos.push({
      ...{ module: 'plan', id: review.id, basis: opine.basis, link: `/plans/${keyOf(review)}#act-opine` },
      action: opine.label,
      object: revisionTitle(review.title),
      from: reviewModes[review.mode],
      dueOn: review.dueOn,
    })
  }
  return todos
}
