import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

/** argon2id with the parameters OWASP names as its second choice: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const

/** `argon2id$memory$passes$salt$tag`, salt and tag as base64. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive('argon2id', { ...cost, message: password.normalize('NFC'), nonce })
  return ['argon2id', cost.memory, cost.passes, nonce.toString('base64'), tag.toString('base64')].join('$')
}

/** Takes the same time whether or not there is a hash to compare with, so that nobody learns which names exist. */
export async function fitsPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [, memory, passes, salt = '', expected = ''] = (hash ?? nobody).split('$')
  const tag = await derive('argon2id', {
    ...cost,
    memory: Number(memory),
    passes: Number(passes),
    message: password.normalize('NFC'),
    nonce: Buffer.from(salt, 'base64'),
  })
  const known = Buffer.from(expected, 'base64')
  return known.length === tag.length && timingSafeEqual(known, tag) && hash !== undefined
}

const nobody = [
  'argon2id',
  cost.memory,
  cost.passes,
  randomBytes(16).toString('base64'),
  randomBytes(32).toString('base64'),
].join('$')
