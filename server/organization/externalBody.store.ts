import type { BodyKind } from '#domain/organization/organization.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'

export type BodyContent = {
  readonly kind: BodyKind
  readonly nameZh: string
  readonly nameEn: string
  readonly fromOn: string
  readonly toOn: string | null
}

/** Locks an outside body until the transaction ends; `version` is the one the person was looking at. */
export async function lock(tx: Tx, id: string, version: number) {
  const current = await tx
    .selectFrom('externalBody')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound())
  if (current.version !== version) throw new Stale()
  return current
}

export const isNameTaken = async (tx: Tx, { kind, nameZh }: BodyContent, exceptId: string | null): Promise<boolean> =>
  (await tx
    .selectFrom('externalBody')
    .select('id')
    .where('kind', '=', kind)
    .where('nameZh', '=', nameZh)
    .$if(exceptId !== null, (query) => query.where('id', '!=', exceptId ?? ''))
    .executeTakeFirst()) !== undefined

export async function insert(tx: Tx, content: BodyContent): Promise<string> {
  const { id } = await tx.insertInto('externalBody').values(content).returning('id').executeTakeFirstOrThrow()
  return id
}

export const save = (tx: Tx, id: string, content: BodyContent) =>
  tx
    .updateTable('externalBody')
    .set((eb) => ({ ...content, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
