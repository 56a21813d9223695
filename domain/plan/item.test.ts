import { describe, expect, test } from 'vitest'
import { ItemContent } from './item.api.ts'
import { compareCodes, contentFaults, emptyContent, weightOf } from './item.ts'
import { contentOfRow } from './municipalPlan.ts'

const full: ItemContent = { ...emptyContent(2025), code: 'KA-1', title: '皇岗口岸重建' }
const phase = (startsOn: string, endsOn: string) => ({
  title: '一',
  startsOn,
  endsOn,
  goal: '',
  criterion: '',
  weight: null,
  divisionId: null,
})
const person = '00000000-0000-4000-8000-000000000001'

const [other, third] = ['00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000003']
const spring = phase('2025-03-01', '2025-05-31')
const owed = (divisionId: string | null): ItemContent['indicators'][number] => ({
  ...{ name: '接口备好率', unit: '%', decimals: 0, frequency: 'quarter', definition: '', delivery: 'citySystem' },
  ...{ evidenceNeeded: false, target: null, feed: null, collectingUnitId: null, divisionId },
})

describe('what no draft may hold', () => {
  test.each<[string, Partial<ItemContent>, string[]]>([
    ['nothing wrong, however unfinished', {}, []],
    ['a dimension that the pack has not', { dimension: 'luck' }, ['dimension']],
    ['an end before the start', { startsOn: '2025-07-01', endsOn: '2025-06-30' }, ['endsOn']],
    ['a period that begins a year early', { startsOn: '2024-12-31' }, ['startsOn']],
    ['a period that ends a year late', { endsOn: '2026-01-01' }, ['startsOn']],
    ['a phase of one day', { phases: [phase('2025-03-01', '2025-03-01')] }, []],
    ['a phase that ends before it starts', { phases: [phase('2025-03-02', '2025-03-01')] }, ['phases.0.endsOn']],
    [
      'a phase before the item',
      { startsOn: '2025-02-01', phases: [phase('2025-01-31', '2025-03-01')] },
      ['phases.0.startsOn'],
    ],
    [
      'a phase after the item',
      { endsOn: '2025-11-30', phases: [phase('2025-03-01', '2025-12-01')] },
      ['phases.0.startsOn'],
    ],
    ['one person twice', { participantIds: [person, person] }, ['participantIds']],
  ])('%s', (_, values, paths) => {
    expect(contentFaults({ ...full, ...values }, 2025, ['performance']).map(({ path }) => path)).toEqual(paths)
  })

  test.each<[string, Partial<ItemContent>, string[]]>([
    ['a phase of a division that shares the item', { phases: [{ ...spring, divisionId: other }] }, []],
    [
      'one of a division that does not',
      { phases: [spring, { ...spring, divisionId: third }] },
      ['phases.1.divisionId'],
    ],
    ['an indicator of a division that does not', { indicators: [owed(third)] }, ['indicators.0.divisionId']],
    ['one figure of each division', { indicators: [owed(null), owed(other)] }, []],
    ['one figure twice from a division', { indicators: [owed(other), owed(other)] }, ['indicators.1.name']],
    ['a share that is taken away', { coDivisions: [], indicators: [owed(other)] }, ['indicators.0.divisionId']],
  ])('whose part: %s', (_, values, paths) => {
    const content = { ...full, coDivisions: [{ divisionId: other, goal: '' }], ...values }
    expect(contentFaults(content, 2025, ['performance']).map(({ path }) => path)).toEqual(paths)
  })

  test('two indicators of one name', () => {
    const [indicator] = contentOfRow(row, context).indicators
    const indicators = indicator ? [indicator, indicator] : []
    expect(contentFaults({ ...full, indicators }, 2025, ['performance']).map(({ path }) => path)).toEqual([
      'indicators.1.name',
    ])
  })
})

describe('the form of an item', () => {
  test.each([
    ['0', true],
    ['12.5', true],
    ['100.00', true],
    ['100.01', false],
    ['-1', false],
    ['1.234', false],
    ['１２', false],
    ['', false],
  ])('takes the weight %j: %s', (weight, taken) => {
    expect(ItemContent.safeParse({ ...full, weight }).success).toBe(taken)
  })

  test.each([
    ['KA-2025-02', true],
    ['深-1', true],
    ['A 1', false],
    ['-1', false],
    ['', false],
  ])('takes the code %j: %s', (code, taken) => {
    expect(ItemContent.safeParse({ ...full, code }).success).toBe(taken)
  })
})

test('codes are ordered as a person counts', () => {
  expect(['KA-10', 'KA-2', 'B-1'].toSorted(compareCodes)).toEqual(['B-1', 'KA-2', 'KA-10'])
})

test('weights add up exactly; none counts nothing', () => {
  expect(weightOf([{ weight: '0.10' }, { weight: '0.20' }, { weight: null }])).toBe('0.3')
})

const row = {
  id: person,
  number: 3,
  name: '临时性专项工作',
  level1: '行政效率',
  frequency: 'quarter' as const,
  weights: { commission: '5', bureau: '5', office: '4' },
  responsibleDivisionId: null,
  coordinatingDivisionId: null,
}
const dimensions = { performance: { zh: '行政业绩' }, efficiency: { zh: '行政效率' } }
const unit = { id: person, name: { zh: '市监察局', en: 'Supervision bureau' } }
const context = {
  year: 2025,
  officeClass: 'office' as const,
  dimensions,
  units: [unit],
  collectingUnits: '市监察局、牵头单位',
}

describe('an item begun from a row of the city’s table', () => {
  test('carries what the city has said, with the weight of the office’s class', () => {
    const content = contentOfRow(row, context)
    expect(content).toMatchObject({
      code: 'SZ-2025-03',
      kind: 'municipalIndicator',
      dimension: 'efficiency',
      weight: '4',
    })
    expect(content.indicators).toMatchObject([{ frequency: 'quarter', collectingUnitId: person }])
    expect(ItemContent.safeParse(content).success).toBe(true)
  })

  test.each([
    ['commission', '5'],
    ['office', '4'],
  ] as const)('takes the weight of a %s', (officeClass, weight) => {
    expect(contentOfRow(row, { ...context, officeClass }).weight).toBe(weight)
  })
})
