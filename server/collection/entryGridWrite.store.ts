import { sql } from 'kysely'
import type { EntryKind } from '#domain/collection/duty.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { rowOf } from './duty.shape.ts'
import { dutyRows, visible } from './dutyRows.store.ts'
import { askedForm, evidenceAsked, formOf } from './form.store.ts'
import { lastFigure } from './judge.store.ts'
import type { Suggested } from './submission.store.ts'

type Before = {
  readonly kind: EntryKind
  readonly value: string | null
  readonly note: string
  readonly evidence: string | null
  readonly content: unknown
  readonly lastNumber: number
}

/** The version in force, or else the last one handed in, with the greatest number there is. */
const beforeOf = sql<Before | null>`(
  select json_build_object('kind', version.kind, 'value', version.value::text, 'note', version.note,
    'evidence', file.name, 'content', version.content, 'lastNumber', (select max(number) from submission where duty_id = duty.id))
  from submission as version left join stored_file as file on file.id = version.evidence_file_id
  where version.duty_id = duty.id
  order by version.id is not distinct from duty.submission_id desc, version.number desc limit 1)`

/** Locks duties until the transaction ends, always in the same order; one that is not this post's to see is 404. */
export async function lockMany({ tx, actor, today }: Acting, ids: readonly string[]) {
  const wanted = [...new Set(ids)]
  const rows = await dutyRows(tx, today)
    .leftJoin('dutySuggestion as suggestion', 'suggestion.dutyId', 'duty.id')
    .leftJoin('feedRun', 'feedRun.id', 'suggestion.feedRunId')
    .select([
      evidenceAsked.as('evidenceNeeded'),
      askedForm.as('asked'),
      'duty.submissionId',
      'suggestion.value as suggested',
      'feedRun.feed',
    ])
    .select([lastFigure.as('last'), beforeOf.as('before')])
    .where('duty.id', '=', sql<string>`any(${wanted}::uuid[])`)
    .where((eb) => visible(eb, actor))
    .orderBy('duty.id')
    .forUpdate('duty')
    .execute()
  if (rows.length !== wanted.length) throw new NotFound()
  return new Map(
    rows.map(({ evidenceNeeded, submissionId, suggested: value, feed, last, before, asked, ...row }) => {
      const suggested: Suggested | null = value === null || feed === null ? null : { value, feed }
      const duty = { ...rowOf({ ...row, submissionId }), evidenceNeeded, submissionId, suggested, last, before }
      return [row.id, { ...duty, form: formOf(asked) }]
    }),
  )
}
export type Entering = Awaited<ReturnType<typeof lockMany>> extends Map<string, infer One> ? One : never

/** A file that a row names, as evidence or in one of its further fields. */
export type WantedFile = { readonly dutyId: string; readonly fileId: string }
export type Held = { readonly id: string; readonly name: string; readonly digest: string }

/** Claims the uploads of one's own for their duties. Answers each duty's files by `duty file`; what is missing is not in it. */
export async function filesForMany({ tx, actor }: Acting, wanted: readonly WantedFile[]): Promise<Map<string, Held>> {
  if (wanted.length === 0) return new Map()
  const pairs = JSON.stringify(wanted.map(({ dutyId, fileId }) => ({ duty: dutyId, file: fileId })))
  await sql`
    update stored_file set claimed_kind = 'duty', claimed_id = one.duty
    from (select distinct on (file) file, duty from jsonb_to_recordset(${pairs}::jsonb) as pair(duty uuid, file uuid)
      order by file, duty) as one
    where id = one.file and uploaded_by = ${actor.id} and claimed_id is null`.execute(tx)
  const held = await tx
    .selectFrom('storedFile')
    .select(['id', 'name', 'digest', 'claimedId'])
    .where('id', '=', sql<string>`any(${wanted.map(({ fileId }) => fileId)}::uuid[])`)
    .where('claimedKind', '=', 'duty')
    .execute()
  return new Map(held.map(({ claimedId, ...file }) => [`${claimedId} ${file.id}`, file]))
}

type Inserted = {
  readonly id: string
  readonly dutyId: string
  readonly kind: string
  readonly value: string | null
  readonly isPreliminary: boolean
}

/** All duties wait for signature with their new versions, in one statement. */
export async function saveOffered(tx: Tx, enteredBy: string, rows: readonly Inserted[]): Promise<void> {
  const all = JSON.stringify(
    rows.map(({ id, dutyId, kind, value, isPreliminary }) => ({
      id,
      duty: dutyId,
      kind,
      value,
      preliminary: isPreliminary,
    })),
  )
  await sql`
    update duty set stage = 'offered', submission_id = one.id, kind = one.kind, value = one.value,
      entered_by = ${enteredBy}, is_preliminary = one.preliminary, signed_by = null, signed_for = null, signed_at = null, return_reason = null,
      version = duty.version + 1
    from jsonb_to_recordset(${all}::jsonb) as one(id uuid, duty uuid, kind text, value numeric, preliminary boolean)
    where duty.id = one.duty`.execute(tx)
}
