import { afterAll, beforeAll } from 'vitest'
import { isRunning } from '#domain/collection/entryImport.ts'
import { readEntryImport, startEntryImport, takeEntryImport } from '#domain/collection/entryTable.api.ts'
import { insertFile } from '#server/kernel/files.ts'
import { startJobs } from '#server/kernel/jobs.ts'
import { allTasks } from '#server/main.ts'
import type { Client, World } from './world.ts'

/** Jobs run in this file's world as they do beside a server. */
export function withJobs(w: World): void {
  let jobs: Awaited<ReturnType<typeof startJobs>>
  beforeAll(async () => {
    jobs = await startJobs(w.app, allTasks)
  })
  afterAll(() => jobs.stop())
}

export const fileOf = (w: World, client: Client, name: string, content: Buffer) =>
  w.db.transaction().execute(async (tx) => {
    const file = { name, type: 'application/octet-stream', content, uploadedBy: client.id }
    return (await insertFile(tx, w.app.files, file)).id
  })

/** The import once the server is no longer at it. */
export async function ended(w: World, client: Client, id: string) {
  for (;;) {
    const { body } = await w.call(client, readEntryImport, { params: { id } })
    if (!isRunning(body.state)) return body
    await new Promise((resume) => setTimeout(resume, 10))
  }
}

/** The dry run of an upload, once it was read. */
export async function tried(w: World, client: Client, fileId: string) {
  const { status, body } = await w.call(client, startEntryImport, { body: { fileId } })
  if (status !== 200) throw new Error(JSON.stringify(body))
  return ended(w, client, body.id)
}

/** Imported as drafts, or why not. */
export async function taken(w: World, client: Client, id: string) {
  const answer = await w.call(client, takeEntryImport, { params: { id } })
  return answer.status === 200 ? { ...answer, body: await ended(w, client, id) } : answer
}
