import { describe, expect, test } from 'vitest'
import type { Direction } from '#domain/catalogue/direction.ts'
import type { Item } from './item.api.ts'
import { away } from './item.ts'
import { blockingIn, lintItem } from './linter.ts'
import type { LintFacts } from './plan.api.ts'
import { division, fullItem, indicator, noFacts, phase } from './plan.fixtures.ts'

const codes = (item: Item, facts: LintFacts = noFacts) =>
  lintItem(item, facts).map(({ code, field }) => `${code} ${field}`)

const lastYear = (direction: Direction) => ({ name: '旅客量', unit: '人次', divisionId: '甲', target: '90', direction })

describe('an item (Art. 20, 21)', () => {
  test('with everything the article asks for is without finding', () => expect(codes(fullItem())).toEqual([]))

  test.each<[string, Partial<Item>, string[]]>([
    ['main responsible person', { mainResponsiblePerson: null }, ['L01 mainResponsiblePersonId']],
    ['responsible division', { responsibleDivision: null }, ['L02 responsibleDivisionId']],
    ['coordinating division, having data to report', { coordinatingDivision: null }, ['L03 coordinatingDivisionId']],
    [
      'coordinating division, asked by the city',
      { coordinatingDivision: null, kind: 'municipalIndicator', indicators: [], reporting: '按季书面报告' },
      ['L03 coordinatingDivisionId'],
    ],
    ['goal', { goal: '' }, ['L04 goal']],
    ['phases', { phases: [] }, ['L05 phases']],
    [
      'criterion of a phase',
      { phases: [phase('2025-01-01', '2025-06-30', { criterion: '' }), phase('2025-07-01', '2025-12-31')] },
      ['L06 phases.0.criterion'],
    ],
    ['method', { method: null }, ['L07 method']],
    ['indicator and reporting mode', { indicators: [] }, ['L08 reporting']],
    ['weight', { weight: null }, ['L09 weight']],
    [
      'a post of the main responsible person in the division',
      { mainResponsiblePerson: { id: 'q', name: '陆云开' } },
      ['L22 mainResponsiblePersonId'],
    ],
    [
      'a post of a responsible person in the division',
      { responsiblePersons: [{ id: 'q', name: '陆云开' }] },
      ['L22 responsiblePersonIds'],
    ],
    ['unit of an indicator', { indicators: [indicator({ unit: '' })] }, ['L23 indicators.0.unit']],
    [
      'phases one after the other',
      { phases: [phase('2025-01-01', '2025-06-30'), phase('2025-06-30', '2025-12-31')] },
      ['L17 phases.1.startsOn'],
    ],
    [
      'weights of phases that make 100',
      { phases: [phase('2025-01-01', '2025-12-31', { weight: '60' })] },
      ['L11 phases'],
    ],
    [
      'weights of phases under the method that needs them',
      { phases: [phase('2025-01-01', '2025-12-31', { weight: null })] },
      ['L11 phases'],
    ],
    [
      'weights of each division that make 100, though all together do',
      {
        coDivisions: [{ division: division('丁'), goal: '备好接口' }],
        phases: [
          phase('2025-01-01', '2025-12-31', { weight: '60' }),
          phase('2025-01-01', '2025-12-31', { weight: '40', division: division('丁') }),
        ],
      },
      ['L11 phases', 'L11 phases'],
    ],
    [
      'phases of a co-responsible division one after the other',
      {
        coDivisions: [{ division: division('丁'), goal: '备好接口' }],
        phases: [
          phase('2025-01-01', '2025-12-31', { weight: '100' }),
          phase('2025-01-01', '2025-06-30', { division: division('丁') }),
          phase('2025-06-01', '2025-12-31', { division: division('丁') }),
        ],
      },
      ['L17 phases.2.startsOn'],
    ],
  ])('without %s cannot be submitted', (_, values, expected) => {
    const findings = lintItem(fullItem(values), noFacts)
    expect(codes(fullItem(values))).toEqual(expected)
    expect(blockingIn(findings)).toBe(expected.length)
  })

  test.each<[string, Partial<Item>]>([
    [
      'no coordinating division, nothing to report',
      { coordinatingDivision: null, indicators: [], reporting: '按阶段报告' },
    ],
    [
      'no weights of phases, another method',
      { method: 'judged', phases: [phase('2025-01-01', '2025-12-31', { weight: null })] },
    ],
    ['a Chinese number in the goal', { goal: '完成三轮巡查' }],
    [
      'a responsible person of a co-responsible division',
      {
        responsiblePersons: [{ id: 'q', name: '陆云开' }],
        coDivisions: [{ division: division('丁'), goal: '备好接口' }],
        indicators: [indicator(), indicator({ division: division('丁') })],
      },
    ],
    [
      'phases of two divisions side by side, each with weights that make 100',
      {
        coDivisions: [{ division: division('丁'), goal: '备好接口' }],
        phases: [
          phase('2025-01-01', '2025-06-30'),
          phase('2025-03-01', '2025-09-30', { division: division('丁'), weight: '100' }),
          phase('2025-07-01', '2025-12-31'),
        ],
      },
    ],
    [
      "last year's target of another division",
      {
        coDivisions: [{ division: division('丁'), goal: '备好接口' }],
        indicators: [indicator({ target: '90', division: division('丁') })],
      },
    ],
    ["a target that differs from last year's", { indicators: [indicator({ target: '95' })] }],
  ])('is complete with %s', (_, values) => {
    const holders = [...noFacts.holders, { personId: 'q', divisionId: '丁' }]
    expect(codes(fullItem(values), { ...noFacts, holders, lastTargets: [lastYear('none')] })).toEqual([])
  })

  test.each<[string, Partial<Item>, string]>([
    ['a goal without number', { goal: '进一步提升文明水平' }, 'L14 goal'],
    [
      'a phase that ends on a rest day',
      { phases: [phase('2025-01-01', '2025-12-28', { weight: '100' })] },
      'L15 phases.0.endsOn',
    ],
    [
      'a gap',
      { phases: [phase('2025-01-01', '2025-06-30'), phase('2025-07-02', '2025-12-31')] },
      'L16 phases.1.startsOn',
    ],
    [
      'a gap in another order',
      { phases: [phase('2025-07-02', '2025-12-31'), phase('2025-01-01', '2025-06-30')] },
      'L16 phases.0.startsOn',
    ],
    ['one division for both', { coordinatingDivision: division('甲') }, 'L18 coordinatingDivisionId'],
    ["last year's target", { indicators: [indicator({ target: '90.0' })] }, 'L24 indicators.0.target'],
    [
      'a measure that outlasts the item',
      { measures: [{ what: '复测', who: '监理', person: null, untilOn: '2026-01-01' }] },
      'L27 measures.0.untilOn',
    ],
    [
      'a co-responsible division without goal',
      {
        coDivisions: [{ division: division('丙'), goal: '' }],
        indicators: [indicator({ division: division('丙') })],
      },
      'L28 coDivisions.0.goal',
    ],
    [
      'a co-responsible division without phase and indicator',
      { coDivisions: [{ division: division('丙'), goal: '备好接口' }] },
      'L29 coDivisions.0.divisionId',
    ],
  ])('is given a hint for %s, which stops nothing', (_, values, expected) => {
    const facts = { ...noFacts, restDays: ['2025-12-28'], lastTargets: [lastYear('none')] }
    expect(codes(fullItem(values), facts)).toEqual([expected])
    expect(blockingIn(lintItem(fullItem(values), facts))).toBe(0)
  })
})

test.each([
  ['98', '还差2', '2 missing'],
  ['100.5', '多0.5', '0.5 too many'],
])('%s is %s', (total, zh, en) => expect(away(total)).toEqual({ zh, en }))

test('an item with the same indicator fields as another is judged alike, whatever its id', () => {
  expect(codes(fullItem({ id: 'x', indicators: [indicator({ id: 'y' })] }))).toEqual(codes(fullItem()))
})

test('a sum that is off names the division whose phases they are', () => {
  const phases = [
    phase('2025-01-01', '2025-12-31', { weight: '100' }),
    phase('2025-01-01', '2025-12-31', { weight: '40', division: division('丁') }),
  ]
  const [finding] = lintItem(fullItem({ phases, coDivisions: [{ division: division('丁'), goal: '一' }] }), noFacts)
  expect(finding?.message).toEqual({
    zh: '丁处阶段权重合计40，还差60。',
    en: 'The weights of the phases of Division 丁 add up to 40, 60 missing.',
  })
})

describe("a target beside last year's", () => {
  const hintsFor = (direction: Direction, target: string) =>
    codes(fullItem({ indicators: [indicator({ target })] }), { ...noFacts, lastTargets: [lastYear(direction)] })
  test.each<[Direction, string, boolean]>([
    ['higher', '95', false],
    ['higher', '89.9', true],
    ['higher', '90', true],
    ['lower', '89.9', false],
    ['lower', '95', true],
    ['none', '89.9', false],
    ['none', '95', false],
  ])('%s is better, %s after 90', (direction, target, isTold) => {
    expect(hintsFor(direction, target)).toEqual(isTold ? ['L24 indicators.0.target'] : [])
  })

  test.each<[Direction, string, string, boolean]>([
    ['higher', '%', '100', false],
    ['higher', '次', '100', true],
    ['lower', '件', '0', false],
    ['lower', '%', '100', true],
    ['none', '%', '100', false],
    ['none', '%', '0', false],
    ['none', '件', '0', true],
  ])('%s is better, %s %s stays: is it told', (direction, unit, target, isTold) => {
    const last = { ...lastYear(direction), unit, target }
    const found = codes(fullItem({ indicators: [indicator({ unit, target })] }), { ...noFacts, lastTargets: [last] })
    expect(found.includes('L24 indicators.0.target')).toBe(isTold)
  })
})
