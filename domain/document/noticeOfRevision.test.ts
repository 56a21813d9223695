import { expect, test } from 'vitest'
import type { Change } from '#domain/kernel/history.ts'
import { proposedRevision, type RevisionSource } from './noticeOfRevision.ts'

/** “指标2单位” is a field of the second indicator. */
const fieldOf = (name: string) => name.replace(/^指标(\d+)/, 'indicators.$1.')
const change = (name: string, old: string | null, now: string | null): Change => ({
  ...{ field: fieldOf(name), name: { zh: name, en: name }, old, new: now },
})
const textOf = (changes: readonly Change[]) => {
  const item = { itemId: '1', code: 'KA-1', title: '通关', kind: 'changed' as const, changes: [...changes] }
  const source = {
    ...{
      officeName: '口岸办',
      planTitle: '方案',
      documentNumber: '1号',
      reason: '市里调整任务',
      rewritten: [],
      since: [],
    },
    revised: { items: [item], chapters: [] },
  }
  return proposedRevision(source as unknown as RevisionSource).text.split('\n')[1]
}

test.each<[string, Change[], string]>([
  ['a field', [change('年度目标', '4', '5')], '1.KA-1“通关”：年度目标由“4”改为“5”。'],
  [
    'an indicator taken out, as a whole',
    [change('指标2名称', '错案率', null), change('指标2单位', '%', null), change('权重', '5', '6')],
    '1.KA-1“通关”：取消指标“错案率”；权重由“5”改为“6”。',
  ],
  [
    'an indicator added, as a whole',
    [change('指标3名称', null, '满意度'), change('指标3单位', null, '%')],
    '1.KA-1“通关”：增加指标“满意度”。',
  ],
  [
    'an indicator changed, field by field',
    [change('指标1名称', '甲', '乙'), change('指标1单位', null, '%')],
    '1.KA-1“通关”：指标1名称由“甲”改为“乙”；增加指标1单位“%”。',
  ],
])('the notice names %s', (_, changes, expected) => expect(textOf(changes)).toBe(expected))
