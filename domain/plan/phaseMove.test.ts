import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plusDays } from '#domain/calendar/workingDays.ts'
import { type Grip, movedPhase, type Period } from './phaseMove.ts'

const item: Period = { startsOn: '2026-01-01', endsOn: '2026-12-31' }
const phase = (startsOn: string, endsOn: string): Period => ({ startsOn, endsOn })
const two = [phase('2026-01-01', '2026-03-31'), phase('2026-05-01', '2026-06-30')]

describe('a phase is moved', () => {
  test.each([
    ['by a day', 1, 'whole', 1, phase('2026-05-02', '2026-07-01')],
    ['up to its neighbour, leaving its length', 1, 'whole', -90, phase('2026-04-01', '2026-05-31')],
    ['to the end of the item', 1, 'whole', 900, phase('2026-11-01', '2026-12-31')],
    ['not before the item begins', 0, 'whole', -5, two[0]],
    ['at its end', 0, 'end', 10, phase('2026-01-01', '2026-04-10')],
    ['at its end, up to its neighbour', 0, 'end', 90, phase('2026-01-01', '2026-04-30')],
    ['at its end, to one day at least', 0, 'end', -900, phase('2026-01-01', '2026-01-01')],
    ['at its start', 1, 'start', -400, phase('2026-04-01', '2026-06-30')],
    ['at its start, to one day at least', 1, 'start', 400, phase('2026-06-30', '2026-06-30')],
  ] as const)('%s', (_, at, grip, days, moved) => {
    expect(movedPhase(two, at, item, grip, days)).toEqual(moved)
  })

  test('the phases of another division are no neighbours', () => {
    const beside = [two[0], { ...phase('2026-04-15', '2026-06-30'), divisionId: '丁' }].flatMap((one) => one ?? [])
    expect(movedPhase(beside, 0, item, 'end', 60)).toEqual(phase('2026-01-01', '2026-05-30'))
  })

  test('without days it stays; where it overlaps already it can be moved out', () => {
    expect(movedPhase([phase('', '')], 0, item, 'whole', 1)).toEqual(phase('', ''))
    const overlapping = [phase('2026-01-01', '2026-03-31'), phase('2026-03-01', '2026-04-30')]
    expect(movedPhase(overlapping, 1, item, 'whole', 31)).toEqual(phase('2026-04-01', '2026-05-31'))
  })

  test('whatever is dragged, phases stay in the item and never overlap', () => {
    const day = fc.integer({ min: 0, max: 364 }).map((n) => plusDays('2026-01-01', n))
    const cuts = fc.uniqueArray(day, { minLength: 4, maxLength: 4 }).map((days) => days.toSorted())
    const grip = fc.constantFrom<Grip>('whole', 'start', 'end')
    fc.assert(
      fc.property(
        cuts,
        fc.integer({ min: 0, max: 1 }),
        grip,
        fc.integer({ min: -400, max: 400 }),
        (days, at, held, by) => {
          const [a = '', b = '', c = '', d = ''] = days
          const phases = [phase(a, b), phase(c, d)]
          const now = phases.with(at, movedPhase(phases, at, item, held, by) ?? phase('', ''))
          const [first, second] = now
          return (
            first !== undefined &&
            second !== undefined &&
            first.startsOn >= item.startsOn &&
            first.startsOn <= first.endsOn &&
            first.endsOn < second.startsOn &&
            second.startsOn <= second.endsOn &&
            second.endsOn <= item.endsOn
          )
        },
      ),
    )
  })
})
