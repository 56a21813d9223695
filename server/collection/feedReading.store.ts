import { sql } from 'kysely'
import type { Frequency } from '#domain/calendar/periods.ts'
import type { Stage } from '#domain/collection/duty.ts'
import type { FeedMapping } from '#domain/collection/feedMapping.ts'
import type { FeedDuty } from '#domain/collection/feedTable.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import type { Tx } from '#server/kernel/db.ts'

const passengersName: Text = { zh: '每日客流文件', en: 'Daily passenger file' }

/**
 * The duties of a division whose entry has opened, with what fills them now. `isLocked`: the open ones stay as they are
 * until the transaction ends.
 */
export async function dutiesOf(
  tx: Tx,
  { id: feedId, divisionId }: { id: string; divisionId: string },
  today: string,
  isLocked = false,
): Promise<FeedDuty[]> {
  if (isLocked)
    await tx
      .selectFrom('duty')
      .select('id')
      .where('responsibleDivisionId', '=', divisionId)
      .where('stage', 'in', ['open', 'returned'])
      .orderBy('id')
      .forUpdate()
      .execute()
  const rows = await tx
    .selectFrom('duty')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .innerJoin('item', 'item.id', 'duty.itemId')
    .leftJoin('dutySuggestion as given', 'given.dutyId', 'duty.id')
    .leftJoin('feedRun as run', 'run.id', 'given.feedRunId')
    .leftJoin('feed as other', 'other.id', 'run.feedId')
    .select(['duty.id', 'duty.period', 'duty.stage', 'duty.indicatorId', 'indicator.name', 'indicator.unit'])
    .select(['indicator.decimals', 'indicator.feed as ownFeed', sql<Frequency>`duty.frequency`.as('frequency')])
    .select(['given.value', 'run.feed', 'run.feedId', 'other.name as otherName', 'other.endedAt'])
    .where('duty.responsibleDivisionId', '=', divisionId)
    .where('duty.opensOn', '<=', today)
    .where('duty.stage', 'not in', ['upcoming', 'withdrawn'])
    .orderBy('duty.period', 'desc')
    .orderBy('item.sort')
    .orderBy('indicator.sort')
    .execute()
  return rows.map(({ name, unit, decimals, value, ownFeed, feed, feedId: by, otherName, endedAt, ...row }) => {
    const isPassengers = ownFeed?.startsWith('passengers:') || feed === 'passengers'
    const other = by !== null && by !== feedId && endedAt === null ? same(otherName ?? '') : null
    const stage = row.stage as Stage
    return {
      ...{ ...row, stage, isOpen: stage === 'open' || stage === 'returned', indicator: { name, unit, decimals } },
      heldBy: isPassengers ? passengersName : other,
      now: value === null || by !== feedId ? null : { kind: 'value', value, note: '' },
    }
  })
}

export type LockedRun = {
  readonly id: string
  readonly feedId: string
  readonly state: string
  readonly runBy: string | null
  readonly scheduledOn: string | null
  readonly fileId: string | null
  readonly digest: string | null
  readonly fileName: string | null
}

/** A reading of a feed, locked; its file where it was fetched. */
export const lockRun = (tx: Tx, runId: string): Promise<LockedRun | undefined> =>
  tx
    .selectFrom('feedRun')
    .leftJoin('storedFile as file', 'file.id', 'feedRun.fileId')
    .select(['feedRun.id', 'feedRun.state', 'feedRun.runBy', 'feedRun.scheduledOn', 'feedRun.fileId'])
    .select([sql<string>`feed_run.feed_id`.as('feedId'), 'file.digest', 'file.name as fileName'])
    .where('feedRun.id', '=', runId)
    .where('feedRun.feedId', 'is not', null)
    .forUpdate('feedRun')
    .executeTakeFirst()

type NewRun = {
  readonly feedId: string
  readonly runBy: string | null
  readonly runAt: string
  readonly state: 'asked' | 'taken'
  readonly fileId?: string
}

export async function insertRun(tx: Tx, run: NewRun & { readonly id?: string }): Promise<string> {
  const { id } = await tx
    .insertInto('feedRun')
    .values({ ...run, feed: 'table', summary: '{}', year: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

type Changed = {
  readonly state: 'fetched' | 'taken' | 'failed'
  readonly fault?: Text
  readonly isHostFault?: boolean
  readonly fileId?: string
  readonly mappingId?: string
  readonly summary?: object
  readonly runAt?: string
}
export const saveRun = (tx: Tx, id: string, { fault, summary, ...changed }: Changed) =>
  tx
    .updateTable('feedRun')
    .set({
      ...changed,
      ...(fault ? { fault: JSON.stringify(fault) } : {}),
      ...(summary ? { summary: JSON.stringify(summary) } : {}),
    })
    .where('id', '=', id)
    .execute()

/** What whoever fetches needs of a feed, and the mapping kept last. */
export async function feedOf(tx: Tx, feedId: string, isLocked = false) {
  const feed = await tx
    .selectFrom('feed')
    .select(['id', 'divisionId', 'name', 'address', 'format', 'endedAt', 'madeBy'])
    .where('id', '=', feedId)
    .$if(isLocked, (q) => q.forUpdate())
    .executeTakeFirstOrThrow()
  return { ...feed, mapping: await mappingKept(tx, feedId) }
}

export const mappingKept = (tx: Tx, feedId: string) =>
  tx
    .selectFrom('feedMapping')
    .select(['id', 'number', 'madeBy', sql<FeedMapping>`content`.as('content')])
    .where('feedId', '=', feedId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()

type Figure = { readonly dutyId: string; readonly value: string; readonly line: number }

/** What a reading gave, and that it is what fills the duties now. */
export async function saveFigures(tx: Tx, runId: string, sheet: string, figures: readonly Figure[]): Promise<void> {
  if (figures.length === 0) return
  await tx
    .insertInto('feedFigure')
    .values(figures.map((figure) => ({ ...figure, runId, sheet })))
    .execute()
  await tx
    .insertInto('dutySuggestion')
    .values(figures.map(({ dutyId, value }) => ({ dutyId, value, feedRunId: runId, lines: 1 })))
    .onConflict((conflict) =>
      conflict.column('dutyId').doUpdateSet((eb) => ({
        feedRunId: eb.ref('excluded.feedRunId'),
        value: eb.ref('excluded.value'),
        passengers: null,
        lines: 1,
        lastYearValue: null,
      })),
    )
    .execute()
}
