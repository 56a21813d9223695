import { firstDayOf, lastDayOf, periodOf } from '#domain/calendar/periods.ts'
import { isDay } from '#domain/calendar/workingDays.ts'
import { divide } from '#domain/kernel/decimal.ts'
import type { CsvRow } from '#domain/kernel/sheet.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import { dayOf, isDailyFile, readPassengers } from './passengers.ts'
import { controlPoints, portAt, ports } from './ports.ts'

const headings = ['口岸', '管制站', '月份', '人次', '单位', '万人次', '天数', '行数']

/**
 * The daily passenger file as the table of months that a feed reads: one row for each port and month, added up. Months
 * that have just begun when the file was written are left out; anything doubtful in the others refuses the whole file.
 * Undefined for any other table.
 */
export function passengerTable(rows: readonly CsvRow[]): { rows: CsvRow[] } | { message: Text } | undefined {
  if (!isDailyFile(rows[0])) return undefined
  const { months, problems } = readPassengers(rows, wholeMonths(rows))
  const faults = problems.map(({ message }) => message)
  if (faults.length > 0) return { message: joinTexts(faults.slice(0, 3), '', ' ') }
  const lines = months.map(({ port, month, passengers, days, lines: count }) => [
    ...[ports[port].zh, controlPoints[port], month, passengers, '人次', divide(passengers, '10000', 4)],
    ...[String(days), String(count)],
  ])
  return { rows: [headings, ...lines].map((cells, at) => ({ line: at + 1, cells })) }
}

/** Between the first and the last day of the file. */
function wholeMonths(rows: readonly CsvRow[]): string[] {
  const known = rows.slice(1).flatMap(({ cells: [date = '', point = ''] }) => {
    const day = dayOf(date.trim())
    return isDay(day) && portAt(point.trim()) ? [day] : []
  })
  const days = [...new Set(known)].toSorted()
  const [first = '', last = ''] = [days[0], days.at(-1)]
  const months = [...new Set(days.map((day) => periodOf(day, 'month')))]
  return months.filter((month) => firstDayOf(month) >= first && lastDayOf(month) <= last)
}
