import { sql } from 'kysely'
import type { Frequency } from '#domain/calendar/periods.ts'
import { Draft } from '#domain/collection/duty.api.ts'
import type { TableDuty } from '#domain/collection/entryTable.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import { canonicalOf } from '#server/kernel/canonical.ts'
import type { Tx } from '#server/kernel/db.ts'

type Asked = { readonly period?: string | undefined; readonly isLocked?: boolean }

/** Every duty of the own division that can be filled now with the person's draft; locked until the transaction ends if asked. */
export async function fillable(tx: Tx, actor: Actor, today: string, { period, isLocked = false }: Asked = {}) {
  const rows = await tx
    .selectFrom('duty')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .innerJoin('item', 'item.id', 'duty.itemId')
    .select(['duty.id', 'duty.version', 'duty.period', 'indicator.name', 'indicator.unit', 'indicator.decimals'])
    .select(['item.code', sql<Frequency>`duty.frequency`.as('frequency')])
    .where('duty.responsibleDivisionId', '=', actor.divisionId)
    .where('duty.stage', 'in', ['open', 'returned'])
    .where('duty.opensOn', '<=', today)
    .$if(period !== undefined, (query) => query.where('duty.period', '=', period ?? ''))
    .orderBy('duty.period', 'desc')
    .orderBy('item.sort')
    .orderBy('indicator.sort')
    .orderBy('duty.id')
    .$if(isLocked, (query) => query.forUpdate('duty'))
    .execute()
  const drafts = await draftsOf(tx, actor)
  return rows.map(({ id, version, period: of, frequency, code, ...indicator }): FillableDuty => {
    const draft = drafts.get(id)
    const now = draft ? { kind: draft.kind, value: draft.value, note: draft.note } : null
    const evidenceFileId = draft?.evidenceFileId ?? null
    return { id, version, period: of, frequency, code, indicator, now, draft: draft?.version ?? null, evidenceFileId }
  })
}
export type FillableDuty = TableDuty & {
  readonly version: number
  readonly draft: number | null
  readonly evidenceFileId: string | null
}

async function draftsOf(tx: Tx, actor: Actor) {
  const rows = await tx
    .selectFrom('draft')
    .select(['subjectId', 'content', 'version'])
    .where('personId', '=', actor.id)
    .where('form', '=', 'duty')
    .execute()
  const found = new Map<string, Draft & { readonly version: number }>()
  for (const { subjectId, content, version } of rows) {
    const draft = Draft.safeParse(content)
    if (draft.success) found.set(subjectId, { ...draft.data, version })
  }
  return found
}

/** What the drafts of these duties say, as one digest: another file, another window or a return makes it another. */
export const seenOf = (duties: readonly FillableDuty[]): string =>
  canonicalOf(duties.map(({ id, version, draft }) => [id, version, draft]).toSorted()).digest
