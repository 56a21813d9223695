import { expect, test } from 'vitest'
import { offerEntries, readEntryGrid } from '#domain/collection/entryGrid.api.ts'
import {
  downloadEntryErrors,
  downloadEntryTable,
  importEntryTable,
  tryEntryTable,
} from '#domain/collection/entryTable.api.ts'
import { insertFile } from '#server/kernel/files.ts'
import { readTable } from '#server/kernel/office/readTable.ts'
import { writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import { duties, entry, peopleOf } from '#test/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const period = '2025-10'
const rowsOf = async (client: Client) => (await w.call(client, readEntryGrid, { query: { period } })).body.rows
const fileOf = (client: Client, name: string, content: Buffer) =>
  w.db.transaction().execute(async (tx) => {
    const file = { name, type: 'application/octet-stream', content, uploadedBy: client.id }
    return (await insertFile(tx, w.app.files, file)).id
  })
const csv = (client: Client, lines: readonly string[]) => fileOf(client, '数据.csv', Buffer.from(lines.join('\r\n')))
const tried = async (client: Client, fileId: string) =>
  (await w.call(client, tryEntryTable, { params: { fileId } })).body
const take = (client: Client, fileId: string, seen: string) =>
  w.call(client, importEntryTable, { body: { fileId, seen } })

async function office() {
  const [responsible, coordinating] = [await w.division(), await w.division()]
  const people = await peopleOf(w, responsible, coordinating)
  const indicators = [{ name: '抽查' }, { name: '旅客', unit: '万人次', decimals: 1 }, { name: '通报' }]
  return { ...people, ...(await duties(w, { responsible, coordinating, indicators })) }
}

test('the template comes filled in and goes back as it is: drafts, then handed in', async () => {
  const { ids, officer } = await office()
  const answer = await w.call(officer, downloadEntryTable, { query: { period } })
  const template = await readTable({ name: '填报表.xlsx', bytes: Buffer.from(answer.body as never) })
  if (!template.ok) throw new Error(template.message.en)
  const [head, ...rows] = template.sheets[0]?.rows ?? []
  expect(head?.cells.map(({ text }) => text)).toEqual([
    '数据编码',
    '报送期',
    '事项编号',
    '指标',
    '单位',
    '数值',
    '零报告',
    '说明',
  ])
  expect(rows.map(({ cells }) => cells[0]?.text)).toEqual(ids)
  const columns = [{ heading: '数据编码' }, { heading: '数值' }, { heading: '零报告' }]
  const filled = [
    [ids[0] ?? '', { number: '1234', decimals: 0 }, null],
    [ids[1] ?? '', '12,000人次', null],
    [ids[2] ?? '', null, '是'],
  ]
  const fileId = await fileOf(officer, '填报.xlsx', await writeWorkbook([{ name: '表', columns, rows: filled }]))
  const run = await tried(officer, fileId)
  expect(run).toMatchObject({ accepted: 3, unchanged: 0, refused: 0 })
  expect((await rowsOf(officer)).map(({ draft }) => draft)).toEqual([null, null, null])
  await take(officer, fileId, run.seen)
  const drafted = await rowsOf(officer)
  expect(drafted.map(({ draft }) => [draft?.kind, draft?.value])).toEqual([
    ['value', '1234'],
    ['value', '1.2'],
    ['nil', null],
  ])
  expect(await tried(officer, fileId)).toMatchObject({ accepted: 0, unchanged: 3 })
  const offers = drafted.map(({ id, version, draft }) => ({
    dutyId: id,
    version,
    ...entry(draft?.value ?? null),
  }))
  expect(await w.call(officer, offerEntries, { body: { rows: offers } })).toMatchObject({ status: 200 })
})

test('one refused row stops all; the file of errors says why', async () => {
  const { officer } = await office()
  const lines = ['报送期,指标,数值', '2025年10月,抽查,5', '2025年10月,抽查,6', '3/4/2025,通报,1', '2025-10,旅客,5%']
  const fileId = await csv(officer, lines)
  const run = await tried(officer, fileId)
  expect(run).toMatchObject({ accepted: 1, unchanged: 0, refused: 3 })
  expect(run.rows.map(({ row, outcome }) => [row, outcome])).toEqual([
    [3, 'refused'],
    [4, 'refused'],
    [5, 'refused'],
    [2, 'accepted'],
  ])
  const answer = await take(officer, fileId, run.seen)
  expect(answer).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'row.3' }, { path: 'row.4' }, { path: 'row.5' }] },
  })
  expect((await rowsOf(officer)).map(({ draft }) => draft)).toEqual([null, null, null])
  const errors = await w.call(officer, downloadEntryErrors, { params: { fileId } })
  const book = await readTable({ name: '错误行.xlsx', bytes: Buffer.from(errors.body as never) })
  if (!book.ok) throw new Error(book.message.en)
  const shown = book.sheets[0]?.rows.map(({ cells }) => cells.map(({ text }) => text)) ?? []
  expect(shown[0]).toEqual(['报送期', '指标', '数值', '原文件行号', '原因'])
  expect(shown[1]).toEqual(['2025年10月', '抽查', '6', '3', '与第2行是同一项数据。'])
})

test('of two files for one duty the second is told', async () => {
  const { officer } = await office()
  const one = await csv(officer, ['报送期,指标,数值', '2025-10,抽查,5'])
  const other = await csv(officer, ['报送期,指标,数值', '2025-10,抽查,6'])
  const [first, second] = [await tried(officer, one), await tried(officer, other)]
  const answers = await Promise.all([take(officer, one, first.seen), take(officer, other, second.seen)])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'draft_changed' })
})

test('files that are no table, cut off or of somebody else are refused', async () => {
  const { officer, head } = await office()
  const refusedAs = async (name: string, content: string) => {
    const fileId = await fileOf(officer, name, Buffer.from(content))
    const { status, body } = await w.call(officer, tryEntryTable, { params: { fileId } })
    return [status, (body as never as { fields?: { message: { zh: string } }[] }).fields?.[0]?.message.zh]
  }
  expect(await refusedAs('a.csv', '甲,乙\r\n1,2')).toEqual([422, expect.stringContaining('没有找到表头')])
  expect(await refusedAs('a.csv', '报送期,指标,数值\r\n2025-10,"抽查')).toEqual([
    422,
    expect.stringContaining('引号不配对'),
  ])
  expect(await refusedAs('a.xlsx', '<html><table></table></html>')).toEqual([422, expect.stringContaining('网页')])
  const cut = await csv(officer, ['报送期,指标,数值', '2025-10,抽查'])
  expect((await tried(officer, cut)).rows[0]?.message?.zh).toContain('不完整')
  const own = await csv(officer, ['报送期,指标,数值', '2025-10,抽查,5'])
  expect(await w.call(head, tryEntryTable, { params: { fileId: own } })).toMatchObject({ status: 404 })
  expect(await w.call(head, importEntryTable, { body: { fileId: own, seen: '0'.repeat(64) } })).toMatchObject({
    status: 404,
  })
})

test('a table fills only what the own division owes', async () => {
  const { officer, coordinator, ids } = await office()
  const lines = ['数据编码,数值', `${ids[0]},5`]
  const run = await tried(coordinator, await csv(coordinator, lines))
  expect(run).toMatchObject({ accepted: 0, refused: 1 })
  expect(run.rows[0]?.message?.zh).toContain('不在本处待填报的数据中')
  expect(await tried(officer, await csv(officer, lines))).toMatchObject({ accepted: 1, refused: 0 })
})
