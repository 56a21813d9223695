import { describe, expect, test } from 'vitest'
import { lastDayOf } from '#domain/calendar/periods.ts'
import { plusDays } from '#domain/calendar/workingDays.ts'
import type { CsvRow } from '#domain/kernel/sheet.ts'
import { passengerTable } from './passengerTable.ts'
import { controlPoints, portIds } from './ports.ts'

const header = 'Date,Control Point,Arrival / Departure,Hong Kong Residents,Mainland Visitors,Other Visitors,Total'

/** Every port's two lines for each day; of each direction so many passengers. */
function fileOf(from: string, until: string, passengers = 100): CsvRow[] {
  const lines: string[] = [header]
  for (let day = from; day <= until; day = plusDays(day, 1))
    for (const port of portIds)
      for (const way of ['Arrival', 'Departure'])
        lines.push(
          [day.split('-').reverse().join('-'), controlPoints[port], way, passengers, 0, 0, passengers].join(','),
        )
  return lines.map((line, at) => ({ line: at + 1, cells: line.split(',') }))
}
const cellsOf = (rows: readonly CsvRow[]) => {
  const table = passengerTable(rows)
  return table && 'rows' in table ? table.rows : []
}

describe('the daily passenger file as a table of months', () => {
  test('adds each port up by month, names the line where the month begins, and leaves out what has only begun', () => {
    const [heads, ...rows] = cellsOf(fileOf('2025-09-20', '2025-11-09'))
    expect(heads?.cells).toEqual(['口岸', '管制站', '月份', '人次', '单位', '万人次', '天数', '行数'])
    expect(rows.map(({ cells }) => cells[2])).toEqual(portIds.map(() => '2025-10'))
    // 11 days of September before it, 16 lines each, and the heading
    expect(rows[0]).toEqual({ line: 178, cells: ['罗湖', 'Lo Wu', '2025-10', '6200', '人次', '0.6200', '31', '62'] })
    expect(new Set(rows.map(({ line }) => line)).size).toBe(rows.length)
  })

  test('a day that is missing within a month refuses all of it, by name', () => {
    const rows = fileOf('2025-10-01', lastDayOf('2025-10')).filter(({ cells }) => cells[0] !== '15-10-2025')
    expect(passengerTable(rows)).toMatchObject({
      message: { zh: expect.stringContaining('罗湖2025年10月15日没有数据') },
    })
  })

  test('another table is none, and a file without a whole month has no rows', () => {
    expect(passengerTable([{ line: 1, cells: ['指标', '月份', '数值'] }])).toBeUndefined()
    expect(passengerTable([])).toBeUndefined()
    expect(cellsOf(fileOf('2025-10-02', '2025-10-30'))).toHaveLength(1)
  })
})
