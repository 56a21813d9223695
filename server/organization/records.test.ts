import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { changeDivision, createDivision, readDivisionHistory } from '#domain/organization/division.api.ts'
import {
  changeExternalBody,
  createExternalBody,
  readExternalBodyHistory,
} from '#domain/organization/externalBody.api.ts'
import { listDivisions } from '#domain/organization/organization.api.ts'
import { listAdministrationActs, listSecurityLog, type SecurityEvent } from '#domain/organization/records.api.ts'
import { listRestDays, listYears, openYear } from '#domain/organization/year.api.ts'
import { recordMany } from '#server/kernel/history.ts'
import { type Answer, world } from '#test/world.ts'
import { organizationRoutes } from './organization.routes.ts'

const w = world(organizationRoutes)
const today = '2025-11-06'

const division = {
  code: '01',
  name: { zh: '秘书处', en: 'Secretariat' },
  sort: 1,
  housesPerformanceOffice: true,
  fromOn: '2010-01-01',
}
const body = {
  kind: 'collectingUnit' as const,
  name: { zh: '市统计局', en: 'Statistics bureau' },
  fromOn: '2010-01-01',
  toOn: null,
}

test('divisions: added, changed, moved as the house of the performance office (Art. 8), stale, absent', async () => {
  const admin = await w.person('systemAdmin')
  const { body: first } = await w.call(admin, createDivision, { body: division })
  expect(first).toMatchObject({ ...division, isPresent: true, version: 1 })
  const taken = await w.call(admin, createDivision, { body: { ...division, housesPerformanceOffice: false } })
  expect(taken).toMatchObject({ status: 422, body: { fields: [{ path: 'body.code' }] } })
  const change = (more: object, id = first.id) =>
    w.call(admin, changeDivision, { params: { id }, body: { ...division, version: 1, ...more } })
  expect(await change({ housesPerformanceOffice: false })).toMatchObject({
    status: 409,
    body: { code: 'house_needed', citation: { zh: '第8条' } },
  })
  const staff = await w.person('performanceOffice.staff', first.id)
  const second = { ...division, code: '02', name: { zh: '综合处', en: 'General division' } }
  expect(await w.call(admin, createDivision, { body: second })).toMatchObject({
    status: 409,
    body: { code: 'office_posts_held' },
  })
  expect((await w.call(admin, listDivisions)).body.rows).toHaveLength(1)
  await w.owner.updateTable('post').set({ toOn: today }).where('id', '=', staff.postId).execute()
  expect(await w.call(admin, createDivision, { body: second })).toMatchObject({
    status: 200,
    body: { housesPerformanceOffice: true },
  })
  expect((await w.call(admin, listDivisions)).body.rows.map((row) => [row.code, row.housesPerformanceOffice])).toEqual([
    ['01', false],
    ['02', true],
  ])
  expect(await change({ name: { zh: '办公室', en: 'General office' }, housesPerformanceOffice: false })).toMatchObject({
    status: 409,
    body: { code: 'stale' },
  })
  expect(
    await change({ version: 2, name: { zh: '办公室', en: 'General office' }, housesPerformanceOffice: false }),
  ).toMatchObject({ status: 200 })
  expect(await change({}, admin.id)).toMatchObject({ status: 404 })
  const history = await w.call(admin, readDivisionHistory, { params: { id: first.id } })
  expect(history.body.rows.map(({ changes }) => changes.map((one) => [one.field, one.old, one.new]))).toEqual([
    [
      ['nameZh', '秘书处', '办公室'],
      ['nameEn', 'Secretariat', 'General office'],
    ],
    [['housesPerformanceOffice', 'true', 'false']],
    expect.any(Array),
  ])
})

test('outside bodies: added, changed, ended, refused, stale, absent', async () => {
  const staff = await w.person('performanceOffice.staff', await w.division())
  const { body: bureau } = await w.call(staff, createExternalBody, { body })
  expect(bureau).toMatchObject({ ...body, isPresent: true, version: 1 })
  const change = (more: object, id = bureau.id) =>
    w.call(staff, changeExternalBody, { params: { id }, body: { ...body, version: 1, ...more } })
  expect(await w.call(staff, createExternalBody, { body })).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'body.name.zh' }] },
  })
  expect(await change({ toOn: '2010-01-01' })).toMatchObject({ status: 409, body: { code: 'ends_before_begin' } })
  expect(await w.history(bureau.id)).toHaveLength(1)
  expect(await change({ toOn: today })).toMatchObject({ status: 200, body: { isPresent: false, version: 2 } })
  expect(await change({})).toMatchObject({ status: 409, body: { code: 'stale' } })
  expect(await change({}, staff.id)).toMatchObject({ status: 404 })
  const history = await w.call(staff, readExternalBodyHistory, { params: { id: bureau.id } })
  expect(history.body.rows.map(({ action }) => action)).toEqual(['externalBody.change', 'externalBody.create'])
})

test('a year is opened once, as preparing, and not further ahead than the next', async () => {
  const staff = await w.person('performanceOffice.head', await w.division())
  const open = (year: number) => w.call(staff, openYear, { body: { year } })
  const both = await Promise.all([open(2026), open(2026)])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(await open(2027)).toMatchObject({ status: 409, body: { code: 'year_too_far' } })
  const { rows } = (await w.call(staff, listYears)).body
  expect(rows).toMatchObject([{ year: 2026, state: 'preparing', version: 1 }])
  expect(await w.history(rows[0]?.id ?? '')).toMatchObject([{ action: 'performanceYear.open' }])
})

test('the audit administrator reads what was done to the administration, and nothing of the business', async () => {
  const audit = await w.person('auditAdmin')
  const admin = await w.person('systemAdmin', null, '夏明')
  await w.call(admin, createExternalBody, { body: { ...body, name: { zh: '市档案局', en: 'Archives' } } })
  const acting = { id: admin.id, postId: admin.postId }
  const business = { action: 'duty.sign', subject: { kind: 'duty', id: admin.id }, basis: 'duty.sign' }
  await recordMany(w.owner as never, acting, { today, now: new Date().toISOString() }, [business])
  const { rows } = (await w.call(audit, listAdministrationActs, { query: { kind: 'externalBody' } })).body
  expect(rows[0]).toMatchObject({
    action: 'externalBody.create',
    personName: '夏明',
    post: 'systemAdmin',
    subject: { kind: 'externalBody', name: { zh: '市档案局', en: 'Archives' } },
  })
  const everything = await w.call(audit, listAdministrationActs, { query: { limit: 200 } })
  expect(everything.body.rows.map(({ action }) => action)).not.toContain('duty.sign')
})

test('pages of both records meet without a gap or a double, though many rows are of one moment', async () => {
  const audit = await w.person('auditAdmin')
  const rows = Array.from({ length: 7 }, (_, n) => ({
    kind: 'tried',
    network: `n${n}`,
    recordedAt: sql<string>`'2025-01-01T00:00:00.123456Z'`,
  }))
  await w.owner.insertInto('securityLog').values(rows).execute()
  const seen: (string | null)[] = []
  let after: string | null = null
  do {
    const query = { kind: 'tried', limit: 3, ...(after ? { after } : {}) }
    const page: Answer<{ rows: SecurityEvent[]; next: string | null }> = await w.call(audit, listSecurityLog, { query })
    seen.push(...page.body.rows.map(({ address }) => address))
    after = page.body.next
  } while (after)
  expect(seen.toSorted()).toEqual(rows.map(({ network }) => network))
  const forged = Buffer.from('["x","y"]').toString('base64url')
  for (const endpoint of [listSecurityLog, listAdministrationActs] as const)
    expect(await w.call(audit, endpoint, { query: { after: forged } })).toMatchObject({ status: 422 })
})

test('the rest days of a year are the weekends and holidays by the list; a weekend that is worked is none', async () => {
  const officer = await w.person('division.officer', await w.division())
  const { rest } = (await w.call(officer, listRestDays, { params: { year: 2025 } })).body
  // the Spring Festival of 2025; 26 January was a Sunday that was worked
  for (const day of ['2025-01-28', '2025-02-04', '2025-11-08']) expect(rest).toContain(day)
  for (const day of ['2025-01-26', '2025-11-06']) expect(rest).not.toContain(day)
})
