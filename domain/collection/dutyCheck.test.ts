import { describe, expect, test } from 'vitest'
import { checkEntry, type Entry, type EntryForm, faultOf, lastPeriodName } from './dutyCheck.ts'

const settings = { 'collection.noteAbovePercent': 300 }
const passengers: EntryForm = { unit: '万人次', decimals: 1, evidenceNeeded: false }
const percentage: EntryForm = { unit: '%', decimals: 1, evidenceNeeded: false }
const given = (value: string | null, more: Partial<Entry> = {}): Entry => ({
  kind: value === null ? 'nil' : 'value',
  value,
  note: '',
  evidenceFileId: null,
  ...more,
})
const check = (entry: Entry, form: EntryForm, last: string | null = null, suggested: string | null = null) =>
  checkEntry(entry, form, { period: '2025-10', last, suggested }, settings)
const sentence = (entry: Entry, form: EntryForm, last?: string) => {
  const found = check(entry, form, last ?? null)
  return 'message' in found ? `${found.result} ${found.field} ${found.message.zh}` : found.result
}

describe('the check of an entry', () => {
  test.each([
    ['a value', given('523.2'), passengers, undefined, 'pass'],
    ['a whole number where decimals are allowed', given('523'), passengers, undefined, 'pass'],
    ['too many decimals', given('523.21'), passengers, undefined, 'fault value 至多1位小数。'],
    ['decimals of a count', given('1.5'), { ...passengers, decimals: 0 }, undefined, 'fault value 应为整数。'],
    ['words', given('十二万'), passengers, undefined, 'fault value “十二万”请写作120000。'],
    ['nine decimals', given('1.123456789'), passengers, undefined, 'fault value 至多1位小数。'],
    ['29 digits', given('1'.repeat(29)), passengers, undefined, 'fault value 位数过多，整数至多18位。'],
    ['a number with a comma', given('1,000'), passengers, undefined, 'fault value “1,000”请写作1000。'],
    ['100 percent', given('100'), percentage, undefined, 'pass'],
    ['0 percent', given('0.0'), percentage, undefined, 'pass'],
    ['a slipped point', given('948'), percentage, undefined, 'fault value 应在0至100之间。是否为94.8？'],
    ['a slip of more than the decimals', given('9480'), percentage, undefined, 'fault value 应在0至100之间。'],
    [
      'more than 100, whole percent',
      given('101'),
      { ...percentage, decimals: 0 },
      undefined,
      'fault value 应在0至100之间。',
    ],
    ['a negative percentage', given('-1'), percentage, undefined, 'fault value 应在0至100之间。'],
    ['nothing', given('', { kind: 'value' }), passengers, undefined, 'empty'],
    ['a nil return', given(null), passengers, '500', 'pass'],
    ['exactly 300 % above', given('400'), passengers, '100', 'pass'],
    ['more than 300 % above', given('412'), passengers, '100', 'explain note 比上月高312%，请核对或说明原因。'],
    ['the same with a note', given('412', { note: '新口岸开通' }), passengers, '100', 'pass'],
    [
      'blanks are no note',
      given('412', { note: '  ' }),
      passengers,
      '100',
      'explain note 比上月高312%，请核对或说明原因。',
    ],
    ['far below zero', given('-400'), passengers, '100', 'explain note 比上月低500%，请核对或说明原因。'],
    ['a negative number', given('-4'), passengers, undefined, 'explain note 数值为负，请核对或说明原因。'],
    ['a negative number with a note', given('-4', { note: '冲减上期' }), passengers, undefined, 'pass'],
    ['a note of 1000 characters', given('4', { note: '因'.repeat(1000) }), passengers, undefined, 'pass'],
    [
      'a note that is longer',
      given('4', { note: '因'.repeat(1001) }),
      passengers,
      undefined,
      'fault note 说明：至多1000个字符，多了1个：请删减，已写的内容没有截断。',
    ],
    ['minus zero is zero', given('-0'), passengers, undefined, 'pass'],
    ['after a zero there is nothing to compare', given('412'), passengers, '0', 'pass'],
    [
      'evidence is needed',
      given('5'),
      { ...passengers, evidenceNeeded: true },
      undefined,
      'fault evidenceFileId 本指标须附佐证。',
    ],
    [
      'evidence is there',
      given('5', { evidenceFileId: 'f' }),
      { ...passengers, evidenceNeeded: true },
      undefined,
      'pass',
    ],
    ['a nil return needs none', given(null), { ...passengers, evidenceNeeded: true }, undefined, 'pass'],
  ] as const)('%s', (_, entry, form, last, expected) => expect(sentence(entry, form, last)).toBe(expected))

  test.each([
    ['the same figure', given('620.3'), 'pass'],
    ['the same figure, written longer', given('620.30'), 'fault'],
    ['another figure', given('620.4'), 'explain'],
    ['another figure with a note', given('620.4', { note: '含临时通道' }), 'pass'],
    ['a nil return', given(null), 'pass'],
  ] as const)('beside a source: %s', (_, entry, expected) => {
    const found = check(entry, passengers, null, '620.3')
    expect(found.result).toBe(expected)
    if (found.result === 'explain') expect(found.message.zh).toBe('与来源文件的620.3不同，请核对或说明原因。')
  })

  test('what the server answers: nothing, or a field with its sentence', () => {
    expect(faultOf({ result: 'pass' })).toBeUndefined()
    expect(faultOf({ result: 'empty' })).toMatchObject({ field: 'value' })
    expect(faultOf(check(given('948'), percentage))).toMatchObject({ field: 'value' })
    expect(faultOf(check(given('412'), passengers, '100'))).toMatchObject({ field: 'note' })
  })

  test('the last period is called by its frequency', () => {
    const names = ['2025-10', '2025-Q3', '2025-H1', '2025'].map((period) => lastPeriodName(period).zh)
    expect(names).toEqual(['上月', '上季度', '上期', '上年'])
  })
})
