import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { draftCallNotice, draftMinutes, draftSending } from '#domain/document/documentDraft.api.ts'
import {
  acknowledgeDocument,
  checkDocument,
  downloadDocument,
  issueDocument,
  listDocuments,
  type OfficialDocument,
  readDocument,
  saveDocument,
  signDocument,
  withdrawDocument,
} from '#domain/document/officialDocument.api.ts'
import { listTodos } from '#domain/home/home.api.ts'
import { readMunicipalPlan } from '#domain/plan/municipalPlan.api.ts'
import { recordSending } from '#domain/plan/municipalSending.api.ts'
import { decidePlan, returnPlan, submitPlan } from '#domain/plan/plan.api.ts'
import { issueCall, readCall, saveCall } from '#domain/plan/planCall.api.ts'
import { giveOpinion, listReviews } from '#domain/plan/review.api.ts'
import { draftedCall } from '#test/fixtures/calls.ts'
import { aDocumentNumber, checkedDocument, issued, signedDocument } from '#test/fixtures/documents.ts'
import { importedCity } from '#test/fixtures/municipalTables.ts'
import { draftPlan, issuedPlan, planPeople } from '#test/fixtures/plan.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
let lastYear = 2025
const aYear = () => {
  lastYear += 1
  return lastYear
}
const wordsOf = async (client: Client, id: string) => {
  const { body } = await w.call(client, downloadDocument, { params: { id } })
  return strFromU8(unzipSync(body as unknown as Buffer)['word/document.xml'] ?? new Uint8Array()).replaceAll(
    /<[^>]+>/g,
    '',
  )
}
const acts = async (id: string) => (await w.history(id)).map(({ action }) => action)
const linksOf = async (client: Client, id: string) =>
  (await w.call(client, listTodos)).body.rows.map(({ link }) => link).filter((link) => link.includes(id))
/** What stands in the database beside the document itself: nothing of it may move with a refusal. */
const traces = async (id: string) => ({
  document: await w.owner.selectFrom('officialDocument').selectAll().where('id', '=', id).execute(),
  receipts: await w.owner.selectFrom('documentReceipt').selectAll().where('documentId', '=', id).execute(),
  history: await acts(id),
})

let firstYear = 2025
/** An issued plan of a year of its own that is past: fixtures issue it in February of its year. */
async function toSend(kind: 'report' | 'letter' = 'report') {
  const people = await planPeople(w)
  firstYear -= 1
  const { plan, item } = await issuedPlan(w, people, firstYear)
  const drafted = (await w.call(people.writer, draftSending, { params: { id: plan.id }, body: { kind } })).body
  return { people, plan, item, drafted }
}

describe('the plan goes to the city by a 报告 or 函 (Art. 11)', () => {
  test('drafted from the issued plan, checked, signed off, numbered; its sending names it', async () => {
    const { people, plan, item, drafted } = await toSend()
    expect(drafted).toMatchObject({ kind: 'report', subject: 'planSending', state: 'drafted', planId: plan.id })
    expect(drafted.title).toContain(`关于报送${plan.year}年度绩效工作方案的报告`)
    expect(drafted.text).toContain(`以${plan.documentNumber}印发，共列评估事项1项`)
    expect(drafted.planNumber).toBe(plan.latest?.number)
    expect(await linksOf(people.officeHead, drafted.id)).toEqual([`/documents/${drafted.id}#act-check`])
    const checked = await checkedDocument(w, people, drafted)
    expect(await linksOf(people.groupHead, drafted.id)).toEqual([`/documents/${drafted.id}#act-sign`])
    await w.reauthenticated(people.groupHead)
    const body = { version: checked.version, digest: checked.digest }
    const signed = (await w.call(people.groupHead, signDocument, { params: { id: drafted.id }, body })).body
    expect(await linksOf(people.officeHead, drafted.id)).toEqual([`/documents/${drafted.id}#act-issue`])
    const { body: sent } = await issued(w, people, signed)
    expect(sent).toMatchObject({ state: 'issued', datedOn: '2025-11-06', receipts: [] })
    expect(await linksOf(people.person, drafted.id)).toEqual([])
    const words = await wordsOf(people.writer, drafted.id)
    for (const told of [
      sent.number ?? '',
      '签发人：',
      '特此报告。',
      `附件：${plan.title}`,
      item.title,
      '评估事项一览表',
    ])
      expect(words).toContain(told)
    expect(await acts(drafted.id)).toEqual(['document.draft', 'document.check', 'document.sign', 'document.issue'])
  })

  test('the record of the sending takes its number and its version of the plan', async () => {
    const people = await planPeople(w)
    const year = aYear()
    const { body: city } = await importedCity(w, people.writer, year)
    const { plan } = await draftPlan(w, people, year)
    // the table's rows are somebody else's test: the plan is taken as issued
    const canonical = { title: plan.title, procedureText: '', standardsText: '', reportingText: '', items: [] }
    const version = await w.owner
      .insertInto('planVersion')
      .values({
        ...{
          planId: plan.id,
          number: 2,
          digest: 'a'.repeat(64),
          algorithm: 'sha256-rfc8785',
          madeBy: people.writer.id,
        },
        ...{ canonical: Buffer.from(JSON.stringify(canonical)), madeAt: '2025-11-05T01:00:00Z' },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const values = { state: 'issued', documentNumber: `深口绩〔${year}〕1号`, issuedOn: '2025-11-05' }
    await w.owner.updateTable('plan').set(values).where('id', '=', plan.id).execute()
    const ask = { params: { id: plan.id }, body: { kind: 'letter' as const } }
    const drafted = (await w.call(people.writer, draftSending, ask)).body
    const params = { id: city.id }
    const given = { version: city.version, sentOn: '2025-11-06', way: 'paper' as const, receiver: '市绩效办' }
    const sending = { ...given, documentNumber: '', documentId: drafted.id, note: '' }
    expect((await w.call(people.writer, recordSending, { params, body: sending })).status).toBe(404)
    const document = (await issued(w, people, await signedDocument(w, people, drafted))).body
    const unnamed = { ...sending, documentId: null }
    expect(await w.call(people.writer, recordSending, { params, body: unnamed })).toMatchObject({
      ...{ status: 422, body: { fields: [{ path: 'body.documentNumber' }] } },
    })
    const early = { ...sending, sentOn: '2025-11-05' }
    expect((await w.call(people.writer, recordSending, { params, body: early })).status).toBe(422)
    const other = { ...sending, documentId: (await toSend()).drafted.id }
    expect((await w.call(people.writer, recordSending, { params, body: other })).status).toBe(404)
    expect((await w.call(people.writer, readMunicipalPlan, { params: { year } })).body.sendings).toEqual([])
    const done = await w.call(people.writer, recordSending, { params, body: sending })
    expect(done.body).toMatchObject({ documentId: document.id, documentNumber: document.number, planVersion: 2 })
    const row = w.owner.selectFrom('municipalSending').select('planVersionId').where('id', '=', done.body.id)
    expect((await row.executeTakeFirstOrThrow()).planVersionId).toBe(version.id)
  })

  test('one is on its way at a time; a draft is withdrawn with a reason and begun anew as the other kind', async () => {
    const { people, plan, drafted } = await toSend()
    const again = (kind: 'report' | 'letter') =>
      w.call(people.writer, draftSending, { params: { id: plan.id }, body: { kind } })
    expect(await again('letter')).toMatchObject({ status: 409, body: { code: 'document_exists' } })
    const params = { id: drafted.id }
    const body = { version: drafted.version, reason: '市里要求以函报送' }
    const withdrawn = await w.call(people.writer, withdrawDocument, { params, body })
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn', returnReason: '市里要求以函报送' })
    expect((await again('letter')).body).toMatchObject({ kind: 'letter', state: 'drafted' })
    const { version, title, addressee, text } = withdrawn.body
    const save = await w.call(people.writer, saveDocument, { params, body: { version, title, addressee, text } })
    expect(save).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
    const query = { subject: 'planSending' as const, aboutId: plan.id }
    const { rows } = (await w.call(people.writer, listDocuments, { query })).body
    expect(rows.map(({ state, kind }) => `${kind} ${state}`).toSorted()).toEqual(['letter drafted', 'report withdrawn'])
  })

  test('it is not drafted before the plan is issued, nor issued before it is signed off, nor with a future day', async () => {
    const early = await draftPlan(w, await planPeople(w), aYear())
    const { people, drafted } = await toSend()
    const ask = { params: { id: early.plan.id }, body: { kind: 'report' as const } }
    expect(await w.call(people.writer, draftSending, ask)).toMatchObject({
      ...{ status: 409, body: { code: 'plan_not_issued' } },
    })
    const before = await traces(drafted.id)
    expect(await issued(w, people, drafted)).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
    expect(await traces(drafted.id)).toEqual(before)
    const signed = await signedDocument(w, people, drafted)
    const late = await w.call(people.officeHead, issueDocument, {
      params: { id: drafted.id },
      body: { version: signed.version, documentNumber: aDocumentNumber(), datedOn: '2025-11-07' },
    })
    expect(late).toMatchObject({ status: 422, body: { fields: [{ path: 'body.datedOn' }] } })
    const { body: one } = await issued(w, people, signed)
    const next = await toSend('letter')
    const twice = await w.call(next.people.officeHead, issueDocument, {
      params: { id: next.drafted.id },
      body: {
        ...{ version: (await signedDocument(w, next.people, next.drafted)).version, datedOn: '2025-11-06' },
        documentNumber: one.number,
      },
    })
    expect(twice).toMatchObject({ status: 409, body: { code: 'number_used' } })
  })

  test('an amendment meanwhile stops it until the version that stands goes along', async () => {
    const { people, plan, drafted } = await toSend()
    const later = { planId: plan.id, number: 9, digest: 'b'.repeat(64), algorithm: 'sha256-rfc8785' }
    await w.owner
      .insertInto('planVersion')
      .values({ ...later, canonical: Buffer.from('{}'), madeBy: people.writer.id, madeAt: '2025-11-06T01:00:00Z' })
      .execute()
    const params = { id: drafted.id }
    const stale = (await w.call(people.writer, readDocument, { params })).body
    expect(stale.isPlanCurrent).toBe(false)
    const { version } = stale
    const { officeHead, writer } = people
    const refused = await w.call(officeHead, issueDocument, {
      params,
      body: { version, documentNumber: null, datedOn: '2025-11-06' },
    })
    expect(refused.status).toBe(409)
    expect((await w.call(officeHead, checkDocument, { params, body: { version } })).body).toMatchObject({
      code: 'plan_amended',
    })
    const { title, addressee, text } = stale
    const saved = (await w.call(writer, saveDocument, { params, body: { version, title, addressee, text } })).body
    expect(saved).toMatchObject({ planNumber: 9, isPlanCurrent: true })
    expect(saved.digest).not.toBe(stale.digest)
    const nobody = await w.call(writer, saveDocument, {
      params,
      body: { version: saved.version, title, addressee: '', text },
    })
    expect(nobody).toMatchObject({ status: 422, body: { fields: [{ path: 'body.addressee' }] } })
  })

  test('outside bodies are addressed without receipts, and divisions do not see it', async () => {
    const { people, drafted } = await toSend()
    await issued(w, people, await signedDocument(w, people, drafted))
    const params = { id: drafted.id }
    for (const endpoint of [readDocument, downloadDocument])
      expect((await w.call(people.person, endpoint, { params })).status).toBe(404)
    expect((await w.call(people.person, acknowledgeDocument, { params, body: {} })).status).toBe(404)
    const { rows } = (await w.call(people.person, listDocuments, { query: { subject: 'planSending' as const } })).body
    expect(rows).toEqual([])
  })
})

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
    expect(await linksOf(people.person, drafted.id)).toEqual([`/documents/${drafted.id}#act-receive`])
    const got = await w.call(people.person, acknowledgeDocument, { params: { id: drafted.id }, body: {} })
    expect(got.body.receipts[0]?.readAt).not.toBeNull()
    expect(await wordsOf(people.person, drafted.id)).toContain('深口绩〔2025〕召1号')
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
    const before = await traces(drafted.id)
    expect(await issued(w, people, drafted)).toMatchObject({ status: 409, body: { code: 'issued_with_another' } })
    expect(await traces(drafted.id)).toEqual(before)
  })
})

describe('minutes of a meeting of the leading group (Art. 22)', () => {
  async function reviewed(mode: 'meeting' | 'circulation', outcome: 'decided' | 'returned' | 'open' = 'decided') {
    const people = await planPeople(w)
    const member = await w.person('leadingGroup.member', people.responsible)
    const { plan: draft, item } = await draftPlan(w, people, aYear())
    const params = { id: draft.id }
    const given = { version: draft.version, mode, dueOn: '2025-11-06', agenda: '审定年度方案' }
    const { body: plan } = await w.call(people.officeHead, submitPlan, { params, body: given })
    const [review] = (await w.call(member, listReviews, { params })).body.rows
    if (!review) throw new Error('there is no review')
    const { digest } = review
    const said = { version: 1, digest, opinion: 'agreeWithRemark' as const, remark: '目标可再明确' }
    await w.call(member, giveOpinion, { params: { id: review.id }, body: said })
    const { version } = plan
    const number = plan.latest?.number ?? 0
    if (outcome === 'decided')
      await w.call(people.groupHead, decidePlan, { params, body: { version, number, digest, minutes: '同意印发' } })
    if (outcome === 'returned') {
      const items = [{ itemId: item.id, reason: '目标低于上年' }]
      await w.call(people.groupHead, returnPlan, { params, body: { version, reason: '目标须再核', items } })
    }
    const ask = () => w.call(people.writer, draftMinutes, { params: { id: review.id }, body: {} })
    return { people, member, review, item, ask }
  }

  test('are drafted from the review, completed by the performance office, signed off, seen by the group alone', async () => {
    const { people, member, review, ask } = await reviewed('meeting')
    const drafted = (await ask()).body
    expect(drafted).toMatchObject({ kind: 'minutes', subject: 'review', reviewId: review.id, addressee: '' })
    for (const told of ['2025年11月6日', '审定年度方案', '目标可再明确', '回避', '同意印发'])
      expect(drafted.text).toContain(told)
    const { id, version, title, text } = drafted
    const attendance = '出席：沈某\n请假：某处处长'
    const body = { version, title, addressee: '', text, attendance }
    const saved = (await w.call(people.writer, saveDocument, { params: { id }, body })).body
    expect(saved.digest).not.toBe(drafted.digest)
    expect((await w.call(member, readDocument, { params: { id } })).status).toBe(404)
    const { body: done } = await issued(w, people, await signedDocument(w, people, saved))
    expect(done).toMatchObject({ state: 'issued', receipts: [] })
    expect((await w.call(member, readDocument, { params: { id } })).body.title).toBe(title)
    expect((await w.call(people.person, readDocument, { params: { id } })).status).toBe(404)
    const words = await wordsOf(member, id)
    for (const told of ['会议纪要', '出席：沈某', '请假：某处处长']) expect(words).toContain(told)
    expect((await ask()).body).toMatchObject({ code: 'document_exists' })
  })

  test('name the items that went back, each with its reason', async () => {
    const { item, ask } = await reviewed('meeting', 'returned')
    expect((await ask()).body.text).toContain(`1.${item.code}${item.title}：目标低于上年。`)
  })

  test('there are none of a circulation, nor while the review is open', async () => {
    expect((await (await reviewed('circulation')).ask()).body).toMatchObject({ code: 'not_a_meeting' })
    const { ask, review } = await reviewed('meeting', 'open')
    expect(await ask()).toMatchObject({ status: 409, body: { code: 'review_open' } })
    const rows = w.owner.selectFrom('officialDocument').select('id').where('reviewId', '=', review.id)
    expect(await rows.execute()).toEqual([])
  })
})

test('the list of documents goes on from page to page, the newest first', async () => {
  const { people } = await toSend()
  const all: string[] = []
  let after: string | undefined
  do {
    const query: { limit: number; after?: string } = { limit: 2, ...(after ? { after } : {}) }
    const page: { rows: Pick<OfficialDocument, 'id'>[]; next: string | null } = (
      await w.call(people.writer, listDocuments, { query })
    ).body
    expect(page.rows.length).toBeLessThanOrEqual(2)
    all.push(...page.rows.map(({ id }) => id))
    after = page.next ?? undefined
  } while (after)
  const count = w.owner.selectFrom('officialDocument').select((eb) => eb.fn.countAll<string>().as('count'))
  expect(all).toHaveLength(Number((await count.executeTakeFirstOrThrow()).count))
  expect(new Set(all).size).toBe(all.length)
})
