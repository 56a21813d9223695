import { expect, test } from 'vitest'
import { readNotice } from '#domain/document/officialDocument.api.ts'
import {
  applyHandover,
  drawUpHandover,
  handOver,
  receiveHandover,
  saveHandover,
} from '#domain/organization/handover.api.ts'
import { draftReorganisation, planReorganisation } from '#domain/organization/reorganisation.api.ts'
import { readItem } from '#domain/plan/item.api.ts'
import { readRevised } from '#domain/plan/revision.api.ts'
import { begin, decided, edit, type InForce, inForce, issuedAs, read, submitted } from '#test/fixtures/revision.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const goal = '全年旅客不少于8000万人次'

/** A revision before the group. */
async function underReview() {
  const office = await inForce(w)
  const revision = (await begin(office)).body
  await edit(office, revision, () => ({ goal }))
  expect((await submitted(office, revision)).body.state).toBe('underReview')
  return { office, revision }
}

/** Whoever is responsible for the item leaves, and hands everything over to a colleague. */
async function handedOver({ people, year }: InForce, heir: Client): Promise<void> {
  const drawUp = { personId: people.person.id, leavesOn: `${year}-12-01`, reason: '调任市发展改革委' }
  const sheet = (await w.call(people.person, drawUpHandover, { body: drawUp })).body
  const params = { id: sheet.id }
  const successors = sheet.rows.map(({ kind, subjectId, role }) => ({ kind, subjectId, role, successorId: heir.id }))
  const saving = { version: sheet.version, leavesOn: sheet.leavesOn, successors }
  let { version, digest } = (await w.call(people.person, saveHandover, { params, body: saving })).body
  for (const [by, endpoint] of [
    [people.person, handOver],
    [heir, receiveHandover],
  ] as const) {
    await w.reauthenticated(by)
    const signed = (await w.call(by, endpoint, { params, body: { version, digest, statementNumber: 1 } })).body
    version = signed.version
    digest = signed.digest
  }
  expect((await w.call(people.officeHead, applyHandover, { params, body: { version } })).body.state).toBe('applied')
}

const sinceOf = async ({ people }: InForce, id: string) =>
  (await w.call(people.groupHead, readRevised, { params: { id } })).body.since

test('a handover while a revision is under review is listed, in the notice too, and stays', async () => {
  const { office, revision } = await underReview()
  const { people, year, item } = office
  const heir = await w.person('division.head', people.responsible)
  expect(await sinceOf(office, revision.id)).toEqual([])
  await w.clock(`${year}-06-03`)
  await handedOver(office, heir)
  const told = { amendmentId: null, route: 'handover', itemId: item.id, code: item.code, title: item.title }
  const since = await sinceOf(office, revision.id)
  expect(since).toMatchObject([{ ...told, planNumber: 3, on: `${year}-06-03` }])
  const [{ changes } = expect.unreachable()] = since
  expect(changes).toMatchObject([{ field: 'main', old: expect.any(String), new: expect.any(String) }])
  const { version } = (await decided(office, await read(office, revision))).body
  expect((await issuedAs(office, { ...revision, version })).body.state).toBe('issued')
  expect(await sinceOf(office, revision.id)).toEqual(since)
  const notice = (await w.call(heir, readNotice, { params: { of: revision.id } })).body
  const line = `${year}年6月3日工作交接：${item.code}“${item.title}”主要责任人由“${changes[0]?.old}”改为“${changes[0]?.new}”`
  expect(notice.text).toContain(line)
  const now = (await w.call(people.writer, readItem, { params: { id: item.id } })).body.item
  expect(now).toMatchObject({ goal, mainResponsiblePerson: { id: heir.id } })
})

test('a reorganisation is listed with who took over from whom; of a draft nothing is, which follows by itself', async () => {
  const { office, revision } = await underReview()
  const { people, year, item } = office
  const successor = await w.division({ nameZh: `陆路口岸处${year}`, nameEn: `Land ports ${year}` })
  await w.clock(`${year}-06-03`)
  const ended = [{ divisionId: people.responsible, how: 'merged' as const, successor, items: [] }]
  const content = { founded: [], renamed: [], ended }
  const body = { fromOn: `${year}-06-04`, document: '深编〔2025〕12号', content }
  const { id, version } = (await w.call(people.officeHead, draftReorganisation, { body })).body
  await w.call(people.officeHead, planReorganisation, { params: { id }, body: { version } })
  expect(await sinceOf(office, revision.id)).toEqual([])
  await w.clock(`${year}-06-04`)
  const told = { amendmentId: null, route: 'reorganisation', itemId: item.id, planNumber: 3, on: `${year}-06-04` }
  const changes = [{ field: 'responsibleDivision', new: `陆路口岸处${year}` }]
  expect(await sinceOf(office, revision.id)).toMatchObject([{ ...told, changes }])
  const other = (await begin(await inForce(w))).body
  expect(await sinceOf(office, other.id)).toEqual([])
})
