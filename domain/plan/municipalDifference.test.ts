import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countsOf, differenceOf, likeness, type Present, valuesOf } from './municipalDifference.ts'
import type { MunicipalRow } from './municipalRow.ts'
import { levelSums } from './municipalWeights.ts'

const row = (number: number, name: string, values: Partial<MunicipalRow> = {}): MunicipalRow => ({
  ...{
    row: number + 3,
    number,
    name,
    level1: { name: '行政业绩', weight: '45' },
    level2: '重点工作',
    level2Weight: null,
  },
  ...{ collectingUnits: ['市监察局', '市法制办'], frequency: 'month', standard: '', sourceDocument: '', note: '' },
  weights: { commission: '4', bureau: '4', office: '0' },
  ...values,
})
const present = (from: MunicipalRow, values: Partial<Present> = {}): Present => ({
  ...{ id: `id ${from.number}`, number: from.number, name: from.name, level1: from.level1.name, level2: from.level2 },
  ...{ isWithdrawn: false, itemCode: null, values: valuesOf(from) },
  ...values,
})
const brief = (rows: ReturnType<typeof differenceOf>) =>
  rows.map(({ kind, id, number, name, changes }) => [
    ...[kind, id, number, name],
    changes.map(({ field, old, new: now }) => `${field}: ${old} → ${now}`),
  ])

const four = [row(1, '公共服务白皮书'), row(2, '行政审批绩效'), row(3, '行政执法结案率'), row(4, '行政执法错案率')]
const now = four.map((one) => present(one))

describe('a later table of the city', () => {
  test('that says the same changes nothing', () => {
    expect(countsOf(differenceOf(now, four))).toEqual({ unchanged: 4, changed: 0, added: 0, restored: 0, withdrawn: 0 })
  })

  test('is compared field by field; a row put in between moves the numbers and nothing else', () => {
    const weights = { commission: '4', bureau: '4', office: '3.5' }
    const later = [four[0], row(2, '政府网站建设'), row(3, '行政审批绩效', { weights, frequency: 'quarter' })]
    expect(brief(differenceOf(now, [...later, row(4, '行政执法结案率')] as MunicipalRow[]))).toEqual([
      ['unchanged', 'id 1', 1, '公共服务白皮书', []],
      ['added', null, 2, '政府网站建设', expect.arrayContaining(['name: null → 政府网站建设'])],
      [
        ...['changed', 'id 2', 3, '行政审批绩效'],
        ['number: 2 → 3', 'frequency: 月 / Monthly → 季度 / Quarterly', 'weightOffice: 0 → 3.5'],
      ],
      ['changed', 'id 3', 4, '行政执法结案率', ['number: 3 → 4']],
      ['withdrawn', 'id 4', 4, '行政执法错案率', ['withdrawn: null → 市里已撤销 / Withdrawn by the city']],
    ])
  })

  test('may rename a row; another indicator under the same number is another row', () => {
    const renamed = differenceOf(now, [...four.slice(0, 3), row(4, '行政执法案件错案率')])
    expect(brief(renamed).at(-1)).toEqual([
      ...['changed', 'id 4', 4, '行政执法案件错案率'],
      ['name: 行政执法错案率 → 行政执法案件错案率'],
    ])
    const replaced = differenceOf(now, [...four.slice(0, 3), row(4, '机关文化建设')])
    expect(replaced.slice(-2).map(({ kind }) => kind)).toEqual(['added', 'withdrawn'])
  })

  test('may bring back what was withdrawn; what stays withdrawn is not withdrawn again', () => {
    const withdrawn = now.map((one) => (one.number > 2 ? { ...one, isWithdrawn: true } : one))
    const back = differenceOf(withdrawn, four.slice(0, 3))
    expect(back.map(({ kind, id }) => [kind, id])).toEqual([
      ['unchanged', 'id 1'],
      ['unchanged', 'id 2'],
      ['restored', 'id 3'],
    ])
  })

  test('two rows of one name keep to their levels', () => {
    const two = [row(1, '满意度'), row(2, '满意度', { level2: '公众评议' })]
    const swapped = [{ ...two[1], number: 1 } as MunicipalRow, { ...two[0], number: 2 } as MunicipalRow]
    const found = differenceOf(
      two.map((one) => present(one)),
      swapped,
    )
    expect(found.map(({ id }) => id)).toEqual(['id 2', 'id 1'])
  })

  test('whatever it says, every row of it and every row there was is in the comparison once', () => {
    const name = fc.constantFrom('甲指标完成率', '乙指标完成率', '甲指标办结率', '丙')
    const table = fc
      .array(name, { maxLength: 6 })
      .map((names) => names.map((one, at) => row(at + 1, one, at % 2 ? { level2: '改革' } : {})))
    fc.assert(
      fc.property(table, table, fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), (before, later, gone) => {
        const there = before.map((one, at) => present(one, { isWithdrawn: gone[at] ?? false }))
        const found = differenceOf(there, later)
        expect(found.flatMap((one) => one.row ?? [])).toEqual(later)
        const ids = found.flatMap(({ id }) => id ?? [])
        expect(new Set(ids).size).toBe(ids.length)
        for (const one of there) expect(ids.includes(one.id) || one.isWithdrawn).toBe(true)
        for (const { kind, changes } of found)
          expect(kind === 'unchanged').toBe(changes.length === 0 && kind !== 'restored')
      }),
    )
  })
})

test('the weights of the class of the office stand beside what their level weighs', () => {
  const rows = four.map(({ weights }, at) => ({
    level1: at < 3 ? '甲' : '乙',
    level1Weight: at < 3 ? '12' : null,
    weights,
  }))
  expect(levelSums(rows, 'bureau')).toEqual([
    { level1: '甲', weight: '12', total: '12', difference: null },
    { level1: '乙', weight: null, total: '4', difference: null },
  ])
  expect(levelSums(rows, 'office')[0]).toMatchObject({ total: '0', difference: { zh: '少12个百分点' } })
})

test.each([
  ['行政执法错案率', '行政执法错案率', 1],
  ['行政执法 错案率', '行政执法错案率', 1],
  ['一', '二', 0],
  ['', '', 1],
])('likeness of %j and %j', (a, b, alike) => expect(likeness(a, b)).toBe(alike))
