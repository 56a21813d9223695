import { sql } from 'kysely'
import { changedMeanwhile } from '#domain/collection/entryImport.ts'
import type { App } from '#server/kernel/app.ts'
import { type Connection, type Import, ImportEnded, ImportFailed } from './entryImport.shape.ts'

const partSize = 10_000

/**
 * All accepted rows as drafts in one transaction, or none. How far it is is told from another connection, which also sees
 * whether the person has cancelled: then everything is undone.
 */
export const takeImport = (app: App, connection: Connection, one: Import): Promise<void> =>
  connection.transaction().execute(async (tx) => {
    // the statistics do not know the rows of this import yet: a plan made from them reads whole tables for each row
    await sql`set local enable_nestloop = off`.execute(tx)
    await demandUnchanged(tx, one)
    for (let [after, done]: [number, number] = [0, 0]; ; ) {
      const part = await takePart(tx, one, after)
      if (part.rows === 0) break
      if (part.kept !== part.rows) throw new ImportFailed(changedMeanwhile(part.first, part.rows - part.kept))
      after = part.last
      done += part.rows
      await tell(app, one, done)
    }
    await keepOrigin(tx, one)
    const { numAffectedRows } = await sql`update entry_import set state = 'taken', ended_at = now()
      where id = ${one.id} and state = 'taking'`.execute(tx)
    if (!numAffectedRows) throw new ImportEnded()
  })

/** The duties are locked until the drafts are there: none may be handed in, or filled from another file, meanwhile. */
async function demandUnchanged(tx: Connection, { id, personId, divisionId, today }: Import): Promise<void> {
  await sql`select count(*) from (select from duty where id = any(array(select duty_id from entry_import_row
    where import_id = ${id} and outcome = 'accepted')) order by id for update) locked`.execute(tx)
  const { rows } = await sql<{ first: number | null; rows: number }>`select min(one.row) as first, count(*) as rows
    from entry_import_row one
    left join duty on duty.id = one.duty_id and duty.version = one.duty_version and duty.responsible_division_id = ${divisionId}
      and duty.stage in ('open', 'returned') and duty.opens_on <= ${today}::date
    left join draft on draft.person_id = ${personId} and draft.form = 'duty' and draft.subject_id = one.duty_id
    where one.import_id = ${id} and one.outcome = 'accepted'
      and (duty.id is null or draft.version is distinct from one.draft_version)`.execute(tx)
  const [found] = rows
  if (found?.first) throw new ImportFailed(changedMeanwhile(found.first, found.rows))
}

type Part = { readonly rows: number; readonly first: number; readonly last: number; readonly kept: number }

async function takePart(tx: Connection, { id, personId }: Import, after: number): Promise<Part> {
  const { rows } = await sql<Part>`with part as materialized (
      select row, duty_id, draft_version, jsonb_build_object('kind', kind, 'value', value, 'note', coalesce(note, ''),
        'evidenceFileId', evidence_file_id)
        || case when content is null then '{}'::jsonb else jsonb_build_object('content', content) end as content
      from entry_import_row where import_id = ${id} and outcome = 'accepted' and row > ${after} order by row limit ${sql.lit(partSize)}),
    made as (insert into draft (person_id, form, subject_id, content)
      select ${personId}, 'duty', duty_id, content from part where draft_version is null
      on conflict (person_id, form, subject_id) do nothing returning 1),
    changed as (update draft set content = draft.content || part.content, saved_at = now(), version = part.draft_version + 1
      from part where person_id = ${personId} and form = 'duty' and subject_id = part.duty_id
        and part.draft_version is not null and version = part.draft_version returning 1)
    select count(*) as rows, coalesce(min(row), 0) as first, coalesce(max(row), 0) as last,
      (select count(*) from made) + (select count(*) from changed) as kept from part`.execute(tx)
  return rows[0] ?? { rows: 0, first: 0, last: 0, kept: 0 }
}

/** Which row gave which figure, and the table itself where the upload is still there: both outlive the import. */
async function keepOrigin(tx: Connection, { id, personId, fileName, fileDigest, now }: Import): Promise<void> {
  await sql`with kept as (insert into stored_file (digest, name, type, size, uploaded_by, claimed_kind, claimed_id)
      select digest, name, type, size, uploaded_by, 'entryOrigin', ${id}::uuid from stored_file
      where digest = ${fileDigest} and uploaded_by = ${personId} limit 1 returning id),
    origin as (insert into entry_origin (person_id, file_name, file_digest, file_id, taken_at)
      select ${personId}::uuid, ${fileName}, ${fileDigest}, (select id from kept), ${now}::timestamptz returning id)
    insert into entry_origin_figure (origin_id, duty_id, row, kind, value)
    select origin.id, duty_id, row, kind, value from origin, entry_import_row
    where import_id = ${id} and outcome = 'accepted' and (value is not null or kind = 'nil')`.execute(tx)
}

async function tell({ background }: App, { id }: Import, done: number): Promise<void> {
  const { numUpdatedRows } = await background.db
    .updateTable('entryImport')
    .set({ rowsDone: done })
    .where('id', '=', id)
    .where('state', '=', 'taking')
    .executeTakeFirst()
  if (Number(numUpdatedRows) === 0) throw new ImportEnded()
}
