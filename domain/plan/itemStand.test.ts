import { expect, test } from 'vitest'
import { standsOnce, standWords } from './itemStand.ts'

const own = { id: 'd', stand: 'division' as const, mergedInto: 'o', role: 'main' }
const merged = { id: 'o', stand: 'office' as const, mergedInto: null, role: 'main' }
const once = (...rows: (typeof own | typeof merged)[]) =>
  standsOnce(rows, ({ role }) => role).map(({ id, ids, stands }) => ({ id, ids, stands }))

test('an item of the division’s and of the office’s plan is named once, and both follow', () => {
  expect(once(own, merged)).toEqual([{ id: 'o', ids: ['o', 'd'], stands: ['office', 'division'] }])
  expect(once(merged, own)).toEqual([{ id: 'o', ids: ['o', 'd'], stands: ['office', 'division'] }])
})

test('each stands for itself where the other is not in the list, or is another part', () => {
  expect(once(own)).toEqual([{ id: 'd', ids: ['d'], stands: ['division'] }])
  expect(once({ ...own, role: 'participant' }, merged).map(({ id }) => id)).toEqual(['d', 'o'])
})

test('where it stands is said in words', () => {
  expect(standWords(['office', 'division']).zh).toBe('办方案、处方案')
})
