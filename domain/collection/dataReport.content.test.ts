import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Aggregate } from './aggregate.ts'
import { checksOf } from './dataReport.checks.ts'
import { proposesTotal, totalsOf } from './dataReport.content.ts'
import { letterOf, tableOf } from './dataReport.document.ts'

import { land, line, passengers, waiting, words } from './dataReport.fixtures.ts'

describe('totals', () => {
  test('values that share a unit add up exactly; a rate, a score and a duration do not', () => {
    expect(totalsOf([...passengers, waiting('最长候检', '18'), waiting('平均候检', '9')])).toEqual([
      { unit: '人次', decimals: 0, count: 4, value: '10859819' },
    ])
    expect(totalsOf([line('a', '94.8', { unit: '%' }), line('b', '97.2', { unit: '%' })])).toEqual([])
  })

  test('a nil return adds nothing and one value is no sum', () => {
    expect(totalsOf([line('a', '3'), line('b', null)])).toEqual([])
    expect(totalsOf([line('a', '3'), line('b', null), line('c', '0.10', { decimals: 2 })])).toMatchObject([
      { count: 2, value: '3.1', decimals: 2 },
    ])
  })

  test('is proposed where every figure has the same unit', () => {
    expect(proposesTotal(passengers)).toBe(true)
    expect(proposesTotal([...passengers, waiting('最长候检', '18')])).toBe(false)
    expect(proposesTotal([waiting('a', '1'), waiting('b', '2')])).toBe(false)
  })

  test('is the sum of hundredths whatever the figures', () => {
    const cents = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })
    const text = (n: number) =>
      `${n < 0 ? '-' : ''}${Math.trunc(Math.abs(n) / 100)}.${String(Math.abs(n) % 100).padStart(2, '0')}`
    fc.assert(
      fc.property(fc.array(cents, { minLength: 2, maxLength: 40 }), (values) => {
        const [total] = totalsOf(values.map((value) => line('a', text(value), { unit: '万元', decimals: 2 })))
        const expected = values.reduce((sum, value) => sum + value, 0)
        expect(Math.round(Number(total?.value) * 100)).toBe(expected)
      }),
    )
  })
})

describe('checks beside the signature', () => {
  const report = {
    number: 1,
    owed: 4,
    lines: passengers,
    missing: [],
    outdated: [],
    table: tableOf(words),
    aggregates: [],
    dueOn: '2025-11-07',
    sentOn: null,
    firstSentOn: null,
  }
  const lights = (over: object, today = '2025-11-06') =>
    Object.fromEntries(checksOf({ ...report, ...over }, today).map(({ key, light }) => [key, light]))
  const sentences = (over: object) =>
    checksOf({ ...report, ...over }, '2025-11-06').map(({ text, detail }) => [text.zh, detail?.zh])

  test('all is well', () => {
    expect(sentences({})).toEqual([
      ['完整：应有4个数，实有4个', undefined],
      ['来源：全部为已接收的签字版本', '4个数的签字均有效'],
      ['一致：各项之和等于合计', '10,859,819人次'],
      ['时效：期限11月7日', undefined],
    ])
  })

  test.each([
    ['a figure is missing', { owed: 5, missing: [{ name: '莲塘口岸旅客', divisionName: land }] }, 'complete'],
    ['a figure was corrected', { outdated: [{ name: '福田口岸旅客', divisionName: land }] }, 'source'],
    ['a figure is not signed', { lines: [line('罗湖口岸旅客', '1', { signedBy: null })] }, 'source'],
    ['the due day is over', { dueOn: '2025-11-05' }, 'onTime'],
    ['it was sent late', { dueOn: '2025-11-04', sentOn: '2025-11-05' }, 'onTime'],
  ])('red when %s', (_, over, key) => {
    expect(lights(over)[key]).toBe('red')
  })

  test('what is put together by a rule stands in table and letter, and is reckoned again by the check', () => {
    const aggregates: Aggregate[] = [
      {
        name: '罗湖占比',
        unit: '%',
        decimals: 1,
        rule: 'ratio',
        of: ['罗湖口岸旅客'],
        by: ['罗湖口岸旅客', '福田口岸旅客'],
      },
    ]
    const told = { ...words, aggregates }
    const table = tableOf(told)
    expect(table.rows.at(-1)).toMatchObject({ cells: ['', '罗湖占比（%）', '54.6', '合计之比'], isTotal: true })
    expect(letterOf(told).paragraphs.join('')).toContain('罗湖占比54.6%')
    expect(lights({ table, aggregates }).consistent).toBe('green')
    const [last] = table.rows.slice(-1)
    const wrong = {
      ...table,
      rows: [...table.rows.slice(0, -1), { ...table.rows[0], ...last, cells: ['', '', '54.7', ''] }],
    }
    expect(lights({ table: wrong, aggregates }).consistent).toBe('red')
    expect(lights({ table: tableOf(words), aggregates }).consistent).toBe('red')
  })

  test('red when the table does not add up', () => {
    const table = tableOf(words)
    const wrong = {
      ...table,
      rows: table.rows.map((row) => (row.isTotal ? { ...row, cells: ['', '合计', '1', ''] } : row)),
    }
    expect(lights({ table: wrong }).consistent).toBe('red')
  })

  test('nil returns are named with their reason', () => {
    const [check] = checksOf(
      { ...report, lines: [...passengers, line('莲塘口岸旅客', null, { note: '停办' })] },
      '2025-11-06',
    )
    expect(check?.detail?.zh).toBe('零报告：莲塘口岸旅客（停办）')
  })

  test('a correction after the due day is no lateness of its own', () => {
    expect(lights({ number: 2, dueOn: '2025-11-05', firstSentOn: '2025-11-04' }).onTime).toBe('yellow')
    expect(lights({ dueOn: null }).onTime).toBe('yellow')
  })

  test('what was corrected after the sending does not change what was sent', () => {
    const cell = [{ name: '福田口岸旅客', divisionName: land }]
    expect(lights({ sentOn: '2025-11-06', missing: cell, outdated: cell })).toMatchObject({
      complete: 'green',
      source: 'green',
    })
  })
})
