import { expect, test } from 'vitest'
import { offerEntries, readEntryGrid } from '#domain/collection/entryGrid.api.ts'
import {
  cancelEntryImport,
  downloadEntryErrors,
  downloadEntryTable,
  listEntryImports,
  readEntryImport,
  startEntryImport,
  takeEntryImport,
} from '#domain/collection/entryTable.api.ts'
import type { FormField } from '#domain/collection/form.ts'
import { readTable } from '#server/kernel/office/readTable.ts'
import { writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import { duties, entry, peopleOf } from '#test/duties.ts'
import { furtherFields, indicatorOf, inForce } from '#test/fixtures/collectionPlans.ts'
import { ended, fileOf as storedFile, taken, tried as triedIn, withJobs } from '#test/imports.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
withJobs(w)
const period = '2025-10'
const rowsOf = async (client: Client) => (await w.call(client, readEntryGrid, { query: { period } })).body.rows
const draftsOf = async (client: Client) => (await rowsOf(client)).map(({ draft }) => draft?.value ?? null)
const fileOf = (client: Client, name: string, content: Buffer) => storedFile(w, client, name, content)
const csv = (client: Client, lines: readonly string[]) => fileOf(client, '数据.csv', Buffer.from(lines.join('\r\n')))
const tried = (client: Client, fileId: string) => triedIn(w, client, fileId)

async function office() {
  const [responsible, coordinating] = [await w.division(), await w.division()]
  const people = await peopleOf(w, responsible, coordinating)
  const indicators = [{ name: '抽查' }, { name: '旅客', unit: '万人次', decimals: 1 }, { name: '通报' }]
  return { ...people, coordinating, ...(await duties(w, { responsible, coordinating, indicators })) }
}

test('the template comes filled in and goes back as it is: drafts, then handed in', async () => {
  const { ids, officer } = await office()
  const answer = await w.call(officer, downloadEntryTable, { query: { period } })
  const template = await readTable({ name: '填报表.xlsx', bytes: Buffer.from(answer.body as never) })
  if (!template.ok) throw new Error(template.message.en)
  const [head, ...rows] = template.sheets[0]?.rows ?? []
  const heads = ['数据编码', '报送期', '事项编号', '指标', '单位', '数值', '零报告', '说明']
  expect(head?.cells.map(({ text }) => text)).toEqual(heads)
  expect(rows.map(({ cells }) => cells[0]?.text)).toEqual(ids)
  const columns = [{ heading: '数据编码' }, { heading: '数值' }, { heading: '零报告' }]
  const filled = [
    [ids[0] ?? '', { number: '1234', decimals: 0 }, null],
    [ids[1] ?? '', '12,000人次', null],
    [ids[2] ?? '', null, '是'],
  ]
  const fileId = await fileOf(officer, '填报.xlsx', await writeWorkbook([{ name: '表', columns, rows: filled }]))
  const run = await tried(officer, fileId)
  expect(run).toMatchObject({ state: 'read', accepted: 3, unchanged: 0, refused: 0 })
  expect((await rowsOf(officer)).map(({ draft }) => draft)).toEqual([null, null, null])
  expect(await taken(w, officer, run.id)).toMatchObject({ body: { state: 'taken', rowsDone: 3, rowsTotal: 3 } })
  const drafted = await rowsOf(officer)
  expect(drafted.map(({ draft }) => [draft?.kind, draft?.value])).toEqual([
    ['value', '1234'],
    ['value', '1.2'],
    ['nil', null],
  ])
  const again = await tried(officer, fileId)
  expect(again).toMatchObject({ accepted: 0, unchanged: 3 })
  expect(await taken(w, officer, again.id)).toMatchObject({ status: 409, body: { code: 'nothing_to_import' } })
  const offers = drafted.map(({ id, version, draft }) => ({ dutyId: id, version, ...entry(draft?.value ?? null) }))
  expect(await w.call(officer, offerEntries, { body: { rows: offers } })).toMatchObject({ status: 200 })
})

test('one refused row stops all; the file of errors says which column and why', async () => {
  const { officer } = await office()
  const lines = ['报送期,指标,数值', '2025年10月,抽查,5', '2025年10月,抽查,6', '3/4/2025,通报,1', '2025-10,旅客,5%']
  const run = await tried(officer, await csv(officer, lines))
  expect(run).toMatchObject({ state: 'read', accepted: 1, unchanged: 0, refused: 3 })
  expect(run.rows.map(({ row, outcome, column }) => [row, outcome, column])).toEqual([
    [3, 'refused', '指标'],
    [4, 'refused', '报送期'],
    [5, 'refused', '数值'],
    [2, 'accepted', null],
  ])
  expect(await taken(w, officer, run.id)).toMatchObject({ status: 409, body: { code: 'rows_refused' } })
  expect(await draftsOf(officer)).toEqual([null, null, null])
  const errors = await w.call(officer, downloadEntryErrors, { params: { id: run.id } })
  const book = await readTable({ name: '错误行.xlsx', bytes: Buffer.from(errors.body as never) })
  if (!book.ok) throw new Error(book.message.en)
  const shown = book.sheets[0]?.rows.map(({ cells }) => cells.map(({ text }) => text)) ?? []
  expect(shown[0]).toEqual(['报送期', '指标', '数值', '原文件行号', '列', '原因'])
  expect(shown[1]).toEqual(['2025年10月', '抽查', '6', '3', '指标', '与第2行是同一项数据。'])
})

test('further fields of a collection plan go out and come in; wrong ones are refused by name, blank ones stay', async () => {
  const { ids, officer, coordinator, coordinating } = await office()
  const head = await w.person('division.head', coordinating)
  const date: FormField = { key: 'counted', kind: 'date', name: '截止日', checks: [] }
  const fields = [...furtherFields, date]
  const version = await inForce(w, coordinator, head, await indicatorOf(w, ids[0] ?? ''), { fields })
  expect(version.status).toBe(200)
  const heads = ['数据编码', '数值', '其他字段：其中：抽检件数', '其他字段：取数方式', '其他字段: 截止日']
  const bring = async (...lines: string[]) => tried(officer, await csv(officer, [heads.join(','), ...lines]))
  const wrong = await bring(`${ids[0]},12,三件半,手工,3/4/2025`, `${ids[1]},1.2,5,,`)
  expect(wrong.rows.map(({ row, outcome, column, message }) => [row, outcome, column, message?.zh])).toEqual([
    [2, 'refused', '其他字段：其中：抽检件数', expect.stringContaining('“其中：抽检件数”')],
    [3, 'refused', '其他字段：其中：抽检件数', '这项数据不要求填“其中:抽检件数”。'],
  ])
  const choice = await bring(`${ids[0]},12,3,手工,`)
  expect(choice.rows[0]?.message?.zh).toBe('“取数方式”：没有“手工”这一选项，应为：业务系统导出、人工统计。')
  const day = await bring(`${ids[0]},12,3,,3/4/2025`)
  expect(day.rows[0]?.message?.zh).toBe('“截止日”：“3/4/2025”不是日期，应写2025-11-06。')

  const right = await bring(`${ids[0]},12,３,人工统计,2025年10月31日`, `${ids[1]},1.2,／,／,／`)
  expect(right).toMatchObject({ accepted: 2, refused: 0 })
  expect(await taken(w, officer, right.id)).toMatchObject({ body: { state: 'taken' } })
  const contentOf = async () => (await rowsOf(officer)).find(({ id }) => id === ids[0])?.content.values
  expect(await contentOf()).toEqual({ inspected: '3', method: 'manual', counted: '2025-10-31' })

  const answer = await w.call(officer, downloadEntryTable, { query: { period } })
  const out = await readTable({ name: '填报表.xlsx', bytes: Buffer.from(answer.body as never) })
  if (!out.ok) throw new Error(out.message.en)
  const at = ['I', 'J', 'K']
  const cells = out.sheets[0]?.rows.map((row) =>
    row.cells.filter(({ column }) => at.includes(column)).map(({ text }) => text),
  )
  expect(cells?.slice(0, 3)).toEqual([
    ['其他字段：其中：抽检件数', '其他字段：取数方式', '其他字段：截止日'],
    ['3', '人工统计', '2025-10-31'],
    ['／', '／', '／'],
  ])
  const back = await tried(officer, await fileOf(officer, '填报表.xlsx', Buffer.from(answer.body as never)))
  expect(back).toMatchObject({ accepted: 0, unchanged: 3, refused: 0 })

  const next = await bring(`${ids[0]},13,,业务系统导出,`)
  expect(await taken(w, officer, next.id)).toMatchObject({ body: { state: 'taken' } })
  expect(await contentOf()).toEqual({ inspected: '3', method: 'system', counted: '2025-10-31' })
  const alone = await bring(`${ids[0]},,4,,`)
  expect(alone).toMatchObject({ accepted: 1 })
  await taken(w, officer, alone.id)
  expect((await rowsOf(officer)).find(({ id }) => id === ids[0])?.draft?.value).toBe('13')
  expect((await contentOf())?.inspected).toBe('4')
})

test('a row of a period that is not open yet says when it opens', async () => {
  const { officer } = await office()
  const run = await tried(officer, await csv(officer, ['报送期,指标,数值', '2025年12月,抽查,5', '2026年1月,抽查,5']))
  expect(run.rows.map(({ column, message }) => [column, message?.zh])).toEqual([
    ['报送期', '2025年12月的数据自2026年1月1日起填报，现在还不能填。'],
    ['报送期', expect.stringContaining('不在待填报之列')],
  ])
})

test('of two files for one duty the second is told, and nothing of it is written', async () => {
  const { officer } = await office()
  const lines = (value: number) => ['报送期,指标,数值', `2025-10,抽查,${value}`, `2025-10,通报,${value}`]
  const first = await tried(officer, await csv(officer, lines(5)))
  // the person's other window: what it saved is a draft of the same duty
  const [duty] = await rowsOf(officer)
  const draft = { personId: officer.id, form: 'duty', subjectId: duty?.id ?? '', content: JSON.stringify(entry('7')) }
  await w.owner.insertInto('draft').values(draft).execute()
  const { body } = await taken(w, officer, first.id)
  expect(body).toMatchObject({ state: 'failed', failure: { zh: expect.stringContaining('第2行的数据已由另一份文件') } })
  expect(await draftsOf(officer)).toEqual(['7', null, null])
})

test('a second file waits until the first is done or cancelled; a new one takes the place of one that was only tried', async () => {
  const { officer } = await office()
  const [one, other] = [
    await csv(officer, ['报送期,指标,数值', '2025-10,抽查,5']),
    await csv(officer, ['指标,报送期,数值']),
  ]
  const begin = (fileId: string) => w.call(officer, startEntryImport, { body: { fileId } })
  const answers = await Promise.all([begin(one), begin(one), begin(other)])
  const refused = answers.filter(({ status }) => status === 409)
  // whichever came first may have been read by the time the next one asked
  for (const { body } of refused) expect(body).toMatchObject({ code: 'import_under_way' })
  for (const { status, body } of answers) if (status === 200) await ended(w, officer, body.id)
  const last = await tried(officer, one)
  const { rows } = (await w.call(officer, listEntryImports)).body
  expect(rows.filter(({ state }) => state === 'read').map(({ id }) => id)).toEqual([last.id])
  expect(rows.filter(({ state }) => state === 'cancelled')).toHaveLength(answers.length - refused.length)
})

test('a cancelled import leaves nothing, and cannot be taken', async () => {
  const { officer } = await office()
  const run = await tried(officer, await csv(officer, ['报送期,指标,数值', '2025-10,抽查,5']))
  const params = { id: run.id }
  expect(await w.call(officer, cancelEntryImport, { params })).toMatchObject({ body: { state: 'cancelled', rows: [] } })
  expect(await w.call(officer, takeEntryImport, { params })).toMatchObject({
    status: 409,
    body: { code: 'wrong_state' },
  })
  expect(await w.call(officer, cancelEntryImport, { params })).toMatchObject({ status: 409 })
  expect(await draftsOf(officer)).toEqual([null, null, null])
  expect(await w.owner.selectFrom('entryImportRow').where('importId', '=', run.id).select('row').execute()).toEqual([])
})

test('files that are no table, cut off or of somebody else are refused in words', async () => {
  const { officer, head } = await office()
  const refusedAs = async (name: string, content: string | Buffer) => {
    const run = await tried(officer, await fileOf(officer, name, Buffer.from(content)))
    return [run.state, run.failure?.zh]
  }
  const table = '报送期,指标,数值\r\n2025-10,抽查,5\r\n'
  expect(await refusedAs('a.csv', '甲,乙\r\n1,2')).toEqual(['failed', expect.stringContaining('没有找到表头')])
  expect(await refusedAs('a.csv', '报送期,指标,数值\r\n2025-10,"抽查')).toEqual([
    'failed',
    expect.stringContaining('引号不配对'),
  ])
  expect(await refusedAs('a.xlsx', '<html><table></table></html>')).toEqual(['failed', expect.stringContaining('网页')])
  expect(await refusedAs('a.csv', Buffer.from(`${table}2025-10,通报`).subarray(0, -1))).toEqual([
    'failed',
    expect.stringContaining('不完整'),
  ])
  const cut = await tried(officer, await csv(officer, ['报送期,指标,数值', '2025-10,抽查']))
  expect(cut.rows[0]?.message?.zh).toContain('不完整')
  const fileId = await csv(officer, ['报送期,指标,数值', '2025-10,抽查,5'])
  expect(await w.call(head, startEntryImport, { body: { fileId } })).toMatchObject({ status: 404 })
  const { id } = await tried(officer, fileId)
  for (const endpoint of [readEntryImport, downloadEntryErrors, takeEntryImport, cancelEntryImport])
    expect(await w.call(head, endpoint, { params: { id } })).toMatchObject({ status: 404 })
  expect((await w.call(head, listEntryImports)).body.rows).toEqual([])
  expect((await w.call(officer, readEntryImport, { params: { id } })).body.state).toBe('read')
})

test.each([
  ['3/4/2025', '1', '报送期', '“3/4/2025”无法识别'],
  ['2025-10', '1,23', '数值', '1,23'],
  ['2025-10', '1.234,5', '数值', '1.234,5'],
  ['2025-10', '3/4', '数值', '日期'],
  ['2025-10', '5%', '数值', '%'],
  ['2025-10', '十几', '数值', '十几'],
])('period %s with the figure %s is refused by row and column', async (of, value, column, words) => {
  const { officer } = await office()
  const run = await tried(officer, await csv(officer, ['报送期;指标;数值', '2025-10;通报;1', `${of};抽查;${value}`]))
  expect(run).toMatchObject({ accepted: 1, refused: 1, rows: [{ row: 3, column, outcome: 'refused' }, {}] })
  expect(run.rows[0]?.message?.zh).toContain(words)
})

test('files of other encodings and line ends are read as they are meant', async () => {
  const { officer } = await office()
  const utf16 = Buffer.from('\uFEFF报送期\t指标\t数值\r2025-10\t抽查\t１２\r2025-10\t通报\t"1,234"', 'utf16le')
  const run = await tried(officer, await fileOf(officer, '数据.txt', utf16))
  expect(run.rows.map(({ row, value }) => [row, value])).toEqual([
    [2, '12'],
    [3, '1234'],
  ])
  const gb = Buffer.concat([
    ...[[0xb1, 0xa8, 0xcb, 0xcd, 0xc6, 0xda], [0x2c], [0xd6, 0xb8, 0xb1, 0xea], [0x2c], [0xca, 0xfd, 0xd6, 0xb5]].map(
      Buffer.from,
    ),
    Buffer.from('\n2025-10,x,1'),
  ])
  expect(await tried(officer, await fileOf(officer, '数据.csv', gb))).toMatchObject({ state: 'read', refused: 1 })
})

test('a table fills only what the own division owes', async () => {
  const { officer, coordinator, ids } = await office()
  const lines = ['数据编码,数值', `${ids[0]},5`]
  const run = await tried(coordinator, await csv(coordinator, lines))
  expect(run).toMatchObject({ accepted: 0, refused: 1 })
  expect(run.rows[0]?.message?.zh).toContain('不在本处待填报的数据中')
  expect(await tried(officer, await csv(officer, lines))).toMatchObject({ accepted: 1, refused: 0 })
})
