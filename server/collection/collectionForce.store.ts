import { sql } from 'kysely'
import type { Stage } from '#domain/collection/duty.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { InForce } from './collectionRules.store.ts'

/** The duties of an indicator with their days, by period; held until the transaction ends if asked. */
export const dutiesOf = (tx: Tx, indicatorId: string, isLocked: boolean) =>
  tx
    .selectFrom('duty')
    .select(['id', 'period', sql<Stage>`stage`.as('stage'), 'signedBy', 'isCorrected', 'lateStart', 'setOn', 'opensOn'])
    .select(['reminderOn', 'internalDueOn', 'earlyWarningOn', 'externalDueOn', 'redOn', 'firstSignedOn'])
    .select(['extendedInternalOn', 'extendedExternalOn', 'collectingUnitId'])
    .where('indicatorId', '=', indicatorId)
    .where('stage', '<>', 'withdrawn')
    .orderBy('period')
    .orderBy('id')
    .$if(isLocked, (query) => query.forUpdate())
    .execute()

/** These duties are asked by the version from now on, for its unit. */
export const put = (tx: Tx, ids: readonly string[], { id, collectingUnitId }: InForce) =>
  sql`update duty set collection_version_id = ${id}, collecting_unit_id = ${collectingUnitId}, version = version + 1
    where id = any(${[...ids]}::uuid[])`.execute(tx)
