import { type FeedMapping, mappingOf } from '#domain/collection/feedMapping.ts'
import {
  addFeed,
  changeFeed,
  endFeed,
  type FeedSource,
  fetchFeed,
  listFeeds,
  mapFeed,
  readFeed,
  readFeedHistory,
  takeFeed,
  tryFeed,
} from '#domain/collection/feedSource.api.ts'
import {
  feedFields,
  feedFormats,
  feedKinds,
  fetchRules,
  keepRules,
  seenRules,
  takeRules,
} from '#domain/collection/feedSource.ts'
import { readFeedTable } from '#domain/collection/feedTable.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { canonicalOf } from '#server/kernel/canonical.ts'
import { Invalid, NotFound } from '#server/kernel/errors.ts'
import { claimFile, contentOf, unclaimedFile } from '#server/kernel/files.ts'
import { historyOf } from '#server/kernel/history.ts'
import { addJob } from '#server/kernel/jobs.ts'
import { type Acting, command, demand, type Reading, read } from '#server/kernel/routes.ts'
import { allowedHosts } from './feedHost.store.ts'
import * as readings from './feedReading.store.ts'
import { faultIn, seenOf, sheetsOf, summaryOf, takeIn, trialOf } from './feedReading.ts'
import * as store from './feedSource.store.ts'

const subjectOf = (id: string) => ({ kind: 'feed', id })
const invalid = (path: string, zh: string, en: string) => new Invalid([{ path, message: { zh, en } }])

type Content = Pick<FeedSource, 'name' | 'kind' | 'format' | 'fileName' | 'address' | 'isDaily'>
const shown = ({ kind, format, isDaily, ...rest }: Content) => ({
  ...rest,
  kind: inBoth(feedKinds[kind]),
  format: inBoth(feedFormats[format]),
  isDaily: isDaily ? '是 / yes' : '否 / no',
})

/** The feed as it is kept: its address in the plain form, at a host that is allowed. */
async function soundContent({ tx }: Acting, content: Content): Promise<Content> {
  if (content.address === null) return content
  if (!URL.canParse(content.address)) throw invalid('body.address', '不是网络地址。', 'This is no address.')
  const address = new URL(content.address).href
  const allowed = await allowedHosts(tx)
  if (allowed.some(({ host, port }) => store.isAt(address, host, port))) return { ...content, address }
  const { host } = new URL(address)
  throw invalid(
    'body.address',
    `${host}不在允许的主机之列，请由系统管理员允许。`,
    `${host} is not among the allowed hosts: the system administrator allows hosts.`,
  )
}

type From = { readonly fileId?: string | undefined; readonly runId?: string | undefined }
type File = { readonly id: string; readonly name: string; readonly digest: string }

/** What is to be read: an own upload, or what was fetched for this feed and waits. */
async function fileOf({ tx, actor }: Reading, feedId: string, { fileId, runId }: From, path: string): Promise<File> {
  if (fileId !== undefined && runId === undefined) return unclaimedFile(tx, actor.id, fileId)
  if (runId === undefined || fileId !== undefined)
    throw invalid(path, '请指定一个文件，或者一次取数。', 'Name one file, or one fetch.')
  const run = await readings.lockRun(tx, runId)
  if (run?.feedId !== feedId || run.state !== 'fetched' || !run.fileId || !run.digest) throw new NotFound()
  return { id: run.fileId, name: run.fileName ?? '', digest: run.digest }
}

async function tablesIn({ app }: Reading, { digest }: File, { format }: Pick<FeedSource, 'format'>, path: string) {
  const read = await sheetsOf(await contentOf(app.files, digest), format)
  if (!read.ok) throw new Invalid([{ path, message: read.message }])
  return read.sheets
}

function givenMapping(text: string): FeedMapping {
  const mapping = mappingOf(text)
  return mapping ?? refuseMapping()
}
const refuseMapping = (): never => {
  throw invalid('query.mapping', '各列含义写得不对。', 'What the columns are is not written as it should be.')
}

const find = (tx: Reading['tx'], actor: Reading['actor'], id: string) => store.find(tx, actor, id)

async function take(context: Acting, id: string, { seen, ...from }: From & { readonly seen: string }): Promise<string> {
  const { tx, actor, clock, today } = context
  const feed = await store.lock(tx, actor, id)
  demand(takeRules, 'feed.read', feed.facts, context)
  const mapping = await readings.mappingKept(tx, id)
  if (!mapping) throw new NotFound()
  const file = await fileOf(context, id, from, 'body.fileId')
  const sheets = await tablesIn(context, file, feed, 'body.fileId')
  const duties = await readings.dutiesOf(tx, feed, today, true)
  const table = readFeedTable(sheets, mapping.content, duties)
  const fault = faultIn(table)
  if (!table.ok || fault) throw new Invalid([{ path: 'body.fileId', message: fault ?? notTaken }])
  demand(seenRules, 'feed.read', { isCurrent: seenOf(mapping.content, table.rows) === seen }, context)
  const runId = from.runId ?? (await newRun(context, id, file))
  await readings.saveRun(tx, runId, {
    ...{ state: 'taken', mappingId: mapping.id, summary: summaryOf(table), runAt: clock.now },
  })
  const entries = await takeIn(tx, runId, table, duties)
  const changes = changesOf(feedFields, {}, { figures: String(entries.length), fileName: file.name })
  await context.record('feed.take', subjectOf(id), { basis: 'feed.read', changes })
  await context.recordMany(entries)
  return runId
}
const notTaken = { zh: '没有读入。', en: 'Nothing was taken.' }

async function newRun({ tx, actor, clock }: Acting, feedId: string, file: File): Promise<string> {
  const runId = await readings.insertRun(tx, {
    ...{ feedId, runBy: actor.id, runAt: clock.now, state: 'taken', fileId: file.id },
  })
  await claimFile(tx, actor.id, file.id, { kind: 'feedRun', id: runId })
  return runId
}

export const feedSourceRoutes = [
  read(listFeeds, async (_input, { tx, actor }) => ({ rows: await store.list(tx, actor) }), { snapshot: true }),
  read(readFeed, ({ params }, { tx, actor }) => store.findWhole(tx, actor, params.id), { snapshot: true }),
  read(readFeedHistory, async ({ params }, { tx, actor }) => {
    await store.find(tx, actor, params.id)
    return { rows: await historyOf(tx, [subjectOf(params.id)]) }
  }),

  command(
    addFeed,
    async ({ body }, context) => {
      const { divisionId } = context.actor
      if (divisionId === null) throw new NotFound()
      const content = await soundContent(context, body)
      const id = await store.insert(context, divisionId, content)
      const changes = changesOf(feedFields, {}, shown(content))
      await context.record('feed.add', subjectOf(id), { basis: 'feed.keep', changes })
      return id
    },
    find,
  ),

  command(
    changeFeed,
    async ({ params: { id }, body: { version, ...body } }, context) => {
      const before = await store.lock(context.tx, context.actor, id, version)
      demand(keepRules, 'feed.keep', before.facts, context)
      const content = await soundContent(context, body)
      await store.save(context.tx, id, content)
      const changes = changesOf(feedFields, shown(before), shown(content))
      await context.record('feed.change', subjectOf(id), { basis: 'feed.keep', changes })
      return id
    },
    find,
  ),

  command(
    endFeed,
    async ({ params: { id }, body: { version, reason } }, context) => {
      const feed = await store.lock(context.tx, context.actor, id, version)
      demand(keepRules, 'feed.keep', feed.facts, context)
      await store.save(context.tx, id, { endedAt: context.clock.now, isDaily: false })
      await context.record('feed.end', subjectOf(id), { basis: 'feed.keep', reason })
      return id
    },
    find,
  ),

  command(
    mapFeed,
    async ({ params: { id }, body: { version, mapping } }, context) => {
      const feed = await store.lock(context.tx, context.actor, id, version)
      demand(keepRules, 'feed.keep', feed.facts, context)
      const number = await store.insertMapping(context, id, mapping)
      await store.save(context.tx, id, {})
      const { indicator, fixed, period, value, unit } = mapping
      const words = [indicator ?? fixed?.name, period, value, unit].filter(Boolean).join('、')
      const changes = changesOf(feedFields, {}, { mapping: `第${number}版：${words}` })
      await context.record('feed.map', subjectOf(id), { basis: 'feed.keep', changes })
      return id
    },
    find,
  ),

  read(
    tryFeed,
    async ({ params: { id }, query: { mapping: given, ...from } }, context) => {
      const { tx, actor, today } = context
      const feed = await store.find(tx, actor, id)
      demand(keepRules, 'feed.read', store.factsOf(feed), context)
      const file = await fileOf(context, id, from, 'query.fileId')
      const sheets = await tablesIn(context, file, feed, 'query.fileId')
      const kept = feed.mapping?.content ?? null
      const mapping = given === undefined ? kept : givenMapping(given)
      const duties = await readings.dutiesOf(tx, feed, today)
      const isKept = kept !== null && mapping !== null && canonicalOf(mapping).digest === canonicalOf(kept).digest
      return { file: { id: file.id, name: file.name }, isKept, ...trialOf({ sheets, mapping, duties }) }
    },
    { snapshot: true },
  ),

  command(
    fetchFeed,
    async ({ params: { id } }, context) => {
      const { tx, actor, clock } = context
      const feed = await store.lock(tx, actor, id)
      demand(fetchRules, 'feed.read', feed.facts, context)
      const runId = await readings.insertRun(tx, { feedId: id, runBy: actor.id, runAt: clock.now, state: 'asked' })
      await addJob(tx, 'fetchFeed', { runId })
      await context.record('feed.ask', subjectOf(id), { basis: 'feed.read' })
      return runId
    },
    (tx, actor, id) => store.findRun(tx, actor, id),
  ),

  command(
    takeFeed,
    ({ params: { id }, body }, context) => take(context, id, body),
    (tx, actor, id) => store.findRun(tx, actor, id),
  ),
]
