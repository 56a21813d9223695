import { z } from 'zod'
import { inBoth } from './text.ts'

const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const pattern = new RegExp(`^[A-Za-z0-9_+-]+(?:[.][A-Za-z0-9_+-]+)*@${label}(?:[.]${label})+$`)

/** A mail address as it is typed into a mail program: one, without a name, of a whole domain. */
export const mailAddress = z
  .string()
  .trim()
  .max(120)
  .refine(
    (words) => pattern.test(words),
    inBoth({
      zh: '应为邮箱地址，如zhouyining@example.gov.cn。',
      en: 'Must be a mail address such as zhouyining@example.gov.cn.',
    }),
  )
