import type { EntryKind } from '#domain/collection/duty.ts'
import { canonicalOf } from '#server/kernel/canonical.ts'
import type { Tx } from '#server/kernel/db.ts'
import { claimFile } from '#server/kernel/files.ts'
import type { Acting } from '#server/kernel/routes.ts'
import type { Locked } from './duty.store.ts'

export type Given = {
  readonly kind: EntryKind
  readonly value: string | null
  readonly note: string
  readonly evidenceFileId: string | null
}

/** What a correction or a second offer is compared with: the last version handed in. */
export const lastSubmission = (tx: Tx, dutyId: string) =>
  tx
    .selectFrom('submission')
    .leftJoin('storedFile', 'storedFile.id', 'submission.evidenceFileId')
    .select(['submission.id', 'submission.number', 'submission.kind', 'submission.value', 'submission.note'])
    .select(['submission.evidenceFileId', 'storedFile.name as evidence'])
    .where('submission.dutyId', '=', dutyId)
    .orderBy('submission.number', 'desc')
    .limit(1)
    .executeTakeFirst()

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

type New = Given & {
  readonly number: number
  readonly correctionReason: string | null
  readonly evidence: { readonly id: string; readonly name: string; readonly digest: string } | null
}

/** Adds an immutable version: its canonical bytes name everything a signature will vouch for. */
export async function insertSubmission({ tx, actor, clock }: Acting, duty: Locked, given: New): Promise<string> {
  const { kind, value, note, number, correctionReason, evidence } = given
  const source = (await isSuggested(tx, duty.id, value)) ? 'passengers' : 'typed'
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
  })
  const { id } = await tx
    .insertInto('submission')
    .values({
      ...{ dutyId: duty.id, number, kind, value, note, correctionReason, source, digest, canonical: bytes },
      ...{ evidenceFileId: evidence?.id ?? null, enteredBy: actor.id, enteredAt: clock.now },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const isSuggested = async (tx: Tx, dutyId: string, value: string | null): Promise<boolean> =>
  value !== null &&
  (await tx
    .selectFrom('dutySuggestion')
    .select('dutyId')
    .where('dutyId', '=', dutyId)
    .where('value', '=', value)
    .executeTakeFirst()) !== undefined
