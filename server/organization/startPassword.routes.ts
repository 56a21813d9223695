import { randomUUID } from 'node:crypto'
import { listWithoutPassword, setStartPasswords } from '#domain/organization/import.api.ts'
import { withoutPassword } from '#domain/organization/person.ts'
import { weaknessOf } from '#domain/session/password.ts'
import { Invalid, NotFound, Stale } from '#server/kernel/errors.ts'
import { command, demand, read } from '#server/kernel/routes.ts'
import { hashPassword } from '#server/session/session.public.ts'
import { lockOrganization } from './organization.store.ts'
import * as store from './startPassword.store.ts'

const basis = 'organization.person'

export const startPasswordRoutes = [
  read(listWithoutPassword, async (_input, { tx }) => ({ rows: await store.listWithout(tx) })),

  command(
    setStartPasswords,
    async ({ body: { rows } }, context) => {
      const { tx, recordMany } = context
      // Before anything is locked: they take seconds, four at a time and off the main thread.
      const hashes = await hashAll(rows.map(({ password }) => password))
      await lockOrganization(tx)
      const people = new Map(
        (
          await store.lock(
            tx,
            rows.map(({ id }) => id),
          )
        ).map((person) => [person.id, person]),
      )
      if (people.size !== rows.length) throw new NotFound()
      const given = rows.flatMap((row, at) => {
        const person = people.get(row.id)
        return person ? [{ ...row, person, at, passwordHash: hashes[at] ?? '' }] : []
      })
      const withPassword = given.filter(({ person }) => person.hasPassword).map(({ person }) => person.name)
      demand([withoutPassword], basis, { withPassword }, context)
      if (given.some(({ person, version }) => person.version !== version)) throw new Stale()
      const weak = given.flatMap(({ password, person, at }) => {
        const message = weaknessOf(password, [person.userName, person.name])
        return message ? [{ path: `body.rows.${at}.password`, message }] : []
      })
      if (weak.length > 0) throw new Invalid(weak)
      await store.save(tx, given)
      await recordMany(
        given.map(({ id }) => ({ action: 'person.startPassword', subject: { kind: 'person', id }, basis })),
      )
      return randomUUID()
    },
    async (tx) => ({ left: (await store.listWithout(tx)).length }),
  ),
]

async function hashAll(passwords: readonly string[]): Promise<string[]> {
  const hashes: string[] = []
  for (let start = 0; start < passwords.length; start += 4)
    hashes.push(...(await Promise.all(passwords.slice(start, start + 4).map(hashPassword))))
  return hashes
}
