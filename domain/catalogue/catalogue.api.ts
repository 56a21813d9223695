import { z } from 'zod'
import { frequencyKinds } from '#domain/calendar/periods.ts'
import {
  byId,
  day,
  endpoint,
  id,
  pageOf,
  paging,
  performanceYear,
  text,
  version,
  withReason,
  yearInAddress,
} from '#domain/kernel/endpoint.ts'
import { HistoryEntry } from '#domain/kernel/history.ts'
import {
  catalogueKeeper,
  catalogueReader,
  type EntryState,
  entryStates,
  entryTransitions,
  type Scoring,
  scorings,
} from './catalogue.ts'
import { type Direction, directions } from './direction.ts'

const access = [catalogueReader]
const writers = [catalogueKeeper]
const basis = 'catalogue.keep'

const keys = <Key extends string>(names: Record<Key, unknown>) => Object.keys(names) as [Key, ...Key[]]
const level = z.union([z.literal(1), z.literal(2), z.literal(3)])
const frequency = z.enum(frequencyKinds)
const figure = z
  .string()
  .trim()
  .max(30)
  .regex(/^-?\d{1,15}(\.\d{1,6})?$/)

const content = {
  number: z.string().trim().min(1).max(20),
  name: z.string().trim().min(2).max(120),
  unit: z.string().trim().max(20),
  direction: z.enum(keys<Direction>(directions)),
  decimals: z.int().min(0).max(6),
  frequency: frequency.nullable(),
  definition: z.string().trim().max(2000),
  source: z.string().trim().max(500),
  target: figure.nullable(),
  base: figure.nullable(),
  scoring: z.enum(keys<Scoring>(scorings)).nullable(),
}
const written = { ...content, parentId: id.nullable(), collectingUnitId: id.nullable() }
export type EntryContent = z.output<z.ZodObject<typeof written>>

const Named = z.strictObject({ id, name: text })
const Heading = z.strictObject({ id, number: z.string(), name: z.string() })

/** An indicator as one year has it. `id` is the entry's, `indicatorId` that of the indicator through the years. */
export const CatalogueEntry = z.strictObject({
  ...content,
  id,
  indicatorId: id,
  year: z.int(),
  level,
  version,
  /** What it stands under, from the first level down. */
  trail: z.array(Heading).max(2),
  collectingUnit: Named.nullable(),
  municipalNumber: z.int().nullable(),
  withdrawnOn: day.nullable(),
  state: z.enum(keys<EntryState>(entryStates)),
  /** How many in use stand under it. */
  under: z.int(),
})
export type CatalogueEntry = z.infer<typeof CatalogueEntry>

/** What a list is narrowed by: words in the name, the first letters of its pinyin, or the beginning of its number. */
const filters = {
  year: yearInAddress,
  search: z.string().trim().max(60).optional(),
  level1Id: id.optional(),
  frequency: frequency.optional(),
  collectingUnitId: id.optional(),
  withdrawn: z.literal('yes').optional(),
}

export const listCatalogue = endpoint({
  method: 'GET',
  path: '/api/catalogue',
  summary: { zh: '查看指标目录', en: 'List the catalogue of indicators' },
  access,
  query: z.strictObject({ ...filters, ...paging }),
  reply: pageOf(CatalogueEntry),
})

export const exportCatalogue = endpoint({
  method: 'GET',
  path: '/api/catalogue-exports/:year',
  summary: { zh: '导出指标目录', en: 'Export the catalogue' },
  access,
  params: z.strictObject({ year: yearInAddress }),
  query: z.strictObject({
    ...z.strictObject(filters).omit({ year: true }).shape,
    language: z.enum(['zh', 'en']).default('zh'),
  }),
  reply: z.unknown(),
  download: true,
})

/** A year of the catalogue: what it holds, what it can be made from, and the years there are. */
export const CatalogueYear = z.strictObject({
  year: z.int(),
  isOpened: z.boolean(),
  years: z.array(z.int()),
  counts: z.strictObject({ headings: z.int(), indicators: z.int(), withdrawn: z.int() }),
  headings: z.array(Heading.extend({ level, parentId: id.nullable() })),
  /** The latest year before it that has a catalogue. */
  earlier: z.int().nullable(),
  /** The city's table of the year and how many of its indicators the catalogue does not have. */
  city: z.strictObject({ version, missing: z.int() }).nullable(),
  /** Indicators of the office's plan with the name and unit of an entry, of which nobody said that they are it. */
  unmatched: z.int(),
})
export type CatalogueYear = z.infer<typeof CatalogueYear>

export const readCatalogueYear = endpoint({
  method: 'GET',
  path: '/api/catalogue-years/:year',
  summary: { zh: '查看年度指标目录', en: 'Read a year of the catalogue' },
  access,
  params: z.strictObject({ year: yearInAddress }),
  reply: CatalogueYear,
})

export const ProposedEntry = z.strictObject({
  level,
  number: z.string(),
  name: z.string(),
  /** It goes on from an earlier year. */
  isKnown: z.boolean(),
})

/** What the city's table would add; writes nothing. */
export const proposeFromCity = endpoint({
  method: 'GET',
  path: '/api/catalogue-years/:year/from-city',
  summary: { zh: '查看可纳入的市级指标', en: "See what the city's table adds" },
  basis,
  access: writers,
  params: z.strictObject({ year: yearInAddress }),
  reply: z.strictObject({ cityVersion: version.nullable(), rows: z.array(ProposedEntry) }),
})

/** An indicator with its years, newest first, and the items that carry it. */
export const CatalogueIndicator = z.strictObject({
  id,
  level,
  entries: z.array(CatalogueEntry).min(1),
  uses: z.array(
    z.strictObject({
      itemId: id,
      itemCode: z.string(),
      itemTitle: z.string(),
      year: z.int(),
      name: z.string(),
      unit: z.string(),
    }),
  ),
})
export type CatalogueIndicator = z.infer<typeof CatalogueIndicator>

export const readCatalogueIndicator = endpoint({
  method: 'GET',
  path: '/api/catalogue/:id',
  summary: { zh: '查看指标', en: 'Read an indicator of the catalogue' },
  access,
  params: byId,
  reply: CatalogueIndicator,
})

export const readCatalogueHistory = endpoint({
  method: 'GET',
  path: '/api/catalogue/:id/history',
  summary: { zh: '查看指标办理记录', en: 'Read the history of an indicator' },
  access,
  params: byId,
  reply: z.strictObject({ rows: z.array(HistoryEntry) }),
})

/** A further indicator or heading of a year. 409 `wrong_parent`, `number_taken`, `heading_with_figures`, `too_many_decimals`. */
export const createCatalogueEntry = endpoint({
  method: 'POST',
  path: '/api/catalogue',
  summary: { zh: '增加指标', en: 'Add an indicator' },
  basis,
  access: writers,
  body: z.strictObject({ year: performanceYear, level, ...written }),
  reply: CatalogueIndicator,
})

export const changeCatalogueEntry = endpoint({
  method: 'PUT',
  path: '/api/catalogue-entries/:id',
  summary: entryTransitions.change.label,
  basis,
  access: writers,
  params: byId,
  body: z.strictObject({ version, ...written }),
  reply: CatalogueIndicator,
})

/** The indicator is not used in that year; other years keep it. 409 `indicators_under_it`. */
export const withdrawCatalogueEntry = endpoint({
  method: 'POST',
  path: '/api/catalogue-entries/:id/withdraw',
  summary: entryTransitions.withdraw.label,
  basis,
  access: writers,
  params: byId,
  body: withReason,
  reply: CatalogueIndicator,
})

/** Takes all over that the city's table adds, as it was proposed. 409 `nothing_to_take`, or stale where the table changed. */
export const takeFromCity = endpoint({
  method: 'POST',
  path: '/api/catalogue-years/:year/from-city',
  summary: { zh: '纳入市级指标', en: "Take the city's indicators over" },
  basis,
  access: writers,
  params: z.strictObject({ year: yearInAddress }),
  body: z.strictObject({ cityVersion: version }),
  reply: CatalogueYear,
})

/** Begins the year with the indicators of the year before. 409 `year_has_entries`, `no_year_before`. */
export const startCatalogueYear = endpoint({
  method: 'POST',
  path: '/api/catalogue-years/:year',
  summary: { zh: '沿用上年目录', en: 'Start from the year before' },
  basis,
  access: writers,
  params: z.strictObject({ year: yearInAddress }),
  reply: CatalogueYear,
})

/** Says of all proposed indicators of the office's plan that they are those of the catalogue. 409 `nothing_to_take`. */
export const matchIndicators = endpoint({
  method: 'POST',
  path: '/api/catalogue-years/:year/match',
  summary: { zh: '对应方案指标', en: "Match the plan's indicators" },
  basis,
  access: writers,
  params: z.strictObject({ year: yearInAddress }),
  reply: CatalogueYear,
})
