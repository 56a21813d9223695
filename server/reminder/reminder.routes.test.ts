import { beforeAll, expect, test } from 'vitest'
import { downloadCalendar } from '#domain/reminder/reminder.api.ts'
import { type Indicator, insertDuty, insertIndicator } from '#test/fixtures/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
let land: Indicator
let october: string
let withdrawn: string
let elsewhere: string

beforeAll(async () => {
  const coordinating = await w.division()
  land = await insertIndicator(w.owner, { responsible: await w.division(), coordinating, year: 2025, name: '甲,乙' })
  const other = { responsible: await w.division(), coordinating: await w.division(), year: 2025 }
  october = await insertDuty(w.owner, land, '2025-10')
  withdrawn = await insertDuty(w.owner, land, '2025-09', { stage: 'withdrawn', returnReason: '调整', dueRevision: 2 })
  elsewhere = await insertDuty(w.owner, await insertIndicator(w.owner, other), '2025-10')
})

async function eventsOf(client: Client): Promise<string[]> {
  const answer = await w.call(client, downloadCalendar)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  const text = (answer.body as Buffer).toString().replaceAll('\r\n ', '')
  return text.split('BEGIN:VEVENT').slice(1)
}
const eventOf = (events: readonly string[], id: string) => events.filter((event) => event.includes(`UID:${id}@`))

test('a division has each of its duties once, with the link that opens it', async () => {
  const events = await eventsOf(await w.person('division.officer', land.responsible))
  const [event, ...more] = eventOf(events, october)
  expect(more).toEqual([])
  expect(event).toContain('SUMMARY:甲\\,乙 2025年10月')
  expect(event).toContain('DTSTART;VALUE=DATE:20251105')
  expect(event).toContain(`URL:http://127.0.0.1/duties/${october}`)
  expect(events.filter((one) => one.includes(october))).toHaveLength(1)
})

test('whoever coordinates is given the day of the collecting unit', async () => {
  const events = await eventsOf(await w.person('division.head', land.coordinating))
  expect(eventOf(events, october)[0]).toContain('DTSTART;VALUE=DATE:20251107')
})

test('a withdrawn duty is cancelled with a higher number', async () => {
  const [event] = eventOf(await eventsOf(await w.person('division.officer', land.responsible)), withdrawn)
  expect(event).toContain('STATUS:CANCELLED')
  expect(event).toContain('SEQUENCE:3')
})

test('nothing of other divisions, and no business for administrators', async () => {
  const own = await eventsOf(await w.person('division.officer', land.responsible))
  expect(own.join('')).not.toContain(elsewhere)
  const admin = (await eventsOf(await w.person('systemAdmin'))).join('')
  for (const id of [october, withdrawn, elsewhere]) expect(admin).not.toContain(id)
})

test('no calendar without log-in', async () => {
  expect(await w.call(null, downloadCalendar)).toMatchObject({ status: 401 })
})
