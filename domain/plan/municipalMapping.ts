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
  columns: z.partialRecord(column, field).optional(),
})
export type MunicipalMapping = z.infer<typeof MunicipalMapping>

/** The same in an address: `mapping=1.2.2.A-level1.B-level2`. */
export const mappingText = ({ sheet, headerRow, headerRows, columns }: MunicipalMapping): string =>
  [sheet, headerRow, headerRows, ...Object.entries(columns ?? {}).map(([letter, name]) => `${letter}-${name}`)].join(
    '.',
  )

/** What `mappingText` wrote, or undefined where it is not of that kind. */
export function mappingOf(text: string): MunicipalMapping | undefined {
  const [sheet, headerRow, headerRows, ...pairs] = text.split('.')
  const columns: Record<string, string> = Object.fromEntries(pairs.map((pair) => pair.split('-', 2)))
  const parsed = MunicipalMapping.safeParse({
    ...{ sheet: Number(sheet), headerRow: Number(headerRow), headerRows: Number(headerRows) },
    ...(pairs.length > 0 ? { columns } : {}),
  })
  return parsed.success ? parsed.data : undefined
}

/** Fields that two columns are said to be. */
export const doubleFields = ({ columns }: Pick<MunicipalMapping, 'columns'>): MunicipalField[] => {
  const fields = Object.values(columns ?? {}).filter((one) => one !== undefined)
  return [...new Set(fields.filter((one, at) => fields.indexOf(one) !== at))]
}
