import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** Canonical bytes of a value (RFC 8785) and their SHA-256, as hexadecimal. Signatures and versions are made over these. */
export function canonicalOf(value: unknown): { bytes: Buffer; digest: string } {
  const json = canonicalize(value)
  if (json === undefined) throw new TypeError('this value has no canonical form')
  const bytes = Buffer.from(json, 'utf8')
  return { bytes, digest: digestOf(bytes) }
}

export const digestOf = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')
export const algorithm = 'sha256-rfc8785'
