import { z } from 'zod'
import { earlier, workingDaysBetween } from '#domain/calendar/workingDays.ts'
import type { DataReport, ReportSignature } from '#domain/collection/dataReport.api.ts'
import type { Line } from '#domain/collection/dataReport.content.ts'
import { documentCodeOf, Letter, letterOf, Table, tableOf, type Words } from '#domain/collection/dataReport.document.ts'
import { lineFields, SignedField } from '#domain/collection/dataReport.fields.ts'
import { UnitTable } from '#domain/collection/unitTemplate.fill.ts'
import { inForce, type RulePack } from '#domain/kernel/settings.ts'
import { canonicalOf } from '#server/kernel/canonical.ts'
import { clockAt } from '#server/kernel/clock.ts'
import type { Reading } from '#server/kernel/routes.ts'
import {
  findHead,
  type Head,
  type LineRow,
  listFiles,
  listLines,
  listSignatures,
  type SignatureRow,
} from './dataReport.store.ts'
import { listCells, type SetCell } from './dataReportSet.store.ts'
import { formOf } from './form.store.ts'
import { unitTableFor } from './unitTemplateFill.store.ts'

type Reader = Pick<Reading, 'tx' | 'actor' | 'today' | 'pack' | 'app'>

export const findReport = async (reader: Reader, id: string): Promise<DataReport> =>
  (await composeReport(reader, await findHead(reader.tx, reader.actor, id))).report

/** The reply and, beside it, the canonical content whose digest it shows. */
export async function composeReport({ tx, today, pack, app }: Reader, head: Head) {
  const [cells, rows, signatures] = [
    await listCells(tx, head),
    await listLines(tx, head),
    await listSignatures(tx, head),
  ]
  const lines = rows.map((row) => lineOf(row, head, cells))
  const outdated = outdatedOf(cells, lines)
  const signed = head.state === 'assembled' ? undefined : signatures.find(({ reportId }) => reportId === head.id)
  const unitTable = signed ? null : await unitTableFor(tx, { ...head, lines, reportDay: today })
  const content = contentOf(head, lines, unitTable, { today, pack })
  const frozen = signed ? Frozen.parse(JSON.parse(signed.content)) : content.value
  const dueOn = cells.map(({ externalDueOn }) => externalDueOn).reduce(earliest, null)
  const report: DataReport = {
    ...headOf(head),
    dueOn,
    workingDaysLeft: dueOn === null ? null : workingDaysBetween(today, dueOn, app.holidays),
    plannedWays: [...new Set(cells.map(({ delivery }) => delivery))],
    owed: cells.length,
    lines,
    missing: cells.filter(({ isSettled }) => !isSettled).map(cellOf),
    outdated,
    signatures: signatures.map((row) => signatureOf(row, signed?.id, head, lines)),
    signedOn: signed ? dayOf(signed.signedAt) : null,
    digest: signed?.digest ?? content.digest,
    letter: frozen.letter,
    table: frozen.table,
    unitTable: frozen.unitTable,
    files: signed ? (await listFiles(tx, signed.id)).map(({ type: _, ...file }) => file) : [],
  }
  return { report, content, signatureId: signed?.id ?? null }
}

/** What was signed before there were forms of the units holds none. */
const Frozen = z.object({ letter: Letter.nullable(), table: Table, unitTable: UnitTable.nullable().default(null) })

const cellOf = ({ name, divisionName }: Pick<SetCell, 'name' | 'divisionName'>) => ({ name, divisionName })
const earliest = (a: string | null, b: string | null) => (a === null || b === null ? (a ?? b) : earlier(a, b))
/** The office’s day of an instant. */
const dayOf = (instant: string) => clockAt(null, new Date(instant)).today

function lineOf(
  { nameZh, nameEn, beforeId, beforeKind, beforeValue, isFinal, asked, further, beforeFurther, ...row }: LineRow,
  head: Head,
  cells: SetCell[],
): Line {
  const cell = cells.find(({ dutyId }) => dutyId === row.dutyId)
  const isSame = !head.correctsId || beforeId === row.submissionId
  const change = isSame ? 'same' : !beforeId ? 'added' : isFinal ? 'final' : 'corrected'
  const isReplaced = change === 'corrected' || change === 'final'
  return {
    ...row,
    kind: kindOf(row.kind),
    divisionName: { zh: nameZh, en: nameEn },
    further: lineFields(
      formOf(asked)?.fields ?? [],
      SignedField.array().parse(further ?? []),
      isReplaced ? SignedField.array().parse(beforeFurther ?? []) : null,
    ),
    change,
    before: isReplaced && beforeKind ? { kind: kindOf(beforeKind), value: beforeValue } : null,
    isOutdated: !cell?.isSettled || cell.submissionId !== row.submissionId,
  }
}

const kindOf = (kind: string): 'value' | 'nil' => (kind === 'nil' ? 'nil' : 'value')

/** Accepted by now and not what the report holds, or held by the report and no longer in the set. */
function outdatedOf(cells: readonly SetCell[], lines: readonly Line[]) {
  const changed = cells.filter(({ dutyId, isSettled, submissionId }) => {
    const line = lines.find((one) => one.dutyId === dutyId)
    return isSettled && line?.submissionId !== submissionId
  })
  const gone = lines.filter((line) => !cells.some(({ dutyId }) => dutyId === line.dutyId))
  return [...changed, ...gone].map(cellOf)
}

function signatureOf(
  row: SignatureRow,
  signedId: string | undefined,
  head: Head,
  lines: readonly Line[],
): ReportSignature {
  const stale = (isStale: (line: Line) => boolean) => lines.filter(isStale).map(({ name }) => name)
  const isPresent = row.id === signedId
  const isBefore = row.reportNumber === head.number - 1
  const staleCells = isPresent
    ? stale(({ isOutdated }) => isOutdated)
    : isBefore
      ? stale(({ change }) => change !== 'same')
      : []
  return {
    id: row.id,
    reportNumber: row.reportNumber,
    personName: row.personName,
    inPlaceOf: row.inPlaceOf,
    divisionName: row.division,
    signedAt: row.signedAt,
    statement: row.statement,
    statementNumber: row.statementNumber,
    digest: row.digest,
    isInForce: isPresent && staleCells.length === 0,
    staleCells,
  }
}

/** The words of the documents as they would be signed today, and the bytes a signature is made over. */
export function contentOf(
  head: Head,
  lines: readonly Line[],
  unitTable: UnitTable | null,
  { today, pack }: Pick<Reader, 'today' | 'pack'>,
) {
  const words = wordsOf(head, lines, today)
  const value = { letter: head.withLetter ? letterOf(words) : null, table: tableOf(words), unitTable }
  const canonical = canonicalOf({
    ...{ letter: value.letter, table: value.table, ...(unitTable ? { unitTable } : {}) },
    kind: 'dataReport',
    report: head.id,
    number: head.number,
    period: head.period,
    collectingUnit: head.unitZh,
    coordinatingDivision: head.divisionZh,
    statement: statementOf(pack, today).number,
    lines: lines.map(({ dutyId, name, unit, kind, value, submissionNumber, submissionDigest }) => ({
      duty: dutyId,
      indicator: name,
      unit,
      kind,
      value,
      submission: submissionNumber,
      digest: submissionDigest,
    })),
  })
  return { value, ...canonical }
}

/** The statement of Art. 29 in force on a day. */
export function statementOf(pack: RulePack, today: string) {
  const statement = inForce(pack.statements.art29 ?? [], today)
  if (!statement) throw new Error(`rule pack ${pack.name} has no statement art29 for ${today}`)
  return statement
}

const wordsOf = (head: Head, lines: readonly Line[], datedOn: string): Words => ({
  officeName: head.officeName,
  collectingUnitName: head.unitZh,
  period: head.period,
  number: head.number,
  subject: head.subject,
  withTotal: head.withTotal,
  aggregates: head.aggregates,
  documentNumber: head.documentNumber,
  documentCode: documentCodeOf(head.lastDocumentNumber),
  contactName: head.contactName,
  contactPhone: head.contactPhone,
  lines,
  previous: head.previousSentOn ? { sentOn: head.previousSentOn, documentNumber: head.previousDocumentNumber } : null,
  datedOn,
})

const headOf = (head: Head) => ({
  id: head.id,
  version: head.version,
  year: head.year,
  period: head.period,
  number: head.number,
  state: head.state,
  collectingUnit: { id: head.collectingUnitId, name: { zh: head.unitZh, en: head.unitEn } },
  coordinatingDivisionId: head.coordinatingDivisionId,
  coordinatingDivisionName: { zh: head.divisionZh, en: head.divisionEn },
  subject: head.subject,
  withLetter: head.withLetter,
  withTotal: head.withTotal,
  aggregates: head.aggregates,
  contactName: head.contactName,
  contactPhone: head.contactPhone,
  documentNumber: head.documentNumber,
  assembledBy: head.assembledBy,
  assembledByName: head.assembledByName,
  assembledAt: head.assembledAt,
  signedBy: head.signedBy,
  signedFor: head.signedFor,
  reviewedBy: head.reviewedBy && head.reviewedByName ? { id: head.reviewedBy, name: head.reviewedByName } : null,
  reviewedAt: head.reviewedAt,
  sentOn: head.sentOn,
  sentWay: head.sentWay,
  receiver: head.receiver,
  receiptOn: head.receiptOn,
  receiptNote: head.receiptNote,
  returnReason: head.returnReason,
  correctsId: head.correctsId,
  successorId: head.successorId,
  firstSentOn: head.number > 1 ? head.firstSentOn : null,
})
