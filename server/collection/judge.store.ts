import { isDeepStrictEqual } from 'node:util'
import { type Expression, type SqlBool, sql } from 'kysely'
import { previousPeriod } from '#domain/calendar/periods.ts'
import type { Duty } from '#domain/collection/duty.api.ts'
import type { EntryKind } from '#domain/collection/duty.ts'
import type { DutyToJudge } from '#domain/collection/dutyActs.api.ts'
import { findingsOf } from '#domain/collection/formEntry.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { evidenceOf, rowOf } from './duty.shape.ts'
import { byDeputy, deputyInCharge, dutyRows } from './dutyRows.store.ts'
import {
  askedForm,
  comparedOfMany,
  contentOf,
  formFileNames,
  formOf,
  furtherOf,
  nothingCompared,
} from './form.store.ts'

/** The signed figure of the same indicator before this one: each year's plan has indicators of its own. */
export const lastFigure = sql<Duty['last']>`(
  select json_build_object('period', earlier.period, 'kind', earlier.kind, 'value', earlier.value::text)
  from indicator as same join duty as earlier on earlier.indicator_id = same.id
  where same.name = indicator.name and same.unit = indicator.unit
    and earlier.responsible_division_id = duty.responsible_division_id and earlier.frequency = duty.frequency
    and earlier.period < duty.period and earlier.signed_by is not null
  order by earlier.period desc limit 1)`

/** The version of this duty that was signed before the one in force. */
type LastSigned = Omit<NonNullable<DutyToJudge['lastSigned']>, 'further'> & {
  readonly content: unknown
  readonly evidenceId: string | null
  readonly files: Parameters<typeof furtherOf>[2] | null
}
const lastSigned = sql<LastSigned | null>`(
  select json_build_object('number', version.number, 'kind', version.kind, 'value', version.value::text,
    'signedAt', signature.signed_at, 'note', version.note, 'content', version.content,
    'evidenceId', version.evidence_file_id, 'evidence', file.name,
    'files', (select jsonb_object_agg(field.key, json_build_object('id', of.id, 'name', of.name, 'size', of.size))
      from jsonb_each_text(version.content->'values') as field(key, value)
      join stored_file as of on of.id::text = field.value and of.claimed_id = version.duty_id))
  from submission as version
  left join stored_file as file on file.id = version.evidence_file_id
  join signature on signature.subject_kind = 'submission' and signature.subject_id = version.id
  where version.duty_id = duty.id and version.id <> duty.submission_id
  order by version.number desc limit 1)`

/** In whose place the version in force was signed, where a stand-in did. */
const inPlaceOf = sql<string | null>`(select holder.name from signature
  join post on post.id = signature.post_id join person as holder on holder.id = post.person_id
  where signature.subject_kind = 'submission' and signature.subject_id = submission.id
    and signature.stand_in_id is not null
  order by signature.signed_at desc limit 1)`

/** Duties with the submission in force and what a signer or an accepting division compares it with. */
const judged = (tx: Tx, today: string) =>
  dutyRows(tx, today)
    .innerJoin('submission', 'submission.id', 'duty.submissionId')
    .innerJoin('person as writer', 'writer.id', 'submission.enteredBy')
    .leftJoin('person as signer', 'signer.id', 'duty.signedBy')
    .leftJoin('storedFile as file', 'file.id', 'submission.evidenceFileId')
    .leftJoin('dutySuggestion as suggestion', 'suggestion.dutyId', 'duty.id')
    .select(['submission.id as submission', 'submission.number', 'submission.note', 'submission.correctionReason'])
    .select(['submission.content', askedForm.as('asked'), formFileNames.as('files')])
    .select(['submission.enteredAt', 'submission.digest', 'writer.name as enteredByName'])
    .select(['signer.name as signedByName', 'file.id as fileId', 'file.name as fileName', 'file.size as fileSize'])
    .select(inPlaceOf.as('inPlaceOf'))
    .select([lastFigure.as('last'), lastSigned.as('lastSigned'), 'suggestion.value as suggested'])
    .orderBy('duty.period')
    .orderBy('item.sort')
    .orderBy('indicator.sort')
    .orderBy('duty.id')

type Judged = Awaited<ReturnType<ReturnType<typeof judged>['executeTakeFirstOrThrow']>>

/** With what the checks of the collection plan find, held against the figures before as at entry. */
async function shown(tx: Tx, rows: readonly Judged[]): Promise<DutyToJudge[]> {
  const duties = rows.map((row) => ({ ...rowOf(row), form: formOf(row.asked) }))
  const compared = await comparedOfMany(tx, duties)
  return rows.map((row, at) => {
    const { form = null } = duties[at] ?? {}
    const { indicator, kind, value, note } = { ...rowOf(row), note: row.note }
    const filled = { value, note, content: contentOf(row.content) }
    const found =
      form && kind === 'value' ? findingsOf(indicator, form, filled, compared.get(row.id) ?? nothingCompared) : []
    return { ...shownRow(row), findings: found.map(({ field, message }) => ({ field, message })) }
  })
}

const shownRow = (row: Judged): Omit<DutyToJudge, 'findings'> => ({
  ...rowOf(row),
  submissionId: row.submission,
  number: row.number,
  note: row.note,
  correctionReason: row.correctionReason,
  further: furtherOf(formOf(row.asked), contentOf(row.content), row.files ?? {}),
  enteredByName: row.enteredByName,
  enteredAt: row.enteredAt,
  signedByName: row.signedByName,
  signedInPlaceOf: row.signedByName === null ? null : row.inPlaceOf,
  evidence: evidenceOf(row.fileId, row.fileName, row.fileSize),
  last: row.last?.period === previousPeriod(row.period) ? row.last : null,
  suggested: row.suggested,
  lastSigned: row.lastSigned && differs(row, row.lastSigned) ? lastSignedOf(row, row.lastSigned) : null,
})
const differs = ({ kind, value, note, fileId, content }: Judged, before: LastSigned): boolean =>
  before.kind !== (kind as EntryKind) ||
  before.value !== value ||
  before.note !== note ||
  before.evidenceId !== fileId ||
  !isDeepStrictEqual(contentOf(before.content), contentOf(content))

const lastSignedOf = (row: Judged, { content, evidenceId: _, files, ...before }: LastSigned) => ({
  ...before,
  further: furtherOf(formOf(row.asked), contentOf(content), files ?? {}),
})

/** What of one period waits for the signature of a division's head; locked until the transaction ends if asked. */
export async function offeredOf(tx: Tx, divisionId: string | null, period: string, today: string, isLocked = false) {
  const rows = await judged(tx, today)
    .where('duty.responsibleDivisionId', '=', divisionId)
    .where('duty.period', '=', period)
    .where('duty.stage', '=', 'offered')
    .$if(isLocked, (query) => query.forUpdate('duty'))
    .execute()
  return (await shown(tx, rows)).map((duty, at) => ({ ...duty, digest: rows[at]?.digest ?? '' }))
}
export type Offered = Awaited<ReturnType<typeof offeredOf>>[number]

/** Whose acceptance it is, as in domain/collection/duty.ts; a test holds the two together. */
export function acceptedBy(actor: Actor, today: string): Expression<SqlBool> {
  if (actor.post === 'leadingGroup.deputy')
    return sql<boolean>`${byDeputy} and (not ${deputyInCharge(today)}
      or duty.responsible_division_id = any(${[...actor.inChargeOf]}::uuid[]))`
  return sql<boolean>`duty.coordinating_division_id = ${actor.divisionId} and not ${byDeputy}`
}

/** Signed submissions that wait for this post's acceptance. */
export async function toAccept(tx: Tx, actor: Actor, today: string, period?: string): Promise<DutyToJudge[]> {
  const rows = await judged(tx, today)
    .where('duty.stage', '=', 'submitted')
    .where(acceptedBy(actor, today))
    .$if(period !== undefined, (query) => query.where('duty.period', '=', period ?? ''))
    .limit(500)
    .execute()
  return shown(tx, rows)
}
