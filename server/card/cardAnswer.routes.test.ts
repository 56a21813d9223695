import { describe, expect, test } from 'vitest'
import {
  answerCard,
  downloadCardFile,
  listCards,
  readCard,
  seeCard,
  supplementCard,
  withdrawCard,
} from '#domain/card/card.api.ts'
import { listTodos, readHome } from '#domain/home/home.api.ts'
import { insertFile } from '#server/kernel/files.ts'
import { insertDuty, insertIndicator } from '#test/fixtures/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world(undefined, { today: '2026-10-25' })
const words = { explanation: '对方系统故障，10月22日恢复。', fileIds: [] as string[] }
let office: { staff: Client; head: Client; deputy: Client; house: string } | undefined

/** The performance office in a division of its own, and a deputy. */
async function people() {
  if (office) return office
  const house = await w.division({ housesPerformanceOffice: true })
  const staff = await w.person('performanceOffice.staff', house)
  const head = await w.person('performanceOffice.head', house)
  office = { staff, head, deputy: await w.person('leadingGroup.deputy'), house }
  return office
}

/** A division with three cards on one duty: a warning, a yellow and a red one. */
async function hit(division?: string) {
  const all = await people()
  const responsible = division ?? (await w.division())
  const coordinating = await w.division()
  const dutyId = await insertDuty(w.owner, await insertIndicator(w.owner, { responsible, coordinating }), '2026-Q3')
  await w.clock('2026-10-25')
  const cards = await w.owner.selectFrom('card').select(['id', 'step']).where('dutyId', '=', dutyId).execute()
  const of = (step: string) => ({ id: cards.find((card) => card.step === step)?.id ?? '' })
  const officer = await w.person('division.officer', responsible)
  return {
    ...all,
    dutyId,
    responsible,
    coordinating,
    officer,
    red: of('red'),
    yellow: of('yellow'),
    warning: of('earlyWarning'),
  }
}
const version = async (params: { id: string }) =>
  (await w.owner.selectFrom('card').select('version').where('id', '=', params.id).executeTakeFirstOrThrow()).version
const stateOf = async ({ id }: { id: string }) =>
  (await w.owner.selectFrom('card').select('answerState').where('id', '=', id).executeTakeFirstOrThrow()).answerState
const answer = async (client: Client, params: { id: string }, body: Partial<typeof words> = {}) =>
  w.call(client, answerCard, { params, body: { version: await version(params), ...words, ...body } })
const withdraw = async (client: Client, params: { id: string }) =>
  w.call(client, withdrawCard, { params, body: { version: await version(params), reason: '市系统故障通知' } })
const acts = async (id: string) => (await w.history(id)).map(({ action }) => action)

describe('the division that was hit explains', () => {
  test('with a file, once and with one supplement; the performance office reads both', async () => {
    const { officer, red, staff } = await hit()
    const file = { name: '通知.pdf', type: 'application/pdf', content: Buffer.from('%PDF'), uploadedBy: officer.id }
    const { id: fileId } = await w.db.transaction().execute((tx) => insertFile(tx, w.app.files, file))
    const given = await answer(officer, red, { fileIds: [fileId] })
    expect(given).toMatchObject({ status: 200, body: { answerState: 'answered', answers: [{ number: 1 }] } })
    expect(given.body.answers[0]?.files).toEqual([{ id: fileId, name: '通知.pdf', size: 4 }])
    const download = await w.call(staff, downloadCardFile, { params: { ...red, fileId } })
    expect(download.status).toBe(200)
    expect(await answer(officer, red)).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
    const see = { params: red, body: { version: await version(red) } }
    expect((await w.call(staff, seeCard, see)).body.answerState).toBe('seen')
    const more = { params: red, body: { version: await version(red), ...words, explanation: '补充：附恢复证明。' } }
    expect((await w.call(officer, supplementCard, more)).body).toMatchObject({
      answerState: 'answered',
      answers: [{ number: 1 }, { number: 2 }],
    })
    const third = { params: red, body: { version: await version(red), ...words } }
    expect(await w.call(officer, supplementCard, third)).toMatchObject({
      status: 409,
      body: { code: 'explained_twice' },
    })
    expect(await acts(red.id)).toEqual(['card.red', 'card.answer', 'card.see', 'card.supplement'])
  })

  test('nobody else does, and a refusal changes nothing', async () => {
    const { coordinating, red, warning, staff, officer } = await hit()
    const others = [await w.person('division.head', coordinating), staff]
    for (const other of others) expect((await answer(other, red)).status).toBe(403)
    const stranger = await w.person('division.head', await w.division())
    expect((await answer(stranger, red)).status).toBe(404)
    expect((await w.call(stranger, readCard, { params: red })).status).toBe(404)
    expect(await answer(officer, warning)).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
    expect((await w.call(officer, answerCard, { params: red, body: { version: 7, ...words } })).status).toBe(409)
    expect(await stateOf(red)).toBe('asked')
    expect(await acts(red.id)).toEqual(['card.red'])
    expect((await answer(officer, red)).status).toBe(200)
  })

  test("a file of somebody else's is not taken along, and nothing is half done", async () => {
    const { officer, red, staff } = await hit()
    const file = { name: 'a.pdf', type: 'application/pdf', content: Buffer.from('%PDF'), uploadedBy: staff.id }
    const { id: fileId } = await w.db.transaction().execute((tx) => insertFile(tx, w.app.files, file))
    expect((await answer(officer, red, { fileIds: [fileId] })).status).toBe(404)
    expect(await stateOf(red)).toBe('asked')
    expect(await w.owner.selectFrom('cardAnswer').select('id').where('cardId', '=', red.id).execute()).toEqual([])
  })
})

describe('the performance office withdraws', () => {
  test('with the reason; the card stays readable, is counted no more and never fires again', async () => {
    const { staff, officer, red, dutyId, responsible } = await hit()
    const standing = async () => (await w.call(officer, readHome)).body.business?.cards.standing.red
    const before = await standing()
    expect(await withdraw(staff, red)).toMatchObject({
      status: 200,
      body: { answerState: 'withdrawn', withdrawn: { on: '2026-10-25', reason: '市系统故障通知' } },
    })
    expect(await standing()).not.toEqual(before)
    await w.owner.updateTable('duty').set({ stepOn: '2026-10-13' }).where('id', '=', dutyId).execute()
    await w.clock('2026-10-25')
    const cards = await w.owner.selectFrom('card').select('id').where('dutyId', '=', dutyId).execute()
    expect(cards).toHaveLength(3)
    const query = { year: 2026, divisionId: responsible }
    const listed = async (state: 'withdrawn' | 'standing') =>
      (await w.call(officer, listCards, { query: { ...query, state } })).body.rows.map(({ step }) => step)
    expect(await listed('withdrawn')).toEqual(['red'])
    expect(await listed('standing')).toEqual(['yellow', 'earlyWarning'])
    expect(await withdraw(staff, red)).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
    expect(await acts(red.id)).toEqual(['card.red', 'card.withdraw'])
  })

  test('no other post, and not over its own division: there a deputy does', async () => {
    const { officer, red, deputy, head, house } = await hit()
    expect((await withdraw(officer, red)).status).toBe(403)
    expect(await withdraw(deputy, red)).toMatchObject({ status: 403, body: { code: 'not_judge_of_card' } })
    expect(await acts(red.id)).toEqual(['card.red'])
    const own = await hit(house)
    expect(await withdraw(head, own.red)).toMatchObject({ status: 403, body: { code: 'not_judge_of_card' } })
    expect((await withdraw(deputy, own.red)).status).toBe(200)
  })

  test('not whoever explained it under another post', async () => {
    const { officer, red, house, staff } = await hit()
    await answer(officer, red)
    const both = await w.alsoAs(officer, 'performanceOffice.staff', house)
    expect(await withdraw(both, red)).toMatchObject({ status: 409, body: { code: 'own_explanation' } })
    expect((await withdraw(staff, red)).status).toBe(200)
  })
})

test('to-dos: the division is asked, then the performance office, then nobody', async () => {
  const { officer, staff, red, yellow } = await hit()
  const todos = async (client: Client) =>
    (await w.call(client, listTodos)).body.rows.filter(({ module }) => module === 'card')
  expect(await todos(officer)).toMatchObject([{ from: { zh: '2张待说明原因' } }])
  for (const card of [red, yellow]) await answer(officer, card)
  expect(await todos(officer)).toEqual([])
  expect((await todos(staff)).length).toBe(1)
})
