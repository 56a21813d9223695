import type { Line } from './dataReport.content.ts'
import type { Words } from './dataReport.document.ts'

export const land = { zh: '陆路口岸一处', en: 'Land Ports 1' }
export const line = (name: string, value: string | null, over: Partial<Line> = {}): Line => ({
  dutyId: '00000000-0000-4000-8000-000000000001',
  indicatorId: '00000000-0000-4000-8000-000000000003',
  itemTitle: '口岸通关',
  name,
  unit: '人次',
  decimals: 0,
  divisionName: land,
  kind: value === null ? 'nil' : 'value',
  value,
  note: '',
  further: [],
  submissionId: '00000000-0000-4000-8000-000000000002',
  submissionNumber: 1,
  submissionDigest: 'd'.repeat(64),
  signedBy: '周以宁',
  signedAt: '2025-10-10T02:00:00.000Z',
  change: 'same',
  before: null,
  correctionReason: null,
  isPreliminary: false,
  isOutdated: false,
  ...over,
})

export const passengers = [
  line('罗湖口岸旅客', '5373454'),
  line('福田口岸旅客', '4463217'),
  line('皇岗口岸旅客', '1023148'),
  line('沙头角口岸旅客', '0', { note: '停办旅检' }),
]
export const waiting = (name: string, value: string | null, over: Partial<Line> = {}) =>
  line(name, value, { unit: '分钟', ...over })

export const words: Words = {
  officeName: '深圳市人民政府口岸办公室',
  collectingUnitName: '市统计局',
  period: '2025-10',
  number: 1,
  subject: '口岸通关数据',
  withTotal: true,
  aggregates: [],
  documentNumber: null,
  documentCode: '深口函',
  contactName: '周以宁',
  contactPhone: '88100000',
  lines: passengers,
  previous: null,
  datedOn: '2025-11-06',
}
