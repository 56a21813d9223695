import ExcelJS, { type CellValue } from 'exceljs'
import { expect, test } from 'vitest'
import { dryRunOrganization, importOrganization } from '#domain/organization/import.api.ts'
import { dryRunMunicipalPlan, importMunicipalPlan } from '#domain/plan/municipalImport.api.ts'
import { dryRunWorkPlanTable } from '#domain/plan/officeWorkPlan.api.ts'
import { dryRunPlanTable, importPlanTable } from '#domain/plan/planTable.api.ts'
import { insertFile } from '#server/kernel/files.ts'
import { allRoutes } from '#server/main.ts'
import { openDuty } from './duties.ts'
import { cityHead, tableWith } from './fixtures/municipalTables.ts'
import { workbookWith } from './fixtures/packages.ts'
import { draftPlan, planPeople } from './fixtures/plan.ts'
import { taken, tried, withJobs } from './imports.ts'
import { digestOfAll } from './permissions/digest.ts'
import { type Client, world } from './world.ts'

/** Every importer of workbooks is given the same wrong files: each is refused in words, and nothing is imported. */
const w = world(allRoutes)
withJobs(w)
let nextYear = 2080

const upload = (client: Client, content: Buffer) =>
  w.db.transaction().execute(async (tx) => {
    const file = { name: '表.xlsx', type: 'application/octet-stream', content, uploadedBy: client.id }
    return (await insertFile(tx, w.app.files, file)).id
  })

/** A table of one sheet with one row below its headings. */
async function tableOf(name: string, headings: readonly string[], row: readonly CellValue[]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet(name)
  sheet.addRow([...headings])
  for (const [at, value] of row.entries()) sheet.getCell(2, at + 1).value = value
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

/** What a refusal or a trial says, and the trial's answer. */
type Told = { readonly said: string; readonly imported: number }
type Importer = {
  /** Where the cell stands that `withCell` fills, as the sentence or the fault names it. */
  readonly place: string
  readonly withCell: (value: CellValue) => Promise<Buffer>
  readonly tell: (bytes: Buffer) => Promise<Told>
}

async function planTable(bytes: Buffer): Promise<Told> {
  const people = await planPeople(w)
  nextYear += 1
  const { plan } = await draftPlan(w, people, nextYear)
  const fileId = await upload(people.writer, bytes)
  const params = { id: plan.id }
  const before = await digestOfAll(w)
  const tried = await w.call(people.writer, dryRunPlanTable, { params: { ...params, fileId } })
  const done = await w.call(people.writer, importPlanTable, { params, body: { fileId, leaves: 0 } })
  expect(await digestOfAll(w)).toEqual(before)
  return { said: JSON.stringify([tried.body, done.body]), imported: done.status }
}

async function municipal(bytes: Buffer): Promise<Told> {
  const { writer } = await planPeople(w)
  nextYear += 1
  const year = nextYear
  const fileId = await upload(writer, bytes)
  const before = await digestOfAll(w)
  const tried = await w.call(writer, dryRunMunicipalPlan, { params: { id: fileId }, query: { year } })
  const done = await w.call(writer, importMunicipalPlan, { body: cityHead(year, fileId) })
  expect(await digestOfAll(w)).toEqual(before)
  return { said: JSON.stringify([tried.body, done.body]), imported: done.status }
}

async function organization(bytes: Buffer): Promise<Told> {
  const admin = await w.person('systemAdmin')
  const fileId = await upload(admin, bytes)
  const before = await digestOfAll(w)
  const params = { kind: 'person' as const }
  const tried = await w.call(admin, dryRunOrganization, { params: { ...params, id: fileId } })
  const seen = [{ row: 2, version: null }]
  const done = await w.call(admin, importOrganization, { params, body: { fileId, seen } })
  expect(await digestOfAll(w)).toEqual(before)
  return { said: JSON.stringify([tried.body, done.body]), imported: done.status }
}

/** Read into the page alone: the version is recorded from there, and not while a row has a fault. */
async function workPlan(bytes: Buffer): Promise<Told> {
  const staff = await w.person('performanceOffice.staff', await w.division())
  const id = await upload(staff, bytes)
  const before = await digestOfAll(w)
  const tried = await w.call(staff, dryRunWorkPlanTable, { params: { id } })
  expect(await digestOfAll(w)).toEqual(before)
  const isFaulty = tried.status !== 200 || tried.body.faults.length > 0
  return { said: JSON.stringify(tried.body), imported: isFaulty ? 422 : 200 }
}

const besideImports = (digest: Awaited<ReturnType<typeof digestOfAll>>) =>
  Object.entries(digest).filter(([name]) => !['entryImport', 'entryImportRow', 'idempotencyKey'].includes(name))

/** Tried by a job, which keeps what it found beside the import: nothing else is written, and none of it can be taken. */
async function figures(bytes: Buffer): Promise<Told> {
  const { officer } = await openDuty(w, { name: '抽查' })
  const fileId = await upload(officer, bytes)
  const before = besideImports(await digestOfAll(w))
  const run = await tried(w, officer, fileId)
  const done = await taken(w, officer, run.id)
  expect(besideImports(await digestOfAll(w))).toEqual(before)
  // what ends by itself in a sentence cannot be taken any more: 409 for both
  return { said: JSON.stringify([run, done.body]), imported: done.status === 409 ? 422 : done.status }
}

const importers: Record<string, Importer> = {
  'figures of a division': {
    place: '"row":2',
    withCell: (value) => tableOf('填报表', ['指标', '说明', '数值', '报送期'], ['抽查', value, 1, '2025-10']),
    tell: figures,
  },
  "the city's table": {
    place: '第1张表第5行I列',
    withCell: (value) =>
      tableWith((sheet) => {
        sheet.getCell('I5').value = value
      }),
    tell: municipal,
  },
  'the table of items': {
    place: '第1张表“评估事项”第2行B列',
    withCell: (value) => tableOf('评估事项', ['编号', '事项'], ['A-1', value]),
    tell: planTable,
  },
  'people of the organization': {
    place: '"path":"row.2.A"',
    withCell: (value) => tableOf('人员', ['姓名', '用户名', '身份'], [value, 'zhang.san', '公务员']),
    tell: organization,
  },
  "tasks of the office's work plan": {
    place: '第2行',
    withCell: (value) => tableOf('任务', ['序号', '任务'], ['1', value]),
    tell: workPlan,
  },
}
const names = Object.keys(importers)
const importerOf = (name: string): Importer => {
  const found = importers[name]
  if (!found) throw new Error(name)
  return found
}

const cells: Record<string, { readonly value: (address: string) => CellValue; readonly sentence: string }> = {
  'a formula that refers to itself': {
    value: (address) => ({ formula: `${address}&"甲"`, result: '甲乙' }),
    sentence: '公式引用自身或循环引用',
  },
  'a formula that lost what it refers to': {
    value: () => ({ formula: '#REF!+1', result: { error: '#REF!' } }),
    sentence: '公式有错误（#REF!）',
  },
  'a formula without a result': {
    value: () => ({ formula: 'Z99' }) as CellValue,
    sentence: '公式没有保存结果',
  },
  'words of 2,000 characters': { value: () => '长'.repeat(2000), sentence: '个字' },
}
const addresses: Record<string, string> = { "the city's table": 'I5', 'people of the organization': 'A2' }

test.each(names.flatMap((name) => Object.keys(cells).map((cell) => [name, cell] as const)))(
  '%s with %s is refused by its cell',
  async (name, cell) => {
    const { place, withCell, tell } = importerOf(name)
    const { value, sentence } = cells[cell] ?? { value: () => null, sentence: '' }
    // the column of weights knows only figures: words stand in the name beside it
    const { said, imported } = await tell(await withCell(value(addresses[name] ?? 'B2')))
    expect(imported).toBe(422)
    expect(said).toContain(place)
    if (name !== "the city's table" || !cell.startsWith('words')) expect(said).toContain(sentence)
  },
)

/** The head of a compound file as Office 97 and encrypted packages begin, with the name of its stream. */
const compound = (stream: string): Buffer =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from(stream, 'utf16le')])

const files: Record<string, { readonly bytes: () => Buffer | Promise<Buffer>; readonly sentence: string }> = {
  'an encrypted workbook': { bytes: () => compound('EncryptedPackage'), sentence: '加密' },
  'an .xls called .xlsx': { bytes: () => compound('Workbook'), sentence: '旧版' },
  'a page called .xlsx': {
    bytes: () => Buffer.from('<html><table><tr><td>1</td></tr></table></html>'),
    sentence: '网页',
  },
  'a bomb': { bytes: () => workbookWith({ 'xl/sharedStrings.xml': new Uint8Array(60_000_000) }), sentence: '过大' },
  'a workbook cut short': {
    bytes: async () => (await tableOf('表', ['编号', '事项'], ['1', '甲'])).subarray(0, 3000),
    sentence: '损坏',
  },
}

test.each(names.flatMap((name) => Object.keys(files).map((file) => [name, file] as const)))(
  '%s is not taken from %s, which is refused in words',
  async (name, file) => {
    const { bytes, sentence } = files[file] ?? { bytes: () => Buffer.alloc(0), sentence: '' }
    const { said, imported } = await importerOf(name).tell(await bytes())
    expect(imported).toBe(422)
    expect(said).toContain(sentence)
  },
)
