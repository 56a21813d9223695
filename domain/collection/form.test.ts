import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CollectionForm, type FormField, faultsOfForm, type NumberField } from './form.ts'
import { askedWords, type Compared, type FieldCheck, judgeForm, whatStops } from './formChecks.ts'

const number = (key: string, checks: FieldCheck[] = [], more: Partial<NumberField> = {}): NumberField => ({
  ...{ key, kind: 'number', name: `名${key}`, unit: '件', decimals: 1, role: 'current' },
  ...{ checks, ...more },
})
const error = { severity: 'error' } as const
const warning = { severity: 'warning' } as const
const nothing: Compared = { lastPeriod: {}, lastYear: {} }
const said = (field: FormField, value: string, compared = nothing) =>
  judgeForm({ fields: [field] }, { [field.key]: value }, compared).map(({ message }) => message.zh)

describe('what the label of a field says', () => {
  const required = (severity: 'error' | 'warning'): FieldCheck => ({ kind: 'required', severity })
  test.each<[string, FieldCheck[], string | undefined]>([
    ['must be filled in', [required('error')], '（必填）'],
    ['may be left out with a reason', [required('warning')], '（建议填写，未填须说明理由）'],
    ['is asked both ways', [required('warning'), required('error')], '（必填）'],
    ['is only held in its range', [{ ...warning, kind: 'range', least: '0', most: null }], undefined],
    ['is not checked', [], undefined],
  ])('where it %s', (_, checks, zh) => {
    expect(askedWords(number('a', checks))?.zh).toBe(zh)
  })
})

describe('what an entry is found wanting in', () => {
  const range: FieldCheck = { ...error, kind: 'range', least: '0', most: '100' }
  const last: FieldCheck = { ...warning, kind: 'againstLastPeriod', mostPercent: '50' }
  const choice: FormField = {
    ...{ key: 'c', kind: 'choice', name: '选', checks: [] },
    choices: [{ key: 'yes', name: '是' }],
  }
  test.each<[string, FormField, string, string[]]>([
    ['a number as it should be', number('a', [range]), '99.5', []],
    ['words for a number', number('a', [range]), '九十', ['名a：“九十”请写作90。']],
    ['finer than its decimals, and checked no further', number('a', [range]), '100.55', ['名a：至多1位小数。']],
    ['nothing where nothing is required', number('a', [range]), ' ', []],
    ['nothing where something is', number('a', [{ ...error, kind: 'required' }, range]), ' ', ['名a：须填写。']],
    ['out of its range', number('a', [range]), '101', ['名a：应在0至100之间。']],
    ['below the only limit', number('a', [{ ...range, most: null }]), '-1', ['名a：不应小于0。']],
    ['above the only limit', number('a', [{ ...range, least: null }]), '101', ['名a：不应大于100。']],
    [
      'a day that does not exist',
      { key: 'd', kind: 'date', name: '日', checks: [] },
      '2025-02-30',
      ['日：“2025-02-30”不是日期。'],
    ],
    ['a choice that is not there', choice, 'no', ['选：没有这个选项。']],
    ['a choice', choice, 'yes', []],
    ['with nothing to be held against', number('a', [last]), '10', []],
  ])('%s', (_, field, value, expected) => expect(said(field, value)).toEqual(expected))

  test.each([
    ['15', []],
    ['15.1', ['名a：比上期高51%，超过50%。']],
    ['4', ['名a：比上期低60%，超过50%。']],
  ])('%s after 10', (value, expected) => {
    expect(said(number('a', [last]), value, { lastPeriod: { a: '10' }, lastYear: { a: '1' } })).toEqual(expected)
  })

  test('the same period last year is another thing than the period before', () => {
    const check: FieldCheck = { ...warning, kind: 'againstLastYear', mostPercent: '50' }
    expect(said(number('a', [check]), '10', { lastPeriod: { a: '10' }, lastYear: { a: '1' } })).toEqual([
      '名a：比上年同期高900%，超过50%。',
    ])
  })

  test.each([
    ['equal', '5', '5', false],
    ['equal', '5', '5.1', true],
    ['atLeast', '5', '5.1', true],
    ['atLeast', '5.1', '5', false],
    ['atMost', '5.1', '5', true],
    ['atMost', '5', '', false],
    ['atMost', '5', '好', false],
  ] as const)('%s: %s beside %s', (relation, value, beside, isFound) => {
    const form = { fields: [number('a', [{ ...error, kind: 'againstField', relation, other: 'b' }]), number('b')] }
    const findings = judgeForm(form, { a: value, b: beside }, nothing).filter(({ field }) => field === 'a')
    expect(findings.length > 0).toBe(isFound)
  })
})

describe('what stops an entry', () => {
  const form: CollectionForm = {
    fields: [
      number('a', [{ ...warning, kind: 'range', least: '0', most: '10' }]),
      number('b', [{ ...error, kind: 'required' }]),
    ],
  }
  const stops = (entry: Record<string, string>, reasons = {}) =>
    whatStops(judgeForm(form, entry, nothing, reasons))?.field
  test('an error before a warning, a warning until its reason is given, a reason never an error', () => {
    expect(stops({ a: '11', b: '' }, { a: '统计口径调整', b: '没有' })).toBe('b')
    expect(stops({ a: '11', b: '' })).toBe('b')
    expect(stops({ a: '11', b: '1' })).toBe('a')
    expect(stops({ a: '11', b: '1' }, { a: ' ' })).toBe('a')
    expect(stops({ a: '11', b: '1' }, { a: '统计口径调整' })).toBeUndefined()
  })

  test('whatever is typed, a sentence or none, in both languages', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) =>
        judgeForm(form, { a, b }, nothing).every(({ message }) => message.zh !== '' && message.en !== ''),
      ),
    )
  })
})

describe('a form that cannot be put in force', () => {
  const faults = (...fields: FormField[]) => faultsOfForm({ fields }).map(({ message }) => message.zh)
  test.each<[string, FormField[], string[]]>([
    ['sound', [number('a'), number('b', [{ ...error, kind: 'againstField', relation: 'atMost', other: 'a' }])], []],
    ['a field twice', [number('a'), number('a')], ['“名a”重复。']],
    ['a name twice', [number('a'), { ...number('b'), name: '名a' }], ['“名a”重复。']],
    ['one choice', [{ key: 'c', kind: 'choice', name: '选', checks: [], choices: [] }], ['“选”至少要有两个选项。']],
    [
      'a range of words',
      [{ key: 't', kind: 'text', name: '文', checks: [{ ...error, kind: 'range', least: '0', most: null }] }],
      ['“文”不是数值，不能作这项校验。'],
    ],
    [
      'limits the wrong way round',
      [number('a', [{ ...error, kind: 'range', least: '10', most: '9' }])],
      ['“名a”的下限大于上限，或上下限都没有。'],
    ],
    [
      'against itself',
      [number('a', [{ ...error, kind: 'againstField', relation: 'equal', other: 'a' }])],
      ['“名a”要与另一个数值比较，但没有这个字段。'],
    ],
    [
      'against another unit',
      [
        number('a', [{ ...error, kind: 'againstField', relation: 'equal', other: 'b' }]),
        number('b', [], { unit: '万件' }),
      ],
      ['“名a”与“名b”单位不同，不能比较。'],
    ],
  ])('%s', (_, fields, expected) => expect(faults(...fields)).toEqual(expected))
})
