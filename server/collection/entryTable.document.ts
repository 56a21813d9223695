import { periodText } from '#domain/calendar/periods.ts'
import { tableColumns } from '#domain/collection/entryTable.ts'
import { furtherHeading, notAsked, shownInTable, tableFields } from '#domain/collection/entryTableFields.ts'
import { isDecimal } from '#domain/kernel/decimal.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { type CellContent, writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import type { Download } from '#server/kernel/routes.ts'
import type { refusedRows } from './entryImport.store.ts'
import type { FillableDuty } from './entryTable.store.ts'

const { extension, mediaType: type } = fileTypes.xlsx
const widths: Partial<Record<keyof typeof tableColumns, number>> = { key: 38, indicator: 34, note: 30, period: 14 }

/** One row for every duty with its key; what is kept as a draft stands in it. */
export async function entryTableFile(
  duties: readonly (FillableDuty & { readonly code: string })[],
  period: string | undefined,
): Promise<Download> {
  const own = Object.entries(tableColumns).map(([field, { heading }]) => {
    const width = widths[field as keyof typeof tableColumns]
    return width === undefined ? { heading } : { heading, width }
  })
  const names = furtherNames(duties)
  const columns = [...own, ...names.map((name) => ({ heading: furtherHeading(name), width: 22 }))]
  const rows = duties.map((duty): CellContent[] => {
    const { id, period: of, code, indicator, now } = duty
    const { name, unit, decimals } = indicator
    const figures = [numberCell(now?.value ?? null, decimals), now?.kind === 'nil' ? '是' : null, now?.note || null]
    return [id, periodText(of).zh, code, name, unit, ...figures, ...names.map((one) => furtherCell(duty, one))]
  })
  const title = period === undefined ? '填报表' : `${periodText(period).zh}填报表`
  return { name: `${title}.${extension}`, type, content: await writeWorkbook([{ name: '填报表', columns, rows }]) }
}

const numberCell = (value: string | null, decimals: number): CellContent =>
  value !== null && isDecimal(value) ? { number: value, decimals } : value

/** Every further field that one of the duties asks for, once, in the order in which they come. */
const furtherNames = (duties: readonly FillableDuty[]): string[] => [
  ...new Set(duties.flatMap(({ further }) => tableFields(further?.fields ?? []).map(({ name }) => name))),
]

function furtherCell({ further }: FillableDuty, name: string): CellContent {
  const field = tableFields(further?.fields ?? []).find((one) => one.name === name)
  if (!field) return notAsked
  const value = further?.content.values[field.key] || null
  return field.kind === 'number' ? numberCell(value, field.decimals) : shownInTable(field, value) || null
}

/** The refused rows as they came, with number, column and reason behind them. */
export async function entryErrorsFile({
  fileName,
  headings,
  rows,
}: Awaited<ReturnType<typeof refusedRows>>): Promise<Download> {
  const columns = [...headings, '原文件行号', '列', '原因'].map((heading) => ({ heading }))
  const cellsOf = ({ cells, row, column, message }: (typeof rows)[number]) =>
    [...cells, String(row), column ?? '', message?.zh ?? ''] satisfies CellContent[]
  const content = await writeWorkbook([{ name: '错误行', columns, rows: rows.map(cellsOf) }])
  return { name: `${fileName.replace(/\.\w+$/, '')}错误行.${extension}`, type, content }
}
