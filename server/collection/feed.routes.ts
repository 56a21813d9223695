import { randomUUID } from 'node:crypto'
import { dryRunPassengers, importPassengers, listFeedRuns } from '#domain/collection/feed.api.ts'
import { importRules, type Proposal, proposalsFor, yearBefore } from '#domain/collection/feed.ts'
import { type Passengers, readPassengers } from '#domain/collection/passengers.ts'
import { ports } from '#domain/collection/ports.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { claimFile, contentOf, unclaimedFile } from '#server/kernel/files.ts'
import { readCsv } from '#server/kernel/office/readCsv.ts'
import { command, demand, type Reading, read } from '#server/kernel/routes.ts'
import { type FeedTarget, findRun, insertRun, listRuns, saveSuggestions, targetsOf } from './feed.store.ts'

type Read = {
  readonly targets: readonly FeedTarget[]
  readonly proposals: readonly Proposal[]
  readonly passengers: Passengers
}

/** What the upload gives for the duties of the year; nothing is written. */
async function readFeed(
  context: Reading,
  { fileId, year }: { fileId: string; year: number },
  path: string,
): Promise<Read> {
  const { tx, actor, today, app } = context
  const targets = await targetsOf(tx, actor, year, today)
  demand(importRules, 'passengers.import', { coordinated: targets.length }, context)
  const months = [...new Set(targets.map(({ period }) => period))]
  if (months.length === 0) throw new Invalid([{ path, message: nothingToFill }])
  const file = await unclaimedFile(tx, actor.id, fileId)
  const table = await readCsv(await contentOf(app.files, file.digest))
  if (!table.ok) throw new Invalid([{ path: path.replace('year', 'fileId'), message: table.message }])
  const passengers = readPassengers(table.rows, months)
  const { months: lastYear } = readPassengers(table.rows, months.map(yearBefore))
  return { targets, passengers, proposals: proposalsFor(targets, passengers.months, lastYear) }
}

const nothingToFill = {
  zh: '这一年没有由客流文件带出、已可填报的指标。',
  en: 'No indicator of this year is filled by the passenger file and open for entry.',
}

const suggestionField = { value: { name: { zh: '每日客流文件带出', en: 'Given by the daily passenger file' } } }
const changed = ({ targets, proposals }: Read) =>
  proposals.filter(({ dutyId, value }) => targets.find((target) => target.dutyId === dutyId)?.before !== value)

export const feedRoutes = [
  read(
    dryRunPassengers,
    async ({ query }, context) => {
      const { targets, proposals, passengers } = await readFeed(context, query, 'query.year')
      const rows = proposals.flatMap(({ port, ...proposal }) => {
        const target = targets.find(({ dutyId }) => dutyId === proposal.dutyId)
        if (!target) return []
        const { indicator, unit, decimals, stage, before, given } = target
        return [{ ...proposal, indicator, unit, decimals, stage, before, given, port: ports[port] }]
      })
      return { rows, ignored: [...passengers.ignored], problems: [...passengers.problems] }
    },
    { snapshot: true },
  ),

  command(
    importPassengers,
    async ({ body }, context) => {
      const { tx, actor, clock } = context
      const feed = await readFeed(context, body, 'body.year')
      const { passengers, proposals } = feed
      if (passengers.problems.length > 0)
        throw new Invalid(passengers.problems.map(({ message }) => ({ path: 'body.fileId', message })))
      const id = randomUUID()
      const news = changed(feed)
      const summary = { figures: proposals.length, changed: news.length, ignored: passengers.ignored }
      await claimFile(tx, actor.id, body.fileId, { kind: 'feedRun', id })
      await insertRun(tx, actor, clock.now, { id, year: body.year, fileId: body.fileId, summary })
      if (news.length > 0) await saveSuggestions(tx, id, news)
      await context.record('passengers.import', { kind: 'feedRun', id })
      await context.recordMany(
        news.map(({ dutyId, value }) => ({
          action: 'duty.suggest',
          subject: { kind: 'duty', id: dutyId },
          basis: 'passengers.import',
          changes: changesOf(
            suggestionField,
            { value: feed.targets.find((target) => target.dutyId === dutyId)?.before },
            { value },
          ),
        })),
      )
      return id
    },
    (tx, _actor, id) => findRun(tx, id),
  ),

  read(listFeedRuns, async ({ query }, { tx, actor }) => ({ rows: await listRuns(tx, actor, query.year) })),
]
