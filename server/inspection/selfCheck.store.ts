import { sql, type Updateable } from 'kysely'
import { z } from 'zod'
import type { listSelfChecks, SampledValue, SelfCheck, SelfCheckRow } from '#domain/inspection/selfCheck.api.ts'
import type { SampleMethod, SelfCheckFacts, SelfCheckState } from '#domain/inspection/selfCheck.ts'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import { id, instant } from '#domain/kernel/endpoint.ts'
import { cursorAt, instantForCursor, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { SelfCheck as Row, SelfCheckValue as ValueRow } from '#server/kernel/db.types.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { divisionOf, filesOf, instantOf, isOwnDivision, namedOf, personOf, unlessAll } from './check.store.ts'
import type { Drawn, SampleScope } from './sample.store.ts'

const Place = z.tuple([instant, id])

/** Own values: a responsible division's once evidence was asked for, a coordinating division's with the result. */
const mine = (actor: Actor) =>
  unlessAll(
    actor,
    sql<boolean>`((self_check.evidence_by is not null or self_check.state = 'concluded')
        and ${isOwnDivision(actor, 'sampled.responsibleDivisionId')}
      or self_check.state = 'concluded' and ${isOwnDivision(actor, 'sampled.coordinatingDivisionId')})`,
  )
/** What was judged is told with the result. */
const isTold = (actor: Actor) => unlessAll(actor, sql<boolean>`self_check.state = 'concluded'`)

/** The steering posts see every self-check; a division those in which values of its own were drawn. */
export const visible = (tx: Tx, actor: Actor) =>
  tx.selectFrom('selfCheck').$if(!seesEverything(actor), (q) =>
    q.where(
      sql<boolean>`exists (select from self_check_value as sampled
        where sampled.self_check_id = self_check.id and ${mine(actor)})`,
    ),
  )

/** Counts of the whole sample, for whoever sees anything of it: no division is named. */
const tally = (actor: Actor) =>
  sql<SelfCheckRow['tally']>`(select json_build_object('population', self_check.population, 'drawn', self_check.size,
      'judged', count(*) filter (where judgement is not null and ${isTold(actor)}),
      'inconsistent', count(*) filter (where judgement = 'inconsistent' and ${isTold(actor)}),
      'notProvable', count(*) filter (where judgement = 'notProvable' and ${isTold(actor)}))
    from self_check_value as sampled where sampled.self_check_id = self_check.id)`

const head = (tx: Tx, actor: Actor) =>
  visible(tx, actor)
    .select(['selfCheck.id', 'selfCheck.version', 'selfCheck.year', 'selfCheck.title', 'selfCheck.periods'])
    .select(['selfCheck.drawnAt', 'selfCheck.evidenceBy', 'selfCheck.concludedOn'])
    .select([sql<SelfCheckState>`self_check.state`.as('state'), tally(actor).as('tally')])

const values = (actor: Actor) =>
  sql<SampledValue[]>`coalesce((select json_agg(json_build_object('id', sampled.id, 'number', sampled.number,
    'hash', sampled.hash, 'submissionId', sampled.submission_id, 'dutyId', sampled.duty_id,
    'responsibleDivision', ${divisionOf('sampled.responsibleDivisionId')},
    'coordinatingDivision', ${divisionOf('sampled.coordinatingDivisionId')},
    'heirId', heir_of(sampled.responsible_division_id), 'forHouse', sampled.for_house,
    'indicator', sampled.indicator, 'unit', sampled.unit, 'period', sampled.period, 'value', sampled.value::text,
    'involved', sampled.involved,
    'ownEvidence', (select json_build_object('id', file.id, 'name', file.name, 'size', file.size)
      from submission join stored_file as file on file.id = submission.evidence_file_id
      where submission.id = sampled.submission_id),
    'evidence', sampled.evidence, 'evidencedBy', ${personOf('sampled.evidencedBy')},
    'evidencedAt', ${instantOf('sampled.evidencedAt')}, 'files', ${filesOf('selfCheckEvidence', 'sampled.id')},
    'isJudged', sampled.judgement is not null,
    'judgement', case when ${isTold(actor)} then sampled.judgement end,
    'words', case when ${isTold(actor)} then sampled.words end,
    'outcome', case when ${isTold(actor)} then sampled.outcome end,
    'judgedBy', case when ${isTold(actor)} then ${personOf('sampled.judgedBy')} end) order by sampled.number)
    from self_check_value as sampled where sampled.self_check_id = self_check.id and ${mine(actor)}), '[]')`

const namedIn = (table: 'division' | 'external_body', column: 'divisionIds' | 'unitIds') =>
  sql<SelfCheck['divisions']>`coalesce((select json_agg(${namedOf('one')} order by one.name_zh)
    from ${sql.table(table)} as one where one.id = any(${sql.ref(`selfCheck.${column}`)})), '[]')`

/** One self-check with those values that this post may read. */
export const find = (tx: Tx, actor: Actor, selfCheckId: string): Promise<SelfCheck> =>
  head(tx, actor)
    .select(['selfCheck.seed', 'selfCheck.populationDigest', 'selfCheck.result', 'selfCheck.withdrawnReason'])
    .select([
      sql<SampleMethod>`self_check.method`.as('method'),
      namedIn('division', 'divisionIds').as('divisions'),
      namedIn('external_body', 'unitIds').as('units'),
      personOf('selfCheck.drawnBy').$notNull().as('drawnBy'),
      sql<number>`(select count(*)::int from self_check_value as sampled where sampled.self_check_id = self_check.id
        and not sampled.has_own_evidence and sampled.evidence is null and ${mine(actor)})`.as('withoutEvidence'),
      values(actor).as('values'),
    ])
    .where('selfCheck.id', '=', selfCheckId)
    .executeTakeFirstOrThrow(() => new NotFound())

export const factsOf = ({ state, tally: { drawn, judged }, withoutEvidence }: SelfCheck): SelfCheckFacts => ({
  ...{ state, values: drawn, judged, withoutEvidence },
})

/** Locks a self-check that the actor sees; without a version a division hands in whatever else moved on. */
export async function lock(tx: Tx, actor: Actor, selfCheckId: string, version?: number) {
  const row = await visible(tx, actor)
    .select('selfCheck.version')
    .where('selfCheck.id', '=', selfCheckId)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound())
  if (version !== undefined && row.version !== version) throw new Stale()
  const selfCheck = await find(tx, actor, selfCheckId)
  return { selfCheck, facts: factsOf(selfCheck) }
}

export async function list(tx: Tx, actor: Actor, query: z.output<typeof listSelfChecks.query>) {
  const after = placeOf(query.after, Place)
  const { year, state } = query
  const rows = await head(tx, actor)
    .select(instantForCursor('selfCheck.drawnAt').as('place'))
    .where('selfCheck.year', '=', year)
    .$if(state !== undefined, (q) => q.where('selfCheck.state', '=', state ?? ''))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(self_check.drawn_at, self_check.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('selfCheck.drawnAt', 'desc')
    .orderBy('selfCheck.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  const page = pageFrom(rows, query.limit, ({ place, id: last }) => cursorAt(place, last))
  return { rows: page.rows.map(({ place: _, ...row }): SelfCheckRow => row), next: page.next }
}

type New = SampleScope &
  Pick<Drawn, 'population' | 'populationDigest'> & {
    readonly title: string
    readonly size: number
    readonly seed: string
    readonly method: SampleMethod
  }

export async function insert({ tx, actor, clock }: Acting, values: New): Promise<string> {
  const { periods, divisionIds, unitIds, ...rest } = values
  const row = await tx
    .insertInto('selfCheck')
    .values({
      ...{ ...rest, periods: [...periods], divisionIds: [...divisionIds], unitIds: [...unitIds] },
      ...{ state: 'drawn', drawnBy: actor.id, drawnAt: clock.now },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export const save = (tx: Tx, selfCheckId: string, change: Updateable<Row>) =>
  tx
    .updateTable('selfCheck')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', selfCheckId)
    .execute()

export const saveValue = (tx: Tx, valueId: string, change: Updateable<ValueRow>) =>
  tx.updateTable('selfCheckValue').set(change).where('id', '=', valueId).execute()
