import { expect, test } from 'vitest'
import { newSalt, saltedDigest } from './saltedDigest.ts'

test('the digest is the same for the same words, field and salt, and differs with each', () => {
  const [one, other] = [newSalt(), newSalt()]
  const digest = saltedDigest(one)('facts', '迟到三次')
  expect(saltedDigest(one)('facts', '迟到三次')).toBe(digest)
  expect(saltedDigest(one)('facts', '迟到两次')).not.toBe(digest)
  expect(saltedDigest(one)('reason', '迟到三次')).not.toBe(digest)
  expect(saltedDigest(other)('facts', '迟到三次')).not.toBe(digest)
  expect(digest).toMatch(/^摘要 ([0-9a-f]{64}) \/ digest \1$/)
})

test('a salt is 32 random bytes', () => {
  expect(newSalt()).toMatch(/^[0-9a-f]{64}$/)
  expect(newSalt()).not.toBe(newSalt())
})
