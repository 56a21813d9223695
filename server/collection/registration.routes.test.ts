import { describe, expect, test } from 'vitest'
import { downloadEvidence } from '#domain/collection/duty.api.ts'
import { accept, returnDuty } from '#domain/collection/dutyActs.api.ts'
import { listSigners, register } from '#domain/collection/registration.api.ts'
import { canonicalOf } from '#server/kernel/canonical.ts'
import { openDuty, paper, uploaded, versionOf } from '#test/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
type People = Awaited<ReturnType<typeof openDuty>>

type Given = Partial<{
  kind: 'value' | 'nil'
  value: string | null
  signedOn: string
  receivedOn: string
  signerId: string
}>
const bodyOf = async (client: Client, { id, head }: People, given: Given = {}) => ({
  ...(await paper(w, client, id, '12')),
  ...{ signedOn: '2025-11-03', receivedOn: '2025-11-04', signerId: head.id, ...given },
})
const registered = async (client: Client, people: People, given: Given = {}) =>
  w.call(client, register, { params: { id: people.id }, body: await bodyOf(client, people, given) })
const rowOf = (id: string) => w.owner.selectFrom('duty').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

describe('data that came signed on paper', () => {
  test('are registered with the scan, bear the signature of the head, and are accepted by somebody else', async () => {
    const people = await openDuty(w)
    const { id, head, coordinator } = people
    const rows = (await w.call(coordinator, listSigners, { params: { id }, query: { on: '2025-11-03' } })).body.rows
    expect(rows).toMatchObject([{ id: head.id, inPlaceOf: null }])
    const { status, body } = await registered(coordinator, people)
    expect(status).toBe(200)
    expect(body).toMatchObject({ stage: 'submitted', value: '12', firstSignedOn: '2025-11-04', signedBy: head.id })
    const [submission] = body.submissions
    expect(submission?.signature).toMatchObject({
      isStale: false,
      registered: { way: 'paper', signedOn: '2025-11-03', receivedOn: '2025-11-04' },
    })
    const fileId = submission?.evidence?.id ?? ''
    expect((await w.call(head, downloadEvidence, { params: { id, fileId } })).status).toBe(200)

    const signature = await w.owner
      .selectFrom('signature')
      .selectAll()
      .where('subjectId', '=', submission?.id ?? '')
      .executeTakeFirstOrThrow()
    const content = JSON.parse(String(signature.canonical))
    expect(canonicalOf(content).digest).toBe(signature.digest)
    expect(content).toMatchObject({
      registered: { signedBy: head.id, registeredBy: coordinator.id, scan: { name: '签字件.txt' } },
      duties: [{ submission: submission?.id, value: '12' }],
    })
    expect((await w.history(id)).at(-1)).toMatchObject({ action: 'duty.register', basis: 'duty.registerOnBehalf' })

    const version = await versionOf(w, coordinator, id)
    const own = await w.call(coordinator, accept, { params: { id }, body: { version } })
    expect(own).toMatchObject({ status: 409, body: { code: 'own_data' } })
    const other = await w.person('division.head', people.coordinating)
    const accepted = await w.call(other, accept, { params: { id }, body: { version, comment: '与口岸清点表一致' } })
    expect(accepted.body).toMatchObject({ stage: 'accepted', accepted: { comment: '与口岸清点表一致' } })
  })

  test('are late by the day they came, not by the day they were registered', async () => {
    const people = await openDuty(w)
    const { internalDueOn, externalDueOn } = await rowOf(people.id)
    await w.clock('2025-11-20')
    const inTime = await registered(people.coordinator, people, { receivedOn: internalDueOn ?? '' })
    expect(inTime.body).toMatchObject({ firstSignedOn: internalDueOn })
    const others = await openDuty(w)
    const { body } = await registered(others.coordinator, others, { receivedOn: '2025-11-20' })
    expect(externalDueOn && body.firstSignedOn && body.firstSignedOn > externalDueOn).toBe(true)
    await w.clock('2025-11-06')
  })

  test('that were returned are registered anew, as the next version', async () => {
    const people = await openDuty(w)
    await registered(people.coordinator, people)
    const other = await w.person('division.head', people.coordinating)
    const version = await versionOf(w, other, people.id)
    await w.call(other, returnDuty, { params: { id: people.id }, body: { version, reason: '合计不符' } })
    const { body } = await registered(people.coordinator, people, { value: '13' })
    expect(body.submissions.map(({ number, value }) => [number, value])).toEqual([
      [2, '13'],
      [1, '12'],
    ])
  })
})

describe('nothing is registered', () => {
  test('by the division that owes the data, nor by one that has nothing to do with it', async () => {
    const people = await openDuty(w)
    const before = await rowOf(people.id)
    expect(await registered(people.officer, people)).toMatchObject({ status: 403, body: { code: 'not_receiver' } })
    const stranger = await w.person('division.officer', await w.division())
    const body = { ...(await bodyOf(people.coordinator, people)), scanFileId: await uploaded(w, stranger) }
    expect((await w.call(stranger, register, { params: { id: people.id }, body })).status).toBe(404)
    const signers = { params: { id: people.id }, query: { on: '2025-11-03' } }
    expect((await w.call(stranger, listSigners, signers)).status).toBe(404)
    expect(await rowOf(people.id)).toEqual(before)
  })

  test('with days out of order, by a signer who was not head then, or as one’s own signature', async () => {
    const people = await openDuty(w)
    const before = await rowOf(people.id)
    const faultsOf = async (client: Client, given: Given) => {
      const { status, body } = await registered(client, people, given)
      const { fields } = body as unknown as { fields: { path: string }[] }
      return [status, ...fields.map(({ path }) => path)]
    }
    expect(await faultsOf(people.coordinator, { receivedOn: '2025-11-02' })).toEqual([422, 'body.receivedOn'])
    expect(await faultsOf(people.coordinator, { receivedOn: '2026-01-01' })).toEqual([422, 'body.receivedOn'])
    expect(await faultsOf(people.coordinator, { signedOn: '2025-01-05' })).toContain('body.signedOn')
    expect(await faultsOf(people.coordinator, { signerId: people.officer.id })).toEqual([422, 'body.signerId'])
    expect(await faultsOf(people.coordinator, { value: '一百' })).toEqual([422, 'body.value'])
    expect(await rowOf(people.id)).toEqual(before)
    expect(await w.owner.selectFrom('submission').select('id').where('dutyId', '=', people.id).execute()).toEqual([])
  })
})
