import { describe, expect, test } from 'vitest'
import { readDuty, readDutyHistory } from '#domain/collection/duty.api.ts'
import { accept, correct, offer, returnDuty, saveEntry, takeBack } from '#domain/collection/dutyActs.api.ts'
import { entry, offered, openDuty, signed, submittedDuty, versionOf } from '#test/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const reason = '漏计一个晚高峰时段'
const rows = (id: string) => w.history(id).then((all) => all.map(({ action }) => action))

test('one figure on its way: kept as draft, handed in, signed, accepted, each with its history', async () => {
  const { id, officer, head, coordinator } = await openDuty(w, {
    name: '福田口岸旅客人次',
    unit: '万人次',
    decimals: 1,
  })
  await w.call(officer, saveEntry, { params: { id }, body: { ...entry('52'), replaces: null } })
  expect((await w.call(officer, readDuty, { params: { id } })).body.draft).toMatchObject({ value: '52' })
  expect((await w.call(head, readDuty, { params: { id } })).body.draft).toBeNull()
  const handedIn = await offered(w, officer, id, '523')
  expect(handedIn).toMatchObject({ status: 200, body: { stage: 'offered', value: '523.0', draft: null } })
  const sheet = await signed(w, head)
  expect(sheet).toMatchObject({ status: 200, body: { dutyIds: [id], statementNumber: 1 } })
  const accepted = await w.call(coordinator, accept, {
    params: { id },
    body: { version: await versionOf(w, coordinator, id) },
  })
  expect(accepted).toMatchObject({ status: 200, body: { stage: 'accepted', firstSignedOn: '2025-11-06' } })
  expect(accepted.body.submissions[0]?.signature).toMatchObject({ digest: sheet.body.digest, isStale: false })
  expect(await rows(id)).toEqual(['duty.generate', 'duty.open', 'duty.offer', 'duty.sign', 'duty.accept'])
  const { body: history } = await w.call(officer, readDutyHistory, { params: { id } })
  expect(history.rows.find(({ action }) => action === 'duty.offer')?.changes).toMatchObject([
    { field: 'value', new: '523.0' },
  ])
})

test('two windows of one person: the draft of one is not overwritten by the other, and one handed in does not come back', async () => {
  const { id, officer } = await openDuty(w)
  const save = (value: string, replaces: number | null) =>
    w.call(officer, saveEntry, { params: { id }, body: { ...entry(value), replaces } })
  const kept = async () => (await w.call(officer, readDuty, { params: { id } })).body.draft
  expect(await save('1', null)).toMatchObject({ status: 200, body: { version: 1 } })
  expect(await save('2', 1)).toMatchObject({ status: 200, body: { version: 2 } })
  for (const seen of [null, 1, 3])
    expect(await save('9', seen)).toMatchObject({ status: 409, body: { code: 'draft_changed' } })
  expect(await kept()).toMatchObject({ value: '2', version: 2 })
  await offered(w, officer, id, '2')
  expect(await save('9', 2)).toMatchObject({ status: 409 })
  expect(await kept()).toBeNull()
})

test('a nil return is not a zero', async () => {
  const nil = await openDuty(w)
  expect((await offered(w, nil.officer, nil.id, null)).body).toMatchObject({ kind: 'nil', value: null })
  const zero = await openDuty(w)
  expect((await offered(w, zero.officer, zero.id, '0')).body).toMatchObject({ kind: 'value', value: '0' })
})

describe('what cannot be handed in', () => {
  test.each([
    ['nothing', { kind: 'value' as const, value: null }, 'body.value'],
    ['a value with a nil return', { kind: 'nil' as const, value: '1' }, 'body.value'],
    ['words', { kind: 'value' as const, value: '十二万' }, 'body.value'],
    ['a slipped point', { kind: 'value' as const, value: '948' }, 'body.value'],
    ['too many decimals', { kind: 'value' as const, value: '94.85' }, 'body.value'],
  ])('%s', async (_, given, path) => {
    const { id, officer } = await openDuty(w, { unit: '%', decimals: 1 })
    const body = { version: await versionOf(w, officer, id), ...given }
    const answer = await w.call(officer, offer, { params: { id }, body })
    expect(answer).toMatchObject({ status: 422, body: { fields: [{ path }] } })
    expect(await rows(id)).toEqual(['duty.generate', 'duty.open'])
  })

  test('a change of more than 300 % without a note', async () => {
    const before = await openDuty(w, { name: '候检时间', unit: '分钟' }, { period: '2025-09' })
    await offered(w, before.officer, before.id, '10')
    await signed(w, before.head, '2025-09')
    const { id } = await w.owner
      .selectFrom('duty')
      .select('id')
      .where('itemId', '=', before.itemId)
      .where('period', '=', '2025-10')
      .executeTakeFirstOrThrow()
    const version = await versionOf(w, before.officer, id)
    const refused = await w.call(before.officer, offer, { params: { id }, body: { version, ...entry('41') } })
    expect(refused).toMatchObject({ status: 422, body: { message: { zh: '比上月高310%，请核对或说明原因。' } } })
    const noted = await w.call(before.officer, offer, { params: { id }, body: { version, ...entry('41', '台风停航') } })
    expect(noted).toMatchObject({ status: 200, body: { stage: 'offered', last: { value: '10' } } })
  })

  test('before entry opens: the sentence names the day', async () => {
    const { id, officer } = await openDuty(w, {}, { period: '2025-11' })
    const body = { version: await versionOf(w, officer, id), ...entry('1') }
    const answer = await w.call(officer, offer, { params: { id }, body })
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'entry_not_open', message: { zh: '12月1日起可以填报。' } },
    })
    const draft = await w.call(officer, saveEntry, { params: { id }, body: { ...entry('1'), replaces: null } })
    expect(draft).toMatchObject({ status: 409, body: { code: 'entry_not_open' } })
  })
})

/** The same command once refused, once stale and once invisible; nothing changes, not even the history. */
async function untouched(id: string, acts: () => Promise<void>) {
  const state = () => w.owner.selectFrom('duty').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const before = [await state(), await rows(id)]
  await acts()
  expect([await state(), await rows(id)]).toEqual(before)
}

describe('refused, stale, invisible: nothing changes', () => {
  test('offer', async () => {
    const { id, officer, coordinator } = await openDuty(w)
    const stranger = await w.person('division.officer', await w.division())
    const version = await versionOf(w, officer, id)
    await untouched(id, async () => {
      const say = (client: Client, seen: number) =>
        w.call(client, offer, { params: { id }, body: { version: seen, ...entry('1') } })
      expect(await say(coordinator, version)).toMatchObject({ status: 403, body: { code: 'not_responsible_division' } })
      expect(await say(officer, version - 1 || 9)).toMatchObject({ status: 409, body: { code: 'stale' } })
      expect(await say(stranger, version)).toMatchObject({ status: 404 })
    })
  })

  test('take back', async () => {
    const { id, officer, coordinator } = await openDuty(w)
    await offered(w, officer, id)
    const stranger = await w.person('division.head', await w.division())
    const version = await versionOf(w, officer, id)
    await untouched(id, async () => {
      const say = (client: Client, seen: number) =>
        w.call(client, takeBack, { params: { id }, body: { version: seen, reason } })
      expect(await say(coordinator, version)).toMatchObject({ status: 403 })
      expect(await say(officer, version - 1)).toMatchObject({ status: 409, body: { code: 'stale' } })
      expect(await say(stranger, version)).toMatchObject({ status: 404 })
    })
    const back = await w.call(officer, takeBack, { params: { id }, body: { version, reason } })
    expect(back).toMatchObject({ status: 200, body: { stage: 'open', value: null, returnReason: reason } })
    expect(back.body.submissions).toMatchObject([{ number: 1, value: '12', signature: null }])
  })

  test.each([
    ['accept', accept],
    ['return', returnDuty],
  ] as const)('%s', async (_, endpoint) => {
    const { id, head, coordinator } = await submittedDuty(w)
    const stranger = await w.person('division.head', await w.division())
    const version = await versionOf(w, head, id)
    await untouched(id, async () => {
      const say = (client: Client, seen: number) =>
        w.call(client, endpoint, {
          params: { id },
          body: (endpoint === accept ? { version: seen } : { version: seen, reason }) as {
            version: number
            reason: string
          },
        })
      expect(await say(head, version)).toMatchObject({ status: 403, body: { code: 'not_acceptor' } })
      expect(await say(coordinator, version - 1)).toMatchObject({ status: 409, body: { code: 'stale' } })
      expect(await say(stranger, version)).toMatchObject({ status: 404 })
    })
  })

  test('correct', async () => {
    const { id, officer, coordinator } = await submittedDuty(w)
    const stranger = await w.person('division.officer', await w.division())
    const version = await versionOf(w, officer, id)
    await untouched(id, async () => {
      const say = (client: Client, seen: number, value = '13') =>
        w.call(client, correct, { params: { id }, body: { version: seen, reason, ...entry(value) } })
      expect(await say(coordinator, version)).toMatchObject({ status: 403 })
      expect(await say(officer, version - 1)).toMatchObject({ status: 409, body: { code: 'stale' } })
      expect(await say(stranger, version)).toMatchObject({ status: 404 })
      expect(await say(officer, version, '12')).toMatchObject({
        status: 422,
        body: { fields: [{ path: 'body.value' }] },
      })
    })
  })

  test('reasons are needed', async () => {
    const { id, officer, coordinator } = await submittedDuty(w)
    const version = await versionOf(w, officer, id)
    const returned = await w.call(coordinator, returnDuty, { params: { id }, body: { version, reason: ' ' } })
    expect(returned).toMatchObject({ status: 422, body: { fields: [{ path: 'body.reason' }] } })
  })

  test('other posts do not see it, the steering ones do', async () => {
    const { id } = await openDuty(w)
    const see = async (client: Client) => (await w.call(client, readDuty, { params: { id } })).status
    expect(await see(await w.person('leadingGroup.member', await w.division()))).toBe(404)
    expect(await see(await w.person('systemAdmin'))).toBe(403)
    expect(await see(await w.person('leadingGroup.deputy'))).toBe(200)
    expect(await see(await w.person('performanceOffice.staff', await w.division()))).toBe(200)
  })
})
