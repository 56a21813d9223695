import { allowFeedHost } from '#domain/collection/feedHost.api.ts'
import { addFeed, mapFeed, takeFeed, tryFeed } from '#domain/collection/feedSource.api.ts'
import type { OfficeClient } from './client.ts'
import { administrators, type DivisionCode, staffOf } from './people.ts'

/** The system administrator allows the host of the city's statistics. */
export async function allowStatistics(client: OfficeClient): Promise<void> {
  const admin = await client.as(administrators.systemAdmin.userName)
  const reason = '市统计数据接口，信息化处2025年9月核过'
  await admin.do(allowFeedHost, { body: { host: 'tongji.example.gov.cn', port: 443, isInternal: false, reason } })
}

type Line = { readonly indicator: string; readonly period: string; readonly figure: string; readonly unit: string }

/** A division maps the month's table of the field once and takes its figures in. */
export async function readMonthlyTable(client: OfficeClient, division: DivisionCode, lines: readonly Line[]) {
  const officer = await client.as(staffOf[division].officer)
  const about = { name: '旅检现场候检月报', kind: 'file', format: 'csv', isDaily: false, address: null } as const
  const { id, version } = await officer.do(addFeed, {
    body: { ...about, fileName: '候检月报.csv（旅检现场每月导出）' },
  })
  const rows = lines.map(({ indicator, period, figure, unit }) => [indicator, period, figure, unit].join(','))
  const file = await officer.upload('候检月报.csv', ['指标,月份,数值,单位', ...rows, ''].join('\n'))
  const query = { fileId: file.id }
  const { mapping } = await officer.do(tryFeed, { params: { id }, query })
  if (!mapping) throw new Error('the columns of the month’s table are not recognised')
  await officer.do(mapFeed, { params: { id }, body: { version, mapping } })
  const { seen } = await officer.do(tryFeed, { params: { id }, query })
  await officer.do(takeFeed, { params: { id }, body: { fileId: file.id, seen } })
}
