import { sql } from 'kysely'
import type { Proof } from '#domain/collection/vouching.api.ts'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { entries } from '#server/kernel/history.ts'
import { visible as visibleReports } from './dataReport.store.ts'
import { visible } from './dutyRows.store.ts'
import { askedForm } from './form.store.ts'

/** The submission with its duty, to whoever sees the duty or a report that holds it; its digest is reckoned anew. */
export const findFigure = (tx: Tx, actor: Actor, id: string) =>
  tx
    .selectFrom('submission')
    .innerJoin('duty', 'duty.id', 'submission.dutyId')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .innerJoin('item', 'item.id', 'duty.itemId')
    .innerJoin('division as responsible', 'responsible.id', 'duty.responsibleDivisionId')
    .innerJoin('division as coordinating', 'coordinating.id', 'duty.coordinatingDivisionId')
    .innerJoin('person', 'person.id', 'submission.enteredBy')
    .leftJoin('externalBody as unit', 'unit.id', 'duty.collectingUnitId')
    .leftJoin('storedFile as file', 'file.id', 'submission.evidenceFileId')
    .leftJoin('collectionVersion as asked', 'asked.id', 'duty.collectionVersionId')
    .select([askedForm.as('asked'), sql<unknown>`${said('submission')} -> 'further'`.as('further')])
    .select(['submission.id', 'submission.dutyId', 'submission.number', 'submission.kind', 'submission.value'])
    .select(['submission.note', 'submission.correctionReason', 'submission.source', 'submission.enteredAt'])
    .select(['submission.digest', 'person.name as enteredBy', 'duty.period', 'duty.year', 'duty.stage'])
    .select(['duty.submissionId', 'indicator.name', 'indicator.unit', 'indicator.decimals', 'indicator.feed'])
    .select(['duty.itemId', 'item.code', 'item.title', 'duty.collectingUnitId', 'unit.nameZh as unitZh'])
    .select(['unit.nameEn as unitEn', 'responsible.nameZh as responsibleZh', 'responsible.nameEn as responsibleEn'])
    .select(['coordinating.nameZh as coordinatingZh', 'coordinating.nameEn as coordinatingEn'])
    .select(['file.id as fileId', 'file.name as fileName', 'file.size as fileSize', 'file.digest as fileDigest'])
    .select((eb) => eb.and([visible(eb as never, actor)]).as('isOpen'))
    .select([recomputed('submission').as('recomputed'), namesItself.as('isNamed')])
    .select(sql<string | null>`${said('submission')} -> 'evidence' ->> 'digest'`.as('evidenceSaid'))
    .where('submission.id', '=', id)
    .where((eb) =>
      eb.or([
        visible(eb as never, actor),
        eb.exists(
          visibleReports(tx, actor)
            .innerJoin('dataReportLine as line', 'line.reportId', 'dataReport.id')
            .select('line.dutyId')
            .where(sql<boolean>`line.submission_id = submission.id`),
        ),
      ]),
    )
    .executeTakeFirstOrThrow(() => new NotFound())
export type FigureRow = Awaited<ReturnType<typeof findFigure>>

/** The digest of what is kept, reckoned by the database now. */
const recomputed = (table: 'submission' | 'signature') =>
  sql<string>`encode(sha256(${sql.ref(`${table}.canonical`)}), 'hex')`
const said = (table: 'submission' | 'signature') => sql`convert_from(${sql.ref(`${table}.canonical`)}, 'UTF8')::jsonb`

/** What the digest was made over says what the columns say. */
const namesItself = sql<boolean>`(${said('submission')} ->> 'kind' = submission.kind
  and (${said('submission')} ->> 'value')::numeric is not distinct from submission.value
  and ${said('submission')} ->> 'note' = submission.note)`

export const proofOf = (digest: string, again: string, isNamed: boolean): Proof => ({
  ...{ digest, recomputed: again },
  isSame: digest === again && isNamed,
})

const vouches = (tx: Tx) =>
  tx
    .selectFrom('signature')
    .innerJoin('person', 'person.id', 'signature.personId')
    .innerJoin('post', 'post.id', 'signature.postId')
    .leftJoin('person as holder', (join) =>
      join.onRef('holder.id', '=', 'post.personId').on('signature.standInId', 'is not', null),
    )
    .leftJoin('person as registrar', 'registrar.id', 'signature.registeredBy')
    .select(['signature.id', 'signature.subjectId', 'signature.signedAt', 'signature.statement'])
    .select(['signature.statementNumber', 'signature.digest', 'person.name as personName', 'post.kind as post'])
    .select(['holder.name as inPlaceOf', 'signature.way', 'signature.signedOn', 'signature.receivedOn'])
    .select(['registrar.name as byName', recomputed('signature').as('recomputed')])
    .select(
      sql<Text>`division_name_on(signature.division_id, (signature.signed_at at time zone 'Asia/Shanghai')::date)`.as(
        'division',
      ),
    )
    .orderBy('signature.signedAt', 'desc')
    .orderBy('signature.id')

/** Signatures over the submission, each with whether what was signed names it as it is. */
export const signaturesOf = (tx: Tx, { id, digest, kind }: Pick<FigureRow, 'id' | 'digest' | 'kind'>) =>
  vouches(tx)
    .select(
      sql<boolean>`${said('signature')} -> 'duties' @> jsonb_build_array(case when signature.way = 'here'
        then jsonb_build_object('submission', ${id}::text, 'digest', ${digest}::text)
        else jsonb_build_object('submission', ${id}::text, 'kind', ${kind}::text) end)`.as('isNamed'),
    )
    .where('signature.subjectKind', '=', 'submission')
    .where('signature.subjectId', '=', id)
    .execute()
export type VouchRow = Awaited<ReturnType<typeof signaturesOf>>[number]

/** The last acceptance between its signature and that of a later version: what is accepted is what is signed last. */
export const acceptanceOf = (tx: Tx, { id, dutyId, number }: Pick<FigureRow, 'id' | 'dutyId' | 'number'>) =>
  entries(tx)
    .where('history.subjectKind', '=', 'duty')
    .where('history.subjectId', '=', dutyId)
    .where('history.action', '=', 'duty.accept')
    .where(
      sql<boolean>`history.occurred_at >= (select min(signed_at) from signature
        where subject_kind = 'submission' and subject_id = ${id}::uuid)`,
    )
    .where(
      sql<boolean>`history.occurred_at < coalesce((select min(signature.signed_at) from submission later
        join signature on signature.subject_kind = 'submission' and signature.subject_id = later.id
        where later.duty_id = ${dutyId}::uuid and later.number > ${number}), 'infinity')`,
    )
    .orderBy('history.occurredAt', 'desc')
    .orderBy('history.recordedAt', 'desc')
    .limit(1)
    .executeTakeFirst()

/** The import that gave the figure: the last one before it was entered. */
export const runOf = (tx: Tx, { dutyId, year, enteredAt }: Pick<FigureRow, 'dutyId' | 'year' | 'enteredAt'>) =>
  tx
    .selectFrom('history')
    .innerJoin('feedRun', 'feedRun.runAt', 'history.occurredAt')
    .innerJoin('storedFile as file', 'file.id', 'feedRun.fileId')
    .innerJoin('person', 'person.id', 'feedRun.runBy')
    .select(['feedRun.id', 'feedRun.runAt', 'person.name as runBy', 'file.name as fileName', 'file.digest'])
    .where('history.subjectKind', '=', 'duty')
    .where('history.subjectId', '=', dutyId)
    .where('history.action', '=', 'duty.suggest')
    .where('history.occurredAt', '<=', enteredAt)
    .where('feedRun.year', '=', year)
    .whereRef('feedRun.runBy', '=', 'history.personId')
    .orderBy('history.occurredAt', 'desc')
    .limit(1)
    .executeTakeFirst()

/** The reports that hold the submission, the newest first. */
export const reportsOf = (tx: Tx, actor: Actor, { id }: Pick<FigureRow, 'id'>) =>
  tx
    .selectFrom('dataReportLine as line')
    .innerJoin('dataReport', 'dataReport.id', 'line.reportId')
    .innerJoin('externalBody as unit', 'unit.id', 'dataReport.collectingUnitId')
    .leftJoin('person as reviewer', 'reviewer.id', 'dataReport.reviewedBy')
    .leftJoin('dataReport as successor', 'successor.correctsId', 'dataReport.id')
    .select(['dataReport.id', 'dataReport.number', 'dataReport.state', 'dataReport.subject', 'dataReport.sentOn'])
    .select(['dataReport.documentNumber', 'dataReport.reviewedAt', 'dataReport.sentWay', 'dataReport.receiver'])
    .select(['dataReport.receiptOn', 'dataReport.receiptNote', 'unit.nameZh', 'unit.nameEn'])
    .select(['reviewer.name as reviewedBy', 'successor.number as successorNumber', 'line.dutyId'])
    .select(isOpenTo(actor).as('isOpen'))
    .select(anyOutdated.as('isOutdated'))
    .where('line.submissionId', '=', id)
    .orderBy('dataReport.number', 'desc')
    .orderBy('dataReport.id')
    .execute()
export type ReportRow = Awaited<ReturnType<typeof reportsOf>>[number]

const isOpenTo = (actor: Actor) =>
  seesEverything(actor)
    ? sql<boolean>`true`
    : sql<boolean>`data_report.coordinating_division_id is not distinct from ${actor.divisionId}::uuid`

/** One of its figures was corrected or withdrawn since: then its signature no longer stands. */
const anyOutdated = sql<boolean>`exists (select from data_report_line other join duty on duty.id = other.duty_id
  where other.report_id = data_report.id and (duty.submission_id is distinct from other.submission_id
    or duty.stage not in ('accepted', 'reported', 'acknowledged')))`

/** Signatures under Art. 29 over all the reports, in one statement, each with whether it names all these figures. */
export const reportSignatures = (tx: Tx, reports: readonly ReportRow[], digests: readonly string[]) =>
  vouches(tx)
    .select(
      sql<boolean>`${said('signature')} -> 'lines' @> ${JSON.stringify(digests.map((digest) => ({ digest })))}::jsonb`.as(
        'isNamed',
      ),
    )
    .where('signature.subjectKind', '=', 'dataReport')
    .where(
      'signature.subjectId',
      'in',
      reports.map((report) => report.id),
    )
    .execute()

/** Every version of the duty's figure with who signed it, the newest first. */
export const versionsOf = (tx: Tx, dutyId: string) =>
  tx
    .selectFrom('submission')
    .innerJoin('person', 'person.id', 'submission.enteredBy')
    .leftJoin('signature', (join) =>
      join.onRef('signature.subjectId', '=', 'submission.id').on('signature.subjectKind', '=', 'submission'),
    )
    .leftJoin('person as signer', 'signer.id', 'signature.personId')
    .select(['submission.id', 'submission.number', 'submission.kind', 'submission.value', 'person.name as enteredBy'])
    .select(['submission.correctionReason', 'submission.enteredAt', 'signer.name as signedBy', 'signature.signedAt'])
    .where('submission.dutyId', '=', dutyId)
    .orderBy('submission.number', 'desc')
    .limit(100)
    .execute()
