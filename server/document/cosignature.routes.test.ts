import { expect, test } from 'vitest'
import { answerCosignature, askCosignatures, withdrawCosignature } from '#domain/document/cosignature.api.ts'
import { draftCallNotice } from '#domain/document/documentDraft.api.ts'
import {
  checkDocument,
  downloadDocument,
  type OfficialDocument,
  readDocument,
  readDocumentHistory,
  saveDocument,
} from '#domain/document/officialDocument.api.ts'
import { listTodos } from '#domain/home/home.api.ts'
import { aDivision, draftedCall } from '#test/fixtures/calls.ts'
import { signedDocument } from '#test/fixtures/documents.ts'
import { planPeople } from '#test/fixtures/plan.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
let lastYear = 2025

/** The notice of a call, drafted, with two divisions that may be asked. */
async function aDraft() {
  const people = await planPeople(w)
  const { writer, officeHead } = people
  lastYear += 1
  const call = await draftedCall(w, { staff: writer, officeHead }, lastYear)
  const { body: document } = await w.call(writer, draftCallNotice, { params: { id: call.id }, body: {} })
  const [first, second] = [await aDivision(w), await aDivision(w)]
  const params = { id: document.id }
  const read = async (client: Client = writer) => (await w.call(client, readDocument, { params })).body
  const ask = async (...divisionIds: string[]) => {
    const { version } = await read()
    return w.call(writer, askCosignatures, { params, body: { version, divisionIds, note: '' } })
  }
  const answer = async (
    client: Client,
    given: { answer: 'agree' | 'return'; words?: string; digest?: string },
    divisionId = first.divisionId,
  ) => {
    const { digest, cosignatures } = await read()
    const request = cosignatures.find(({ division }) => division.id === divisionId)
    const to = { id: document.id, cosignatureId: request?.id ?? '' }
    return w.call(client, answerCosignature, { params: to, body: { digest, words: '', ...given } })
  }
  const check = async () => w.call(officeHead, checkDocument, { params, body: { version: (await read()).version } })
  const change = async (text: string) => {
    const { version, title, addressee } = await read()
    return w.call(writer, saveDocument, { params, body: { version, title, addressee, text } })
  }
  return { people, document, params, first, second, read, ask, answer, check, change }
}
const traces = async (id: string) => ({
  document: await w.owner.selectFrom('officialDocument').selectAll().where('id', '=', id).execute(),
  requests: await w.owner.selectFrom('documentCosignature').selectAll().where('documentId', '=', id).execute(),
  history: (await w.history(id)).map(({ action }) => action),
})
const statesOf = ({ cosignatures }: OfficialDocument) =>
  cosignatures.map(({ division, state, isSettled }) => ({ of: division.id, state, isSettled }))
const linksOf = async (client: Client, id: string) =>
  (await w.call(client, listTodos)).body.rows.map(({ link }) => link).filter((link) => link.includes(id))

test('the draft is laid before named divisions; it is checked and signed off once each has agreed', async () => {
  const { people, document, first, second, ask, answer, check, read } = await aDraft()
  const asked = (await ask(first.divisionId, second.divisionId)).body
  expect(asked.cosignatures).toHaveLength(2)
  expect(await linksOf(first.head, document.id)).toEqual([`/documents/${document.id}#act-cosign`])
  expect(await linksOf(first.officer, document.id)).toEqual([])
  const before = await traces(document.id)
  expect((await check()).body).toMatchObject({ code: 'cosignature_open' })
  expect(await traces(document.id)).toEqual(before)
  expect((await answer(first.head, { answer: 'agree' })).body.cosignatures).toHaveLength(1)
  expect(await linksOf(first.head, document.id)).toEqual([])
  expect((await check()).body).toMatchObject({ code: 'cosignature_open' })
  await answer(second.head, { answer: 'agree' }, second.divisionId)
  const { state } = await signedDocument(w, people, await read())
  expect(state).toBe('signedOff')
  const acts = (await traces(document.id)).history
  expect(acts.filter((act) => act === 'document.answerCosign')).toHaveLength(2)
})

test('a division that sends it back says why; after the change it is asked again, and the agreement holds for those words', async () => {
  const { document, people, first, ask, answer, check, change, read } = await aDraft()
  await ask(first.divisionId)
  const before = await traces(document.id)
  expect(await answer(first.head, { answer: 'return' })).toMatchObject({ status: 409, body: { code: 'words_missing' } })
  expect(await traces(document.id)).toEqual(before)
  await answer(first.head, { answer: 'return', words: '期限应再宽两天' })
  expect((await check()).body).toMatchObject({ code: 'cosignature_open' })
  expect(await linksOf(people.writer, document.id)).toEqual([`/documents/${document.id}#act-edit`])
  await change('期限已放宽两天。\n特此通知。')
  expect((await ask(first.divisionId)).body.cosignatures.map(({ state }) => state)).toEqual(['asked', 'returned'])
  await answer(first.head, { answer: 'agree' })
  expect(statesOf(await read())).toEqual([
    { of: first.divisionId, state: 'agreed', isSettled: true },
    { of: first.divisionId, state: 'returned', isSettled: true },
  ])
  await change('又改了一次。\n特此通知。')
  expect(statesOf(await read())[0]).toEqual({ of: first.divisionId, state: 'agreed', isSettled: false })
  expect((await check()).body).toMatchObject({ code: 'cosignature_open' })
})

test('words that were changed meanwhile are not agreed to unread', async () => {
  const { document, first, ask, answer, change } = await aDraft()
  const { digest } = (await ask(first.divisionId)).body
  await change('其间改了文稿。\n特此通知。')
  const before = await traces(document.id)
  expect(await answer(first.head, { answer: 'agree', digest })).toMatchObject({ status: 409, body: { code: 'stale' } })
  expect(await traces(document.id)).toEqual(before)
})

test('a request is withdrawn with a reason, and then stands in nobody’s way', async () => {
  const { people, document, first, ask, check, read } = await aDraft()
  await ask(first.divisionId)
  const params = { id: document.id, cosignatureId: (await read()).cosignatures[0]?.id ?? '' }
  const unsaid = await w.call(people.writer, withdrawCosignature, { params, body: { reason: '' } })
  expect(unsaid.status).toBe(422)
  const body = { reason: '该处负责人出差' }
  const withdrawn = (await w.call(people.writer, withdrawCosignature, { params, body })).body
  expect(withdrawn.cosignatures).toMatchObject([
    { state: 'withdrawn', withdrawReason: '该处负责人出差', isSettled: true },
  ])
  expect((await w.call(first.head, readDocument, { params: { id: document.id } })).status).toBe(404)
  expect((await check()).body).toMatchObject({ state: 'checked' })
  const late = await w.call(people.writer, withdrawCosignature, { params, body })
  expect(late).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
})

test('a division sees the draft and its own answer once it is asked; nobody else does, nor answers', async () => {
  const { document, params, first, second, ask, answer, read } = await aDraft()
  expect((await w.call(first.head, readDocument, { params })).status).toBe(404)
  await ask(first.divisionId, second.divisionId)
  expect(statesOf(await read(first.head)).map(({ of }) => of)).toEqual([first.divisionId])
  expect((await w.call(first.head, downloadDocument, { params })).status).toBe(200)
  expect((await w.call(first.head, readDocumentHistory, { params })).status).toBe(404)
  expect((await w.call(first.officer, readDocument, { params })).status).toBe(404)
  const third = await aDivision(w)
  const before = await traces(document.id)
  expect((await answer(third.head, { answer: 'agree' })).status).toBe(404)
  expect((await answer(second.head, { answer: 'agree' })).body).toMatchObject({ code: 'not_own_division' })
  expect((await answer(first.officer, { answer: 'agree' })).status).toBe(403)
  expect(await traces(document.id)).toEqual(before)
})

test('one whose answer is awaited, or that does not exist, is not asked; nor once the draft was checked', async () => {
  const { document, first, ask, answer, check } = await aDraft()
  await ask(first.divisionId)
  const before = await traces(document.id)
  expect(await ask(first.divisionId)).toMatchObject({ status: 409, body: { code: 'cosignature_asked' } })
  const nowhere = '00000000-0000-4000-8000-000000000000'
  expect(await ask(nowhere)).toMatchObject({ status: 422, body: { fields: [{ path: 'body.divisionIds' }] } })
  expect(await traces(document.id)).toEqual(before)
  await answer(first.head, { answer: 'agree' })
  await check()
  expect(await ask(first.divisionId)).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
})
