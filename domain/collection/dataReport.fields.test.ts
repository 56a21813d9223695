import { describe, expect, test } from 'vitest'
import type { Line } from './dataReport.content.ts'
import { letterOf, tableOf, type Words } from './dataReport.document.ts'
import { lineFields, type SignedField } from './dataReport.fields.ts'
import type { FormField } from './form.ts'

const fields: FormField[] = [
  { key: 'inward', kind: 'number', name: '其中入境', unit: '万人次', decimals: 1, role: 'current', checks: [] },
  {
    ...{ key: 'method', kind: 'choice', name: '统计口径', checks: [] },
    choices: [
      { key: 'border', name: '边检' },
      { key: 'customs', name: '海关' },
    ],
  },
  { key: 'list', kind: 'file', name: '统计底表', checks: [] },
]
const signed: SignedField[] = [
  { key: 'inward', value: '61.2' },
  { key: 'method', value: 'border' },
  { key: 'list', value: 'an id', file: { name: '底表.xlsx', digest: 'f'.repeat(64) } },
]

const line = (further: Line['further'], over: Partial<Line> = {}): Line => ({
  ...{ dutyId: 'a', indicatorId: 'b', itemTitle: '口岸通关', name: '皇岗旅客', unit: '人次', decimals: 0 },
  ...{
    divisionName: { zh: '一处', en: 'One' },
    kind: 'value',
    value: '1237000',
    note: '',
    isPreliminary: false,
    further,
  },
  ...{ submissionId: 'c', submissionNumber: 1, submissionDigest: 'd', signedBy: null, signedAt: null },
  ...{ change: 'same', before: null, correctionReason: null, isOutdated: false, ...over },
})
const words = (lines: readonly Line[], over: Partial<Words> = {}): Words => ({
  ...{ officeName: '口岸办公室', collectingUnitName: '市统计局', period: '2025-10', number: 1, subject: '通关数据' },
  ...{ withTotal: true, aggregates: [], documentNumber: null, documentCode: null, contactName: '', contactPhone: '' },
  ...{ lines, previous: null, datedOn: '2025-11-06', ...over },
})

describe('what is asked beside a figure goes out with it', () => {
  test('a number in a row of its own, with its unit; the rest in the remark, with the digest of a file', () => {
    const further = lineFields(fields, signed, null)
    expect(further.map(({ words, digest }) => [words, digest?.length])).toEqual([
      ['61.2 万人次', undefined],
      ['边检', undefined],
      ['底表.xlsx', 64],
    ])
    const { columns, rows } = tableOf(words([line(further)]))
    expect(columns.map(({ name }) => name)).toEqual(['序号', '指标', '单位', '数值', '备注'])
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['1', '皇岗旅客', '人次', '1237000', '统计口径：边检；统计底表：底表.xlsx'],
      ['1.1', '其中入境', '万人次', '61.2', ''],
    ])
    expect(rows[1]).toMatchObject({ decimals: 1, isTotal: false, isChanged: false })
  })

  test('a correction names each field that changed, was added or was left out, and the figure that did not', () => {
    const now: SignedField[] = [
      { key: 'inward', value: '60.0' },
      { key: 'method', value: 'border' },
    ]
    const before: SignedField[] = [
      { key: 'inward', value: '61.2' },
      { key: 'list', value: 'an id', file: { name: '底表.xlsx', digest: 'f' } },
    ]
    const further = lineFields(fields, now, before)
    const corrected = line(further, { change: 'corrected', before: { kind: 'value', value: '1237000' } })
    const previous = { sentOn: '2025-11-05', documentNumber: null }
    const letter = letterOf(words([corrected], { number: 2, previous }))
    expect(letter.paragraphs[0]).toContain(
      '数值仍为1,237,000人次，其中入境原报61.2 万人次，更正为60.0 万人次，统计口径原报空，更正为边检，统计底表原报底表.xlsx，更正为空',
    )
    expect(tableOf(words([corrected])).rows[1]).toMatchObject({
      cells: ['1.1', '其中入境', '万人次', '60.0', '更正，原报61.2 万人次'],
      isChanged: true,
    })
  })

  test('a form without further fields, and a nil return, leave table and letter as they were', () => {
    expect(lineFields([], signed, null)).toEqual([])
    const { columns, rows } = tableOf(words([line(lineFields(fields, [], null))]))
    expect(columns.map(({ name }) => name)).toEqual(['序号', '指标', '数值（人次）', '备注'])
    expect(rows).toHaveLength(1)
  })
})
