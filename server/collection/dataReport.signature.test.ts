import { describe, expect, test } from 'vitest'
import { readReportHistory } from '#domain/collection/dataReport.api.ts'
import {
  acknowledgeReport,
  correctReport,
  refreshReport,
  signReport,
  takeBackReport,
} from '#domain/collection/dataReportActs.api.ts'
import {
  acceptDuty,
  acceptedSet,
  correctDuty,
  details,
  reportAt,
  reviewIt,
  seen,
  sendIt,
  signIt,
} from '#test/reports.ts'
import { world } from '#test/world.ts'

const w = world()
const actions = (id: string) => w.history(id).then((rows) => rows.map(({ action }) => action))
const stagesOf = async (ids: readonly string[]) =>
  (await w.owner.selectFrom('duty').select(['id', 'stage']).where('id', 'in', ids).execute()).map(({ stage }) => stage)

describe('a signature under Art. 29', () => {
  test('needs the password again and the content that was seen', async () => {
    const set = await acceptedSet(w)
    const id = await reportAt(w, set, 'assembled')
    const { version, digest } = await seen(w, set.signer, id)
    const sign = (seenDigest: string) =>
      w.call(set.signer, signReport, { params: { id }, body: { version, digest: seenDigest } })
    expect(await sign(digest)).toMatchObject({ status: 409, body: { code: 'reauthentication_needed' } })
    await w.reauthenticated(set.signer)
    expect(await sign('0'.repeat(64))).toMatchObject({ status: 409, body: { code: 'stale' } })
    expect(await actions(id)).toEqual(['report.assemble'])
    expect(await sign(digest)).toMatchObject({ status: 200 })
  })

  test('lapses visibly when a figure is corrected, and stops review and sending', async () => {
    const set = await acceptedSet(w)
    const id = await reportAt(w, set, 'signed')
    await correctDuty(w, set, set.ids[1] ?? '', '4463218', false)
    expect(await reviewIt(w, set, id)).toMatchObject({ status: 409, body: { code: 'not_accepted' } })
    await acceptDuty(w, set.coordinator, set.ids[1] ?? '')
    const stale = await seen(w, set.deputy, id)
    expect(stale.signatures).toMatchObject([{ isInForce: false, staleCells: ['福田口岸旅客'] }])
    expect(stale.lines.map(({ isOutdated }) => isOutdated)).toEqual([false, true, false])
    expect(stale.lines[1]?.value).toBe('4463217')
    expect(await reviewIt(w, set, id)).toMatchObject({
      status: 409,
      body: { code: 'stale_signature', message: { zh: expect.stringContaining('福田口岸旅客签字后有更正') } },
    })
  })

  test('is taken back, and the report is assembled and signed anew; the earlier one stays readable', async () => {
    const set = await acceptedSet(w)
    const id = await reportAt(w, set, 'reviewed')
    await correctDuty(w, set, set.ids[1] ?? '', '4463218')
    expect(await sendIt(w, set, id)).toMatchObject({ status: 409, body: { code: 'stale_signature' } })
    const { version, files } = await seen(w, set.signer, id)
    const back = await w.call(set.signer, takeBackReport, { params: { id }, body: { version, reason: '福田数据更正' } })
    expect(back).toMatchObject({
      status: 200,
      body: { state: 'assembled', signedBy: null, reviewedBy: null, files: [] },
    })
    expect(back.body.returnReason).toBe('福田数据更正')
    const again = { params: { id }, body: { version: back.body.version, ...details } }
    expect((await w.call(set.coordinator, refreshReport, again)).body.lines[1]?.value).toBe('4463218')
    const signed = await signIt(w, set, id)
    expect(signed.body.signatures.map(({ isInForce }) => isInForce)).toEqual([true, false])
    expect(signed.body.files.find(({ kind }) => kind === 'table')?.digest).not.toBe(
      files.find(({ kind }) => kind === 'table')?.digest,
    )
    expect(await w.owner.selectFrom('dataReportFile').selectAll().where('reportId', '=', id).execute()).toHaveLength(6)
  })
})

describe('a correction after sending', () => {
  test('is the next report of the period and names what changed', async () => {
    const set = await acceptedSet(w)
    const first = await reportAt(w, set, 'sent', { documentNumber: '深口函〔2025〕9号' })
    const [, futian = ''] = set.ids
    await correctDuty(w, set, futian, '4463218')
    const { version } = await seen(w, set.coordinator, first)
    const corrected = await w.call(set.coordinator, correctReport, { params: { id: first }, body: { version } })
    expect(corrected).toMatchObject({ status: 200, body: { number: 2, correctsId: first, state: 'assembled' } })
    expect(corrected.body.lines.map(({ change }) => change)).toEqual(['same', 'corrected', 'same'])
    expect(corrected.body.lines[1]).toMatchObject({ before: { value: '4463217' }, value: '4463218' })
    expect(corrected.body.letter?.paragraphs[0]).toBe(
      '我办于2025年11月6日报送的2025年10月口岸通关数据（深口函〔2025〕9号）中，福田口岸旅客有误，现更正报送：' +
        '原报4,463,217人次，更正为4,463,218人次。更正原因：漏计一个晚高峰时段。其余数据不变。',
    )
    expect(corrected.body.signatures).toMatchObject([
      { reportNumber: 1, isInForce: false, staleCells: ['福田口岸旅客'] },
    ])
    expect(await seen(w, set.coordinator, first)).toMatchObject({ successorId: corrected.body.id, state: 'sent' })

    const second = corrected.body.id
    await signIt(w, set, second)
    await reviewIt(w, set, second)
    expect(await sendIt(w, set, second, { documentNumber: '深口函〔2025〕10号' })).toMatchObject({ status: 200 })
    expect(await stagesOf(set.ids)).toEqual(['reported', 'reported', 'reported'])
    expect(await actions(second)).toEqual(['report.correct', 'report.sign', 'report.review', 'report.send'])
    const history = await w.call(set.coordinator, readReportHistory, { params: { id: second } })
    expect(history.body.rows.at(-1)).toMatchObject({ reason: '漏计一个晚高峰时段' })
  })

  test('is refused while nothing was corrected, while it is not accepted, and a second time', async () => {
    const set = await acceptedSet(w)
    const id = await reportAt(w, set, 'sent')
    const correct = async () =>
      w.call(set.coordinator, correctReport, {
        params: { id },
        body: { version: (await seen(w, set.coordinator, id)).version },
      })
    expect(await correct()).toMatchObject({ status: 409, body: { code: 'nothing_corrected' } })
    await correctDuty(w, set, set.ids[0] ?? '', '1', false)
    expect(await correct()).toMatchObject({ status: 409, body: { code: 'not_accepted' } })
    await acceptDuty(w, set.coordinator, set.ids[0] ?? '')
    expect(await correct()).toMatchObject({ status: 200 })
    expect(await correct()).toMatchObject({ status: 409, body: { code: 'has_successor' } })
  })

  test('the receipt of the first report does not acknowledge what was corrected since', async () => {
    const set = await acceptedSet(w)
    const id = await reportAt(w, set, 'sent')
    await correctDuty(w, set, set.ids[0] ?? '', '1')
    const body = { version: (await seen(w, set.coordinator, id)).version, receiptOn: '2025-11-06', note: '' }
    expect(await w.call(set.coordinator, acknowledgeReport, { params: { id }, body })).toMatchObject({ status: 200 })
    expect((await stagesOf(set.ids)).toSorted()).toEqual(['accepted', 'acknowledged', 'acknowledged'])
  })
})
