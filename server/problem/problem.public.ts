import { divisionPosts, isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { problemTransitions } from '#domain/problem/problem.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { waiting } from './problem.store.ts'

export { problemIsSeen } from './problem.store.ts'

/** A problem waits for the performance office to name an owner, then for the owner to solve it. */
export async function problemTodos(context: Reading): Promise<Todo[]> {
  const { tx, actor } = context
  if (isOneOf(actor.post, performanceOffice)) return (await waiting(tx, actor, 'office')).map(todoOf('own'))
  if (!isOneOf(actor.post, divisionPosts) || actor.divisionId === null) return []
  const rows = await waiting(tx, actor, 'owner')
  return rows.filter((row) => !refusalOf(problemTransitions.solve, row, context)).map(todoOf('solve'))
}

type Row = Awaited<ReturnType<typeof waiting>>[number]

const todoOf =
  (action: 'own' | 'solve') =>
  ({ id, title, raiser, code, itemTitle }: Row): Todo => ({
    ...{ module: 'problem', id, action: problemTransitions[action].label, basis: problemTransitions[action].basis },
    ...{ object: { zh: title, en: title }, from: { zh: raiser, en: raiser }, dueOn: null },
    link: `/problems/${id}#act-${action}`,
    ...(code !== null && itemTitle !== null ? { item: { code, title: itemTitle } } : {}),
  })
