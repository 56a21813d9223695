import { expect, test } from 'vitest'
import { type LastYearItem, pairsWithLastYear } from './lastYear.ts'

const last = (code: string, title: string): LastYearItem => ({
  ...{ code, title, goal: '', weight: null, mainResponsiblePerson: null, phaseCount: 0 },
})
const paired = (items: { code: string; title: string }[], before: LastYearItem[]) => {
  const pairs = pairsWithLastYear(items, before, 2026)
  return items.map((item) => pairs.get(item)?.code)
}

test('the same title is the same item, whatever its code', () => {
  expect(paired([{ code: 'A-2026-07', title: ' 共建文明口岸 ' }], [last('A-2025-01', '共建文明口岸')])).toEqual([
    'A-2025-01',
  ])
})

test('another title under the code of last year is its continuation, unless that title goes on elsewhere', () => {
  const before = [last('A-2025-01', '口岸改造'), last('A-2025-02', '通关效率')]
  const renamed = { code: 'A-2026-01', title: '口岸升级改造' }
  expect(paired([renamed, { code: 'A-2026-02', title: '通关效率' }], before)).toEqual(['A-2025-01', 'A-2025-02'])
  expect(paired([renamed, { code: 'A-2026-09', title: '口岸改造' }], before)).toEqual([undefined, 'A-2025-01'])
})

test('what is new this year has nothing to be compared with', () => {
  expect(paired([{ code: 'B-1', title: '新事项' }], [last('A-2025-01', '口岸改造')])).toEqual([undefined])
})
