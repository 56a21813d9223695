import { sql } from 'kysely'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { refusalOf, refusalOfScope } from '#domain/kernel/lifecycle.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { allotIndicator } from '#domain/plan/municipalPlan.api.ts'
import { sending } from '#domain/plan/municipalPlan.ts'
import type { PlanState } from '#domain/plan/plan.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { toCityDueOn } from './municipalPlan.store.ts'

/** What the city's tables wait for: rows nobody has taken, and the office's plan that has not gone to the city. */
export async function municipalTodos(context: Reading): Promise<Todo[]> {
  if (!isOneOf(context.actor.post, performanceOffice)) return []
  return (await citiesOf(context)).flatMap((city) => todosOf(context, city))
}

/** The tables of years that are not closed, one or two at a time. */
const citiesOf = ({ tx }: Reading) =>
  tx
    .selectFrom('municipalPlan as city')
    .innerJoin('performanceYear', 'performanceYear.year', 'city.year')
    .leftJoin('plan', (join) => join.onRef('plan.year', '=', 'city.year').on('plan.kind', '=', 'office'))
    .select(['city.id', 'city.year', 'city.issuedOn', sql<PlanState | null>`plan.state`.as('planState')])
    .select(
      sql<number>`(select count(*)::int from municipal_indicator one where one.municipal_plan_id = city.id
        and withdrawn_on is null and one.responsible_division_id is null and not_applicable_reason is null)`.as('open'),
    )
    .select(sql<number>`(select count(*)::int from municipal_sending where municipal_plan_id = city.id)`.as('sent'))
    .where('performanceYear.state', '<>', 'closed')
    .orderBy('city.year')
    .execute()
type City = Awaited<ReturnType<typeof citiesOf>>[number]

function todosOf(context: Reading, { id, year, issuedOn, planState, open, sent }: City): Todo[] {
  const base = { module: 'plan', id, dueOn: toCityDueOn(issuedOn, context) }
  const link = (act: string) => `/plans/${year}/municipal#act-${act}`
  const todos: Todo[] = []
  if (open > 0 && !refusalOfScope(allotIndicator.basis, context))
    todos.push({
      ...{ ...base, basis: allotIndicator.basis, link: link('allot'), action: allotIndicator.summary },
      object: { zh: `${year}年度市级指标`, en: `The city's indicators of ${year}` },
      from: { zh: `${open}项没有分解`, en: `Not allotted: ${open}` },
    })
  if (sent === 0 && !refusalOf(sending, { state: planState ?? 'none', sent, note: '' }, context))
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
