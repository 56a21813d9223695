import { daysBetween, earlier, isDay, later, plusDays } from '#domain/calendar/workingDays.ts'

export type Period = { readonly startsOn: string; readonly endsOn: string }
/** `divisionId`: whose phase it is; the phases of another division stand beside it. */
type Phase = Period & { readonly divisionId?: string | null }
/** Which part of a phase is dragged: the whole of it, or one of its ends. */
export type Grip = 'whole' | 'start' | 'end'

const isWhole = ({ startsOn, endsOn }: Period): boolean => isDay(startsOn) && isDay(endsOn) && startsOn <= endsOn

/**
 * Between which days a phase may lie: in the item's period, and beside its division's others without overlap. A phase that
 * overlaps already is held by the item's period alone, so that it can be moved out.
 */
export function roomOf(phases: readonly Phase[], at: number, item: Period): Period | undefined {
  const own = phases[at]
  if (!own || !isWhole(own) || !isWhole(item)) return undefined
  const isBeside = (other: Phase) => (other.divisionId ?? null) === (own.divisionId ?? null)
  const others = phases.filter((other, n) => n !== at && isWhole(other) && isBeside(other))
  const isOverlapping = others.some(({ startsOn, endsOn }) => startsOn <= own.endsOn && endsOn >= own.startsOn)
  if (isOverlapping) return item
  const before = others.filter(({ endsOn }) => endsOn < own.startsOn).map(({ endsOn }) => plusDays(endsOn, 1))
  const after = others.filter(({ startsOn }) => startsOn > own.endsOn).map(({ startsOn }) => plusDays(startsOn, -1))
  return { startsOn: before.reduce(later, item.startsOn), endsOn: after.reduce(earlier, item.endsOn) }
}

/** The phase moved by so many days, or one of its ends, as far as there is room; unchanged where there is none. */
export function movedPhase(
  phases: readonly Phase[],
  at: number,
  item: Period,
  grip: Grip,
  days: number,
): Period | undefined {
  const own = phases[at]
  const room = roomOf(phases, at, item)
  if (!own || !room) return own
  const [start, end] = [own.startsOn, own.endsOn]
  const within = (day: string, from: string, to: string): string => earlier(later(day, from), to)
  if (grip === 'start')
    return { startsOn: within(plusDays(start, days), earlier(room.startsOn, start), end), endsOn: end }
  if (grip === 'end') return { startsOn: start, endsOn: within(plusDays(end, days), start, later(room.endsOn, end)) }
  const back = Math.min(0, daysBetween(start, room.startsOn))
  const forward = Math.max(0, daysBetween(end, room.endsOn))
  const by = Math.max(back, Math.min(forward, days))
  return { startsOn: plusDays(start, by), endsOn: plusDays(end, by) }
}
