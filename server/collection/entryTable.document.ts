import { periodText } from '#domain/calendar/periods.ts'
import { tableColumns } from '#domain/collection/entryTable.ts'
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
  const columns = Object.entries(tableColumns).map(([field, { heading }]) => {
    const width = widths[field as keyof typeof tableColumns]
    return width === undefined ? { heading } : { heading, width }
  })
  const rows = duties.map(({ id, period: of, code, indicator: { name, unit, decimals }, now }): CellContent[] => {
    const value = now?.value ?? null
    const shown = value !== null && isDecimal(value) ? { number: value, decimals } : value
    return [id, periodText(of).zh, code, name, unit, shown, now?.kind === 'nil' ? '是' : null, now?.note || null]
  })
  const title = period === undefined ? '填报表' : `${periodText(period).zh}填报表`
  return { name: `${title}.${extension}`, type, content: await writeWorkbook([{ name: '填报表', columns, rows }]) }
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
