import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { FormContent } from '#domain/collection/form.ts'
import { insertFile } from '#server/kernel/files.ts'
import { collectingUnit } from './duties.ts'
import type { Client, World } from './world.ts'

type Size = { readonly divisions: number; readonly units: number; readonly months: number; readonly indicators: number }

/** One accepted value of the many: whose it is, and which signatures hang on it. */
export type ManyCell = {
  readonly dutyId: string
  readonly submissionId: string
  readonly reportId: string
  readonly name: string
  readonly period: string
  /** The division's sheet of the period, on which it was signed. */
  readonly sheet: string
  readonly isReviewed: boolean
  readonly officer: Client
  readonly head: Client
  readonly coordinator: Client
  readonly deputy: Client
}

const year = 2025
const place = { collectingUnitId: null, provider: '', requirement: '', requirementFileId: null, way: null }
const asked = { evidence: false, isPreliminary: false, externalDue: { kind: 'office' }, internalLead: null, checks: [] }
const fields = [{ key: 'remark', kind: 'text', name: '补充情况', checks: [] }]
const canonical = (said: ReturnType<typeof sql>) => sql`convert_to((${said})::text, 'UTF8')`

/**
 * So many accepted values, made by set-based SQL: the head of each division has signed each of its months on one sheet, and
 * each collecting unit has a signed report for every month, every second one reviewed.
 */
export async function manyValues(w: World, size: Size): Promise<{ cells: ManyCell[]; reports: string[] }> {
  await w.year(year)
  const people = await peopleOf(w, size.divisions)
  const units: string[] = []
  for (let n = 0; n < size.units; n += 1) units.push(await collectingUnit(w, `第${n + 1}采集单位`))
  await insertDuties(w, people, units, size)
  await sql`analyze`.execute(w.owner)
  await insertSubmissions(w)
  await insertSheets(w)
  await insertReports(w)
  await sql`analyze`.execute(w.owner)
  return cellsOf(w, people)
}

type People = { officer: Client; head: Client; coordinator: Client; deputy: Client; division: string; next: string }

/** Each division is coordinated by the one after it. */
async function peopleOf(w: World, count: number): Promise<People[]> {
  const divisions: string[] = []
  for (let n = 0; n < count; n += 1) divisions.push(await w.division())
  const people: People[] = []
  for (const [n, division] of divisions.entries()) {
    const next = divisions[(n + 1) % count] ?? ''
    const deputy = await w.person('leadingGroup.deputy')
    await w.owner.insertInto('postCharge').values({ postId: deputy.postId, divisionId: next }).execute()
    people.push({
      ...{ division, next, deputy, coordinator: await w.person('division.officer', next) },
      ...{ officer: await w.person('division.officer', division), head: await w.person('division.head', division) },
    })
  }
  return people
}

async function insertDuties({ owner }: World, people: readonly People[], units: readonly string[], size: Size) {
  await sql`insert into plan (kind, year, title, state) values ('office', ${year}, '方案', 'issued') on conflict do nothing`.execute(
    owner,
  )
  const parties = people.map(({ division, next }, n) => ({ n, division, next }))
  await sql`insert into item (plan_id, year, code, sort, title, kind, dimension, responsible_division_id, coordinating_division_id, starts_on, ends_on)
    select plan.id, ${year}, 'M-' || n, n, '事项' || n, 'keyWork', 'performance', division, next, make_date(${year}, 1, 1), make_date(${year}, 12, 31)
    from jsonb_to_recordset(${JSON.stringify(parties)}::jsonb) as one(n int, division uuid, next uuid)
    cross join (select id from plan where year = ${year} and kind = 'office') plan`.execute(owner)
  await sql`insert into indicator (item_id, sort, name, unit, decimals, frequency, collecting_unit_id)
    select item.id, u * 100 + i, '指标' || item.sort || '-' || u || '-' || i, '件', 0, 'month', (${sql.val([...units])}::uuid[])[u]
    from item cross join generate_series(1, ${units.length}::int) u cross join generate_series(1, ${size.indicators}::int) i
    where item.code like 'M-%'`.execute(owner)
  await sql`insert into collection_version (indicator_id, number, state, effective_on, content, made_by, made_at, forced_by, forced_at)
    select indicator.id, 1, 'inForce', date '2025-01-01', ${JSON.stringify({ ...place, ...asked, fields })}::jsonb, ${people[0]?.head.id}::uuid, now(), ${people[0]?.head.id}::uuid, now()
    from indicator join item on item.id = indicator.item_id where item.code like 'M-%'`.execute(owner)
  await sql`insert into duty (year, indicator_id, item_id, period, frequency, responsible_division_id, coordinating_division_id,
      collecting_unit_id, collection_version_id, stage, opens_on, internal_due_on, external_due_on, red_on, pack_version, settings_revision, set_on)
    select ${year}, indicator.id, item.id, ${year}::int || '-' || lpad(m::text, 2, '0'), 'month', item.responsible_division_id,
      item.coordinating_division_id, indicator.collecting_unit_id, asked.id, 'open', next, next + 3, next + 7, next + 9, 'many', 1, make_date(${year}, 1, 1)
    from indicator join item on item.id = indicator.item_id join collection_version asked on asked.indicator_id = indicator.id
    cross join generate_series(${11 - size.months}::int, 10) m
    cross join lateral (select (make_date(${year}, m, 1) + interval '1 month')::date as next) as day
    where item.code like 'M-%'`.execute(owner)
}

/** Handed in by each division's officer: the bytes that a signature vouches for say what the columns say. */
async function insertSubmissions({ owner }: World): Promise<void> {
  const said = sql`json_build_object('duty', duty.id, 'number', 1, 'kind', 'value', 'value', figure::text, 'note', '')`
  await sql`insert into submission (duty_id, number, kind, value, entered_by, entered_at, canonical, digest, content)
    select duty.id, 1, 'value', figure, post.person_id, timestamptz '2025-11-05 10:00+08', bytes, encode(sha256(bytes), 'hex'), '{"values":{},"reasons":{}}'
    from duty join post on post.division_id = duty.responsible_division_id and post.kind = 'division.officer'
      and post.person_id = (select min(one.person_id::text)::uuid from post one where one.division_id = post.division_id and one.kind = post.kind)
    cross join lateral (select (hashtext(duty.id::text) & 65535) + 100 as figure) f
    cross join lateral (select ${canonical(said)} as bytes) c`.execute(owner)
  await sql`update duty set submission_id = submission.id, kind = 'value', value = submission.value, stage = 'offered', 
    entered_by = submission.entered_by from submission where submission.duty_id = duty.id`.execute(owner)
}

/** One signature for each value; those of one division and month over the same bytes. */
async function insertSheets({ owner }: World): Promise<void> {
  const said = sql`json_build_object('duties', json_agg(json_build_object('submission', submission.id, 'digest', submission.digest)))`
  await sql`with sheet as (
      select gen_random_uuid() as id, duty.responsible_division_id as division, duty.period, ${canonical(said)} as bytes
      from duty join submission on submission.id = duty.submission_id group by 2, 3)
    insert into signature (sheet_id, subject_kind, subject_id, statement, statement_number, person_id, post_id, division_id, canonical, digest, signed_at)
    select sheet.id, 'submission', duty.submission_id, '声明', 1, post.person_id, post.id, division, bytes, encode(sha256(bytes), 'hex'), timestamptz '2025-11-05 15:00+08'
    from duty join sheet on sheet.division = duty.responsible_division_id and sheet.period = duty.period
    join post on post.division_id = division and post.kind = 'division.head'`.execute(owner)
  await sql`update duty set stage = 'accepted', signed_by = signature.person_id, signed_at = signature.signed_at, first_signed_on = date '2025-11-05',
    version = version + 1 from signature where signature.subject_id = duty.submission_id`.execute(owner)
}

async function insertReports({ owner }: World): Promise<void> {
  const table = { title: '数据表', columns: [], rows: [] }
  const head = sql`(select person_id from post where division_id = r.coordinating_division_id and kind = 'division.head' limit 1)`
  await sql`insert into data_report (year, period, collecting_unit_id, coordinating_division_id, state, subject, with_letter, assembled_by, assembled_at, signed_by)
    select distinct year, period, collecting_unit_id, coordinating_division_id, 'signed', '数据', false, ${head}, now(), ${head}
    from duty r where pack_version = 'many'`.execute(owner)
  await sql`insert into data_report_line (report_id, duty_id, submission_id, sort)
    select data_report.id, duty.id, duty.submission_id, row_number() over (partition by data_report.id order by duty.id)
    from duty join data_report using (collecting_unit_id, coordinating_division_id, period) where pack_version = 'many'`.execute(
    owner,
  )
  const lines = sql`json_agg(json_build_object('duty', line.duty_id, 'digest', submission.digest))`
  await sql`insert into signature (subject_kind, subject_id, statement, statement_number, person_id, post_id, division_id, canonical, digest, signed_at)
    select 'dataReport', r.id, '声明', 1, r.signed_by, post.id, r.coordinating_division_id, bytes, encode(sha256(bytes), 'hex'), now()
    from data_report r join post on post.person_id = r.signed_by
    cross join lateral (select ${canonical(sql`json_build_object('letter', null, 'table', ${JSON.stringify(table)}::json, 'lines', ${lines})`)} as bytes
      from data_report_line line join submission on submission.id = line.submission_id where line.report_id = r.id) c`.execute(
    owner,
  )
  await sql`update data_report set state = 'reviewed', reviewed_by = charge.person_id, reviewed_at = now()
    from (select post_charge.division_id, post.person_id from post_charge join post on post.id = post_charge.post_id) charge
    where charge.division_id = coordinating_division_id and right(period, 2)::int % 2 = 0`.execute(owner)
}

async function cellsOf({ owner }: World, people: readonly People[]) {
  const rows = await owner
    .selectFrom('duty')
    .innerJoin('dataReportLine as line', 'line.dutyId', 'duty.id')
    .innerJoin('dataReport', 'dataReport.id', 'line.reportId')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .select([
      'duty.id as dutyId',
      'line.submissionId',
      'line.reportId',
      'indicator.name',
      'duty.period',
      'dataReport.state',
    ])
    .select('duty.responsibleDivisionId')
    .orderBy('indicator.name')
    .orderBy('duty.period')
    .execute()
  const cells = rows.flatMap(({ responsibleDivisionId, state, ...row }) => {
    const own = people.find(({ division }) => division === responsibleDivisionId)
    if (!own) return []
    const { officer, head, coordinator, deputy } = own
    const sheet = `${responsibleDivisionId} ${row.period}`
    return [{ ...row, sheet, isReviewed: state === 'reviewed', officer, head, coordinator, deputy }]
  })
  return { cells, reports: [...new Set(cells.map(({ reportId }) => reportId))] }
}

/** The figure in force with everything that was handed in beside it. */
export async function figureOf({ owner }: World, dutyId: string) {
  const row = await owner
    .selectFrom('duty')
    .innerJoin('submission', 'submission.id', 'duty.submissionId')
    .select(['submission.value', 'submission.note', 'submission.content'])
    .where('duty.id', '=', dutyId)
    .executeTakeFirstOrThrow()
  return { ...row, content: FormContent.parse(row.content) }
}

/** A source that gives for the duty the very figure that was typed. */
export async function suggestSame(w: World, { dutyId, officer }: ManyCell, value: string | null): Promise<void> {
  const fileId = await w.db.transaction().execute(async (tx) => {
    const content = Buffer.from(randomUUID())
    return (await insertFile(tx, w.app.files, { name: '来源.csv', type: 'text/csv', content, uploadedBy: officer.id }))
      .id
  })
  const run = { feed: 'passengers', year, fileId, summary: '{}', runBy: officer.id, runAt: '2025-11-06T02:00:00Z' }
  const { id } = await w.owner.insertInto('feedRun').values(run).returning('id').executeTakeFirstOrThrow()
  const given = { dutyId, feedRunId: id, value: value ?? '0', passengers: value ?? '0', lines: 1 }
  await w.owner
    .insertInto('dutySuggestion')
    .values(given)
    .onConflict((one) => one.column('dutyId').doUpdateSet({ feedRunId: id }))
    .execute()
}

/** One digest over what every signature hangs on, but for one duty. */
export async function digestExcept({ owner }: World, dutyId: string): Promise<string> {
  const { rows } = await sql<{
    row: string
  }>`select concat_ws(' ', duty.id, duty.submission_id, duty.stage, duty.version,
      (select string_agg(signature.id || signature.digest, ',' order by signature.id) from signature
        where signature.subject_kind = 'submission' and signature.subject_id = duty.submission_id)) as row
    from duty where duty.id <> ${dutyId}::uuid order by duty.id`.execute(owner)
  return createHash('sha256')
    .update(rows.map(({ row }) => row).join('\n'))
    .digest('hex')
}
