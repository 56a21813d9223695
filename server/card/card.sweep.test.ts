import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { yearOf } from '#domain/calendar/periods.ts'
import { plusDays } from '#domain/calendar/workingDays.ts'
import { daysOf, insertDuty, insertIndicator } from '#test/fixtures/duties.ts'
import { world } from '#test/world.ts'

const w = world()

const indicator = async ({ same = false, year = 2026 } = {}) => {
  const responsible = await w.division()
  return insertIndicator(w.owner, { responsible, coordinating: same ? responsible : await w.division(), year })
}
const cards = (dutyId: string) =>
  w.owner.selectFrom('card').selectAll().where('dutyId', '=', dutyId).orderBy('firedOn').execute()
const short = async (dutyId: string) => (await cards(dutyId)).map(({ step, firedOn }) => `${step} ${firedOn}`)

describe('the city’s due days of 2026, driven day by day', () => {
  const lines = readFileSync(new URL('../../data/deadlines-2025-2026.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',') as [string, string, string, string])
  const duties = new Map<string, string>()

  test('a year passes', { timeout: 120_000 }, async () => {
    for (const [period] of lines)
      duties.set(period, await insertDuty(w.owner, await indicator({ year: yearOf(period) }), period))
    for (let day = '2025-12-15'; day < '2027-01-01'; day = plusDays(day, 1)) await w.clock(day)
    expect(duties.size).toBe(18)
  })

  test.each(lines)('%s: due %s, warning %s, red at the end of %s', async (period, due, warning, red) => {
    const id = duties.get(period) ?? ''
    // A warning that falls before the form opens is a reminder and no card.
    const warned = warning >= daysOf(period).opensOn ? [`earlyWarning ${warning}`] : []
    expect(await short(id)).toEqual([...warned, `yellow ${plusDays(due, 1)}`, `red ${plusDays(red, 1)}`])
    for (const card of await cards(id)) {
      const [entry, ...more] = await w.history(card.id)
      expect(more).toEqual([])
      expect(entry).toMatchObject({ action: `card.${card.step}`, basis: `card.${card.step}`, personId: null })
      expect(entry?.occurredAt.slice(0, 10)).toMatch(new RegExp(`${card.firedOn}|${plusDays(card.firedOn, -1)}`))
      expect(card).toMatchObject({
        dueOn: due,
        dueRevision: 1,
        packVersion: '1.0.0',
        settingsRevision: 1,
        year: yearOf(period),
      })
    }
  })
})

describe('what passing days bring', () => {
  test('a clock that jumps gives each step the day it fell on', async () => {
    const id = await insertDuty(w.owner, await indicator(), '2026-Q3')
    await w.clock('2026-12-24')
    expect(await short(id)).toEqual(['earlyWarning 2026-10-13', 'yellow 2026-10-21', 'red 2026-10-23'])
  })

  test('before its day nothing fires, and the next look is noted', async () => {
    const id = await insertDuty(w.owner, await indicator(), '2026-Q3')
    await w.clock('2026-10-20')
    expect(await short(id)).toEqual(['earlyWarning 2026-10-13'])
    const { stepOn } = await w.owner.selectFrom('duty').select('stepOn').where('id', '=', id).executeTakeFirstOrThrow()
    expect(stepOn).toBe('2026-10-21')
  })

  test.each([
    ['days that await the list of 2027', '2026-12', {}],
    ['a duty that started late', '2026-Q3', { lateStart: true }],
    ['what was reported on the due day', '2026-09', { stage: 'reported', reportedOn: '2026-10-13' }],
  ])('no card for %s', async (_, period, values) => {
    const id = await insertDuty(w.owner, await indicator(), period, values)
    await w.clock('2027-06-30')
    expect(await short(id)).toEqual([])
  })

  test('a card that a late sweep fires after the data have come is settled at once', async () => {
    const values = { stage: 'reported', reportedOn: '2026-10-21', firstSignedOn: '2026-10-20' }
    const id = await insertDuty(w.owner, await indicator(), '2026-Q3', values)
    await w.clock('2026-11-30')
    expect((await cards(id)).map(({ step, settledOn }) => [step, settledOn])).toEqual([
      ['earlyWarning', '2026-10-21'],
      ['yellow', '2026-10-21'],
    ])
  })

  test('a second sweep, and one under another due revision', async () => {
    const id = await insertDuty(w.owner, await indicator(), '2026-Q3')
    await w.clock('2026-10-25')
    const look = { stepOn: '2026-10-13' }
    await w.owner.updateTable('duty').set(look).where('id', '=', id).execute()
    await w.clock('2026-10-25')
    expect(await cards(id)).toHaveLength(3)
    await w.owner
      .updateTable('duty')
      .set({ ...look, dueRevision: 2 })
      .where('id', '=', id)
      .execute()
    await w.clock('2026-10-25')
    expect((await cards(id)).map(({ dueRevision }) => dueRevision).toSorted()).toEqual([1, 1, 1, 2, 2, 2])
  })
})

describe('whom a card hits', () => {
  const onlyYellow = async (values: Parameters<typeof insertDuty>[3], same = false) => {
    const of = await indicator({ same })
    const id = await insertDuty(w.owner, of, '2026-Q3', values)
    await w.clock('2026-10-21')
    return { of, yellow: (await cards(id)).find(({ step }) => step === 'yellow') }
  }
  const signed = { signedAt: '2026-10-19T09:00:00+08:00', firstSignedOn: '2026-10-19' }

  test.each([
    ['the responsible division that has not delivered', { stage: 'open' }, 'responsible'],
    ['the responsible division whose data were returned', { ...signed, stage: 'returned' }, 'responsible'],
    [
      'the responsible division that signed on the yellow day',
      { ...signed, stage: 'submitted', signedAt: '2026-10-21T00:10:00+08:00' },
      'responsible',
    ],
    ['the coordinating division that had the data', { ...signed, stage: 'accepted' }, 'coordinating'],
    [
      'the coordinating division that had them five minutes before',
      { ...signed, stage: 'submitted', signedAt: '2026-10-20T23:55:00+08:00' },
      'coordinating',
    ],
  ] as const)('%s', async (_, values, party) => {
    const { of, yellow } = await onlyYellow(values)
    const other = party === 'responsible' ? of.coordinating : of.responsible
    expect(yellow).toMatchObject({ divisionId: of[party], otherDivisionId: other })
  })

  test('a division that coordinates itself has no other party', async () => {
    const { of, yellow } = await onlyYellow({ stage: 'accepted', ...signed }, true)
    expect(yellow).toMatchObject({ divisionId: of.responsible, otherDivisionId: null })
  })

  test('each step is judged by the settings of its own day, however late the sweep', async () => {
    const who = await w.person('systemAdmin')
    const values = { key: 'card.hitsWhoDelayed', fromOn: '2026-10-22', value: JSON.stringify(false), setBy: who.id }
    await w.owner.insertInto('setting').values(values).execute()
    await w.owner.updateTable('office').set({ settingsRevision: 2 }).execute()
    const of = await indicator()
    const id = await insertDuty(w.owner, of, '2026-Q3')
    await w.clock('2026-11-20')
    expect((await cards(id)).map(({ step, divisionId }) => [step, divisionId === of.responsible])).toEqual([
      ['earlyWarning', true],
      ['yellow', true],
      ['red', false],
    ])
    expect((await cards(id))[0]?.settingsRevision).toBe(2)
  })
})
