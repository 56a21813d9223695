import { expect, test } from 'vitest'
import { type CalendarEntry, calendarText } from './calendarText.ts'

const entry: CalendarEntry = {
  uid: '1@jixiao.example',
  on: '2025-12-31',
  sequence: 3,
  isCancelled: false,
  title: '旅客人次',
  description: '一',
  url: 'https://jixiao.example/duties/1',
}
const textOf = (values: Partial<CalendarEntry> = {}) =>
  calendarText('绩效评估时限', [{ ...entry, ...values }], '2025-11-06T02:03:04.000Z')
const unfolded = (text: string) => text.replaceAll('\r\n ', '').split('\r\n')

test('a day is the whole day and ends before the next one, over a year too', () => {
  expect(unfolded(textOf())).toEqual([
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Jiheng//Due days//ZH', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH'],
    ...['X-WR-CALNAME:绩效评估时限', 'BEGIN:VEVENT', 'UID:1@jixiao.example', 'DTSTAMP:20251106T020304Z'],
    ...['DTSTART;VALUE=DATE:20251231', 'DTEND;VALUE=DATE:20260101', 'SEQUENCE:3', 'STATUS:CONFIRMED'],
    ...['TRANSP:TRANSPARENT', 'SUMMARY:旅客人次', 'DESCRIPTION:一', 'URL:https://jixiao.example/duties/1'],
    ...['END:VEVENT', 'END:VCALENDAR', ''],
  ])
})

test('what fell away is cancelled', () => {
  expect(unfolded(textOf({ isCancelled: true }))).toContain('STATUS:CANCELLED')
})

test.each([1, 2, 3].map((shift) => [shift]))(
  'lines have at most 75 octets and break between characters: %i',
  (shift) => {
    const title = `${'a'.repeat(shift)}${'口岸通关𠮷'.repeat(60)}`
    const lines = textOf({ title }).split('\r\n')
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeGreaterThan(71)
    expect(unfolded(lines.join('\r\n'))).toContain(`SUMMARY:${title}`)
  },
)

test('a name begins no line of its own', () => {
  const title = 'a,b;c\\d\r\nEND:VEVENT\rX\nY\u0000Z'
  expect(unfolded(textOf({ title }))).toContain('SUMMARY:a\\,b\\;c\\\\d\\nEND:VEVENT\\nX\\nY Z')
})
