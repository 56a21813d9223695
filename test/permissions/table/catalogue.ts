import {
  changeCatalogueEntry,
  createCatalogueEntry,
  exportCatalogue,
  listCatalogue,
  matchIndicators,
  proposeFromCity,
  readCatalogueHistory,
  readCatalogueIndicator,
  readCatalogueYear,
  startCatalogueYear,
  takeFromCity,
  withdrawCatalogueEntry,
} from '#domain/catalogue/catalogue.api.ts'
import { businessPosts, performanceOffice } from '#domain/kernel/actor.ts'
import { plannedItem } from '#test/duties.ts'
import { entryOf, smallCatalogue } from '#test/fixtures/catalogue.ts'
import { importedCity } from '#test/fixtures/municipalTables.ts'
import { type Office, onceFor } from '../office.ts'
import { row } from '../row.ts'

let lastYear = 2600
/** A year whose next one is nobody's. */
const aYear = (): number => {
  lastYear += 2
  return lastYear
}
const staffOf = ({ at }: Office) => at.responsible['performanceOffice.staff']

async function written(office: Office) {
  const year = aYear()
  return { year, ...(await smallCatalogue(office.w, staffOf(office), year)) }
}
const oneWritten = onceFor(written)
const indicator = async (office: Office) => ({ params: { id: (await oneWritten(office)).third.id } })
const ofYear = async (office: Office) => ({ params: { year: (await oneWritten(office)).year } })

/** An entry that no request has changed before. */
async function entry(office: Office) {
  const { third } = await written(office)
  const [own] = third.entries
  return { params: { id: own?.id ?? '' }, version: own?.version ?? 0, parentId: own?.trail.at(-1)?.id ?? null }
}

export const catalogueRows = [
  row(listCatalogue, businessPosts, { ask: async (office) => ({ query: (await ofYear(office)).params }) }),
  row(exportCatalogue, businessPosts, { ask: ofYear }),
  row(readCatalogueYear, businessPosts, { ask: ofYear }),
  row(proposeFromCity, performanceOffice, { ask: ofYear }),
  row(readCatalogueIndicator, businessPosts, { ask: indicator }),
  row(readCatalogueHistory, businessPosts, { ask: indicator }),
  row(createCatalogueEntry, performanceOffice, {
    ask: async (office) => {
      const { year } = await oneWritten(office)
      const content = entryOf({ number: String(office.next() + 100), name: '新增的一级指标' })
      return { body: { year, level: 1, ...content } }
    },
  }),
  row(changeCatalogueEntry, performanceOffice, {
    ask: async (office) => {
      const { params, version, parentId } = await entry(office)
      return { params, body: { version, ...entryOf({ number: '7', name: '改过的名称', parentId }) } }
    },
  }),
  row(withdrawCatalogueEntry, performanceOffice, {
    ask: async (office) => {
      const { params, version } = await entry(office)
      return { params, body: { version, reason: '市里不再考核' } }
    },
  }),
  row(takeFromCity, performanceOffice, {
    ask: async (office) => {
      const year = aYear()
      const { version } = (await importedCity(office.w, staffOf(office), year)).body
      return { params: { year }, body: { cityVersion: version } }
    },
  }),
  row(startCatalogueYear, performanceOffice, {
    ask: async (office) => {
      const year = (await written(office)).year + 1
      await office.w.year(year)
      return { params: { year } }
    },
  }),
  row(matchIndicators, performanceOffice, {
    ask: async (office) => {
      const { year } = await written(office)
      const { responsible, coordinating } = office.divisions
      const indicators = [{ name: '重点口岸通关时间', unit: '分钟' }]
      await plannedItem(office.w, { responsible, coordinating, year, indicators })
      return { params: { year } }
    },
  }),
]
