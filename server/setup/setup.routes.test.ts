import { expect, test } from 'vitest'
import { completeSetup, moveClock, readPublicOffice, readSetup, signIn } from '#domain/session/session.api.ts'
import { world } from '#test/world.ts'
import { prepareOffice } from './setup.store.ts'

const w = world()
const password = 'shan-shui-tian-yuan-42'
const person = (userName: string, name: string) => ({ userName, name, password })
const setup = (code: string) => ({
  code,
  office: { name: { zh: '口岸办公室', en: 'Port Office' }, shortName: { zh: '口岸办', en: 'Port Office' } },
  systemAdmin: person('system1', '王一'),
  securityAdmin: person('security1', '李二'),
  auditAdmin: person('audit1', '赵三'),
})

async function waiting(): Promise<string> {
  await w.owner.updateTable('office').set({ setUpAt: null }).execute()
  return (await prepareOffice(w.db, null)) ?? ''
}

test('with the code, once, the office is named and its three administrators can log in', async () => {
  const code = await waiting()
  expect((await w.call(null, readSetup)).body).toEqual({ isNeeded: true })
  expect((await w.call(null, readPublicOffice)).body).toMatchObject({ office: null, demo: null })
  expect(await w.call(null, completeSetup, { body: setup('AAAA-AAAA') })).toMatchObject({ status: 403 })
  expect(await w.call(null, completeSetup, { body: setup(code) })).toMatchObject({ status: 200 })
  expect((await w.call(null, readSetup)).body).toEqual({ isNeeded: false })
  expect((await w.call(null, readPublicOffice)).body).toMatchObject({ office: { name: { zh: '口岸办公室' } } })
  for (const userName of ['system1', 'security1', 'audit1'])
    expect(await w.call(null, signIn, { body: { userName, password } })).toMatchObject({ status: 200 })
  expect(await w.call(null, completeSetup, { body: setup(code) })).toMatchObject({ status: 403 })
})

test('one person cannot be two administrators', async () => {
  const code = await waiting()
  const body = { ...setup(code), auditAdmin: person('system1', '王一') }
  expect(await w.call(null, completeSetup, { body })).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'body.auditAdmin.userName' }] },
  })
  await w.owner.updateTable('office').set({ setUpAt: new Date() }).execute()
})

test('the clock of a demonstration goes forward by days, with its history; anybody signed in may move it', async () => {
  const client = await w.person('division.officer', await w.division())
  await w.owner.updateTable('office').set({ clockDay: '2025-11-06' }).execute()
  expect((await w.call(client, moveClock, { body: { days: 4 } })).body).toEqual({ today: '2025-11-10' })
  expect(await w.call(client, moveClock, { body: { days: 0 } })).toMatchObject({ status: 422 })
  const moved = w.owner.selectFrom('history').selectAll().where('action', '=', 'office.moveClock')
  expect(await moved.execute()).toHaveLength(1)
})
