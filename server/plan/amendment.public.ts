import { refusalOf } from '#domain/kernel/lifecycle.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { amendmentRoutes, amendmentStates, amendmentTransition } from '#domain/plan/amendment.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { amendmentFacts } from './amendment.find.ts'
import * as store from './amendment.store.ts'

/** Amendments wait for the leader in charge, then for the performance office. */
export async function amendmentTodos(context: Reading): Promise<Todo[]> {
  const todos: Todo[] = []
  for (const row of await store.underWay(context.tx, context.actor)) {
    const action = row.state === 'proposed' ? 'approve' : 'apply'
    const transition = amendmentTransition(action, row.route)
    if (refusalOf(transition, await amendmentFacts(context, row), context)) continue
    const { code, title } = row.content
    todos.push({
      ...{ module: 'plan', id: row.id, action: transition.label, basis: transition.basis, dueOn: null },
      object: { zh: `${amendmentRoutes[row.route].zh}：${title}`, en: `${amendmentRoutes[row.route].en}: ${title}` },
      from: amendmentStates[row.state],
      link: `/amendments/${row.id}#act-${action}`,
      item: { code, title },
    })
  }
  return todos
}
