import { z } from 'zod'
import { type MunicipalField, municipalFieldNames } from './municipalField.ts'

const field = z.enum(municipalFieldNames)
const column = z.string().regex(/^[A-Z]{1,2}$/)

/**
 * How a person says that a table is to be read: which sheet, in which rows its headings stand (0: they are looked for),
 * and what each column is (left out: they are recognised).
 */
export const MunicipalMapping = z.strictObject({
  sheet: z.int().min(1).max(200),
  headerRow: z.int().min(0).max(1_048_576),
  headerRows: z.int().min(0).max(5),
  columns: z.array(z.strictObject({ column, field })).max(60).optional(),
})
export type MunicipalMapping = z.infer<typeof MunicipalMapping>

/** The same in an address: `mapping=1.2.2.A-level1.B-level2`. */
export const mappingText = ({ sheet, headerRow, headerRows, columns }: MunicipalMapping): string =>
  [sheet, headerRow, headerRows, ...(columns ?? []).map((one) => `${one.column}-${one.field}`)].join('.')

/** What `mappingText` wrote, or undefined where it is not of that kind. */
export function mappingOf(text: string): MunicipalMapping | undefined {
  const [sheet, headerRow, headerRows, ...pairs] = text.split('.')
  const columns = pairs.map((pair) => {
    const [letter, name] = pair.split('-', 2)
    return { column: letter, field: name }
  })
  const parsed = MunicipalMapping.safeParse({
    ...{ sheet: Number(sheet), headerRow: Number(headerRow), headerRows: Number(headerRows) },
    ...(pairs.length > 0 ? { columns } : {}),
  })
  return parsed.success ? parsed.data : undefined
}

/** Fields that two columns are said to be. */
export const doubleFields = ({ columns }: Pick<MunicipalMapping, 'columns'>): MunicipalField[] => {
  const fields = (columns ?? []).map((one) => one.field)
  return [...new Set(fields.filter((one, at) => fields.indexOf(one) !== at))]
}
