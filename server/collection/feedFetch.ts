import { type FeedFormat, feedFields } from '#domain/collection/feedSource.ts'
import { readFeedTable } from '#domain/collection/feedTable.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { inBoth, type Text } from '#domain/kernel/text.ts'
import type { App } from '#server/kernel/app.ts'
import { type Clock, clockAt } from '#server/kernel/clock.ts'
import type { Tx } from '#server/kernel/db.ts'
import { insertFile } from '#server/kernel/files.ts'
import { type Entry, recordMany } from '#server/kernel/history.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { type Fetched, type FetchLimits, fetchFile, fetchLimits } from '#server/kernel/outgoing/fetchFile.ts'
import { allowedHosts } from './feedHost.store.ts'
import { dutiesOf, feedOf, type LockedRun, lockRun, saveRun } from './feedReading.store.ts'
import { faultIn, sheetsOf, summaryOf, takeIn } from './feedReading.ts'

type Feed = Awaited<ReturnType<typeof feedOf>>

/**
 * Fetches what was asked for, outside of any transaction, and then keeps all of it or the sentence why not. What a person
 * asked for waits to be looked at; the daily reading is taken in by the mapping kept. Harmless to repeat.
 */
export async function fetchAsked(app: App, { runId }: { runId: string }, limits: FetchLimits = fetchLimits) {
  const { db } = app.background
  const asked = await db.transaction().execute(async (tx) => {
    const run = await lockRun(tx, runId)
    if (run?.state !== 'asked') return undefined
    const feed = await feedOf(tx, run.feedId)
    return { address: feed.address ?? '', allowed: await allowedHosts(tx) }
  })
  if (!asked) return
  const fetched = await fetchFile(asked.address, asked.allowed, { limits })
  await db.transaction().execute(async (tx) => {
    const run = await lockRun(tx, runId)
    if (run?.state !== 'asked') return
    const office = await tx.selectFrom('office').select('clockDay').executeTakeFirstOrThrow()
    const clock = clockAt(office.clockDay)
    const feed = await feedOf(tx, run.feedId, true)
    await recordMany(tx, null, clock, await settle({ tx, app, clock }, run, feed, fetched))
  })
}

type At = { readonly tx: Tx; readonly app: App; readonly clock: Clock }

async function settle({ tx, app, clock }: At, run: LockedRun, feed: Feed, fetched: Fetched): Promise<Entry[]> {
  const subject = { kind: 'feed', id: feed.id }
  const fail = async (fault: Text, isHostFault = false): Promise<Entry[]> => {
    await saveRun(tx, run.id, { state: 'failed', fault, isHostFault })
    const changes = changesOf(feedFields, {}, { fault: inBoth(fault) })
    return [{ action: 'feed.fail', subject, basis: 'feed.read', changes }]
  }
  if (feed.endedAt !== null) return fail(ended)
  if (!fetched.ok) return fail(fetched.message, fetched.isHostFault)
  const format = feed.format as FeedFormat
  const read = await sheetsOf(fetched.content, format)
  if (!read.ok) return fail(read.message)
  const isDaily = run.scheduledOn !== null
  const { mapping } = feed
  if (isDaily && !mapping) return fail(notMapped)
  const duties = isDaily && mapping ? await dutiesOf(tx, feed, clock.today, true) : []
  const table = isDaily && mapping ? readFeedTable(read.sheets, mapping.content, duties) : undefined
  const fault = table && faultIn(table)
  if (fault) return fail(fault)
  const file = await insertFile(tx, app.files, {
    ...{ name: nameOf(feed, clock.today), type: typeOf[format], content: fetched.content },
    ...{ uploadedBy: run.runBy ?? mapping?.madeBy ?? feed.madeBy, claimedBy: { kind: 'feedRun', id: run.id } },
  })
  if (!table?.ok || !mapping) {
    await saveRun(tx, run.id, { state: 'fetched', fileId: file.id })
    return [{ action: 'feed.fetch', subject, basis: 'feed.read' }]
  }
  await saveRun(tx, run.id, {
    ...{ state: 'taken', fileId: file.id, mappingId: mapping.id, summary: summaryOf(table), runAt: clock.now },
  })
  const entries = await takeIn(tx, run.id, table, duties)
  const changes = changesOf(feedFields, {}, { figures: String(entries.length), fileName: file.name })
  return [{ action: 'feed.take', subject, basis: 'feed.read', changes }, ...entries]
}

const ended: Text = { zh: '数据源已停用。', en: 'The feed is no longer in use.' }
const notMapped: Text = { zh: '各列含义还没有保存。', en: 'What the columns are has not been kept yet.' }

const typeOf: Readonly<Record<FeedFormat, string>> = {
  csv: fileTypes.csv.mediaType,
  xlsx: fileTypes.xlsx.mediaType,
  json: 'application/json',
}
const nameOf = ({ name, format }: Feed, today: string): string => `${name.replace(/[\\/]/g, ' ')} ${today}.${format}`
