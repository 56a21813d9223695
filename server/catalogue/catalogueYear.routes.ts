import {
  matchIndicators,
  proposeFromCity,
  readCatalogueYear,
  startCatalogueYear,
  takeFromCity,
} from '#domain/catalogue/catalogue.api.ts'
import { somethingToDo, startRules, yearOpened } from '#domain/catalogue/catalogue.ts'
import type { Change } from '#domain/kernel/history.ts'
import { Stale } from '#server/kernel/errors.ts'
import { type Acting, command, demand, read } from '#server/kernel/routes.ts'
import { nameInCatalogue } from '#server/plan/indicator.public.ts'
import * as store from './catalogueYear.store.ts'

const { basis } = takeFromCity
/** The year of an entry that the act made or meant. */
const find = async (tx: Acting['tx'], _actor: unknown, entryId: string) =>
  store.readYear(tx, await store.yearOf(tx, entryId))

export const catalogueYearRoutes = [
  read(readCatalogueYear, async ({ params: { year } }, { tx }) => store.readYear(tx, year), { snapshot: true }),

  read(
    proposeFromCity,
    async ({ params: { year } }, { tx }) => {
      const { version, proposed } = await store.proposalOf(tx, year)
      return {
        cityVersion: version,
        rows: proposed.map(({ level, number, name, indicatorId }) => ({
          ...{ level, number, name, isKnown: indicatorId !== null },
        })),
      }
    },
    { snapshot: true },
  ),

  command(
    takeFromCity,
    async ({ params: { year }, body: { cityVersion } }, context) => {
      const { tx, recordMany } = context
      await store.lockYear(tx, year)
      const { version, proposed } = await store.proposalOf(tx, year)
      demand([somethingToDo], basis, { count: proposed.length }, context)
      if (version !== cityVersion) throw new Stale()
      const ids = await store.insertProposed(tx, year, proposed)
      await recordMany(
        proposed.map(({ name, number }, at) =>
          entry('catalogue.takeFromCity', ids[at] ?? '', [ofYear(year), named(`${number} ${name}`)]),
        ),
      )
      return store.anEntryOf(tx, year)
    },
    find,
  ),

  command(
    startCatalogueYear,
    async ({ params: { year } }, context) => {
      const { tx, recordMany } = context
      const isOpened = await store.lockYear(tx, year)
      const { counts, earlier } = await store.readYear(tx, year)
      const entries = counts.headings + counts.indicators + counts.withdrawn
      demand(startRules, basis, { isOpened, entries, earlier }, context)
      const ids = await store.copyYear(tx, earlier ?? year, year)
      await recordMany(ids.map((id) => entry('catalogue.startYear', id, [ofYear(year)])))
      return store.anEntryOf(tx, year)
    },
    find,
  ),

  command(
    matchIndicators,
    async ({ params: { year } }, context) => {
      const { tx, recordMany } = context
      demand([yearOpened], basis, { isOpened: await store.lockYear(tx, year) }, context)
      const matches = await store.matchesOf(tx, year)
      demand([somethingToDo], basis, { count: matches.length }, context)
      await nameInCatalogue(tx, matches)
      await recordMany(
        matches.map(({ catalogueIndicatorId, code, name }) =>
          entry('catalogue.match', catalogueIndicatorId, [ofYear(year), named(`${code} ${name}`)]),
        ),
      )
      return store.anEntryOf(tx, year)
    },
    find,
  ),
]

const entry = (action: string, id: string, changes: readonly Change[]) => ({
  ...{ action, basis, changes },
  subject: { kind: 'catalogueIndicator', id },
})
const ofYear = (year: number): Change => ({
  ...{ field: 'year', name: { zh: '年度', en: 'Year' }, old: null },
  new: String(year),
})
const named = (words: string): Change => ({
  ...{ field: 'name', name: { zh: '名称', en: 'Name' }, old: null },
  new: words,
})
