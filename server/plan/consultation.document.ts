import type { Consultation } from '#domain/plan/consultation.api.ts'
import { adoptionColumns, adoptionRemark, adoptionRows, adoptionTitle } from '#domain/plan/consultation.document.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { writeTableDocument } from '#server/kernel/office/tableDocument.ts'
import { writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import type { Download } from '#server/kernel/routes.ts'

/** 征求意见采纳情况 as a workbook, or as a document on pages lying down. */
export async function adoptionFile(consultation: Consultation, format: 'xlsx' | 'docx'): Promise<Download> {
  const [title, rows] = [adoptionTitle(consultation), adoptionRows(consultation)]
  const { extension, mediaType: type } = fileTypes[format]
  const name = `${title}.${extension}`
  if (format === 'docx') {
    const content = { title, remark: adoptionRemark(consultation), sender: '', columns: adoptionColumns, rows }
    return { name, type, content: await writeTableDocument(content) }
  }
  const columns = adoptionColumns.map(({ name: heading, share }) => ({ heading, width: share * 2 }))
  return { name, type, content: await writeWorkbook([{ name: '采纳情况', title, columns, rows }]) }
}
