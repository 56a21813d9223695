import { createReadStream } from 'node:fs'
import { open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { withClient } from '#server/kernel/migrate.ts'
import { Problem } from '#server/kernel/problem.ts'
import { type Manifest, manifestName } from './manifest.ts'
import { type Digest, newDigest, plainText, readTable, sequencesOf, tablesOf } from './tables.ts'
import { partSize, tarEnd, tarEntry } from './tar.ts'

type Source = { readonly ownerUrl: string; readonly filesFolder: string; readonly file: string }

/**
 * Writes all tables of one moment and all files into one .tar.gz, while the office works. The file has its name only
 * once it is complete and on the disk.
 */
export async function writeBackup({ ownerUrl, filesFolder, file }: Source): Promise<Manifest> {
  const unfinished = `${file}.part`
  const out = await create(unfinished)
  try {
    const manifest = await withClient(ownerUrl, (client) => writeTo(out.createWriteStream({ flush: true }), client))
    await refuseToReplace(file)
    await rename(unfinished, file)
    await syncFolder(dirname(file))
    return manifest
  } catch (error) {
    await out.close()
    await rm(unfinished, { force: true })
    throw error
  }

  async function writeTo(stream: NodeJS.WritableStream, client: pg.Client): Promise<Manifest> {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await client.query(plainText)
    const manifest = await emptyManifest(client)
    await pipeline(archive(client, filesFolder, manifest), createGzip({ level: 6 }), stream)
    return manifest
  }
}

async function* archive(client: pg.Client, filesFolder: string, manifest: Manifest): AsyncGenerator<Buffer> {
  for (const table of await tablesOf(client)) {
    manifest.tables[table.name] = yield* parts(`tables/${table.name}`, readTable(client, table))
  }
  // Files are written before the rows that name them: those of the snapshot are all here by now.
  for (const path of await filesIn(filesFolder)) {
    manifest.files[path] = yield* parts(`files/${path}`, createReadStream(join(filesFolder, path)))
  }
  yield tarEntry({ name: manifestName, content: Buffer.from(JSON.stringify(manifest, null, 1)) })
  yield tarEnd
}

/** Cuts a stream into parts and answers its digest; a first part is written even when there is nothing in it. */
async function* parts(owner: string, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, Digest> {
  const digest = newDigest()
  let held: Buffer[] = []
  let length = 0
  let number = 0
  const cut = () => {
    const content = Buffer.concat(held)
    held = []
    length = 0
    number += 1
    return tarEntry({ name: `${owner}/${number}`, content })
  }
  for await (const chunk of source) {
    digest.add(chunk)
    held.push(chunk)
    length += chunk.length
    if (length >= partSize) yield cut()
  }
  if (length > 0 || number === 0) yield cut()
  return digest.result()
}

async function emptyManifest(client: pg.Client): Promise<Manifest> {
  const { rows } = await client.query('SELECT number, name, digest FROM schema_migration ORDER BY number')
  return {
    format: 'jiheng-backup-1',
    madeAt: new Date().toISOString(),
    migrations: rows,
    tables: {},
    sequences: await sequencesOf(client),
    files: {},
  }
}

/** Paths below the folder with `/`; files that are still being written end in .part and belong to no row. */
export async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []) // none stored yet
  return found
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
}

async function create(unfinished: string) {
  try {
    await rm(unfinished, { force: true })
    return await open(unfinished, 'wx', 0o600)
  } catch (cause) {
    const folder = dirname(unfinished)
    const text = { zh: `无法写入文件夹“${folder}”。`, en: `The folder ${folder} cannot be written to.` }
    throw new Problem(text, { cause })
  }
}

async function refuseToReplace(file: string): Promise<void> {
  const present = await open(file, 'r').catch(() => undefined) // absent is what we hope for
  await present?.close()
  if (!present) return
  throw new Problem({ zh: `“${file}”已存在，请换一个文件名。`, en: `${file} exists already: name another file.` })
}

export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
