import { describe, expect, test } from 'vitest'
import { draftCallNotice } from '#domain/document/documentDraft.api.ts'
import { acknowledgeDocument, readDocument, withdrawDocument } from '#domain/document/officialDocument.api.ts'
import { issueCall, readCall, saveCall } from '#domain/plan/planCall.api.ts'
import { draftedCall } from '#test/fixtures/calls.ts'
import { aDocumentNumber, issued, linksOf, signedDocument, traces, wordsOf } from '#test/fixtures/documents.ts'
import { planPeople } from '#test/fixtures/plan.ts'
import { world } from '#test/world.ts'

const w = world()
let lastYear = 2025
const aYear = () => {
  lastYear += 1
  return lastYear
}

describe('a notice of the call’s own (Art. 18)', () => {
  async function withNotice() {
    const people = await planPeople(w)
    const call = await draftedCall(w, { staff: people.writer, officeHead: people.officeHead }, aYear())
    const params = { id: call.id }
    const drafted = (await w.call(people.writer, draftCallNotice, { params, body: {} })).body
    const read = async () => (await w.call(people.writer, readCall, { params: { year: call.year } })).body
    const issue = async (documentNumber: string | null) =>
      w.call(people.officeHead, issueCall, { params, body: { version: (await read()).version, documentNumber } })
    return { people, call, params, drafted, read, issue }
  }

  test('is drafted from text, template and deadline; the call is issued by it, every division receives it', async () => {
    const { people, call, drafted, read, issue } = await withNotice()
    expect(drafted).toMatchObject({
      kind: 'notice',
      subject: 'planCall',
      callId: call.id,
      planId: null,
      year: call.year,
    })
    for (const told of [call.text, `${call.workingDays}个工作日内`, '特此通知。']) expect(drafted.text).toContain(told)
    expect(await issue(aDocumentNumber())).toMatchObject({ status: 409, body: { code: 'notice_not_signed' } })
    expect((await read()).state).toBe('drafted')
    await signedDocument(w, people, drafted)
    expect((await issue(null)).body).toMatchObject({ code: 'number_missing' })
    const { body } = await issue('深口绩〔2025〕召1号')
    expect(body).toMatchObject({
      state: 'issued',
      notice: { id: drafted.id, state: 'issued', number: '深口绩〔2025〕召1号' },
    })
    const seen = (await w.call(people.person, readDocument, { params: { id: drafted.id } })).body
    expect(seen).toMatchObject({
      datedOn: '2025-11-06',
      receipts: [{ division: { id: people.responsible }, readAt: null }],
    })
    expect(await linksOf(w, people.person, drafted.id)).toEqual([`/documents/${drafted.id}#act-receive`])
    const got = await w.call(people.person, acknowledgeDocument, { params: { id: drafted.id }, body: {} })
    expect(got.body.receipts[0]?.readAt).not.toBeNull()
    expect(await wordsOf(w, people.person, drafted.id)).toContain('深口绩〔2025〕召1号')
  })

  test('keeps the call as it is; withdrawn, it leaves the call to the secretariat’s document', async () => {
    const { people, call, params, drafted, read, issue } = await withNotice()
    const { title, text, workingDays } = call
    const change = { version: call.version, title, text: `${text}补充。`, workingDays, templateFileId: null }
    const saved = await w.call(people.writer, saveCall, { params, body: change })
    expect(saved).toMatchObject({ status: 409, body: { code: 'notice_drafted' } })
    expect((await w.call(people.writer, draftCallNotice, { params, body: {} })).body).toMatchObject({
      code: 'document_exists',
    })
    const body = { version: drafted.version, reason: '纳入秘书处通知' }
    await w.call(people.writer, withdrawDocument, { params: { id: drafted.id }, body })
    expect((await read()).notice).toBeNull()
    expect(await issue('深口绩〔2025〕召2号')).toMatchObject({ status: 422 })
    expect((await issue(null)).body).toMatchObject({ state: 'issued', notice: null })
    const late = await w.call(people.writer, draftCallNotice, { params, body: {} })
    expect(late).toMatchObject({ status: 409, body: { code: 'call_issued' } })
  })

  test('is not issued by itself', async () => {
    const { people, drafted } = await withNotice()
    const before = await traces(w, drafted.id)
    expect(await issued(w, people, drafted)).toMatchObject({ status: 409, body: { code: 'issued_with_another' } })
    expect(await traces(w, drafted.id)).toEqual(before)
  })
})
