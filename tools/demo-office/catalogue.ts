import {
  createCatalogueEntry,
  matchIndicators,
  proposeFromCity,
  readCatalogueYear,
  takeFromCity,
} from '#domain/catalogue/catalogue.api.ts'
import { listPlanItems } from '#domain/plan/planItems.api.ts'
import type { Colleague } from './client.ts'

const year = 2025
const heading = {
  ...{ unit: '', direction: 'none' as const, decimals: 0, frequency: null, definition: '', source: '' },
  ...{ collectingUnitId: null, target: null, base: null, scoring: null },
}

/** The city's indicators are taken over, the plan's own added below them, and both matched with the items. */
export async function buildCatalogue(staff: Colleague, planId: string): Promise<void> {
  const params = { year }
  const { cityVersion } = await staff.do(proposeFromCity, { params })
  await staff.do(takeFromCity, { params, body: { cityVersion: cityVersion ?? 0 } })
  const { headings } = await staff.do(readCatalogueYear, { params })
  const first = headings.find(({ level }) => level === 1)
  const own = { year, level: 2 as const, ...heading, number: '1.9', name: '口岸业务数据', parentId: first?.id ?? null }
  const { id: parentId } = await staff.do(createCatalogueEntry, { body: own })
  const { rows } = await staff.do(listPlanItems, { params: { id: planId }, query: { limit: 200 } })
  const indicators = new Map(rows.flatMap((item) => item.indicators.map((one) => [`${one.name} ${one.unit}`, one])))
  for (const [at, indicator] of [...indicators.values()].entries()) {
    const { name, unit, decimals, frequency, definition, collectingUnit, target } = indicator
    const content = { ...heading, name, unit, decimals, frequency, definition, target, parentId }
    await staff.do(createCatalogueEntry, {
      body: {
        ...{ year, level: 3, ...content, number: String(at + 101) },
        collectingUnitId: collectingUnit?.id ?? null,
        scoring: target === null ? null : 'completionRate',
      },
    })
  }
  await staff.do(matchIndicators, { params })
}
