import { describe, expect, test } from 'vitest'
import { acknowledgeReport } from '#domain/collection/dataReportActs.api.ts'
import { offer } from '#domain/collection/dutyActs.api.ts'
import { entry, offered, openDuty, signed, versionOf } from '#test/duties.ts'
import { acceptedSet, reportAt, seen } from '#test/reports.ts'
import { world } from '#test/world.ts'

type City = {
  readonly pack: string
  readonly due: { readonly internalDueOn: string; readonly externalDueOn: string }
  readonly cards: readonly (readonly [ladder: string, step: string, firedOn: string])[]
  /** What October's data may not exceed September's by without a note. */
  readonly noteAbove: number
  readonly red: string
}

/** By hand from the packs: working days after 31 October 2025 are 3–7, 10–14, 17–21 November. */
const cities: readonly City[] = [
  {
    pack: 'shenzhen',
    due: { internalDueOn: '2025-11-05', externalDueOn: '2025-11-07' },
    cards: [
      ['external', 'yellow', '2025-11-08'],
      ['external', 'red', '2025-11-12'],
    ],
    noteAbove: 300,
    red: '红牌',
  },
  {
    pack: 'example',
    due: { internalDueOn: '2025-11-07', externalDueOn: '2025-11-12' },
    cards: [
      ['external', 'earlyWarning', '2025-11-06'],
      ['internal', 'yellow', '2025-11-08'],
      ['external', 'yellow', '2025-11-13'],
      ['external', 'red', '2025-11-18'],
    ],
    noteAbove: 200,
    red: '警示单',
  },
]

describe.each(cities)(
  'the main job under the rules of $pack, by data alone',
  ({ pack, due, cards, noteAbove, red }) => {
    const w = world(undefined, { today: '2025-11-06', rulePack: pack })

    test('data are entered, signed, accepted, reported and acknowledged', { timeout: 120_000 }, async () => {
      const set = await acceptedSet(w)
      const id = await reportAt(w, set, 'sent')
      const { version } = await seen(w, set.coordinator, id)
      const body = { version, receiptOn: '2025-11-06' }
      const answer = await w.call(set.coordinator, acknowledgeReport, { params: { id }, body })
      expect(answer).toMatchObject({ status: 200, body: { state: 'acknowledged' } })
      const duties = await w.owner.selectFrom('duty').selectAll().where('id', 'in', set.ids).execute()
      expect(duties).toMatchObject(set.ids.map(() => ({ ...due, stage: 'acknowledged' })))
    })

    test('a change needs a note from the percentage on that the pack names', async () => {
      const september = await openDuty(w, { name: '候检时间', unit: '分钟' }, { period: '2025-09' })
      await offered(w, september.officer, september.id, '100')
      await signed(w, september.head, '2025-09')
      const { id } = await w.owner
        .selectFrom('duty')
        .select('id')
        .where('itemId', '=', september.itemId)
        .where('period', '=', '2025-10')
        .executeTakeFirstOrThrow()
      const say = async (value: number) => {
        const body = { version: await versionOf(w, september.officer, id), ...entry(String(value)) }
        return (await w.call(september.officer, offer, { params: { id }, body })).status
      }
      expect([await say(100 + noteAbove + 1), await say(100 + noteAbove)]).toEqual([422, 200])
    })

    test('who does not report is warned and carded on the days and by the names of the pack', async () => {
      const { id } = await openDuty(w)
      await w.clock('2025-11-20')
      const fired = await w.owner.selectFrom('card').selectAll().where('dutyId', '=', id).orderBy('firedOn').execute()
      expect(fired.map(({ ladder, step, firedOn }) => [ladder, step, firedOn])).toEqual(cards)
      const last = await w.history(fired.at(-1)?.id ?? '')
      expect(String(last[0]?.canonical)).toContain(red)
    })
  },
)
