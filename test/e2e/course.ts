import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import ExcelJS from 'exceljs'
import {
  type DataReport,
  downloadReportFile,
  listReports,
  readReport,
  readReportableSet,
} from '#domain/collection/dataReport.api.ts'
import type { FileKind } from '#domain/collection/dataReport.ts'
import { assembleReport, signReport } from '#domain/collection/dataReportActs.api.ts'
import { readMatrix } from '#domain/collection/duty.api.ts'
import { listDivisions, listExternalBodies } from '#domain/organization/organization.api.ts'
import { monthlyPassengers } from '#test/fixtures/monthlyPassengers.ts'
import { handIn, judge, type ReportSet, sendOut, signedReport, signPeriod } from '#tools/demo-office/acts.ts'
import { type BodyCode, type DivisionCode, divisions, externalBodies, staffOf } from '#tools/demo-office/people.ts'
import { expect, type Office } from './office.ts'
import { wordsOf } from './words.ts'

/** What a division owes for one period, as a story names it. */
export type Owed = { readonly id: string; readonly division: DivisionCode; readonly coordinating: DivisionCode }

const codeOf = (zh: string): DivisionCode =>
  (Object.keys(divisions) as DivisionCode[]).find((code) => divisions[code].zh === zh) ?? 'MS'

/** The duties of 2025 by “indicator period”: 罗湖口岸旅客人次 2025-11. */
export async function owedIn({ client }: Office): Promise<(indicator: string, period: string) => Owed> {
  const { rows } = await (await client.as('linzhixia')).do(readMatrix, { query: { year: 2025, limit: 200 } })
  const owed = new Map(
    rows.flatMap((row) =>
      row.cells.map(({ dutyId, period }) => {
        const [division, coordinating] = [row.responsibleDivision.name.zh, row.coordinatingDivision.zh]
        const one = { id: dutyId, division: codeOf(division), coordinating: codeOf(coordinating) }
        return [`${row.indicator.name} ${period}`, one] as const
      }),
    ),
  )
  return (indicator, period) => {
    const found = owed.get(`${indicator} ${period}`)
    if (!found) throw new Error(`nobody owes ${indicator} of ${period}`)
    return found
  }
}

/** Figures by indicator; without one the daily passenger file's figure is taken over. */
export type Figures = Readonly<Record<string, string | undefined>>

/** Officers hand the figures of a period in; their heads sign, and whoever receives them accepts, where that is asked. */
export async function give(office: Office, period: string, figures: Figures, until: 'signed' | 'accepted') {
  const { client } = office
  const owed = await owedIn(office)
  const given = Object.entries(figures).map(([name, figure]) => ({ name, figure, ...owed(name, period) }))
  for (const { id, division, figure } of given) await handIn(client, division, id, figure)
  for (const division of new Set(given.map((one) => one.division))) await signPeriod(client, division, period)
  if (until === 'signed') return
  for (const { name, division, coordinating } of given) {
    const isOwn = division === 'MS' || division === coordinating
    const acceptor = isOwn ? staffOf[division].deputy : staffOf[coordinating].officer
    await judge(await client.as(acceptor), period, { only: [name] })
  }
}

/** What goes to one unit for a period through the division that coordinates it. */
export async function setOf({ client }: Office, unit: BodyCode, division: DivisionCode, period: string) {
  const staff = await client.as('linzhixia')
  const { rows: bodies } = await staff.do(listExternalBodies, { query: {} })
  const { rows: all } = await staff.do(listDivisions, {})
  const collectingUnitId = bodies.find(({ name }) => name.zh === externalBodies[unit].name.zh)?.id ?? ''
  const coordinatingDivisionId = all.find(({ name }) => name.zh === divisions[division].zh)?.id ?? ''
  return { division, period, collectingUnitId, coordinatingDivisionId } satisfies ReportSet
}

/** Assembled, signed, reviewed and sent on the day. */
export async function reportSet({ client }: Office, set: ReportSet, sentOn: string, documentNumber: string) {
  await sendOut(client, set.division, await signedReport(client, set, documentNumber), sentOn)
}

/** The same with all figures added up by a rule that is data; it is signed with the sum. */
export async function reportWithSum(
  { client }: Office,
  set: ReportSet,
  { name, of }: { readonly name: string; readonly of: string[] },
  sentOn: string,
  documentNumber: string,
): Promise<void> {
  const { division, ...query } = set
  const officer = await client.as(staffOf[division].officer)
  const { proposed } = await officer.do(readReportableSet, { query })
  const aggregates = [{ name, of, by: [], unit: '万人次', decimals: 1, rule: 'sum' as const }]
  const words = { ...proposed, aggregates, withTotal: false, documentNumber }
  const { id, version, digest } = await officer.do(assembleReport, { body: { ...query, ...words } })
  const head = await client.as(staffOf[division].head)
  await head.confirm()
  const signed = await head.do(signReport, { params: { id }, body: { version, digest } })
  await sendOut(client, division, signed, sentOn)
}

/** A report of the set by its number. */
export async function reportOf({ client }: Office, set: ReportSet, number: number): Promise<DataReport> {
  const officer = await client.as(staffOf[set.division].officer)
  const query = { year: 2025, unitId: set.collectingUnitId, limit: 200 }
  const { rows } = await officer.do(listReports, { query })
  const found = rows.filter(({ period }) => period === set.period)
  for (const row of found.filter((one) => one.number === number)) {
    const report = await officer.do(readReport, { params: { id: row.id } })
    if (report.coordinatingDivisionId === set.coordinatingDivisionId) return report
  }
  throw new Error(`no report no. ${number} of ${set.period}`)
}

type Vouched = { readonly indicator: string; readonly value: string | null; readonly division: string }
type Manifest = {
  readonly report: { readonly number: number; readonly corrects: string | null }
  readonly to: string
  readonly values: readonly (Vouched & { readonly signedBy: string })[]
  readonly files: readonly { readonly name: string; readonly digest: string }[]
}

/** The files that were sent, downloaded by this person: words of the letter, cells of both tables, and the manifest. */
export async function packageOf(page: Page, report: DataReport) {
  const bytesOf = async (kind: FileKind): Promise<Buffer | null> => {
    if (!report.files.some((file) => file.kind === kind)) return null
    const path = downloadReportFile.path.replace(':id', report.id).replace(':kind', kind)
    const answer = await page.request.get(path)
    expect(answer.status(), `${kind} of ${report.subject}`).toBe(200)
    return answer.body()
  }
  const [letter, table, form, manifest] = [
    await bytesOf('letter'),
    await bytesOf('table'),
    await bytesOf('unitTable'),
    await bytesOf('manifest'),
  ]
  const listed = JSON.parse(String(manifest)) as Manifest
  const digests = [letter, table, form].flatMap((bytes) => (bytes ? [digestOf(bytes)] : []))
  expect(
    listed.files.map(({ digest }) => digest),
    'the manifest names the very files',
  ).toEqual(digests)
  return {
    letter: letter ? wordsOf(letter) : '',
    rows: table ? await rowsOf(table) : [],
    cell: form ? await cellsOf(form) : () => undefined,
    manifest: listed,
  }
}

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

async function sheetOf(bytes: Buffer) {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer)
  return workbook.worksheets[0]
}

const rowsOf = async (bytes: Buffer): Promise<string[][]> => {
  const rows: string[][] = []
  ;(await sheetOf(bytes))?.eachRow((row) => {
    const cells: string[] = []
    row.eachCell(({ text }) => cells.push(text))
    rows.push(cells)
  })
  return rows
}

const cellsOf = async (bytes: Buffer) => {
  const sheet = await sheetOf(bytes)
  return (at: string) => sheet?.getCell(at).value
}

/** The daily passenger file as the office has it in `data/`. */
export const dailyFile = () =>
  readFile(new URL('../../data/hk-immigration-daily-passengers-2023-2025.csv', import.meta.url), 'utf8')

/** Passengers of the months as they were reckoned elsewhere: of the first division's four ports, of the second's three. */
export function sumsOf(months: readonly string[]) {
  const of = (from: number, to: number): number =>
    monthlyPassengers
      .filter(({ month }) => months.includes(month))
      .flatMap(({ figures }) => figures.slice(from, to))
      .reduce((tenths, figure) => tenths + Math.round(Number(figure) * 10), 0)
  const shown = (tenths: number): string => (tenths / 10).toFixed(1)
  return { first: shown(of(0, 4)), second: shown(of(4, 7)), both: shown(of(0, 7)) }
}

/** A figure in 万人次 as a letter writes it: 8,003.0. */
export const inLetter = (figure: string): string => Number(figure).toLocaleString('en', { minimumFractionDigits: 1 })

/** The row of a table that was sent in which these words stand. */
export const rowIn = ({ rows }: { readonly rows: readonly string[][] }, words: string): string[] =>
  rows.find((row) => row.includes(words)) ?? []
