import { expect, test } from 'vitest'
import { lineNumbers, listOfDay, listOfMatter, listOfNumber, listOfOverdue, openMatterNames } from './board.ts'

const divisionId = '0d0f7d3e-0000-4000-8000-000000000001'

test('every number of a line has a list with the division and the dimension in its address', () => {
  for (const number of lineNumbers) {
    const address = listOfNumber(number, { year: 2025, divisionId, dimension: 'quality' })
    expect(address).toContain('year=2025')
    expect(address).toContain(divisionId)
    expect(address).toContain('dimension=quality')
  }
})

test('what is not asked for is not in the address', () => {
  expect(listOfNumber('red', { year: 2025 })).toBe('/items?year=2025&light=red')
  expect(listOfNumber('redCards', { year: 2025 })).toBe('/cards?year=2025&step=red&state=standing')
  expect(listOfDay('2025-11-07', false, undefined)).toBe('/duties/list?dueOn=2025-11-07&due=external')
  expect(listOfDay('2025-11-07', true, undefined)).toContain('owed=yes')
})

test('lights count the responsible division alone', () => {
  expect(listOfNumber('red', { year: 2025, divisionId })).toContain(`responsibleId=${divisionId}`)
})

test('every open matter has a list of its own', () => {
  const addresses = openMatterNames.map((matter) => listOfMatter(matter, { year: 2025 }))
  expect(new Set(addresses).size).toBe(openMatterNames.length)
})

test('what became overdue is listed by the first day that passed', () => {
  expect(listOfOverdue(2025, '2025-11-06', undefined)).toBe(
    '/duties/list?year=2025&dataState=missing&missedFrom=2025-11-06',
  )
})
