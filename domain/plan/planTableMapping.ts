import { z } from 'zod'
import type { Sheet } from '#domain/kernel/sheet.ts'
import type { Text } from '#domain/kernel/text.ts'
import {
  columnRead,
  type Origin,
  type Remembered,
  rememberedFor,
  type SheetMapping,
  sheetMapping,
  sheetMappingIn,
  sheetMappingText,
  signatureOf,
} from './columnMapping.ts'
import { itemSheet, type PartName, partSheets, type SheetKey, type TableSheet } from './planTable.ts'
import {
  type ColumnHeading,
  type Heading,
  headingFrom,
  type TakenColumn,
  takenFor,
  withNameless,
} from './planTableHeading.ts'

const phaseSheet = partSheets.find(({ key }) => key === 'phases')

/** A column of the items is called by its field, one of a part by the part too: phases:startsOn. */
const fieldOf = (key: SheetKey, field: string): string => (key === 'items' ? field : `${key}:${field}`)

type Choice = TakenColumn & { readonly field: string; readonly name: Text }

/** What a column of a sheet can be: its own fields, and beside the items those of their phases. */
export function choicesOn(of: TableSheet<SheetKey>): Choice[] {
  const own = of.columns.map((column) => ({
    ...{ column, isOfPhase: false, field: fieldOf(of.key, column.field), name: column.name },
  }))
  if (of.key !== 'items') return own
  const beside = (phaseSheet?.columns ?? []).filter(({ field }) => field !== 'itemCode')
  return [
    ...own,
    ...beside.map((column) => ({
      ...{ column, isOfPhase: true, field: fieldOf('phases', column.field) },
      name: { zh: `阶段：${column.name.zh}`, en: `Phase: ${column.name.en}` },
    })),
  ]
}

/** The sheet of the table that a key names. */
export const sheetNamed = (key: SheetKey): TableSheet<SheetKey> =>
  partSheets.find((one) => one.key === key) ?? itemSheet

export const planFieldNames = [itemSheet, ...partSheets].flatMap(({ key, columns }) =>
  columns.map(({ field }) => fieldOf(key, field)),
) as [string, ...string[]]

/** How a person says that a table of items is to be read, sheet by sheet: the first one has the items. */
export const PlanTableMapping = z.array(sheetMapping(planFieldNames)).min(1).max(50)
export type PlanTableMapping = z.infer<typeof PlanTableMapping>

/** The same in an address: `mapping=1.2.2.A-code.B-title~2.1.1.A-phases:itemCode`. */
export const planMappingText = (mapping: PlanTableMapping): string => mapping.map(sheetMappingText).join('~')

/** What `planMappingText` wrote, or undefined where it is not of that kind. */
export const planMappingOf = (text: string): PlanTableMapping | undefined =>
  PlanTableMapping.safeParse(text.split('~').map(sheetMappingIn)).data

/** What was remembered of a sheet of items, or of a part. */
export type TableMemory = Remembered<string> & { readonly sheet: SheetKey }
export type ReadAs = {
  readonly memory: readonly TableMemory[]
  /** What a person said; on a sheet whose columns were said nothing is guessed. */
  readonly mapping?: PlanTableMapping | undefined
}

/** A column with what it was taken for and why; `isDouble`: a column at its left was said to be the same. */
export type ColumnTaken = ColumnHeading & {
  readonly taken: TakenColumn | null
  readonly field: string | null
  readonly origin: Origin
  readonly isDouble: boolean
}
/** A sheet with its headings, as it will be read. */
export type FoundSheet = {
  readonly sheet: Sheet
  readonly index: number
  readonly of: TableSheet<SheetKey>
  readonly heading: Heading
  readonly columns: readonly ColumnTaken[]
  readonly signature: string
  readonly isRemembered: boolean
}

/** A column's headings from top to bottom, and in one text. */
export const partsOf = ({ group, words }: ColumnHeading): string[] => [...(group ? [group] : []), words]
export const textOf = (heading: ColumnHeading): string =>
  partsOf(heading)
    .filter((part) => part !== '')
    .join('／')

/** What each column of a sheet is: as it was said, else as it was before, else by its heading. */
export function foundSheet(
  { sheet, index, of, heading }: Pick<FoundSheet, 'sheet' | 'index' | 'of' | 'heading'>,
  { memory, mapping }: ReadAs,
): FoundSheet {
  const choices = choicesOn(of)
  const ours = memory.filter((one) => one.sheet === of.key)
  const named = heading.columns.map((one) => ({ parts: partsOf(one), text: textOf(one) }))
  const before = rememberedFor(named, ours)
  const said = mapping?.find((one) => one.sheet === index + 1)?.columns
  const seen = new Set<string>()
  const columns = heading.columns.map((one, at): ColumnTaken => {
    const choiceOf = (field: string | null | undefined) => choices.find((choice) => choice.field === field)
    const known = before[at]?.field === null || choiceOf(before[at]?.field) ? before[at] : undefined
    const byWords = choiceTaken(one, of, choices)
    const guess = known ? choiceOf(known.field) : byWords
    const choice = said ? choiceOf(said.find(({ column }) => column === one.column)?.field) : guess
    const field = choice?.field ?? null
    const isDouble = said !== undefined && field !== null && seen.has(field)
    if (field !== null) seen.add(field)
    const isAsBefore = known !== undefined && (known.field !== null || byWords !== undefined)
    const byItself = isAsBefore ? 'remembered' : choice ? 'recognised' : 'none'
    return {
      ...one,
      taken: choice ?? null,
      field,
      origin: field === (guess?.field ?? null) ? byItself : 'given',
      isDouble,
    }
  })
  const signature = signatureOf(named.filter(({ text }) => text !== ''))
  const isRemembered = ours.some((one) => one.signature === signature)
  return { sheet, index, of, heading, columns, signature, isRemembered }
}

/** What a heading names by its words. */
function choiceTaken(one: ColumnHeading, of: TableSheet<SheetKey>, choices: readonly Choice[]): Choice | undefined {
  const taken = takenFor(one, of, of.key === 'items' ? phaseSheet : undefined)
  return choices.find(({ column, isOfPhase }) => column === taken?.column && isOfPhase === taken.isOfPhase)
}

/** A row may be the heading where it names the field that every row must have, and another of the sheet's own. */
function isHeading({ columns, of }: FoundSheet, needed: string): boolean {
  const fields = new Set(columns.flatMap(({ field, taken }) => (field && taken?.isOfPhase === false ? [field] : [])))
  return fields.has(fieldOf(of.key, needed)) && fields.size > 1
}

/** The sheet with the row that names the columns: as it was said, else within the first ten rows. */
export function findHeading(
  sheet: Sheet,
  index: number,
  of: TableSheet<SheetKey>,
  needed: string,
  readAs: ReadAs,
): FoundSheet | undefined {
  const said = readAs.mapping?.find((one) => one.sheet === index + 1)
  if (said && said.headerRow > 0) {
    const first = sheet.rows.find(({ number }) => number >= said.headerRow)
    const heading = first && withNameless(sheet, headingFrom(sheet, first, said.headerRows))
    return heading && foundSheet({ sheet, index, of, heading }, readAs)
  }
  const heading = sheet.rows
    .slice(0, 10)
    .map((first) => headingFrom(sheet, first))
    .find((one) => isHeading(foundSheet({ sheet, index, of, heading: one }, readAs), needed))
  return heading && foundSheet({ sheet, index, of, heading: withNameless(sheet, heading) }, readAs)
}

/** Which part a sheet was said to hold: by what its columns were said to be. */
export function partSaid(index: number, { mapping }: ReadAs): PartName | undefined {
  const said = mapping?.find((one, at) => at > 0 && one.sheet === index + 1)
  return partSheets.find(({ key }) => said?.columns?.some(({ field }) => field.startsWith(`${key}:`)))?.key
}

/** A sheet that was read, as the page shows it: what each column was taken for, to be corrected. */
export const SheetRead = z.strictObject({
  sheet: z.int(),
  sheetName: z.string(),
  of: z.enum(['items', 'phases', 'measures', 'coDivisions', 'indicators']),
  row: z.int(),
  rows: z.int(),
  isRemembered: z.boolean(),
  columns: z.array(columnRead(planFieldNames)),
})
export type SheetRead = z.infer<typeof SheetRead>

/** The mapping by which the sheets were read, in full: the first one has the items. */
export const mappingAsRead = (sheets: readonly SheetRead[]): PlanTableMapping =>
  sheets.map(
    ({ sheet, row, rows, columns }): SheetMapping => ({
      ...{ sheet, headerRow: row, headerRows: rows },
      columns: columns.flatMap(({ column, field }) => (field ? [{ column, field }] : [])),
    }),
  )
