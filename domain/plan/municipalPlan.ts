import type { Frequency } from '#domain/calendar/periods.ts'
import { officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import type { Decimal } from '#domain/kernel/decimal.ts'
import { hasPost, type Rule } from '#domain/kernel/lifecycle.ts'
import type { ItemContent } from './item.api.ts'
import { emptyContent } from './item.ts'
import type { OfficeClass } from './municipalRow.ts'

/** The city's table is the performance office's to import and to allot (Art. 8(3)); leaders may look. */
export const municipalReaders = hasPost<unknown>([...performanceOffice, ...officeLeaders])
export const allotter = hasPost<unknown>(performanceOffice, {
  zh: '评估指标由办绩效办组织分解。',
  en: 'Indicators are allotted by the performance office.',
})

export const notImported: Rule<{ readonly isImported: boolean }> = {
  code: 'already_imported',
  message: () => ({
    zh: '该年度的市级指标已经导入。',
    en: "The city's indicators of this year have been imported already.",
  }),
  holds: ({ isImported }) => !isImported,
}

/** What an allotment rests on: nothing changes once the plan is out of the performance office's hands. */
export const whileDrafting: Rule<{ readonly isDrafting: boolean }> = {
  code: 'plan_not_drafting',
  message: () => ({
    zh: '年度方案已提请审定，不能再改指标分解。',
    en: 'The plan is no longer being drafted, so its indicators cannot be allotted anew.',
  }),
  holds: ({ isDrafting }) => isDrafting,
}

type Row = {
  readonly id: string
  readonly number: number
  readonly name: string
  readonly level1: string
  readonly frequency: Frequency | null
  readonly weights: Readonly<Record<OfficeClass, Decimal | null>>
  readonly responsibleDivisionId: string | null
  readonly coordinatingDivisionId: string | null
}
type Named = { readonly id: string; readonly name: { readonly zh: string; readonly en: string } }
type Prefill = {
  readonly year: number
  readonly officeClass: OfficeClass
  /** The rule pack's dimensions; the one named like the first level is taken. */
  readonly dimensions: Readonly<Record<string, { readonly zh: string }>>
  /** Collecting units known to the office, and how the city's table names those of this row. */
  readonly units: readonly Named[]
  readonly collectingUnits: string
}

/** An item begun from a row of the city's table: enter once what the city has said already. */
export function contentOfRow(
  row: Row,
  { year, officeClass, dimensions, units, collectingUnits }: Prefill,
): ItemContent {
  const keys = Object.keys(dimensions)
  const unit = units.find(({ name }) => collectingUnits.includes(name.zh))
  return {
    ...emptyContent(year),
    code: `SZ-${year}-${String(row.number).padStart(2, '0')}`,
    title: row.name.slice(0, 80),
    kind: 'municipalIndicator',
    dimension: keys.find((key) => dimensions[key]?.zh === row.level1) ?? keys[0] ?? '',
    responsibleDivisionId: row.responsibleDivisionId,
    coordinatingDivisionId: row.coordinatingDivisionId,
    municipalIndicatorId: row.id,
    binding: true,
    weight: row.weights[officeClass] ?? null,
    indicators: [
      {
        name: row.name.slice(0, 80),
        unit: '%',
        decimals: 1,
        frequency: row.frequency ?? 'year',
        definition: '',
        collectingUnitId: unit?.id ?? null,
        delivery: 'citySystem',
        evidenceNeeded: false,
        target: null,
        feed: null,
      },
    ],
  }
}
