import { periodOf } from '#domain/calendar/periods.ts'
import { isDay, longDayText } from '#domain/calendar/workingDays.ts'
import { type Decimal, divide } from '#domain/kernel/decimal.ts'
import type { CsvRow } from '#domain/kernel/sheet.ts'
import type { Text } from '#domain/kernel/text.ts'
import {
  type Count,
  type Counts,
  type Direction,
  daysIn,
  directions,
  gapsIn,
  type LineProblem,
} from './passengerDays.ts'
import { type Port, portAt, portIds, ports } from './ports.ts'

/** A month's passengers at a port, both directions; `complete` only if every day is there, once, and without fault. */
export type PortMonth = {
  readonly port: Port
  readonly month: string
  readonly passengers: Decimal
  readonly days: number
  readonly lines: number
  readonly complete: boolean
}
export type Passengers = {
  /** Only port and month that have data; a month that is not complete must not become anybody's figure. */
  readonly months: readonly PortMonth[]
  readonly ignored: readonly string[]
  readonly problems: readonly LineProblem[]
}

type Reading = {
  counts: Counts
  ignored: Set<string>
  unknown: Map<string, { line: number; lines: number }>
  problems: LineProblem[]
}

const header = [
  'Date(dd-mm-yyyy)|Date',
  'Control Point',
  'Arrival / Departure',
  'Hong Kong Residents',
  'Mainland Visitors',
  'Other Visitors',
  'Total',
].map((names) => names.split('|'))

/** Monthly figures are reported in 万人次 with one decimal: 6203210 persons are '620.3'. */
export const inTenThousands = (persons: Decimal): Decimal => divide(persons, '10000', 1)

/**
 * Sums the Hong Kong Immigration Department's "Statistics on Daily Passenger Traffic" to months ('2025-10') by port.
 * Lines of other months are passed over; control points that are not ours are listed; everything doubtful is a problem
 * with its line, and a problem makes its month incomplete.
 */
export function readPassengers(rows: readonly CsvRow[], months: readonly string[]): Passengers {
  const [first, ...lines] = rows
  const wrong = headerProblem(first)
  if (wrong) return { months: [], ignored: [], problems: [wrong] }
  const reading: Reading = { counts: new Map(), ignored: new Set(), unknown: new Map(), problems: [] }
  const wanted = new Set(months)
  for (const row of lines) readLine(row, wanted, reading)
  const { counts, ignored, unknown, problems } = reading
  for (const [name, at] of unknown) problems.push(unknownPoint(name, at))
  problems.push(...gapsIn(counts, months))
  return {
    months: portIds.flatMap((port) => months.flatMap((month) => monthOf(counts, port, month))),
    ignored: [...ignored].toSorted(),
    problems: problems.toSorted((a, b) => a.line - b.line),
  }
}

/** Whether a file is the daily one, by its first line. */
export const isDailyFile = (first: CsvRow | undefined): boolean => headerProblem(first) === undefined

function headerProblem(row: CsvRow | undefined): LineProblem | undefined {
  const found = row?.cells.map((cell) => cell.trim()) ?? []
  const at = header.findIndex((names, index) => !names.includes(found[index] ?? ''))
  if (at < 0) return undefined
  const [expected, now] = [header[at]?.[0] ?? '', found[at] ?? '']
  const zh = `第${at + 1}列表头应为“${expected}”，现为“${now}”。没有读入任何一行。`
  const en = `the heading of column ${at + 1} should be “${expected}”, not “${now}”. No line was read.`
  return problem(row?.line ?? 1, zh, en)
}

const problem = (line: number, zh: string, en: string): LineProblem => ({
  line,
  message: { zh: `第${line}行：${zh}`, en: `Line ${line}: ${en}` },
})

function readLine({ line, cells: raw }: CsvRow, wanted: ReadonlySet<string>, reading: Reading): void {
  const cells = raw.map((cell) => cell.trim())
  const [date = '', point = '', direction = ''] = cells
  const port = portAt(point)
  const say = (zh: string, en: string) => void reading.problems.push(problem(line, zh, en))
  const day = dayOf(date)
  if (!isDay(day)) {
    say(`“${date}”不是日期（日-月-年）。`, `“${date}” is not a date (dd-mm-yyyy).`)
    return
  }
  if (!wanted.has(periodOf(day, 'month'))) return
  if (port === null) {
    reading.ignored.add(point)
    return
  }
  if (port === undefined) {
    countUnknown(reading, point, line)
    return
  }
  if (direction !== 'Arrival' && direction !== 'Departure') {
    say(`方向“${direction}”应为Arrival或Departure。`, `“${direction}” should be Arrival or Departure.`)
    return
  }
  const fault = figureFault(cells)
  if (fault) say(fault.zh, fault.en)
  place(reading, { line, persons: fault ? null : Number(cells[6]), repeated: false }, port, day, direction)
}

/** '04-02-2025' is 2025-02-04; anything else is no day. */
export function dayOf(date: string): string {
  const [, day = '', month = '', year = ''] = /^(\d\d)-(\d\d)-(\d{4})$/.exec(date) ?? []
  return `${year}-${month}-${day}`
}

function countUnknown({ unknown }: Reading, point: string, line: number): void {
  const before = unknown.get(point)
  unknown.set(point, { line: before?.line ?? line, lines: (before?.lines ?? 0) + 1 })
}

function place(reading: Reading, count: Count, port: Port, day: string, direction: Direction): void {
  const ofPort = reading.counts.get(port) ?? new Map<string, Partial<Record<Direction, Count>>>()
  const ofDay = ofPort.get(day) ?? {}
  const before = ofDay[direction]
  reading.counts.set(port, ofPort.set(day, { ...ofDay, [direction]: before ? { ...before, repeated: true } : count }))
  if (!before) return
  const [name, way, on] = [ports[port], directions[direction], longDayText(day)]
  const differ = before.persons !== count.persons
  const zh = `${name.zh}${on.zh}${way.zh}与第${before.line}行重复${differ ? '，数字不同' : ''}。`
  const en = `${name.en}, ${on.en}, ${way.en}: already in line ${before.line}${differ ? ' with another figure' : ''}.`
  reading.problems.push(problem(count.line, zh, en))
}

/** What is wrong with the figures of a line: three parts and their total, whole and not negative. */
function figureFault(cells: readonly string[]): Text | undefined {
  if (cells.length < 7) return { zh: `只有${cells.length}列，应为7列。`, en: `${cells.length} columns instead of 7.` }
  if (cells.slice(7).some((cell) => cell !== '')) return { zh: '第7列以后还有内容。', en: 'content after column 7.' }
  const figures = cells.slice(3, 7)
  const at = figures.findIndex((figure) => !/^\d{1,9}$/.test(figure))
  if (at >= 0) {
    const [figure = '', name = ''] = [figures[at], header[at + 3]?.[0]]
    const isNegative = /^-\d+$/.test(figure)
    const zh = figure === '' ? '为空' : isNegative ? `“${figure}”是负数` : `“${figure}”不是整数`
    const en = figure === '' ? 'is empty' : isNegative ? `“${figure}” is negative` : `“${figure}” is not a whole number`
    return { zh: `第${at + 4}列（${name}）${zh}。`, en: `column ${at + 4} (${name}): ${en}.` }
  }
  const [a, b, c, total] = figures.map(Number)
  const parts = (a ?? 0) + (b ?? 0) + (c ?? 0)
  if (parts === total) return undefined
  return { zh: `合计${total}与分项之和${parts}不符。`, en: `the total ${total} is not the sum of its parts ${parts}.` }
}

function unknownPoint(name: string, { line, lines }: { line: number; lines: number }): LineProblem {
  const zh = `管制站“${name}”不认识，${lines > 1 ? `共${lines}行，` : ''}没有读入。`
  return problem(line, zh, `the control point “${name}” is not known; ${lines} lines were not read.`)
}

function monthOf(counts: Counts, port: Port, month: string): PortMonth[] {
  const days = [...(counts.get(port) ?? [])].filter(([day]) => periodOf(day, 'month') === month).map(([, day]) => day)
  if (days.length === 0) return []
  const found = days.flatMap(({ Arrival, Departure }) => [Arrival, Departure].filter((count) => count !== undefined))
  const sound = found.filter(({ persons }) => persons !== null)
  const whole = days.filter(({ Arrival, Departure }) => Arrival && Departure)
  return [
    {
      port,
      month,
      passengers: String(sound.reduce((sum, { persons }) => sum + (persons ?? 0), 0)),
      days: whole.length,
      lines: sound.length,
      complete: isComplete(month, found, whole.length),
    },
  ]
}

const isComplete = (month: string, found: readonly Count[], days: number): boolean =>
  days === daysIn(month) && found.every(({ persons, repeated }) => persons !== null && !repeated)
