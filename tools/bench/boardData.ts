import { sql } from 'kysely'
import type { Stand } from './stand.ts'

/**
 * Makes of the bulk office one of so many divisions with lights, signed figures, cards, tickets and orders: 7 of 10
 * data that are due were reported in time, 1 late, the rest are missing; 1 of 12 items is behind, 2 are at risk.
 */
export async function fillBoard({ owner, bulk }: Stand, divisions: number): Promise<void> {
  const { head, performanceOffice } = bulk.people
  await sql`insert into division (code, name_zh, name_en, sort, from_on)
    select 'B' || n, '第' || n || '处', 'Division ' || n, n, date '2010-01-01'
    from generate_series(9, ${divisions}::int) n`.execute(owner)
  await sql`create table bench_place as select id, row_number() over (order by sort) - 1 as at from division
    where code like 'B%'`.execute(owner)
  await sql`update item set responsible_division_id = a.id, coordinating_division_id = b.id,
      dimension = (array['performance', 'efficiency', 'quality', 'expenditure', 'satisfaction'])[item.sort % 5 + 1]
    from bench_place a, bench_place b
    where a.at = item.sort % ${divisions} and b.at = (item.sort + 1) % ${divisions}`.execute(owner)
  await sql`update duty set responsible_division_id = item.responsible_division_id,
      coordinating_division_id = item.coordinating_division_id,
      stage = case when external_due_on < date '2025-11-06' and item.sort % 10 < 8 then 'reported' else duty.stage end,
      first_signed_on = case when external_due_on < date '2025-11-06' and item.sort % 10 < 8 then opens_on end,
      reported_on = case when external_due_on < date '2025-11-06' and item.sort % 10 < 7 then external_due_on
        when external_due_on < date '2025-11-06' and item.sort % 10 = 7 then external_due_on + 3 end
    from item where item.id = duty.item_id`.execute(owner)
  await sql`insert into item_light (item_id, year, light, rule, figures, since)
    select id, year, case when sort % 12 = 0 then 'red' when sort % 12 < 3 then 'yellow' when sort % 12 < 10 then 'green'
      else 'blue' end, 1, '{}', date '2025-11-01' from item`.execute(owner)
  await sql`insert into light_change (item_id, year, number, light_before, light, rule, figures, changed_on, changed_at,
      settings_revision)
    select id, year, 1, 'green', 'red', 1, '{}', date '2025-11-05', timestamptz '2025-11-05 10:00+08', 1
    from item where sort % 12 = 0`.execute(owner)
  await sql`insert into card (duty_id, year, ladder, step, due_revision, fired_on, due_on, pack_version,
      settings_revision, division_id)
    select duty.id, duty.year, 'external', case when duty.external_due_on < date '2025-10-01' then 'red' else 'yellow' end,
      1, duty.external_due_on + 1, duty.external_due_on, 'bench', 1, duty.responsible_division_id
    from duty join item on item.id = duty.item_id
    where item.sort % 10 = 9 and duty.external_due_on between date '2025-08-01' and date '2025-11-05'`.execute(owner)
  await sql`insert into board_visit (person_id, year, seen_at)
    values (${performanceOffice.id}::uuid, 2025, timestamptz '2025-11-04 09:00+08'),
      (${head.id}::uuid, 2025, timestamptz '2025-11-04 09:00+08')`.execute(owner)
  await sql`drop table bench_place`.execute(owner)
  await sql`vacuum analyze`.execute(owner)
}
