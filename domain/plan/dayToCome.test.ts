import { expect, test } from 'vitest'
import { dayToCome } from './plan.ts'

test('the plan as at a day to come is the one in force today, and says so; today and the past say nothing', () => {
  expect(dayToCome('2025-12-01', '2025-11-28')?.zh).toBe('12月1日还没有到，显示的是今天的现行方案。')
  expect([dayToCome('2025-11-28', '2025-11-28'), dayToCome('2025-01-01', '2025-11-28')]).toEqual([undefined, undefined])
})
