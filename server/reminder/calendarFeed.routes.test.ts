import { Writable } from 'node:stream'
import { beforeAll, describe, expect, test } from 'vitest'
import { changePerson, readPerson } from '#domain/organization/person.api.ts'
import {
  chooseReminders,
  downloadCalendar,
  makeCalendarAddress,
  readCalendarFeed,
  readReminders,
  revokeCalendarAddress,
} from '#domain/reminder/reminder.api.ts'
import { createServer } from '#server/kernel/http.ts'
import { createLog } from '#server/kernel/log.ts'
import { allRoutes } from '#server/main.ts'
import { type Indicator, insertDuty, insertIndicator } from '#test/fixtures/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
let land: Indicator
let october: string
let elsewhere: string

beforeAll(async () => {
  land = await insertIndicator(w.owner, {
    responsible: await w.division(),
    coordinating: await w.division(),
    year: 2025,
  })
  october = await insertDuty(w.owner, land, '2025-10')
  const other = { responsible: await w.division(), coordinating: await w.division(), year: 2025 }
  elsewhere = await insertDuty(w.owner, await insertIndicator(w.owner, other), '2025-10')
})

const officer = () => w.person('division.officer', land.responsible)
const tokenIn = (address: string | null): string => /\/api\/calendar\/([^/]+)\//.exec(address ?? '')?.[1] ?? ''
async function made(client: Client): Promise<string> {
  const { status, body } = await w.call(client, makeCalendarAddress)
  expect(status).toBe(200)
  return tokenIn(body.calendarAddress)
}
const feed = async (token: string) => {
  const { status, body, headers } = await w.call(null, readCalendarFeed, { params: { token } })
  return { status, headers, text: Buffer.isBuffer(body) ? body.toString().replaceAll('\r\n ', '') : body }
}
const settled = () => w.owner.deleteFrom('loginFailure').execute()

describe('the feed', () => {
  test('is read without log-in and cookies, and is the very file of the page', async () => {
    const client = await officer()
    const token = await made(client)
    expect(token).toMatch(/^[\w-]{43}$/)
    const { status, headers, text } = await feed(token)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(headers.get('set-cookie')).toBeNull()
    expect(headers.get('cache-control')).toBe('no-store')
    expect(text).toContain(`UID:${october}@`)
    expect(text).not.toContain(elsewhere)
    const file = ((await w.call(client, downloadCalendar)).body as Buffer).toString().replaceAll('\r\n ', '')
    const events = (words: string) =>
      words
        .split('BEGIN:VEVENT')
        .slice(1)
        .map((one) => one.replace(/DTSTAMP.*/, ''))
    expect(events(String(text))).toEqual(events(file))
  })

  test('the token is kept as a digest, and named once', async () => {
    const client = await officer()
    const token = await made(client)
    const rows = await w.owner.selectFrom('calendarAddress').selectAll().where('personId', '=', client.id).execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(JSON.stringify(await w.owner.selectFrom('idempotencyKey').selectAll().execute())).not.toContain(token)
    const { body } = await w.call(client, readReminders)
    expect(body).toMatchObject({ calendarAddress: null, calendar: { madeAt: rows[0]?.madeAt } })
  })

  test('a repeated request makes no second address and does not name the first again', async () => {
    const client = await officer()
    const key = crypto.randomUUID()
    const first = await w.call(client, makeCalendarAddress, { key })
    const again = await w.call(client, makeCalendarAddress, { key })
    expect(again).toMatchObject({ status: 200, body: { calendarAddress: null } })
    expect((await feed(tokenIn(first.body.calendarAddress))).status).toBe(200)
  })

  test('renewed, the old address is unknown; revoked, the new one too; history says so', async () => {
    await settled()
    const client = await officer()
    const first = await made(client)
    const second = await made(client)
    expect((await feed(first)).status).toBe(404)
    expect((await feed(second)).status).toBe(200)
    expect(await w.call(client, revokeCalendarAddress)).toMatchObject({ status: 200, body: { calendar: null } })
    const [revoked, unknown] = [await feed(second), await feed('x'.repeat(43))]
    expect(revoked.status).toBe(404)
    const words = ({ text }: typeof revoked) => ({ ...(text as object), request: '' })
    expect(words(revoked)).toEqual(words(unknown))
    expect([...revoked.headers.keys()].toSorted()).toEqual([...unknown.headers.keys()].toSorted())
    expect(await w.call(client, revokeCalendarAddress)).toMatchObject({ status: 404 })
    const acts = (await w.history(client.id)).map(({ action }) => action)
    expect(acts).toEqual([
      ...['reminder.makeCalendarAddress', 'reminder.renewCalendarAddress', 'reminder.revokeCalendarAddress'],
    ])
  })

  test('each post has its own, and one of a post that ended shows nothing', async () => {
    const client = await officer()
    const coordinator = await w.alsoAs(client, 'division.head', land.coordinating)
    const [own, coordinating] = [await made(client), await made(coordinator)]
    expect((await feed(own)).text).toContain('DTSTART;VALUE=DATE:20251105')
    expect((await feed(coordinating)).text).toContain('DTSTART;VALUE=DATE:20251107')
    await w.owner.updateTable('post').set({ toOn: '2025-11-06' }).where('id', '=', client.postId).execute()
    const ended = await feed(own)
    expect(ended.status).toBe(200)
    expect(ended.text).not.toContain('BEGIN:VEVENT')
    expect((await feed(coordinating)).text).toContain(`UID:${october}@`)
  })

  test('administrators have no business in theirs; of a disabled account there is none', async () => {
    await settled()
    const admin = await w.person('auditAdmin')
    const token = await made(admin)
    expect((await feed(token)).text).not.toContain(october)
    await w.owner.updateTable('person').set({ disabledAt: new Date() }).where('id', '=', admin.id).execute()
    expect((await feed(token)).status).toBe(404)
  })

  test('wrong addresses slow down their own network, hold up no log-in and no address that is right', async () => {
    await settled()
    const token = await made(await officer())
    const told = []
    for (let n = 0; n < 6; n += 1) told.push((await feed(`wrong-${n}`)).status)
    expect(told.slice(0, 3)).toEqual([404, 404, 404])
    expect(told.at(-1)).toBe(429)
    expect((await feed(token)).status).toBe(200)
    const rows = await w.owner.selectFrom('loginFailure').select('account').orderBy('account').execute()
    expect(rows.map(({ account }) => account)).toEqual(['* calendar', 'calendar'])
    const logged = await w.owner
      .selectFrom('securityLog')
      .select('kind')
      .where('kind', '=', 'calendarRefused')
      .execute()
    expect(logged.length).toBeGreaterThanOrEqual(3)
    await settled()
  })

  test('read without end, an address has to wait', async () => {
    const token = await made(await officer())
    const told = []
    for (let n = 0; n < 22; n += 1) told.push((await feed(token)).status)
    expect(told.filter((status) => status === 200)).toHaveLength(20)
    expect(told.at(-1)).toBe(429)
  })
})

test('the log names the route and never the token', async () => {
  await settled()
  const lines: string[] = []
  const log = createLog(
    'debug',
    new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk))
        done()
      },
    }),
  )
  const token = await made(await officer())
  const server = await createServer({ ...w.app, log }, allRoutes)
  for (const url of [
    `/api/calendar/${token}/due-days.ics`,
    '/api/calendar/secret-unknown/due-days.ics',
    `/api/calendar/${token}`,
  ])
    await server.inject({ method: 'GET', url })
  await server.close()
  expect(lines.join('')).toContain('/api/calendar/:token/due-days.ics')
  expect(lines.join('')).not.toContain(token)
  expect(lines.join('')).not.toContain('secret-unknown')
})

describe('the choice', () => {
  const choice = {
    mailAddress: 'zhou@example.gov.cn',
    kind: 'digest',
    hour: 9,
    quietFrom: null,
    quietTo: null,
  } as const

  test('is kept with its version and recorded', async () => {
    const client = await officer()
    expect((await w.call(client, readReminders)).body).toMatchObject({ kind: 'none', version: 0, isMailSetUp: false })
    const chosen = await w.call(client, chooseReminders, { body: { ...choice, version: 0 } })
    expect(chosen).toMatchObject({ status: 200, body: { ...choice, version: 1 } })
    const stale = await w.call(client, chooseReminders, { body: { ...choice, kind: 'none', version: 0 } })
    expect(stale).toMatchObject({ status: 409, body: { code: 'stale' } })
    expect((await w.call(client, readReminders)).body).toMatchObject({ ...choice, version: 1 })
    expect((await w.history(client.id)).map(({ action }) => action)).toEqual(['reminder.choose'])
  })

  test.each([
    ['mail without an address', { mailAddress: null }, 409, 'no_mail_address'],
    ['half of the quiet hours', { quietFrom: 20 }, 409, 'half_quiet_hours'],
    ['two addresses in one', { mailAddress: 'a@b.cn, c@d.cn' }, 422, 'invalid'],
    ['a second header', { mailAddress: 'a@b.cn\r\nBcc: c@d.cn' }, 422, 'invalid'],
    ['an hour that is none', { hour: 24 }, 422, 'invalid'],
  ])('refused: %s', async (_, wrong, status, code) => {
    const client = await officer()
    const told = await w.call(client, chooseReminders, { body: { ...choice, ...wrong, version: 0 } })
    expect(told).toMatchObject({ status, body: { code } })
    expect((await w.call(client, readReminders)).body).toMatchObject({ kind: 'none', mailAddress: null, version: 0 })
    expect(await w.history(client.id)).toEqual([])
  })

  test('the account administrator sets the address too; the performance office does not see it', async () => {
    const client = await officer()
    const admin = await w.person('systemAdmin')
    const params = { id: client.id }
    const { body: person } = await w.call(admin, readPerson, { params })
    const { name, userName, kind, version } = person
    const body = { name, userName: userName ?? '', kind, version, mailAddress: 'zhou@example.gov.cn' }
    expect(await w.call(admin, changePerson, { params, body })).toMatchObject({
      status: 200,
      body: { mailAddress: body.mailAddress },
    })
    // left out, it stays
    const { mailAddress: _left, ...without } = body
    expect(await w.call(admin, changePerson, { params, body: { ...without, version: version + 1 } })).toMatchObject({
      ...{ status: 200, body: { mailAddress: body.mailAddress } },
    })
    const staff = await w.person('performanceOffice.staff', await w.division())
    expect((await w.call(staff, readPerson, { params })).body).toMatchObject({ mailAddress: null, userName: null })
    expect((await w.call(client, readReminders)).body.mailAddress).toBe(body.mailAddress)
  })
})
