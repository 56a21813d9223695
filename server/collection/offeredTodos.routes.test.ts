import { expect, test } from 'vitest'
import {
  changeCollectionVersion,
  forceCollectionVersion,
  offerCollectionVersion,
} from '#domain/collection/collectionPlan.api.ts'
import { offerTemplate } from '#domain/collection/unitTemplate.api.ts'
import { listTodos } from '#domain/home/home.api.ts'
import { openDuty } from '#test/duties.ts'
import { drafted, indicatorOf } from '#test/fixtures/collectionPlans.ts'
import { digestOfAll } from '#test/permissions/digest.ts'
import { acceptedSet } from '#test/reports.ts'
import { forced, madeTemplate, mapped, seenTemplate } from '#test/unitTemplates.ts'
import { type Client, world } from '#test/world.ts'

const w = world()

/** The links of somebody's to-dos that lead to a draft. */
const draftsOf = async (client: Client): Promise<string[]> =>
  (await w.call(client, listTodos)).body.rows
    .map(({ link }) => link)
    .filter((link) => /^\/(collection-plans|unit-templates)\//.test(link))

async function plan() {
  const duty = await openDuty(w)
  const head = await w.person('division.head', duty.coordinating)
  const deputy = await w.person('performanceOffice.head', await w.division())
  const id = await indicatorOf(w, duty.id)
  const draft = await drafted(w, duty.coordinator, id)
  const offer = (by: Client, version: number) =>
    w.call(by, offerCollectionVersion, { params: { id: draft.id }, body: { version } })
  return { ...duty, head, deputy, indicatorId: id, draft, offer }
}

test('a draft of a collection plan is a to-do of the head of the coordinating division once it was laid before him, and of nobody else', async () => {
  const { head, coordinator, officer, responsible, deputy, draft, offer, indicatorId } = await plan()
  const everybody = [coordinator, officer, deputy, await w.person('division.head', responsible)]
  expect(await draftsOf(head)).toEqual([])
  const before = await digestOfAll(w)
  expect(await offer(officer, draft.version)).toMatchObject({ status: 403 })
  expect(await digestOfAll(w)).toEqual(before)
  const offered = await offer(coordinator, draft.version)
  expect(offered).toMatchObject({ status: 200, body: { versions: [{ offered: { name: expect.any(String) } }] } })
  expect(await draftsOf(head)).toEqual([`/collection-plans/${indicatorId}#act-force`])
  for (const client of everybody) expect(await draftsOf(client)).toEqual([])
  const { version, effectiveOn, content } = offered.body.versions[0] ?? draft
  expect(await offer(coordinator, version)).toMatchObject({ status: 409, body: { code: 'offered_already' } })

  const params = { id: draft.id }
  const changed = await w.call(coordinator, changeCollectionVersion, {
    params,
    body: { version, effectiveOn, content },
  })
  expect(changed.body.versions[0]?.offered).toBeNull()
  expect(await draftsOf(head)).toEqual([])
  const again = await offer(coordinator, changed.body.versions[0]?.version ?? 0)
  const body = { version: again.body.versions[0]?.version ?? 0 }
  expect(await draftsOf(head)).toHaveLength(1)
  expect(await w.call(head, forceCollectionVersion, { params, body })).toMatchObject({ status: 200 })
  expect(await draftsOf(head)).toEqual([])
  expect((await w.history(indicatorId)).map(({ action }) => action)).toEqual([
    ...['collectionPlan.begin', 'collectionPlan.change', 'collectionPlan.offer', 'collectionPlan.change'],
    ...['collectionPlan.offer', 'collectionPlan.force'],
  ])
})

test('a stale page lays nothing before the head', async () => {
  const { head, coordinator, draft, offer } = await plan()
  expect(await offer(coordinator, draft.version - 1)).toMatchObject({ status: 409 })
  expect(await draftsOf(head)).toEqual([])
})

test('a draft of a unit’s form likewise, but not of the head who mapped it', async () => {
  const set = await acceptedSet(w)
  const id = await madeTemplate(w, set)
  const offer = async (by: Client) =>
    w.call(by, offerTemplate, { params: { id }, body: { version: (await seenTemplate(w, by, id)).version } })
  expect(await offer(set.coordinator)).toMatchObject({ status: 409, body: { code: 'nothing_mapped' } })
  await mapped(w, set.coordinator, id)
  expect(await draftsOf(set.signer)).toEqual([])
  expect(await offer(set.coordinator)).toMatchObject({ status: 200 })
  expect(await draftsOf(set.signer)).toEqual([`/unit-templates/${id}#act-force`])
  expect(await draftsOf(set.coordinator)).toEqual([])
  await mapped(w, set.signer, id)
  expect(await draftsOf(set.signer)).toEqual([])
  expect(await offer(set.coordinator)).toMatchObject({ status: 200 })
  expect(await draftsOf(set.signer)).toEqual([])
  await mapped(w, set.coordinator, id)
  await offer(set.coordinator)
  expect(await forced(w, set.signer, id)).toMatchObject({ status: 200 })
  expect(await draftsOf(set.signer)).toEqual([])
})
