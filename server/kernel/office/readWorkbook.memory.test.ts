import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sheetEdited } from '#test/fixtures/packages.ts'

const run = promisify(execFile)
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiheng-memory-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The real table with so many rows of five cells more. */
const withRows = (rows: number, text: (row: number, column: string) => string): Buffer =>
  sheetEdited((xml) => {
    const lines = Array.from({ length: rows }, (_, row) => {
      const cell = (c: string) => `<c r="${c}${row + 20}" t="inlineStr"><is><t>${text(row, c)}</t></is></c>`
      return `<row r="${row + 20}">${['A', 'B', 'C', 'D', 'E'].map(cell).join('')}</row>`
    })
    return xml.replace('</sheetData>', `${lines.join('')}</sheetData>`)
  })

/** The real table with 200,000 rows that have a format and nothing else, each with so many formatted cells. */
const withEmptyRows = (cells: readonly string[]): Buffer =>
  sheetEdited((xml) => {
    const lines = Array.from({ length: 200_000 }, (_, at) => {
      const inside = cells.map((c) => `<c r="${c}${at + 20}" s="1"/>`).join('')
      return inside === '' ? `<row r="${at + 20}" ht="14"/>` : `<row r="${at + 20}">${inside}</row>`
    })
    return xml.replace('</sheetData>', `${lines.join('')}</sheetData>`)
  })

/** Reads the workbook in a process of its own: whether it was taken, and by how many megabytes the process grew. */
async function growthOf(bytes: Buffer): Promise<{ ok: boolean; megabytes: number }> {
  const file = join(folder, 'table.xlsx')
  await writeFile(file, bytes)
  const script = `
    const { readWorkbook } = await import(${JSON.stringify(new URL('./readWorkbook.ts', import.meta.url).href)})
    const bytes = (await import('node:fs')).readFileSync(${JSON.stringify(file)})
    const before = process.memoryUsage().rss
    const { ok } = await readWorkbook(bytes)
    const megabytes = process.resourceUsage().maxRSS / 1024 - before / 2 ** 20
    console.log(JSON.stringify({ ok, megabytes }))
    process.exit(0)`
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: new URL('../../..', import.meta.url).pathname,
  })
  return JSON.parse(stdout)
}

test.each([
  [
    'as many cells as are taken',
    true,
    () => withRows(11_900, (row, c) => `指标名称与评估标准的说明文字${Math.sin(row)}${c}`),
  ],
  [
    'cells of 2,000 characters',
    true,
    () => withRows(330, (row, c) => `长${Math.sin(row + c.charCodeAt(0))}`.repeat(100)),
  ],
  [
    'far more than is taken',
    false,
    () => withRows(6000, (row, c) => `长${Math.sin(row * 7 + c.charCodeAt(0))}`.repeat(40)),
  ],
  ['200,000 empty rows of a height of their own', true, () => withEmptyRows([])],
  ['200,000 empty rows of formatted cells', false, () => withEmptyRows(['A', 'B'])],
])('a workbook with %s costs the server less than 256 MB', { timeout: 60_000 }, async (_, isTaken, make) => {
  const { ok, megabytes } = await growthOf(make())
  expect(ok).toBe(isTaken)
  expect(megabytes).toBeLessThan(256)
})
