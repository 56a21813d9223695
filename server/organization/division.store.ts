import { performanceOffice } from '#domain/kernel/actor.ts'
import type { DivisionFacts } from '#domain/organization/division.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'

export type DivisionContent = {
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly sort: number
  readonly housesPerformanceOffice: boolean
  readonly fromOn: string
}

/** Locks a division until the transaction ends; `version` is the one the person was looking at. */
export async function lock(tx: Tx, id: string, version: number) {
  const current = await tx
    .selectFrom('division')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound())
  if (current.version !== version) throw new Stale()
  return current
}

export const isCodeTaken = async (tx: Tx, code: string, exceptId: string | null): Promise<boolean> =>
  (await tx
    .selectFrom('division')
    .select('id')
    .where('code', '=', code)
    .$if(exceptId !== null, (query) => query.where('id', '!=', exceptId ?? ''))
    .executeTakeFirst()) !== undefined

/** The division that houses the performance office now, and how many posts of that office are or will be held there. */
export async function findHouse(tx: Tx, today: string) {
  return tx
    .selectFrom('division')
    .select(['id', 'nameZh', 'version'])
    .select((eb) =>
      eb
        .selectFrom('post')
        .select((count) => count.fn.countAll<number>().as('posts'))
        .whereRef('post.divisionId', '=', 'division.id')
        .where('post.kind', 'in', performanceOffice)
        .where((or) => or.or([or('post.toOn', 'is', null), or('post.toOn', '>', today)]))
        .as('officePosts'),
    )
    .where('housesPerformanceOffice', '=', true)
    .where('toOn', 'is', null)
    .executeTakeFirst()
}
type House = Awaited<ReturnType<typeof findHouse>>

export const factsOf = (house: House, id: string | null, houses: boolean): DivisionFacts => ({
  houses,
  housedBefore: house !== undefined && house.id === id,
  officePosts: house?.officePosts ?? 0,
  presentHouse: house?.nameZh ?? null,
})

export async function insert(tx: Tx, content: DivisionContent): Promise<string> {
  const { id } = await tx.insertInto('division').values(content).returning('id').executeTakeFirstOrThrow()
  return id
}

export const save = (tx: Tx, id: string, content: Partial<DivisionContent>) =>
  tx
    .updateTable('division')
    .set((eb) => ({ ...content, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
