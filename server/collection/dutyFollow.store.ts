import { sql, type Updateable } from 'kysely'
import type { Stage } from '#domain/collection/duty.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Duty } from '#server/kernel/db.types.ts'

/** The duties of these items, held until the transaction ends. */
export const dutiesOf = (tx: Tx, itemIds: readonly string[]) =>
  tx
    .selectFrom('duty')
    .select(['id', 'indicatorId', 'period', sql<Stage>`stage`.as('stage'), 'isCorrected'])
    .select(['responsibleDivisionId', 'coordinatingDivisionId', 'collectingUnitId'])
    .where('itemId', '=', sql<string>`any(${[...itemIds]}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute()

export const withdraw = (tx: Tx, ids: readonly string[], reason: string) =>
  tx
    .updateTable('duty')
    .set({ stage: 'withdrawn', returnReason: reason, stepOn: null, awaiting: null, version: sql`version + 1` })
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()

/** Days set anew know nothing of an exception granted before. */
const noExtension = { extendedInternalOn: null, extendedExternalOn: null }

export const restore = (tx: Tx, id: string, owed: Omit<Updateable<Duty>, 'id' | 'version' | 'returnReason'>) =>
  tx
    .updateTable('duty')
    .set({ ...owed, ...noExtension, returnReason: null, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()

type Moved = {
  readonly id: string
  readonly responsibleDivisionId: string
  readonly coordinatingDivisionId: string
  readonly collectingUnitId: string | null
}

export const move = (tx: Tx, moved: readonly Moved[]) =>
  sql`update duty set responsible_division_id = target.responsible, coordinating_division_id = target.coordinating,
      collecting_unit_id = target.unit, version = duty.version + 1
    from unnest(${moved.map(({ id }) => id)}::uuid[],
      ${moved.map(({ responsibleDivisionId }) => responsibleDivisionId)}::uuid[],
      ${moved.map(({ coordinatingDivisionId }) => coordinatingDivisionId)}::uuid[],
      ${moved.map(({ collectingUnitId }) => collectingUnitId)}::uuid[])
      as target (id, responsible, coordinating, unit) where duty.id = target.id`.execute(tx)

/** What divisions and outside bodies are called, by their ids. */
export async function namesOf(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const divisions = await tx.selectFrom('division').select(['id', 'nameZh']).execute()
  const units = await tx.selectFrom('externalBody').select(['id', 'nameZh']).execute()
  return new Map([...divisions, ...units].map(({ id, nameZh }) => [id, nameZh]))
}
