import { sql } from 'kysely'
import type { Stage } from '#domain/collection/duty.ts'
import type { FeedRun } from '#domain/collection/feed.api.ts'
import type { Proposal } from '#domain/collection/feed.ts'
import { type Actor, isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'

export const feed = 'passengers'

/** The monthly duties a passenger file can fill and this post may import for; their entry has opened. */
export async function targetsOf(tx: Tx, actor: Actor, year: number, today: string) {
  const rows = await tx
    .selectFrom('duty')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .innerJoin('item', 'item.id', 'duty.itemId')
    .leftJoin('dutySuggestion as suggestion', 'suggestion.dutyId', 'duty.id')
    .select(['duty.id as dutyId', 'duty.period', 'duty.stage', 'duty.value as given'])
    .select(['indicator.name as indicator', 'indicator.feed', 'indicator.unit', 'indicator.decimals'])
    .select('suggestion.value as before')
    .where('indicator.feed', 'like', `${feed}:%`)
    .where('duty.year', '=', year)
    .where('duty.frequency', '=', 'month')
    .where('duty.opensOn', '<=', today)
    .$if(!isOneOf(actor.post, performanceOffice), (q) => q.where('duty.coordinatingDivisionId', '=', actor.divisionId))
    .orderBy('duty.period')
    .orderBy('item.sort')
    .orderBy('indicator.sort')
    .execute()
  return rows.map((row) => ({ ...row, stage: row.stage as Stage }))
}
export type FeedTarget = Awaited<ReturnType<typeof targetsOf>>[number]

type NewRun = { readonly id: string; readonly year: number; readonly fileId: string; readonly summary: object }

export const insertRun = (tx: Tx, actor: Actor, now: string, { summary, ...run }: NewRun) =>
  tx
    .insertInto('feedRun')
    .values({ ...run, feed, summary: JSON.stringify(summary), runBy: actor.id, runAt: now })
    .execute()

/** The newest file counts; a figure that a file only repeats stays with the file that gave it first. */
export const saveSuggestions = (tx: Tx, feedRunId: string, proposals: readonly Proposal[]) =>
  tx
    .insertInto('dutySuggestion')
    .values(
      proposals.map(({ dutyId, value, passengers, lines, lastYearValue }) => ({
        ...{ dutyId, feedRunId, value, passengers, lines, lastYearValue },
      })),
    )
    .onConflict((conflict) =>
      conflict.column('dutyId').doUpdateSet((eb) => ({
        feedRunId: eb.ref('excluded.feedRunId'),
        value: eb.ref('excluded.value'),
        passengers: eb.ref('excluded.passengers'),
        lines: eb.ref('excluded.lines'),
        lastYearValue: eb.ref('excluded.lastYearValue'),
      })),
    )
    .execute()

const runs = (tx: Tx) =>
  tx
    .selectFrom('feedRun')
    .innerJoin('storedFile as file', 'file.id', 'feedRun.fileId')
    .innerJoin('person', 'person.id', 'feedRun.runBy')
    .select(['feedRun.id', 'file.name as fileName', 'person.name as runBy', 'feedRun.runAt'])
    .select(sql<number>`feed_run.year`.as('year'))
    .select(sql<Summary>`feed_run.summary`.as('summary'))
    .where('feedRun.feed', '=', feed)
type Summary = Pick<FeedRun, 'figures' | 'changed' | 'ignored'>

const shown = ({ summary, ...run }: Omit<FeedRun, keyof Summary> & { summary: Summary }): FeedRun => ({
  ...run,
  figures: summary.figures,
  changed: summary.changed,
  ignored: summary.ignored,
})

/** The latest imports of a year: all to the performance office, to a division those its people ran. */
export async function listRuns(tx: Tx, actor: Actor, year: number): Promise<FeedRun[]> {
  const rows = await runs(tx)
    .where('feedRun.year', '=', year)
    .$if(!isOneOf(actor.post, performanceOffice), (q) =>
      q.where((eb) =>
        eb.exists(
          eb
            .selectFrom('post')
            .select('post.id')
            .whereRef('post.personId', '=', 'feedRun.runBy')
            .where('post.divisionId', '=', actor.divisionId),
        ),
      ),
    )
    .orderBy('feedRun.runAt', 'desc')
    .orderBy('feedRun.id')
    .limit(20)
    .execute()
  return rows.map(shown)
}

export const findRun = async (tx: Tx, id: string): Promise<FeedRun> =>
  shown(
    await runs(tx)
      .where('feedRun.id', '=', id)
      .executeTakeFirstOrThrow(() => new NotFound()),
  )
