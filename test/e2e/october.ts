import { listReportableSets } from '#domain/collection/dataReport.api.ts'
import { readMatrix } from '#domain/collection/duty.api.ts'
import { handIn, judge, sendOut, signedReport, signPeriod } from '#tools/demo-office/acts.ts'
import { type DivisionCode, externalBodies, staffOf } from '#tools/demo-office/people.ts'
import type { Office } from './office.ts'

export const huanggang = '皇岗口岸旅客人次'
const period = '2025-10'

/** The id of what one division owes for October. */
export async function dutyOf({ client }: Office, division: DivisionCode, name: string): Promise<string> {
  const officer = await client.as(staffOf[division].officer)
  const { rows } = await officer.do(readMatrix, { query: { year: 2025 } })
  const cells = rows.filter(({ indicator }) => indicator.name === name).flatMap((row) => row.cells)
  return cells.find((cell) => cell.period === period)?.dutyId ?? ''
}

/** The ports' divisions hand in what was missing of October, and it is accepted. */
export async function completeOctober(office: Office): Promise<void> {
  const { client } = office
  await handIn(client, 'L1', await dutyOf(office, 'L1', huanggang))
  await handIn(client, 'L2', await dutyOf(office, 'L2', '深圳湾口岸旅客人次'))
  for (const division of ['L1', 'L2'] as const) await signPeriod(client, division, period)
  await judge(await client.as(staffOf.TG.officer), period)
}

/** October's passengers go to the statistics bureau on the day. */
export async function reportOctober(
  office: Office,
  sentOn: string,
  chosen: { readonly withTotal?: boolean } = {},
): Promise<void> {
  const { client } = office
  const officer = await client.as(staffOf.TG.officer)
  const { rows } = await officer.do(listReportableSets, { query: { year: 2025 } })
  const set = rows.find(
    (row) => row.period === period && row.collectingUnit.name.zh === externalBodies.statistics.name.zh,
  )
  if (!set) throw new Error('nothing of October waits for the statistics bureau')
  const { coordinatingDivisionId, collectingUnit } = set
  const asked = { division: 'TG' as const, period, coordinatingDivisionId, collectingUnitId: collectingUnit.id }
  await sendOut(client, 'TG', await signedReport(client, asked, '深口函〔2025〕118号', chosen), sentOn)
}
