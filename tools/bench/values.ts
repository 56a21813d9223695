import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Stand } from './stand.ts'

/** Every duty has a signed, accepted value, a history row of its acceptance, and is in a sent report of its period. */
export async function fillValues({ owner, bulk }: Stand): Promise<void> {
  const { head, officer } = bulk.people
  await sql`insert into submission (duty_id, number, kind, value, entered_by, entered_at, canonical, digest)
    select id, 1, 'value', 7, ${officer.id}::uuid, opens_on + interval '1 day', content, encode(sha256(content), 'hex')
    from duty cross join lateral (select convert_to(json_build_object('duty', id, 'kind', 'value', 'value', '7', 'note', '')::text, 'UTF8') as content) c`.execute(
    owner,
  )
  await sql`insert into signature (subject_kind, subject_id, statement, statement_number, person_id, post_id, division_id, canonical, digest, signed_at)
    select 'submission', submission.id, '声明', 1, ${head.id}::uuid, ${head.postId}::uuid, duty.responsible_division_id, c.content,
      encode(sha256(c.content), 'hex'), submission.entered_at + interval '1 hour'
    from submission join duty on duty.id = submission.duty_id cross join lateral (select convert_to(json_build_object('duties',
      json_build_array(json_build_object('submission', submission.id, 'digest', submission.digest)))::text, 'UTF8') as content) c`.execute(
    owner,
  )
  await sql`update duty set submission_id = submission.id, kind = 'value', value = 7, stage = 'acknowledged', entered_by = ${officer.id}::uuid,
    signed_by = ${head.id}::uuid, signed_at = submission.entered_at, first_signed_on = opens_on, reported_on = opens_on, step_on = null
    from submission where submission.duty_id = duty.id`.execute(owner)
  await sql`insert into history (subject_kind, subject_id, action, person_id, post_id, basis, occurred_at, canonical, digest)
    select 'duty', id, 'duty.accept', ${head.id}::uuid, ${head.postId}::uuid, 'duty.accept', signed_at + interval '1 day', content,
      ${createHash('sha256').update('{"changes":[]}').digest('hex')}
    from duty cross join (select convert_to('{"changes":[]}', 'UTF8') as content) c`.execute(owner)
  await reports({ owner, bulk })
  await sql`vacuum analyze`.execute(owner)
}

/** One report for each coordinating division and period, with at most a hundred lines, as a package has them. */
async function reports({ owner, bulk }: Pick<Stand, 'owner' | 'bulk'>): Promise<void> {
  const { head, officer } = bulk.people
  await sql`create table bench_line as select id as duty_id, submission_id, year, period, collecting_unit_id, coordinating_division_id,
      (row_number() over (partition by coordinating_division_id, period order by id) - 1) / 100 + 1 as number
    from duty`.execute(owner)
  await sql`insert into data_report (year, period, collecting_unit_id, coordinating_division_id, number, state, subject, assembled_by, assembled_at,
      signed_by, reviewed_by, reviewed_at, sent_on, sent_way, receiver)
    select distinct year, period, collecting_unit_id, coordinating_division_id, number, 'sent', '数据', ${officer.id}::uuid, now(),
      ${head.id}::uuid, ${head.id}::uuid, now(), date '2025-01-01', 'paper', '收' from bench_line`.execute(owner)
  await sql`insert into data_report_line (report_id, duty_id, submission_id, sort)
    select data_report.id, duty_id, submission_id, 1 from bench_line join data_report using (collecting_unit_id, coordinating_division_id, period, number)`.execute(
    owner,
  )
  await sql`insert into signature (subject_kind, subject_id, statement, statement_number, person_id, post_id, division_id, canonical, digest, signed_at)
    select 'dataReport', report_id, '声明', 1, ${head.id}::uuid, ${head.postId}::uuid, ${bulk.divisions[1]}::uuid, content,
      encode(sha256(content), 'hex'), now()
    from (select report_id, convert_to(json_build_object('lines', json_agg(json_build_object('duty', data_report_line.duty_id, 'digest', submission.digest)))::text, 'UTF8') as content
      from data_report_line join submission on submission.id = submission_id group by report_id) c`.execute(owner)
  await sql`drop table bench_line`.execute(owner)
}
