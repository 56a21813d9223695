import { expect, test } from 'vitest'
import { saidOf } from './CorrectionShown.tsx'

test('a correction says why; a final figure in place of a quick one is none and has no reason', () => {
  expect(saidOf({ correctionReason: '重复计入1日。' })).toMatchObject({
    ...{ name: { zh: '更正内容' }, why: { zh: '理由：重复计入1日。' } },
  })
  const final = saidOf({ correctionReason: null })
  expect(final.name.zh).toBe('以正式数代替快报数')
  expect(JSON.stringify(final)).not.toMatch(/null|更正|理由/)
})
