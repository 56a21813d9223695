import { versionTransitions } from '#domain/collection/collectionPlan.ts'
import { templateTransitions } from '#domain/collection/unitTemplate.ts'
import { personsOf } from '#domain/kernel/actor.ts'
import { refusalOfScope } from '#domain/kernel/lifecycle.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Reading } from '#server/kernel/routes.ts'

/** Drafts of collection plans and of units' own forms that were laid before the head of this post's division. */
export async function offeredTodos(context: Reading): Promise<Todo[]> {
  const { tx, actor } = context
  if (actor.post !== 'division.head' || actor.divisionId === null) return []
  const { divisionId } = actor
  const mayForce = ({ basis }: { readonly basis: string }) => !refusalOfScope(basis, context)
  return [
    ...(mayForce(versionTransitions.force) ? await plansFor(tx, divisionId) : []),
    ...(mayForce(templateTransitions.force) ? await templatesFor(tx, divisionId, personsOf(actor)) : []),
  ]
}

const sentBy = (name: string) => ({ zh: `${name}送审`, en: `Sent by ${name}` })

async function plansFor(tx: Tx, divisionId: string): Promise<Todo[]> {
  const rows = await tx
    .selectFrom('collectionVersion as of')
    .innerJoin('indicator', 'indicator.id', 'of.indicatorId')
    .innerJoin('item', 'item.id', 'indicator.itemId')
    .innerJoin('person as offerer', 'offerer.id', 'of.offeredBy')
    .select(['of.id', 'of.number', 'of.indicatorId', 'indicator.name', 'item.code', 'item.title'])
    .select('offerer.name as offererName')
    .where('of.state', '=', 'draft')
    .where('item.coordinatingDivisionId', '=', divisionId)
    .where('item.withdrawnOn', 'is', null)
    .where('indicator.withdrawnOn', 'is', null)
    .orderBy('of.offeredAt')
    .orderBy('of.id')
    .limit(100)
    .execute()
  const { label: action, basis } = versionTransitions.force
  return rows.map(({ id, number, indicatorId, name, code, title, offererName }) => ({
    ...{ module: 'collection', id, action, basis, dueOn: null, link: `/collection-plans/${indicatorId}#act-force` },
    object: { zh: `${name}的收集报送工作计划第${number}版`, en: `Collection plan of ${name}, version ${number}` },
    from: sentBy(offererName),
    item: { code, title },
  }))
}

/** Whoever mapped the form does not put it in force: it is no to-do of his. */
async function templatesFor(tx: Tx, divisionId: string, persons: readonly string[]): Promise<Todo[]> {
  const rows = await tx
    .selectFrom('unitTemplateVersion as of')
    .innerJoin('unitTemplate', 'unitTemplate.id', 'of.templateId')
    .innerJoin('person as offerer', 'offerer.id', 'of.offeredBy')
    .select(['of.id', 'of.number', 'of.templateId', 'unitTemplate.name', 'offerer.name as offererName'])
    .where('of.state', '=', 'drafted')
    .where('unitTemplate.coordinatingDivisionId', '=', divisionId)
    .where('of.changedBy', 'not in', [...persons])
    .where((eb) => eb.or([eb('of.changedFor', 'is', null), eb('of.changedFor', 'not in', [...persons])]))
    .orderBy('of.offeredAt')
    .orderBy('of.id')
    .limit(100)
    .execute()
  const { label: action, basis } = templateTransitions.force
  return rows.map(({ id, number, templateId, name, offererName }) => ({
    ...{ module: 'reports', id, action, basis, dueOn: null, link: `/unit-templates/${templateId}#act-force` },
    object: { zh: `${name}第${number}版`, en: `${name}, version ${number}` },
    from: sentBy(offererName),
  }))
}
