import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { planAnnex } from '#domain/document/noticeOfPlan.ts'
import { widthOf } from '#domain/kernel/letter.ts'
import { writeTableDocument } from './tableDocument.ts'

const columns = [
  { name: '编号', share: 20 },
  { name: '目标', share: 40 },
]
const sentence = '口岸通关保障各项工作按期完成。'

async function rowsOf(rows: readonly string[][], isDense: boolean): Promise<string[]> {
  const file = await writeTableDocument({ title: '表', remark: '', sender: '', isDense, columns, rows })
  const xml = Buffer.from(unzipSync(file)['word/document.xml'] ?? []).toString('utf8')
  return xml.match(/<w:tr>.*?<\/w:tr>|<w:tr .*?<\/w:tr>/gs) ?? []
}

test.each([true, false])('a row stays on one page unless it is longer than a page (dense: %s)', async (isDense) => {
  const rows = ['', sentence.repeat(20), sentence.repeat(130)].map((goal, at) => [`KA-2026-0${at + 1}`, goal])
  const written = await rowsOf(rows, isDense)
  expect(written.map((row) => row.includes('<w:cantSplit/>'))).toEqual([true, true, true, false])
})

test('the table of items holds a code of the office on one line, and a name of three characters', () => {
  const plan = { title: '', procedureText: '', standardsText: '', reportingText: '', items: [] }
  const table = planAnnex(plan).tables[0]?.columns ?? []
  const total = table.reduce((sum, { share }) => sum + share, 0)
  // 225 mm, less two margins of 1.4 mm; letters of 10.5 points, Latin capitals somewhat wider than half of that
  const room = (name: string) => ((table.find((one) => one.name === name)?.share ?? 0) / total) * 225 - 2.8
  const needed = (words: string) => widthOf(words) * 10.5 * 0.3528
  expect(room('编号')).toBeGreaterThan(needed('KA-2026-01') * 1.15)
  for (const name of ['责任处', '协调处', '责任人']) expect(room(name)).toBeGreaterThan(needed('欧阳娜'))
})
