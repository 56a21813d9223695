import { randomUUID } from 'node:crypto'
import { plusDays } from '#domain/calendar/workingDays.ts'
import { weaknessOf } from '#domain/session/password.ts'
import { completeSetup, moveClock, readPublicOffice, readSetup } from '#domain/session/session.api.ts'
import { clockAt } from '#server/kernel/clock.ts'
import { Invalid, NotFound, WrongPassword } from '#server/kernel/errors.ts'
import { recordMany } from '#server/kernel/history.ts'
import { command, type Outside, open } from '#server/kernel/routes.ts'
import { demandPatience, hashPassword, noteFailure, presentYear } from '#server/session/session.public.ts'
import { demoPeople } from './demoPeople.ts'
import { findOffice, lockWithCode, saveOffice } from './setup.store.ts'

const administrators = ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const
type Setup = { [Key in (typeof administrators)[number]]: { name: string; userName: string; password: string } }

export const setupRoutes = [
  open(readSetup, async (_input, { tx }) => ({ isNeeded: !(await findOffice(tx))?.setUpAt })),

  open(completeSetup, async ({ body }, outside) => {
    await demandPatience(outside.app.db, 'setup', outside.network)
    demandThreePeople(body)
    if (!(await lockWithCode(outside.tx, body.code))) {
      await noteFailure(outside.app.db, 'setup', outside.network)
      throw new WrongPassword('setUp')
    }
    await saveOffice(outside.tx, body.office)
    const people = []
    for (const kind of administrators) people.push(await insertAdministrator(outside, kind, body[kind]))
    await recordMany(outside.tx, null, outside.clock, [
      { action: 'office.setUp', subject: { kind: 'office', id: randomUUID() }, basis: 'system' },
      ...people.map((id) => ({ action: 'person.create', subject: { kind: 'person', id }, basis: 'system' })),
    ])
    return {}
  }),

  open(readPublicOffice, async (_input, { tx, app }) => {
    const office = await findOffice(tx)
    const isSetUp = office?.setUpAt != null
    return {
      office: isSetUp
        ? { name: { zh: office.nameZh, en: office.nameEn }, shortName: { zh: office.shortZh, en: office.shortEn } }
        : null,
      year: isSetUp ? await presentYear(tx) : null,
      mode: app.config.mode === 'production' ? ('production' as const) : ('demo' as const),
      demo: app.config.mode === 'demo' ? await demoPeople(tx) : null,
    }
  }),

  command(
    moveClock,
    async ({ body }, { tx, app, clock, recordMany: recordAll }) => {
      if (app.config.mode === 'production') throw new NotFound()
      const clockDay = plusDays(clock.today, body.days)
      await tx.updateTable('office').set({ clockDay }).execute()
      const subject = { kind: 'office', id: randomUUID() }
      const changes = [{ field: 'clockDay', name: clockName, old: clock.today, new: clockDay }]
      await recordAll([{ action: 'office.moveClock', subject, basis: 'system', changes }])
      await app.sweep(tx, clockAt(clockDay))
      return subject.id
    },
    async (tx) => ({ today: clockAt((await findOffice(tx))?.clockDay ?? null).today }),
  ),
]

const clockName = { zh: '演示时钟', en: 'Demo clock' }

function demandThreePeople(setup: Setup): void {
  const names = administrators.map((kind) => setup[kind].userName)
  const people = administrators.map((kind) => setup[kind].name)
  const faults = administrators.flatMap((kind, at) => {
    const weakness = weaknessOf(setup[kind].password, [setup[kind].userName, setup[kind].name])
    return [
      ...(weakness ? [{ path: `body.${kind}.password`, message: weakness }] : []),
      ...(names.indexOf(setup[kind].userName) < at || people.indexOf(setup[kind].name) < at
        ? [{ path: `body.${kind}.userName`, message: threePeople }]
        : []),
    ]
  })
  if (faults.length > 0) throw new Invalid(faults)
}

const threePeople = {
  zh: '三名管理员须是三个不同的人。',
  en: 'The three administrators must be three different people.',
}

async function insertAdministrator(
  { tx, clock }: Outside,
  kind: (typeof administrators)[number],
  { name, userName, password }: Setup[typeof kind],
): Promise<string> {
  const { id } = await tx
    .insertInto('person')
    .values({ name, userName, passwordHash: await hashPassword(password), kind: 'civilServant', line: kind })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx.insertInto('post').values({ personId: id, kind, fromOn: clock.today }).execute()
  return id
}
