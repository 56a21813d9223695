import type { MatterSource } from '#server/kernel/divisionMatter.ts'

/** A card keeps whom it hit; what is to be said of it is said by the successor, which sees it. */
export const cardMatters: MatterSource = {
  open: async (tx, divisionIds) => {
    const rows = await tx
      .selectFrom('card')
      .innerJoin('duty', 'duty.id', 'card.dutyId')
      .innerJoin('item', 'item.id', 'duty.itemId')
      .select(['card.id', 'card.divisionId', 'item.title'])
      .where('card.answerState', '=', 'asked')
      .where('card.divisionId', 'in', [...divisionIds])
      .orderBy('card.firedOn')
      .limit(200)
      .execute()
    return rows.map((row) => ({ kind: 'card' as const, ...row, also: [] }))
  },
  pass: async () => [],
}
