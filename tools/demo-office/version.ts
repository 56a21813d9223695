import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** SHA-256 over what builds the demo office: another one has lived through another year. */
export async function demoVersion(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of (await readdir(import.meta.dirname)).toSorted())
    hash.update(name).update(await readFile(join(import.meta.dirname, name)))
  return hash.digest('hex')
}
