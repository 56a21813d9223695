import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import {
  beginBulletin,
  confirmFigures,
  listBulletins,
  readBulletin,
  readBulletinHistory,
  saveBlock,
  saveBulletin,
} from '#domain/bulletin/bulletin.api.ts'
import {
  acknowledgeDocument,
  checkDocument,
  downloadDocument,
  readDocument,
  saveDocument,
  signDocument,
  takeBackDocument,
  urgeReceipt,
} from '#domain/document/officialDocument.api.ts'
import { writeDocument } from '#server/document/documentFile.ts'
import { findRow } from '#server/document/officialDocument.store.ts'
import { begin, bulletinPeople, confirmAll, issuedBulletin, octoberCard } from '#test/bulletins.ts'
import { world } from '#test/world.ts'
import { partsOfBulletin } from './ofDocument.public.ts'

const w = world()
const xmlOf = (file: Buffer) => strFromU8(unzipSync(file)['word/document.xml'] ?? new Uint8Array())

test('a bulletin is drafted, checked, signed off, issued, received; its figures are those that were confirmed', async () => {
  const people = await bulletinPeople(w)
  const { staff, officeHead, groupHead, officer, head, seaHead, member, land } = people
  await octoberCard(w, people)
  const begun = await begin(w, staff, '2025-10', { cutOffOn: '2025-10-31' })
  expect(begun.status).toBe(200)
  const { id, documentId } = begun.body
  const params = { id }
  expect(begun.body.blocks.map(({ kind }) => kind)).toEqual([
    ...['overview', 'timeliness', 'cards', 'progress', 'inspections', 'rectifications', 'goodPractice'],
    ...['satisfaction', 'nextDueDays'],
  ])
  const yellow = begun.body.figures.find(({ key }) => key === 'yellowCards')
  expect(yellow).toMatchObject({ value: yellow?.now, isConfirmed: false })
  const cards = Number(yellow?.value)
  expect(cards).toBeGreaterThan(0)
  expect((await begin(w, officeHead, '2025-10')).body).toMatchObject({ code: 'bulletin_exists' })

  // nobody else sees a draft, and nobody else writes it
  for (const other of [officer, head, member]) expect((await w.call(other, readBulletin, { params })).status).toBe(404)
  const asLeader = { body: { period: '2025-09', cutOffOn: '2025-09-30' } }
  expect((await w.call(groupHead, beginBulletin, asLeader)).status).toBe(403)

  // words: marks are of the list
  const good = begun.body.blocks.find(({ kind }) => kind === 'goodPractice')
  const block = { id, kind: 'goodPractice' as const }
  const wrong = await w.call(staff, saveBlock, { params: block, body: { version: 1, words: '亮{蓝牌}' } })
  expect(wrong.status).toBe(422)
  const words = '第一陆路口岸处逐日核对，仅有黄牌{黄牌}。'
  const saved = await w.call(staff, saveBlock, { params: block, body: { version: good?.version ?? 0, words } })
  expect(saved.status).toBe(200)
  expect((await w.call(staff, saveBlock, { params: block, body: { version: 1, words } })).status).toBe(409)
  expect(saved.body.parts).toContainEqual({ kind: 'text', text: `第一陆路口岸处逐日核对，仅有黄牌${cards}张。` })

  // not confirmed: not checked
  const doc = async (as = staff) => (await w.call(as, readDocument, { params: { id: documentId } })).body
  const check = async (as = officeHead) =>
    w.call(as, checkDocument, { params: { id: documentId }, body: { version: (await doc()).version } })
  expect((await check()).body).toMatchObject({ code: 'figure_unconfirmed', basis: 'bulletin.issue' })
  const other = await w.call(staff, confirmFigures, {
    params,
    body: { figures: [{ key: 'yellowCards', value: '999' }] },
  })
  expect(other.body).toMatchObject({ code: 'figure_changed' })
  expect((await confirmAll(w, staff, { id })).status).toBe(200)

  // a figure that changed is named with both values
  await octoberCard(w, people)
  const refused = await check()
  expect(refused.body).toMatchObject({ code: 'figure_changed' })
  expect(JSON.stringify(refused.body)).toContain(`“黄牌”由${cards}张变为${cards + 1}张`)
  expect((await doc()).state).toBe('drafted')
  await confirmAll(w, staff, { id })
  expect((await check(staff)).body).toMatchObject({ code: 'own_draft' })
  const checked = (await check()).body
  await octoberCard(w, people, 'red')
  const sign = (version: number, digest: string) =>
    w.call(groupHead, signDocument, { params: { id: documentId }, body: { version, digest } })
  expect((await sign(checked.version, checked.digest)).body).toMatchObject({ code: 'figure_changed' })
  const back = { version: checked.version, reason: '红牌数有变化' }
  await w.call(staff, takeBackDocument, { params: { id: documentId }, body: back })
  expect((await confirmAll(w, staff, { id })).status).toBe(200)

  // its text is not written past its blocks
  const { title, addressee, text, version } = await doc()
  const past = { version, title, addressee, text: `${text}另外。` }
  expect((await w.call(staff, saveDocument, { params: { id: documentId }, body: past })).body).toMatchObject({
    code: 'written_in_blocks',
  })

  // to one division
  const now = (await w.call(staff, readBulletin, { params })).body
  const some = { version: now.version, title, toAll: false, divisionIds: [land] }
  expect((await w.call(staff, saveBulletin, { params, body: some })).status).toBe(200)
  const issued = await issuedBulletin(w, people, now)
  expect(issued).toMatchObject({ state: 'issued', kind: 'circular', subject: 'bulletin' })
  expect(issued.receipts.map(({ division }) => division.id)).toEqual([land])
  const read = (await w.call(head, readBulletin, { params })).body
  expect(read.blocks).toEqual([])
  // whoever it is for reads which figures it says, as they were confirmed
  const kept = await w.owner
    .selectFrom('bulletinFigure')
    .select('value')
    .where('bulletinId', '=', params.id)
    .where('key', '=', 'yellowCards')
    .executeTakeFirstOrThrow()
  expect(kept.value).not.toBe(yellow?.value)
  expect(read.figures.find(({ key }) => key === 'yellowCards')).toMatchObject({ value: kept.value, isUsed: true })
  for (const stranger of [seaHead, member]) expect((await w.call(stranger, readBulletin, { params })).status).toBe(404)
  expect((await w.call(head, listBulletins, { query: { year: 2025 } })).body.rows.map((row) => row.id)).toContain(id)
  expect((await w.call(seaHead, listBulletins, { query: { year: 2025 } })).body.rows).toEqual([])
  expect((await w.call(head, readBulletinHistory, { params })).status).toBe(404)
  const urged = await w.call(staff, urgeReceipt, { params: { id: documentId }, body: { divisionId: land } })
  expect(urged.status).toBe(200)
  expect((await w.call(head, acknowledgeDocument, { params: { id: documentId }, body: {} })).status).toBe(200)

  // frozen: no block, no figure, whatever happens; a rebuild gives the same body
  await octoberCard(w, people, 'red')
  const late = await w.call(staff, saveBlock, { params: block, body: { version: 2, words: '改' } })
  expect(late.body).toMatchObject({ code: 'wrong_state' })
  await expect(
    w.owner.updateTable('bulletinFigure').set({ value: '"9"' }).where('bulletinId', '=', id).execute(),
  ).rejects.toThrow(/never changed/)
  const file = (await w.call(head, downloadDocument, { params: { id: documentId } })).body as unknown as Buffer
  const rebuilt = await w.db.transaction().execute(async (tx) => {
    const actor = { ...staff, name: '', post: 'performanceOffice.staff' as const, inChargeOf: [] }
    const row = await findRow(tx, actor, documentId)
    return writeDocument(row, row, null, await partsOfBulletin(tx, id))
  })
  expect(xmlOf(rebuilt)).toBe(xmlOf(file))
  expect(xmlOf(file)).toContain('红牌')
  expect(Object.keys(unzipSync(file)).filter((name) => name.endsWith('.png')).length).toBeGreaterThan(0)

  // a correction is a new one that names the old
  const correction = await begin(w, staff, '2025-10', { cutOffOn: '2025-10-31', correctsId: id })
  expect(correction.body.corrects).toMatchObject({ id, number: issued.number })
  expect(correction.body.parts.map((part) => ('text' in part ? part.text : '')).join()).toContain(
    `本通报更正${issued.number}`,
  )
  const again = await begin(w, staff, '2025-10', { correctsId: correction.body.id })
  expect(again.body).toMatchObject({ code: 'not_issued' })
  const twice = await begin(w, staff, '2025-10', { cutOffOn: '2025-10-31', correctsId: id })
  expect(twice).toMatchObject({ status: 409, body: { code: 'bulletin_exists' } })
})

test('a bulletin to all is everybody’s once it is issued, and no draft is because another was', async () => {
  const people = await bulletinPeople(w)
  const { body } = await begin(w, people.staff, '2025-Q3')
  const { body: draft } = await begin(w, people.staff, '2025-09')
  await confirmAll(w, people.staff, body)
  await issuedBulletin(w, people, body)
  for (const reader of [people.seaHead, people.member]) {
    expect((await w.call(reader, readBulletin, { params: { id: body.id } })).status).toBe(200)
    expect((await w.call(reader, readBulletin, { params: { id: draft.id } })).status).toBe(404)
    const ids = (await w.call(reader, listBulletins, { query: { year: 2025 } })).body.rows.map(({ id }) => id)
    expect(ids).toEqual([body.id])
  }
})

test('a period to come, a half year and a closing day outside are refused', async () => {
  const { staff } = await bulletinPeople(w)
  expect((await begin(w, staff, '2025-12')).body).toMatchObject({ code: 'period_to_come' })
  expect((await begin(w, staff, '2025-H1')).body).toMatchObject({ code: 'period_kind' })
  expect((await begin(w, staff, '2025-08', { cutOffOn: '2025-07-31' })).body).toMatchObject({ code: 'cut_off_day' })
})
