import { expect, test } from 'vitest'
import { removedAsWhole, wholeParts } from './wholeParts.ts'

const change = (field: string, zh: string, old: string | null, now: string | null) => ({
  ...{ field, name: { zh, en: field }, old },
  new: now,
})
const gone = [
  change('indicators.2.name', '指标3名称', '莲塘口岸旅客量', null),
  change('indicators.2.unit', '指标3单位', '万人次', null),
]
const come = [
  change('phases.1.title', '第2阶段名称', null, '下半年'),
  change('phases.1.goal', '第2阶段目标', null, '完成'),
]
const kept = change('indicators.0.target', '指标1年度目标值', '10', null)

test('an indicator that is gone and a phase that is new are named once each', () => {
  expect(wholeParts([kept, ...gone, ...come]).map(({ name, old, new: now }) => [name.zh, old, now])).toEqual([
    ['指标1年度目标值', '10', null],
    ['指标', '莲塘口岸旅客量', null],
    ['阶段', null, '下半年'],
  ])
})

test('on the screen what is gone is named once, what is new with every field', () => {
  expect(removedAsWhole([...gone, ...come, kept]).map(({ name, old }) => [name.zh, old])).toEqual([
    ['取消指标', '莲塘口岸旅客量'],
    ['第2阶段名称', null],
    ['第2阶段目标', null],
    ['指标1年度目标值', '10'],
  ])
})

test('a measure is one field and stays as it is', () => {
  const measure = change('measures.0', '措施1', '走访', null)
  expect([wholeParts([measure]), removedAsWhole([measure])]).toEqual([[measure], [measure]])
})
