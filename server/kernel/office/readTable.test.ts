import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { realWorkbook } from '#test/fixtures/packages.ts'
import { readTable } from './readTable.ts'

const csv = Buffer.from('姓名,用户名\n周以宁,zhouyining\n')
const old = Buffer.from(`d0cf11e0a1b11ae1${'00'.repeat(600)}`, 'hex')
const zip = Buffer.from(zipSync({ '说明.txt': strToU8('不是工作簿') }))

test.each([
  ['text called a workbook', '人员.xlsx', csv, '这个文件不是Excel工作簿（内容为文本）。'],
  ['text called a workbook in capitals', '人员.XLSX', csv, '这个文件不是Excel工作簿（内容为文本）。'],
  ['nothing', '空.xlsx', Buffer.alloc(0), '文件是空的。'],
  ['nothing, as text', '空.csv', Buffer.alloc(0), '文件是空的。'],
  ['an old or encrypted workbook', '旧.xls', old, '旧版'],
  ['the same under another name', '旧.xlsx', old, '旧版'],
  ['a zip that is no workbook', '压缩.xlsx', zip, ''],
  ['a page', '页.xlsx', Buffer.from('<html><body>表</body></html>'), '内容为网页'],
] as const)('%s is refused as a file', async (_, name, bytes, words) => {
  const read = await readTable({ name, bytes })
  if (read.ok) throw new Error('was read')
  expect(read.message.zh).toContain(words)
  expect(read.message.zh).not.toContain('列')
  expect(read.message.en).not.toBe('')
})

test.each([
  ['text', '人员.csv', csv],
  ['a workbook', '指标.xlsx', realWorkbook()],
  ['a workbook under the name of text', '指标.csv', realWorkbook()],
] as const)('%s is read', async (_, name, bytes) => expect((await readTable({ name, bytes })).ok).toBe(true))
