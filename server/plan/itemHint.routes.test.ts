import { expect, test } from 'vitest'
import { readItem, readItemHistory, saveItem } from '#domain/plan/item.api.ts'
import { liftSilence, silenceHint } from '#domain/plan/itemHint.api.ts'
import { readPlan } from '#domain/plan/plan.api.ts'
import { draftPlan, fullContent, planPeople, submits } from '#test/fixtures/plan.ts'
import { findingsOf } from '#test/fixtures/planItems.ts'
import { world } from '#test/world.ts'

const w = world()
let nextYear = 2030
const hint = { code: 'L14', field: 'goal' }
const reason = '目标由市里统一表述'

/** A draft whose one item has a goal without number. */
async function hinted() {
  nextYear += 1
  const people = await planPeople(w)
  const { plan, item } = await draftPlan(w, people, nextYear)
  const content = fullContent(people, nextYear, { goal: '进一步提升' })
  const saved = await w.call(people.writer, saveItem, {
    params: { id: item.id },
    body: { version: item.version, content },
  })
  return { people, plan, item: saved.body, params: { id: item.id } }
}

test('a hint is answered with a reason, by name and in the history, and stands again when the answer is taken back', async () => {
  const { people, plan, item, params } = await hinted()
  const answered = await w.call(people.writer, silenceHint, {
    params,
    body: { version: item.version, ...hint, reason },
  })
  expect(answered).toMatchObject({ status: 200, body: { version: item.version + 1, silences: [{ ...hint, reason }] } })
  const { findings } = (await w.call(people.writer, readItem, { params })).body
  expect(findings).toMatchObject([{ ...hint, silence: { reason } }])
  expect(await findingsOf(w, people.writer, plan)).toMatchObject([{ ...hint, silence: { reason } }])
  const { rows } = (await w.call(people.writer, readItemHistory, { params })).body
  expect(rows.find(({ action }) => action === 'item.silence')).toMatchObject({ changes: [{ old: null, new: reason }] })

  const lifted = await w.call(people.officeHead, liftSilence, {
    params,
    body: { version: answered.body.version, ...hint },
  })
  expect(lifted).toMatchObject({ status: 200, body: { silences: [] } })
  const again = await w.call(people.officeHead, liftSilence, {
    params,
    body: { version: lifted.body.version, ...hint },
  })
  expect(again).toMatchObject({ status: 409, body: { code: 'not_silenced' } })
})

test('an answer is not frozen with the item: it is about the draft', async () => {
  const { people, plan, item, params } = await hinted()
  await w.call(people.writer, silenceHint, { params, body: { version: item.version, ...hint, reason } })
  const { version } = (await w.call(people.writer, readPlan, { params: { of: plan.year } })).body
  const body = { version }
  expect((await submits(w, people.officeHead, { id: plan.id }, body)).status).toBe(200)
  const frozen = await w.owner.selectFrom('itemVersion').select('canonical').where('itemId', '=', item.id).execute()
  expect(frozen.map(({ canonical }) => canonical.toString('utf8').includes(reason))).toEqual([false])
})

test.each([
  ['what the linter does not say', { code: 'L16', field: 'phases.1.startsOn' }],
  ['a fault, which has to be put right', { code: 'L09', field: 'weight' }],
])('%s is not answered, and nothing is kept', async (_, other) => {
  const { people, item, params } = await hinted()
  const content = fullContent(people, item.year, { goal: '进一步提升', weight: null })
  const { version } = (await w.call(people.writer, saveItem, { params, body: { version: item.version, content } })).body
  const answer = await w.call(people.writer, silenceHint, { params, body: { version, ...other, reason } })
  expect(answer).toMatchObject({ status: 409, body: { code: 'not_a_hint' } })
  expect((await w.call(people.writer, readItem, { params })).body.item).toMatchObject({ version, silences: [] })
})

test('under an old version nothing is answered', async () => {
  const { people, item, params } = await hinted()
  const answer = await w.call(people.writer, silenceHint, {
    params,
    body: { version: item.version - 1, ...hint, reason },
  })
  expect(answer).toMatchObject({ status: 409, body: { code: 'stale' } })
})
