import { z } from 'zod'
import { plainDigits } from '#domain/kernel/readFigure.ts'
import type { Sheet, SheetRow } from '#domain/kernel/sheet.ts'
import { inBoth, type Text } from '#domain/kernel/text.ts'
import { tableColumns } from './entryTable.ts'

/** What a column of a feed's table can be. */
export const feedColumns = {
  indicator: { zh: '指标', en: 'Indicator' },
  period: { zh: '报送期', en: 'Period' },
  value: { zh: '数值', en: 'Figure' },
  unit: { zh: '单位', en: 'Unit' },
} as const satisfies Record<string, Text>
export type FeedColumn = keyof typeof feedColumns
export const feedColumnNames = Object.keys(feedColumns) as [FeedColumn, ...FeedColumn[]]

const heading = z.string().min(1).max(200)
/** An indicator by what stays the same from year to year. */
export const NamedIndicator = z.strictObject({ name: z.string().min(1).max(200), unit: z.string().max(50) })

type Read = {
  readonly indicator: string | null
  readonly period: string
  readonly value: string
  readonly unit: string | null
}
/** The headings a mapping reads. */
export const headingsOf = ({ indicator, period, value, unit }: Read): string[] =>
  [indicator, period, value, unit].filter((one) => one !== null)

/**
 * How a feed's table is read: by the words of its headings, so that columns may change their places. The indicator is
 * named in a column, `names` telling what the table's own names mean, or it is one fixed indicator.
 */
export const FeedMapping = z
  .strictObject({
    indicator: heading.nullable(),
    fixed: NamedIndicator.nullable(),
    period: heading,
    value: heading,
    unit: heading.nullable(),
    names: z.array(z.strictObject({ written: z.string().min(1).max(200), indicator: NamedIndicator })).max(300),
  })
  .refine(({ indicator: column, fixed }) => (column === null) !== (fixed === null), {
    message: inBoth({
      zh: '指标取自一列，或者为一个固定的指标。',
      en: 'The indicator stands in a column, or is one fixed indicator.',
    }),
  })
  .refine((mapping) => new Set(headingsOf(mapping)).size === headingsOf(mapping).length, {
    message: inBoth({ zh: '一列只能有一种含义。', en: 'Each column is one thing.' }),
  })
export type FeedMapping = z.infer<typeof FeedMapping>
export type NamedIndicator = z.infer<typeof NamedIndicator>

/** A mapping in an address, and back; undefined where it is none. */
export const mappingText = (mapping: FeedMapping): string => JSON.stringify(mapping)
export function mappingOf(text: string): FeedMapping | undefined {
  // expected: an address somebody wrote by hand
  try {
    return FeedMapping.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

const wordings: Readonly<Record<FeedColumn, (words: string) => boolean>> = {
  unit: (words) => isKnown(words, 'unit') || /^(计量)?单位$/.test(words),
  indicator: (words) => isKnown(words, 'indicator') || /(指标|项目|口岸)(名称)?$|^(name|item|metric)$/.test(words),
  period: (words) =>
    isKnown(words, 'period') || /(报送期|月份|年月|期间|时间|日期|季度|年度)$|^(month|date)$/.test(words),
  value: (words) =>
    isKnown(words, 'value') || /(数值|数据|数量|合计|人次|本期|完成值)$|^(total|amount|count)$/.test(words),
}
const isKnown = (words: string, field: FeedColumn): boolean => {
  const { heading: own, also } = tableColumns[field]
  return own === words || (also as readonly string[]).includes(words)
}

/** A heading as it is compared: plain width, no blanks, lower case. */
export const plainHeading = (text: string): string => plainDigits(text).toLowerCase()

/** Headings and what each was taken for. */
export type ColumnTaken = {
  readonly heading: string
  readonly column: string
  readonly field: FeedColumn | null
  readonly samples: readonly string[]
}
export type HeadingPlace = { readonly sheet: Sheet; readonly at: number }

const headingSearch = 20

const fieldOf = (words: string, taken: ReadonlySet<FeedColumn>): FeedColumn | null =>
  feedColumnNames.find((field) => !taken.has(field) && wordings[field](plainHeading(words))) ?? null

function columnsOf(row: SheetRow): { heading: string; column: string; field: FeedColumn | null }[] {
  const taken = new Set<FeedColumn>()
  return row.cells.flatMap(({ column, text }) => {
    if (text.trim() === '') return []
    const field = fieldOf(text, taken)
    if (field) taken.add(field)
    return [{ heading: text.trim(), column, field }]
  })
}

const rowsIn = (sheets: readonly Sheet[]): HeadingPlace[] =>
  sheets
    .filter(({ hidden }) => !hidden)
    .flatMap((sheet) => sheet.rows.slice(0, headingSearch).map((_, at) => ({ sheet, at })))

/** The row in which most columns are recognised; without any, the first row with two cells or more. */
export function proposedPlace(sheets: readonly Sheet[]): HeadingPlace | undefined {
  const places = rowsIn(sheets).map((place) => {
    const columns = place.sheet.rows[place.at] ? columnsOf(place.sheet.rows[place.at] as SheetRow) : []
    return { place, width: columns.length, known: columns.filter(({ field }) => field !== null).length }
  })
  const most = Math.max(0, ...places.map(({ known }) => known))
  return places.find(({ known, width }) => (most > 0 ? known === most : width > 1))?.place
}

/** The row that has every heading of a mapping. */
export function mappedPlace(sheets: readonly Sheet[], mapping: FeedMapping): HeadingPlace | undefined {
  const wanted = headingsOf(mapping).map(plainHeading)
  return rowsIn(sheets).find(({ sheet, at }) => {
    const found = new Set(sheet.rows[at]?.cells.map(({ text }) => plainHeading(text)))
    return wanted.every((one) => found.has(one))
  })
}

/** The columns at a place with what each is taken for: by the mapping kept, or else by its heading. */
export function columnsTaken({ sheet, at }: HeadingPlace, mapping: FeedMapping | null): ColumnTaken[] {
  const row = sheet.rows[at]
  if (!row) return []
  const below = sheet.rows.slice(at + 1, at + 31)
  return columnsOf(row).map(({ heading: words, column, field }) => {
    const texts = below.map(({ cells }) => cells.find((cell) => cell.column === column)?.text.trim() ?? '')
    const samples = [...new Set(texts.filter((text) => text !== ''))].slice(0, 3)
    return { heading: words, column, field: mapping ? fieldIn(mapping, words) : field, samples }
  })
}

const fieldIn = (mapping: FeedMapping, words: string): FeedColumn | null =>
  feedColumnNames.find((field) => {
    const of = mapping[field]
    return of !== null && plainHeading(of) === plainHeading(words)
  }) ?? null

/** What the headings alone propose; null as long as period and figure are not both recognised. */
export function proposedMapping(columns: readonly ColumnTaken[], only: NamedIndicator | null): FeedMapping | null {
  const of = (field: FeedColumn) => columns.find((one) => one.field === field)?.heading ?? null
  const [period, value, named] = [of('period'), of('value'), of('indicator')]
  if (period === null || value === null || (named === null && only === null)) return null
  return { indicator: named, fixed: named === null ? only : null, period, value, unit: of('unit'), names: [] }
}
