import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { leftKinds } from '#domain/organization/leftMatter.ts'
import { basisOfRoute } from '#domain/plan/amendment.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { itemsWithoutHolder } from '#server/plan/openItems.public.ts'
import { openLeft } from './leftMatter.store.ts'

const module = 'organization'

/** What the organization's changes leave in the plan in force for the performance office to settle. */
export async function successionTodos(context: Reading): Promise<Todo[]> {
  if (!isOneOf(context.actor.post, performanceOffice)) return []
  return [...(await left(context)), ...(await withoutHolder(context))]
}

async function left({ tx }: Reading): Promise<Todo[]> {
  const rows = await openLeft(tx)
  return rows.map(({ id, reorganisationId, kind, code, title, division: { zh, en } }) => ({
    ...{ module, id, basis: 'organization.reorganisation', dueOn: null },
    action: kind === 'sameDivision' ? settleDivision : settlePlan,
    object: { zh: title, en: title },
    from: { zh: `${leftKinds[kind].zh}：${zh}`, en: `${leftKinds[kind].en}: ${en}` },
    link: `/organization/reorganisation/${reorganisationId}#left-${id}`,
    ...(kind === 'sameDivision' ? { item: { code, title } } : {}),
  }))
}

const settleDivision = { zh: '处理协调处', en: 'Settle the coordinating division' }
const settlePlan = { zh: '处理遗留方案', en: 'Settle the plan that was left' }

/** The person named has left every post: somebody else has to be named. */
async function withoutHolder({ tx, today }: Reading): Promise<Todo[]> {
  const rows = await itemsWithoutHolder(tx, today)
  return rows.map(({ id, year, code, title, personName }) => ({
    ...{ module, id, basis: basisOfRoute.persons, dueOn: null },
    action: { zh: '更换主要责任人', en: 'Name another main responsible person' },
    object: { zh: title, en: title },
    from: { zh: `${personName}已没有岗位`, en: `${personName} holds no post any more` },
    link: `/plans/${year}/amendments/new?item=${id}&route=persons`,
    item: { code, title },
  }))
}
