import { previousPeriod } from '#domain/calendar/periods.ts'
import { dutyFields, entryRules, entryShown, factsOf, stages, transitions } from '#domain/collection/duty.ts'
import { rowFaults } from '#domain/collection/entryGrid.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { type Refusal, refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { type FieldFault, Invalid, NotFound, Refused } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { dropDrafts } from './draft.store.ts'
import { soundOf, subjectOf } from './duty.acts.ts'
import {
  type Entering,
  filesForMany,
  type Held,
  lockMany,
  saveOffered,
  type WantedFile,
} from './entryGridWrite.store.ts'
import { comparedOfMany, contentOf, fieldsWithFiles, furtherOf, nothingCompared } from './form.store.ts'
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
  const files = await filesForMany(
    context,
    rows.flatMap((row) => filesOf(row, duties.get(row.dutyId))),
  )
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
        duty.before
          ? entryShown({ ...duty.before, further: furtherOf(duty.form, contentOf(duty.before.content)) })
          : {},
        entryShown({
          ...{ ...given, evidence: given.evidence?.name ?? null },
          further: furtherOf(duty.form, given.content),
        }),
      ),
    })),
  )
}

type Around = {
  readonly files: ReadonlyMap<string, Held>
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
  const fields = duty.form?.fields ?? []
  const further = new Map(
    fieldsWithFiles(fields, sound.content).map(({ key, fileId }) => [key, files.get(`${duty.id} ${fileId}`)]),
  )
  const missing = [...further].find(([, file]) => file === undefined)
  if (missing) return faultIn(`content.values.${missing[0]}`, rowFaults.evidence)
  const form = { fields, files: heldIn(further), isPreliminary: duty.form?.isPreliminary ?? false }
  return { duty, given: { ...sound, ...beside, ...form } }
}

const heldIn = (found: ReadonlyMap<string, Held | undefined>): Record<string, Held> =>
  Object.fromEntries([...found].flatMap(([key, file]) => (file ? [[key, file] as const] : [])))

/** The files that a row names: its evidence, and those of its further fields. */
function filesOf({ dutyId, evidenceFileId, content }: Entered, duty: Entering | undefined): WantedFile[] {
  const further = fieldsWithFiles(duty?.form?.fields ?? [], content).map(({ fileId }) => fileId)
  return [...(evidenceFileId === null ? [] : [evidenceFileId]), ...further].map((fileId) => ({ dutyId, fileId }))
}

const isAboutWho = ({ code }: Refusal): boolean => code === 'not_responsible_division'
const faultIn = (field: string, message: FieldFault['message']) => ({ fault: { field, message } })
