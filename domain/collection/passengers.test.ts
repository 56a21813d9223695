import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CsvRow } from '#domain/kernel/sheet.ts'
import { inTenThousands, readPassengers } from './passengers.ts'
import { controlPoints, portIds } from './ports.ts'

const heading = [
  'Date',
  'Control Point',
  'Arrival / Departure',
  'Hong Kong Residents',
  'Mainland Visitors',
  'Other Visitors',
  'Total',
  '',
]
const points = Object.values(controlPoints)
const days = Array.from({ length: 28 }, (_, index) => String(index + 1).padStart(2, '0'))

/** February 2025, every port, every day, both directions: 10 + 20 + 30 persons each time; Sha Tau Kok zero. */
const february = (): string[][] => [
  heading,
  ...days.flatMap((day) =>
    points.flatMap((point) =>
      ['Arrival', 'Departure'].map((way) => {
        const figures = point === 'Sha Tau Kok' ? ['0', '0', '0', '0'] : ['10', '20', '30', '60']
        return [`${day}-02-2025`, point, way, ...figures, '']
      }),
    ),
  ),
]
const numbered = (cells: readonly (readonly string[])[]): CsvRow[] =>
  cells.map((row, index) => ({ line: index + 1, cells: row }))
const read = (edit: (rows: string[][]) => string[][] | undefined, months = ['2025-02']) => {
  const rows = february()
  return readPassengers(numbered(edit(rows) ?? rows), months)
}
/** Line 50 is 4 February, Lo Wu, arrivals; 51 its departures. */
const change = (line: number, column: number, value: string) => (rows: string[][]) => {
  const row = rows[line - 1]
  if (row) row[column] = value
  return rows
}

describe('a sound month', () => {
  test('is summed by port, both directions, and zero is a figure', () => {
    const { months, problems, ignored } = read((rows) => rows)
    expect(problems).toEqual([])
    expect(ignored).toEqual([])
    expect(months.map(({ port }) => port)).toEqual(portIds)
    expect(months[0]).toEqual({
      port: 'luohu',
      month: '2025-02',
      passengers: '3360',
      days: 28,
      lines: 56,
      complete: true,
    })
    expect(months[4]).toMatchObject({ port: 'shatoujiao', passengers: '0', complete: true })
  })

  test('lists control points that are not ours, whatever their figures', () => {
    const extra = ['01-02-2025', 'Airport', 'Arrival', 'x', '', '', '', '']
    const { ignored, problems } = read((rows) => [
      ...rows,
      extra,
      extra,
      ['01-02-2025', 'Harbour Control', '', '', '', '', ''],
    ])
    expect(ignored).toEqual(['Airport', 'Harbour Control'])
    expect(problems).toEqual([])
  })

  test('does not depend on the order of the lines', () => {
    const [first = [], ...lines] = february()
    const expected = read((rows) => rows).months
    fc.assert(
      fc.property(fc.shuffledSubarray(lines, { minLength: lines.length, maxLength: lines.length }), (shuffled) => {
        expect(readPassengers(numbered([first, ...shuffled]), ['2025-02']).months).toEqual(expected)
      }),
      { numRuns: 10 },
    )
  })
})

describe('named by line', () => {
  test.each([
    ['a word for a number', change(50, 6, '十二'), '第50行：第7列（Total）“十二”不是整数。'],
    ['a number with a comma', change(50, 3, '1,000'), '第50行：第4列（Hong Kong Residents）“1,000”不是整数。'],
    ['a negative number', change(50, 4, '-20'), '第50行：第5列（Mainland Visitors）“-20”是负数。'],
    ['an empty cell', change(50, 5, ' '), '第50行：第6列（Other Visitors）为空。'],
    ['a total that is not the sum', change(50, 6, '61'), '第50行：合计61与分项之和60不符。'],
    ['a further column', change(50, 8, '9'), '第50行：第7列以后还有内容。'],
    [
      'a line cut short',
      (rows: string[][]) => rows.with(49, (rows[49] ?? []).slice(0, 5)),
      '第50行：只有5列，应为7列。',
    ],
    ['an impossible day', change(50, 0, '30-02-2025'), '第50行：“30-02-2025”不是日期（日-月-年）。'],
    ['a day the other way round', change(50, 0, '2025-02-04'), '第50行：“2025-02-04”不是日期（日-月-年）。'],
    ['another word for the direction', change(50, 2, 'In'), '第50行：方向“In”应为Arrival或Departure。'],
    ['an unknown control point', change(50, 1, 'Lo Wu 2'), '第50行：管制站“Lo Wu 2”不认识，没有读入。'],
    [
      'the same line twice',
      (rows: string[][]) => [...rows, rows[49] ?? []],
      '第450行：罗湖2025年2月4日抵港与第50行重复。',
    ],
    ['the same day with another figure', change(52, 1, 'Lo Wu'), '第52行：罗湖2025年2月4日抵港与第50行重复。'],
    ['a direction missing', (rows: string[][]) => rows.toSpliced(49, 1), '第50行：罗湖2025年2月4日缺抵港人次。'],
    ['a day missing', (rows: string[][]) => rows.toSpliced(49, 2), '第35行之后：罗湖2025年2月4日没有数据。'],
    [
      'the end missing',
      (rows: string[][]) => rows.slice(0, 1 + 26 * 16),
      '第403行之后：罗湖2025年2月27日至2025年2月28日没有数据。',
    ],
  ])('%s, and its month is not complete', (_, edit, sentence) => {
    const { problems, months } = read(edit)
    expect(problems.map(({ message }) => message.zh)).toContain(sentence)
    expect(months.find(({ port }) => port === 'luohu')?.complete).toBe(false)
    expect(problems.every(({ message }) => /\b[Ll]ine \d+/.test(message.en))).toBe(true)
  })

  test('a repeated line is counted once, and said to differ when it does', () => {
    const again = ['04-02-2025', 'Lo Wu', 'Arrival', '1', '1', '1', '3', '']
    const { problems, months } = read((rows) => [...rows, again])
    expect(problems[0]?.message.zh).toContain('数字不同')
    expect(months[0]?.passengers).toBe('3360')
  })

  test('an unknown control point once, with the number of its lines, and the others stay complete', () => {
    const extra = days.map((day) => [`${day}-02-2025`, 'Huanggang East', 'Arrival', '1', '1', '1', '3', ''])
    const { problems, months } = read((rows) => [...rows, ...extra])
    expect(problems).toHaveLength(1)
    expect(problems[0]?.message.zh).toContain('共28行')
    expect(months.every(({ complete }) => complete)).toBe(true)
  })

  test('a month without any line is no figure at all', () => {
    const { months, problems } = read((rows) => rows, ['2025-02', '2025-03'])
    expect(months.every(({ month }) => month === '2025-02')).toBe(true)
    expect(problems).toHaveLength(portIds.length)
  })

  test('another heading', () => {
    expect(read(change(1, 1, 'Port'))).toMatchObject({
      months: [],
      problems: [{ line: 1, message: { zh: '第1行：第2列表头应为“Control Point”，现为“Port”。没有读入任何一行。' } }],
    })
    expect(readPassengers([], ['2025-02']).problems).toHaveLength(1)
  })
})

test.each([
  ['6203210', '620.3'],
  ['6203500', '620.4'],
  ['6203499', '620.3'],
  ['0', '0.0'],
  ['499', '0.0'],
  ['500', '0.1'],
])('%s persons are %s ten thousands', (persons, shown) => expect(inTenThousands(persons)).toBe(shown))
