import { describe, expect, test } from 'vitest'
import type { MatrixCell } from './duty.api.ts'
import { countsSentence, periodInHand } from './dutyCounts.ts'

const cell = (more: Partial<MatrixCell> = {}): MatrixCell => ({
  dutyId: crypto.randomUUID(),
  period: '2025-10',
  opensOn: '2025-11-01',
  stage: 'accepted',
  kind: 'value',
  value: '1',
  firstSignedOn: '2025-11-05',
  internalDueOn: '2025-11-05',
  externalDueOn: '2025-11-07',
  isCorrected: false,
  lateStart: false,
  card: null,
  ...more,
})
const rows = (...cells: MatrixCell[]) => [{ cells }]
const unsigned = { kind: null, value: null, firstSignedOn: null } as const

describe('the sentence over the matrix', () => {
  test('counts the very cells below it', () => {
    const table = rows(
      ...Array.from({ length: 5 }, () => cell()),
      cell({ stage: 'submitted' }),
      cell({ stage: 'returned' }),
      cell({ stage: 'open', ...unsigned, internalDueOn: '2025-11-06' }),
      cell({ stage: 'open', ...unsigned }),
      cell({ period: '2025-09' }),
    )
    const sentence = countsSentence(table, '2025-10', '2025-11-06', { '2025-11-07': 1 })
    expect(sentence.zh).toBe('10月应报9项：已接收5，已签字1，已退回1，待填报1，未报1。对外期限11月7日，剩1个工作日。')
    expect(sentence.en).toBe(
      '9 due for Oct: 5 accepted, 1 signed, 1 returned, 1 to be reported, 1 missing. External due day: 7 Nov 2025, 1 working day left.',
    )
  })

  test.each([
    ['nothing is owed', rows(), '10月没有应报的数据。'],
    ['due today', rows(cell({ externalDueOn: '2025-11-06' })), '10月应报1项：已接收1。对外期限11月6日，今天。'],
    ['all past', rows(cell({ externalDueOn: '2025-11-05' })), '10月应报1项：已接收1。'],
    ['a day whose list is awaited', rows(cell({ externalDueOn: null })), '10月应报1项：已接收1。'],
  ])('%s', (_, table, zh) => expect(countsSentence(table, '2025-10', '2025-11-06', {}).zh).toBe(zh))
})

test('the period in hand is the last month that has opened', () => {
  const table = rows(
    cell({ period: '2025-09', opensOn: '2025-10-01' }),
    cell(),
    cell({ period: '2025-11', opensOn: '2025-12-01' }),
  )
  expect(periodInHand(table, '2025-11-06')).toBe('2025-10')
  expect(periodInHand(rows(cell({ period: '2025-Q3', opensOn: '2025-10-01' })), '2025-11-06')).toBe('2025-Q3')
  expect(periodInHand(rows(), '2025-11-06')).toBeUndefined()
})
