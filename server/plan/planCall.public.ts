import { refusalOf } from '#domain/kernel/lifecycle.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { type CallAction, callDueOn, callTransitions } from '#domain/plan/planCall.ts'
import { recordMany } from '#server/kernel/history.ts'
import type { Reading } from '#server/kernel/routes.ts'
import type { Sweep } from '#server/kernel/sweep.ts'
import * as store from './planCall.store.ts'

const from = {
  issue: { zh: '正文已拟好', en: 'Its text is written' },
  incorporate: { zh: '办绩效办已下发', en: 'Issued by the performance office' },
  close: { zh: '各处方案都已接收', en: 'All plans of the divisions are accepted' },
} as const satisfies Partial<Record<CallAction, unknown>>

/** What a call waits for, as far as the acting post may do it now: the transitions decide. */
export async function callTodos(context: Reading): Promise<Todo[]> {
  const { tx, actor } = context
  const calls = await store.open(tx, actor)
  return calls.flatMap((call) => {
    const may = (action: keyof typeof from) => !refusalOf(callTransitions[action], store.factsOf(call), context)
    const actions = (Object.keys(from) as (keyof typeof from)[])
      .filter(may)
      // a call under which nobody was called waits for nothing
      .filter((action) => action !== 'close' || call.divisions > 0)
    return actions.map((action) => ({
      module: 'calls',
      id: call.id,
      action: callTransitions[action].label,
      object: { zh: call.title, en: call.title },
      from: from[action],
      dueOn: null,
      basis: callTransitions[action].basis,
      link: `/plans/${call.year}/call#act-${action}`,
    }))
  })
}

/** Gives a call its due day once the official list that it awaited is there. */
export const sweepCalls: Sweep = async (tx, clock, { holidays }) => {
  for (const { id, issuedOn, workingDays } of await store.awaiting(tx)) {
    const dueOn = callDueOn(issuedOn, workingDays, holidays)
    if (dueOn === null) continue
    await store.fillDueDay(tx, id, dueOn)
    await recordMany(tx, null, clock, [
      { action: 'call.setDay', subject: { kind: 'planCall', id }, basis: 'plan.call' },
    ])
  }
}
