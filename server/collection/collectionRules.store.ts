import { sql } from 'kysely'
import type { DueRule } from '#domain/calendar/dueRule.ts'
import { CollectionContent } from '#domain/collection/collectionContent.ts'
import { dueRuleOf } from '#domain/collection/collectionPlan.ts'
import type { Tx } from '#server/kernel/db.ts'

/** A version in force as generation, sweep and exceptions ask for it. */
export type InForce = {
  readonly id: string
  readonly number: number
  readonly indicatorId: string
  readonly effectiveOn: string
  readonly collectingUnitId: string | null
  readonly rule: DueRule
}

/** The versions in force of these indicators, by indicator. */
export async function versionsInForce(
  tx: Tx,
  indicatorIds: readonly string[],
): Promise<ReadonlyMap<string, InForce[]>> {
  if (indicatorIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('collectionVersion')
    .select(['id', 'number', 'indicatorId', 'effectiveOn', 'collectingUnitId', 'content'])
    .where('indicatorId', '=', sql<string>`any(${[...indicatorIds]}::uuid[])`)
    .where('state', '=', 'inForce')
    .execute()
  return Map.groupBy(
    rows.map(({ content, ...row }) => ({ ...row, rule: dueRuleOf(CollectionContent.parse(content)) })),
    ({ indicatorId }) => indicatorId,
  )
}

/** The due rules of versions, by their ids. */
export async function dueRules(tx: Tx, versionIds: readonly (string | null)[]): Promise<ReadonlyMap<string, DueRule>> {
  const wanted = [...new Set(versionIds.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await tx.selectFrom('collectionVersion').select(['id', 'content']).where('id', 'in', wanted).execute()
  return new Map(rows.map(({ id, content }) => [id, dueRuleOf(CollectionContent.parse(content))]))
}
