import type { Channels } from '#domain/notice/notice.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Stale } from '#server/kernel/errors.ts'
import { channelsOf } from './notice.store.ts'

/** Locks the person, so that two windows do not both choose; `version` is the one that was looked at. */
export async function lock(tx: Tx, personId: string, version: number): Promise<Channels> {
  await tx.selectFrom('person').select('id').where('id', '=', personId).forNoKeyUpdate().execute()
  const current = await channelsOf(tx, personId)
  if (current.version !== version) throw new Stale()
  return current.channels
}

export const save = (tx: Tx, personId: string, channels: Channels) =>
  tx
    .insertInto('noticeChoice')
    .values({ personId, channels: JSON.stringify(channels) })
    .onConflict((conflict) =>
      conflict.column('personId').doUpdateSet((eb) => ({
        channels: eb.ref('excluded.channels'),
        version: eb('noticeChoice.version', '+', 1),
      })),
    )
    .execute()
