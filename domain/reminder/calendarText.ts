import { plusDays } from '#domain/calendar/workingDays.ts'

/** One all-day entry of a calendar. `sequence` grows whenever its day changes or it falls away. */
export type CalendarEntry = {
  readonly uid: string
  readonly on: string
  readonly sequence: number
  readonly isCancelled: boolean
  readonly title: string
  readonly description: string
  readonly url: string
}

/** The text of an iCalendar file (RFC 5545): CRLF, lines of at most 75 octets, what people wrote escaped. */
export function calendarText(name: string, entries: readonly CalendarEntry[], now: string): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Jiheng//Due days//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...entries.flatMap((entry) => eventOf(entry, stampOf(now))),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

const eventOf = ({ uid, on, sequence, isCancelled, title, description, url }: CalendarEntry, stamp: string) => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  `DTSTAMP:${stamp}`,
  `DTSTART;VALUE=DATE:${compact(on)}`,
  `DTEND;VALUE=DATE:${compact(plusDays(on, 1))}`,
  `SEQUENCE:${sequence}`,
  `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
  'TRANSP:TRANSPARENT',
  `SUMMARY:${escaped(title)}`,
  `DESCRIPTION:${escaped(description)}`,
  `URL:${url}`,
  'END:VEVENT',
]

const compact = (day: string): string => day.replaceAll('-', '')
const stampOf = (instant: string): string => `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`

/** No line break and no control sign of a name may begin a line of its own. */
const escaped = (words: string): string =>
  words
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')

/** How many octets of UTF-8 a character takes. */
function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x10000 ? 3 : 4
}

/** Folded between characters, never within one: a Chinese character is three octets. */
function folded(line: string): string {
  let size = 0
  let text = ''
  for (const character of line) {
    const length = octetsOf(character)
    if (size + length > 75) {
      text += '\r\n '
      size = 1
    }
    text += character
    size += length
  }
  return text
}
