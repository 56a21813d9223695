import { expect, test } from 'vitest'
import { changesOf } from './history.ts'

const fields = {
  state: { name: { zh: '状态', en: 'State' } },
  words: { name: { zh: '事实', en: 'Facts' }, isSensitive: true },
} as const
const digestOf = (field: string, words: string) => `${field}:${words.length}`

test('a plain field is kept in its words, a sensitive one as its digest', () => {
  const changes = changesOf(fields, { state: 'a' }, { state: 'b', words: '迟到三次' }, digestOf)
  expect(changes).toMatchObject([
    { field: 'state', old: 'a', new: 'b' },
    { field: 'words', old: null, new: 'words:4' },
  ])
  expect(JSON.stringify(changes)).not.toContain('迟到')
})

test('whether a sensitive field changed is seen by its words, not by its digest', () => {
  expect(changesOf(fields, { words: '迟到三次' }, { words: '早退三次' }, digestOf)).toHaveLength(1)
  expect(changesOf(fields, { words: '迟到三次' }, { words: '迟到三次' }, digestOf)).toEqual([])
  expect(changesOf(fields, { words: '迟到三次' }, {}, digestOf)).toMatchObject([{ old: 'words:4', new: null }])
})

test('without a digest a sensitive field is not recorded in its words', () => {
  expect(() => changesOf(fields, {}, { words: '迟到三次' })).toThrow('words')
  expect(changesOf(fields, {}, { state: 'a' })).toHaveLength(1)
})
