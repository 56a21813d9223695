import { describe, expect, test } from 'vitest'
import { type Actor, type PostKind, postKinds } from '#domain/kernel/actor.ts'
import { refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { type Settings, settingKeys, settingSchemas } from '#domain/kernel/settings.ts'
import { createDivision } from './division.api.ts'
import { divisionRules } from './division.ts'
import { createPerson } from './person.api.ts'
import { type PersonAction, type PersonFacts, personStateNames, personStates, personTransitions } from './person.ts'
import { readable } from './records.ts'
import { formOf, groupOf, misfitOf, settingGroups, settingRules, valueWords } from './settings.ts'
import { openYearRules } from './year.ts'

const today = '2025-11-06'
const contextOf = (post: PostKind, id = 'me') => {
  const actor: Actor = { id, name: 'x', postId: 'p', post, divisionId: null, inChargeOf: [] }
  return { actor, today, settings: {} as Settings }
}

test('a day of the year is read without a year', () => {
  expect(valueWords('07-15')).toEqual({ zh: '7月15日', en: '15 Jul' })
})

describe('one division houses the performance office (Art. 8)', () => {
  const facts = { houses: false, housedBefore: false, officePosts: 0, presentHouse: '秘书处' }
  test.each([
    ['another division', facts, undefined],
    ['the house stays', { ...facts, houses: true, housedBefore: true, officePosts: 3 }, undefined],
    ['the house is released without another', { ...facts, housedBefore: true }, 'house_needed'],
    ['the first house', { ...facts, houses: true, presentHouse: null }, undefined],
    ['another house, no posts left', { ...facts, houses: true }, undefined],
    ['another house while posts are held', { ...facts, houses: true, officePosts: 2 }, 'office_posts_held'],
  ] as const)('%s', (_, given, code) => {
    expect(refusalOfRules(divisionRules, 'x', given, contextOf('systemAdmin'))?.code).toBe(code)
  })
})

describe('accounts', () => {
  const active: PersonFacts = { state: 'active', id: 'other', lastOf: null }
  const refused = (action: PersonAction, facts: PersonFacts, post: PostKind) =>
    refusalOf(personTransitions[action], facts, contextOf(post), personStates)?.code
  test.each([
    ['disable', active, undefined],
    ['disable', { ...active, id: 'me' }, 'oneself'],
    ['disable', { ...active, lastOf: 'securityAdmin' }, 'last_administrator'],
    ['disable', { ...active, state: 'disabled' }, 'wrong_state'],
    ['enable', active, 'wrong_state'],
    ['enable', { ...active, state: 'disabled' }, undefined],
    ['resetPassword', active, undefined],
    ['resetPassword', { ...active, id: 'me' }, 'own_password'],
    ['resetPassword', { ...active, state: 'disabled' }, 'wrong_state'],
    ['endSessions', active, 'not_your_post'],
  ] as const)('%s %o', (action, facts, code) => {
    expect(refused(action, facts, 'systemAdmin')).toBe(code)
  })

  test('sessions of others are ended by the security administrator', () => {
    expect(refused('endSessions', active, 'securityAdmin')).toBeUndefined()
  })

  test.each(postKinds.filter((kind) => kind !== 'systemAdmin'))('%s keeps no accounts', (post) => {
    for (const action of ['disable', 'enable', 'resetPassword'] as const)
      expect(refused(action, active, post)).toBe('not_your_post')
  })

  test('every state is reachable and left again', () => {
    for (const state of personStateNames) {
      const actions = Object.values(personTransitions)
      expect(actions.some(({ from, to }) => to === state && !from.includes(state))).toBe(true)
      expect(actions.some(({ from, to }) => from.includes(state) && to !== state)).toBe(true)
    }
  })

  test.each([
    ['a name with a mark that turns the writing round', '陈\u202E嘉禾', false],
    ['a name with an invisible joiner', '陈\u200D嘉禾', false],
    ['a name with NUL', '陈\u0000嘉禾', false],
    ['a rare character', '𠮷田', true],
    ['a name with a dot', '阿依古丽·买买提', true],
  ])('%s', (_, name, isGood) => {
    const body = { name, userName: 'chen', kind: 'civilServant', password: 'lan-se-hai-yang-7' }
    expect(createPerson.body.safeParse(body).success).toBe(isGood)
  })

  test('two ways to write one letter become one', () => {
    const body = {
      code: 'A',
      name: { zh: '处', en: 'E\u0301' },
      sort: 1,
      housesPerformanceOffice: false,
      fromOn: today,
    }
    expect(createDivision.body.parse(body).name.en).toBe('\u00C9')
  })
})

describe('settings', () => {
  test.each(settingKeys)('%s is entered as its schema says', (key) => {
    const form = formOf(key)
    if (form.kind === 'number') {
      expect(misfitOf(key, form.least)).toBeUndefined()
      expect(misfitOf(key, form.most)).toBeUndefined()
      expect(misfitOf(key, form.least - 1)).toBeDefined()
      expect(misfitOf(key, form.most + 1)).toBeDefined()
      expect(misfitOf(key, form.least + 0.5)).toBeDefined()
    } else if (form.kind === 'choice') {
      for (const option of form.options) expect(settingSchemas[key].safeParse(option).success).toBe(true)
      expect(misfitOf(key, 'something else')?.zh).toContain(valueWords(form.options[0]).zh)
    } else if (form.kind === 'code') {
      for (const code of ['register', '深口绩']) expect(misfitOf(key, code)).toBeUndefined()
      for (const code of ['', '深', 'SKJ', 7]) expect(misfitOf(key, code)).toBeDefined()
    } else if (form.kind === 'ownCode') {
      expect(misfitOf(key, '深口绩改')).toBeUndefined()
      for (const code of ['register', '', '深', 'SKJ', 7]) expect(misfitOf(key, code)).toBeDefined()
    } else if (form.kind === 'domains') {
      for (const domains of ['any', 'kouan.cn', 'kouan.cn、sz.gov.cn']) expect(misfitOf(key, domains)).toBeUndefined()
      for (const domains of ['', 'kouan', '@kouan.cn', 7]) expect(misfitOf(key, domains)).toBeDefined()
    } else {
      expect(misfitOf(key, '07-15')).toBeUndefined()
      expect(misfitOf(key, '02-30')).toBeDefined()
      expect(misfitOf(key, 715)).toBeDefined()
    }
  })

  test('each has its place on the screen', () => {
    expect(settingKeys.filter((key) => settingGroups[groupOf(key)] === undefined)).toEqual([])
  })

  test('a value begins today or later, and the performance office sets it', () => {
    const refused = (fromOn: string, post: PostKind) =>
      refusalOfRules(settingRules, 'settings.set', { fromOn }, contextOf(post))?.code
    expect(refused(today, 'performanceOffice.staff')).toBeUndefined()
    expect(refused('2025-11-05', 'performanceOffice.head')).toBe('setting_backdated')
    for (const post of postKinds.filter((kind) => !kind.startsWith('performanceOffice')))
      expect(refused(today, post)).toBe('not_your_post')
  })
})

test.each([
  [2025, false, undefined],
  [2026, false, undefined],
  [2027, false, 'year_too_far'],
  [2025, true, 'year_open'],
] as const)('the year %i, open already: %s', (year, isOpen, code) => {
  const facts = { year, isOpen }
  expect(refusalOfRules(openYearRules, 'x', facts, contextOf('performanceOffice.head'))?.code).toBe(code)
})

test.each([
  ['post.grant', 'kind', 'division.head', '处长', 'Head of division'],
  ['person.create', 'kind', 'employee', '雇员', 'Employee'],
  ['externalBody.create', 'kind', 'gazetteOffice', '市公报室', 'Gazette office'],
  ['setting.set', 'value', 'stays', '不变', 'stays'],
  ['setting.set', 'source', '办发〔2025〕1号', '办发〔2025〕1号', '办发〔2025〕1号'],
  ['division.change', 'housesPerformanceOffice', 'true', '是', 'yes'],
] as const)('history says %s %s %s in the reader’s language', (action, field, code, zh, en) => {
  const change = { field, name: { zh: '', en: '' }, old: null, new: code }
  expect(readable({ action, changes: [change] }, 'zh').changes[0]).toMatchObject({ old: null, new: zh })
  expect(readable({ action, changes: [change] }, 'en').changes[0]).toMatchObject({ old: null, new: en })
})
