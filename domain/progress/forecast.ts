import { daysBetween, plusDays } from '#domain/calendar/workingDays.ts'

export type Point = { readonly on: string; readonly percent: number }
export type Forecast = { readonly on: string; readonly points: number }

/** The furthest day that a forecast names: what leads beyond it leads nowhere. */
const furthestDays = 3_660

/**
 * When a phase will be finished if it goes on as reported: the straight line nearest to the reported percents, carried on
 * to 100. Nothing where fewer than two days were reported, or where the line does not rise.
 */
export function forecastEnd(reports: readonly Point[]): Forecast | undefined {
  const byDay = new Map(reports.map(({ on, percent }) => [on, percent]))
  const points = [...byDay].toSorted(([a], [b]) => a.localeCompare(b))
  const [first] = points
  if (!first || points.length < 2) return undefined
  const [from] = first
  const at = points.map(([on, percent]) => ({ x: daysBetween(from, on), y: percent }))
  const mean = (of: (point: { x: number; y: number }) => number) =>
    at.reduce((sum, point) => sum + of(point), 0) / at.length
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)]
  const slope = mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2)
  if (slope <= 0) return undefined
  const days = Math.ceil(x + (100 - y) / slope - 1e-9)
  const last = at.at(-1)
  if (days > furthestDays || !last) return undefined
  return { on: plusDays(from, Math.max(days, last.x)), points: points.length }
}
