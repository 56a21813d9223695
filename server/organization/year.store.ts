import type { Tx } from '#server/kernel/db.ts'

/** All performance years, newest first. */
export const list = (tx: Tx) =>
  tx.selectFrom('performanceYear').select(['id', 'year', 'state', 'version']).orderBy('year', 'desc').execute()

export async function insert(tx: Tx, year: number): Promise<string> {
  const { id } = await tx
    .insertInto('performanceYear')
    .values({ year, state: 'preparing' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
