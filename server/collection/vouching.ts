import { lineFields, SignedField } from '#domain/collection/dataReport.fields.ts'
import type { State, Way } from '#domain/collection/dataReport.ts'
import type { EntryKind, Stage } from '#domain/collection/duty.ts'
import { inUnit, portOfFeed } from '#domain/collection/feed.ts'
import { linesOf, onlyMonth, passengersOf } from '#domain/collection/passengerLines.ts'
import type { RegisteredWay } from '#domain/collection/registration.ts'
import type { Source, Vouch, VouchedReport, Vouching } from '#domain/collection/vouching.api.ts'
import { digestOf } from '#server/kernel/canonical.ts'
import { contentOf } from '#server/kernel/files.ts'
import { decodeText } from '#server/kernel/office/decodeText.ts'
import { readCsv } from '#server/kernel/office/readCsv.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { evidenceOf, named, text } from './duty.shape.ts'
import { feedLineOf } from './feedLine.store.ts'
import { formOf } from './form.store.ts'
import { tableLineOf } from './tableLine.store.ts'
import {
  acceptanceOf,
  type FigureRow,
  findFigure,
  proofOf,
  type ReportRow,
  reportSignatures,
  reportsOf,
  runOf,
  signaturesOf,
  type VouchRow,
  versionsOf,
} from './vouching.store.ts'

/** Everybody who vouched for one submission, from its source to the collecting unit; every digest reckoned anew. */
export async function findVouching(context: Reading, id: string): Promise<Vouching> {
  const { tx, actor, clock } = context
  const row = await findFigure(tx, actor, id)
  const isInForce = row.submissionId === row.id
  const signatures = await signaturesOf(tx, row)
  const acceptance = await acceptanceOf(tx, row)
  const reports = await reportsOf(tx, actor, row)
  const overReports = reports.length > 0 ? await reportSignatures(tx, reports, [row.digest]) : []
  const versions = await versionsOf(tx, row.dutyId)
  return {
    ...headOf(row),
    isInForce,
    signatures: signatures.map((one) => vouchOf(one, isInForce)),
    acceptance: acceptance?.personName ? acceptanceShown(acceptance, acceptance.personName) : null,
    file: row.source === 'passengers' ? await sourceOf(context, row) : null,
    feedLine: row.source === 'feed' ? await feedLineOf(context, row) : null,
    tableLine: row.source === 'typed' ? await tableLineOf(context, row) : null,
    reports: reports.map((report) => reportOf(report, overReports)),
    versions: versions.map((version) => ({ ...version, kind: version.kind as EntryKind })),
    checkedAt: clock.now,
  }
}

function headOf(row: FigureRow) {
  const evidence = evidenceOf(row.fileId, row.fileName, row.fileSize)
  return {
    ...{ id: row.id, dutyId: row.dutyId, period: row.period, stage: row.stage as Stage, number: row.number },
    indicator: { name: row.name, unit: row.unit, decimals: row.decimals },
    item: { id: row.itemId, code: row.code, title: row.title },
    responsibleDivision: text(row.responsibleZh, row.responsibleEn),
    coordinatingDivision: text(row.coordinatingZh, row.coordinatingEn),
    collectingUnit: named(row.collectingUnitId, row.unitZh, row.unitEn),
    ...{ kind: row.kind as EntryKind, value: row.value, note: row.note, correctionReason: row.correctionReason },
    ...{ source: row.source, enteredBy: row.enteredBy, enteredAt: row.enteredAt, isOpen: Boolean(row.isOpen) },
    further: lineFields(formOf(row.asked)?.fields ?? [], SignedField.array().parse(row.further ?? []), null),
    proof: proofOf(row.digest, row.recomputed, row.isNamed),
    evidence: evidence && { ...evidence, proof: proofOf(row.evidenceSaid ?? '', row.fileDigest ?? '', true) },
  }
}

const vouchOf = (row: VouchRow, stands: boolean): Vouch => ({
  ...{ id: row.id, personName: row.personName, inPlaceOf: row.inPlaceOf, post: row.post as Vouch['post'] },
  ...{ division: row.division, signedAt: row.signedAt, statement: row.statement },
  statementNumber: row.statementNumber,
  proof: proofOf(row.digest, row.recomputed, row.isNamed),
  stands,
  registered:
    row.signedOn && row.receivedOn && row.byName
      ? { way: row.way as RegisteredWay, signedOn: row.signedOn, receivedOn: row.receivedOn, byName: row.byName }
      : null,
})

type Accepted = NonNullable<Awaited<ReturnType<typeof acceptanceOf>>>
const acceptanceShown = (
  { inPlaceOf, post, nameZh, nameEn, occurredAt, content }: Accepted,
  personName: string,
): Vouching['acceptance'] => ({
  ...{ personName, inPlaceOf, post: post as Vouch['post'] | null, acceptedAt: occurredAt },
  division: nameZh && nameEn ? text(nameZh, nameEn) : null,
  comment: content.reason ?? null,
})

/** Of a report that is not taken back the last signature stands, as long as none of its figures was changed. */
export function reportOf(
  { nameZh, nameEn, isOutdated, dutyId: _, ...report }: ReportRow,
  all: readonly VouchRow[],
): VouchedReport {
  const own = all.filter(({ subjectId }) => subjectId === report.id)
  return {
    ...report,
    ...{ state: report.state as State, sentWay: report.sentWay as Way | null, isOpen: Boolean(report.isOpen) },
    collectingUnit: text(nameZh, nameEn),
    signatures: own.map((row, at) => vouchOf(row, at === 0 && report.state !== 'assembled' && !isOutdated)),
  }
}

/** The lines of the file that the figure comes from. A file that can no longer be read gives none, and is not the same. */
async function sourceOf({ tx, app }: Reading, row: FigureRow): Promise<Source | null> {
  const run = await runOf(tx, row)
  const port = portOfFeed(row.feed)
  if (!run || !port) return null
  const bytes = await contentOf(app.files, run.digest)
  const decoded = decodeText(bytes)
  const table = decoded.ok ? await readCsv(Buffer.from(onlyMonth(decoded.text, row.period))) : decoded
  const lines = table.ok ? linesOf(table.rows, port, row.period) : []
  const passengers = passengersOf(lines)
  const value = inUnit(passengers, row.unit, row.decimals)
  return {
    ...{ runId: run.id, fileName: run.fileName, runBy: run.runBy, runAt: run.runAt },
    proof: proofOf(run.digest, digestOf(bytes), true),
    ...{ lines, passengers, value, isSame: value === row.value },
  }
}
