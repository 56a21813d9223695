import { describe, expect, test } from 'vitest'
import { dueDays } from '#domain/calendar/dueDays.ts'
import type { DueRule } from '#domain/calendar/dueRule.ts'
import { noHolidays } from '#domain/calendar/workingDays.ts'
import type { Actor, PostKind } from '#domain/kernel/actor.ts'
import { refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import { fromBoth } from '#domain/kernel/text.ts'
import {
  beginRules,
  checkWords,
  contentFields,
  dueWords,
  knownFigures,
  type VersionFacts,
  versionFor,
  versionTransitions,
} from './collectionPlan.ts'
import { type FormField, givenFigures } from './form.ts'
import type { FieldCheck } from './formChecks.ts'
import { formFaultOf } from './formEntry.ts'

const city = {
  'collection.monthlyDueWorkingDays': 5,
  'collection.quarterlyDueWorkingDays': 10,
  'collection.halfYearDueOn': '07-15',
  'collection.yearlyDueOn': '01-31',
  'collection.secondHalfDue': 'withYear',
  'collection.restDayRule': 'stays',
  'collection.internalLeadWorkingDays': 2,
  'collection.reminderWorkingDays': 2,
  'card.earlyWarningWorkingDays': 5,
  'card.redAfterWorkingDays': 2,
} as const
const holidays = { ...noHolidays, years: new Set(['2025', '2026']) }
const daysBy = (period: string, rule: DueRule, settings: Parameters<typeof dueDays>[1] = city) => {
  const { opensOn, internalDueOn, externalDueOn } = dueDays(period, settings, holidays, { rule })
  return [opensOn, internalDueOn, externalDueOn]
}
const onDay = (months: number, day: number, internalLead: number | null = null): DueRule => ({
  external: { kind: 'dayOfMonth', months, day },
  internalLead,
})

describe('the days of a collecting unit', () => {
  test.each<[string, string, DueRule, string[]]>([
    [
      'as for the office',
      '2025-10',
      { external: { kind: 'office' }, internalLead: null },
      ['2025-11-01', '2025-11-05', '2025-11-07'],
    ],
    [
      'eight working days',
      '2025-10',
      { external: { kind: 'workingDays', days: 8 }, internalLead: null },
      ['2025-11-01', '2025-11-10', '2025-11-12'],
    ],
    [
      'one day before, inside',
      '2025-10',
      { external: { kind: 'office' }, internalLead: 1 },
      ['2025-11-01', '2025-11-06', '2025-11-07'],
    ],
    [
      'the same day',
      '2025-10',
      { external: { kind: 'office' }, internalLead: 0 },
      ['2025-11-01', '2025-11-07', '2025-11-07'],
    ],
    ['the 20th of the month after', '2025-10', onDay(1, 20), ['2025-11-01', '2025-11-18', '2025-11-20']],
    ['the 31st of a month of 30 days', '2025-10', onDay(1, 31), ['2025-11-01', '2025-11-27', '2025-11-30']],
    ['over the turn of the year', '2025', onDay(1, 15), ['2026-01-01', '2026-01-13', '2026-01-15']],
    ['preliminary, before the month is over', '2025-10', onDay(0, 27), ['2025-10-01', '2025-10-23', '2025-10-27']],
    [
      'working days of a half year',
      '2025-H1',
      { external: { kind: 'workingDays', days: 3 }, internalLead: null },
      ['2025-07-01', '2025-07-01', '2025-07-03'],
    ],
  ])('%s', (_, period, rule, expected) => expect(daysBy(period, rule)).toEqual(expected))

  test('a rest day moves where the office says so', () => {
    const moves = { ...city, 'collection.restDayRule': 'nextWorkingDay' } as const
    expect(daysBy('2025-10', onDay(1, 15))[2]).toBe('2025-11-15')
    expect(daysBy('2025-10', onDay(1, 15), moves)[2]).toBe('2025-11-17')
  })

  test.each([
    [{ kind: 'office' }, '按机关设置'],
    [{ kind: 'workingDays', days: 8 }, '期末后第8个工作日'],
    [{ kind: 'dayOfMonth', months: 1, day: 10 }, '期末次月10日'],
    [{ kind: 'dayOfMonth', months: 0, day: 27 }, '期末当月27日'],
  ] as const)('%j in words', (due, zh) => expect(dueWords(due).zh).toBe(zh))
})

describe('which version asks a period', () => {
  const versions = [
    { number: 1, effectiveOn: '2025-01-01' },
    { number: 3, effectiveOn: '2025-07-01' },
    { number: 2, effectiveOn: '2025-07-01' },
  ]
  test.each([
    ['2024-12', undefined],
    ['2025-01', 1],
    ['2025-06', 1],
    ['2025-07', 3],
    ['2025-Q2', 1],
    ['2025-Q3', 3],
    ['2025', 3],
  ])('%s', (period, number) => expect(versionFor(versions, period)?.number).toBe(number))
})

const settings = {} as Settings
const actorOf = (post: PostKind, divisionId: string): Actor => ({
  ...{ id: post, name: post, postId: post, post, divisionId, inChargeOf: [] },
})
const facts: VersionFacts = {
  ...{ state: 'draft', coordinatingDivisionId: 'own', effectiveOn: '2025-07-01', latestOn: '2025-07-01', faults: [] },
  isOffered: false,
}
const fault = { field: 'a', message: { zh: '“甲”重复。', en: 'twice' } }

describe('putting in force (Art. 26)', () => {
  test.each<[string, Partial<VersionFacts>, PostKind, string, string | undefined]>([
    ['by the head of the coordinating division', {}, 'division.head', 'own', undefined],
    ['by its officer', {}, 'division.officer', 'own', 'not_head_of_coordinating_division'],
    ['by another head', {}, 'division.head', 'other', 'not_head_of_coordinating_division'],
    ['by the performance office', {}, 'performanceOffice.head', 'own', 'not_head_of_coordinating_division'],
    ['twice', { state: 'inForce' }, 'division.head', 'own', 'wrong_state'],
    ['with a faulty form', { faults: [fault] }, 'division.head', 'own', 'form_fault'],
    ['before the version in force', { effectiveOn: '2025-06-30' }, 'division.head', 'own', 'before_latest'],
    ['as the first one', { latestOn: null }, 'division.head', 'own', undefined],
  ])('%s', (_, given, post, divisionId, code) => {
    const context = { actor: actorOf(post, divisionId), today: '2025-07-01', settings }
    expect(refusalOf(versionTransitions.force, { ...facts, ...given }, context)?.code).toBe(code)
  })

  test.each<[string, Partial<VersionFacts>, PostKind, string, string | undefined]>([
    ['by an officer', {}, 'division.officer', 'own', undefined],
    ['by another division', {}, 'division.officer', 'other', 'not_coordinating_division'],
    ['once more', { isOffered: true }, 'division.officer', 'own', 'offered_already'],
    ['with a faulty form', { faults: [fault] }, 'division.officer', 'own', 'form_fault'],
    ['before the version in force', { effectiveOn: '2025-06-30' }, 'division.officer', 'own', 'before_latest'],
    ['in force', { state: 'inForce' }, 'division.officer', 'own', 'wrong_state'],
  ])('laid before the head %s', (_, given, post, divisionId, code) => {
    const context = { actor: actorOf(post, divisionId), today: '2025-07-01', settings }
    expect(refusalOf(versionTransitions.offer, { ...facts, ...given }, context)?.code).toBe(code)
  })

  test.each([
    [{ hasDraft: false, isWithdrawn: false }, undefined],
    [{ hasDraft: true, isWithdrawn: false }, 'draft_there'],
    [{ hasDraft: false, isWithdrawn: true }, 'indicator_withdrawn'],
  ])('a version is begun where %j', (given, code) => {
    const context = { actor: actorOf('division.officer', 'own'), today: '2025-07-01', settings }
    const plan = { ...given, coordinatingDivisionId: 'own' }
    expect(refusalOfRules(beginRules, 'collectionPlan.make', plan, context)?.code).toBe(code)
  })
})

const number = (
  key: string,
  name: string,
  role: 'current' | 'cumulative' | 'samePeriodLastYear' = 'current',
): FormField => ({
  ...{ key, kind: 'number', name, unit: '件', decimals: 0, role, checks: [] },
})

describe('what the system has already', () => {
  const main = { name: '办件量', unit: '件' }
  const known = [{ name: '抽检 件数', unit: '件', itemCode: 'KA-1' }]
  test.each([
    ['the same figure elsewhere', number('a', '抽检件数'), 1],
    ['another unit', { ...number('a', '抽检件数'), unit: '万件' } as FormField, 0],
    ['last year', number('a', '去年', 'samePeriodLastYear'), 1],
    ['the sum of the year', number('a', '累计', 'cumulative'), 1],
    ['a figure of its own', number('a', '退件数'), 0],
    ['words', { key: 'a', kind: 'text', name: '抽检件数', checks: [] } as FormField, 0],
  ])('%s', (_, field, count) => expect(knownFigures([field], main, known)).toHaveLength(count))

  const fields = [
    number('sum', '累计', 'cumulative'),
    number('year', '去年', 'samePeriodLastYear'),
    number('x', '退件数'),
  ]
  const march = { unit: '件', period: '2025-03', value: '3' }
  const figure = (period: string, value: string | null) => ({ period, value })
  test.each([
    ['both', [figure('2025-01', '1'), figure('2025-02', '2')], figure('2024-03', '9'), { sum: '6', year: '9' }],
    ['a month is missing', [figure('2025-02', '2')], null, {}],
    ['a month was nil', [figure('2025-01', null), figure('2025-02', '2')], null, {}],
    [
      'another year counts for nothing',
      [figure('2024-12', '5'), figure('2025-01', '1'), figure('2025-02', '2')],
      null,
      { sum: '6' },
    ],
  ])('is given: %s', (_, recent, lastYear, expected) =>
    expect(givenFigures(fields, march, { recent, lastYear })).toEqual(expected),
  )
})

describe('what keeps a form from being handed in', () => {
  const indicator = { name: '办件量', unit: '件', decimals: 0 }
  const form = {
    checks: [{ kind: 'range', severity: 'warning', least: '0', most: '10' } as const],
    fields: [{ ...number('a', '退件数'), checks: [{ kind: 'required', severity: 'error' } as const] } as FormField],
  }
  const faultOf = (value: string, note: string, values: Record<string, string>) =>
    formFaultOf(indicator, form, { value, note, content: { values, reasons: {} } }, { lastPeriod: {}, lastYear: {} })
      ?.field
  test.each([
    ['nothing', '5', '', { a: '1' }, undefined],
    ['a field that is needed', '5', '', {}, 'content.values.a'],
    ['the figure is warned of', '11', '', { a: '1' }, 'note'],
    ['the note is its reason', '11', '专项行动', { a: '1' }, undefined],
  ])('%s', (_, value, note, values, field) =>
    expect(faultOf(value, note, values as Record<string, string>)).toBe(field),
  )
  test('the default form asks nothing more', () => {
    const given = { value: '1', note: '', content: { values: {}, reasons: {} } }
    expect(formFaultOf(indicator, null, given, { lastPeriod: {}, lastYear: {} })).toBeUndefined()
  })
})

test('checks in words', () => {
  const error = { severity: 'error' } as const
  const said = (check: FieldCheck) => checkWords(check, [{ key: 'b', kind: 'text', name: '件数', checks: [] }]).zh
  expect(said({ ...error, kind: 'range', least: '0', most: null })).toBe('不小于0')
  expect(said({ ...error, kind: 'range', least: null, most: '9' })).toBe('不大于9')
  expect(said({ severity: 'warning', kind: 'range', least: '0', most: '9' })).toBe('0–9（提示）')
  expect(said({ ...error, kind: 'againstField', other: 'b', relation: 'atMost' })).toBe('不大于“件数”')
  expect(said({ ...error, kind: 'againstLastYear', mostPercent: '20' })).toBe('与上年同期比相差不超过20%')
})

test('fields in words, in either language, though their names are Chinese', () => {
  const fields: FormField[] = [
    {
      ...{ key: 'a', kind: 'number', name: '件数', unit: '件', decimals: 0, role: 'cumulative' },
      checks: [{ kind: 'required', severity: 'error' }],
    },
    { key: 'b', kind: 'choice', name: '情况', checks: [], choices: [{ key: 'c', name: '办结' }] },
  ]
  expect(fromBoth(contentFields.fields.show(fields) ?? '')).toEqual({
    zh: '件数，数值，件，整数，本年累计，必填；情况，选项，办结',
    en: '件数, Number, 件, whole number, Year to date, Required; 情况, Choice, 办结',
  })
  expect(contentFields.fields.show([])).toBeNull()
  const range: FieldCheck = { kind: 'range', severity: 'error', least: '0', most: '9' }
  expect(fromBoth(contentFields.checks.show([range]) ?? '')).toEqual({ zh: '0–9', en: '0–9' })
})
