import { expect, test } from 'vitest'
import { downloadReportFile } from '#domain/collection/dataReport.api.ts'
import { correctReport } from '#domain/collection/dataReportActs.api.ts'
import { accept, correct, offer } from '#domain/collection/dutyActs.api.ts'
import type { FormContent } from '#domain/collection/form.ts'
import { readVouching } from '#domain/collection/vouching.api.ts'
import { digestOf } from '#server/kernel/canonical.ts'
import { collectingUnit, duties, entry, peopleOf, signed, uploaded, versionOf } from '#test/duties.ts'
import { furtherFields, indicatorOf, inForce } from '#test/fixtures/collectionPlans.ts'
import { reportAt, seen } from '#test/reports.ts'
import { world } from '#test/world.ts'

const w = world()
const period = '2025-10'

/** One duty on a form with further fields, filled in, signed and accepted. */
async function filledSet(values: FormContent['values'], withFile: boolean) {
  const [responsible, coordinating, unitId] = [await w.division(), await w.division(), await collectingUnit(w)]
  const people = await peopleOf(w, responsible, coordinating)
  const signer = await w.person('division.head', coordinating)
  const deputy = await w.person('leadingGroup.deputy')
  await w.owner.insertInto('postCharge').values({ postId: deputy.postId, divisionId: coordinating }).execute()
  const indicators = [{ name: '查验件数', unit: '件', collectingUnitId: unitId }]
  const { ids } = await duties(w, { responsible, coordinating, indicators }, { period })
  const [id = ''] = ids
  await inForce(w, people.coordinator, signer, await indicatorOf(w, id), { fields: furtherFields })
  const key = { collectingUnitId: unitId, coordinatingDivisionId: coordinating, period }
  const set = { ...people, id, ids, key, signer, deputy, responsible, coordinating, unitId }
  const file = withFile ? { list: await uploaded(w, people.officer, '抽检清单.txt') } : {}
  const content = { values: { ...values, ...file }, reasons: {} }
  const version = await versionOf(w, people.officer, id)
  await w.call(people.officer, offer, { params: { id }, body: { version, ...entry('12'), content } })
  await signed(w, people.head, period)
  await accepted(set)
  return set
}
type Set = { id: string; coordinator: Awaited<ReturnType<typeof peopleOf>>['coordinator'] }
const accepted = async ({ coordinator, id }: Set) =>
  w.call(coordinator, accept, { params: { id }, body: { version: await versionOf(w, coordinator, id) } })

test('what a plan asks beside the figure is in the table, in the manifest and under the signature', async () => {
  const set = await filledSet({ inspected: '5', method: 'system' }, true)
  const id = await reportAt(w, set, 'signed')
  const { table, lines } = await seen(w, set.coordinator, id)
  expect(table.rows.map(({ cells }) => cells.slice(1))).toMatchObject(
    [
      ['查验件数', '12', '取数方式：业务系统导出；抽检清单：抽检清单.txt'],
      ['其中：抽检件数', '5', ''],
      ['合计', '12', ''],
    ].slice(0, table.rows.length),
  )
  expect(lines[0]?.further.map(({ words }) => words)).toEqual(['5 件', '业务系统导出', '抽检清单.txt'])
  const vouched = await w.call(set.coordinator, readVouching, { params: { id: lines[0]?.submissionId ?? '' } })
  expect(vouched.body.further).toEqual(lines[0]?.further)
  const { body } = await w.call(set.coordinator, downloadReportFile, { params: { id, kind: 'manifest' } })
  const manifest = JSON.parse(Buffer.isBuffer(body) ? body.toString() : JSON.stringify(body))
  expect(manifest.values[0].further).toMatchObject([
    { name: '其中：抽检件数', value: '5', unit: '件' },
    { name: '取数方式', words: '业务系统导出' },
    { name: '抽检清单', words: '抽检清单.txt', digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ])
})

test('a file asked beside the figure is in the package, numbered as in the letter, with the bytes that were signed', async () => {
  const set = await filledSet({ inspected: '5', method: 'system' }, true)
  const id = await reportAt(w, set, 'signed')
  const { files, letter, table, lines } = await seen(w, set.coordinator, id)
  expect(letter?.attachments).toEqual([table.title, '抽检清单（查验件数）'])
  const [attached] = files.filter(({ kind }) => kind === 'attachment')
  const digest = lines[0]?.further.at(-1)?.digest ?? ''
  expect(attached).toMatchObject({ name: '附件2 抽检清单（查验件数）.txt', digest })
  const download = (query: { digest?: string }, client = set.coordinator) =>
    w.call(client, downloadReportFile, { params: { id, kind: 'attachment' }, query })
  const { status, body } = await download({ digest })
  expect(status).toBe(200)
  expect(digestOf(Buffer.from(body as Buffer))).toBe(digest)
  expect((await download({ digest: '0'.repeat(64) })).status).toBe(404)
  expect((await download({ digest }, await w.person('division.head', await w.division()))).status).toBe(404)
  const manifest = (await w.call(set.coordinator, downloadReportFile, { params: { id, kind: 'manifest' }, query: {} }))
    .body
  expect(JSON.stringify(Buffer.isBuffer(manifest) ? manifest.toString() : manifest)).toContain('附件2 抽检清单')
})

test('a correction of a further field alone is sent as one, and says what changed', async () => {
  const set = await filledSet({ inspected: '5', method: 'system' }, false)
  const first = await reportAt(w, set, 'sent')
  const version = await versionOf(w, set.officer, set.id)
  const content = { values: { inspected: '6', method: 'system' }, reasons: {} }
  const body = { version, ...entry('12'), content, reason: '抽检件数漏计一件' }
  expect(await w.call(set.officer, correct, { params: { id: set.id }, body })).toMatchObject({ status: 200 })
  await signed(w, set.head, period)
  await accepted(set)
  const sent = await seen(w, set.coordinator, first)
  expect(sent.signatures[0]).toMatchObject({ isInForce: false, staleCells: ['查验件数'] })
  expect(sent.table.rows[1]?.cells).toContain('5')
  const again = await w.call(set.coordinator, correctReport, { params: { id: first }, body: { version: sent.version } })
  expect(again.body.letter?.paragraphs[0]).toContain('其中：抽检件数原报5 件，更正为6 件')
  expect(again.body.table.rows[1]).toMatchObject({ isChanged: true })
})
