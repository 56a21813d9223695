import type { RawBuilder } from 'kysely'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Tx } from './db.ts'

/** Whether somebody may see one record of a module, as a condition in another module's query: `id` is the record's. */
export type IsSeen = (
  reader: { readonly tx: Tx; readonly actor: Actor; readonly today: string },
  id: RawBuilder<string>,
) => RawBuilder<boolean>
