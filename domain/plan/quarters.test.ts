import { expect, test } from 'vitest'
import { quarterPhases } from './quarters.ts'

const shown = (startsOn: string, endsOn: string) =>
  quarterPhases(2025, { startsOn, endsOn }).map((phase) => [phase.startsOn, phase.endsOn, phase.weight])

test.each<[string, string, string, string[][]]>([
  [
    'a whole year',
    '2025-01-01',
    '2025-12-31',
    [
      ['2025-01-01', '2025-03-31', '25'],
      ['2025-04-01', '2025-06-30', '25'],
      ['2025-07-01', '2025-09-30', '25'],
      ['2025-10-01', '2025-12-31', '25'],
    ],
  ],
  [
    'from within the second to within the fourth',
    '2025-05-20',
    '2025-11-15',
    [
      ['2025-05-20', '2025-06-30', '33'],
      ['2025-07-01', '2025-09-30', '33'],
      ['2025-10-01', '2025-11-15', '34'],
    ],
  ],
  ['what is left of the last', '2025-11-06', '2025-12-31', [['2025-11-06', '2025-12-31', '100']]],
  ['one day', '2025-03-31', '2025-03-31', [['2025-03-31', '2025-03-31', '100']]],
  ['days of another year', '2024-01-01', '2024-12-31', []],
  ['an end before the start', '2025-06-01', '2025-02-01', []],
])('quarters of %s', (_what, startsOn, endsOn, phases) => {
  expect(shown(startsOn, endsOn)).toEqual(phases)
})
