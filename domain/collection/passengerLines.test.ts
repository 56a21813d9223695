import { expect, test } from 'vitest'
import { lineRanges, linesOf, onlyMonth, passengersOf } from './passengerLines.ts'

const row = (line: number, date: string, point: string, persons: string) => ({
  line,
  cells: [date, point, 'Arrival', '1', '1', '1', persons],
})

test('the lines of a port and a month, by their numbers, and what they add up to', () => {
  const rows = [
    row(2, '01-10-2025', 'Lo Wu', '30'),
    row(3, '01-10-2025', 'Airport', '7'),
    row(4, '31-10-2025', ' Lo Wu ', '12'),
    row(5, '01-11-2025', 'Lo Wu', '99'),
    row(6, '02-10-2025', 'Lo Wu', 'x'),
    row(7, 'Date', 'Lo Wu', '5'),
  ]
  const lines = linesOf(rows, 'luohu', '2025-10')
  expect(lines.map(({ line }) => line)).toEqual([2, 4])
  expect(lines[1]).toEqual({ line: 4, day: '2025-10-31', point: 'Lo Wu', direction: 'Arrival', persons: '12' })
  expect(passengersOf(lines)).toBe('42')
})

test('what is kept of a file stays at its line', () => {
  const text = 'Date,Point\n01-09-2025,a\n01-10-2025,b\n01-10-2024,c\n02-10-2025,d'
  expect(onlyMonth(text, '2025-10').split('\n')).toEqual(['', '', '01-10-2025,b', '', '02-10-2025,d'])
})

test('ranges of lines', () => {
  expect(lineRanges([])).toBe('')
  expect(lineRanges([5, 3, 4, 9])).toBe('3–5, 9')
  expect(lineRanges([1, 3])).toBe('1, 3')
})
