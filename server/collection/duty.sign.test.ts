import { describe, expect, test } from 'vitest'
import { readDuty } from '#domain/collection/duty.api.ts'
import { offer, readSignSheet, sign, takeBack } from '#domain/collection/dutyActs.api.ts'
import { canonicalOf } from '#server/kernel/canonical.ts'
import { duties, entry, offered, openDuty, peopleOf, signed, versionOf } from '#test/duties.ts'
import { untilWaiting } from '#test/waiting.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const period = '2025-10'
const sheetOf = async (client: Client) => (await w.call(client, readSignSheet, { query: { period } })).body
const seen = (sheet: { digest: string | null }) => ({ period, statementNumber: 1, digest: sheet.digest ?? '' })
const actions = (id: string) => w.history(id).then((all) => all.map(({ action }) => action))

test('all values of a period are signed at once, under the statement that was shown', async () => {
  const [responsible, coordinating] = [await w.division(), await w.division()]
  const { officer, head } = await peopleOf(w, responsible, coordinating)
  const { ids } = await duties(w, { responsible, coordinating, indicators: [{}, {}, { unit: '%', decimals: 1 }] })
  for (const [at, id] of ids.entries()) await offered(w, officer, id, at === 1 ? null : '7')
  const sheet = await sheetOf(head)
  expect(sheet.duties.map(({ value }) => value)).toEqual(['7', null, '7.0'])
  expect(sheet.statement.text.zh).toContain('真实性、准确性、规范性和时效性')
  const answer = await signed(w, head)
  expect(answer.body.dutyIds.toSorted()).toEqual(ids.toSorted())
  const signatures = await w.owner
    .selectFrom('signature')
    .selectAll()
    .where('digest', '=', answer.body.digest)
    .execute()
  expect(signatures).toHaveLength(3)
  const content = JSON.parse(String(signatures[0]?.canonical))
  expect(canonicalOf(content).digest).toBe(sheet.digest)
  expect(content.duties.map(({ value }: { value: string | null }) => value).toSorted()).toEqual(['7', '7.0', null])
  for (const id of ids) expect((await actions(id)).at(-1)).toBe('duty.sign')
})

test('the digest that is signed is of the bytes that name the figure', async () => {
  const { id, officer } = await openDuty(w)
  await offered(w, officer, id, '7')
  const { canonical, digest } = await w.owner
    .selectFrom('submission')
    .select(['canonical', 'digest'])
    .where('dutyId', '=', id)
    .executeTakeFirstOrThrow()
  const content = JSON.parse(String(canonical))
  expect(content).toMatchObject({ duty: id, number: 1, kind: 'value', value: '7', enteredBy: officer.id })
  expect(canonicalOf(content)).toMatchObject({ digest, bytes: canonical })
})

describe('a signature', () => {
  test('needs the password given again; nothing is signed without', async () => {
    const { id, officer, head } = await openDuty(w)
    await offered(w, officer, id)
    const answer = await w.call(head, sign, { body: seen(await sheetOf(head)) })
    expect(answer).toMatchObject({ status: 409, body: { code: 'reauthentication_needed' } })
    expect(await actions(id)).not.toContain('duty.sign')
  })

  test('is the head’s: an officer may look and not sign, another head finds his own sheet', async () => {
    const { id, officer } = await openDuty(w)
    await offered(w, officer, id)
    await w.reauthenticated(officer)
    const body = seen(await sheetOf(officer))
    expect(await w.call(officer, sign, { body })).toMatchObject({ status: 403, body: { code: 'not_your_post' } })
    const other = await w.reauthenticated(await w.person('division.head', await w.division()))
    expect((await sheetOf(other)).duties).toEqual([])
    expect(await w.call(other, sign, { body })).toMatchObject({ status: 409, body: { code: 'stale' } })
    expect(await actions(id)).not.toContain('duty.sign')
  })

  test('over a sheet that changed is stale: another value, one more, one fewer, another statement', async () => {
    const [responsible, coordinating] = [await w.division(), await w.division()]
    const { officer, head } = await peopleOf(w, responsible, coordinating)
    const { ids } = await duties(w, { responsible, coordinating, indicators: [{}, {}] })
    const [one = '', other = ''] = ids
    await w.reauthenticated(head)
    await offered(w, officer, one, '1')
    const before = seen(await sheetOf(head))
    await offered(w, officer, other, '2')
    expect(await w.call(head, sign, { body: before })).toMatchObject({ status: 409, body: { code: 'stale' } })
    const both = seen(await sheetOf(head))
    const back = { version: await versionOf(w, head, other), reason: '数字有误' }
    await w.call(head, takeBack, { params: { id: other }, body: back })
    expect(await w.call(head, sign, { body: both })).toMatchObject({ status: 409, body: { code: 'stale' } })
    await offered(w, officer, other, '3')
    expect(await w.call(head, sign, { body: both })).toMatchObject({ status: 409, body: { code: 'stale' } })
    const now = seen(await sheetOf(head))
    const wrong = await w.call(head, sign, { body: { ...now, statementNumber: 2 } })
    expect(wrong).toMatchObject({ status: 409, body: { code: 'stale' } })
    expect(await w.call(head, sign, { body: now })).toMatchObject({ status: 200 })
  })

  test('within the last days decides once and for all whether data are late', async () => {
    const { id, officer, head } = await openDuty(w, {}, { period: '2025-09' })
    await offered(w, officer, id)
    await signed(w, head, '2025-09')
    const { body } = await w.call(head, readDuty, { params: { id } })
    expect(body).toMatchObject({ firstSignedOn: '2025-11-06', externalDueOn: '2025-10-14' })
    expect(body.due.workingDaysLate).toBe(17)
  })
})

describe('two at once', () => {
  /** Runs both while the duty is locked by a third, so that both are under way before either can go on. */
  async function together<A, B>(id: string, one: () => Promise<A>, other: () => Promise<B>): Promise<[A, B]> {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const holding = w.owner.transaction().execute(async (tx) => {
      await tx.selectFrom('duty').select('id').where('id', '=', id).forUpdate().execute()
      await held
    })
    const both = Promise.all([one(), other()])
    await Promise.race([untilWaiting(w.db, 2), both])
    release()
    await holding
    return both
  }

  test('hand the same duty in: one is told that it changed', async () => {
    const { id, officer, head } = await openDuty(w)
    const version = await versionOf(w, officer, id)
    const say = (client: Client, value: string) => () =>
      w.call(client, offer, { params: { id }, body: { version, ...entry(value) } })
    const answers = await together(id, say(officer, '1'), say(head, '2'))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const submissions = await w.owner.selectFrom('submission').select('value').where('dutyId', '=', id).execute()
    expect(submissions).toHaveLength(1)
    expect((await actions(id)).filter((action) => action === 'duty.offer')).toHaveLength(1)
  })

  test('sign and take back: the signature never covers what was taken back', async () => {
    const { id, officer, head } = await openDuty(w)
    await offered(w, officer, id)
    await w.reauthenticated(head)
    const body = seen(await sheetOf(head))
    const back = { version: await versionOf(w, officer, id), reason: '数字有误' }
    const answers = await together(
      id,
      () => w.call(head, sign, { body }),
      () => w.call(officer, takeBack, { params: { id }, body: back }),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const [signing] = answers
    const { stage } = await w.owner.selectFrom('duty').select('stage').where('id', '=', id).executeTakeFirstOrThrow()
    expect(stage).toBe(signing.status === 200 ? 'submitted' : 'open')
    expect((await actions(id)).includes('duty.sign')).toBe(signing.status === 200)
  })
})
