import { describe, expect, test } from 'vitest'
import { listTodos } from '#domain/home/home.api.ts'
import {
  applyHandover,
  drawUpHandover,
  type Handover,
  handOver,
  listHandovers,
  readHandover,
  readHandoverHistory,
  receiveHandover,
  saveHandover,
  withdrawHandover,
} from '#domain/organization/handover.api.ts'
import { grantPost } from '#domain/organization/post.api.ts'
import { delegateActs, listStandIns } from '#domain/organization/standIn.api.ts'
import { readItem, readItemHistory } from '#domain/plan/item.api.ts'
import { readSession } from '#domain/session/session.api.ts'
import { openDuty } from '#test/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const today = '2025-11-06'
const leavesOn = '2025-11-20'
const reason = '调任市发展改革委'

/** A division whose officer leaves and is the main responsible person of an item of the issued plan. */
async function leaving() {
  const made = await openDuty(w)
  const { officer, itemId } = made
  await w.owner.updateTable('item').set({ mainResponsiblePersonId: officer.id }).where('id', '=', itemId).execute()
  const heir = await w.person('division.officer', made.responsible)
  const office = await w.person('performanceOffice.head', await w.division())
  return { ...made, heir, office }
}
type Leaving = Awaited<ReturnType<typeof leaving>>

const drawUp = (by: Client, person: Client, day = leavesOn) =>
  w.call(by, drawUpHandover, { body: { personId: person.id, leavesOn: day, reason } })

/** Gives every item and post of the sheet to one person. */
const give = (by: Client, sheet: Handover, successorId: string | null) =>
  w.call(by, saveHandover, {
    params: { id: sheet.id },
    body: {
      version: sheet.version,
      leavesOn: sheet.leavesOn,
      successors: sheet.rows.map(({ kind, subjectId, role }) => ({ kind, subjectId, role, successorId })),
    },
  })

async function sign(by: Client, endpoint: typeof handOver | typeof receiveHandover, { id, version, digest }: Handover) {
  await w.reauthenticated(by)
  return w.call(by, endpoint, { params: { id }, body: { version, digest, statementNumber: 1 } })
}

async function signedSheet({ officer, heir }: Leaving): Promise<Handover> {
  const given = (await give(officer, (await drawUp(officer, officer)).body, heir.id)).body
  const handed = (await sign(officer, handOver, given)).body
  return (await sign(heir, receiveHandover, handed)).body
}

describe('a handover', () => {
  test('lists what hangs on the person, is signed by both and done as one act', async () => {
    const made = await leaving()
    const { officer, head, heir, office, itemId } = made
    const delegation = await w.call(head, delegateActs, {
      body: {
        postId: head.postId,
        personId: officer.id,
        acts: ['signData'],
        fromOn: today,
        toOn: '2025-12-31',
        reason,
      },
    })
    const drawn = (await drawUp(officer, officer)).body
    expect(drawn.rows.map(({ kind, role }) => [kind, role])).toEqual([
      ['item', 'main'],
      ['post', null],
      ['standIn', null],
      ...drawn.rows.filter(({ kind }) => kind === 'todo').map(() => ['todo', null]),
    ])
    expect(drawn.rows.some(({ kind }) => kind === 'todo')).toBe(true)
    const given = (await give(officer, drawn, heir.id)).body
    const handed = await sign(officer, handOver, given)
    expect(handed.body).toMatchObject({ state: 'handedOver', signatures: [{ side: 'leaver', isInForce: true }] })
    const todo = (await w.call(heir, listTodos)).body.rows.find(({ id }) => id === given.id)
    expect(todo?.link).toBe(`/handovers/${given.id}#act-receive`)
    const signed = await sign(heir, receiveHandover, handed.body)
    expect(signed.body.state).toBe('signed')
    const body = { version: signed.body.version }
    expect((await w.call(office, applyHandover, { params: { id: given.id }, body })).body.state).toBe('applied')

    const item = (await w.call(head, readItem, { params: { id: itemId } })).body.item
    expect(item.mainResponsiblePerson?.id).toBe(heir.id)
    const history = (await w.call(head, readItemHistory, { params: { id: itemId } })).body.rows
    expect(history[0]).toMatchObject({ action: 'item.pass', basis: 'organization.handover' })
    const standIns = (await w.call(head, listStandIns)).body.rows
    expect(standIns.find(({ id }) => id === delegation.body.id)?.toOn).toBe(leavesOn)
    await w.clock('2025-11-19')
    expect((await w.call(officer, readSession)).status).toBe(200)
    await w.clock(leavesOn)
    expect((await w.call(officer, readSession)).status).toBe(401)
    await w.clock(today)
    const actions = (await w.call(office, readHandoverHistory, { params: { id: given.id } })).body.rows
    expect(actions.map(({ action }) => action)).toEqual([
      'handover.apply',
      'handover.receiver',
      'handover.leaver',
      'handover.save',
      'handover.drawUp',
    ])
  })

  test('the post itself is granted by the security administrator, who is told', async () => {
    const made = await leaving()
    const securityAdmin = await w.person('securityAdmin')
    const newcomer = await w.person('division.officer', await w.division())
    const signed = await signedSheet({ ...made, heir: newcomer })
    await w.call(made.office, applyHandover, { params: { id: signed.id }, body: { version: signed.version } })
    const waits = async () =>
      (await w.call(securityAdmin, listTodos)).body.rows.filter(({ link }) => link.includes(newcomer.id))
    expect(await waits()).toHaveLength(1)
    const fromOn = leavesOn
    const kind = 'division.officer' as const
    const body = { version: 1, kind, divisionId: made.responsible, fromOn, toOn: null, inChargeOf: [] }
    expect((await w.call(securityAdmin, grantPost, { params: { id: newcomer.id }, body })).status).toBe(200)
    expect(await waits()).toHaveLength(0)
  })

  test('is not signed while an item has nobody, nor without the password, nor unseen', async () => {
    const { officer, heir } = await leaving()
    const drawn = (await drawUp(officer, officer)).body
    expect(await sign(officer, handOver, drawn)).toMatchObject({ status: 409, body: { code: 'successor_missing' } })
    const given = (await give(officer, drawn, heir.id)).body
    expect(await sign(officer, handOver, { ...given, digest: 'other' })).toMatchObject({ body: { code: 'stale' } })
    expect(await sign(officer, handOver, { ...given, version: 1 })).toMatchObject({ body: { code: 'stale' } })
    await w.owner.updateTable('session').set({ reauthenticatedAt: null }).where('personId', '=', officer.id).execute()
    const body = { version: given.version, digest: given.digest, statementNumber: 1 }
    expect(await w.call(officer, handOver, { params: { id: given.id }, body })).toMatchObject({
      body: { code: 'reauthentication_needed' },
    })
    const auditor = await w.person('auditAdmin')
    const unfit = (await give(officer, given, auditor.id)).body
    expect(await sign(officer, handOver, unfit)).toMatchObject({ body: { code: 'successor_without_post' } })
  })

  test('each side signs for itself, and a sheet that was changed is signed anew', async () => {
    const made = await leaving()
    const { officer, head, heir, coordinator, office } = made
    const given = (await give(officer, (await drawUp(head, officer)).body, heir.id)).body
    expect(await sign(head, handOver, given)).toMatchObject({ status: 403, body: { code: 'not_leaver' } })
    const handed = (await sign(officer, handOver, given)).body
    expect(await sign(officer, receiveHandover, handed)).toMatchObject({ status: 403, body: { code: 'not_receiver' } })
    expect((await w.call(coordinator, readHandover, { params: { id: given.id } })).status).toBe(404)
    const early = { params: { id: given.id }, body: { version: handed.version } }
    expect(await w.call(office, applyHandover, early)).toMatchObject({ body: { code: 'wrong_state' } })
    const again = (await give(head, handed, head.id)).body
    expect(again).toMatchObject({ state: 'drafted', signatures: [{ side: 'leaver', isInForce: false }] })
    const third = (await sign(head, receiveHandover, (await sign(officer, handOver, again)).body)).body
    expect(third.state).toBe('signed')
    const asked = { params: { id: third.id }, body: { version: third.version } }
    expect(await w.call(head, applyHandover, asked)).toMatchObject({ status: 403 })
  })

  test('what has come up since has to go on the sheet', async () => {
    const made = await leaving()
    const signed = await signedSheet(made)
    const other = await openDuty(w)
    await w.owner
      .insertInto('itemPerson')
      .values({ itemId: other.itemId, personId: made.officer.id, role: 'participant' })
      .execute()
    const asked = { params: { id: signed.id }, body: { version: signed.version } }
    expect(await w.call(made.office, applyHandover, asked)).toMatchObject({
      status: 409,
      body: { code: 'sheet_outdated' },
    })
  })

  test('one sheet at a time, not for administrators, not backdated; withdrawn with a reason', async () => {
    const { officer, head, coordinator } = await leaving()
    expect(await drawUp(coordinator, officer)).toMatchObject({ status: 403, body: { code: 'not_leaver_or_above' } })
    const admin = await w.person('systemAdmin')
    const office = await w.person('performanceOffice.staff', await w.division())
    expect(await drawUp(office, admin)).toMatchObject({ body: { code: 'no_business_post' } })
    expect(await drawUp(head, officer, '2025-11-05')).toMatchObject({ body: { code: 'leaves_in_the_past' } })
    const drawn = (await drawUp(head, officer)).body
    expect(await drawUp(head, officer)).toMatchObject({ body: { code: 'sheet_exists' } })
    const asked = { params: { id: drawn.id }, body: { version: drawn.version, reason: '不再调动' } }
    expect((await w.call(head, withdrawHandover, asked)).body.state).toBe('withdrawn')
    expect((await w.call(office, listHandovers, { query: { limit: 1 } })).body.next).not.toBeNull()
    expect((await drawUp(head, officer)).status).toBe(200)
  })
})

test('an issued plan that was frozen gets a new version; the version before keeps whom it named', async () => {
  const made = await leaving()
  const planVersion = {
    planId: made.planId,
    number: 1,
    canonical: Buffer.from('{}'),
    digest: 'd',
    madeBy: made.head.id,
    madeAt: new Date(),
  }
  await w.owner.insertInto('planVersion').values(planVersion).execute()
  const signed = await signedSheet(made)
  await w.call(made.office, applyHandover, { params: { id: signed.id }, body: { version: signed.version } })
  const versions = await w.owner
    .selectFrom('planVersion')
    .select(['number', 'madeBy'])
    .where('planId', '=', made.planId)
    .orderBy('number')
    .execute()
  expect(versions).toEqual([
    { number: 1, madeBy: made.head.id },
    { number: 2, madeBy: made.office.id },
  ])
})
