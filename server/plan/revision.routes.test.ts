import { expect, test } from 'vitest'
import { draftSending } from '#domain/document/documentDraft.api.ts'
import { readNotice } from '#domain/document/officialDocument.api.ts'
import { listTodos } from '#domain/home/home.api.ts'
import { applyAmendment, beginAmendment, readAmendment } from '#domain/plan/amendment.api.ts'
import { createItem, readItem, removeItem } from '#domain/plan/item.api.ts'
import { contentOf } from '#domain/plan/itemContent.ts'
import { issuePlan, readPlan, savePlan } from '#domain/plan/plan.api.ts'
import { readPlanVersion } from '#domain/plan/planVersion.api.ts'
import { beginRevision, listRevisions, readRevised, withdrawRevision } from '#domain/plan/revision.api.ts'
import { offered, signed } from '#test/duties.ts'
import { consulted, fullContent, signedNotice, submits } from '#test/fixtures/plan.ts'
import { itemsOf } from '#test/fixtures/planItems.ts'
import { begin, decided, edit, half, inForce, issued, read, reason } from '#test/fixtures/revision.ts'
import { type Client, world } from '#test/world.ts'

const w = world()

const dutiesOf = (itemId: string) =>
  w.owner.selectFrom('duty').selectAll().where('itemId', '=', itemId).orderBy('period').execute()

test('a revision holds what the plan holds, and the plan in force stays as it is until the revision is issued', async () => {
  const office = await inForce(w)
  const { people, year, plan, item } = office
  const revision = (await begin(office)).body
  expect(revision).toMatchObject({ kind: 'revision', amendsId: plan.id, state: 'drafting', reason, itemCount: 1 })
  expect(revision.title).toBe(`${plan.title}（第1次调整）`)
  const nothing = (await w.call(people.writer, readRevised, { params: { id: revision.id } })).body
  expect(nothing).toEqual({ chapters: [], items: [], unchanged: 1, rewritten: [], since: [] })
  await edit(office, revision, () => ({ goal: '全年旅客不少于8000万人次', weight: '60.00' }))
  const added = await w.call(people.writer, createItem, {
    params: { id: revision.id },
    body: { content: half(people, year) },
  })
  expect(added.status).toBe(200)
  const { items } = (await w.call(people.writer, readRevised, { params: { id: revision.id } })).body
  expect(items.map(({ code, kind }) => [code, kind])).toEqual([
    [item.code, 'changed'],
    [`KA-${year}-02`, 'added'],
  ])
  expect((await w.call(people.person, readItem, { params: { id: item.id } })).body.item.goal).toBe(item.goal)
  const before = await dutiesOf(item.id)
  const done = await issued(office, revision)
  expect(done.body).toMatchObject({ state: 'issued', documentNumber: `深口绩〔${year}〕9号`, planNumber: 3 })
  const now = (await w.call(people.person, readItem, { params: { id: item.id } })).body.item
  expect(now).toMatchObject({ goal: '全年旅客不少于8000万人次', weight: '60.00' })
  expect(await dutiesOf(item.id)).toEqual(before)
  const inPlan = await itemsOf(w, people.writer, plan)
  expect(inPlan.map(({ code }) => code)).toEqual([item.code, `KA-${year}-02`])
  const fresh = await dutiesOf(inPlan[1]?.id ?? '')
  expect(fresh.map(({ period }) => period)[0]).toBe(`${year}-06`)
  const version = await w.call(people.writer, readPlanVersion, { params: { id: plan.id, number: 3 } })
  expect(version.body.content.items).toHaveLength(2)
  expect((await read(office, plan)).documentNumber).toBe(plan.documentNumber)
  const notice = (await w.call(people.person, readNotice, { params: { of: revision.id } })).body
  expect(notice.title).toContain(`关于调整《${plan.title}》的通知`)
  for (const told of [plan.documentNumber ?? '', reason, `增列KA-${year}-02`, '年度目标由“'])
    expect(notice.text).toContain(told)
  const sending = (id: string) =>
    w.call(people.writer, draftSending, { params: { id }, body: { kind: 'letter' as const } })
  expect(await sending(revision.id)).toMatchObject({ status: 409, body: { code: 'not_the_plan' } })
  expect((await sending(plan.id)).body.text).toContain(`其后以深口绩〔${year}〕9号调整，现列评估事项2项`)
  const after = (await w.call(people.person, readRevised, { params: { id: revision.id } })).body
  expect(after.items.map(({ kind }) => kind)).toEqual(['changed', 'added'])
  expect((await w.history(plan.id)).map(({ action }) => action)).toContain('plan.amend')
})

test('an item left out is withdrawn with its open duties; what was signed stays', async () => {
  const office = await inForce(w)
  const { people, year, item } = office
  const officer = await w.person('division.officer', people.responsible)
  const [january] = await dutiesOf(item.id)
  await offered(w, officer, january?.id ?? '', '1')
  await signed(w, people.person, `${year}-01`)
  const revision = (await begin(office)).body
  await w.call(people.writer, createItem, {
    params: { id: revision.id },
    body: { content: { ...half(people, year), weight: '100.00' } },
  })
  const [copy] = await itemsOf(w, people.writer, revision)
  await w.call(people.writer, removeItem, { params: { id: copy?.id ?? '' }, body: { version: copy?.version ?? 0 } })
  expect((await issued(office, revision)).body.state).toBe('issued')
  const stages = (await dutiesOf(item.id)).map(({ stage }) => stage)
  expect(stages).toEqual(['submitted', ...Array.from({ length: 11 }, () => 'withdrawn')])
  expect((await itemsOf(w, people.writer, office.plan)).map(({ code }) => code)).toEqual([`KA-${year}-02`])
  const page = await w.call(people.person, readItem, { params: { id: item.id } })
  expect(page.status).toBe(200)
  expect((await w.history(item.id)).at(-1)).toMatchObject({ action: 'item.withdraw' })
  expect(page.body.withdrawnOn).toBe(`${year}-06-02`)
  const body = { route: 'persons' as const, itemId: item.id, reason: '人员调整', taskOn: null, taskSource: '' }
  const amended = await w.call(people.writer, beginAmendment, {
    params: { id: office.plan.id },
    body: { ...body, content: { ...contentOf(page.body.item), title: '改名' } },
  })
  expect(amended).toMatchObject({ status: 409, body: { code: 'item_taken_out' } })
})

test('items of one code may be taken out on one day, and a special task is told that the revision has its code', async () => {
  const office = await inForce(w)
  const { people, year, item, plan } = office
  const replaced = async (title: string, number: number) => {
    const revision = (await begin(office)).body
    const [copy] = await itemsOf(w, people.writer, revision)
    await w.call(people.writer, removeItem, { params: { id: copy?.id ?? '' }, body: { version: copy?.version ?? 0 } })
    const content = { ...half(people, year), title, code: item.code, weight: '100.00' }
    await w.call(people.writer, createItem, { params: { id: revision.id }, body: { content } })
    return (await issued(office, revision, number)).body.state
  }
  expect([await replaced('口岸智能化一期', 8), await replaced('口岸智能化二期', 9)]).toEqual(['issued', 'issued'])
  const open = (await begin(office)).body
  const code = `ZX-${year}-01`
  await w.call(people.writer, createItem, {
    params: { id: open.id },
    body: { content: { ...half(people, year), code } },
  })
  const task = { kind: 'specialTask' as const, weight: null, code }
  const content = fullContent(people, year, task)
  const special = await w.call(people.person, beginAmendment, {
    params: { id: plan.id },
    body: { route: 'specialTask', itemId: null, content, reason, taskOn: `${year}-06-01`, taskSource: '国口办1号' },
  })
  expect(special).toMatchObject({ status: 422, body: { fields: [{ path: 'body.content.code' }] } })
})

test('two items may change their codes, and an item that is left out gives its code to another', async () => {
  const office = await inForce(w)
  const { people, year, item } = office
  const revision = (await begin(office)).body
  await edit(office, revision, () => ({ code: 'Z-1', weight: '60.00' }))
  const content = { ...half(people, year), code: item.code }
  await w.call(people.writer, createItem, { params: { id: revision.id }, body: { content } })
  expect((await issued(office, revision)).body.state).toBe('issued')
  const codes = (await itemsOf(w, people.writer, office.plan)).map(({ code, title }) => [code, title])
  expect(codes).toEqual([
    [item.code, '口岸智能化'],
    ['Z-1', item.title],
  ])
})

test('one at a time, of an issued plan, by the performance office; what changes nothing goes no further', async () => {
  const office = await inForce(w)
  const { people, plan } = office
  expect(await begin(office, people.person)).toMatchObject({ status: 403, body: { code: 'not_your_post' } })
  const revision = (await begin(office)).body
  expect(await begin(office)).toMatchObject({ status: 409, body: { code: 'revision_under_way' } })
  const ofRevision = await w.call(people.writer, beginRevision, { params: { id: revision.id }, body: { reason } })
  expect(ofRevision).toMatchObject({ status: 409, body: { code: 'plan_not_issued' } })
  await consulted(w, revision, people.writer)
  const submit = await submits(w, people.officeHead, { id: revision.id }, { version: 1 })
  expect(submit).toMatchObject({ status: 409, body: { code: 'nothing_revised' } })
  const listed = async (client: Client) =>
    (await w.call(client, listRevisions, { params: { year: office.year } })).body.rows
  expect((await listed(people.writer)).map(({ id, state }) => [id, state])).toEqual([[revision.id, 'drafting']])
  expect(await listed(people.person)).toEqual([])
  expect((await w.call(people.person, readPlan, { params: { of: revision.id } })).status).toBe(404)
  expect((await w.call(people.person, readRevised, { params: { id: revision.id } })).status).toBe(404)
  expect((await read(office, plan)).version).toBe(plan.version)
})

test('a draft is withdrawn by the head of the performance office with a reason, and then another may be begun', async () => {
  const office = await inForce(w)
  const { people, plan, item } = office
  const revision = (await begin(office)).body
  const body = { version: revision.version, reason: '市里不再调整' }
  const params = { id: revision.id }
  expect((await w.call(people.writer, withdrawRevision, { params, body })).status).toBe(403)
  expect((await w.call(people.officeHead, withdrawRevision, { params, body })).body.state).toBe('withdrawn')
  const edited = await edit(office, revision, () => ({ goal: '全年旅客不少于1万人次' }))
  expect(edited).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
  const ofPlan = { params: { id: plan.id }, body: { version: plan.version, reason: '不能撤回' } }
  expect(await w.call(people.officeHead, withdrawRevision, ofPlan)).toMatchObject({ status: 409 })
  expect((await begin(office)).body.title).toBe(`${plan.title}（第2次调整）`)
  expect((await w.call(people.person, readItem, { params: { id: item.id } })).body.item.version).toBe(item.version)
})

test('persons put right meanwhile are put right in the revision too; what the revision changes waits for it', async () => {
  const office = await inForce(w)
  const { people, plan, item } = office
  const successor = await w.person('division.officer', people.responsible)
  const ofPersons = () =>
    w.call(people.writer, beginAmendment, {
      params: { id: plan.id },
      body: {
        ...{ route: 'persons' as const, itemId: item.id, reason: '人员调整', taskOn: null, taskSource: '' },
        content: { ...contentOf(item), mainResponsiblePersonId: successor.id },
      },
    })
  const revision = (await begin(office)).body
  const { id, version } = (await ofPersons()).body
  expect((await w.call(people.writer, applyAmendment, { params: { id }, body: { version } })).body.state).toBe(
    'applied',
  )
  const [copy] = await itemsOf(w, people.writer, revision)
  expect(copy?.mainResponsiblePerson?.id).toBe(successor.id)
  const changed = await edit(office, revision, () => ({ goal: '全年旅客不少于8000万人次' }))
  expect(changed.status).toBe(200)
  expect(await ofPersons()).toMatchObject({ status: 409, body: { code: 'item_being_revised' } })
  expect((await issued(office, revision)).body.state).toBe('issued')
  const now = (await w.call(people.person, readItem, { params: { id: item.id } })).body.item
  expect(now).toMatchObject({ goal: '全年旅客不少于8000万人次', mainResponsiblePerson: { id: successor.id } })
  expect((await w.call(people.writer, readAmendment, { params: { id } })).body.isRevised).toBe(false)
})

test('chapters are revised alone, and its steps are to-dos that lead to the revision', async () => {
  const office = await inForce(w)
  const { people, plan } = office
  const revision = (await begin(office)).body
  const { version, title, procedureText, standardsText } = revision
  await w.call(people.writer, savePlan, {
    params: { id: revision.id },
    body: { version, title, procedureText, standardsText, reportingText: '各处每月3日前报送。' },
  })
  await consulted(w, revision, people.writer)
  const todos = async (client: Client) =>
    (await w.call(client, listTodos)).body.rows.filter(({ id }) => id === revision.id).map(({ link }) => link)
  expect(await todos(people.officeHead)).toEqual([`/plans/${revision.id}#act-submit`])
  const done = await issued(office, revision)
  expect(done.body.state).toBe('issued')
  expect((await read(office, plan)).reportingText).toBe('各处每月3日前报送。')
  expect(await todos(people.officeHead)).toEqual([])
})

test('a provisional plan is settled by the revision that brings it in line, and by no other', async () => {
  const office = await inForce(w)
  const { people, plan, year } = office
  await w.owner.updateTable('plan').set({ isProvisional: true }).where('id', '=', plan.id).execute()
  const revise = async (goal: string, isProvisional: boolean, number: number) => {
    const revision = (await begin(office)).body
    expect(revision.isProvisional).toBe(true)
    await edit(office, revision, () => ({ goal }))
    const { version } = (await decided(office, revision)).body
    await signedNotice(w, people, revision.id)
    const documentNumber = `深口绩〔${year}〕${number}号`
    const body = { version, documentNumber, issuedOn: `${year}-06-02`, isProvisional }
    expect((await w.call(people.officeHead, issuePlan, { params: { id: revision.id }, body })).status).toBe(200)
    return (await read(office, plan)).isProvisional
  }
  expect(await revise('全年旅客不少于8100万人次', true, 31)).toBe(true)
  expect((await w.history(plan.id)).map(({ action }) => action)).not.toContain('plan.settle')
  expect(await revise('全年旅客不少于8200万人次', false, 32)).toBe(false)
  expect((await w.history(plan.id)).map(({ action }) => action)).toContain('plan.settle')
})
