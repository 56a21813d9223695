import type { FeedHost } from '#domain/collection/feedHost.api.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { AllowedHost } from '#server/kernel/outgoing/fetchFile.ts'
import type { Acting } from '#server/kernel/routes.ts'

const hosts = (tx: Tx) =>
  tx
    .selectFrom('feedHost')
    .innerJoin('person', 'person.id', 'feedHost.allowedBy')
    .select(['feedHost.id', 'feedHost.version', 'host', 'port', 'isInternal', 'reason', 'allowedAt'])
    .select('person.name as allowedBy')

export const listHosts = (tx: Tx): Promise<FeedHost[]> =>
  hosts(tx).where('withdrawnAt', 'is', null).orderBy('host').orderBy('port').limit(500).execute()

export const findHost = (tx: Tx, id: string): Promise<FeedHost> =>
  hosts(tx)
    .where('feedHost.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())

/** Every host that stands, as whoever fetches asks for it. */
export const allowedHosts = (tx: Tx): Promise<AllowedHost[]> =>
  tx.selectFrom('feedHost').select(['host', 'port', 'isInternal']).where('withdrawnAt', 'is', null).execute()

type NewHost = AllowedHost & { readonly reason: string }

/** The new host's id, or undefined where it is allowed already. */
export async function insertHost({ tx, actor, clock }: Acting, host: NewHost): Promise<string | undefined> {
  const row = await tx
    .insertInto('feedHost')
    .values({ ...host, allowedBy: actor.id, allowedAt: clock.now })
    .onConflict((conflict) => conflict.columns(['host', 'port']).where('withdrawnAt', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export async function withdraw({ tx, clock }: Acting, id: string, version: number): Promise<FeedHost> {
  const before = await hosts(tx)
    .where('feedHost.id', '=', id)
    .where('withdrawnAt', 'is', null)
    .forUpdate('feedHost')
    .executeTakeFirstOrThrow(() => new NotFound())
  if (before.version !== version) throw new Stale()
  await tx
    .updateTable('feedHost')
    .set({ withdrawnAt: clock.now, version: version + 1 })
    .where('id', '=', id)
    .execute()
  return before
}
