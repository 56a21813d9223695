import { describe, expect, test } from 'vitest'
import { blockingIn, lintItem } from './linter.ts'
import { numberOfPhase, rewrittenPhases } from './overPhase.ts'
import { fullItem, noFacts, phase } from './plan.fixtures.ts'

const first = phase('2025-01-01', '2025-06-30', { title: '上半年' })
const second = phase('2025-07-01', '2025-12-31', { title: '下半年' })
const { id: _id, division: _division, ...settled } = first
const over = [{ ...settled, number: 1, divisionId: null }]
const facts = { ...noFacts, overPhases: { item: over } }
const given = {
  code: 'L43',
  field: 'phases.0.title',
  reason: '市里改了上半年口径',
  byName: '林知夏',
  at: '2025-07-07T01:00:00Z',
}

describe('a phase that is over is rewritten', () => {
  test.each([
    ['kept as it was', [first, second], 0],
    ['kept, its weight written in another way', [{ ...first, weight: '50' }, second], 0],
    ['kept, another before it', [phase('2024-12-01', '2024-12-31'), first, second], 0],
    ['a later one changed', [first, { ...second, goal: '全部完成' }], 0],
    ['its goal changed', [{ ...first, goal: '全部完成' }, second], 1],
    ['its criterion changed', [{ ...first, criterion: '完成60%为达到' }, second], 1],
    ['its weight changed', [{ ...first, weight: '60.00' }, second], 1],
    ['its end moved', [{ ...first, endsOn: '2025-07-15' }, second], 1],
    ['given to another division', [{ ...first, division: { id: 'd', name: { zh: '丁', en: 'D' } } }, second], 1],
    ['taken out', [second], 1],
  ])('or not: %s', (_, phases, count) => expect(rewrittenPhases(phases, over)).toHaveLength(count))

  const item = fullItem({ phases: [{ ...first, goal: '全部完成' }, second] })
  const found = (of = item) => lintItem(of, facts).filter(({ code }) => code === 'L43')

  test('stops the submission until that phase has its reason', () => {
    expect(found()).toMatchObject([{ level: 'blocking', field: 'phases.0.title', basis: 'plan.rewritePhase' }])
    expect(found()[0]?.message.zh).toBe('第1阶段“上半年”已于6月30日结束，改写须说明理由。')
    expect(blockingIn(found())).toBe(1)
    const answered = found({ ...item, silences: [given] })
    expect(answered).toMatchObject([{ silence: { reason: '市里改了上半年口径' } }])
    expect(blockingIn(answered)).toBe(0)
    expect(numberOfPhase(answered[0]?.field ?? '')).toBe(1)
  })

  test('and the reason of another phase does not do', () => {
    expect(blockingIn(found({ ...item, silences: [{ ...given, field: 'phases.1.title' }] }))).toBe(1)
  })

  test('another fault is not settled by a reason', () => {
    const without = fullItem({ goal: '', silences: [{ ...given, code: 'L04', field: 'goal' }] })
    expect(lintItem(without, noFacts).find(({ code }) => code === 'L04')).toMatchObject({
      level: 'blocking',
      silence: null,
    })
  })
})
