import { sql } from 'kysely'
import type { Tx } from '#server/kernel/db.ts'

/** Of which values a sample is drawn; an empty list means all. */
export type SampleScope = {
  readonly year: number
  readonly periods: readonly string[]
  readonly divisionIds: readonly string[]
  readonly unitIds: readonly string[]
}

const oneOf = (column: string, type: 'text' | 'uuid', values: readonly string[]) =>
  values.length === 0 ? sql`true` : sql`${sql.ref(column)} = any(${[...values]}::${sql.raw(type)}[])`

/** The values in force that were signed: nil returns, and what is being corrected, are not among them. */
const signedValues = ({ year, periods, divisionIds, unitIds }: SampleScope) => sql`duty.year = ${year}
  and duty.kind = 'value' and duty.signed_by is not null
  and duty.stage in ('submitted', 'accepted', 'reported', 'acknowledged')
  and ${oneOf('duty.period', 'text', periods)}
  and ${oneOf('duty.responsibleDivisionId', 'uuid', divisionIds)}
  and ${oneOf('duty.collectingUnitId', 'uuid', unitIds)}`

export type Drawn = {
  readonly population: number
  /** SHA-256 over the hashes of all values, in order. */
  readonly populationDigest: string
  /** The submissions drawn, in the order of their hashes. */
  readonly submissionIds: readonly string[]
}

/**
 * The method 'sha256-seed-submission': every value has SHA-256 of “seed:id of the submission”, and the first `size` in
 * ascending order are the sample. One pass over the values; their order in the database does not matter.
 */
export async function draw(tx: Tx, scope: SampleScope, seed: string, size: number): Promise<Drawn> {
  const { rows } = await sql<Drawn>`
    with hashed as (
      select duty.submission_id, sha256(convert_to(${seed} || ':' || duty.submission_id::text, 'UTF8')) as hash
      from duty where ${signedValues(scope)})
    select count(*)::int as population,
      encode(sha256(coalesce(string_agg(hash, ''::bytea order by hash), ''::bytea)), 'hex') as "populationDigest",
      coalesce((select array_agg(first.submission_id order by first.hash)
        from (select submission_id, hash from hashed order by hash limit ${size}) as first), '{}') as "submissionIds"
    from hashed`.execute(tx)
  const [drawn] = rows
  if (!drawn) throw new Error('a count has one row')
  return drawn
}

/** Keeps the values drawn as they stand, with everybody who dealt with them. */
export async function freeze(tx: Tx, selfCheckId: string, seed: string, submissionIds: readonly string[]) {
  await sql`insert into self_check_value (self_check_id, number, hash, submission_id, duty_id,
      responsible_division_id, coordinating_division_id, for_house, indicator, unit, period, value, involved,
      has_own_evidence)
    select ${selfCheckId}::uuid, given.number,
      encode(sha256(convert_to(${seed} || ':' || submission.id::text, 'UTF8')), 'hex'), submission.id, duty.id,
      duty.responsible_division_id, duty.coordinating_division_id, division.houses_performance_office,
      indicator.name, indicator.unit, duty.period, submission.value,
      array(select submission.entered_by union select duty.signed_by
        union select duty.signed_for where duty.signed_for is not null
        union select signature.registered_by from signature where signature.subject_kind = 'submission'
          and signature.subject_id = submission.id and signature.registered_by is not null
        union select person.id from history
          left join post on post.id = history.post_id and history.stand_in_id is not null
          join person on person.id in (history.person_id, post.person_id)
          where history.subject_kind = 'duty' and history.subject_id = duty.id and history.action in (
            'duty.offer', 'duty.finalize', 'duty.correct', 'duty.sign', 'duty.register', 'duty.accept')),
      submission.evidence_file_id is not null
    from unnest(${[...submissionIds]}::uuid[]) with ordinality as given (submission_id, number)
    join submission on submission.id = given.submission_id
    join duty on duty.id = submission.duty_id
    join indicator on indicator.id = duty.indicator_id
    join division on division.id = duty.responsible_division_id
    where submission.value is not null`.execute(tx)
}
