import { firstDayOf, lastDayOf, periodsOf, shortPeriodText } from '#domain/calendar/periods.ts'
import type { ItemContent } from './item.api.ts'

type Phase = ItemContent['phases'][number]
type Days = { readonly startsOn: string; readonly endsOn: string }

/**
 * Phases still to be described: one for each quarter of the year in which the item runs, cut to the item's days. Their
 * weights are as like as whole numbers can be and make 100.
 */
export function quarterPhases(year: number, item: Days): Phase[] {
  const runs = (period: string) => firstDayOf(period) <= item.endsOn && lastDayOf(period) >= item.startsOn
  const cut = periodsOf(year, 'quarter')
    .filter(runs)
    .map((period) => ({
      title: shortPeriodText(period).zh,
      startsOn: within(firstDayOf(period), item),
      endsOn: within(lastDayOf(period), item),
    }))
  const weightUpTo = (count: number): number => Math.floor((100 * count) / cut.length)
  return cut.map((phase, at) => ({
    ...phase,
    goal: '',
    criterion: '',
    weight: String(weightUpTo(at + 1) - weightUpTo(at)),
    divisionId: null,
  }))
}

function within(day: string, { startsOn, endsOn }: Days): string {
  if (day < startsOn) return startsOn
  return day > endsOn ? endsOn : day
}
