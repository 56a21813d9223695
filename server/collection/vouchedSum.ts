import type { DataReport } from '#domain/collection/dataReport.api.ts'
import { putTogether } from '#domain/collection/dataReport.sums.ts'
import type { VouchedLine, VouchedSum } from '#domain/collection/vouching.api.ts'
import { NotFound } from '#server/kernel/errors.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { findReport } from './dataReport.find.ts'
import { reportSignatures, reportsOf } from './vouching.store.ts'
import { reportOf } from './vouching.ts'

/** Who vouched for a figure that a report puts together: its rule, reckoned anew, and every figure that it was made of. */
export async function findVouchedSum(context: Reading, id: string, at: number): Promise<VouchedSum> {
  const { tx, actor, clock } = context
  const report = await findReport(context, id)
  const one = putTogether(report)[at]
  const [line] = report.lines
  if (!one || !line) throw new NotFound()
  const reports = (await reportsOf(tx, actor, { id: line.submissionId })).filter((other) => other.id === id)
  const digests = [...one.of, ...one.by].map(({ submissionDigest }) => submissionDigest)
  const signatures = await reportSignatures(tx, reports, digests)
  const shown = shownIn(report, at)
  return {
    ...{ reportId: id, subject: report.subject, period: report.period },
    ...{ name: one.name, unit: one.unit, decimals: one.decimals, rule: one.rule, value: one.value, shown },
    isSame: shown === one.value,
    of: one.of.map(lineOf),
    by: one.by.map(lineOf),
    reports: reports.map((row) => reportOf(row, signatures)),
    checkedAt: clock.now,
  }
}

/** The figure as the table of the report has it, which is frozen once it is signed; what is put together stands last. */
function shownIn({ table }: DataReport, at: number): string | null {
  const column = table.columns.findIndex(({ isNumber }) => isNumber)
  return table.rows.filter(({ isTotal }) => isTotal)[at]?.cells[column] ?? null
}

const lineOf = ({
  submissionId,
  name,
  unit,
  decimals,
  divisionName,
  kind,
  value,
  submissionNumber,
  signedBy,
  signedAt,
  isOutdated,
}: DataReport['lines'][number]): VouchedLine => ({
  ...{ submissionId, name, unit, decimals, divisionName, kind, value },
  ...{ submissionNumber, signedBy, signedAt, isOutdated },
})
