import { type RawBuilder, sql } from 'kysely'
import type { Aggregate } from '#domain/collection/aggregate.ts'
import type { ReportFile } from '#domain/collection/dataReport.api.ts'
import type { FileKind, State, Way } from '#domain/collection/dataReport.ts'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Tx } from '#server/kernel/db.ts'
import { divisionOnDay } from '#server/kernel/divisionName.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import { askedForm } from './form.store.ts'

/** A report is its coordinating division's; the performance office and the group's head and deputies see every one. */
export const visible = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('dataReport')
    .$if(!seesEverything(actor), (query) => query.where('dataReport.coordinatingDivisionId', '=', actor.divisionId))

const withNames = (tx: Tx, actor: Actor) =>
  visible(tx, actor)
    .innerJoin('externalBody as unit', 'unit.id', 'dataReport.collectingUnitId')
    .innerJoin('division', 'division.id', 'dataReport.coordinatingDivisionId')

/** What was sent bears the name that the division had then. */
const divisionThen = sql`(${divisionOnDay('dataReport.coordinatingDivisionId', 'dataReport.sentOn')} -> 'name')`

/** The head of a report: its own columns and the names on it. */
export async function findHead(tx: Tx, actor: Actor, id: string) {
  const row = await withNames(tx, actor)
    .innerJoin('person as assembler', 'assembler.id', 'dataReport.assembledBy')
    .leftJoin('person as reviewer', 'reviewer.id', 'dataReport.reviewedBy')
    .leftJoin('dataReport as previous', 'previous.id', 'dataReport.correctsId')
    .leftJoin('dataReport as successor', 'successor.correctsId', 'dataReport.id')
    .selectAll('dataReport')
    .select([
      'unit.nameZh as unitZh',
      'unit.nameEn as unitEn',
      sql<string>`${divisionThen} ->> 'zh'`.as('divisionZh'),
      sql<string>`${divisionThen} ->> 'en'`.as('divisionEn'),
      'assembler.name as assembledByName',
      'reviewer.name as reviewedByName',
      'previous.sentOn as previousSentOn',
      'previous.documentNumber as previousDocumentNumber',
      'successor.id as successorId',
      sql<string>`(select name_zh from office)`.as('officeName'),
      sql<string | null>`(select min(first.sent_on) from data_report first
        where first.collecting_unit_id = data_report.collecting_unit_id and first.period = data_report.period
          and first.coordinating_division_id = data_report.coordinating_division_id and first.number = 1)`.as(
        'firstSentOn',
      ),
      sql<string | null>`(select document_number from data_report earlier where document_number is not null
        order by earlier.assembled_at desc limit 1)`.as('lastDocumentNumber'),
    ])
    .where('dataReport.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())
  const aggregates = row.aggregates as unknown as Aggregate[]
  return { ...row, aggregates, state: row.state as State, sentWay: row.sentWay as Way | null }
}
export type Head = Awaited<ReturnType<typeof findHead>>

/** Locks the report until the transaction ends; `version` is the one the person was looking at. */
export async function lock(tx: Tx, actor: Actor, id: string, version: number): Promise<Head> {
  const current = await visible(tx, actor)
    .select('dataReport.version')
    .where('dataReport.id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound())
  if (current.version !== version) throw new Stale()
  return findHead(tx, actor, id)
}

type Changed = Partial<{
  state: State
  subject: string
  withLetter: boolean
  withTotal: boolean
  aggregates: readonly Aggregate[]
  contactName: string
  contactPhone: string
  documentNumber: string | null
  assembledBy: string
  assembledAt: string
  signedBy: string | null
  signedFor: string | null
  reviewedBy: string | null
  reviewedAt: string | null
  returnReason: string | null
  sentOn: string
  sentWay: Way
  receiver: string
  receiptOn: string
  receiptNote: string
}>

export const save = (tx: Tx, id: string, { aggregates, ...changed }: Changed) =>
  tx
    .updateTable('dataReport')
    .set((eb) => ({
      ...changed,
      ...(aggregates ? { aggregates: JSON.stringify(aggregates) } : {}),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()

type NewReport = {
  year: number
  period: string
  collectingUnitId: string
  coordinatingDivisionId: string
  number: number
  correctsId: string | null
  subject: string
  withLetter: boolean
  withTotal: boolean
  aggregates: readonly Aggregate[]
  contactName: string
  contactPhone: string
  documentNumber: string | null
  assembledBy: string
  assembledAt: string
}

/** A report of this number may exist already when two people assemble at the same moment: the second is told to reload. */
export async function insert(tx: Tx, report: NewReport): Promise<string> {
  const { id } = await tx
    .insertInto('dataReport')
    .values({ ...report, aggregates: JSON.stringify(report.aggregates), state: 'assembled' })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirstOrThrow(() => new Stale())
  return id
}

type NewLine = { readonly dutyId: string; readonly submissionId: string }

/** Puts these submissions, in this order, in the place of the lines there were. */
export async function replaceLines(tx: Tx, reportId: string, lines: readonly NewLine[]): Promise<void> {
  await tx.deleteFrom('dataReportLine').where('reportId', '=', reportId).execute()
  const values = lines.map(({ dutyId, submissionId }, index) => ({ reportId, dutyId, submissionId, sort: index + 1 }))
  if (values.length > 0) await tx.insertInto('dataReportLine').values(values).execute()
}

/** A final figure where the report before had a preliminary one: no correction was given on the way. */
const isFinal = sql<boolean>`coalesce(before.is_preliminary and not submission.is_preliminary
  and submission.correction_reason is null, false)`
/** The further fields of a submission as it was signed. */
const signedFields = (canonical: RawBuilder<unknown>) =>
  sql<unknown>`convert_from(${canonical}, 'UTF8')::jsonb->'further'`

/** The lines as they were assembled, each with the signature under Art. 28 and what the report before held. */
export const listLines = (tx: Tx, { id, correctsId }: Pick<Head, 'id' | 'correctsId'>) =>
  tx
    .selectFrom('dataReportLine as line')
    .innerJoin('duty', 'duty.id', 'line.dutyId')
    .innerJoin('submission', 'submission.id', 'line.submissionId')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .innerJoin('item', 'item.id', 'duty.itemId')
    .innerJoin('division', 'division.id', 'duty.responsibleDivisionId')
    .leftJoin('dataReportLine as beforeLine', (join) =>
      join.onRef('beforeLine.dutyId', '=', 'line.dutyId').on('beforeLine.reportId', '=', correctsId),
    )
    .leftJoin('submission as before', 'before.id', 'beforeLine.submissionId')
    .leftJoin('collectionVersion as asked', 'asked.id', 'duty.collectionVersionId')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('signature')
          .innerJoin('person', 'person.id', 'signature.personId')
          .select(['person.name', 'signature.signedAt'])
          .whereRef('signature.subjectId', '=', 'submission.id')
          .where('signature.subjectKind', '=', 'submission')
          .orderBy('signature.signedAt', 'desc')
          .limit(1)
          .as('vouched'),
      (join) => join.onTrue(),
    )
    .select([
      'line.dutyId',
      'duty.indicatorId',
      'item.title as itemTitle',
      'indicator.name',
      'indicator.unit',
      'indicator.decimals',
      'division.nameZh',
      'division.nameEn',
      'submission.id as submissionId',
      'submission.number as submissionNumber',
      'submission.digest as submissionDigest',
      'submission.kind',
      'submission.value',
      'submission.note',
      'submission.correctionReason',
      'submission.isPreliminary',
      'vouched.name as signedBy',
      'vouched.signedAt',
      'before.id as beforeId',
      'before.kind as beforeKind',
      'before.value as beforeValue',
      isFinal.as('isFinal'),
      askedForm.as('asked'),
      signedFields(sql.ref('submission.canonical')).as('further'),
      signedFields(sql.ref('before.canonical')).as('beforeFurther'),
    ])
    .where('line.reportId', '=', id)
    .orderBy('line.sort')
    .execute()
export type LineRow = Awaited<ReturnType<typeof listLines>>[number]

/** Signatures of this report and of the reports of the same period before it, newest first. */
export const listSignatures = (tx: Tx, head: Head) =>
  tx
    .selectFrom('signature')
    .innerJoin('dataReport', 'dataReport.id', 'signature.subjectId')
    .innerJoin('person', 'person.id', 'signature.personId')
    .innerJoin('post as signedAs', 'signedAs.id', 'signature.postId')
    .leftJoin('person as holder', (join) =>
      join.onRef('holder.id', '=', 'signedAs.personId').on('signature.standInId', 'is not', null),
    )
    .select([
      'signature.id',
      'signature.subjectId as reportId',
      'signature.signedAt',
      'signature.statement',
      'signature.statementNumber',
      'signature.digest',
      'dataReport.number as reportNumber',
      'dataReport.state as reportState',
      'person.name as personName',
      'holder.name as inPlaceOf',
      sql<Text>`division_name_on(signature.division_id, (signature.signed_at at time zone 'Asia/Shanghai')::date)`.as(
        'division',
      ),
      sql<string>`convert_from(signature.canonical, 'UTF8')`.as('content'),
    ])
    .where('signature.subjectKind', '=', 'dataReport')
    .where('dataReport.collectingUnitId', '=', head.collectingUnitId)
    .where('dataReport.coordinatingDivisionId', '=', head.coordinatingDivisionId)
    .where('dataReport.period', '=', head.period)
    .where('dataReport.number', '<=', head.number)
    .orderBy('signature.signedAt', 'desc')
    .orderBy('signature.id')
    .execute()
export type SignatureRow = Awaited<ReturnType<typeof listSignatures>>[number]

type NewSignature = {
  subjectId: string
  statement: string
  statementNumber: number
  personId: string
  postId: string
  standInId: string | null
  divisionId: string
  canonical: Buffer
  digest: string
  signedAt: string
}

export const insertSignature = (tx: Tx, signature: NewSignature) =>
  tx
    .insertInto('signature')
    .values({ ...signature, subjectKind: 'dataReport' })
    .returning('id')
    .executeTakeFirstOrThrow()

export const insertFileRow = (tx: Tx, row: { reportId: string; signatureId: string; kind: FileKind; fileId: string }) =>
  tx.insertInto('dataReportFile').values(row).execute()

/** The files frozen under one signature. */
export async function listFiles(tx: Tx, signatureId: string): Promise<(ReportFile & { type: string })[]> {
  const rows = await tx
    .selectFrom('dataReportFile')
    .innerJoin('storedFile', 'storedFile.id', 'dataReportFile.fileId')
    .select(['dataReportFile.kind', 'storedFile.name', 'storedFile.size', 'storedFile.digest', 'storedFile.type'])
    .where('dataReportFile.signatureId', '=', signatureId)
    .orderBy('dataReportFile.kind')
    .orderBy('storedFile.name')
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind as FileKind }))
}

type OfDuty = { readonly dutyId: string; readonly digest: string }
/** What kind of file each is, by its digest, of files that these duties' entries name. */
export async function typesOfFiles(tx: Tx, files: readonly OfDuty[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('storedFile')
    .select(['digest', 'type'])
    .where('claimedKind', '=', 'duty')
    .where(sql<boolean>`claimed_id = any(${files.map(({ dutyId }) => dutyId)}::uuid[])`)
    .where(sql<boolean>`digest = any(${files.map(({ digest }) => digest)}::text[])`)
    .execute()
  return new Map(rows.map(({ digest, type }) => [digest, type]))
}
