import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import type { FileStore } from '#server/kernel/files.ts'
import type { Download } from '#server/kernel/routes.ts'

/** A file that this duty's entries name; the caller has made sure that the actor may see the duty. */
export async function evidenceFile(tx: Tx, files: FileStore, dutyId: string, fileId: string): Promise<Download> {
  const { name, type, digest } = await tx
    .selectFrom('storedFile')
    .select(['name', 'type', 'digest'])
    .where('id', '=', fileId)
    .where('claimedKind', '=', 'duty')
    .where('claimedId', '=', dutyId)
    .executeTakeFirstOrThrow(() => new NotFound())
  return { name, type, content: await files.open(digest) }
}
