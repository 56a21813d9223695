import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { downloadDocument, readNotice } from '#domain/document/officialDocument.api.ts'
import {
  applyAmendment,
  approveAmendment,
  beginAmendment,
  readAmendment,
  submitAmendment,
} from '#domain/plan/amendment.api.ts'
import { contentOf } from '#domain/plan/itemContent.ts'
import { readRevised } from '#domain/plan/revision.api.ts'
import { fullContent } from '#test/fixtures/plan.ts'
import {
  begin,
  decided,
  edit,
  type InForce,
  inForce,
  issued,
  issuedAs,
  read,
  reason,
  submitted,
} from '#test/fixtures/revision.ts'
import { world } from '#test/world.ts'

const w = world()

/** A special task of the responsible division, as far as its head takes it. */
async function special({ people, plan, year }: InForce) {
  const values = { code: `ZX-${year}-01`, title: '口岸专项整治', kind: 'specialTask', weight: null } as const
  const content = fullContent(people, year, values)
  const body = { route: 'specialTask' as const, itemId: null, content, reason: '国口办部署', taskOn: `${year}-06-01` }
  const given = { ...body, taskSource: '国口办〔2025〕12号' }
  const { id, version } = (await w.call(people.person, beginAmendment, { params: { id: plan.id }, body: given })).body
  return (await w.call(people.person, submitAmendment, { params: { id }, body: { version } })).body
}

async function intoPlan(office: InForce) {
  const { people } = office
  const { id, version, digest } = await special(office)
  const approved = await w.call(people.groupHead, approveAmendment, { params: { id }, body: { version, digest } })
  const body = { version: approved.body.version }
  return (await w.call(people.writer, applyAmendment, { params: { id }, body })).body
}

/** The rows of every table of a .docx, read from its XML. */
function tablesOf(bytes: Uint8Array): string[][][] {
  const xml = strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array())
  const parts = (of: string, tag: string) =>
    [...of.matchAll(new RegExp(`<w:${tag}[ >].*?</w:${tag}>`, 'gs'))].map(String)
  const words = (cell: string) => [...cell.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('')
  return parts(xml, 'tbl').map((table) => parts(table, 'tr').map((row) => parts(row, 'tc').map(words)))
}

test('what enters the plan after the version was frozen is told on the revision and in its notice, and stays', async () => {
  const office = await inForce(w)
  const { people, year } = office
  const revision = (await begin(office)).body
  await edit(office, revision, () => ({ goal: '全年旅客不少于8000万人次' }))
  const since = async () => (await w.call(people.groupHead, readRevised, { params: { id: revision.id } })).body.since
  await submitted(office, revision)
  expect(await since()).toEqual([])
  await w.clock(`${year}-06-03`)
  const task = await intoPlan(office)
  const told = {
    amendmentId: task.id,
    itemId: expect.anything(),
    changes: [],
    route: 'specialTask',
    code: `ZX-${year}-01`,
    title: '口岸专项整治',
  }
  expect(await since()).toEqual([{ ...told, planNumber: task.planNumber, on: `${year}-06-03` }])
  const { version } = (await decided(office, await read(office, revision))).body
  const done = await issuedAs(office, { ...revision, version })
  expect(done.body.state).toBe('issued')
  expect(await since()).toHaveLength(1)
  const notice = (await w.call(people.person, readNotice, { params: { of: revision.id } })).body
  expect(notice.text).toContain(`审议期间方案另有变动，不在本次审定范围，继续有效：${year}年6月3日`)
  expect(notice.text).toContain(`ZX-${year}-01“口岸专项整治”`)
})

test('the table of changes in the .docx says what the database says, row by row', async () => {
  const office = await inForce(w)
  const { people, item } = office
  const revision = (await begin(office)).body
  await edit(office, revision, () => ({ goal: '全年旅客不少于8000万人次', title: '皇岗口岸旅客通行保障' }))
  expect((await issued(office, revision)).body.state).toBe('issued')
  const notice = (await w.call(people.person, readNotice, { params: { of: revision.id } })).body
  const file = await w.call(people.person, downloadDocument, { params: { id: notice.id } })
  const bytes = file.body as unknown as Buffer
  const [changes, items] = tablesOf(bytes).slice(-2)
  const { items: revised } = (await w.call(people.person, readRevised, { params: { id: revision.id } })).body
  const expected = revised.flatMap(({ code, title, changes: fields }) =>
    fields.map(({ name, old, new: now }) => [code, title, name.zh, old ?? '—', now ?? '—', reason]),
  )
  expect(changes?.[0]).toEqual(['序号', '编号', '事项', '变更内容', '调整前', '调整后', '理由'])
  expect(changes?.slice(1).map(([, ...cells]) => cells)).toEqual(expected)
  expect(expected.map((cells) => cells.slice(2, 5))).toEqual([
    ['事项', item.title, '皇岗口岸旅客通行保障'],
    ['年度目标', item.goal, '全年旅客不少于8000万人次'],
  ])
  expect(items?.[1]?.slice(0, 2)).toEqual([item.code, '皇岗口岸旅客通行保障'])
  const xml = strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array())
  expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(2)
  expect(xml.match(/w:orient="landscape"/g)).toHaveLength(2)
})

test('an amendment that an issued revision has overtaken is not approved, and says so', async () => {
  const office = await inForce(w)
  const { people, plan, item } = office
  const content = { ...contentOf(item), reporting: '按月报送' }
  const body = {
    route: 'item' as const,
    itemId: item.id,
    content,
    reason: '报送方式调整',
    taskOn: null,
    taskSource: '',
  }
  const begun = (await w.call(people.person, beginAmendment, { params: { id: plan.id }, body })).body
  const params = { id: begun.id }
  await w.call(people.person, submitAmendment, { params, body: { version: begun.version } })
  const revision = (await begin(office)).body
  await edit(office, revision, () => ({ goal: '全年旅客不少于8000万人次' }))
  const approve = async () => {
    const { version, digest } = (await w.call(people.groupHead, readAmendment, { params })).body
    return w.call(people.groupHead, approveAmendment, { params, body: { version, digest } })
  }
  expect(await approve()).toMatchObject({ status: 409, body: { code: 'item_being_revised' } })
  await issued(office, revision)
  expect(await approve()).toMatchObject({ status: 409, body: { code: 'item_changed_since' } })
  const kept = (await w.call(people.groupHead, readAmendment, { params })).body
  expect(kept).toMatchObject({ state: 'proposed', isOutdated: true })
})
