import { compareFigures, figureRules } from '#domain/bulletin/bulletin.ts'
import type { BulletinPart } from '#domain/bulletin/content.ts'
import { usedKeys } from '#domain/bulletin/content.ts'
import type { Tx } from '#server/kernel/db.ts'
import { type Acting, demand } from '#server/kernel/routes.ts'
import * as write from './bulletinWrite.store.ts'
import { count } from './figure.store.ts'

/** What of a bulletin's printed figures is not confirmed, or not what it was confirmed as. */
export async function figuresOf(tx: Tx, id: string, today: string) {
  const row = await write.rowOf(tx, id)
  const kept = await write.keptFigures(tx, id)
  const counted = await count(tx, { ...write.spanOf(row), today })
  const used = usedKeys(await write.blockWords(tx, id))
  return { kept, counted, used, ...compareFigures(used, kept, counted) }
}

/** Refuses check, sign-off and issue while a figure has changed since it was confirmed, or was never confirmed. */
export async function demandFigures(context: Acting, id: string): Promise<void> {
  demand(figureRules, 'bulletin.issue', await figuresOf(context.tx, id, context.today), context)
}

/** What is printed of a bulletin, beside what its document says. */
export const partsOfBulletin = async (tx: Tx, id: string): Promise<readonly BulletinPart[]> =>
  (await write.rowOf(tx, id)).parts

/** To whom an issued bulletin goes: null means every division. */
export async function recipientsOf(tx: Tx, id: string): Promise<readonly string[] | null> {
  const { toAll } = await write.rowOf(tx, id)
  if (toAll) return null
  const rows = await tx.selectFrom('bulletinRecipient').select('divisionId').where('bulletinId', '=', id).execute()
  return rows.map(({ divisionId }) => divisionId)
}

export { freeze as freezeBulletin } from './bulletinWrite.store.ts'
