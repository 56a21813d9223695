import { expect, test } from 'vitest'
import { partOf } from '#test/fixtures/packages.ts'
import { fileTypeOf } from './fileType.ts'
import { readWorkbook } from './readWorkbook.ts'
import { SheetStream } from './sheetStream.ts'
import type { CellContent } from './writeWorkbook.ts'

const columns = ['口岸', '旅客', '备注'].map((heading) => ({ heading, width: 12 }))

/** Given on in pieces of two rows. */
function written(rows: readonly CellContent[][], mostRows = 1_000): Buffer {
  const parts: Uint8Array[] = []
  const stream = new SheetStream({ name: '数据', columns, mostRows, give: (bytes) => parts.push(bytes) })
  for (let at = 0; at < rows.length; at += 2) stream.add(rows.slice(at, at + 2))
  stream.end()
  return Buffer.concat(parts)
}
async function sheetsOf(bytes: Buffer) {
  const read = await readWorkbook(bytes)
  if (!read.ok) throw new Error(read.message.en)
  return read.sheets
}

test('words stay words, figures stay figures with their decimals, and our own reader sees them again', async () => {
  const bytes = written([
    ['罗湖<&>"', { number: '1234.5', decimals: 2 }, ' 前后有空 '],
    ['=1+1', { number: '-0.125', decimals: 0 }, null],
    ['很长', { number: '12345678901234567.25', decimals: 2 }, '坏\u0007字\uFFFE'],
  ])
  expect(await fileTypeOf(bytes)).toEqual({ ok: true, type: 'xlsx' })
  const [sheet, ...more] = await sheetsOf(bytes)
  expect(more).toEqual([])
  expect(sheet?.rows.map(({ cells }) => cells.map(({ text, value }) => value ?? text))).toEqual([
    ['口岸', '旅客', '备注'],
    ['罗湖<&>"', '1234.5', '前后有空'],
    ["'=1+1", '-0.125'],
    ['很长', '12345678901234567.25', '坏字'],
  ])
  expect(sheet?.rows[3]?.cells[1]?.value).toBeNull()
  expect(partOf(bytes, 'xl/worksheets/sheet1.xml')).toContain('<t xml:space="preserve"> 前后有空 </t>')
  expect(partOf(bytes, 'xl/styles.xml')).toContain('#,##0.00')
  expect(partOf(bytes, 'xl/worksheets/sheet1.xml')).toContain('<c r="B2" s="5"><v>1234.5</v></c>')
})

test('a list that is longer than a sheet goes on in the next one, and one without rows has its headings', async () => {
  const sheets = await sheetsOf(
    written(
      ['1', '2', '3', '4', '5'].map((name) => [name, null, null]),
      3,
    ),
  )
  expect(sheets.map(({ rows }) => rows.map(({ cells }) => cells[0]?.text))).toEqual([
    ['口岸', '1', '2'],
    ['口岸', '3', '4'],
    ['口岸', '5'],
  ])
  expect(sheets.map(({ name }) => name)).toEqual(['数据', '数据（2）', '数据（3）'])
  const [empty] = await sheetsOf(written([]))
  expect(empty?.rows).toHaveLength(1)
})
