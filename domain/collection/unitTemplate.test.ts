import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Actor } from '#domain/kernel/actor.ts'
import { type Context, refusalOf } from '#domain/kernel/lifecycle.ts'
import type { TemplateSheet } from '#domain/kernel/templateSheet.ts'
import type { FormField } from './form.ts'
import { type MappedCell, mappingFaults, proposedIndicator, unmapped } from './unitTemplate.cells.ts'
import {
  type FillFacts,
  type FurtherFigure,
  fillingOf,
  furtherFigures,
  gapsNamed,
  valueShown,
} from './unitTemplate.fill.ts'
import { templateTransitions, type VersionFacts, versionFor } from './unitTemplate.ts'

const [luohu, futian, wait] = ['a', 'b', 'c'].map((digit) => `0000000${digit}-0000-4000-8000-000000000000`) as [
  string,
  string,
  string,
]
const named = (indicatorId: string, name: string, unit = '万人次') => ({
  indicatorId,
  name,
  unit,
  itemTitle: '口岸通关',
  fields: [{ key: 'foreign', name: '其中外籍' }],
})
const indicators = [
  { ...named(luohu, '罗湖口岸旅客人次'), year: 2025 },
  { ...named(futian, '福田口岸旅客人次'), year: 2025 },
  { ...named(wait, '最长候检时间', '分钟'), year: 2025 },
]
const sheet: TemplateSheet = {
  name: '月报',
  isHidden: false,
  rows: 9,
  columns: 5,
  cells: [
    { at: 'A3', text: '罗湖口岸', isFormula: false },
    { at: 'C9', text: '0', isFormula: true },
  ],
  merges: ['A1:E1', 'B2:C2'],
}
const cell = (
  at: string,
  fact: MappedCell['fact'] = 'value',
  indicatorId: string | null = luohu,
  part: string | null = null,
): MappedCell => ({
  sheet: '月报',
  cell: at,
  fact,
  indicatorId,
  part,
})

describe('what keeps a mapping from being put in force', () => {
  test.each([
    ['a formula', [cell('C9')], '“月报”C9：是公式，由表自行计算。'],
    ['a cell inside a merged one', [cell('C2', 'period', null)], '合并单元格'],
    ['a cell beyond the sheet', [cell('F3')], '在表的范围以外'],
    ['a sheet that is not there', [{ ...cell('B3'), sheet: '附表' }], '“附表”B3：模板中没有这张表。'],
    ['the same cell twice', [cell('B3'), cell('B3', 'lastYear')], '指定了两次'],
    ['no indicator', [cell('B3', 'value', null)], '没有选择指标'],
    ['an indicator of another unit', [cell('B3', 'value', '00000000-0000-4000-8000-000000000009')], '不是本处'],
    ['a sum of durations', [cell('B3', 'yearToDate', wait)], '不能填本年累计'],
    ['no field chosen', [cell('B3', 'furtherField')], '没有选择填入哪一项'],
    ['a field that no plan asks for', [cell('B3', 'furtherField', luohu, 'local')], '没有这个字段'],
    ['a figure that nobody puts together', [cell('B3', 'aggregate', null, '车辆合计')], '没有这个汇总指标'],
    ['a part of what has none', [cell('B3', 'value', luohu, 'foreign')], '没有分项'],
    ['an indicator for what has none', [cell('B3', 'period', luohu)], '不属于指标'],
  ] as const)('%s', (_, cells, sentence) => {
    const faults = mappingFaults([sheet], cells, indicators, ['旅客合计'])
    expect(faults).toHaveLength(1)
    expect(faults[0]?.message.zh).toContain(sentence)
  })

  test('nothing where all is well; a figure without a cell is a hint', () => {
    const parts = [cell('D3', 'furtherField', luohu, 'foreign'), cell('E3', 'aggregate', null, '旅客合计')]
    expect(mappingFaults([sheet], parts, indicators, ['旅客合计'])).toEqual([])
    const cells = [cell('B3'), cell('C3', 'yearToDate'), cell('B2', 'office', null), cell('A1', 'period', null)]
    expect(mappingFaults([sheet], cells, indicators, ['旅客合计'])).toEqual([])
    expect(unmapped(indicators, cells).map(({ name }) => name)).toEqual(['福田口岸旅客人次', '最长候检时间'])
    const lastYears = indicators.map((one) => ({ ...one, indicatorId: one.indicatorId.replace('4', '5'), year: 2024 }))
    const old = cells.map((one) => (one.indicatorId ? { ...one, indicatorId: lastYears[0]?.indicatorId ?? '' } : one))
    expect(unmapped([...indicators, ...lastYears], old).map(({ name }) => name)).toEqual([
      '福田口岸旅客人次',
      '最长候检时间',
    ])
  })

  test('a cell proposes the indicator that its row names or is mapped to', () => {
    expect(proposedIndicator(sheet, 'D3', [], indicators)).toBe(luohu)
    expect(proposedIndicator(sheet, 'D3', [cell('B3', 'value', futian)], indicators)).toBe(futian)
    expect(proposedIndicator(sheet, 'D4', [], indicators)).toBeNull()
  })
})

describe('from which day a version holds', () => {
  const of = (effectiveFrom: string, state: 'drafted' | 'inForce' | 'withdrawn' = 'inForce') => ({
    effectiveFrom,
    state,
  })
  test.each([
    ['2025-10', '2025-01-01'],
    ['2025-11', '2025-11-15'],
    ['2025-12', '2025-11-15'],
    ['2024-12', undefined],
  ])('%s takes the version of %s', (period, from) => {
    const versions = [of('2025-11-15'), of('2025-01-01'), of('2025-06-01', 'drafted'), of('2025-07-01', 'withdrawn')]
    expect(versionFor(versions, period)?.effectiveFrom).toBe(from)
  })
})

const said = (further: readonly (readonly [string, string, FurtherFigure['value']])[]) => ({
  divisionName: { zh: '一处', en: 'L1' },
  further: further.map(([key, name, value]) => ({ key, name, value })),
})
const facts: FillFacts = {
  ...{ period: '2025-03', office: '市口岸办', division: '通关协调处', reportDay: '2025-04-03' },
  ...{ personInCharge: '罗景行', contactName: '方既明', contactPhone: '', nilAs: 'dash', earlier: [] },
  aggregates: [
    {
      name: '旅客合计',
      rule: 'sum',
      of: ['罗湖口岸旅客人次', '福田口岸旅客人次'],
      by: [],
      unit: '万人次',
      decimals: 1,
    },
    { name: '候检比', rule: 'ratio', of: ['罗湖口岸旅客人次'], by: ['福田口岸旅客人次'], unit: '%', decimals: 1 },
  ],
  lines: [
    {
      ...named(luohu, '罗湖口岸旅客人次'),
      kind: 'value',
      value: '537.30',
      ...said([['foreign', '其中外籍', { number: '3.5' }]]),
    },
    { ...named(futian, '福田口岸旅客人次'), kind: 'nil', value: null, ...said([]) },
  ],
}
const earlier = (period: string, value: string | null, indicatorId = luohu) => ({
  ...named(indicatorId, '罗湖口岸旅客人次'),
  ...{ period, value, kind: value === null ? ('nil' as const) : ('value' as const) },
})
const filledWith = (
  fact: MappedCell['fact'],
  over: Partial<FillFacts> = {},
  indicatorId: string | null = luohu,
  part: string | null = null,
) => {
  const { filled, gaps } = fillingOf([cell('B3', fact, indicatorId, part)], indicators, { ...facts, ...over })
  return filled[0]?.value ?? gaps[0]?.reason.zh
}

describe('what goes into a cell', () => {
  test('facts of the report', () => {
    const of = (fact: MappedCell['fact']) => filledWith(fact, {}, null)
    expect(of('period')).toEqual({ text: '2025年3月' })
    expect(of('office')).toEqual({ text: '市口岸办' })
    expect(of('reportDay')).toEqual({ day: '2025-04-03' })
    expect(of('personInCharge')).toEqual({ text: '罗景行' })
    expect(of('contactPhone')).toBe('没有填写')
  })

  test('the figure as it was accepted; a nil return as the version says; one that is not reported stays open', () => {
    expect(filledWith('value')).toEqual({ number: '537.30' })
    expect(filledWith('value', {}, futian)).toEqual({ text: '—' })
    expect(filledWith('value', { nilAs: 'zero' }, futian)).toEqual({ number: '0' })
    expect(filledWith('value', {}, wait)).toBe('本次报送没有这个数')
    expect(filledWith('responsibleDivision')).toEqual({ text: '一处' })
  })

  test('a further field as it was filled in; one that is empty stays open', () => {
    expect(filledWith('furtherField', {}, luohu, 'foreign')).toEqual({ number: '3.5' })
    expect(filledWith('furtherField', {}, luohu, 'local')).toBe('这个字段没有填写')
    expect(filledWith('furtherField', {}, futian, 'foreign')).toBe('这个字段没有填写')
    const choice = { key: 'way', kind: 'choice' as const, name: '方式', checks: [] }
    const fields: FormField[] = [
      { key: 'foreign', kind: 'number', name: '其中外籍', unit: '万人次', decimals: 2, role: 'current', checks: [] },
      { ...choice, choices: [{ key: 'a', name: '人工查验' }] },
      ...(['text', 'date', 'file'] as const).map((kind) => ({ key: kind, kind, name: kind, checks: [] })),
    ]
    const values = { foreign: '0.10', way: 'a', text: ' 无 ', date: '2025-03-31', file: luohu }
    expect(furtherFigures(fields, { values }).map(({ value }) => value)).toEqual([
      { number: '0.10' },
      { text: '人工查验' },
      { text: '无' },
      { day: '2025-03-31' },
    ])
  })

  test('a figure put together by the rule of the report; one that it does not have, or cannot reckon, stays open', () => {
    expect(filledWith('aggregate', {}, null, '旅客合计')).toEqual({ number: '537.3' })
    expect(filledWith('aggregate', {}, null, '车辆合计')).toBe('本次报送没有这个数')
    expect(filledWith('aggregate', {}, null, '候检比')).toBe('没有可供汇总的数')
  })

  test('the year to date counts every period, or says which is missing', () => {
    const both = [earlier('2025-01', '0.1'), earlier('2025-02', '0.2')]
    expect(filledWith('yearToDate', { earlier: both })).toEqual({ number: '537.6' })
    expect(filledWith('yearToDate', { earlier: [both[0] ?? earlier('2025-01', '1')] })).toBe('2025年2月没有已接收的数')
    expect(filledWith('yearToDate', { earlier: [earlier('2025-01', null), earlier('2025-02', '0.2')] })).toEqual({
      number: '537.5',
    })
    expect(filledWith('yearToDate')).toBe('2025年1月、2025年2月没有已接收的数')
  })

  test('the same period of the last year is found under the name it has in that plan', () => {
    const before = earlier('2024-03', '500', '0000000d-0000-4000-8000-000000000000')
    expect(filledWith('lastYear', { earlier: [before] })).toEqual({ number: '500' })
    expect(filledWith('lastYear', { earlier: [{ ...before, name: '其他' }] })).toBe('2024年3月没有已接收的数')
    const twin = { ...before, indicatorId: '0000000e-0000-4000-8000-000000000000' }
    expect(filledWith('lastYear', { earlier: [before, twin] })).toBe('2024年3月没有已接收的数')
  })

  test('every cell is either filled or said to be left, once', () => {
    const kinds = fc.constantFrom<MappedCell['fact']>('value', 'yearToDate', 'lastYear', 'period', 'contactPhone')
    const ids = fc.constantFrom(luohu, futian, wait, null)
    fc.assert(
      fc.property(fc.array(fc.tuple(kinds, ids), { maxLength: 8 }), (chosen) => {
        const cells = chosen.map(([fact, id], at) => cell(`B${at + 1}`, fact, id))
        const { filled, gaps } = fillingOf(cells, indicators, facts)
        expect([...filled, ...gaps].map((one) => one.cell).toSorted()).toEqual(cells.map((one) => one.cell).toSorted())
      }),
    )
  })

  test('gaps are named up to three', () => {
    const { gaps } = fillingOf(
      ['B3', 'B4', 'B5', 'B6'].map((at) => cell(at, 'lastYear')),
      indicators,
      facts,
    )
    expect(gapsNamed(gaps).zh).toBe(
      'B3 罗湖口岸旅客人次 上年同期、B4 罗湖口岸旅客人次 上年同期、B5 罗湖口岸旅客人次 上年同期等4格',
    )
    expect(valueShown({ number: '12345.60' })).toBe('12,345.60')
  })
})

describe('who puts a version in force', () => {
  const version: VersionFacts = {
    ...{ state: 'drafted', coordinatingDivisionId: 'TG', effectiveFrom: '2025-01-01', mapped: 1, hasSameDay: false },
    ...{ isOffered: false },
    ...{ changedBy: 'officer', changedFor: null, faults: [] },
  }
  const as = (post: Actor['post'], over: Partial<Actor> = {}): Context =>
    ({
      actor: { id: 'head', name: '', postId: 'p', post, divisionId: 'TG', inChargeOf: [], ...over },
      today: '2025-11-06',
      settings: {},
    }) as unknown as Context
  const fault = { sheet: '月报', cell: 'B3', message: { zh: '“月报”B3：是公式。', en: '' } }
  test.each([
    ['the head', {}, as('division.head'), undefined],
    ['an officer', {}, as('division.officer'), 'not_your_post'],
    ['the head of another division', {}, as('division.head', { divisionId: 'L1' }), 'not_coordinating_division'],
    ['whoever drew it up', { changedBy: 'head' }, as('division.head'), 'own_mapping'],
    ['in whose place it was drawn up', { changedFor: 'head' }, as('division.head'), 'own_mapping'],
    ['with nothing mapped', { mapped: 0 }, as('division.head'), 'nothing_mapped'],
    ['with a fault', { faults: [fault, fault] }, as('division.head'), 'template_faults'],
    ['from a day that another has', { hasSameDay: true }, as('division.head'), 'same_day'],
    ['once more', { state: 'inForce' }, as('division.head'), 'wrong_state'],
  ] as const)('%s', (_, over, context, code) => {
    expect(refusalOf(templateTransitions.force, { ...version, ...over }, context)?.code).toBe(code)
  })

  test.each([
    ['an officer', {}, as('division.officer', { id: 'officer' }), undefined],
    ['another division', {}, as('division.officer', { divisionId: 'L1' }), 'not_coordinating_division'],
    ['once more', { isOffered: true }, as('division.officer'), 'offered_already'],
    ['with nothing mapped', { mapped: 0 }, as('division.officer'), 'nothing_mapped'],
    ['with a fault', { faults: [fault] }, as('division.officer'), 'template_faults'],
    ['from a day that another has', { hasSameDay: true }, as('division.officer'), 'same_day'],
  ] as const)('laid before the head: %s', (_, over, context, code) => {
    expect(refusalOf(templateTransitions.offer, { ...version, ...over }, context)?.code).toBe(code)
  })

  test('what is withdrawn stays so', () => {
    for (const transition of Object.values(templateTransitions))
      expect(refusalOf(transition, { ...version, state: 'withdrawn' }, as('division.head'))?.code).toBe('wrong_state')
  })
})
