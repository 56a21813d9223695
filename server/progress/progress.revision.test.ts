import { expect, test } from 'vitest'
import { readItemProgress, reportProgress } from '#domain/progress/progress.api.ts'
import { begin, edit, inForce, issued } from '#test/fixtures/revision.ts'
import { world } from '#test/world.ts'

const w = world()

test('a revision moves the plan and with it the light; what was reported keeps what the phase said then', async () => {
  const office = await inForce(w)
  const { year, item, people } = office
  const params = { id: item.id }
  const officer = await w.person('division.officer', people.responsible)
  const phaseId = item.phases[0]?.id ?? ''
  const read = async () => (await w.call(officer, readItemProgress, { params })).body
  const body = { version: (await read()).version, phaseId, reached: false, percent: 40, words: '完成四成' }
  const before = (await w.call(officer, reportProgress, { params, body })).body
  // by 2 June the first half of the year asks for 85 %
  expect(before.light).toMatchObject({ light: 'red', rule: 2, figures: { planned: 85, off: 45 } })

  const revision = (await begin(office)).body
  await edit(office, revision, ({ phases: [first, second] }) => ({
    phases: [
      { ...(first as NonNullable<typeof first>), endsOn: `${year}-09-30` },
      { ...(second as NonNullable<typeof second>), startsOn: `${year}-10-01` },
    ],
  }))
  expect(await read()).toMatchObject({ light: { light: 'red' } })
  expect((await issued(office, revision)).status).toBe(200)
  const after = await read()
  expect(after.phases[0]).toMatchObject({ id: phaseId, endsOn: `${year}-09-30` })
  expect(after.light).toMatchObject({ light: 'yellow', rule: 2, figures: { planned: 56, off: 16 } })
  expect(after.reports[0]?.phaseThen).toMatchObject({ endsOn: `${year}-06-30` })
  const stale = await w.call(officer, reportProgress, { params, body })
  expect(stale).toMatchObject({ status: 409, body: { code: 'stale' } })
  const counted = await w.owner.selectFrom('lightChange').selectAll().where('itemId', '=', item.id).execute()
  expect(counted.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(counted.map((_, at) => at + 1))
})

test('an item of a revision on its way has no light: the one that it stands for has', async () => {
  const office = await inForce(w)
  const { item, people } = office
  const params = { id: item.id }
  const revision = (await begin(office)).body
  await edit(office, revision, () => ({ code: item.code }))
  const kept = await w.owner
    .selectFrom('item')
    .select('id')
    .where('originItemId', '=', item.id)
    .executeTakeFirstOrThrow()
  const other = await w.owner.selectFrom('itemLight').selectAll().where('itemId', '=', kept.id).execute()
  expect(other).toEqual([])
  const { light } = (await w.call(people.writer, readItemProgress, { params })).body
  expect(light).not.toBeNull()
})
