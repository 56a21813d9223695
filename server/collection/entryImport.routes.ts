import { entryImportTransitions, startRules } from '#domain/collection/entryImport.ts'
import {
  cancelEntryImport,
  downloadEntryErrors,
  listEntryImports,
  readEntryImport,
  startEntryImport,
  takeEntryImport,
} from '#domain/collection/entryTable.api.ts'
import { unclaimedFile } from '#server/kernel/files.ts'
import { addJob } from '#server/kernel/jobs.ts'
import { type Acting, command, demand, read, take } from '#server/kernel/routes.ts'
import { keyOfJob } from './entryImport.shape.ts'
import {
  dropEarlier,
  dropRows,
  findImport,
  listImports,
  lockImport,
  refusedRows,
  runningImport,
} from './entryImport.store.ts'
import { entryErrorsFile } from './entryTable.document.ts'

export const entryImportRoutes = [
  read(listEntryImports, async (_input, { tx, actor }) => ({ rows: await listImports(tx, actor) })),

  read(readEntryImport, ({ params }, { tx, actor }) => findImport(tx, actor, params.id), { snapshot: true }),

  read(
    downloadEntryErrors,
    async ({ params }, { tx, actor }) => entryErrorsFile(await refusedRows(tx, actor, params.id)),
    { snapshot: true },
  ),

  command(startEntryImport, ({ body }, context) => start(context, body.fileId), findImport, { recordsNothing: true }),

  command(
    takeEntryImport,
    async ({ params: { id } }, context) => {
      const { tx, actor } = context
      const facts = await lockImport(tx, actor, id)
      const state = take(entryImportTransitions.take, facts, context)
      demand(startRules, 'duty.fill', { under: await runningImport(tx, actor) }, context)
      const begun = { state, rowsDone: 0, rowsTotal: facts.accepted, attempts: 0 }
      await tx.updateTable('entryImport').set(begun).where('id', '=', id).execute()
      await addJob(tx, 'importEntries', { importId: id }, { key: keyOfJob(id) })
      return id
    },
    findImport,
    { recordsNothing: true },
  ),

  command(
    cancelEntryImport,
    async ({ params: { id } }, context) => {
      const { tx, actor } = context
      const state = take(entryImportTransitions.cancel, await lockImport(tx, actor, id), context)
      await tx.updateTable('entryImport').set({ state, endedAt: new Date() }).where('id', '=', id).execute()
      await dropRows(tx, [id])
      return id
    },
    findImport,
    { recordsNothing: true },
  ),
]

async function start(context: Acting, fileId: string): Promise<string> {
  const { tx, actor, clock } = context
  const file = await unclaimedFile(tx, actor.id, fileId)
  // two windows of one person come one after the other
  await tx.selectFrom('person').select('id').where('id', '=', actor.id).forNoKeyUpdate().execute()
  demand(startRules, 'duty.fill', { under: await runningImport(tx, actor) }, context)
  await dropEarlier(tx, actor)
  const values = {
    ...{ personId: actor.id, divisionId: actor.divisionId ?? '', state: 'waiting', begunAt: clock.now },
    ...{ fileName: file.name, fileDigest: file.digest, fileSize: file.size },
  }
  const { id } = await tx.insertInto('entryImport').values(values).returning('id').executeTakeFirstOrThrow()
  await addJob(tx, 'importEntries', { importId: id }, { key: keyOfJob(id) })
  return id
}
