import { expect, test } from 'vitest'
import { readDuty } from '#domain/collection/duty.api.ts'
import { correct, offer } from '#domain/collection/dutyActs.api.ts'
import { readVouching } from '#domain/collection/vouching.api.ts'
import { duties, entry, peopleOf, signed, versionOf } from '#test/duties.ts'
import { fileOf, taken, tried, withJobs } from '#test/imports.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
withJobs(w)

async function office() {
  const [responsible, coordinating] = [await w.division(), await w.division()]
  const people = await peopleOf(w, responsible, coordinating)
  const { ids } = await duties(w, { responsible, coordinating, indicators: [{ name: '抽查' }, { name: '通报' }] })
  return { ...people, ids, id: ids[0] ?? '' }
}
const table = ['全年数据,,,', '报送期,指标,数值,零报告', '2025-10,抽查,"1,234",', '2025-10,通报,,是'].join('\n')

async function imported(client: Client, before: () => Promise<unknown> = async () => undefined) {
  const run = await tried(w, client, await fileOf(w, client, '十月.csv', Buffer.from(table)))
  expect(run).toMatchObject({ state: 'read', accepted: 2, refused: 0 })
  await before()
  expect(await taken(w, client, run.id)).toMatchObject({ body: { state: 'taken' } })
}
const offered = async (client: Client, id: string, value: string | null) =>
  w.call(client, offer, { params: { id }, body: { version: await versionOf(w, client, id), ...entry(value) } })
const lineOf = async (client: Client, dutyId: string) => {
  const { submissions } = (await w.call(client, readDuty, { params: { id: dutyId } })).body
  const id = submissions.toSorted((a, b) => b.number - a.number)[0]?.id ?? ''
  return (await w.call(client, readVouching, { params: { id } })).body.tableLine
}

test('a figure and a nil return of an imported table lead to their rows, with the file as it was read', async () => {
  const { officer, coordinator, ids, id } = await office()
  await imported(officer)
  expect(await offered(officer, id, '1234')).toMatchObject({ status: 200 })
  expect(await offered(officer, ids[1] ?? '', null)).toMatchObject({ status: 200 })
  const line = await lineOf(officer, id)
  expect(line).toMatchObject({
    ...{ fileName: '十月.csv', row: 3, kind: 'value', value: '1234', isSame: true, proof: { isSame: true } },
    cells: [
      { heading: '报送期', text: '2025-10' },
      { heading: '指标', text: '抽查' },
      { heading: '数值', text: '1,234' },
      { heading: '零报告', text: '' },
    ],
  })
  expect(await lineOf(coordinator, ids[1] ?? '')).toMatchObject({ row: 4, kind: 'nil', value: null, isSame: true })
  const params = { id: (await w.call(officer, readDuty, { params: { id } })).body.submissionId ?? '' }
  expect(await w.call(officer, readVouching, { params })).toMatchObject({ status: 200 })
  const outsider = await w.person('division.officer', await w.division())
  expect(await w.call(outsider, readVouching, { params })).toMatchObject({ status: 404 })
})

test('what was changed after the import is said to differ; what is corrected later was typed', async () => {
  const { officer, head, id } = await office()
  await imported(officer)
  expect(await offered(officer, id, '1235')).toMatchObject({ status: 200 })
  expect(await lineOf(officer, id)).toMatchObject({ row: 3, value: '1234', isSame: false })
  await signed(w, head, '2025-10')
  const body = { version: await versionOf(w, officer, id), ...entry('1300'), reason: '漏计一个时段' }
  expect(await w.call(officer, correct, { params: { id }, body })).toMatchObject({ status: 200 })
  expect(await lineOf(officer, id)).toBeNull()
})

test('an import of somebody else, or none, is not where a figure comes from; an upload that is gone is said to be', async () => {
  const { officer, id } = await office()
  expect(await offered(officer, id, '1234')).toMatchObject({ status: 200 })
  expect(await lineOf(officer, id)).toBeNull()
  const other = await office()
  await imported(other.officer, () =>
    w.owner
      .deleteFrom('storedFile')
      .where('name', '=', '十月.csv')
      .where('uploadedBy', '=', other.officer.id)
      .execute(),
  )
  await w.owner
    .updateTable('entryOrigin')
    .set({ personId: officer.id })
    .where('personId', '=', other.officer.id)
    .execute()
  expect(await offered(other.officer, other.id, '1234')).toMatchObject({ status: 200 })
  expect(await lineOf(other.officer, other.id)).toBeNull()
  await w.owner.updateTable('entryOrigin').set({ personId: other.officer.id }).where('fileId', 'is', null).execute()
  expect(await lineOf(other.officer, other.id)).toMatchObject({ row: 3, isSame: true, proof: null, cells: [] })
})
