import { describe, expect, test } from 'vitest'
import { readReportHistory } from '#domain/collection/dataReport.api.ts'
import {
  acknowledgeReport,
  assembleReport,
  correctReport,
  refreshReport,
  returnReport,
  reviewReport,
  sendReport,
  signReport,
  takeBackReport,
} from '#domain/collection/dataReportActs.api.ts'
import {
  acceptDuty,
  acceptedSet,
  assemble,
  correctDuty,
  details,
  reportAt,
  reviewIt,
  seen,
  sendIt,
  sending,
  signIt,
} from '#test/reports.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const reason = '附件少一页'
const actions = (id: string) => w.history(id).then((rows) => rows.map(({ action }) => action))
const stagesOf = async (ids: readonly string[]) =>
  (await w.owner.selectFrom('duty').select(['id', 'stage']).where('id', 'in', ids).execute()).map(({ stage }) => stage)

test('one report on its way: assembled, signed, reviewed, sent, acknowledged, each with its history', async () => {
  const set = await acceptedSet(w)
  const { body: report } = await assemble(w, set)
  expect(report).toMatchObject({
    state: 'assembled',
    number: 1,
    owed: 3,
    missing: [],
    outdated: [],
    dueOn: '2025-11-07',
    workingDaysLeft: 1,
  })
  expect(report.lines.map(({ kind, value }) => value ?? kind)).toEqual(['5373454', '4463217', 'nil'])
  expect(report.lines.every(({ signedBy }) => signedBy !== null)).toBe(true)
  expect(report.letter?.paragraphs[1]).toBe('经汇总，2025年10月2项数据合计9,836,671人次。')

  const signed = await signIt(w, set, report.id)
  expect(signed).toMatchObject({
    status: 200,
    body: { state: 'signed', digest: report.digest, signedBy: set.signer.id },
  })
  expect(signed.body.signatures).toMatchObject([{ statementNumber: 1, digest: report.digest, isInForce: true }])
  expect(signed.body.files.map(({ kind }) => kind)).toEqual(['letter', 'manifest', 'table'])
  expect(await reviewIt(w, set, report.id)).toMatchObject({
    status: 200,
    body: { state: 'reviewed', reviewedBy: { id: set.deputy.id } },
  })
  expect(await stagesOf(set.ids)).toEqual(['accepted', 'accepted', 'accepted'])
  expect(await sendIt(w, set, report.id, { documentNumber: '深口函〔2025〕9号' })).toMatchObject({
    status: 200,
    body: { state: 'sent', sentOn: '2025-11-06', sentWay: 'officeAutomation', documentNumber: '深口函〔2025〕9号' },
  })
  expect(await stagesOf(set.ids)).toEqual(['reported', 'reported', 'reported'])
  const { version } = await seen(w, set.coordinator, report.id)
  const body = { version, receiptOn: '2025-11-06', note: '已收' }
  const done = await w.call(set.coordinator, acknowledgeReport, { params: { id: report.id }, body })
  expect(done).toMatchObject({
    status: 200,
    body: { state: 'acknowledged', receiptOn: '2025-11-06', receiptNote: '已收' },
  })
  expect(await stagesOf(set.ids)).toEqual(['acknowledged', 'acknowledged', 'acknowledged'])
  expect(await actions(report.id)).toEqual([
    'report.assemble',
    'report.sign',
    'report.review',
    'report.send',
    'report.receipt',
  ])
  const { body: history } = await w.call(set.coordinator, readReportHistory, { params: { id: report.id } })
  expect(history.rows.at(-1)?.changes.map(({ name, new: now }) => [name.zh, now])).toContainEqual([
    '罗湖口岸旅客',
    '5,373,454人次',
  ])
  const sent = history.rows.find(({ action }) => action === 'report.send')
  expect(sent?.changes.map(({ field }) => field)).toEqual(['documentNumber', 'sentOn', 'sentWay', 'receiver'])
})

describe('a report takes accepted data only', () => {
  test('what is signed but not accepted is left out, named, and stops the signature', async () => {
    const set = await acceptedSet(w, { waiting: 1 })
    const { body: report } = await assemble(w, set)
    expect(report.lines.map(({ name }) => name)).toEqual(['罗湖口岸旅客', '福田口岸旅客'])
    expect(report.missing.map(({ name }) => name)).toEqual(['皇岗口岸旅客'])
    const refused = await signIt(w, set, report.id)
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'not_accepted', message: { zh: '皇岗口岸旅客10月数据尚未接收。' }, basis: 'report.sign' },
    })
    expect(await actions(report.id)).toEqual(['report.assemble'])

    await acceptDuty(w, set.coordinator, set.ids[2] ?? '')
    const changed = await signIt(w, set, report.id)
    expect(changed).toMatchObject({ status: 409, body: { code: 'outdated' } })
    const { version } = await seen(w, set.coordinator, report.id)
    const again = { params: { id: report.id }, body: { version, ...details } }
    const refreshed = await w.call(set.coordinator, refreshReport, again)
    expect(refreshed.body.lines).toHaveLength(3)
    expect(await signIt(w, set, report.id)).toMatchObject({ status: 200 })
  })

  test('nothing accepted, nothing to assemble', async () => {
    const set = await acceptedSet(w, { waiting: 3 })
    expect(await assemble(w, set)).toMatchObject({ status: 409, body: { code: 'nothing_accepted' } })
    expect(
      await w.owner.selectFrom('dataReport').selectAll().where('collectingUnitId', '=', set.unitId).execute(),
    ).toEqual([])
  })

  test('a period is assembled once, whoever is quicker', async () => {
    const set = await acceptedSet(w)
    const answers = await Promise.all([assemble(w, set), assemble(w, set)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await assemble(w, set)).toMatchObject({ status: 409, body: { code: 'already_assembled' } })
  })
})

describe('sending', () => {
  test.each([
    ['in the future', { sentOn: '2025-11-07' }, 'body.sentOn'],
    ['before the signature', { sentOn: '2025-11-05' }, 'body.sentOn'],
    ['a letter without its number', { documentNumber: null }, 'body.documentNumber'],
  ])('%s is refused beside the field', async (_, over, path) => {
    const set = await acceptedSet(w)
    const id = await reportAt(w, set, 'reviewed')
    expect(await sendIt(w, set, id, over)).toMatchObject({ status: 422, body: { fields: [{ path }] } })
    expect(await stagesOf(set.ids)).toEqual(['accepted', 'accepted', 'accepted'])
  })

  test('settles the standing cards of its duties', async () => {
    const set = await acceptedSet(w)
    const id = await reportAt(w, set, 'reviewed')
    const [dutyId = ''] = set.ids
    const card = { dutyId, ladder: 'external', step: 'earlyWarning', dueRevision: 1, firedOn: '2025-10-31' }
    await w.owner
      .insertInto('card')
      .values({
        ...card,
        year: 2025,
        settingsRevision: 1,
        dueOn: '2025-11-07',
        packVersion: '1',
        divisionId: set.responsible,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await sendIt(w, set, id)
    const standing = await w.owner.selectFrom('card').select('settledOn').where('dutyId', 'in', set.ids).execute()
    expect(standing.length).toBeGreaterThan(0)
    expect(standing.every(({ settledOn }) => settledOn !== null)).toBe(true)
  })

  test('once, however often the same request comes', async () => {
    const set = await acceptedSet(w)
    const id = await reportAt(w, set, 'reviewed')
    const { version } = await seen(w, set.coordinator, id)
    const request = { params: { id }, body: { version, ...sending() }, key: crypto.randomUUID() }
    const answers = [
      await w.call(set.coordinator, sendReport, request),
      await w.call(set.coordinator, sendReport, request),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect((await actions(id)).filter((action) => action === 'report.send')).toHaveLength(1)
  })
})

type Acts = Record<string, { state: 'assembled' | 'signed' | 'reviewed' | 'sent'; call: Call; who: Who; wrong: Who }>
type Who = 'coordinator' | 'signer' | 'deputy' | 'officer'
type Call = (client: Client, id: string, version: number, digest: string) => Promise<{ status: number; body: unknown }>

const acts: Acts = {
  refresh: {
    state: 'assembled',
    who: 'coordinator',
    wrong: 'deputy',
    call: (client, id, version) => w.call(client, refreshReport, { params: { id }, body: { version, ...details } }),
  },
  sign: {
    state: 'assembled',
    who: 'signer',
    wrong: 'coordinator',
    call: (client, id, version, digest) => w.call(client, signReport, { params: { id }, body: { version, digest } }),
  },
  review: {
    state: 'signed',
    who: 'deputy',
    wrong: 'signer',
    call: (client, id, version, digest) => w.call(client, reviewReport, { params: { id }, body: { version, digest } }),
  },
  sendBack: {
    state: 'signed',
    who: 'deputy',
    wrong: 'coordinator',
    call: (client, id, version) => w.call(client, returnReport, { params: { id }, body: { version, reason } }),
  },
  takeBack: {
    state: 'signed',
    who: 'signer',
    wrong: 'coordinator',
    call: (client, id, version) => w.call(client, takeBackReport, { params: { id }, body: { version, reason } }),
  },
  send: {
    state: 'reviewed',
    who: 'coordinator',
    wrong: 'deputy',
    call: (client, id, version) => w.call(client, sendReport, { params: { id }, body: { version, ...sending() } }),
  },
  acknowledge: {
    state: 'sent',
    who: 'coordinator',
    wrong: 'deputy',
    call: (client, id, version) =>
      w.call(client, acknowledgeReport, { params: { id }, body: { version, receiptOn: '2025-11-06', note: '' } }),
  },
  correct: {
    state: 'sent',
    who: 'coordinator',
    wrong: 'deputy',
    call: (client, id, version) => w.call(client, correctReport, { params: { id }, body: { version } }),
  },
}

describe('every command: refused, stale, invisible, and then nothing has changed; and once done', () => {
  test.each(Object.entries(acts))('%s', async (name, { state, call, who, wrong }) => {
    const set = await acceptedSet(w)
    const id = await reportAt(w, set, state)
    if (name === 'correct') await correctDuty(w, set, set.ids[0] ?? '', '5373455')
    await w.reauthenticated(set.signer)
    const { version, digest } = await seen(w, set[who], id)
    const row = () => w.owner.selectFrom('dataReport').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const before = [await row(), await actions(id), await stagesOf(set.ids)]
    expect(await call(set[wrong], id, version, digest)).toMatchObject({ status: 403 })
    expect(await call(set[who], id, version + 1, digest)).toMatchObject({ status: 409, body: { code: 'stale' } })
    const stranger = await w.reauthenticated(await w.person('division.head', await w.division()))
    expect(await call(stranger, id, version, digest)).toMatchObject({ status: 404 })
    expect(await call(set.officer, id, version, digest)).toMatchObject({ status: 404 })
    expect([await row(), await actions(id), await stagesOf(set.ids)]).toEqual(before)
    expect(await call(set[who], id, version, digest)).toMatchObject({ status: 200 })
  })

  test('assemble', async () => {
    const set = await acceptedSet(w)
    const body = { ...set.key, ...details }
    expect(await w.call(set.deputy, assembleReport, { body })).toMatchObject({ status: 403 })
    expect(await w.call(set.officer, assembleReport, { body })).toMatchObject({ status: 404 })
    expect(await w.call(set.coordinator, assembleReport, { body: { ...body, period: '2025-12' } })).toMatchObject({
      status: 409,
      body: { code: 'nothing_accepted' },
    })
    expect(await w.call(set.coordinator, assembleReport, { body: { ...body, extra: 1 } as never })).toMatchObject({
      status: 422,
    })
  })

  test('returning needs a reason; a deputy in charge of other divisions only does not review', async () => {
    const set = await acceptedSet(w)
    const id = await reportAt(w, set, 'signed')
    const { version, digest } = await seen(w, set.deputy, id)
    const bare = await w.call(set.deputy, returnReport, { params: { id }, body: { version, reason: ' ' } })
    expect(bare).toMatchObject({ status: 422, body: { fields: [{ path: 'body.reason' }] } })
    const other = await w.person('leadingGroup.deputy')
    const review = { params: { id }, body: { version, digest } }
    expect(await w.call(other, reviewReport, review)).toMatchObject({ status: 403, body: { code: 'not_in_charge' } })
    const head = await w.person('leadingGroup.head')
    expect(await w.call(head, reviewReport, review)).toMatchObject({ status: 200 })
  })

  test('the signer does not review under another post', async () => {
    const set = await acceptedSet(w)
    const id = await reportAt(w, set, 'signed')
    const asHead = await w.alsoAs(set.signer, 'leadingGroup.head')
    const { version, digest } = await seen(w, asHead, id)
    const review = { params: { id }, body: { version, digest } }
    expect(await w.call(asHead, reviewReport, review)).toMatchObject({ status: 409, body: { code: 'own_signature' } })
  })
})
