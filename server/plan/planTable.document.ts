import type { ItemSnapshot } from '#domain/plan/item.api.ts'
import type { TableNames } from '#domain/plan/planNames.ts'
import { planTableSheets } from '#domain/plan/planTableWrite.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import type { Download } from '#server/kernel/routes.ts'

/** The items as a workbook in the layout that is imported. */
export async function planTableFile(
  title: string,
  items: readonly ItemSnapshot[],
  names: TableNames,
): Promise<Download> {
  const { extension, mediaType: type } = fileTypes.xlsx
  return { name: `${title}.${extension}`, type, content: await writeWorkbook(planTableSheets(items, names)) }
}
