import type { Language, Text } from '#domain/kernel/text.ts'

/**
 * Days are 'YYYY-MM-DD' strings, counted in UTC: no local time zone touches them.
 * A working day is a Monday to Friday outside the rest list, or a day of the make-up list. Both lists come from the
 * yearly notice of the State Council's General Office; a year without its notice is never guessed.
 */
export type DayKind = 'rest' | 'make-up-work'

export type Holidays = {
  /** Years whose notice is loaded, as '2026'. */
  readonly years: ReadonlySet<string>
  /** By real date: a notice may name days at the end of the year before its own. */
  readonly days: ReadonlyMap<string, DayKind>
}

export const noHolidays: Holidays = { years: new Set(), days: new Map() }

const dayPattern = /^\d{4}-\d\d-\d\d$/
const millisecondsPerDay = 86_400_000

/** Whether the text is a day of the calendar: '2026-02-30' is not. */
export const isDay = (text: string): boolean => dayPattern.test(text) && toDay(Date.parse(`${text}T00:00:00Z`)) === text

const toDay = (time: number): string => (Number.isNaN(time) ? '' : new Date(time).toISOString().slice(0, 10))

function timeOf(day: string): number {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`)
  return Date.parse(`${day}T00:00:00Z`)
}

/** The day so many calendar days later, or earlier when n is negative. An impossible day throws. */
export function plusDays(day: string, n: number): string {
  const result = toDay(timeOf(day) + whole(n) * millisecondsPerDay)
  if (!dayPattern.test(result)) throw new RangeError(`no four-digit year: ${day} and ${n} days`)
  return result
}

/** Calendar days from a to b: negative when b is earlier. */
export const daysBetween = (a: string, b: string): number => (timeOf(b) - timeOf(a)) / millisecondsPerDay

export const earlier = (a: string, b: string): string => (a < b ? a : b)
export const later = (a: string, b: string): string => (a > b ? a : b)

function whole(n: number): number {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not a whole number of days: ${n}`)
  return n
}

/** New Year's rest and its make-up days reach back to 29 December at most (2018-12-29; all notices of 2009–2026). */
const nextNoticeReachesBackTo = '12-29'

/** The year whose notice has to be loaded before this day is certain, or null when it is. */
export function awaitedYear(day: string, { years }: Holidays): string | null {
  timeOf(day)
  const year = day.slice(0, 4)
  if (!years.has(year)) return year
  const next = String(Number(year) + 1)
  return day.slice(5) >= nextNoticeReachesBackTo && !years.has(next) ? next : null
}

/** Whether people work on the day; null while the notice that decides it is awaited. */
export function isWorkingDay(day: string, holidays: Holidays): boolean | null {
  if (awaitedYear(day, holidays) !== null) return null
  const kind = holidays.days.get(day)
  if (kind) return kind === 'make-up-work'
  return !isWeekend(day)
}

/** The days of a year on which nobody works; of days whose notice is awaited nothing is known. */
export function restDaysOf(year: number, holidays: Holidays): string[] {
  const first = `${year}-01-01`
  const days = Array.from({ length: daysBetween(first, `${year}-12-31`) + 1 }, (_, n) => plusDays(first, n))
  return days.filter((day) => isWorkingDay(day, holidays) === false)
}

const weekdayOf = (day: string): number => new Date(timeOf(day)).getUTCDay()
const isWeekend = (day: string): boolean => weekdayOf(day) === 0 || weekdayOf(day) === 6

/** Where counting n working days from a day arrives (the day itself not counted), or the year that is awaited. */
export function countWorkingDays(
  day: string,
  n: number,
  holidays: Holidays,
): { readonly on: string } | { readonly awaits: string } {
  const direction = n < 0 ? -1 : 1
  let current = plusDays(day, 0)
  for (let left = Math.abs(whole(n)); left > 0; ) {
    current = plusDays(current, direction)
    const awaits = awaitedYear(current, holidays)
    if (awaits !== null) return { awaits }
    if (isWorkingDay(current, holidays)) left -= 1
  }
  return { on: current }
}

/** The n-th working day after the day (before it when n is negative; the day itself for 0), null when it is awaited. */
export function addWorkingDays(day: string, n: number, holidays: Holidays): string | null {
  const arrival = countWorkingDays(day, n, holidays)
  return 'on' in arrival ? arrival.on : null
}

/** The day itself if people work on it, else the next working day; null when it is awaited. */
export const workingDayFrom = (day: string, holidays: Holidays): string | null =>
  addWorkingDays(plusDays(day, -1), 1, holidays)

/**
 * Working days after a up to and including b: what is left on day a until b, or how late b is when a was the due day.
 * Negative when b is earlier; null when a day between is awaited.
 */
export function workingDaysBetween(a: string, b: string, holidays: Holidays): number | null {
  if (a > b) {
    const back = workingDaysBetween(b, a, holidays)
    return back === null ? null : 0 - back
  }
  const length = daysBetween(a, b)
  if (length === 0) return 0
  if (isAwaitedBetween(plusDays(a, 1), b, holidays)) return null
  let count = weekdaysBetween(a, length)
  for (const [day, kind] of holidays.days) {
    if (day <= a || day > b) continue
    if (kind === 'make-up-work') count += isWeekend(day) ? 1 : 0
    else count -= isWeekend(day) ? 0 : 1
  }
  return count
}

/** Whether some day from the first to the last waits for a notice. */
function isAwaitedBetween(first: string, last: string, holidays: Holidays): boolean {
  for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year += 1) {
    const end = `${String(year).padStart(4, '0')}-12-31`
    if (awaitedYear(earlier(end, last), holidays) !== null) return true
  }
  return false
}

/** Mondays to Fridays among so many days after the day: five in each whole week, and those of the rest. */
function weekdaysBetween(day: string, length: number): number {
  const begins = weekdayOf(day)
  let count = Math.floor(length / 7) * 5
  for (let n = 1; n <= length % 7; n += 1) count += (begins + n) % 7 === 0 || (begins + n) % 7 === 6 ? 0 : 1
  return count
}

/**
 * Reads a list of 'date,name,kind' lines with that header. A line that is not understood, or a day named twice, throws
 * with its number. A year counts as loaded when its 1 January and 1 October are in the list: every notice names both,
 * while a day or two of late December may come from the next year's notice.
 */
export function parseHolidays(csv: string): Holidays {
  const [header, ...lines] = csv.replace(/^\uFEFF/, '').split(/\r?\n/)
  if (header !== 'date,name,kind') throw new RangeError('line 1: the header is not date,name,kind')
  const days = new Map<string, DayKind>()
  lines.forEach((line, index) => {
    if (line === '') return
    const [day = '', , kind = '', ...more] = line.split(',')
    const wrong = !isDay(day) || !isDayKind(kind) || more.length > 0 || days.has(day)
    if (wrong) throw new RangeError(`line ${index + 2}: not a new day with rest or make-up-work: ${line}`)
    if (isDayKind(kind)) days.set(day, kind)
  })
  return holidaysOf(days)
}

/** The same from stored rows: which years are loaded follows from the days. */
export function holidaysOf(days: ReadonlyMap<string, DayKind>): Holidays {
  const inList = [...new Set([...days.keys()].map((day) => day.slice(0, 4)))]
  return { days, years: new Set(inList.filter((year) => days.has(`${year}-01-01`) && days.has(`${year}-10-01`))) }
}

const isDayKind = (kind: string): kind is DayKind => kind === 'rest' || kind === 'make-up-work'

const weekdays: readonly Text[] = [
  { zh: '星期日', en: 'Sunday' },
  { zh: '星期一', en: 'Monday' },
  { zh: '星期二', en: 'Tuesday' },
  { zh: '星期三', en: 'Wednesday' },
  { zh: '星期四', en: 'Thursday' },
  { zh: '星期五', en: 'Friday' },
  { zh: '星期六', en: 'Saturday' },
]
export const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** 星期四 / Thursday. */
export const weekday = (day: string): Text => weekdays[weekdayOf(day)] as Text

/** 11月6日 / 6 Nov 2025. */
export function dayText(day: string): Text {
  const date = new Date(timeOf(day))
  const [month, dayOfMonth] = [date.getUTCMonth(), date.getUTCDate()]
  return { zh: `${month + 1}月${dayOfMonth}日`, en: `${dayOfMonth} ${monthNames[month]} ${day.slice(0, 4)}` }
}

/** 2025年11月6日 / 6 Nov 2025. */
export const longDayText = (day: string): Text => {
  const { zh, en } = dayText(day)
  return { zh: `${Number(day.slice(0, 4))}年${zh}`, en }
}

export const formatDay = (day: string, language: Language): string => dayText(day)[language]
