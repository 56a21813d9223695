import { sql } from 'kysely'
import { periodText } from '#domain/calendar/periods.ts'
import { exceptionTransitions } from '#domain/collection/dueException.ts'
import { isOneOf, performanceOffice, personsOf } from '#domain/kernel/actor.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import type { Reading } from '#server/kernel/routes.ts'

/** Requests for a later day that wait for this post, but not one's own. */
export async function dueExceptionTodos({ tx, actor }: Reading): Promise<Todo[]> {
  const isOffice = isOneOf(actor.post, performanceOffice)
  if (!isOffice && actor.post !== 'leadingGroup.deputy') return []
  const rows = await tx
    .selectFrom('dueException')
    .innerJoin('division as responsible', 'responsible.id', 'dueException.responsibleDivisionId')
    .innerJoin('division as asking', 'asking.id', 'dueException.askedDivisionId')
    .select(['dueException.id', 'dueException.period', 'asking.nameZh', 'asking.nameEn'])
    .where('dueException.state', '=', 'asked')
    .where('dueException.askedBy', 'not in', personsOf(actor))
    .where(
      sql<boolean>`(responsible.houses_performance_office or asking.houses_performance_office) = ${sql.lit(!isOffice)}`,
    )
    .orderBy('dueException.askedOn')
    .orderBy('dueException.id')
    .limit(100)
    .execute()
  const { label: action, basis } = exceptionTransitions.grant
  return rows.map(({ id, period, nameZh, nameEn }) => ({
    ...{ module: 'card', id, dueOn: null, basis, action, link: `/due-exceptions/${id}#act-grant` },
    object: { zh: `${periodText(period).zh}数据的期限`, en: `Due day of the data of ${periodText(period).en}` },
    from: { zh: `${nameZh}申请`, en: `Asked for by ${nameEn}` },
  }))
}
