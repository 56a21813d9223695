import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { digestOf } from './canonical.ts'
import type { Tx } from './db.ts'
import { NotFound } from './errors.ts'
import type { Subject } from './history.ts'

export type StoredFile = { id: string; name: string; type: string; size: number; digest: string }

/** Files by their content under the data folder: written, synced and renamed before any row names them. */
export type FileStore = {
  readonly folder: string
  put: (content: Buffer) => Promise<string>
  open: (digest: string) => Promise<Readable>
  remove: (digest: string) => Promise<void>
}

export function fileStore(folder: string): FileStore {
  const placeOf = (digest: string) => join(folder, digest.slice(0, 2), digest)
  return {
    folder,
    async put(content) {
      const digest = digestOf(content)
      const place = placeOf(digest)
      const present = await stat(place).catch(() => undefined)
      if (present?.size === content.length) return digest
      await mkdir(join(folder, digest.slice(0, 2)), { recursive: true })
      const part = `${place}.${randomBytes(6).toString('hex')}.part`
      const file = await open(part, 'wx')
      try {
        await file.writeFile(content)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(part, place)
      await syncFolder(join(folder, digest.slice(0, 2)))
      return digest
    },
    async open(digest) {
      const place = placeOf(digest)
      if (!(await stat(place).catch(() => undefined))) throw new NotFound()
      return createReadStream(place)
    },
    remove: (digest) => rm(placeOf(digest), { force: true }),
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

type NewFile = { name: string; type: string; content: Buffer; uploadedBy: string; claimedBy?: Subject }

/** Stores content and its row; without `claimedBy` the file waits 24 hours for a command to claim it. */
export async function insertFile(tx: Tx, files: FileStore, file: NewFile): Promise<StoredFile> {
  const digest = await files.put(file.content)
  const row = await tx
    .insertInto('storedFile')
    .values({
      digest,
      name: file.name,
      type: file.type,
      size: file.content.length,
      uploadedBy: file.uploadedBy,
      claimedKind: file.claimedBy?.kind ?? null,
      claimedId: file.claimedBy?.id ?? null,
    })
    .returning(['id', 'name', 'type', 'size', 'digest'])
    .executeTakeFirstOrThrow()
  return row
}

/** Makes an uploaded file part of a record. Only its uploader can, and only once. */
export async function claimFile(tx: Tx, personId: string, fileId: string, owner: Subject): Promise<StoredFile> {
  return tx
    .updateTable('storedFile')
    .set({ claimedKind: owner.kind, claimedId: owner.id })
    .where('id', '=', fileId)
    .where('uploadedBy', '=', personId)
    .where('claimedId', 'is', null)
    .returning(['id', 'name', 'type', 'size', 'digest'])
    .executeTakeFirstOrThrow(() => new NotFound())
}

/** An own upload that no record has claimed yet. */
export async function unclaimedFile(tx: Tx, personId: string, fileId: string): Promise<StoredFile> {
  return tx
    .selectFrom('storedFile')
    .select(['id', 'name', 'type', 'size', 'digest'])
    .where('id', '=', fileId)
    .where('uploadedBy', '=', personId)
    .where('claimedId', 'is', null)
    .executeTakeFirstOrThrow(() => new NotFound())
}

/** Reads a whole file into memory; callers have checked its size at upload. */
export async function contentOf(files: FileStore, digest: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await files.open(digest)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
