import {
  beginBulletin,
  confirmFigures,
  listBulletins,
  readBulletin,
  readBulletinHistory,
  saveBlock,
  saveBulletin,
} from '#domain/bulletin/bulletin.api.ts'
import { beginRules, compareFigures, figureRules, proposedTitle } from '#domain/bulletin/bulletin.ts'
import { printedIn } from '#domain/bulletin/changed.ts'
import { unknownMarks } from '#domain/bulletin/content.ts'
import { blocks, nameOfSource, type SourceKey } from '#domain/bulletin/figure.ts'
import { proposedWords } from '#domain/bulletin/template.ts'
import { firstDayOf, lastDayOf, yearOf } from '#domain/calendar/periods.ts'
import { seesEverything } from '#domain/kernel/actor.ts'
import { changesOf } from '#domain/kernel/history.ts'
import {
  beginBulletinDocument,
  lockBulletinDocument,
  saveBulletinDocument,
} from '#server/document/bulletinDocument.public.ts'
import { Invalid, NotFound, Stale } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, type Reading, read } from '#server/kernel/routes.ts'
import * as store from './bulletin.store.ts'
import * as write from './bulletinWrite.store.ts'
import { count } from './figure.store.ts'

const subjectOf = (id: string) => ({ kind: 'bulletin' as const, id })
const find = (_tx: Reading['tx'], _actor: Reading['actor'], id: string, reading: Reading) => store.find(reading, id)
const toEverybody = '各处'
const fields = {
  title: { name: { zh: '标题', en: 'Title' } },
  addressee: { name: { zh: '主送', en: 'Addressee' } },
  cutOffOn: { name: { zh: '统计截止日', en: 'Closing day' } },
}

/** Title and state of the one that is corrected; 404 where it is not there. */
async function correctedOf(context: Acting, id: string | null) {
  return id === null ? null : store.find(context, id)
}

/** The bulletin and its document, both locked, the bulletin in the version that was read. */
async function draft(context: Acting, id: string, version?: number) {
  const document = await lockBulletinDocument(context, id)
  const row = await write.rowOf(context.tx, id)
  if (version !== undefined && row.version !== version) throw new Stale()
  return { document, row }
}

export const bulletinRoutes = [
  read(listBulletins, ({ query }, context) => store.list(context, query), { snapshot: true }),
  read(readBulletin, ({ params }, context) => store.find(context, params.id), { snapshot: true }),
  read(
    readBulletinHistory,
    async ({ params }, context) => {
      await store.find(context, params.id)
      if (!seesEverything(context.actor)) throw new NotFound()
      return { rows: await historyOf(context.tx, [subjectOf(params.id)]) }
    },
    { snapshot: true },
  ),

  command(
    beginBulletin,
    async ({ body: { period, cutOffOn, correctsId } }, context) => {
      const { tx, today, record } = context
      await store.oneAtATime(tx)
      const corrected = await correctedOf(context, correctsId)
      const standing = await store.standingOf(tx, period, corrected?.state === 'issued' ? correctsId : null)
      const facts = { period, cutOffOn, standing, corrected: corrected?.state ?? null }
      demand(beginRules, beginBulletin.basis ?? '', facts, context)
      if (corrected && corrected.period !== period) throw new Invalid([{ path: 'body.period', message: samePeriod }])
      const year = await yearThere(context, yearOf(period))
      const span = { from: firstDayOf(period), to: lastDayOf(period), cutOff: cutOffOn }
      const words = proposedWords(span)
      const counted = await count(tx, { ...span, today })
      const overview = corrected?.number
        ? `${words.overview}\n本通报更正${corrected.number}“${corrected.title}”。`
        : words.overview
      const { id, text } = await write.insert(context, {
        ...{ year, period, span, correctsId, counted },
        words: { ...words, overview },
      })
      const title = proposedTitle(period, corrected?.title ?? null)
      await beginBulletinDocument(context, id, { title, addressee: toEverybody, text, attendance: '' })
      await record('bulletin.begin', subjectOf(id), {
        basis: 'bulletin.draft',
        changes: changesOf(fields, {}, { title, addressee: toEverybody, cutOffOn }),
      })
      return id
    },
    find,
  ),

  command(
    saveBulletin,
    async ({ params, body: { version, title, toAll, divisionIds } }, context) => {
      const { document } = await draft(context, params.id, version)
      const divisions = toAll ? [] : await write.divisionsOfDay(context, divisionIds)
      if (!toAll && (divisions.length === 0 || divisions.length < new Set(divisionIds).size))
        throw new Invalid([{ path: 'body.divisionIds', message: noDivision }])
      const addressee = toAll ? toEverybody : divisions.map(({ nameZh }) => nameZh).join('、')
      await write.saveRecipients(
        context.tx,
        params.id,
        toAll,
        divisions.map(({ id }) => id),
      )
      await saveBulletinDocument(context, document.id, { title, addressee })
      const changes = changesOf(fields, document, { ...document, title, addressee })
      await context.record('bulletin.save', subjectOf(params.id), { basis: 'bulletin.draft', changes })
      return params.id
    },
    find,
  ),

  command(
    saveBlock,
    async ({ params: { id, kind }, body: { version, words } }, context) => {
      const { document } = await draft(context, id)
      const block = await write.lockBlock(context.tx, id, kind)
      if (block.version !== version) throw new Stale()
      const [unknown] = unknownMarks(words)
      if (unknown !== undefined) throw new Invalid([{ path: 'body.words', message: noSuchFigure(unknown) }])
      await write.saveBlock(context, id, kind, words)
      const text = await write.putTogether(context.tx, id)
      if (text === '') throw new Invalid([{ path: 'body.words', message: nothingLeft }])
      await saveBulletinDocument(context, document.id, { text })
      const field = { words: { name: blocks[kind].name } }
      const changes = changesOf(field, { words: block.words }, { words })
      await context.record('bulletin.write', subjectOf(id), { basis: 'bulletin.draft', changes })
      return id
    },
    find,
  ),

  command(
    confirmFigures,
    async ({ params: { id }, body: { figures } }, context) => {
      const { tx, today, record } = context
      const { document, row } = await draft(context, id)
      const kept = await write.keptFigures(tx, id)
      const counted = await count(tx, { ...write.spanOf(row), today })
      const keys = figures.map(({ key }) => key)
      const given = new Map(figures.map(({ key, value }) => [key, { value, isConfirmed: true }]))
      demand(figureRules, confirmFigures.basis ?? '', compareFigures(keys, given, counted), context)
      await write.confirm(context, id, figures)
      const text = await write.putTogether(tx, id)
      await saveBulletinDocument(context, document.id, { text })
      await record('bulletin.confirm', subjectOf(id), {
        basis: 'bulletin.draft',
        changes: keys.map((key) => changeOf(key, kept.get(key)?.value, given.get(key)?.value)),
      })
      return id
    },
    find,
  ),
]

/** A figure that was confirmed, with what it was before. */
function changeOf(key: SourceKey, before: unknown, value: unknown) {
  const { old, now } = printedIn(key, before ?? (Array.isArray(value) ? [] : null), value)
  return {
    field: key,
    name: nameOfSource(key),
    old: JSON.stringify(before) === JSON.stringify(value) ? now : old,
    new: now,
  }
}

async function yearThere({ tx }: Acting, year: number): Promise<number> {
  const row = await tx.selectFrom('performanceYear').select('year').where('year', '=', year).executeTakeFirst()
  if (!row) throw new Invalid([{ path: 'body.period', message: noSuchYear }])
  return row.year
}

const samePeriod = { zh: '更正通报与原通报为同一期。', en: 'A correction is of the same period.' }
const noSuchYear = { zh: '没有这个绩效年度。', en: 'There is no such performance year.' }
const noDivision = { zh: '请选择通报到哪些处。', en: 'Choose the divisions it goes to.' }
const nothingLeft = { zh: '通报不能一个字也没有。', en: 'A bulletin says something.' }
const noSuchFigure = (mark: string) => ({
  zh: `没有名为${mark}的数字，请从数字表中插入。`,
  en: `There is no figure named ${mark}: insert one from the list.`,
})
