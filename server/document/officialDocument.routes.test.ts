import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { draftNotice } from '#domain/document/documentDraft.api.ts'
import {
  acknowledgeDocument,
  attachScan,
  checkDocument,
  downloadDocument,
  downloadScan,
  type OfficialDocument,
  readDocumentHistory,
  readNotice,
  returnDocument,
  saveDocument,
  signDocument,
  takeBackDocument,
  urgeReceipt,
} from '#domain/document/officialDocument.api.ts'
import { listTodos } from '#domain/home/home.api.ts'
import { listSettings, setSetting } from '#domain/organization/settings.api.ts'
import { issuePlan, type Plan } from '#domain/plan/plan.api.ts'
import { insertFile } from '#server/kernel/files.ts'
import { decidedPlan, draftPlan, type PlanPeople, signedNotice } from '#test/fixtures/plan.ts'
import { itemsOf } from '#test/fixtures/planItems.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const decided = () => decidedPlan(w)
const draft = async (people: PlanPeople, plan: Plan) =>
  (await w.call(people.writer, draftNotice, { params: { id: plan.id }, body: {} })).body
const check = (client: Client, { id, version }: OfficialDocument) =>
  w.call(client, checkDocument, { params: { id }, body: { version } })
const sign = (client: Client, { id, version, digest }: OfficialDocument, seen = digest) =>
  w.call(client, signDocument, { params: { id }, body: { version, digest: seen } })
let issues = 0
const aNumber = () => {
  issues += 1
  return `深口绩〔2025〕试${issues}号`
}
const issue = (client: Client, plan: Plan, documentNumber: string | null = aNumber()) =>
  w.call(client, issuePlan, {
    params: { id: plan.id },
    body: { version: plan.version, documentNumber, issuedOn: '2025-11-06' },
  })
const xmlOf = async (client: Client, id: string, part = 'word/document.xml') => {
  const { body } = await w.call(client, downloadDocument, { params: { id } })
  return strFromU8(unzipSync(body as unknown as Buffer)[part] ?? new Uint8Array())
}
const wordsOf = (xml: string) => xml.replaceAll(/<[^>]+>/g, '')
const acts = async (id: string) => (await w.history(id)).map(({ action }) => action)

test('the notice is drafted, checked by another, signed off by a leader, issued with the plan; its bytes stay', async () => {
  const { people, plan } = await decided()
  const drafted = await draft(people, plan)
  expect(drafted).toMatchObject({ state: 'drafted', addressee: '机关各处', number: null, receipts: [] })
  expect(drafted.title).toContain(`关于印发《${plan.title}》的通知`)
  expect(await check(people.writer, drafted)).toMatchObject({ status: 409, body: { code: 'own_draft' } })
  const checked = (await check(people.officeHead, drafted)).body
  expect((await issue(people.officeHead, plan)).body).toMatchObject({ code: 'notice_not_signed' })
  await w.notReauthenticated(people.groupHead)
  expect(await sign(people.groupHead, checked)).toMatchObject({
    status: 409,
    body: { code: 'reauthentication_needed' },
  })
  await w.reauthenticated(people.groupHead)
  expect(await sign(people.groupHead, checked, 'a'.repeat(64))).toMatchObject({ status: 409, body: { code: 'stale' } })
  const signed = (await sign(people.groupHead, checked)).body
  expect(signed).toMatchObject({ state: 'signedOff', signedBy: { id: people.groupHead.id }, digest: checked.digest })
  expect((await issue(people.officeHead, plan, '深口绩〔2025〕试0号')).body).toMatchObject({ state: 'issued' })
  expect(await acts(drafted.id)).toEqual(['document.draft', 'document.check', 'document.sign', 'document.issue'])
  const before = await xmlOf(people.person, drafted.id)
  expect(wordsOf(before)).toContain('深口绩〔2025〕试0号')
  await w.owner.updateTable('item').set({ title: '改过的事项' }).where('planId', '=', plan.id).execute()
  expect(await xmlOf(people.person, drafted.id)).toBe(before)
})

describe('the document says what the database says', () => {
  test('notice, annex and table, in the layout of GB/T 9704', async () => {
    const { people, plan } = await decided()
    const notice = await signedNotice(w, people, plan.id)
    await issue(people.officeHead, plan)
    const xml = await xmlOf(people.person, notice.id)
    const words = wordsOf(xml)
    const [item] = await itemsOf(w, people.person, plan)
    for (const told of [item?.code, item?.title, item?.goal, '一、评估程序', plan.procedureText, '2025年11月6日印发'])
      expect(words).toContain(told)
    expect(words).toContain('1.1月1日至6月30日')
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(1)
    expect(xml).toContain('w:orient="landscape"')
    // the type area of 156 × 225 mm, and the last lines on an even page
    expect(xml).toContain('w:top="2097" w:right="1474" w:bottom="1984" w:left="1587"')
    expect(xml).toContain('<w:type w:val="evenPage"/>')
    expect(xml).toContain('方正小标宋简体')
  })

  test('before the issue it can be looked at, without number and day', async () => {
    const { people, plan } = await decided()
    const { id } = await draft(people, plan)
    const words = wordsOf(await xmlOf(people.writer, id))
    expect(words).toContain('（文号待编）')
    expect((await w.call(people.person, downloadDocument, { params: { id } })).status).toBe(404)
  })
})

test('a draft is sent back with a reason; what was signed no longer counts once it is taken back', async () => {
  const { people, plan } = await decided()
  const checked = (await check(people.officeHead, await draft(people, plan))).body
  const params = { id: checked.id }
  const back = await w.call(people.groupHead, returnDocument, {
    params,
    body: { version: checked.version, reason: '请补充要求' },
  })
  expect(back.body).toMatchObject({ state: 'drafted', returnReason: '请补充要求', checkedBy: null })
  const { title, addressee, version } = back.body
  const words = { title, addressee, text: '现予印发，请认真执行，并于每月5日前报送数据。' }
  const saved = (await w.call(people.officeHead, saveDocument, { params, body: { version, ...words } })).body
  expect(saved.digest).not.toBe(checked.digest)
  expect(await check(people.officeHead, saved)).toMatchObject({ status: 409, body: { code: 'own_draft' } })
  const again = (await check(people.writer, saved)).body
  await w.reauthenticated(people.groupHead)
  const signed = (await sign(people.groupHead, again)).body
  const taken = await w.call(people.writer, takeBackDocument, {
    params,
    body: { version: signed.version, reason: '漏附件' },
  })
  expect(taken.body).toMatchObject({ state: 'drafted', signedBy: null })
  expect((await issue(people.officeHead, plan)).body).toMatchObject({ code: 'notice_not_signed' })
})

test('an amended plan leaves its notice as it was: the version that was decided is named', async () => {
  const { people, plan, id, read } = await issuedNotice()
  const before = await read(people.writer)
  expect(before.planNumber).toBe(plan.latest?.number)
  const bytes = { canonical: Buffer.from('{}'), digest: 'f'.repeat(64), algorithm: 'sha256-rfc8785' }
  const later = { planId: plan.id, number: 99, ...bytes, madeBy: people.writer.id, madeAt: '2025-11-06T08:00:00Z' }
  await w.owner.insertInto('planVersion').values(later).execute()
  expect(await read(people.writer)).toEqual(before)
  expect(before.id).toBe(id)
})

test('there is one notice of a plan, and none before the plan is decided', async () => {
  const { people, plan } = await decided()
  await draft(people, plan)
  const again = await w.call(people.writer, draftNotice, { params: { id: plan.id }, body: {} })
  expect(again).toMatchObject({ status: 409, body: { code: 'document_exists' } })
  const early = await draftPlan(w, people, 2050)
  expect(await w.call(people.writer, draftNotice, { params: { id: early.plan.id }, body: {} })).toMatchObject({
    status: 409,
    body: { code: 'plan_not_decided' },
  })
})

async function issuedNotice() {
  const { people, plan } = await decided()
  const notice = await signedNotice(w, people, plan.id)
  await issue(people.officeHead, plan)
  const read = async (client: Client) => (await w.call(client, readNotice, { params: { of: plan.year } })).body
  return { people, plan, id: notice.id, read }
}

test('each division receives the document once; the performance office urges those that have not, once a day', async () => {
  const { people, id, read } = await issuedNotice()
  const params = { id }
  const own = (await read(people.person)).receipts
  expect(own).toMatchObject([{ division: { id: people.responsible }, readAt: null, urges: 0 }])
  const todos = async () =>
    (await w.call(people.person, listTodos)).body.rows.filter(({ link }) => link === `/documents/${id}#act-receive`)
  expect(await todos()).toHaveLength(1)
  const urge = () => w.call(people.writer, urgeReceipt, { params, body: { divisionId: people.responsible } })
  expect((await urge()).status).toBe(200)
  expect(await urge()).toMatchObject({ status: 409, body: { code: 'urged_lately' } })
  expect((await read(people.person)).receipts).toMatchObject([{ urges: 1 }])
  expect(await todos()).toMatchObject([{ from: { zh: expect.stringMatching(/；已催办1次$/) } }])
  expect((await w.call(people.person, acknowledgeDocument, { params, body: {} })).status).toBe(200)
  expect(await w.call(people.person, acknowledgeDocument, { params, body: {} })).toMatchObject({
    body: { code: 'received_already' },
  })
  expect(await urge()).toMatchObject({ status: 409, body: { code: 'received_already' } })
  expect(await todos()).toEqual([])
  const all = (await read(people.writer)).receipts
  expect(all.length).toBeGreaterThan(1)
  expect(all.filter(({ readAt }) => readAt !== null).map(({ division }) => division.id)).toEqual([people.responsible])
  expect((await w.call(people.person, readDocumentHistory, { params })).status).toBe(404)
})

test('the sealed scan is attached once it is issued, with where the paper lies', async () => {
  const { people, id, read } = await issuedNotice()
  const upload = (type: string) =>
    w.db.transaction().execute((tx) =>
      insertFile(tx, w.app.files, {
        ...{ name: '盖章件.pdf', type, content: Buffer.from('scan') },
        uploadedBy: people.writer.id,
      }),
    )
  const words = await upload('text/plain; charset=utf-8')
  const given = { version: (await read(people.writer)).version, fileId: words.id, paperPlace: '秘书处档案柜2号' }
  const before = await acts(id)
  expect(await w.call(people.writer, attachScan, { params: { id }, body: given })).toMatchObject({
    ...{ status: 422, body: { fields: [{ path: 'body.fileId' }] } },
  })
  expect(await acts(id)).toEqual(before)
  const uploaded = await upload('application/pdf')
  const { version } = await read(people.writer)
  const body = { version, fileId: uploaded.id, paperPlace: '秘书处档案柜2号' }
  const attached = await w.call(people.writer, attachScan, { params: { id }, body })
  expect(attached.body).toMatchObject({ scan: { name: '盖章件.pdf' }, paperPlace: '秘书处档案柜2号' })
  expect(String((await w.call(people.person, downloadScan, { params: { id } })).body)).toBe('scan')

  const other = await upload('application/pdf')
  const again = { ...body, version: attached.body.version, fileId: other.id }
  const kept = await acts(id)
  expect(await w.call(people.writer, attachScan, { params: { id }, body: again })).toMatchObject({
    ...{ status: 422, body: { fields: [{ path: 'body.reason' }] } },
  })
  expect(await acts(id)).toEqual(kept)
  expect((await read(people.writer)).version).toBe(attached.body.version)
  const reason = '原扫描件缺第2页'
  const replaced = await w.call(people.writer, attachScan, { params: { id }, body: { ...again, reason } })
  expect(replaced.body.version).toBe(attached.body.version + 1)
  const history = (await w.call(people.writer, readDocumentHistory, { params: { id } })).body.rows
  expect(history[0]).toMatchObject({ action: 'document.scan', reason })
})

test('with a sequence of its own the office goes on behind the register and gives each number once, also at the same moment', async () => {
  const made = await Promise.all([1, 2, 3].map(() => decided()))
  for (const { people, plan } of made) await signedNotice(w, people, plan.id)
  const registered = await decided()
  await signedNotice(w, registered.people, registered.plan.id)
  expect((await issue(registered.people.officeHead, registered.plan, '试绩〔2025〕4号')).status).toBe(200)
  const [keeper] = made.map(({ people }) => people.officeHead)
  if (!keeper) throw new Error('nothing was made')
  const { revision } = (await w.call(keeper, listSettings)).body
  const value = { revision, key: 'document.ownSequence' as const, value: '试绩', fromOn: '2025-11-06', source: null }
  const set = await w.call(keeper, setSetting, { body: value })
  expect(set.status).toBe(200)
  const [first] = made
  if (!first) throw new Error('nothing was made')
  expect(await issue(first.people.officeHead, first.plan, '深口绩〔2025〕7号')).toMatchObject({
    body: { code: 'number_by_sequence' },
  })
  const answers = await Promise.all(made.map(({ people, plan }) => issue(people.officeHead, plan, null)))
  expect(answers.map(({ body }) => body.documentNumber).toSorted()).toEqual([
    '试绩〔2025〕5号',
    '试绩〔2025〕6号',
    '试绩〔2025〕7号',
  ])
})
