import { expect, test } from 'vitest'
import { beginAmendment, readAmendment } from '#domain/plan/amendment.api.ts'
import { contentOf } from '#domain/plan/itemContent.ts'
import { readPlanVersion } from '#domain/plan/planVersion.api.ts'
import { canonicalOf } from '#server/kernel/canonical.ts'
import { issuedPlan, planPeople } from '#test/fixtures/plan.ts'
import { world } from '#test/world.ts'

/** What was written before phases and indicators had a division is read as the lead's. */
const w = world()

test('a frozen version that says nothing of divisions is read whole', async () => {
  const people = await planPeople(w)
  const { plan, item } = await issuedPlan(w, people, 2023)
  const { version: _version, silences: _silences, phases, indicators, ...rest } = item
  const frozen = canonicalOf({
    ...rest,
    phases: phases.map(({ division: _division, ...phase }) => phase),
    indicators: indicators.map(({ division: _division, ...indicator }) => indicator),
  })
  const { title, procedureText, standardsText, reportingText } = plan
  const chapters = { title, procedureText, standardsText, reportingText }
  const whole = canonicalOf({ ...chapters, items: [{ itemId: item.id, version: 9, digest: frozen.digest }] })
  const made = { number: 9, algorithm: 'sha256-rfc8785', madeBy: people.writer.id, madeAt: '2023-01-09T01:00:00Z' }
  const { id: itemVersionId } = await w.owner
    .insertInto('itemVersion')
    .values({ itemId: item.id, canonical: frozen.bytes, digest: frozen.digest, ...made })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { id: planVersionId } = await w.owner
    .insertInto('planVersion')
    .values({ planId: plan.id, canonical: whole.bytes, digest: whole.digest, ...made })
    .returning('id')
    .executeTakeFirstOrThrow()
  await w.owner.insertInto('planVersionItem').values({ planVersionId, itemVersionId }).execute()
  const { body, status } = await w.call(people.writer, readPlanVersion, { params: { id: plan.id, number: 9 } })
  expect(status).toBe(200)
  expect(body.content.items[0]).toMatchObject({
    phases: [{ division: null }, { division: null }],
    indicators: [{ division: null }],
  })
})

test('an amendment that was written so is read, too', async () => {
  const people = await planPeople(w)
  const { plan, item } = await issuedPlan(w, people, 2022)
  const content = { ...contentOf(item), reporting: '按月' }
  const asked = { route: 'persons' as const, itemId: item.id, content, reason: '更正', taskOn: null, taskSource: '' }
  const begun = await w.call(people.writer, beginAmendment, { params: { id: plan.id }, body: asked })
  expect(begun.status).toBe(200)
  const { phases, indicators, ...rest } = begun.body.content
  const bare = {
    ...rest,
    phases: phases.map(({ divisionId: _id, ...phase }) => phase),
    indicators: indicators.map(({ divisionId: _id, ...indicator }) => indicator),
  }
  await w.owner
    .updateTable('amendment')
    .set({ content: JSON.stringify(bare) })
    .where('id', '=', begun.body.id)
    .execute()
  const read = await w.call(people.writer, readAmendment, { params: { id: begun.body.id } })
  expect(read).toMatchObject({ status: 200, body: { content: begun.body.content, digest: begun.body.digest } })
})
