import { refusalOf } from '#domain/kernel/lifecycle.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { amendmentStates, amendmentTransition } from '#domain/plan/amendment.ts'
import { readingBasis, readingLabel } from '#domain/plan/amendmentReading.ts'
import { type AmendmentRoute, amendmentRoutes } from '#domain/plan/amendmentRoute.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { amendmentFacts } from './amendment.find.ts'
import * as store from './amendment.store.ts'
import { unreadBy } from './amendmentReading.store.ts'

/** Amendments wait for the leader in charge, then for the performance office; the leading group then reads them. */
export async function amendmentTodos(context: Reading): Promise<Todo[]> {
  const todos = await toRead(context)
  for (const row of await store.underWay(context.tx, context.actor)) {
    const facts = await amendmentFacts(context, row)
    // what cannot be approved any more goes back to its division
    const decision = facts.isOutdated || facts.isTakenOut ? 'return' : 'approve'
    const action = row.state === 'proposed' ? decision : 'apply'
    const transition = amendmentTransition(action, row.route)
    if (refusalOf(transition, facts, context)) continue
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

async function toRead({ tx, actor }: Reading): Promise<Todo[]> {
  return (await unreadBy(tx, actor.id)).map(({ id, route, code, title }) => {
    const { zh, en } = amendmentRoutes[route as AmendmentRoute]
    return {
      ...{ module: 'plan', id, action: readingLabel, basis: readingBasis, dueOn: null },
      object: { zh: `${zh}：${title}`, en: `${en}: ${title}` },
      from: amendmentStates.applied,
      link: `/amendments/${id}#act-read`,
      item: { code, title },
    }
  })
}
