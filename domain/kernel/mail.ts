import { z } from 'zod'
import type { Rule } from './lifecycle.ts'
import { inBoth } from './text.ts'

const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const domain = `${label}(?:[.]${label})+`
const pattern = new RegExp(`^[A-Za-z0-9_+-]+(?:[.][A-Za-z0-9_+-]+)*@${domain}$`)

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

/** The domains that mail addresses are limited to, as they stand behind the @, with 、 between them; `any`: no limit. */
export const mailDomains = z
  .string()
  .max(200)
  .regex(new RegExp(`^(?:any|${domain}(?:、${domain})*)$`))

/** Whether an address is one of the office's own domains; those below a domain are named by themselves. */
export const isOfDomains = (address: string, domains: string): boolean =>
  domains === 'any' || domains.split('、').some((one) => address.toLowerCase().endsWith(`@${one.toLowerCase()}`))

/** A mail address lies in a domain of the office, where the office limits them. */
export const ofOwnDomain: Rule<{ readonly mailAddress: string | null }> = {
  code: 'mail_domain',
  message: ({ mailAddress: address }, { settings }) => {
    const domains = settings['reminder.mailDomains']
    return {
      zh: `邮箱地址限于本单位的域名${domains}，${address}不在其内。`,
      en: `Mail addresses are limited to ${domains.replaceAll('、', ', ')}: ${address} is of another domain.`,
    }
  },
  holds: ({ mailAddress: address }, { settings }) =>
    address === null || isOfDomains(address, settings['reminder.mailDomains']),
}
