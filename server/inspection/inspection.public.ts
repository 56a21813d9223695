import { sql } from 'kysely'
import type { Outcome } from '#domain/inspection/check.ts'
import { openConformityStates } from '#domain/inspection/conformity.ts'
import { openInspectionStates } from '#domain/inspection/inspection.ts'
import { openSelfCheckStates, type SampleTally } from '#domain/inspection/selfCheck.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Reading } from '#server/kernel/routes.ts'
import {
  conformitiesToRun,
  evidenceToGive,
  inspectionsOfDivision,
  inspectionsToRun,
  materialsToHandIn,
  ordersToDraft,
  samplesToJudge,
} from './todos.store.ts'

export { inspectionIsSeen } from './inspection.store.ts'

/** What checks, verifications and self-checks ask of this post. */
export async function inspectionTodos(context: Reading): Promise<Todo[]> {
  const sources = [
    ...[inspectionsToRun, inspectionsOfDivision, conformitiesToRun, materialsToHandIn],
    ...[samplesToJudge, evidenceToGive, ordersToDraft],
  ]
  const lists = await Promise.all(sources.map((source) => source(context)))
  return lists.flat()
}

/** What is open today, for the board. */
export async function openChecks(tx: Tx) {
  const count = (table: 'inspection' | 'conformity' | 'selfCheck', states: readonly string[]) =>
    tx
      .selectFrom(table)
      .select(sql<number>`count(*)::int`.as('count'))
      .where('state', 'in', [...states])
      .executeTakeFirstOrThrow()
  const inspections = await count('inspection', openInspectionStates)
  const conformities = await count('conformity', openConformityStates)
  const selfChecks = await count('selfCheck', openSelfCheckStates)
  return { inspections: inspections.count, conformities: conformities.count, selfChecks: selfChecks.count }
}

/** A period: both days are in it. */
type Span = { readonly from: string; readonly to: string }

export type ConcludedChecks = {
  readonly inspections: readonly { id: string; kind: string; title: string; result: string; concludedOn: string }[]
  /** Of those inspections, how many findings led to what. */
  readonly findings: readonly { outcome: Outcome; count: number }[]
  readonly conformities: readonly { id: string; title: string; result: string; closedOn: string }[]
  readonly selfChecks: readonly ({ id: string; title: string; concludedOn: string } & SampleTally)[]
}

/** What was concluded in a period, for the bulletin: set-based, four statements whatever their number. */
export async function concludedChecks(tx: Tx, { from, to }: Span): Promise<ConcludedChecks> {
  const inspections = await tx
    .selectFrom('inspection')
    .select(['id', 'kind', 'title', sql<string>`result`.as('result'), sql<string>`concluded_on`.as('concludedOn')])
    .where('state', '=', 'concluded')
    .where('concludedOn', '>=', from)
    .where('concludedOn', '<=', to)
    .orderBy('concludedOn')
    .orderBy('id')
    .execute()
  const findings = await tx
    .selectFrom('inspectionFinding as finding')
    .innerJoin('inspectionParty as party', 'party.id', 'finding.partyId')
    .innerJoin('inspection', 'inspection.id', 'party.inspectionId')
    .select([sql<Outcome>`finding.outcome`.as('outcome'), sql<number>`count(*)::int`.as('count')])
    .where('inspection.concludedOn', '>=', from)
    .where('inspection.concludedOn', '<=', to)
    .where('finding.outcome', 'is not', null)
    .groupBy('finding.outcome')
    .orderBy('finding.outcome')
    .execute()
  const conformities = await tx
    .selectFrom('conformity')
    .select(['id', 'title', sql<string>`result`.as('result'), sql<string>`closed_on`.as('closedOn')])
    .where('state', '=', 'closed')
    .where('closedOn', '>=', from)
    .where('closedOn', '<=', to)
    .orderBy('closedOn')
    .orderBy('id')
    .execute()
  return { inspections, findings, conformities, selfChecks: await concludedSamples(tx, { from, to }) }
}

const concludedSamples = (tx: Tx, { from, to }: Span) =>
  tx
    .selectFrom('selfCheck')
    .innerJoin('selfCheckValue as sampled', 'sampled.selfCheckId', 'selfCheck.id')
    .select(['selfCheck.id', 'selfCheck.title', sql<string>`self_check.concluded_on`.as('concludedOn')])
    .select(['selfCheck.population', 'selfCheck.size as drawn'])
    .select([
      sql<number>`count(sampled.judgement)::int`.as('judged'),
      sql<number>`(count(*) filter (where sampled.judgement = 'inconsistent'))::int`.as('inconsistent'),
      sql<number>`(count(*) filter (where sampled.judgement = 'notProvable'))::int`.as('notProvable'),
    ])
    .where('selfCheck.state', '=', 'concluded')
    .where('selfCheck.concludedOn', '>=', from)
    .where('selfCheck.concludedOn', '<=', to)
    .groupBy('selfCheck.id')
    .orderBy('selfCheck.concludedOn')
    .orderBy('selfCheck.id')
    .execute()
