import { sql } from 'kysely'
import type { EntryKind, Stage } from '#domain/collection/duty.ts'
import type { FormContent, FormField } from '#domain/collection/form.ts'
import type { Decimal } from '#domain/kernel/decimal.ts'
import { canonicalOf } from '#server/kernel/canonical.ts'
import type { Tx } from '#server/kernel/db.ts'
import { claimFile } from '#server/kernel/files.ts'
import type { Acting } from '#server/kernel/routes.ts'
import type { Locked } from './duty.store.ts'
import { fieldsWithFiles } from './form.store.ts'

export type Given = {
  readonly kind: EntryKind
  readonly value: string | null
  readonly note: string
  readonly evidenceFileId: string | null
  readonly content: FormContent
}

/** What a correction or a second offer is compared with: the version in force, or else the last one handed in. */
export const submissionBefore = (tx: Tx, duty: Pick<Locked, 'id' | 'submissionId'>) =>
  tx
    .selectFrom('submission')
    .leftJoin('storedFile', 'storedFile.id', 'submission.evidenceFileId')
    .select(['submission.id', 'submission.kind', 'submission.value', 'submission.note'])
    .select(['submission.source', 'submission.evidenceFileId', 'storedFile.name as evidence', 'submission.content'])
    .select(sql<number>`max(submission.number) over ()`.as('lastNumber'))
    .where('submission.dutyId', '=', duty.id)
    .orderBy(sql`submission.id is not distinct from ${duty.submissionId}`, 'desc')
    .orderBy('submission.number', 'desc')
    .limit(1)
    .executeTakeFirst()

/** The signed version that an unsigned correction took the place of, as the duty has to show it again; or undefined. */
export async function replacedBy(tx: Tx, correctionId: string | null) {
  const row = await tx
    .selectFrom('submission as correction')
    .innerJoin('submission', 'submission.id', 'correction.replacesId')
    .innerJoin('signature', (join) =>
      join.onRef('signature.subjectId', '=', 'submission.id').on('signature.subjectKind', '=', 'submission'),
    )
    .leftJoin('post', (join) =>
      join.onRef('post.id', '=', 'signature.postId').on('signature.standInId', 'is not', null),
    )
    .select(['submission.id as submissionId', 'submission.kind', 'submission.value', 'submission.enteredBy'])
    .select('submission.isPreliminary')
    .select(['signature.personId as signedBy', 'post.personId as signedFor', 'signature.signedAt'])
    .select('correction.replacedStage as stage')
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('submission as signed')
            .innerJoin('signature as over', 'over.subjectId', 'signed.id')
            .whereRef('signed.dutyId', '=', 'submission.dutyId')
            .where('signed.correctionReason', 'is not', null),
        )
        .as('isCorrected'),
    )
    .where('correction.id', '=', correctionId)
    .executeTakeFirst()
  return (
    row && { ...row, kind: row.kind as EntryKind, stage: row.stage as Stage, isCorrected: Boolean(row.isCorrected) }
  )
}

/** Evidence is an upload of one's own, claimed now, or a file this duty has already. Answers its name and digest. */
export async function evidenceFor(context: Acting, dutyId: string, fileId: string | null) {
  if (fileId === null) return null
  const { tx, actor } = context
  const held = await tx
    .selectFrom('storedFile')
    .select(['id', 'name', 'digest'])
    .where('id', '=', fileId)
    .where('claimedKind', '=', 'duty')
    .where('claimedId', '=', dutyId)
    .executeTakeFirst()
  return held ?? claimFile(tx, actor.id, fileId, { kind: 'duty', id: dutyId })
}

type Held = { readonly id: string; readonly name: string; readonly digest: string }

/** Files of further fields, claimed as evidence is, by their fields. */
export async function filesFor(context: Acting, dutyId: string, fields: readonly FormField[], content: FormContent) {
  const files: Record<string, Held> = {}
  for (const { key, fileId } of fieldsWithFiles(fields, content)) {
    const { id, name, digest } = (await evidenceFor(context, dutyId, fileId)) ?? { id: '', name: '', digest: '' }
    if (id) files[key] = { id, name, digest }
  }
  return files
}

export type Suggested = { readonly value: Decimal; readonly feed: string }
/** Where a figure comes from: typed, or what the passenger file or another feed gave. */
export type EntrySource = 'typed' | 'passengers' | 'feed'

type New = Given & {
  readonly number: number
  readonly source: EntrySource
  readonly correctionReason: string | null
  /** Of a correction: the version in force until now. */
  readonly replacesId: string | null
  readonly evidence: Held | null
  /** Of the further fields: what they are called, and the files among them. */
  readonly fields: readonly FormField[]
  readonly files: Readonly<Record<string, Held>>
  readonly isPreliminary: boolean
}

/** Adds an immutable version: its canonical bytes name everything a signature will vouch for. */
export async function insertSubmission(context: Acting, duty: Locked, given: New): Promise<string> {
  const { id } = await context.tx
    .insertInto('submission')
    .values(submissionRow(context, duty, given))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The version as a row. */
export function submissionRow(
  { actor, clock }: Acting,
  duty: Pick<Locked, 'id' | 'indicator' | 'stage' | 'period'>,
  given: New,
) {
  const { kind, value, note, number, correctionReason, replacesId, evidence, source, isPreliminary } = given
  const { bytes, digest } = canonicalOf({
    duty: duty.id,
    indicator: { name: duty.indicator.name, unit: duty.indicator.unit },
    period: duty.period,
    number,
    kind,
    value,
    note,
    correctionReason,
    evidence: evidence && { name: evidence.name, digest: evidence.digest },
    source,
    enteredBy: actor.id,
    enteredAt: clock.now,
    ...(isPreliminary ? { isPreliminary } : {}),
    ...further(given),
  })
  return {
    ...{ dutyId: duty.id, number, kind, value, note, correctionReason, source, digest, canonical: bytes },
    ...{ evidenceFileId: evidence?.id ?? null, enteredBy: actor.id, enteredAt: clock.now },
    ...{ replacesId, replacedStage: replacesId && duty.stage, isPreliminary, content: JSON.stringify(given.content) },
  }
}

/** The further fields as a signature vouches for them: by their names, with the digests of their files. */
function further({ fields, content, files }: New) {
  const filled = fields.flatMap(({ key, name }) => {
    const value = content.values[key] ?? null
    const file = files[key]
    const said = { key, name, value, reason: content.reasons[key] ?? null }
    return value === null ? [] : [{ ...said, ...(file ? { file: { name: file.name, digest: file.digest } } : {}) }]
  })
  return filled.length > 0 || Object.keys(content.reasons).length > 0
    ? { further: filled, reasons: content.reasons }
    : {}
}

/** What a source gives for the duty, such as the daily passenger file; or undefined. */
export const suggestedFor = (tx: Tx, dutyId: string): Promise<Suggested | undefined> =>
  tx
    .selectFrom('dutySuggestion')
    .innerJoin('feedRun', 'feedRun.id', 'dutySuggestion.feedRunId')
    .select(['dutySuggestion.value', 'feedRun.feed'])
    .where('dutyId', '=', dutyId)
    .executeTakeFirst()
