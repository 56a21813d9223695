import { sql, type Updateable } from 'kysely'
import type { Tx } from '#server/kernel/db.ts'
import type { Inspection as Row } from '#server/kernel/db.types.ts'
import type { Acting } from '#server/kernel/routes.ts'

type New = Pick<Row, 'kind' | 'aspect' | 'title' | 'startsOn' | 'requestDocument' | 'requestOn' | 'forHouse'> & {
  readonly year: number
  readonly scope: string
}

export async function insert({ tx, actor, clock }: Acting, values: New): Promise<string> {
  const row = await tx
    .insertInto('inspection')
    .values({ ...values, state: 'planned', plannedBy: actor.id, plannedAt: clock.now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export const save = (tx: Tx, id: string, change: Updateable<Row>) =>
  tx
    .updateTable('inspection')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()

/** The divisions and points of one that is still planned: nothing hangs on them yet. */
export async function replaceParts(tx: Tx, id: string, divisionIds: readonly string[], points: readonly string[]) {
  await tx.deleteFrom('inspectionParty').where('inspectionId', '=', id).execute()
  await tx.deleteFrom('inspectionPoint').where('inspectionId', '=', id).execute()
  if (divisionIds.length > 0)
    await tx
      .insertInto('inspectionParty')
      .values(divisionIds.map((divisionId) => ({ inspectionId: id, divisionId })))
      .execute()
  if (points.length > 0)
    await tx
      .insertInto('inspectionPoint')
      .values(points.map((words, sort) => ({ inspectionId: id, sort, words })))
      .execute()
}

/** Every part of an inspection for which the acting division stands and that has not been acknowledged yet. */
export const markSeen = ({ tx, actor, clock }: Acting, id: string, preparation: string) =>
  tx
    .updateTable('inspectionParty')
    .set({ seenBy: actor.id, seenAt: clock.now, preparation: preparation === '' ? null : preparation })
    .where('inspectionId', '=', id)
    .where('seenAt', 'is', null)
    .where(sql<boolean>`division_id in (select divisions_of(${actor.divisionId}::uuid))`)
    .execute()

export const saveReply = ({ tx, actor, clock }: Acting, partyIds: readonly string[], reply: string) =>
  tx
    .updateTable('inspectionParty')
    .set({ reply, repliedBy: actor.id, repliedAt: clock.now })
    .where('id', 'in', [...partyIds])
    .execute()

type Judged = { readonly pointId: string; readonly judgement: string; readonly remark: string }

export const saveJudgements = ({ tx, actor, clock }: Acting, partyId: string, judged: readonly Judged[]) =>
  tx
    .insertInto('inspectionJudgement')
    .values(judged.map((one) => ({ ...one, partyId, judgedBy: actor.id, judgedAt: clock.now })))
    .onConflict((on) =>
      on.columns(['pointId', 'partyId']).doUpdateSet((eb) => ({
        judgement: eb.ref('excluded.judgement'),
        remark: eb.ref('excluded.remark'),
        judgedBy: eb.ref('excluded.judgedBy'),
        judgedAt: eb.ref('excluded.judgedAt'),
      })),
    )
    .execute()

type Found = { readonly partyId: string; readonly itemId: string | null; readonly words: string }

export async function insertFinding({ tx, actor, clock }: Acting, values: Found): Promise<string> {
  const row = await tx
    .insertInto('inspectionFinding')
    .values({ ...values, foundBy: actor.id, foundAt: clock.now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export const dropFinding = (tx: Tx, findingId: string, droppedReason: string) =>
  tx.updateTable('inspectionFinding').set({ droppedReason }).where('id', '=', findingId).execute()

export const settleFinding = ({ tx, actor, clock }: Acting, findingId: string, outcome: string, reason: string) =>
  tx
    .updateTable('inspectionFinding')
    .set({ outcome, reason, settledBy: actor.id, settledAt: clock.now })
    .where('id', '=', findingId)
    .execute()
