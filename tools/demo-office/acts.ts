import { type DataReport, listReports, readReport, readReportableSet } from '#domain/collection/dataReport.api.ts'
import {
  acknowledgeReport,
  assembleReport,
  correctReport,
  reviewReport,
  sendReport,
  signReport,
} from '#domain/collection/dataReportActs.api.ts'
import { readDuty } from '#domain/collection/duty.api.ts'
import {
  accept,
  correct,
  offer,
  readAcceptance,
  readSignSheet,
  returnDuty,
  sign,
} from '#domain/collection/dutyActs.api.ts'
import { importPassengers } from '#domain/collection/feed.api.ts'
import type { Colleague, OfficeClient } from './client.ts'
import type { DivisionCode } from './people.ts'
import { staffOf } from './people.ts'

const entryOf = (figure: string) =>
  figure === 'nil' ? { kind: 'nil' as const, value: null } : { kind: 'value' as const, value: figure }

/** The officer hands a figure in; without one the daily passenger file's figure is taken over. */
export async function handIn(
  client: OfficeClient,
  division: DivisionCode,
  dutyId: string,
  figure?: string,
): Promise<void> {
  const officer = await client.as(staffOf[division].officer)
  const params = { id: dutyId }
  const { version, suggestion } = await officer.do(readDuty, { params })
  const taken = figure ?? suggestion?.value
  if (taken === undefined) throw new Error(`no figure for duty ${dutyId}`)
  const note = suggestion && taken !== suggestion.value ? '按现场通道计数填报。' : ''
  await officer.do(offer, { params, body: { version, ...entryOf(taken), note } })
}

/** The head signs everything that waits in a period. */
export async function signPeriod(client: OfficeClient, division: DivisionCode, period: string): Promise<void> {
  const head = await client.as(staffOf[division].head)
  const { duties, digest, statement } = await head.do(readSignSheet, { query: { period } })
  if (digest === null || duties.length === 0) return
  await head.confirm()
  await head.do(sign, { body: { period, digest, statementNumber: statement.number } })
}

/** Whoever accepts for this division takes everything that waits, or returns what is named with a reason. */
export async function judge(
  acceptor: Colleague,
  period: string,
  { only, returned }: { only?: readonly string[]; returned?: { indicator: string; reason: string } } = {},
): Promise<void> {
  const { rows } = await acceptor.do(readAcceptance, { query: { period } })
  for (const { id, version, indicator } of rows) {
    if (only && !only.includes(indicator.name)) continue
    if (indicator.name === returned?.indicator)
      await acceptor.do(returnDuty, { params: { id }, body: { version, reason: returned.reason } })
    else await acceptor.do(accept, { params: { id }, body: { version } })
  }
}

export async function correctDuty(
  client: OfficeClient,
  division: DivisionCode,
  dutyId: string,
  figure: string,
  reason: string,
) {
  const officer = await client.as(staffOf[division].officer)
  const params = { id: dutyId }
  const { version } = await officer.do(readDuty, { params })
  await officer.do(correct, { params, body: { version, reason, ...entryOf(figure), note: '' } })
}

/** Only the days up to the last of the month: the file as it was then. */
export async function importMonth(client: OfficeClient, csv: string, year: number, lastDay: string): Promise<void> {
  const officer = await client.as(staffOf.TG.officer)
  const [header = '', ...lines] = csv.split(/\r?\n/)
  const known = lines.filter((line) => {
    const day = line.slice(0, 10).split('-').reverse().join('-')
    return day.startsWith(String(year)) && day <= lastDay
  })
  const file = await officer.upload(`每日客流-${lastDay}.csv`, [header, ...known, ''].join('\n'))
  await officer.do(importPassengers, { body: { fileId: file.id, year } })
}

export type ReportSet = {
  readonly collectingUnitId: string
  readonly coordinatingDivisionId: string
  readonly division: DivisionCode
  readonly period: string
}

/** Assembled by the officer and signed by the head of the coordinating division. */
export async function signedReport(
  client: OfficeClient,
  set: ReportSet,
  documentNumber: string,
  chosen: { readonly withTotal?: boolean } = {},
): Promise<DataReport> {
  const { division, collectingUnitId, coordinatingDivisionId, period } = set
  const query = { collectingUnitId, coordinatingDivisionId, period }
  const officer = await client.as(staffOf[division].officer)
  const { proposed } = await officer.do(readReportableSet, { query })
  const contact = { contactName: '方既明', contactPhone: '' }
  const body = { ...query, ...proposed, ...contact, documentNumber, ...chosen }
  const report = await officer.do(assembleReport, { body })
  return signBy(client, division, report)
}

async function signBy(
  client: OfficeClient,
  division: DivisionCode,
  { id, version, digest }: DataReport,
): Promise<DataReport> {
  const head = await client.as(staffOf[division].head)
  await head.confirm()
  return head.do(signReport, { params: { id }, body: { version, digest } })
}

/** Reviewed by the deputy in charge and sent. */
export async function sendOut(
  client: OfficeClient,
  division: DivisionCode,
  report: DataReport,
  sentOn: string,
  documentNumber = report.documentNumber,
): Promise<void> {
  const deputy = await client.as(staffOf[division].deputy)
  await deputy.confirm()
  const params = { id: report.id }
  const reviewed = await deputy.do(reviewReport, { params, body: { version: report.version, digest: report.digest } })
  const officer = await client.as(staffOf[division].officer)
  const body = {
    version: reviewed.version,
    sentOn,
    way: 'citySystem' as const,
    receiver: '数据采集岗',
    documentNumber,
  }
  await officer.do(sendReport, { params, body })
}

/** The correction of the report of a period that has gone out already. */
export async function sendCorrection(
  client: OfficeClient,
  set: ReportSet,
  sentOn: string,
  documentNumber: string,
): Promise<void> {
  const officer = await client.as(staffOf[set.division].officer)
  const { id, version } = await latestOf(officer, set)
  const correction = await officer.do(correctReport, { params: { id }, body: { version } })
  await sendOut(client, set.division, await signBy(client, set.division, correction), sentOn, documentNumber)
}

export async function receive(client: OfficeClient, set: ReportSet, receiptOn: string): Promise<void> {
  const officer = await client.as(staffOf[set.division].officer)
  const { id, version, state } = await latestOf(officer, set)
  if (state === 'sent')
    await officer.do(acknowledgeReport, { params: { id }, body: { version, receiptOn, note: '已收悉。' } })
}

async function latestOf(officer: Colleague, set: ReportSet): Promise<DataReport> {
  const { rows } = await officer.do(listReports, {
    query: { year: Number(set.period.slice(0, 4)), unitId: set.collectingUnitId, limit: 200 },
  })
  const [latest] = rows.filter(({ period }) => period === set.period).toSorted((a, b) => b.number - a.number)
  if (!latest) throw new Error(`no report of ${set.period}`)
  return officer.do(readReport, { params: { id: latest.id } })
}
