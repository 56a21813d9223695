import { expect, test } from 'vitest'
import { nameOfField, rememberField } from './fieldNames.ts'

test('a refused field is named as its form names it, wherever the answer is read', () => {
  rememberField('title', { zh: '事项', en: 'Title' })
  rememberField([0, 'itemId'], { zh: '事项', en: 'Item' })
  expect(nameOfField('body.title')).toEqual({ zh: '事项', en: 'Title' })
  expect(nameOfField('body.content.title')?.zh).toBe('事项')
  expect(nameOfField('body.items.2.itemId')).toEqual({ zh: '第3项事项', en: 'Item 3' })
  expect(nameOfField('body.unknown')).toBeUndefined()
})

test('a field of one key in two lists under different names is not named wrongly', () => {
  rememberField([0, 'goal'], { zh: '阶段目标', en: 'Goal of the phase' })
  rememberField([1, 'goal'], { zh: '分工目标', en: 'Goal of the share' })
  expect(nameOfField('body.content.phases.0.goal')).toBeUndefined()
})
