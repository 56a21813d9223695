import { expect, test } from 'vitest'
import { insertDuty, insertIndicator } from '#test/fixtures/duties.ts'
import { world } from '#test/world.ts'

const w = world(undefined, { today: '2026-10-12' })
const duty = (id: string) => w.owner.selectFrom('duty').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const cards = async (dutyId: string) =>
  (await w.owner.selectFrom('card').selectAll().where('dutyId', '=', dutyId).orderBy('firedOn').execute()).map(
    ({ step, firedOn, dueRevision }) => `${step} ${firedOn} ${dueRevision}`,
  )

test('a corrected list moves open, unsigned duties once and logs it; what is over, signed or 补报 stays', async () => {
  const of = await insertIndicator(w.owner, { responsible: await w.division(), coordinating: await w.division() })
  const open = await insertDuty(w.owner, of, '2026-Q3')
  const over = await insertDuty(w.owner, of, '2026-08')
  const more = async (values: Parameters<typeof insertDuty>[3]) =>
    insertDuty(w.owner, await insertIndicator(w.owner, of), '2026-Q3', values)
  const signed = await more({ stage: 'submitted', firstSignedOn: '2026-10-12', signedAt: '2026-10-12T09:00:00+08:00' })
  const late = await more({ lateStart: true })
  await w.clock('2026-10-14')
  expect(await cards(open)).toEqual(['earlyWarning 2026-10-13 1'])
  const before = await cards(over)

  const { holidays } = w.app
  const list = { ...holidays, days: new Map([...holidays.days, ['2026-10-19', 'rest' as const]]) }
  Object.assign(w.app, { holidays: list })
  await w.clock('2026-10-14')
  await w.clock('2026-10-14')
  expect(await duty(open)).toMatchObject({ externalDueOn: '2026-10-21', dueRevision: 2, version: 2 })
  const history = await w.history(open)
  expect(history.map(({ action, personId }) => [action, personId])).toEqual([['duty.revise', null]])
  expect(await cards(over)).toEqual(before)
  for (const id of [signed, late]) expect(await duty(id)).toMatchObject({ externalDueOn: '2026-10-20', dueRevision: 1 })

  await w.clock('2026-10-21')
  expect(await cards(open)).toEqual(['earlyWarning 2026-10-13 1'])
  await w.clock('2026-10-27')
  expect((await cards(open)).slice(1)).toEqual(['yellow 2026-10-22 2', 'red 2026-10-24 2'])

  // back to the first list: what is over by now stands
  Object.assign(w.app, { holidays })
  await w.clock('2026-10-27')
  expect(await duty(open)).toMatchObject({ externalDueOn: '2026-10-21', dueRevision: 2 })
})
