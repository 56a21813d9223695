import {
  changeCatalogueEntry,
  createCatalogueEntry,
  type EntryContent,
  exportCatalogue,
  listCatalogue,
  readCatalogueHistory,
  readCatalogueIndicator,
  withdrawCatalogueEntry,
} from '#domain/catalogue/catalogue.api.ts'
import {
  entryFields,
  entryRules,
  entryStates,
  entryTransitions,
  type Level,
  pathOf,
  yearOpened,
} from '#domain/catalogue/catalogue.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, read, take } from '#server/kernel/routes.ts'
import { catalogueFile } from './catalogue.document.ts'
import * as store from './catalogue.store.ts'
import { lockYear, usesOf } from './catalogueYear.store.ts'
import { initialsOf } from './initials.ts'

const { basis } = createCatalogueEntry
const subject = (id: string) => ({ kind: 'catalogueIndicator', id })

async function find(tx: Tx, actor: Actor, id: string) {
  const entries = await store.entriesOf(tx, id)
  return { id, level: entries[0]?.level ?? 1, entries, uses: await usesOf(tx, actor, id) }
}

export const catalogueRoutes = [
  read(listCatalogue, async ({ query }, { tx }) => store.list(tx, query)),

  read(exportCatalogue, async ({ params: { year }, query: { language, ...filter } }, { tx, today }) =>
    catalogueFile(await store.listAll(tx, { year, ...filter }), { year, today, language }),
  ),

  read(readCatalogueIndicator, async ({ params }, { tx, actor }) => find(tx, actor, params.id), { snapshot: true }),

  read(
    readCatalogueHistory,
    async ({ params }, { tx }) => {
      await store.entriesOf(tx, params.id)
      return { rows: await historyOf(tx, [subject(params.id)]) }
    },
    { snapshot: true },
  ),

  command(
    createCatalogueEntry,
    async ({ body: { year, level, ...content } }, context) => {
      demand([yearOpened], basis, { isOpened: await lockYear(context.tx, year) }, context)
      const { written, names } = await allowed({ year, level, content, exceptId: null }, context)
      const id = await store.insert(context.tx, year, level, written)
      const changes = [ofYear(year), ...changesOf(entryFields, {}, { ...content, ...names })]
      await context.record('catalogue.create', subject(id), { basis, changes })
      return id
    },
    find,
  ),

  command(
    changeCatalogueEntry,
    async ({ params, body: { version, ...content } }, context) => {
      const before = await store.lock(context.tx, params.id, version)
      const { year, level, indicatorId } = before
      take(entryTransitions.change, before, context, entryStates)
      const { written, names } = await allowed({ year, level, content, exceptId: before.id }, context)
      await store.save(context.tx, before, written)
      const was = {
        ...before,
        parent: parentName(before.trail.at(-1)),
        collectingUnit: unitName(before.collectingUnit),
      }
      const changes = [ofYear(year), ...changesOf(entryFields, was, { ...content, ...names })]
      await context.record('catalogue.change', subject(indicatorId), { basis, changes })
      return indicatorId
    },
    find,
  ),

  command(
    withdrawCatalogueEntry,
    async ({ params, body: { version, reason } }, context) => {
      const entry = await store.lock(context.tx, params.id, version)
      const { id, year, indicatorId } = entry
      take(entryTransitions.withdraw, entry, context, entryStates)
      await store.withdraw(context.tx, id, context.today)
      await context.record('catalogue.withdraw', subject(indicatorId), { basis, changes: [ofYear(year)], reason })
      return indicatorId
    },
    find,
  ),
]

type Given = {
  readonly year: number
  readonly level: Level
  readonly content: EntryContent
  readonly exceptId: string | null
}

/** What is to be written, once the conditions hold, and the names that history says in place of ids. */
async function allowed({ year, level, content, exceptId }: Given, context: Acting) {
  const { tx } = context
  const { parentId, number, collectingUnitId } = content
  const parent = parentId === null ? undefined : await store.parentOf(tx, year, parentId)
  const isNumberTaken = await store.isNumberTaken(tx, { year, parentId, number, exceptId })
  const parentLevel = parentId === null ? 0 : (parent?.level ?? null)
  demand(entryRules, basis, { level, parentLevel, isNumberTaken, content }, context)
  const unit = collectingUnitId === null ? null : await store.collectingUnit(tx, collectingUnitId)
  if (unit === undefined) throw new Invalid([{ path: 'body.collectingUnitId', message: noUnit }])
  const written = {
    ...content,
    initials: await initialsOf(content.name),
    path: pathOf(parent?.path ?? null, number),
  }
  return { written, names: { parent: parentName(parent), collectingUnit: unitName(unit) } }
}

const parentName = (parent: { readonly number: string; readonly name: string } | undefined) =>
  parent ? `${parent.number} ${parent.name}` : null
const unitName = (unit: { readonly name: { readonly zh: string; readonly en: string } } | null) =>
  unit ? inBoth(unit.name) : null
const ofYear = (year: number) => ({
  ...{ field: 'year', name: { zh: '年度', en: 'Year' }, old: null },
  new: String(year),
})
const noUnit = { zh: '没有这个数据采集责任单位。', en: 'There is no such collecting unit.' }
