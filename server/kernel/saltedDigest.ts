import { createHmac, randomBytes } from 'node:crypto'
import type { DigestOf } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'

/** A salt for the sensitive words of one record: kept beside them, so that without both no guess can be tried out. */
export const newSalt = (): string => randomBytes(32).toString('hex')

/** What history keeps of sensitive words: their HMAC-SHA-256 under the record's salt, bound to the field. */
export const saltedDigest =
  (salt: string): DigestOf =>
  (field, words) => {
    const digest = createHmac('sha256', Buffer.from(salt, 'hex')).update(`${field}\n${words}`).digest('hex')
    return inBoth({ zh: `摘要 ${digest}`, en: `digest ${digest}` })
  }
