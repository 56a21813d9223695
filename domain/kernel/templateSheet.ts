import { z } from 'zod'
import { covers, type Place, placeOf, type Range, rangeOf } from './cellAddress.ts'

/** What one cell of a template shows, and whether a formula stands in it. Empty cells are left out. */
export const TemplateCell = z.strictObject({ at: z.string(), text: z.string(), isFormula: z.boolean() })
export type TemplateCell = z.infer<typeof TemplateCell>

/** One sheet of a template, as far as it is used: simply its words, merged cells and formulas. */
export const TemplateSheet = z.strictObject({
  name: z.string(),
  isHidden: z.boolean(),
  rows: z.int(),
  columns: z.int(),
  cells: z.array(TemplateCell),
  merges: z.array(z.string()),
})
export type TemplateSheet = z.infer<typeof TemplateSheet>

export const mergedRanges = ({ merges }: Pick<TemplateSheet, 'merges'>): Range[] =>
  merges.flatMap((reference) => rangeOf(reference) ?? [])

export type Hindrance = 'noSheet' | 'noCell' | 'outside' | 'formula' | 'covered'

/** Why nothing can be written into a cell of the template; undefined where it can. */
export function hindranceOf(
  sheets: readonly TemplateSheet[],
  { sheet: name, cell }: { readonly sheet: string; readonly cell: string },
): Hindrance | undefined {
  const sheet = sheets.find((one) => one.name === name)
  if (!sheet) return 'noSheet'
  const place = placeOf(cell)
  if (!place) return 'noCell'
  if (place.row > sheet.rows || place.column > sheet.columns) return 'outside'
  if (sheet.cells.some(({ at, isFormula }) => isFormula && at === cell)) return 'formula'
  return mergedRanges(sheet).some((range) => covers(range, place) && !isSame(range.from, place)) ? 'covered' : undefined
}

const isSame = (one: Place, other: Place): boolean => one.row === other.row && one.column === other.column
