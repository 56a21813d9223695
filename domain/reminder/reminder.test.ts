import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWorkingDay, parseHolidays, plusDays } from '#domain/calendar/workingDays.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { isOfDomains, mailAddress, mailDomains } from '#domain/kernel/mail.ts'
import {
  choiceRules,
  digestHourOf,
  isDigestDue,
  isMailDay,
  isQuiet,
  type MailChoice,
  mayMail,
  minutesUntilNextTry,
} from './reminder.ts'

const holidays = parseHolidays(readFileSync(new URL('../../data/cn-holidays-2009-2026.csv', import.meta.url), 'utf8'))
const settings = { 'reminder.digestHour': 8, 'reminder.quietFromHour': 19, 'reminder.quietToHour': 8 }
const digest: MailChoice = { kind: 'digest', hour: null, quietFrom: null, quietTo: null }
const hour = fc.integer({ min: 0, max: 23 })

describe('quiet hours', () => {
  test.each([
    ['over midnight, in the evening', 19, { from: 19, to: 8 }, true],
    ['over midnight, at night', 3, { from: 19, to: 8 }, true],
    ['their end is no longer quiet', 8, { from: 19, to: 8 }, false],
    ['before they begin', 18, { from: 19, to: 8 }, false],
    ['within a day', 12, { from: 12, to: 14 }, true],
    ['within a day, at their end', 14, { from: 12, to: 14 }, false],
    ['until midnight', 23, { from: 20, to: 0 }, true],
    ['until midnight, at midnight', 0, { from: 20, to: 0 }, false],
    ['the same hour twice means none', 9, { from: 9, to: 9 }, false],
  ])('%s', (_, at, quiet, expected) => {
    expect(isQuiet(at, quiet)).toBe(expected)
  })

  test('are as long as from their beginning to their end, over midnight or not', () => {
    fc.assert(
      fc.property(hour, hour, (from, to) => {
        const quiet = Array.from({ length: 24 }, (_, at) => at).filter((at) => isQuiet(at, { from, to }))
        expect(quiet).toHaveLength((to - from + 24) % 24)
      }),
    )
  })
})

describe('the digest', () => {
  test.each([
    ['at the hour of the office', digest, 8],
    ['at an own hour', { ...digest, hour: 10 }, 10],
    ['at the end of the quiet hours it lies in', { ...digest, hour: 21 }, 8],
    ['at the end of own quiet hours', { ...digest, hour: 9, quietFrom: 7, quietTo: 11 }, 11],
  ])('%s', (_, choice, expected) => {
    expect(digestHourOf(choice, settings)).toBe(expected)
  })

  test('never lies in the quiet hours, and has an hour every working day', () => {
    fc.assert(
      fc.property(hour, hour, hour, (own, quietFrom, quietTo) => {
        const choice = { ...digest, hour: own, quietFrom, quietTo }
        const due = Array.from({ length: 24 }, (_, at) => at).filter((at) =>
          isDigestDue(choice, { day: '2025-11-06', hour: at }, settings, holidays),
        )
        expect(isQuiet(digestHourOf(choice, settings), { from: quietFrom, to: quietTo })).toBe(false)
        expect(due[0]).toBe(digestHourOf(choice, settings))
      }),
    )
  })

  test.each([
    ['before its hour', '2025-11-06', 7, false],
    ['at its hour', '2025-11-06', 8, true],
    ['later, where the server stood still', '2025-11-06', 15, true],
    ['not in the evening', '2025-11-06', 19, false],
    ['not on a Saturday', '2025-11-08', 9, false],
    ['not on a holiday', '2025-10-01', 9, false],
    ['on a Sunday that is worked', '2025-09-28', 9, true],
  ])('%s', (_, day, at, expected) => {
    expect(isDigestDue(digest, { day, hour: at }, settings, holidays)).toBe(expected)
  })

  test('passes over the rest days to the first working day', () => {
    const days = Array.from({ length: 12 }, (_, n) => plusDays('2025-09-29', n))
    expect(days.filter((day) => isDigestDue(digest, { day, hour: 9 }, settings, holidays))).toEqual([
      ...['2025-09-29', '2025-09-30', '2025-10-09', '2025-10-10'],
    ])
  })
})

test('mail goes on working days by the notice of the year, and Monday to Friday while it is awaited', () => {
  for (let n = 0; n < 365; n += 1) {
    const day = plusDays('2025-01-01', n)
    expect(isMailDay(day, holidays)).toBe(isWorkingDay(day, holidays))
  }
  expect(isWorkingDay('2027-03-01', holidays)).toBeNull()
  expect([1, 5, 6, 7].map((n) => isMailDay(`2027-03-0${n}`, holidays))).toEqual([true, true, false, false])
})

test('who wants none is sent none', () => {
  expect(mayMail({ ...digest, kind: 'none' }, { day: '2025-11-06', hour: 9 }, settings, holidays)).toBe(false)
  expect(mayMail({ ...digest, kind: 'atOnce' }, { day: '2025-11-06', hour: 9 }, settings, holidays)).toBe(true)
})

test('tries come further and further apart, and end', () => {
  const waits = Array.from({ length: 8 }, (_, n) => minutesUntilNextTry(n + 1))
  expect(waits).toEqual([1, 5, 15, 60, 180, 360, null, null])
})

const elsewhere = { kind: 'none' as const, mailAddress: 'a@elsewhere.cn', formerAddress: 'a@elsewhere.cn' }
const own = { formerAddress: null, ...digest }
test.each([
  ['mail without an address', { ...own, mailAddress: null }, 'no_mail_address'],
  ['no mail needs none', { ...own, kind: 'none' as const, mailAddress: null }, undefined],
  ['half of the quiet hours', { ...own, quietFrom: 9, mailAddress: 'a@b.cn' }, 'half_quiet_hours'],
  ['all of it', { ...own, quietFrom: 9, quietTo: 10, mailAddress: 'a@b.cn' }, undefined],
  ['an address of the second domain', { ...own, mailAddress: 'a@C.d.cn' }, undefined],
  ['an address of another domain', { ...own, mailAddress: 'a@elsewhere.cn' }, 'mail_domain'],
  ['a domain that only ends like it', { ...own, mailAddress: 'a@evilb.cn' }, 'mail_domain'],
  ['below the domain', { ...own, mailAddress: 'a@mail.b.cn' }, 'mail_domain'],
  ['no mail, and an address from before the limit', { ...own, ...elsewhere }, undefined],
  ['mail to an address from before the limit', { ...own, ...elsewhere, kind: 'digest' as const }, 'mail_domain'],
])('a choice: %s', (_, choice, code) => {
  const limited = { 'reminder.mailDomains': 'b.cn、c.d.cn' } as never
  const context = { actor: {} as never, today: '2025-11-06', settings: limited }
  expect(refusalOfRules(choiceRules, 'reminder.mail', choice, context)?.code).toBe(code)
})

test.each(['a@b.cn', 'zhou.yining+jixiao@mail.sz.gov.cn', ' a@b.cn '])('an address: %j', (words) => {
  expect(mailAddress.safeParse(words).success).toBe(true)
})

test.each([
  ...['', 'a', 'a@b', 'a b@c.cn', 'a@b.cn, c@d.cn', 'a@b.cn\r\nBcc: c@d.cn', '周 <a@b.cn>', 'a@-b.cn', 'a..b@c.cn'],
  `${'a'.repeat(120)}@b.cn`,
])('no address: %j', (words) => {
  expect(mailAddress.safeParse(words).success).toBe(false)
})

test.each(['any', 'b.cn', 'b.cn、mail.sz.gov.cn'])('domains: %s', (words) => {
  expect(mailDomains.safeParse(words).success).toBe(true)
})
test.each(['', '不限', '@b.cn', 'b', 'b.cn,c.cn', 'b.cn、', 'any、b.cn', `${'a.'.repeat(120)}cn`])(
  'no domains: %j',
  (words) => {
    expect(mailDomains.safeParse(words).success).toBe(false)
  },
)
test('no limit takes every address', () => {
  expect(isOfDomains('a@elsewhere.cn', 'any')).toBe(true)
})
