import { expect, test } from 'vitest'
import { readDuty } from '#domain/collection/duty.api.ts'
import { accept, returnDuty } from '#domain/collection/dutyActs.api.ts'
import { offerEntries, readEntryGrid, saveEntries } from '#domain/collection/entryGrid.api.ts'
import { duties, entry, offered, peopleOf, signed, uploaded, versionOf } from '#test/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const period = '2025-10'
const gridOf = async (client: Client) => (await w.call(client, readEntryGrid, { query: { period } })).body
const rowsFor = async (client: Client, values: readonly (string | null)[]) =>
  (await gridOf(client)).rows.map(({ id, version }, at) => ({ dutyId: id, version, ...entry(values[at] ?? null) }))
const submissions = (ids: readonly string[]) =>
  w.owner.selectFrom('submission').selectAll().where('dutyId', 'in', ids).orderBy('enteredAt').execute()

async function office(indicators: Parameters<typeof duties>[1]['indicators'] = [{}, {}, {}]) {
  const [responsible, coordinating] = [await w.division(), await w.division()]
  const people = await peopleOf(w, responsible, coordinating)
  return { ...people, ...(await duties(w, { responsible, coordinating, indicators })) }
}

test('many entries are handed in at once; each is as if it had been handed in by itself', async () => {
  const { ids, officer, head } = await office([{}, {}, { unit: '%', decimals: 1 }])
  const rows = await rowsFor(officer, ['7', null, '94.8'])
  const { body } = await w.call(officer, offerEntries, { body: { rows } })
  expect(body.left).toBeGreaterThan(0)
  expect(await gridOf(officer)).toMatchObject({ rows: [] })
  for (const [at, id] of ids.entries()) {
    const duty = (await w.call(officer, readDuty, { params: { id } })).body
    expect(duty).toMatchObject({ stage: 'offered', value: ['7', null, '94.8'][at], kind: at === 1 ? 'nil' : 'value' })
    expect(duty.submissions).toHaveLength(1)
    expect((await w.history(id)).at(-1)).toMatchObject({ action: 'duty.offer', basis: 'duty.offer' })
  }
  expect((await signed(w, head)).body.dutyIds.toSorted()).toEqual(ids.toSorted())
})

test('one row that is refused stops all, and every refused row is told', async () => {
  const { ids, officer } = await office([{}, { unit: '%', decimals: 1 }, { evidenceNeeded: true }])
  const rows = await rowsFor(officer, ['7', '948', '3'])
  const answer = await w.call(officer, offerEntries, { body: { rows } })
  expect(answer).toMatchObject({ status: 422 })
  expect(answer.body).toMatchObject({
    fields: [
      { path: 'body.rows.1.value', message: { zh: '应在0至100之间。是否为94.8？' } },
      { path: 'body.rows.2.evidenceFileId' },
    ],
  })
  expect(await submissions(ids)).toEqual([])
  expect((await gridOf(officer)).rows).toHaveLength(3)
})

test('what somebody changed meanwhile, or what is named twice, stops all with a sentence', async () => {
  const { ids, officer, head } = await office()
  const rows = await rowsFor(officer, ['1', '2', '3'])
  await offered(w, head, ids[0] ?? '', '9')
  const [, second] = rows
  const answer = await w.call(officer, offerEntries, { body: { rows: [...rows, ...(second ? [second] : [])] } })
  expect(answer).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'body.rows.0.version' }, { path: 'body.rows.3.dutyId' }] },
  })
  expect(await submissions(ids)).toHaveLength(1)
})

test('a returned duty comes back with what was handed in; its next version has the next number and the same evidence', async () => {
  const { ids, officer, head, coordinator } = await office([{ evidenceNeeded: true }])
  const [id = ''] = ids
  const file = await uploaded(w, officer)
  const first = (await rowsFor(officer, ['7'])).map((row) => ({ ...row, evidenceFileId: file }))
  await w.call(officer, offerEntries, { body: { rows: first } })
  await signed(w, head)
  const version = await versionOf(w, coordinator, id)
  await w.call(coordinator, returnDuty, { params: { id }, body: { version, reason: '请核对' } })
  const [row] = (await gridOf(officer)).rows
  expect(row).toMatchObject({
    stage: 'returned',
    returnReason: '请核对',
    before: { value: '7', evidence: { id: file } },
  })
  const again = (await rowsFor(officer, ['8'])).map((one) => ({ ...one, evidenceFileId: file }))
  expect(await w.call(officer, offerEntries, { body: { rows: again } })).toMatchObject({ status: 200 })
  expect((await submissions(ids)).map(({ number, value }) => [number, value])).toEqual([
    [1, '7'],
    [2, '8'],
  ])
})

test('evidence of another duty, or of somebody else, is not taken', async () => {
  const { ids, officer, head } = await office([{}, {}])
  const file = await uploaded(w, officer)
  const foreign = await uploaded(w, head)
  const twice = (await rowsFor(officer, ['1', '2'])).map((row) => ({ ...row, evidenceFileId: file }))
  const one = await w.call(officer, offerEntries, { body: { rows: twice } })
  expect(one).toMatchObject({ status: 422, body: { fields: [{}] } })
  const others = (await rowsFor(officer, ['1', '2'])).map((row) => ({ ...row, evidenceFileId: foreign }))
  const other = await w.call(officer, offerEntries, { body: { rows: others } })
  expect(other).toMatchObject({ status: 422, body: { fields: [{}, {}] } })
  expect(await submissions(ids)).toEqual([])
})

test('drafts are kept together, seen by their person alone, and not over another window’s', async () => {
  const { officer, head } = await office()
  const { rows } = await gridOf(officer)
  const drafts = rows.map(({ id }, at) => ({ dutyId: id, ...entry(String(at)), replaces: null }))
  const saved = (await w.call(officer, saveEntries, { body: { drafts } })).body
  expect(saved.drafts.map(({ version }) => version)).toEqual([1, 1, 1])
  expect((await gridOf(officer)).rows.map(({ draft }) => draft?.value)).toEqual(['0', '1', '2'])
  expect((await gridOf(head)).rows.map(({ draft }) => draft)).toEqual([null, null, null])
  const stale = drafts.map((draft, at) => ({ ...draft, value: '5', replaces: at === 0 ? null : 1 }))
  const refused = await w.call(officer, saveEntries, { body: { drafts: stale } })
  expect(refused).toMatchObject({ status: 409, body: { code: 'draft_changed' } })
  expect((await gridOf(officer)).rows.map(({ draft }) => draft?.value)).toEqual(['0', '1', '2'])
  const next = drafts.map((draft) => ({ ...draft, value: '5', replaces: 1 }))
  await w.call(officer, saveEntries, { body: { drafts: next } })
  expect((await gridOf(officer)).rows.map(({ draft }) => draft?.version)).toEqual([2, 2, 2])
})

test('only the division that owes the data fills them; the coordinating one is refused, another finds nothing', async () => {
  const { ids, officer, coordinator } = await office()
  const stranger = await w.person('division.officer', await w.division())
  const rows = await rowsFor(officer, ['1', '2', '3'])
  const drafts = rows.map(({ dutyId }) => ({ dutyId, ...entry('1'), replaces: null }))
  expect(await w.call(coordinator, offerEntries, { body: { rows } })).toMatchObject({
    status: 403,
    body: { code: 'not_responsible_division' },
  })
  expect(await w.call(coordinator, saveEntries, { body: { drafts } })).toMatchObject({ status: 403 })
  expect(await w.call(stranger, offerEntries, { body: { rows } })).toMatchObject({ status: 404 })
  expect(await w.call(stranger, saveEntries, { body: { drafts } })).toMatchObject({ status: 404 })
  expect((await gridOf(coordinator)).rows).toEqual([])
  expect(await submissions(ids)).toEqual([])
  expect(await w.call(officer, offerEntries, { body: { rows } })).toMatchObject({ status: 200 })
})

test('the row says what the figure is compared with: the periods before, a year ago', async () => {
  const [responsible, coordinating] = [await w.division(), await w.division()]
  const { officer, head, coordinator } = await peopleOf(w, responsible, coordinating)
  const { itemId } = await duties(w, { responsible, coordinating, indicators: [{ name: '抽查次数' }] })
  for (const [month, value] of [['2025-08', '5'] as const, ['2025-09', '6'] as const]) {
    const { id } = await w.owner
      .selectFrom('duty')
      .select('id')
      .where('itemId', '=', itemId)
      .where('period', '=', month)
      .executeTakeFirstOrThrow()
    await offered(w, officer, id, value)
    await signed(w, head, month)
    await w.call(coordinator, accept, { params: { id }, body: { version: await versionOf(w, coordinator, id) } })
  }
  const [row] = (await gridOf(officer)).rows
  expect(row).toMatchObject({ last: { period: '2025-09', value: '6' }, lastYear: null })
  expect(row?.recent.map(({ value }) => value)).toEqual(['5', '6'])
  const far = [{ dutyId: row?.id ?? '', version: row?.version ?? 0, ...entry('60') }]
  const answer = await w.call(officer, offerEntries, { body: { rows: far } })
  expect(answer).toMatchObject({ status: 422, body: { fields: [{ path: 'body.rows.0.note' }] } })
})
