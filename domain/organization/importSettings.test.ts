import { expect, test } from 'vitest'
import { sheetOf } from '#domain/kernel/sheet.ts'
import { proposeSettings, settingColumns } from './importSettings.ts'
import { readTable } from './importTable.ts'
import { misfitOf, typedValue } from './settings.ts'

const actor = {
  id: 'head',
  post: 'performanceOffice.head' as const,
  name: '主任',
  postId: 'p',
  divisionId: null,
  inChargeOf: [],
}

test('domains of mail addresses are typed as they come, and kept in one way', () => {
  const typed = (words: string) => typedValue('reminder.mailDomains', words)
  expect([typed('不限'), typed('No limit'), typed('any')]).toEqual(['any', 'any', 'any'])
  expect(typed(' @Kouan.cn，ｇｏｖ．ｃｎ; sz.gov.cn ')).toBe('kouan.cn、gov.cn、sz.gov.cn')
  expect(misfitOf('reminder.mailDomains', 'kouan')?.zh).toContain('应为域名')
  expect([typedValue('document.ownSequence', '按发文登记填写'), typedValue('card.internalCards', true)]).toEqual([
    'register',
    true,
  ])
})

test('settings: what is in force is unchanged, a new value begins today at the earliest', () => {
  const known = [
    {
      ...{ key: 'card.internalCards' as const, name: { zh: '内部逾期发牌', en: 'Internal cards' }, version: 0 },
      ...{ present: { value: false, source: null, fromOn: '2010-01-01' }, upcoming: [] },
    },
  ]
  const rows = proposeSettings(
    readTable(
      [
        sheetOf(
          [
            ['参数', '数值', '来源', '生效日'],
            ['内部逾期发牌', '否', '', '2010-01-01'],
            ['Internal cards', 'yes', '深绩办〔2025〕1号', '2026-01-01'],
            ['card.internalCards', '是', '', '2025-01-01'],
            ['内部逾期发牌', '7', '', '2026-02-01'],
            ['没有的参数', '7', '', '2026-02-01'],
          ].map((cells, at) => ({ line: at + 1, cells })),
        ),
      ],
      settingColumns,
    ),
    known,
    { actor, today: '2025-11-06', settings: {} as never },
  )
  expect(rows.map(({ state }) => state)).toEqual(['unchanged', 'new', 'refused', 'refused', 'refused'])
  expect(rows[1]?.content).toEqual({
    key: 'card.internalCards',
    value: true,
    source: '深绩办〔2025〕1号',
    fromOn: '2026-01-01',
  })
  const faults = rows.flatMap(({ row, faults: found }) =>
    found.map(({ column, message }) => `${column}${row} ${message.zh}`),
  )
  expect(faults.map((text) => text.slice(0, 12))).toEqual([
    'D4 生效日不得早于今天',
    'B5 应为：是、否。',
    'A6 没有“没有的参数”',
  ])
})
