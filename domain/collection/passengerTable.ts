import { firstDayOf, lastDayOf, periodOf } from '#domain/calendar/periods.ts'
import { isDay } from '#domain/calendar/workingDays.ts'
import { divide } from '#domain/kernel/decimal.ts'
import type { CsvRow } from '#domain/kernel/sheet.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import { dayOf, isDailyFile, readPassengers } from './passengers.ts'
import { type Port, portAt, ports } from './ports.ts'

const headings = ['口岸', '管制站', '月份', '人次', '单位', '万人次', '天数', '行数']

/** A line of the file that counts: of a port of ours, on a day. */
type Counted = { readonly line: number; readonly point: string; readonly port: Port; readonly day: string }

/**
 * The daily passenger file as the table of months that a feed reads: one row for each port and month, added up, with the
 * number of the line where that month begins. A month that the file holds in part, as its last one, is left out; anything
 * doubtful in the others refuses the whole file. Undefined for any other table.
 */
export function passengerTable(rows: readonly CsvRow[]): { rows: CsvRow[] } | { message: Text } | undefined {
  if (!isDailyFile(rows[0])) return undefined
  const counted = rows.slice(1).flatMap(countedLine)
  const { months, problems } = readPassengers(rows, wholeMonths(counted))
  const faults = problems.map(({ message }) => message)
  if (faults.length > 0) return { message: joinTexts(faults.slice(0, 3), '', ' ') }
  const first = Map.groupBy(counted, ({ port, day }) => `${port} ${periodOf(day, 'month')}`)
  const table = months.flatMap(({ port, month, passengers, days, lines }): CsvRow[] => {
    const begin = first.get(`${port} ${month}`)?.[0]
    if (!begin) return []
    const { line, point } = begin
    const inTenThousands = divide(passengers, '10000', 4)
    const cells = [ports[port].zh, point, month, passengers, '人次', inTenThousands, String(days), String(lines)]
    return [{ line, cells }]
  })
  return { rows: [{ line: 1, cells: headings }, ...table] }
}

function countedLine({ line, cells: [date = '', name = ''] }: CsvRow): Counted[] {
  const [day, point] = [dayOf(date.trim()), name.trim()]
  const port = portAt(point)
  return port && isDay(day) ? [{ line, point, port, day }] : []
}

/** Between the first and the last day of the file. */
function wholeMonths(counted: readonly Counted[]): string[] {
  const days = [...new Set(counted.map(({ day }) => day))].toSorted()
  const [first = '', last = ''] = [days[0], days.at(-1)]
  const months = [...new Set(days.map((day) => periodOf(day, 'month')))]
  return months.filter((month) => firstDayOf(month) >= first && lastDayOf(month) <= last)
}
