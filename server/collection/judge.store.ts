import { type Expression, type SqlBool, sql } from 'kysely'
import { previousPeriod } from '#domain/calendar/periods.ts'
import type { Duty } from '#domain/collection/duty.api.ts'
import type { EntryKind } from '#domain/collection/duty.ts'
import type { DutyToJudge } from '#domain/collection/dutyActs.api.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { evidenceOf, rowOf } from './duty.shape.ts'
import { byDeputy, deputyInCharge, dutyRows } from './dutyRows.store.ts'
import { askedForm, contentOf, formFileNames, formOf, furtherOf } from './form.store.ts'

/** The signed figure of the same indicator before this one: each year's plan has indicators of its own. */
export const lastFigure = sql<Duty['last']>`(
  select json_build_object('period', earlier.period, 'kind', earlier.kind, 'value', earlier.value::text)
  from indicator as same join duty as earlier on earlier.indicator_id = same.id
  where same.name = indicator.name and same.unit = indicator.unit
    and earlier.responsible_division_id = duty.responsible_division_id and earlier.frequency = duty.frequency
    and earlier.period < duty.period and earlier.signed_by is not null
  order by earlier.period desc limit 1)`

/** The version of this duty that was signed before the one in force. */
const lastSigned = sql<DutyToJudge['lastSigned']>`(
  select json_build_object('number', version.number, 'kind', version.kind, 'value', version.value::text,
    'signedAt', signature.signed_at)
  from submission as version
  join signature on signature.subject_kind = 'submission' and signature.subject_id = version.id
  where version.duty_id = duty.id and version.id <> duty.submission_id
  order by version.number desc limit 1)`

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
    .select([lastFigure.as('last'), lastSigned.as('lastSigned'), 'suggestion.value as suggested'])
    .orderBy('duty.period')
    .orderBy('item.sort')
    .orderBy('indicator.sort')
    .orderBy('duty.id')

type Judged = Awaited<ReturnType<ReturnType<typeof judged>['executeTakeFirstOrThrow']>>

const shown = (row: Judged): DutyToJudge => ({
  ...rowOf(row),
  submissionId: row.submission,
  number: row.number,
  note: row.note,
  correctionReason: row.correctionReason,
  further: furtherOf(formOf(row.asked), contentOf(row.content), row.files ?? {}),
  enteredByName: row.enteredByName,
  enteredAt: row.enteredAt,
  signedByName: row.signedByName,
  evidence: evidenceOf(row.fileId, row.fileName, row.fileSize),
  last: row.last?.period === previousPeriod(row.period) ? row.last : null,
  suggested: row.suggested,
  lastSigned: differs(row) ? row.lastSigned : null,
})
const differs = ({ lastSigned: before, kind, value }: Judged): boolean =>
  before !== null && (before.kind !== (kind as EntryKind) || before.value !== value)

/** What of one period waits for the signature of a division's head; locked until the transaction ends if asked. */
export async function offeredOf(tx: Tx, divisionId: string | null, period: string, today: string, isLocked = false) {
  const rows = await judged(tx, today)
    .where('duty.responsibleDivisionId', '=', divisionId)
    .where('duty.period', '=', period)
    .where('duty.stage', '=', 'offered')
    .$if(isLocked, (query) => query.forUpdate('duty'))
    .execute()
  return rows.map((row) => ({ ...shown(row), digest: row.digest }))
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
  return rows.map(shown)
}
