import {
  type Compared,
  comparisonColumns,
  comparisonRemark,
  comparisonRows,
  comparisonTitle,
} from '#domain/plan/compare.document.ts'
import type { PlanComparison } from '#domain/plan/compare.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { writeTableDocument } from '#server/kernel/office/tableDocument.ts'
import { writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import type { Download } from '#server/kernel/routes.ts'

/** 版本对照表 as a workbook, or as a document on pages lying down. */
export async function comparisonFile(
  comparison: PlanComparison,
  compared: Compared,
  format: 'xlsx' | 'docx',
): Promise<Download> {
  const [title, rows, columns] = [comparisonTitle(compared), comparisonRows(comparison), comparisonColumns(compared)]
  const { extension, mediaType: type } = fileTypes[format]
  const name = `${title}.${extension}`
  if (format === 'docx') {
    const remark = comparisonRemark(comparison)
    return {
      name,
      type,
      content: await writeTableDocument({ title, remark, sender: '', columns, rows, isDense: true }),
    }
  }
  const sheet = columns.map(({ name: heading, share }) => ({ heading, width: share * 2 }))
  return { name, type, content: await writeWorkbook([{ name: '版本对照', title, columns: sheet, rows }]) }
}
