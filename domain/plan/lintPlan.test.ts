import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Item } from './item.api.ts'
import { lintDivisionPlan, lintPlan } from './linter.ts'
import { lintRules } from './lintRules.ts'
import { division, fullItem, fullPlan, indicator, noFacts } from './plan.fixtures.ts'

describe('a plan', () => {
  const half = (id: string, weight: string) =>
    fullItem({ id, weight, indicators: [indicator({ name: `旅客量${id}` })] })

  test('asks once where one division is asked for a figure twice, and nothing where two divisions are', () => {
    const twice = [half('a', '40'), fullItem({ id: 'b', weight: '60', indicators: half('a', '1').indicators })]
    const found = [{ code: 'L25', level: 'hint', itemId: 'b', field: 'indicators.0.name' }]
    expect(lintPlan(fullPlan(twice), noFacts)).toMatchObject(found)
    const division2 = { ...division('戊'), id: '戊' }
    const other = twice.map((item, at) => (at === 0 ? item : { ...item, responsibleDivision: division2 }))
    const holders = [...noFacts.holders, { personId: 'p', divisionId: '戊' }]
    expect(lintPlan(fullPlan(other), { ...noFacts, holders })).toEqual([])
    const draft = { workPlanText: '全年三件事', files: [], items: twice }
    expect(lintDivisionPlan(draft, noFacts)).toMatchObject(found)
  })

  test('asks where one person has more items than the office thinks good', () => {
    const items = [half('a', '40'), half('b', '30'), half('c', '30')]
    const found = (itemsPerPerson: number) => lintPlan(fullPlan(items), { ...noFacts, itemsPerPerson })
    expect(found(3)).toEqual([])
    expect(found(2)).toMatchObject([{ code: 'L26', itemId: 'c', field: 'mainResponsiblePersonId' }])
    expect(found(1)).toMatchObject([{ code: 'L26', itemId: 'b' }])
  })

  test('shows a hint that was answered with its answer, and a fault without', () => {
    const answer = (code: string, field: string) => ({
      code,
      field,
      reason: '口径已定',
      byName: '林知夏',
      at: '2025-01-08T01:00:00.000Z',
    })
    const silences = [answer('L14', 'goal'), answer('L01', 'mainResponsiblePersonId')]
    const item = fullItem({ goal: '进一步提升', mainResponsiblePerson: null, silences })
    const found = lintPlan(fullPlan([item]), noFacts).map(({ code, silence }) => [code, silence?.reason])
    expect(found).toEqual([
      ['L01', undefined],
      ['L14', '口径已定'],
    ])
  })

  test('whose weights make 100 and whose chapters are written has no finding', () => {
    expect(lintPlan(fullPlan([half('a', '40'), half('b', '60')]), noFacts)).toEqual([])
  })

  test.each<[string, Item[], string | undefined]>([
    ['98 in all', [half('a', '49'), half('b', '49')], '权重合计98，还差2。'],
    ['one hundredth too many', [half('a', '50.01'), half('b', '50')], '权重合计100.01，多0.01。'],
    ['thirds that make 100 exactly', [half('a', '33.33'), half('b', '33.33'), half('c', '33.34')], undefined],
    ['no item at all', [], '权重合计0，还差100。'],
  ])('with %s', (_, items, sentence) => {
    const found = lintPlan(fullPlan(items), noFacts).filter(({ code }) => code === 'L10')
    expect(found.map(({ message }) => message.zh)).toEqual(sentence ? [sentence] : [])
  })

  test('without a chapter that Art. 11 names is stopped', () => {
    const findings = lintPlan({ ...fullPlan([fullItem()]), standardsText: '' }, noFacts)
    expect(findings).toMatchObject([{ code: 'L12', field: 'standardsText', level: 'blocking', basis: 'plan.chapters' }])
  })

  test('is stopped by a city indicator nobody took, and reminded of one without item', () => {
    const row = (id: string) => ({ id, number: 1, name: '公共服务白皮书' })
    const facts = { ...noFacts, unallottedRows: [row('x')], allottedRows: [row('y'), row('z')] }
    const item = fullItem({ municipalIndicator: row('z') })
    const found = lintPlan(fullPlan([item]), facts).map(({ code, level }) => [code, level])
    expect(found).toEqual([
      ['L13', 'blocking'],
      ['L19', 'hint'],
    ])
  })

  test('is told of an indicator that the city changed, and of an item whose indicator it has withdrawn', () => {
    const row = (id: string) => ({ id, number: 1, name: '公共服务白皮书' })
    const facts = { ...noFacts, revisedRows: [row('x')], withdrawnRows: [row('z')] }
    const found = lintPlan(fullPlan([fullItem({ municipalIndicator: row('z') })]), facts)
    expect(found.map(({ code, level, field }) => [code, level, field])).toEqual([
      ['L41', 'hint', 'municipal'],
      ['L40', 'hint', 'municipalIndicatorId'],
    ])
    expect(lintPlan(fullPlan([fullItem({ municipalIndicator: row('y') })]), { ...facts, revisedRows: [] })).toEqual([])
  })

  test('is told of an item whose task of the work plan a later version changed or dropped, and of no other', () => {
    const task = { number: '3', version: 2, kind: 'changed' as const }
    const revisedTasks = { item: [task, { ...task, number: '5', kind: 'dropped' as const }] }
    const found = lintPlan(fullPlan([fullItem()]), { ...noFacts, revisedTasks })
    expect(found.map(({ code, level, field }) => [code, level, field])).toEqual([
      ['L42', 'hint', 'task.3.2'],
      ['L42', 'hint', 'task.5.2'],
    ])
    expect(lintPlan(fullPlan([fullItem()]), { ...noFacts, revisedTasks: { other: [task] } })).toEqual([])
  })

  test('has a weight fault exactly where its hundredths do not make 10 000', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 6000 }), { maxLength: 4 })
    fc.assert(
      fc.property(weights, fc.boolean(), (some, fills) => {
        const rest = 10_000 - some.reduce((a, b) => a + b, 0)
        const all = fills && rest >= 0 ? [...some, rest] : some
        const items = all.map((weight, at) => half(String(at), (weight / 100).toFixed(2)))
        const isFault = lintPlan(fullPlan(items), noFacts).some(({ code }) => code === 'L10')
        return isFault === (all.reduce((a, b) => a + b, 0) !== 10_000)
      }),
    )
  })

  test('every finding has a rule, and a hint never stops anything', () => {
    const worst = fullItem({
      goal: '提升',
      method: null,
      phases: [],
      indicators: [],
      weight: null,
      coordinatingDivision: division('甲'),
    })
    for (const { code, level, message } of lintPlan({ ...fullPlan([worst]), procedureText: '' }, noFacts)) {
      expect(lintRules[code]?.isHint, code).toBe(level === 'hint')
      expect(message.zh.endsWith('。') && message.en.endsWith('.')).toBe(true)
    }
  })
})

describe('the rules of the check', () => {
  test.each(Object.keys(lintRules))('%s has a test', async (code) => {
    const tests = ['linter.test.ts', 'lintPlan.test.ts', 'overPhase.test.ts', 'divisionPlan.test.ts']
    const written = await Promise.all(tests.map((name) => readFile(new URL(name, import.meta.url), 'utf8')))
    expect(written.join('\n')).toMatch(new RegExp(String.raw`\b${code}\b`))
  })
})
