import { type Actor, administrators, isOneOf, type PostKind } from '#domain/kernel/actor.ts'
import { changesOf, type HistoryEntry } from '#domain/kernel/history.ts'
import { ofOwnDomain } from '#domain/kernel/mail.ts'
import {
  changePerson,
  createPerson,
  disablePerson,
  enablePerson,
  endSessionsOfPerson,
  listAccounts,
  listSessionsOf,
  readPerson,
  readPersonHistory,
  resetPassword,
} from '#domain/organization/person.api.ts'
import { type PersonAction, personFields, personTransitions } from '#domain/organization/person.ts'
import { weaknessOf } from '#domain/session/password.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, type Reading, read, take } from '#server/kernel/routes.ts'
import { endSessionsOf, hashPassword } from '#server/session/session.public.ts'
import { lockOrganization } from './organization.store.ts'
import * as store from './person.store.ts'

const basis = 'organization.person'
const find = (tx: Tx, actor: Actor, id: string, { today }: Reading) => store.find(tx, actor, id, today)

/** Locks the person and takes the action, or throws why not. */
async function locked(context: Acting, action: PersonAction, id: string, version?: number) {
  const { tx, actor, today } = context
  await lockOrganization(tx)
  const person = await store.lock(tx, actor, id, version)
  const lastOf = store.lastOf(await store.postsOf(tx, id, today))
  take(personTransitions[action], { id, state: store.stateOf(person), lastOf }, context)
  return person
}

export const personRoutes = [
  read(listAccounts, async ({ query }, { tx, actor, today }) => store.list(tx, actor, query, today)),

  read(readPerson, async ({ params }, context) => find(context.tx, context.actor, params.id, context), {
    snapshot: true,
  }),

  command(
    createPerson,
    async ({ body: { password, ...given } }, context) => {
      const { tx, record } = context
      const content = { ...given, mailAddress: given.mailAddress ?? null }
      await lockOrganization(tx)
      demand([ofOwnDomain], basis, content, context)
      await demandFreeName(tx, content.userName, null)
      demandStrong(password, content)
      const id = await store.insert(tx, { ...content, passwordHash: await hashPassword(password) })
      await record('person.create', { kind: 'person', id }, { changes: changesOf(personFields, {}, content), basis })
      return id
    },
    find,
  ),

  command(
    changePerson,
    async ({ params, body: { version, ...given } }, context) => {
      const { tx, actor, record } = context
      await lockOrganization(tx)
      const before = await store.lock(tx, actor, params.id, version)
      const { mailAddress = before.mailAddress } = given
      const content = { ...given, mailAddress }
      if (mailAddress !== before.mailAddress) demand([ofOwnDomain], basis, content, context)
      await demandFreeName(tx, content.userName, before.id)
      await store.save(tx, before.id, content)
      const changes = changesOf(personFields, before, content)
      await record('person.change', { kind: 'person', id: before.id }, { changes, basis })
      return before.id
    },
    find,
  ),

  command(
    disablePerson,
    async ({ params, body }, context) => {
      const { id } = await locked(context, 'disable', params.id, body.version)
      await store.save(context.tx, id, { disabledAt: context.clock.now })
      await endSessionsOf(context.tx, [id])
      await context.record('person.disable', { kind: 'person', id }, { reason: body.reason, basis })
      return id
    },
    find,
  ),

  command(
    enablePerson,
    async ({ params, body }, context) => {
      const { id } = await locked(context, 'enable', params.id, body.version)
      await store.save(context.tx, id, { disabledAt: null })
      await context.record('person.enable', { kind: 'person', id }, { reason: body.reason, basis })
      return id
    },
    find,
  ),

  command(
    resetPassword,
    async ({ params, body }, context) => {
      const person = await locked(context, 'resetPassword', params.id, body.version)
      demandStrong(body.password, person)
      await store.save(context.tx, person.id, { passwordHash: await hashPassword(body.password) })
      await endSessionsOf(context.tx, [person.id])
      await context.record('person.resetPassword', { kind: 'person', id: person.id }, { basis })
      return person.id
    },
    find,
  ),

  read(
    listSessionsOf,
    async ({ params }, { tx, actor, today }) => {
      const { id } = await store.find(tx, actor, params.id, today)
      return { rows: (await store.sessionsOf(tx, id)).map(sessionRow) }
    },
    { snapshot: true },
  ),

  command(
    endSessionsOfPerson,
    async ({ params, body }, context) => {
      const { id } = await locked(context, 'endSessions', params.id)
      await endSessionsOf(context.tx, [id])
      await context.record(
        'person.endSessions',
        { kind: 'person', id },
        { reason: body.reason, basis: 'organization.post' },
      )
      return id
    },
    find,
  ),

  read(
    readPersonHistory,
    async ({ params }, context) => {
      const { id } = await find(context.tx, context.actor, params.id, context)
      const rows = await historyOf(context.tx, await store.subjectsOf(context.tx, id))
      return { rows: isOneOf(context.actor.post, administrators) ? rows : rows.map(withoutAccount) }
    },
    { snapshot: true },
  ),
]

/** Of an account the performance office sees neither the user name nor the mail address. */
const withoutAccount = (entry: HistoryEntry): HistoryEntry => ({
  ...entry,
  changes: entry.changes.filter(({ field }) => field !== 'userName' && field !== 'mailAddress'),
})

type SessionRow = Awaited<ReturnType<typeof store.sessionsOf>>[number]

const sessionRow = ({ id, kind, nameZh, nameEn, createdAt, seenAt, network, browser }: SessionRow) => ({
  id,
  post: kind as PostKind,
  divisionName: nameZh && nameEn ? { zh: nameZh, en: nameEn } : null,
  startedAt: createdAt,
  lastUsedAt: seenAt,
  address: network,
  browser,
})

async function demandFreeName(tx: Tx, userName: string, exceptId: string | null): Promise<void> {
  if (await store.isUserNameTaken(tx, userName, exceptId))
    throw new Invalid([{ path: 'body.userName', message: userNameTaken }])
}

function demandStrong(password: string, { userName, name }: { userName: string; name: string }): void {
  const message = weaknessOf(password, [userName, name])
  if (message) throw new Invalid([{ path: 'body.password', message }])
}

const userNameTaken = { zh: '这个用户名已有人使用。', en: 'Somebody has this user name.' }
