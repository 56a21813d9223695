import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { refusalOf, refusalOfScope } from '#domain/kernel/lifecycle.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { allotIndicator } from '#domain/plan/municipalPlan.api.ts'
import { isOpenRow, sending } from '#domain/plan/municipalPlan.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { findOfYear, toCityDueOn } from './municipalPlan.store.ts'

/** What the city's tables wait for: rows nobody has taken, and the office's plan that has not gone to the city. */
export async function municipalTodos(context: Reading): Promise<Todo[]> {
  const { tx, actor } = context
  if (!isOneOf(actor.post, performanceOffice)) return []
  const cities = await tx
    .selectFrom('municipalPlan')
    .innerJoin('performanceYear', 'performanceYear.year', 'municipalPlan.year')
    .select('municipalPlan.year')
    .where('performanceYear.state', '<>', 'closed')
    .orderBy('municipalPlan.year')
    .execute()
  const todos: Todo[] = []
  for (const { year } of cities) todos.push(...(await ofYear(context, year)))
  return todos
}

async function ofYear(context: Reading, year: number): Promise<Todo[]> {
  const city = await findOfYear(context, year)
  const open = city.rows.filter(isOpenRow).length
  const object = { zh: `${year}年度市级指标`, en: `The city's indicators of ${year}` }
  const base = { module: 'plan', id: city.id, dueOn: city.toCityDueOn }
  const link = (act: string) => `/plans/${year}/municipal#act-${act}`
  const todos: Todo[] = []
  if (open > 0 && !refusalOfScope(allotIndicator.basis, context))
    todos.push({
      ...{ ...base, object, basis: allotIndicator.basis, link: link('allot'), action: allotIndicator.summary },
      from: { zh: `${open}项没有分解`, en: `Not allotted: ${open}` },
    })
  const facts = { state: city.plan?.state ?? ('none' as const), sent: city.sendings.length, note: '' }
  if (city.sendings.length === 0 && !refusalOf(sending, facts, context))
    todos.push({
      ...{ ...base, basis: sending.basis, link: link('send'), action: sending.label },
      object: { zh: `${year}年度绩效工作方案`, en: `Yearly plan of ${year}` },
      from: { zh: '方案已印发，没有报送记录', en: 'The plan is issued and was not recorded as sent' },
    })
  return todos
}

/** By when the plan of a year has to be with the city; null where the city's table is not there or a list is awaited. */
export async function planDueOn(context: Reading, year: number): Promise<string | null> {
  const city = await context.tx
    .selectFrom('municipalPlan')
    .select('issuedOn')
    .where('year', '=', year)
    .executeTakeFirst()
  return city ? toCityDueOn(city.issuedOn, context) : null
}
