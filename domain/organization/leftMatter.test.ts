import { expect, test } from 'vitest'
import { effectFor } from '#domain/kernel/divisionMatter.ts'
import { becomesOne } from './leftMatter.ts'
import type { ReorganisationContent } from './reorganisation.api.ts'
import { changesOfPlan } from './reorganisationChanges.ts'

test.each([
  [
    'two divisions that stay two',
    { responsible: 'a', coordinating: 'b' },
    { responsible: 'c', coordinating: 'b' },
    false,
  ],
  ['two that become one', { responsible: 'a', coordinating: 'b' }, { responsible: 'b', coordinating: 'b' }, true],
  ['one that was one before', { responsible: 'a', coordinating: 'a' }, { responsible: 'b', coordinating: 'b' }, false],
  ['none', { responsible: null, coordinating: null }, { responsible: null, coordinating: null }, false],
])('whether one division would answer for the data and accept them: %s', (_name, before, after, is) => {
  expect(becomesOne(before, after)).toBe(is)
})

test('what the successor has itself is one act for both; of two plans one is left', () => {
  expect(effectFor('receipt', false)).toBe('passes')
  expect(effectFor('receipt', true)).toBe('joins')
  expect(effectFor('divisionPlan', true)).toBe('settle')
})

const names = { division: (id: string) => ({ zh: `${id}处`, en: `Division ${id}` }), item: (id: string) => `KA-${id}` }
const ended = (successor: string | null, items: { itemId: string; successor: string }[] = []) => ({
  ...{ divisionId: '甲', how: 'merged' as const, successor, items },
})
const plan = (content: Partial<ReorganisationContent>) => ({
  ...{ fromOn: '2025-12-01', document: '深编〔2025〕1号' },
  content: { founded: [], renamed: [], ended: [], ...content },
})

test('history says which division, and which successor was named instead', () => {
  const changes = changesOfPlan(plan({ ended: [ended(null)] }), plan({ ended: [ended('乙')] }), names)
  expect(changes).toEqual([
    {
      field: 'ended 甲',
      name: { zh: '合并', en: 'Merged' },
      old: '甲处，由未定承接 ∥ Division 甲, taken over by not named',
      new: '甲处，由乙处承接 ∥ Division 甲, taken over by Division 乙',
    },
  ])
  const single = changesOfPlan(
    plan({ ended: [ended('乙')] }),
    plan({ ended: [ended('乙', [{ itemId: '01', successor: '丙' }])] }),
    names,
  )
  expect(single[0]?.new).toContain('KA-01由丙处承接')
  expect(changesOfPlan(plan({ ended: [ended('乙')] }), plan({}), names)[0]).toMatchObject({ new: null })
})

test('a draft tells all of it, and nothing is said where nothing changed', () => {
  const name = { zh: '口岸通关处', en: 'Clearance' }
  const first = plan({ renamed: [{ divisionId: '甲', name }] })
  expect(changesOfPlan(null, first, names).map(({ name: field }) => field.zh)).toEqual(['生效日', '依据文件', '更名'])
  expect(changesOfPlan(first, first, names)).toEqual([])
})
