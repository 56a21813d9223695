import { expect, test } from 'vitest'
import type { Actor } from '#domain/kernel/actor.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import { resubmissionRules } from './resubmission.ts'

const context = { actor: {} as Actor, today: '2025-11-06', settings: {} as Settings }

test.each([
  ['changed', null, '', undefined],
  ['unchanged and without a word', 2, '', 'unchanged_since_return'],
  ['unchanged with a letter', 2, '无', 'unchanged_since_return'],
  ['unchanged with a reason', 2, '经沟通维持原目标', undefined],
] as const)('a returned plan that comes again %s', (_, sameAs, unchangedReason, code) => {
  const refusal = refusalOfRules(resubmissionRules, 'plan.resubmit', { sameAs, unchangedReason }, context)
  expect(refusal?.code).toBe(code)
  if (refusal) expect(refusal.message.zh).toContain('第2版')
})
