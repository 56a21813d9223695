import { sql } from 'kysely'
import { type ConformityResult, conformityResults as names } from '#domain/inspection/conformity.ts'
import type { Tx } from '#server/kernel/db.ts'

/** Results of the city's verifications of years that go on, for the briefing of the leading group. */
export async function conformityResults(tx: Tx) {
  const rows = await tx
    .selectFrom('conformity')
    .innerJoin('performanceYear', 'performanceYear.year', 'conformity.year')
    .select(['conformity.id', 'conformity.title', sql<ConformityResult>`conformity.result`.as('result')])
    .select(sql<string>`conformity.result_on`.as('on'))
    .where('conformity.state', 'in', ['resulted', 'closed'])
    .where('performanceYear.state', '<>', 'closed')
    .orderBy('conformity.resultOn')
    .orderBy('conformity.id')
    .execute()
  return rows.map(({ id, title, result, on }) => ({
    ...{ id, on, title: `${title}（${names[result].zh}）`, link: `/conformities/${id}` },
  }))
}
