import { expect, test } from 'vitest'
import { exportOrganization, importOrganization } from '#domain/organization/import.api.ts'
import { changePerson, createPerson, readPerson } from '#domain/organization/person.api.ts'
import { listSettings, setSetting } from '#domain/organization/settings.api.ts'
import { chooseReminders, readReminders } from '#domain/reminder/reminder.api.ts'
import { importing } from '#test/fixtures/imports.ts'
import { at, mailWorld } from '#test/mails.ts'
import { digestOfAll } from '#test/permissions/digest.ts'
import { type Client, world } from '#test/world.ts'
import { remind } from './reminder.public.ts'

const w = world()
const { appOf, reminded, toOf } = mailWorld(w)
const { tried, imported, seenIn } = importing(w)
const lines = (...rows: readonly string[]): string => rows.join('\r\n')

async function limitTo(value: string): Promise<void> {
  const staff = await w.person('performanceOffice.staff', await w.division())
  const { revision } = (await w.call(staff, listSettings)).body
  const body = { revision, key: 'reminder.mailDomains' as const, value, source: null, fromOn: '2025-11-06' }
  expect(await w.call(staff, setSetting, { body })).toMatchObject({ status: 200 })
}
const newPerson = (userName: string, mailAddress: string) => ({
  ...{ name: '宋知远', userName, kind: 'civilServant' as const, password: 'lan-se-hai-yang-7' },
  mailAddress,
})
const choose = async (client: Client, mailAddress: string, kind: 'digest' | 'none') => {
  const { version } = (await w.call(client, readReminders)).body
  const body = { mailAddress, kind, hour: null, quietFrom: null, quietTo: null, version }
  return w.call(client, chooseReminders, { body })
}
const refused = {
  status: 409,
  body: { code: 'mail_domain', message: { zh: expect.stringContaining('限于本单位的域名kouan.cn') } },
}

test('addresses of other domains are refused everywhere they are entered, and nothing changes', async () => {
  const admin = await w.person('systemAdmin')
  const officer = await w.person('division.officer', await w.division())
  const added = await w.call(admin, createPerson, { body: newPerson('song', 'song@elsewhere.cn') })
  expect(added).toMatchObject({ status: 200 })
  await limitTo('kouan.cn')
  const table = lines('姓名,用户名,身份,邮箱', '李好人,li,雇员,li@elsewhere.cn')
  const { id: fileId, answer } = await tried(admin, 'person', table)
  expect(answer.body.rows).toMatchObject([{ state: 'refused', faults: [{ column: 'D' }] }])
  const { name, userName, kind, version } = added.body
  const changed = { name, userName: userName ?? '', kind, version }
  const params = { id: added.body.id }
  const before = await digestOfAll(w)
  expect(await w.call(admin, createPerson, { body: newPerson('tang', 'tang@elsewhere.cn') })).toMatchObject(refused)
  const other = { ...changed, mailAddress: 'other@elsewhere.cn' }
  expect(await w.call(admin, changePerson, { params, body: other })).toMatchObject(refused)
  expect(await choose(officer, 'zhou@elsewhere.cn', 'none')).toMatchObject(refused)
  const asked = { params: { kind: 'person' as const }, body: { fileId, seen: seenIn(answer.body) } }
  expect(await w.call(admin, importOrganization, asked)).toMatchObject({ status: 422 })
  expect(await digestOfAll(w)).toEqual(before)
  expect(await choose(officer, 'zhou@kouan.cn', 'digest')).toMatchObject({ status: 200 })
  const kept = { ...changed, name: '宋致远', mailAddress: 'song@elsewhere.cn' }
  expect(await w.call(admin, changePerson, { params, body: kept })).toMatchObject({ status: 200 })
  await limitTo('any')
  expect(await w.call(admin, createPerson, { body: newPerson('tang', 'tang@elsewhere.cn') })).toMatchObject({
    status: 200,
  })
})

test('no mail leaves to an address from before the limit', async () => {
  const { address } = await reminded({ kind: 'digest' })
  await reminded({ kind: 'atOnce' })
  await limitTo('kouan.cn')
  await remind(appOf(), at('10:00'))
  expect(toOf()).toEqual([])
  await limitTo('kouan.cn、example.gov.cn')
  await remind(appOf(), at('10:10'))
  expect(toOf()).toContain(address)
  expect(toOf()).toHaveLength(2)
  await limitTo('any')
})

test('a mail that waits is not sent once the limit stands', async () => {
  const { client } = await reminded({ kind: 'digest', quietFrom: 9, quietTo: 11 })
  await w.owner
    .insertInto('reminderMail')
    .values({ personId: client.id, day: '2025-11-06', number: 0, queuedAt: at('08:00'), nextTryAt: at('08:00') })
    .execute()
  await limitTo('kouan.cn')
  await remind(appOf(), at('12:00'))
  expect(toOf()).toEqual([])
  const row = await w.owner.selectFrom('reminderMail').select('state').where('personId', '=', client.id).execute()
  expect(row).toEqual([{ state: 'dropped' }])
  await limitTo('any')
})

test('addresses come in by the table of people and go out to administrators alone', async () => {
  const admin = await w.person('systemAdmin')
  await imported(
    admin,
    'person',
    lines('姓名,用户名,身份,邮箱地址', '陈一,chen.yi,公务员,chen@kouan.cn', '林二,lin.er,雇员,'),
  )
  const query = { format: 'csv' as const, name: '陈一' }
  const own = await w.call(admin, exportOrganization, { params: { kind: 'person' }, query })
  expect((own.body as Buffer).toString()).toMatch(
    /姓名,用户名,身份,邮箱地址,状态,岗位\r\n陈一,chen.yi,公务员,chen@kouan.cn,/,
  )
  const { answer } = await tried(admin, 'person', own.body as Buffer)
  expect(answer.body.rows.map(({ state }) => state)).toEqual(['unchanged'])
  const staff = await w.person('performanceOffice.staff', await w.division())
  const seen = await w.call(staff, exportOrganization, { params: { kind: 'person' }, query })
  expect((seen.body as Buffer).toString()).not.toContain('chen@kouan.cn')
  const { id } = await w.owner
    .selectFrom('person')
    .select('id')
    .where('userName', '=', 'lin.er')
    .executeTakeFirstOrThrow()
  expect(await w.call(admin, readPerson, { params: { id } })).toMatchObject({ body: { mailAddress: null } })
  const [entry] = await w.history(
    (await w.owner.selectFrom('person').select('id').where('userName', '=', 'chen.yi').executeTakeFirstOrThrow()).id,
  )
  expect(entry?.canonical.toString()).toContain('mailAddress')
})
