import { expect, test } from 'vitest'
import { clockAt } from './clock.ts'

test('the office lives in its own time zone', () => {
  expect(clockAt(null, new Date('2025-11-05T16:00:00.007Z'))).toEqual({
    today: '2025-11-06',
    now: '2025-11-05T16:00:00.007Z',
  })
})

test('a clock that was set keeps the time of day, to the millisecond: what came later is later', () => {
  const [first, second] = ['007', '008'].map((part) => clockAt('2025-11-06', new Date(`2026-03-01T03:00:00.${part}Z`)))
  expect(first).toEqual({ today: '2025-11-06', now: '2025-11-06T03:00:00.007Z' })
  expect((first?.now ?? '') < (second?.now ?? '')).toBe(true)
})
