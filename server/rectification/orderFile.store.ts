import { sql } from 'kysely'
import type { Actor } from '#domain/kernel/actor.ts'
import type { KeptOrder } from '#domain/rectification/order.api.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import type { FileStore } from '#server/kernel/files.ts'
import type { Download } from '#server/kernel/routes.ts'

/** A file of an order or of one of its rounds; the caller has made sure that the actor may see the order. */
export async function fileOfOrder(
  tx: Tx,
  files: FileStore,
  { id, fileId }: { readonly id: string; readonly fileId: string },
): Promise<Download> {
  const { name, type, digest } = await tx
    .selectFrom('storedFile as file')
    .select(['file.name', 'file.type', 'file.digest'])
    .where('file.id', '=', fileId)
    .where(
      sql<boolean>`(file.claimed_kind = 'rectification' and file.claimed_id = ${id}::uuid
        or file.claimed_kind = 'rectificationRound' and file.claimed_id in (
          select round.id from rectification_round as round where round.rectification_id = ${id}::uuid))`,
    )
    .executeTakeFirstOrThrow(() => new NotFound())
  return { name, type, content: await files.open(digest) }
}

const form = 'rectification'

/** One person's unsaved words of a draft, by the order or by an id of the page's own. */
export async function draftOf(tx: Tx, actor: Actor, subjectId: string): Promise<KeptOrder | null> {
  const row = await tx
    .selectFrom('draft')
    .select('content')
    .where('personId', '=', actor.id)
    .where('form', '=', form)
    .where('subjectId', '=', subjectId)
    .executeTakeFirst()
  return row ? (row.content as KeptOrder) : null
}

/** Keeps them, or drops them where nothing is left. */
export async function keep(tx: Tx, actor: Actor, subjectId: string, kept: KeptOrder): Promise<void> {
  const key = { personId: actor.id, form, subjectId }
  if (Object.keys(kept).length === 0) {
    await tx
      .deleteFrom('draft')
      .where('personId', '=', actor.id)
      .where('form', '=', form)
      .where('subjectId', '=', subjectId)
      .execute()
    return
  }
  const content = JSON.stringify(kept)
  await tx
    .insertInto('draft')
    .values({ ...key, content })
    .onConflict((conflict) =>
      conflict
        .columns(['personId', 'form', 'subjectId'])
        .doUpdateSet({ content, savedAt: new Date(), version: sql`draft.version + 1` }),
    )
    .execute()
}
