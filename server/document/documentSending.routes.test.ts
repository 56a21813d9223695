import { describe, expect, test } from 'vitest'
import { draftSending } from '#domain/document/documentDraft.api.ts'
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
import { readMunicipalPlan } from '#domain/plan/municipalPlan.api.ts'
import { recordSending } from '#domain/plan/municipalSending.api.ts'
import {
  actsOf,
  aDocumentNumber,
  checkedDocument,
  issued,
  linksOf,
  signedDocument,
  traces,
  wordsOf,
} from '#test/fixtures/documents.ts'
import { importedCity } from '#test/fixtures/municipalTables.ts'
import { draftPlan, issuedPlan, planPeople } from '#test/fixtures/plan.ts'
import { world } from '#test/world.ts'

const w = world()
let lastYear = 2025
const aYear = () => {
  lastYear += 1
  return lastYear
}

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
    expect(await linksOf(w, people.officeHead, drafted.id)).toEqual([`/documents/${drafted.id}#act-check`])
    const checked = await checkedDocument(w, people, drafted)
    expect(await linksOf(w, people.groupHead, drafted.id)).toEqual([`/documents/${drafted.id}#act-sign`])
    await w.reauthenticated(people.groupHead)
    const body = { version: checked.version, digest: checked.digest }
    const signed = (await w.call(people.groupHead, signDocument, { params: { id: drafted.id }, body })).body
    expect(await linksOf(w, people.officeHead, drafted.id)).toEqual([`/documents/${drafted.id}#act-issue`])
    const { body: sent } = await issued(w, people, signed)
    expect(sent).toMatchObject({ state: 'issued', datedOn: '2025-11-06', receipts: [] })
    expect(await linksOf(w, people.person, drafted.id)).toEqual([])
    const words = await wordsOf(w, people.writer, drafted.id)
    for (const told of [
      sent.number ?? '',
      '签发人：',
      '特此报告。',
      `附件：${plan.title}`,
      item.title,
      '评估事项一览表',
    ])
      expect(words).toContain(told)
    expect(await actsOf(w, drafted.id)).toEqual(['document.draft', 'document.check', 'document.sign', 'document.issue'])
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
    const before = await traces(w, drafted.id)
    expect(await issued(w, people, drafted)).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
    expect(await traces(w, drafted.id)).toEqual(before)
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
