import { divisionPosts, isOneOf } from '#domain/kernel/actor.ts'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import { joinTexts } from '#domain/kernel/text.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { urgedWords } from '#domain/kernel/urge.ts'
import { amendmentStates, amendmentTransition } from '#domain/plan/amendment.ts'
import { answerBasis, answerLabel, receiveBasis, receiveLabel } from '#domain/plan/amendmentOpinion.ts'
import { readingBasis, readingLabel } from '#domain/plan/amendmentReading.ts'
import { type AmendmentRoute, amendmentRoutes } from '#domain/plan/amendmentRoute.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { amendmentFacts } from './amendment.find.ts'
import * as store from './amendment.store.ts'
import { unansweredBy, unreceivedBy } from './amendmentBeside.store.ts'
import { unreadBy } from './amendmentReading.store.ts'

export { amendmentIsSeen } from './amendment.store.ts'

/**
 * Amendments wait for the leader in charge and the divisions that are asked, then for the performance office; the leading
 * group and the divisions are then told.
 */
export async function amendmentTodos(context: Reading): Promise<Todo[]> {
  const todos = [...(await toRead(context)), ...(await ofDivision(context))]
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

type Named = {
  readonly id: string
  readonly route: string
  readonly code: string
  readonly title: string
  readonly urges?: number
}
type Act = Pick<Todo, 'action' | 'basis' | 'from'> & { readonly anchor: string }

const todoOf =
  ({ anchor, ...act }: Act) =>
  ({ id, route, code, title, urges = 0 }: Named): Todo => {
    const { zh, en } = amendmentRoutes[route as AmendmentRoute]
    return {
      ...{ module: 'plan', id, dueOn: null, ...act },
      from: joinTexts([act.from, ...urgedWords(urges)], '；', '; '),
      object: { zh: `${zh}：${title}`, en: `${en}: ${title}` },
      link: `/amendments/${id}#${anchor}`,
      item: { code, title },
    }
  }

async function toRead({ tx, actor }: Reading): Promise<Todo[]> {
  const act = { action: readingLabel, basis: readingBasis, from: amendmentStates.applied, anchor: 'act-read' }
  return (await unreadBy(tx, actor.id)).map(todoOf(act))
}

/** What a division is asked by its head, and of what its head and officers acknowledge to be told. */
async function ofDivision({ tx, actor }: Reading): Promise<Todo[]> {
  if (actor.divisionId === null || !isOneOf(actor.post, divisionPosts)) return []
  const answer = { action: answerLabel, basis: answerBasis, from: amendmentStates.proposed, anchor: 'act-answer' }
  const receive = { action: receiveLabel, basis: receiveBasis, from: amendmentStates.applied, anchor: 'act-receive' }
  const asked = actor.post === 'division.head' ? await unansweredBy(tx, actor) : []
  return [...asked.map(todoOf(answer)), ...(await unreceivedBy(tx, actor)).map(todoOf(receive))]
}
