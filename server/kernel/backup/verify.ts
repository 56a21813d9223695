import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Problem } from '#server/kernel/problem.ts'
import { Manifest, manifestName, ownerOf } from './manifest.ts'
import { type Digest, newDigest } from './tables.ts'
import { type Part, readTar } from './tar.ts'

/** Reads the whole file and compares every part with the manifest. A damaged file is a sentence. */
export async function verifyBackup(file: string): Promise<Manifest> {
  const digests = new Map<string, ReturnType<typeof newDigest>>()
  let manifest: Manifest | undefined
  try {
    for await (const { name, content } of partsOf(file)) {
      if (manifest) throw new Error('goes on after the manifest')
      if (name === manifestName) manifest = Manifest.parse(JSON.parse(content.toString('utf8')))
      else digestOf(digests, ownerOf(name)).add(content)
    }
    if (!manifest) throw new Error('has no manifest')
    compare(manifest, digests)
    return manifest
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') throw unreadable(file, cause)
    throw damaged(file, cause)
  }
}

const unreadable = (file: string, cause: unknown): Problem =>
  new Problem({ zh: `无法读取“${file}”。`, en: `${file} cannot be read.` }, { cause })

const damaged = (file: string, cause: unknown): Problem =>
  new Problem(
    {
      zh: `备份文件“${file}”已损坏或不完整，未恢复任何内容。请换用另一份备份。`,
      en: `The backup ${file} is damaged or incomplete. Nothing was restored: use another backup.`,
    },
    { cause },
  )

/** The parts in their order, the manifest last. */
export async function* partsOf(file: string): AsyncGenerator<Part> {
  const source = createReadStream(file)
  const unpacked = createGunzip()
  const failed = pipeline(source, unpacked)
  failed.catch(() => {}) // the reader below meets the same error
  try {
    yield* readTar(unpacked)
    await failed
  } finally {
    source.destroy() // a reader that has seen enough does not come to the end
  }
}

function digestOf(digests: Map<string, ReturnType<typeof newDigest>>, owner: string) {
  const digest = digests.get(owner) ?? newDigest()
  digests.set(owner, digest)
  return digest
}

function compare({ tables, files }: Manifest, digests: Map<string, ReturnType<typeof newDigest>>): void {
  const expected = [
    ...Object.entries(tables).map(([name, digest]) => [`tables/${name}`, digest] as const),
    ...Object.entries(files).map(([path, digest]) => [`files/${path}`, digest] as const),
  ]
  if (expected.length !== digests.size) throw new Error('has other parts than its manifest names')
  for (const [owner, digest] of expected) demandEqual(owner, digests.get(owner)?.result(), digest)
}

export function demandEqual(what: string, found: Digest | undefined, expected: Digest): void {
  if (found?.sha256 !== expected.sha256 || found.bytes !== expected.bytes) throw new Error(`${what} has another digest`)
}
