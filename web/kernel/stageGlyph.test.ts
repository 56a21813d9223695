import { describe, expect, test } from 'vitest'
import { glyphOf, type Stage } from './StatusTags.tsx'

describe('the character before a state', () => {
  test.each<[Stage, string, string]>([
    ['reported', '已报送', '报'],
    ['reported', '已印发', '印'],
    ['reported', '第1版已生效', '生'],
    ['open', '编制中', '编'],
    ['open', '待填报', '待'],
    ['offered', '待签字', '提'],
    ['upcoming', '未到期', '·'],
    ['returned', '审核退回', '退'],
    ['reported', '第2版', '报'],
  ])('%s %s: %s', (stage, zh, glyph) => {
    expect(glyphOf(stage, { zh, en: '' }).zh).toBe(glyph)
  })
})
