import { parentPort, workerData } from 'node:worker_threads'
import ExcelJS from 'exceljs'
import { zipSync } from 'fflate'
import type { Sheet } from '#domain/kernel/sheet.ts'
import { FileRefused, refuse } from './fileRefused.ts'
import { plainSheet } from './plainSheet.ts'
import { type Answer, refuseTooMuch, type WorkbookLimits } from './workbookLimits.ts'
import { listZip, unzip } from './zip.ts'

/** What a layout import needs. The rest of the package (drawings, comments, tables, caches) never reaches the reader. */
const neededParts =
  /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/(workbook|styles|sharedStrings)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/sheet\d+\.xml)$/

/** Parts of a sheet the reader would spread over every cell they name (a validation of a whole column: a million). */
const ignoreNodes = [
  'dataValidations',
  'conditionalFormatting',
  'hyperlinks',
  'drawing',
  'legacyDrawing',
  'picture',
  'tableParts',
  'autoFilter',
  'extLst',
]

async function read({ bytes, limits }: { bytes: Uint8Array; limits: WorkbookLimits }): Promise<Sheet[]> {
  const parts = listZip(Buffer.from(bytes), limits).filter(({ name }) => neededParts.test(name))
  if (parts.reduce((sum, { size }) => sum + size, 0) > limits.sheetBytes) refuseTooMuch()
  const files = await unzip(parts, () => true)
  for (const [name, content] of files)
    if (name.startsWith('xl/worksheets/')) checkSheet(content.toString('utf8'), limits)
  const workbook = new ExcelJS.Workbook()
  const checked = zipSync(Object.fromEntries(files), { level: 0 })
  try {
    await workbook.xlsx.load(checked.buffer as ArrayBuffer, { ignoreNodes })
  } catch {
    // Expected: XML that is not well formed, or a part that another part names and that is not there.
    refuse(
      '工作簿内容有误，无法读取。请用Excel或WPS另存后重试。',
      'The workbook cannot be read. Save it again in Excel or WPS.',
    )
  }
  return workbook.worksheets.map(plainSheet)
}

/** Counts before reading: a merged range is short to write and costs the reader every cell it covers. */
function checkSheet(xml: string, { cells }: WorkbookLimits): void {
  const written = xml.match(/<(\w+:)?c[\s>/]/g)?.length ?? 0
  const merged = [...xml.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)["']/g)]
  const covered = merged.reduce((sum, [, left = 'A', top, right = 'A', bottom]) => {
    return sum + (columnNumber(right) - columnNumber(left) + 1) * (Number(bottom) - Number(top) + 1)
  }, 0)
  if (written <= cells && covered <= cells) return
  refuse(`一张表超过${cells}个单元格。`, `A sheet has more than ${cells} cells.`)
}

const columnNumber = (letters: string): number =>
  [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0)

async function answer(): Promise<Answer> {
  try {
    return { sheets: await read(workerData) }
  } catch (error) {
    // Expected: the refusals above. Anything else is a bug and ends the worker with its own error.
    if (error instanceof FileRefused) return { refused: error.text }
    throw error
  }
}

parentPort?.postMessage(await answer())
