import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareItems, comparePlans, fieldsOf } from './compare.ts'
import type { Item } from './item.api.ts'
import { division, fullItem, fullPlan, indicator, phase } from './plan.fixtures.ts'

const zh = { language: 'zh' as const, dimensions: { performance: { zh: '行政业绩', en: 'Results' } } }
const en = { ...zh, language: 'en' as const }

describe('two states of an item', () => {
  test.each<[string, Partial<Item>, [string, string | null, string | null][]]>([
    ['nothing changed', {}, []],
    ['the goal', { goal: '封顶' }, [['年度目标', '主体结构封至地上二层', '封顶']]],
    ['the coordinating division', { coordinatingDivision: null }, [['协调处', '乙处', null]]],
    ['the method', { method: 'judged' }, [['评价方法', '分阶段加权', '评定等次']]],
    ['binding', { binding: true }, [['约束性', '否', '是']]],
    [
      'the end of a phase',
      { phases: [phase('2025-01-01', '2025-06-30'), phase('2025-07-01', '2025-11-30')] },
      [['第2阶段期间', '2025-07-01 — 2025-12-31', '2025-07-01 — 2025-11-30']],
    ],
    [
      'whose phase and whose indicator it is',
      {
        phases: [phase('2025-01-01', '2025-06-30', { division: division('丙') }), phase('2025-07-01', '2025-12-31')],
        indicators: [indicator({ division: division('丙') })],
      },
      [
        ['第1阶段责任处', null, '丙处'],
        ['指标1责任处', null, '丙处'],
      ],
    ],
    ['the unit of an indicator', { indicators: [indicator({ unit: '万人次' })] }, [['指标1单位', '人次', '万人次']]],
  ])('%s', (_, values, expected) => {
    const changes = compareItems(fullItem(), fullItem(values), zh)
    expect(changes.map(({ name, old, new: now }) => [name.zh, old, now])).toEqual(expected)
  })

  test('an indicator that is taken out is said to be gone; the others are not rewritten', () => {
    const [first, second] = [indicator({ name: '人员' }), indicator({ name: '车辆' })]
    const changes = compareItems(fullItem({ indicators: [first, second] }), fullItem({ indicators: [second] }), zh)
    expect(changes.every(({ field, new: now }) => field.startsWith('indicators.1.') && now === null)).toBe(true)
    expect(changes.find(({ field }) => field === 'indicators.1.name')?.old).toBe('人员')
  })

  test('names and words are the reader’s', () => {
    const [change] = compareItems(fullItem(), fullItem({ coordinatingDivision: division('丙') }), en)
    expect(change).toMatchObject({ name: { en: 'Coordinating division' }, old: 'Division 乙', new: 'Division 丙' })
  })

  test('a new item shows each field that says something, and a removed one the same', () => {
    const added = compareItems(undefined, fullItem(), zh)
    expect(added.every(({ old, new: now }) => old === null && now !== null)).toBe(true)
    expect(compareItems(fullItem(), undefined, zh).map(({ old }) => old)).toEqual(added.map(({ new: now }) => now))
  })

  test('every field of the content is compared', () => {
    const item = fullItem({
      measures: [{ what: '复测', who: '监理', person: null, untilOn: null }],
      coDivisions: [{ division: division('丙'), goal: '' }],
    })
    const shown = new Set(fieldsOf(item, zh).map(({ field }) => field.split('.')[0]))
    const { id, planId, year, version, startsOn, endsOn, silences: _silences, ...content } = item
    for (const key of Object.keys(content)) expect(shown, key).toContain(key)
    expect([id, planId, year, version, startsOn, endsOn].every((value) => value !== undefined)).toBe(true)
    const inPhase = new Set(fieldsOf(fullItem(), zh).map(({ field }) => field.split('.')[2]))
    for (const key of ['title', 'goal', 'criterion', 'weight', ...Object.keys(indicator())].filter((k) => k !== 'id'))
      expect(inPhase, key).toContain(key)
  })
})

describe('two versions of a plan', () => {
  const a = fullItem({ id: 'a', title: '甲事' })
  const b = fullItem({ id: 'b', title: '乙事' })
  const c = fullItem({ id: 'c', title: '丙事' })

  test('new, changed and removed items, and the chapters', () => {
    const before = { ...fullPlan([a, b]), standardsText: '旧' }
    const after = fullPlan([{ ...a, goal: '1项' }, c])
    const { chapters, items, unchanged } = comparePlans(before, after, zh)
    expect(chapters.map(({ field }) => field)).toEqual(['standardsText'])
    expect(items.map(({ title, kind }) => [title, kind])).toEqual([
      ['甲事', 'changed'],
      ['丙事', 'added'],
      ['乙事', 'removed'],
    ])
    expect(unchanged).toBe(0)
  })

  test('a version differs in nothing from itself, and backwards old and new change places', () => {
    const item = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      goal: fc.constantFrom('1', '2'),
      binding: fc.boolean(),
    })
    const plan = fc
      .uniqueArray(item, { selector: ({ id }) => id, maxLength: 3 })
      .map((some) => fullPlan(some.map((values) => fullItem(values))))
    fc.assert(
      fc.property(plan, plan, (x, y) => {
        expect(comparePlans(x, x, zh)).toMatchObject({ chapters: [], items: [], unchanged: x.items.length })
        const there = comparePlans(x, y, zh).items.flatMap(({ itemId, changes }) =>
          changes.map(({ field, old, new: now }) => [itemId, field, old, now].join()),
        )
        const back = comparePlans(y, x, zh).items.flatMap(({ itemId, changes }) =>
          changes.map(({ field, old, new: now }) => [itemId, field, now, old].join()),
        )
        expect(back.toSorted()).toEqual(there.toSorted())
      }),
    )
  })
})
