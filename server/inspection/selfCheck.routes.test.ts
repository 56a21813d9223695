import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import { intervalOf } from '#domain/inspection/sampleInterval.ts'
import {
  askForEvidence,
  concludeSelfCheck,
  downloadSelfCheckFile,
  drawSample,
  exportSelfCheck,
  giveEvidence,
  judgeValue,
  listSelfChecks,
  readSelfCheck,
  readSelfCheckHistory,
  withdrawSelfCheck,
} from '#domain/inspection/selfCheck.api.ts'
import { selfCheckMatters } from '#server/inspection/divisionMatters.public.ts'
import { concludedChecks } from '#server/inspection/inspection.public.ts'
import { draw } from '#server/inspection/sample.store.ts'
import { uploaded } from '#test/duties.ts'
import { signedValues } from '#test/samples.ts'
import { type Client, world } from '#test/world.ts'

const w = world()

/** A division with signed values of its own: every test draws from those alone. */
async function office(indicators = 2, isHouse = false) {
  await w.year(2025)
  const present = await w.owner
    .selectFrom('division')
    .select('id')
    .where('housesPerformanceOffice', '=', true)
    .executeTakeFirst()
  const house = present?.id ?? (await w.division({ housesPerformanceOffice: true }))
  const [land, sea] = [isHouse ? house : await w.division(), await w.division()]
  const people = {
    ...{ land, sea },
    officer: await w.person('division.officer', land),
    head: await w.person('division.head', land),
    coordinator: await w.person('division.officer', sea),
    stranger: await w.person('division.officer', await w.division()),
    staff: await w.person('performanceOffice.staff', house),
    deputy: await w.person('leadingGroup.deputy'),
  }
  const { officer, head } = people
  if (indicators > 0) await signedValues(w, { responsible: land, coordinating: sea, officer, head, indicators })
  return people
}
type People = Awaited<ReturnType<typeof office>>

const sample = ({ land }: People, more: object = {}) => ({
  ...{ title: '2025年数据自查', year: 2025, divisionIds: [land], size: 5, seed: 'port-2025' },
  ...more,
})
const linksOf = async (client: Client, id: string) =>
  (await w.call(client, listTodos)).body.rows.map(({ link }) => link).filter((link) => link.includes(id))
const hashOf = (seed: string, submissionId: string) =>
  createHash('sha256').update(`${seed}:${submissionId}`).digest('hex')
const traces = async () => ({
  checks: await w.owner.selectFrom('selfCheck').selectAll().orderBy('id').execute(),
  values: await w.owner.selectFrom('selfCheckValue').selectAll().orderBy('id').execute(),
  history: (await w.owner.selectFrom('history').select('id').execute()).length,
})

/** Drawn, and evidence asked for by the day before today is moved on. */
async function asked(people: People) {
  const { body } = await w.call(people.staff, drawSample, { body: sample(people) })
  const params = { id: body.id }
  await w.call(people.staff, askForEvidence, { params, body: { version: 1, evidenceBy: '2025-11-12' } })
  return { params, values: body.values }
}

test('the same seed gives the same sample, as anybody can reckon, in whatever order the rows lie', async () => {
  const people = await office(4)
  const { rows } = await sql<{ id: string }>`select submission_id as id from duty
    where responsible_division_id = ${people.land}`.execute(w.owner)
  const expected = rows.map(({ id }) => hashOf('port-2025', id)).toSorted()
  const first = await w.call(people.staff, drawSample, { body: sample(people) })
  expect(first.body.tally).toMatchObject({ population: 48, drawn: 5, judged: 0 })
  expect(first.body.values.map(({ hash }) => hash)).toEqual(expected.slice(0, 5))
  expect(first.body.values.map(({ submissionId }) => hashOf('port-2025', submissionId))).toEqual(expected.slice(0, 5))
  const all = createHash('sha256')
    .update(Buffer.from(expected.join(''), 'hex'))
    .digest('hex')
  expect(first.body.populationDigest).toBe(all)
  // the rows are written anew in another order, and others come
  await sql`update duty set version = version where id in (select id from duty order by random())`.execute(w.owner)
  await office(1)
  const second = await w.call(people.staff, drawSample, { body: sample(people, { size: 8 }) })
  expect(second.body.id).not.toBe(first.body.id)
  expect(second.body.values.slice(0, 5).map(({ hash }) => hash)).toEqual(expected.slice(0, 5))
  const other = await w.call(people.staff, drawSample, { body: sample(people, { seed: 'another' }) })
  expect(other.body.values.map(({ submissionId }) => submissionId)).not.toEqual(
    first.body.values.map(({ submissionId }) => submissionId),
  )
  const stays = await w.call(people.staff, readSelfCheck, { params: { id: first.body.id } })
  expect(stays.body).toEqual(first.body)
})

test('without a seed one of chance is drawn and kept', async () => {
  const people = await office()
  const seeds = []
  for (let n = 0; n < 2; n += 1)
    seeds.push((await w.call(people.staff, drawSample, { body: sample(people, { seed: null }) })).body.seed)
  expect(seeds[0]).toMatch(/^[0-9a-f]{16}$/)
  expect(seeds[0]).not.toBe(seeds[1])
})

test('only signed values are drawn, of the periods asked for, and not more than there are', async () => {
  const people = await office()
  const { staff, land } = people
  await sql`update duty set stage = 'offered', signed_by = null, signed_at = null
    where responsible_division_id = ${land} and period = '2025-03'`.execute(w.owner)
  const few = await w.call(staff, drawSample, { body: sample(people, { size: 23 }) })
  expect(few).toMatchObject({ status: 422 })
  const two = await w.call(staff, drawSample, { body: sample(people, { periods: ['2025-03', '2025-04'], size: 2 }) })
  expect(two.body.values.map(({ period }) => period)).toEqual(['2025-04', '2025-04'])
})

test('what was drawn is frozen: neither the application nor a correction changes it', async () => {
  const people = await office()
  const { body } = await w.call(people.staff, drawSample, { body: sample(people) })
  await expect(
    w.db.updateTable('selfCheck').set({ seed: 'other' }).where('id', '=', body.id).execute(),
  ).rejects.toThrow()
  await expect(w.db.deleteFrom('selfCheckValue').where('selfCheckId', '=', body.id).execute()).rejects.toThrow()
  await sql`update duty set value = 99 where responsible_division_id = ${people.land}`.execute(w.owner)
  const again = await w.call(people.staff, readSelfCheck, { params: { id: body.id } })
  expect(again.body.values).toEqual(body.values)
})

test('evidence is asked, handed in, judged; the result goes to the divisions with the rate of the whole', async () => {
  const people = await office()
  const { staff, officer, coordinator, stranger, land } = people
  const { params, values } = await asked(people)
  const { id } = params
  expect(await linksOf(officer, id)).toEqual([`/self-checks/${id}#act-evidence-${values[0]?.id}`])
  expect(await linksOf(coordinator, id)).toEqual([])
  expect((await w.call(coordinator, readSelfCheck, { params })).status).toBe(404)
  expect(await selfCheckMatters.open(w.db as never, [land])).toMatchObject([{ id, divisionId: land }])
  let version = 2
  let fileId = ''
  for (const [at, value] of values.entries()) {
    fileId = await uploaded(w, officer, `台账${at}.txt`)
    const given = { words: '原始台账', fileIds: [fileId] }
    const reply = await w.call(officer, giveEvidence, { params: { ...params, valueId: value.id }, body: given })
    expect(reply.status).toBe(200)
    version += 1
  }
  expect(await linksOf(officer, id)).toEqual([])
  const twice = { params: { ...params, valueId: values[0]?.id ?? '' }, body: { words: '再交一次' } }
  expect((await w.call(officer, giveEvidence, twice)).body).toMatchObject({ code: 'evidence_there' })
  const bad = { version, judgement: 'inconsistent' as const, words: '台账为8' }
  const first = { ...params, valueId: values[0]?.id ?? '' }
  expect((await w.call(staff, judgeValue, { params: first, body: bad })).status).toBe(422)
  for (const [at, value] of values.entries()) {
    const judged =
      at === 0
        ? { ...bad, version, outcome: 'correction' as const }
        : at === 1
          ? { version, judgement: 'notProvable' as const, words: '台账字迹不清' }
          : { version, judgement: 'consistent' as const }
    await w.call(staff, judgeValue, { params: { ...params, valueId: value.id }, body: judged })
    version += 1
  }
  const seen = await w.call(officer, readSelfCheck, { params })
  expect(seen.body).toMatchObject({
    tally: { judged: 0, inconsistent: 0 },
    values: [{ judgement: null }, {}, {}, {}, {}],
  })
  expect(await linksOf(staff, id)).toEqual([`/self-checks/${id}#act-conclude`])
  const done = await w.call(staff, concludeSelfCheck, { params, body: { version, result: '1项不一致，已要求更正' } })
  expect(done.body).toMatchObject({ state: 'concluded', tally: { drawn: 5, inconsistent: 1, notProvable: 1 } })
  for (const division of [officer, coordinator]) {
    const told = await w.call(division, readSelfCheck, { params })
    expect(told.body.values.filter(({ judgement }) => judgement === 'inconsistent')).toHaveLength(1)
    expect((await w.call(division, downloadSelfCheckFile, { params: { ...params, fileId } })).status).toBe(200)
    expect((await w.call(division, readSelfCheckHistory, { params })).status).toBe(403)
    expect((await w.call(division, exportSelfCheck, { params, query: { language: 'zh' } })).status).toBe(200)
  }
  expect((await w.call(stranger, readSelfCheck, { params })).status).toBe(404)
  expect((await w.call(stranger, downloadSelfCheckFile, { params: { ...params, fileId } })).status).toBe(404)
  expect((await w.call(stranger, listSelfChecks, { query: { year: 2025 } })).body.rows).toEqual([])
  const facts = await concludedChecks(w.db as never, { from: '2025-11-06', to: '2025-11-06' })
  expect(facts.selfChecks).toContainEqual(expect.objectContaining({ id, judged: 5, inconsistent: 1, notProvable: 1 }))
})

test('evidence that came with the data is shown, and nothing is asked twice', async () => {
  const people = await office(1)
  const fileId = await uploaded(w, people.officer)
  await w.owner
    .updateTable('storedFile')
    .set({ claimedKind: 'duty', claimedId: people.land })
    .where('id', '=', fileId)
    .execute()
  await sql`alter table submission disable trigger user`.execute(w.owner)
  await sql`update submission set evidence_file_id = ${fileId} from duty where duty.submission_id = submission.id
    and duty.responsible_division_id = ${people.land}`.execute(w.owner)
  const { body } = await w.call(people.staff, drawSample, { body: sample(people) })
  expect(body.values[0]?.ownEvidence?.id).toBe(fileId)
  const params = { id: body.id }
  const ask = { version: 1, evidenceBy: '2025-11-12' }
  expect((await w.call(people.staff, askForEvidence, { params, body: ask })).body).toMatchObject({
    code: 'evidence_complete',
  })
  expect(await linksOf(people.staff, body.id)).toEqual([`/self-checks/${body.id}#act-judge-${body.values[0]?.id}`])
  const judged = { version: 1, judgement: 'consistent' as const }
  const valueId = body.values[0]?.id ?? ''
  expect((await w.call(people.staff, judgeValue, { params: { ...params, valueId }, body: judged })).body.state).toBe(
    'drawn',
  )
})

test('whoever may not is refused, and nothing is changed', async () => {
  const people = await office()
  const { staff, officer, head, coordinator, stranger, deputy } = people
  const { params, values } = await asked(people)
  const valueId = values[0]?.id ?? ''
  const judged = { version: 2, judgement: 'consistent' as const }
  const before = await traces()
  const refused = await Promise.all([
    w.call(head, drawSample, { body: sample(people) }),
    w.call(deputy, drawSample, { body: sample(people) }),
    w.call(head, judgeValue, { params: { ...params, valueId }, body: judged }),
    w.call(deputy, judgeValue, { params: { ...params, valueId }, body: judged }),
    w.call(officer, concludeSelfCheck, { params, body: { version: 2, result: '一致' } }),
    w.call(officer, withdrawSelfCheck, { params, body: { version: 2, reason: '抽错范围' } }),
    w.call(staff, giveEvidence, { params: { ...params, valueId }, body: { words: '台账' } }),
  ])
  expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403, 403])
  for (const other of [coordinator, stranger])
    expect(
      (await w.call(other, giveEvidence, { params: { ...params, valueId }, body: { words: '台账' } })).status,
    ).toBe(404)
  expect((await w.call(staff, judgeValue, { params: { ...params, valueId }, body: judged })).body).toMatchObject({
    code: 'evidence_awaited',
  })
  expect((await w.call(staff, concludeSelfCheck, { params, body: { version: 2, result: '一致' } })).status).toBe(409)
  expect((await w.call(staff, withdrawSelfCheck, { params, body: { version: 1, reason: '抽错范围' } })).status).toBe(
    409,
  )
  expect(await traces()).toEqual(before)
  const withdrawn = await w.call(staff, withdrawSelfCheck, { params, body: { version: 2, reason: '抽错范围' } })
  expect(withdrawn.body).toMatchObject({ state: 'withdrawn', withdrawnReason: '抽错范围' })
})

test('whoever entered or signed a value does not judge it, under whatever post', async () => {
  const people = await office()
  const { params, values } = await asked(people)
  const asOffice = await w.alsoAs(people.officer, 'performanceOffice.staff', people.land)
  const valueId = values[0]?.id ?? ''
  await w.clock('2025-11-13')
  const body = { version: 2, judgement: 'notProvable' as const, words: '没有台账' }
  const own = await w.call(asOffice, judgeValue, { params: { ...params, valueId }, body })
  expect(own).toMatchObject({ status: 403, body: { code: 'own_value' } })
  expect((await w.call(people.staff, judgeValue, { params: { ...params, valueId }, body })).status).toBe(200)
  const late = { version: 3, reason: '抽错范围' }
  expect((await w.call(people.staff, withdrawSelfCheck, { params, body: late })).body).toMatchObject({
    code: 'judged_already',
  })
  await w.clock('2025-11-06')
})

test('values of the division that houses the performance office are judged by a deputy', async () => {
  const people = await office(1, true)
  const { params, values } = await asked(people)
  await w.clock('2025-11-13')
  const valueId = values[0]?.id ?? ''
  const body = { version: 2, judgement: 'consistent' as const }
  expect((await w.call(people.staff, judgeValue, { params: { ...params, valueId }, body })).status).toBe(403)
  expect(await linksOf(people.deputy, params.id)).toEqual([`/self-checks/${params.id}#act-judge-${valueId}`])
  expect((await w.call(people.deputy, judgeValue, { params: { ...params, valueId }, body })).status).toBe(200)
  await w.clock('2025-11-06')
})

test('an error of 5 % lies inside the stated interval in at least 95 of 100 samples drawn in the database', async () => {
  const people = await office(20)
  const { rows } = await sql<{ id: string }>`select submission_id as id from duty
    where responsible_division_id = ${people.land} order by submission_id`.execute(w.owner)
  const faulty = new Set(rows.filter((_, at) => at % 20 === 7).map(({ id }) => id))
  expect([rows.length, faulty.size]).toEqual([240, 12])
  const scope = { year: 2025, periods: [], unitIds: [], divisionIds: [people.land] }
  let inside = 0
  const runs = 200
  for (let run = 0; run < runs; run += 1) {
    const { population, submissionIds } = await draw(w.db as never, scope, `run ${run}`, 30)
    const hits = submissionIds.filter((id) => faulty.has(id)).length
    const { from, to } = intervalOf({ population, drawn: 30, hits })
    if (from <= faulty.size && faulty.size <= to) inside += 1
  }
  expect(inside).toBeGreaterThanOrEqual(runs * 0.95)
})
