import { inject } from 'vitest'
import type { TestProject } from 'vitest/node'
import { migrate } from '#server/kernel/migrate.ts'
import { type ClonedDatabase, createDatabase, freshName, type Roles, startTestServer } from './databases.ts'

export type { ClonedDatabase } from './databases.ts'

/** A migrated database that nobody is connected to, and a server on which it can be cloned. */
type Template = Roles & { readonly name: string }

declare module 'vitest' {
  interface ProvidedContext {
    template: Template
  }
}

/** vitest's global set-up: one throw-away PostgreSQL with one migrated database for the whole run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer()
  const { ownerUrl, appUrl } = server
  const name = freshName('template')
  try {
    const template = await createDatabase(server, 'template0', name)
    await migrate(template)
    project.provide('template', { name, ownerUrl, appUrl })
    return () => template.drop().then(server.stop)
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** A migrated database of one's own, with nothing in it that the migrations did not put there. */
export const cloneDatabase = (): Promise<ClonedDatabase> => createFrom(inject('template').name)

/** A database without any table, for what migrates or restores by itself. */
export const emptyDatabase = (): Promise<ClonedDatabase> => createFrom('template0')

const createFrom = (from: string): Promise<ClonedDatabase> => createDatabase(inject('template'), from)
