import type { Change } from '#domain/kernel/history.ts'
import { compareItems } from '#domain/plan/compare.ts'
import { startDivisionPlan } from '#domain/plan/divisionPlan.api.ts'
import { contentOfLastYear, startRules } from '#domain/plan/divisionPlan.ts'
import type { Entry } from '#server/kernel/history.ts'
import { type Acting, command, demand } from '#server/kernel/routes.ts'
import { find, subject } from './divisionPlan.routes.ts'
import * as write from './divisionPlanWrite.store.ts'
import { insert, itemsOf } from './item.store.ts'
import { withoutAbsent } from './itemReferences.store.ts'

export const divisionPlanStartRoutes = [
  command(
    startDivisionPlan,
    async ({ body: { year, from } }, context) => {
      const { tx, actor, record, recordMany } = context
      const { title, ...facts } = await write.startFactsOf(tx, year, actor.divisionId)
      demand(startRules, 'plan.divisionDraft', facts, context)
      const id = await write.insert(tx, { year, title, divisionId: facts.divisionId })
      const copied = from === 'lastYear' ? await copyLastYear(context, { id, year, divisionId: facts.divisionId }) : []
      await record('divisionPlan.start', subject(id), { changes: [started(title), ...taken(copied.length, year)] })
      await recordMany(copied)
      return id
    },
    find,
  ),
]

const started = (title: string): Change => ({
  field: 'title',
  name: { zh: '名称', en: 'Title' },
  old: null,
  new: title,
})
const taken = (count: number, year: number): Change[] =>
  count === 0
    ? []
    : [
        {
          field: 'items',
          name: { zh: `带入${year - 1}年的事项`, en: `Items taken over from ${year - 1}` },
          old: null,
          new: String(count),
        },
      ]

type Plan = { readonly id: string; readonly year: number; readonly divisionId: string }

/** Last year's items of the division as drafts of this year; answers what the history says of each. */
async function copyLastYear({ tx, today, pack }: Acting, plan: Plan): Promise<Entry[]> {
  for (const item of await write.itemsOfLastYear(tx, plan.year, plan.divisionId)) {
    const content = await withoutAbsent(tx, plan, contentOfLastYear(item, plan.year), today)
    await insert(tx, plan, content)
  }
  const reader = { language: 'zh' as const, dimensions: pack.dimensions }
  return (await itemsOf(tx, plan.id)).map((item) => ({
    action: 'item.create',
    subject: { kind: 'item', id: item.id },
    basis: 'plan.divisionDraft',
    changes: compareItems(undefined, item, reader),
  }))
}
