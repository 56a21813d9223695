import { draftRules } from '#domain/collection/duty.ts'
import { offerEntries, readEntryGrid, saveEntries } from '#domain/collection/entryGrid.api.ts'
import { command, demand, read } from '#server/kernel/routes.ts'
import { draftVersions, saveDrafts } from './draft.store.ts'
import { demandEntry, offerMany } from './entryGrid.acts.ts'
import { gridOf, periodsToFill } from './entryGrid.store.ts'

export const entryGridRoutes = [
  read(
    readEntryGrid,
    async ({ query }, { tx, actor, today }) => ({
      ...(await gridOf(tx, actor, today, query.period)),
      periods: await periodsToFill(tx, actor, today),
    }),
    { snapshot: true },
  ),

  command(
    saveEntries,
    async ({ body }, context) => {
      const { tx, actor } = context
      await demandEntry(
        context,
        body.drafts.map(({ dutyId }) => dutyId),
      )
      const kept = await saveDrafts(tx, actor, body.drafts)
      demand(draftRules, 'duty.fill', { isCurrent: kept === body.drafts.length }, context)
      return actor.id
    },
    async (tx, actor) => ({ drafts: await draftVersions(tx, actor) }),
    { recordsNothing: true },
  ),

  command(
    offerEntries,
    async ({ body }, context) => {
      await offerMany(context, body.rows)
      return context.actor.id
    },
    async (tx, actor, _id, { today }) => {
      const periods = await periodsToFill(tx, actor, today)
      return { left: periods.reduce((sum, { count }) => sum + count, 0) }
    },
  ),
]
