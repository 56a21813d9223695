import { sql } from 'kysely'
import type { Aspect } from '#domain/inspection/check.ts'
import type { CheckTemplate } from '#domain/inspection/inspection.api.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'

const templates = (tx: Tx) =>
  tx
    .selectFrom('checkTemplate')
    .select(['id', 'version', 'name', 'points', 'isRetired', sql<Aspect>`aspect`.as('aspect')])

export const listTemplates = (tx: Tx): Promise<CheckTemplate[]> =>
  templates(tx).orderBy('isRetired').orderBy('name').orderBy('id').limit(500).execute()

export const findTemplate = (tx: Tx, id: string): Promise<CheckTemplate> =>
  templates(tx)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())

export async function lockTemplate(tx: Tx, id: string, version: number): Promise<CheckTemplate> {
  const row = await templates(tx)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound())
  if (row.version !== version) throw new Stale()
  return row
}

type Values = { readonly name: string; readonly aspect: Aspect; readonly points: string[] }

export async function insertTemplate({ tx, actor, clock }: Acting, values: Values): Promise<string> {
  const row = await tx
    .insertInto('checkTemplate')
    .values({ ...values, keptBy: actor.id, keptAt: clock.now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export const saveTemplate = (context: Acting, id: string, values: Values & { readonly isRetired: boolean }) =>
  context.tx
    .updateTable('checkTemplate')
    .set({ ...values, keptBy: context.actor.id, keptAt: context.clock.now, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()
