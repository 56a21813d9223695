import { expect, test } from 'vitest'
import { attachmentName, attachmentsOf } from './dataReport.attachments.ts'
import type { Line } from './dataReport.content.ts'
import { putTogether } from './dataReport.sums.ts'

const line = (name: string, value: string | null, over: Partial<Line> = {}): Line => ({
  ...{ dutyId: name, indicatorId: name, itemTitle: '口岸通关', name, unit: '人次', decimals: 0 },
  ...{ divisionName: { zh: '一处', en: 'One' }, kind: value === null ? 'nil' : 'value', value, note: '' },
  ...{ isPreliminary: false, further: [], submissionId: `s${name}`, submissionNumber: 1, submissionDigest: 'd' },
  ...{
    signedBy: null,
    signedAt: null,
    change: 'same',
    before: null,
    correctionReason: null,
    isOutdated: false,
    ...over,
  },
})
const lines = [line('甲', '20'), line('乙', '5'), line('丙', null), line('丁', '3', { unit: '件' })]
const share = { name: '占比', unit: '%', decimals: 1, rule: 'ratio' as const, of: ['甲'], by: ['甲', '乙'] }

test('what is put together names its rule and its lines: totals of a unit first, nil returns among them', () => {
  const sums = putTogether({ withTotal: true, aggregates: [share], lines })
  expect(sums.map(({ name, rule, value }) => [name, rule, value])).toEqual([
    ['合计', 'sum', '25'],
    ['占比', 'ratio', '80.0'],
  ])
  expect(sums.map(({ of, by }) => [of, by].map((part) => part.map(({ name }) => name).join('')))).toEqual([
    ['甲乙丙', ''],
    ['甲', '甲乙'],
  ])
})

test('no totals where none are listed; what cannot be reckoned is null', () => {
  const nothing = { ...share, by: ['丙'] }
  expect(putTogether({ withTotal: false, aggregates: [nothing], lines })).toMatchObject([{ name: '占比', value: null }])
})

test('files beside figures are called by what they were asked as, and numbered behind the table', () => {
  const file = { key: 'f', name: '底表', words: '我的 表.xlsx', figure: null, digest: 'a'.repeat(64), before: null }
  const said = { ...file, key: 'm', name: '口径', words: '边检', digest: null }
  const attachments = attachmentsOf([
    line('甲', '20', { further: [said, file] }),
    line('乙/丙', '5', { further: [file] }),
  ])
  expect(attachments.map(({ title }) => title)).toEqual(['底表（甲）', '底表（乙/丙）'])
  expect(attachments.map(attachmentName)).toEqual(['附件2 底表（甲）.xlsx', '附件3 底表（乙 丙）.xlsx'])
  const [bare] = attachmentsOf([line('甲', '20', { further: [{ ...file, words: '没有扩展名' }] })])
  expect(bare && attachmentName(bare, 0)).toBe('附件2 底表（甲）')
})
