import { expect, test } from 'vitest'
import { comparisonColumns, comparisonRemark, comparisonRows, comparisonTitle } from './compare.document.ts'
import type { PlanComparison } from './compare.ts'
import { nothingHeld, versionOn } from './plan.ts'

const change = (zh: string, old: string | null, now: string | null) => ({
  ...{ field: zh, name: { zh, en: zh }, old },
  new: now,
})
const item = { itemId: 'i', code: 'KA-01', title: '通关', changes: [change('权重', '10', '12')] }
const comparison: PlanComparison = {
  chapters: [change('名称', '旧方案', '新方案')],
  items: [
    { ...item, kind: 'changed' },
    { ...item, code: 'KA-02', kind: 'removed', changes: [change('年度目标', '95%', null)] },
  ],
  unchanged: 7,
}

test('a comparison on paper has every field that differs, chapters first', () => {
  expect(comparisonRows(comparison)).toEqual([
    ['1', '总则', '修改', '名称', '旧方案', '新方案'],
    ['2', 'KA-01 通关', '修改', '权重', '10', '12'],
    ['3', 'KA-02 通关', '删除', '年度目标', '95%', ''],
  ])
  expect(comparisonRemark(comparison)).toBe('新增0项，删除1项，修改1项，未变7项；总则有改动')
  const compared = { title: '方案', old: 1, new: 3 }
  expect(comparisonTitle(compared)).toBe('方案第1版与第3版对照表')
  expect(
    comparisonColumns(compared)
      .map(({ name }) => name)
      .slice(4),
  ).toEqual(['第1版', '第3版'])
})

test.each([
  ['2025-01-09', undefined],
  ['2025-01-10', 1],
  ['2025-01-14', 1],
  ['2025-01-15', 3],
  ['2026-01-01', 3],
])('on %s version %s held', (day, number) => {
  const versions = [
    { number: 3, day: '2025-01-15' },
    { number: 2, day: '2025-01-15' },
    { number: 1, day: '2025-01-10' },
  ]
  expect(versionOn(versions, day)?.number).toBe(number)
  expect(nothingHeld(versions, day)?.zh).toBe(
    number === undefined ? '1月9日还没有现行方案：第1版自1月10日起执行。' : undefined,
  )
})
