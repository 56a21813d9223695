import { z } from 'zod'
import { periodOf } from '#domain/calendar/periods.ts'
import { type Decimal, sum } from '#domain/kernel/decimal.ts'
import { day } from '#domain/kernel/endpoint.ts'
import type { CsvRow } from '#domain/kernel/sheet.ts'
import { dayOf } from './passengers.ts'
import { type Port, portAt } from './ports.ts'

/** One line of the daily passenger file, by its number in the file. */
export const SourceLine = z.strictObject({
  line: z.int(),
  day,
  point: z.string(),
  direction: z.string(),
  persons: z.string(),
})
export type SourceLine = z.infer<typeof SourceLine>

/** The lines of a file that make up a port's passengers of a month; what is no figure counts as it was counted: not. */
export function linesOf(rows: readonly CsvRow[], port: Port, month: string): SourceLine[] {
  return rows.flatMap(({ line, cells: raw }) => {
    const [date = '', point = '', direction = '', , , , persons = ''] = raw.map((cell) => cell.trim())
    const on = dayOf(date)
    const isOurs = portAt(point) === port && /^\d{4}-/.test(on) && periodOf(on, 'month') === month
    return isOurs && /^\d{1,9}$/.test(persons) ? [{ line, day: on, point, direction, persons }] : []
  })
}

/** What the lines add up to. */
export const passengersOf = (lines: readonly SourceLine[]): Decimal => sum(lines.map(({ persons }) => persons))

/** Keeps of a file's text what can be of the month, each line at its place: what is read stays as small as the month. */
export function onlyMonth(text: string, month: string): string {
  const mark = `-${month.slice(5)}-${month.slice(0, 4)}`
  return text
    .split('\n')
    .map((line) => (line.includes(mark) ? line : ''))
    .join('\n')
}

/** Numbers of lines as a reader writes them: "3–5, 9". */
export function lineRanges(numbers: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last && number === last[1] + 1) last[1] = number
    else ranges.push([number, number])
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
}
