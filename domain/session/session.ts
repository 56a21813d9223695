import { z } from 'zod'
import type { Text } from '#domain/kernel/text.ts'

/** Where a performance year stands (Chapters IV to VII); several years run side by side, the log-in page shows the executing one. */
export const yearStates = {
  preparing: { zh: '编制中', en: 'Preparing' },
  executing: { zh: '执行中', en: 'Executing' },
  evaluating: { zh: '评估中', en: 'Evaluating' },
  closed: { zh: '已结束', en: 'Closed' },
} as const satisfies Record<string, Text>

export type YearState = keyof typeof yearStates
export const yearStateNames = Object.keys(yearStates) as [YearState, ...YearState[]]

/** A log-in name: lower-case letters, digits, dot, hyphen; begins with a letter. */
export const userName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9.-]{1,39}$/)

/** What is typed at log-in; its rules were checked when it was set. */
export const password = z.string().min(1).max(200)

/** A password being set. Common passwords and words of the office are refused by the server. */
export const newPassword = z.string().min(12).max(200)

/** What a signature is refused with when the password was not given again lately. */
export const reauthenticationMissing = {
  code: 'reauthentication_needed',
  message: { zh: '签字前请再次输入登录密码。', en: 'Give your password again before signing.' },
  basis: 'system',
  role: false,
} as const

/** An own password is another one than the one before. */
export const samePassword: Text = { zh: '新密码与现密码相同。', en: 'This is the present password.' }
