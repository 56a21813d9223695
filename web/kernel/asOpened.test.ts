import { describe, expect, test } from 'vitest'
import { ApiError } from './api.ts'
import { keptRefusals } from './keptRefusals.ts'
import { allOf, choicesBefore, chosenOf, differing, isSame, partedBetween } from './parted.ts'
import { stepOfEdited } from './stepOfEdited.ts'
import { keptAsOpened } from './useAsOpened.ts'

describe('what stood on the screen at the opening', () => {
  test('is kept while the dialog is open, whatever is read meanwhile; opened anew it is the present one', () => {
    const opened = keptAsOpened({ isOpen: false, value: 1 }, { isOpen: true, value: 2 })
    expect(opened).toEqual({ isOpen: true, value: 2 })
    expect(keptAsOpened(opened, { isOpen: true, value: 3 })).toBe(opened)
    const closed = keptAsOpened(opened, { isOpen: false, value: 3 })
    expect(closed.value).toBe(3)
    expect(keptAsOpened(closed, { isOpen: true, value: 4 }).value).toBe(4)
  })
})

describe('two texts', () => {
  const base = { title: '要求', text: '原文', days: 10, file: null as { id: string } | null }

  test('part where both changed a field; who changed it alone is said', () => {
    const mine = { ...base, text: '我的', title: '我的名称' }
    const theirs = { ...base, text: '对方的', days: 7 }
    const parted = partedBetween(base, mine, theirs)
    expect(parted.map(({ field, by }) => [field, by])).toEqual([
      ['title', 'me'],
      ['text', 'both'],
      ['days', 'them'],
    ])
    expect(choicesBefore(parted)).toEqual({ title: 'mine', days: 'theirs' })
    expect(chosenOf(mine, theirs, { ...choicesBefore(parted), text: 'mine' })).toEqual({
      ...{ title: '我的名称', text: '我的', days: 7, file: null },
    })
    expect(chosenOf(mine, theirs, allOf(parted, 'theirs'))).toEqual(theirs)
    expect(chosenOf(mine, theirs, allOf(parted, 'mine'))).toEqual(mine)
  })

  test('blanks at the ends, nothing entered and the order of keys make no difference', () => {
    expect(isSame(' 一 ', '一')).toBe(true)
    expect(isSame(null, '')).toBe(true)
    expect(isSame(undefined, null)).toBe(true)
    expect(isSame([{ a: 1, b: null }], [{ b: '', a: 1 }])).toBe(true)
    expect(isSame([{ a: 1 }], [{ a: 2 }])).toBe(false)
    expect(isSame(0, null)).toBe(false)
    expect(isSame(false, null)).toBe(false)
    expect(differing(base, { ...base, days: 11 })).toEqual(['days'])
  })
})

describe('a form over what others may write too', () => {
  const base = { version: 3, values: { text: '原文', days: 10 } }

  test('names the version that it was filled from once others have written into its fields', () => {
    const now = { version: 4, values: { text: '对方的', days: 10 } }
    expect(stepOfEdited(base, now, undefined)).toEqual({
      ...{ version: 3, isOvertaken: true, isAsked: false, rebased: false },
    })
    expect(stepOfEdited(base, now, { text: '我的', days: 10 })).toMatchObject({ version: 3, isAsked: true })
  })

  test('follows a version in which none of its fields changed', () => {
    expect(stepOfEdited(base, { ...base, version: 9 }, undefined)).toMatchObject({ version: 9, isOvertaken: false })
  })

  test('asks nothing where the other wrote the same', () => {
    const now = { version: 4, values: { text: '同样', days: 10 } }
    expect(stepOfEdited(base, now, { text: '同样 ', days: 10 })).toMatchObject({ isAsked: false, rebased: true })
  })
})

describe('a refusal whose dialog is gone', () => {
  const error = () => new ApiError(409, { code: 'stale' })
  const act = { zh: '签发', en: 'Sign off' }

  test('stays on its page until it is closed', () => {
    const kept = keptRefusals()
    let told = 0
    const leave = kept.subscribe(() => {
      told += 1
    })
    const refusal = { act, error: error(), place: '/documents/1' }
    expect(kept.keep(refusal, '/documents/1')).toBe(true)
    expect(kept.list()).toEqual([refusal])
    kept.leave('/documents/1')
    expect(kept.list()).toHaveLength(1)
    kept.close(refusal.error)
    expect(kept.list()).toEqual([])
    expect(told).toBe(2)
    leave()
  })

  test('is gone with the page, and what was read and closed does not come back', () => {
    const kept = keptRefusals()
    const refusal = { act, error: error(), place: '/documents/1' }
    expect(kept.keep(refusal, '/todos')).toBe(false)
    expect(kept.keep(refusal, '/documents/1')).toBe(true)
    kept.leave('/todos')
    expect(kept.list()).toEqual([])
    const read = { act, error: error(), place: '/documents/1' }
    kept.close(read.error)
    expect(kept.keep(read, '/documents/1')).toBe(false)
  })
})
