import { z } from 'zod'
import type { Sheet, SheetCell, SheetRow } from '#domain/kernel/sheet.ts'
import type { Text } from '#domain/kernel/text.ts'

/** Where the headings of a table stand: the first of one to five rows. */
export type HeaderPlace = { readonly row: number; readonly rows: number }

/** Why a column is taken for what it is. */
export const origins = {
  given: { zh: '人工指定', en: 'Chosen' },
  remembered: { zh: '沿用上次', en: 'As last time' },
  recognised: { zh: '按表头认出', en: 'By its heading' },
  none: { zh: '没有认出', en: 'Not recognised' },
} as const
export type Origin = keyof typeof origins

/** A heading as it is compared: without blanks, line breaks and marks, in plain width. */
export const plainHeading = (words: string): string =>
  words
    .normalize('NFKC')
    .replace(/[\s\p{P}\p{S}]/gu, '')
    .toUpperCase()

/** What makes two tables of one kind: their headings in their order, each from top to bottom. */
export const signatureOf = (headings: readonly { readonly parts: readonly string[] }[]): string =>
  headings
    .map(({ parts }) => parts.map(plainHeading).join('/'))
    .join('|')
    .replace(/\|+$/, '')

/** How headings were taken before: the newest table first. */
export type Remembered<Field extends string> = {
  readonly signature: string
  readonly columns: readonly { readonly heading: string; readonly field: Field | null }[]
}
type Named = { readonly parts: readonly string[]; readonly text: string }

/**
 * What each heading was taken for before: as in the last table with these very headings, else as the heading was in any
 * other one. Undefined where it was in none.
 */
export function rememberedFor<Field extends string>(
  headings: readonly Named[],
  memory: readonly Remembered<Field>[],
): (Remembered<Field>['columns'][number] | undefined)[] {
  const same = memory.find(({ signature }) => signature === signatureOf(headings))
  const all = same ? same.columns : memory.flatMap(({ columns }) => columns)
  const named = headings.filter(({ text: words }) => words !== '')
  return headings.map((heading) => {
    if (heading.text === '') return undefined
    const inPlace = same?.columns[named.indexOf(heading)]
    return inPlace?.heading === heading.text ? inPlace : all.find((one) => one.heading === heading.text)
  })
}

/** What is remembered of a table's columns: those with a heading. */
export const columnsKept = <Field extends string>(
  columns: readonly { readonly text: string; readonly field: Field | null }[],
): Remembered<Field>['columns'] =>
  columns.flatMap(({ text: heading, field }) => (heading === '' ? [] : [{ heading, field }]))

/**
 * How a person says that a sheet is to be read: which one, in which rows its headings stand (0: they are looked for),
 * and what each column is (left out: they are recognised).
 */
export const sheetMapping = <Field extends string>(fields: readonly [Field, ...Field[]]) =>
  z.strictObject({
    sheet: z.int().min(1).max(200),
    headerRow: z.int().min(0).max(1_048_576),
    headerRows: z.int().min(0).max(5),
    columns: z
      .array(z.strictObject({ column: z.string().regex(/^[A-Z]{1,3}$/), field: z.enum(fields) }))
      .max(60)
      .optional(),
  })
export type SheetMapping<Field extends string = string> = {
  sheet: number
  headerRow: number
  headerRows: number
  columns?: { column: string; field: Field }[] | undefined
}

/** The same in an address: `1.2.2.A-level1.B-level2`; a point at the end says that no column is read. */
export function sheetMappingText({ sheet, headerRow, headerRows, columns }: SheetMapping): string {
  const pairs = columns?.map(({ column, field }) => `${column}-${field}`) ?? []
  return [sheet, headerRow, headerRows, ...(columns?.length === 0 ? [''] : pairs)].join('.')
}

/** What `sheetMappingText` wrote, not yet looked at. */
export function sheetMappingIn(words: string): unknown {
  const [sheet, headerRow, headerRows, ...pairs] = words.split('.')
  const columns = pairs.flatMap((pair) => {
    const [column, field] = pair.split('-', 2)
    return pair === '' && pairs.length === 1 ? [] : [{ column, field }]
  })
  return {
    ...{ sheet: Number(sheet), headerRow: Number(headerRow), headerRows: Number(headerRows) },
    ...(pairs.length > 0 ? { columns } : {}),
  }
}

/** Fields that two columns are said to be. */
export const doubleFields = <Field extends string>({
  columns = [],
}: {
  readonly columns?: readonly { readonly field: Field }[] | undefined
}): Field[] => {
  const fields = columns.map(({ field }) => field)
  return [...new Set(fields.filter((one, at) => fields.indexOf(one) !== at))]
}

/** What a column was taken for, and why; `samples` are its first cells. */
export const columnRead = <Field extends string>(fields: readonly [Field, ...Field[]]) =>
  z.strictObject({
    column: z.string(),
    heading: z.string(),
    field: z.enum(fields).nullable(),
    origin: z.enum(Object.keys(origins) as [Origin, ...Origin[]]),
    isHidden: z.boolean(),
    samples: z.array(z.string()),
  })
export type ColumnRead<Field extends string = string> = {
  column: string
  heading: string
  field: Field | null
  origin: Origin
  isHidden: boolean
  samples: string[]
}

/** The sheets of a workbook. */
export const SheetsSeen = z.array(z.strictObject({ number: z.int(), name: z.string(), isHidden: z.boolean() }))
/** The first rows of a sheet, to say which of them are the headings. */
export const TopRows = z.array(z.strictObject({ row: z.int(), text: z.string() }))
export const sheetsSeen = (sheets: readonly Sheet[]): z.infer<typeof SheetsSeen> =>
  sheets.map(({ name, hidden }, at) => ({ number: at + 1, name, isHidden: hidden }))

export const topRowsOf = (sheet: Sheet | undefined): z.infer<typeof TopRows> =>
  (sheet?.rows ?? []).slice(0, 20).map(({ number, cells }) => ({
    row: number,
    text: [...new Set(cells.slice(0, 60).map(({ text: words }) => words.slice(0, 20)))]
      .filter((words) => words !== '')
      .join(' ')
      .slice(0, 80),
  }))

/** What stands in a column itself, not in a cell merged from another one. */
const ownTextOf = (cell: SheetCell | undefined, column: string): string =>
  cell && (cell.merged === null || cell.merged.master.replace(/\d+$/, '') === column) ? cell.text : ''

/** The first texts of each column below the headings, other than the headings come again. */
export function samplesIn(
  rows: readonly SheetRow[],
): (column: string, isHeading: (words: string) => boolean) => string[] {
  const cells = rows.slice(0, 30).map((row) => new Map(row.cells.map((cell) => [cell.column, cell])))
  return (column, isHeading) =>
    [...new Set(cells.map((row) => ownTextOf(row.get(column), column).slice(0, 40)))]
      .filter((one) => one !== '' && !isHeading(one))
      .slice(0, 3)
}

/** What an address is refused with that says nothing of columns. */
export const mappingUnread: Text = {
  zh: '各列含义写得不对。',
  en: 'What the columns are is not written as it should be.',
}
