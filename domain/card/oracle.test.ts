import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { collectedPeriods, type DueSettings, dueDays } from '#domain/calendar/dueDays.ts'
import { frequencyKinds } from '#domain/calendar/periods.ts'
import { parseHolidays } from '#domain/calendar/workingDays.ts'
import { stepsOf } from './card.ts'

const csv = readFileSync(new URL('../../data/cn-holidays-2009-2026.csv', import.meta.url), 'utf8')
const holidays = parseHolidays(csv)

const city: DueSettings = {
  'collection.monthlyDueWorkingDays': 5,
  'collection.quarterlyDueWorkingDays': 10,
  'collection.halfYearDueOn': '07-15',
  'collection.yearlyDueOn': '01-31',
  'collection.secondHalfDue': 'withYear',
  'collection.restDayRule': 'stays',
  'collection.internalLeadWorkingDays': 2,
  'collection.reminderWorkingDays': 2,
  'card.earlyWarningWorkingDays': 5,
  'card.redAfterWorkingDays': 2,
}

// A second implementation on purpose: every day of eighteen years in one list, each marked from the text of the file,
// and days found by their place in it. It shares nothing with the calendar but the file.
const all: string[] = []
for (let at = Date.UTC(2009, 0, 1); at <= Date.UTC(2026, 11, 31); at += 86_400_000)
  all.push(new Date(at).toISOString().slice(0, 10))
const listed = new Map(csv.split(/\r?\n/).map((line) => [line.slice(0, 10), line]))
const works = (day: string) => {
  const line = listed.get(day)
  return line ? line.endsWith('make-up-work') : ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
}
const working = all.filter(works)
/** The n-th working day after the day, or before it. */
const nth = (day: string, n: number): string | undefined =>
  n > 0 ? working.filter((one) => one > day)[n - 1] : working.filter((one) => one < day).at(n)
const dayAfter = (day: string) => all[all.indexOf(day) + 1] ?? ''
const minimum = (a = '', b = '') => (a < b ? a : b)
const maximum = (a = '', b = '') => (a > b ? a : b)

const lastDays: Record<string, string> = { '01': '31', '03': '31', '04': '30', '05': '31', '06': '30', '07': '31' }
function endOf(period: string): string {
  const [year = '', part = ''] = period.split('-')
  if (part === '') return `${year}-12-31`
  if (part === 'H1') return `${year}-06-30`
  if (part === 'H2') return `${year}-12-31`
  const month = part.startsWith('Q') ? String(Number(part[1]) * 3).padStart(2, '0') : part
  if (month === '02') return Number(year) % 4 === 0 ? `${year}-02-29` : `${year}-02-28`
  return `${year}-${month}-${lastDays[month] ?? (month === '09' || month === '11' ? '30' : '31')}`
}

function dueOf(period: string, settings: DueSettings): string | undefined {
  const end = endOf(period)
  if (/-\d\d$/.test(period)) return nth(end, settings['collection.monthlyDueWorkingDays'])
  if (period.includes('Q')) return nth(end, settings['collection.quarterlyDueWorkingDays'])
  const year = Number(period.slice(0, 4))
  const day = period.endsWith('H1')
    ? `${year}-${settings['collection.halfYearDueOn']}`
    : `${year + 1}-${settings['collection.yearlyDueOn']}`
  return settings['collection.restDayRule'] === 'stays' || works(day) ? day : nth(day, 1)
}

/** Both ladders, as the oracle finds them. */
function expected(period: string, settings: DueSettings, hasInternalCards: boolean): string[] {
  const due = dueOf(period, settings) ?? ''
  const opens = dayAfter(endOf(period))
  const firstOfEntry = works(opens) ? opens : nth(opens, 1)
  const internal = minimum(due, maximum(nth(due, -settings['collection.internalLeadWorkingDays']), firstOfEntry))
  const warning = nth(due, -settings['card.earlyWarningWorkingDays']) ?? ''
  const reminder = maximum(nth(internal, -settings['collection.reminderWorkingDays']), opens)
  return [
    `external ${warning < opens ? 'reminder' : 'earlyWarning'} ${warning}`,
    `external yellow ${dayAfter(due)}`,
    `external red ${dayAfter(nth(due, settings['card.redAfterWorkingDays']) ?? '')}`,
    `internal reminder ${reminder}`,
    `internal late ${dayAfter(internal)}`,
    ...(hasInternalCards ? [`internal yellow ${dayAfter(internal)}`] : []),
  ].toSorted()
}

const variants: readonly [string, Partial<DueSettings>, boolean][] = [
  ['as the city has it', {}, false],
  ['due days moved off rest days, cards inside too', { 'collection.restDayRule': 'nextWorkingDay' }, true],
  [
    'other distances',
    {
      'collection.monthlyDueWorkingDays': 3,
      'collection.internalLeadWorkingDays': 4,
      'card.earlyWarningWorkingDays': 7,
      'card.redAfterWorkingDays': 5,
    },
    true,
  ],
]
const years = Array.from({ length: 17 }, (_, at) => 2010 + at)

describe.each(variants)('every step of every period, %s', (_, change, hasInternalCards) => {
  const settings = { ...city, ...change }

  test.each(years)('%i', (year) => {
    for (const frequency of frequencyKinds)
      for (const period of collectedPeriods(year, frequency, settings)) {
        // the list of 2027 is not published: what ends with 2026 waits for it
        if (endOf(period) === '2026-12-31') continue
        const days = dueDays(period, settings, holidays)
        const steps = stepsOf(days, { 'card.internalCards': hasInternalCards })
        const shown = steps.map(({ ladder, step, on }) => `${ladder} ${step} ${on}`).toSorted()
        expect(shown, period).toEqual(expected(period, settings, hasInternalCards))
      }
  })
})
