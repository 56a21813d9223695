import { previousPeriod } from '#domain/calendar/periods.ts'
import { dutyFields, entryRules, entryShown, factsOf, stages, transitions } from '#domain/collection/duty.ts'
import { rowFaults } from '#domain/collection/entryGrid.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { type Refusal, refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { type FieldFault, Invalid, NotFound, Refused } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { dropDrafts } from './draft.store.ts'
import { soundOf, subjectOf } from './duty.acts.ts'
import { type Entering, evidenceForMany, lockMany, saveOffered } from './entryGridWrite.store.ts'
import { comparedOfMany, nothingCompared } from './form.store.ts'
import { type Given, submissionRow } from './submission.store.ts'

type Entered = Given & { readonly dutyId: string; readonly version: number }

/** Whether the person may keep entries for these duties; one that may not stops all. */
export async function demandEntry(context: Acting, dutyIds: readonly string[]): Promise<void> {
  const duties = await lockMany(context, dutyIds)
  for (const duty of duties.values()) {
    const refusal = refusalOfRules(entryRules, 'duty.fill', factsOf(duty), context)
    if (refusal) throw new Refused(refusal)
  }
}

/** Hands all of them in for signature, or none: everything that is refused is told, row by row. */
export async function offerMany(context: Acting, rows: readonly Entered[]): Promise<void> {
  const { tx, actor, recordMany } = context
  const ids = rows.map(({ dutyId }) => dutyId)
  const duties = await lockMany(context, ids)
  const files = await evidenceForMany(context, rows)
  const compared = await comparedOfMany(tx, [...duties.values()])
  const faults: FieldFault[] = []
  const handedIn = rows.map((row, at) => {
    const read = readRow(context, row, duties.get(row.dutyId), {
      files,
      compared,
      isRepeated: ids.indexOf(row.dutyId) !== at,
    })
    if ('fault' in read) faults.push({ path: `body.rows.${at}.${read.fault.field}`, message: read.fault.message })
    return read
  })
  if (faults.length > 0) throw new Invalid(faults)
  const sound = handedIn.flatMap((one) => ('fault' in one ? [] : [one]))
  const inserted = await tx
    .insertInto('submission')
    .values(sound.map(({ duty, given }) => submissionRow(context, duty, given)))
    .returning(['id', 'dutyId', 'kind', 'value', 'isPreliminary'])
    .execute()
  await saveOffered(tx, actor.id, inserted)
  await dropDrafts(tx, ids)
  await recordMany(
    sound.map(({ duty, given }) => ({
      action: 'duty.offer',
      subject: subjectOf(duty.id),
      basis: 'duty.offer',
      changes: changesOf(
        dutyFields,
        duty.before ? entryShown(duty.before) : {},
        entryShown({ ...given, evidence: given.evidence?.name ?? null }),
      ),
    })),
  )
}

type Around = {
  readonly files: Awaited<ReturnType<typeof evidenceForMany>>
  readonly compared: Awaited<ReturnType<typeof comparedOfMany>>
  readonly isRepeated: boolean
}

/** One row with its duty as it will be handed in, or what stops it. Who may not at all is told so and nothing else. */
function readRow(context: Acting, row: Entered, duty: Entering | undefined, around: Around) {
  const { files, compared, isRepeated } = around
  if (!duty) throw new NotFound()
  const refusal = refusalOf(transitions.offer, factsOf(duty), context, stages)
  if (refusal && isAboutWho(refusal)) throw new Refused(refusal)
  if (isRepeated) return faultIn('dutyId', rowFaults.repeated)
  if (duty.version !== row.version) return faultIn('version', rowFaults.stale)
  if (refusal) return faultIn('dutyId', refusal.message)
  const last = duty.last?.period === previousPeriod(duty.period) ? duty.last.value : null
  const sound = soundOf(context, duty, row, {
    reason: '',
    last,
    suggested: duty.suggested,
    compared: compared.get(row.dutyId) ?? nothingCompared,
  })
  if (sound.fault) return { fault: sound.fault }
  const evidence = row.evidenceFileId === null ? null : files.get(`${duty.id} ${row.evidenceFileId}`)
  if (evidence === undefined) return faultIn('evidenceFileId', rowFaults.evidence)
  const number = (duty.before?.lastNumber ?? 0) + 1
  const evidenceFileId = evidence?.id ?? null
  const beside = { number, correctionReason: null, replacesId: null, evidence, evidenceFileId }
  const form = { fields: duty.form?.fields ?? [], files: {}, isPreliminary: duty.form?.isPreliminary ?? false }
  return { duty, given: { ...sound, ...beside, ...form } }
}

const isAboutWho = ({ code }: Refusal): boolean => code === 'not_responsible_division'
const faultIn = (field: string, message: FieldFault['message']) => ({ fault: { field, message } })
