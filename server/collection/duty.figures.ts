import type { EntryKind } from '#domain/collection/duty.ts'
import type { Tx } from '#server/kernel/db.ts'

type Of = {
  readonly indicator: { readonly name: string; readonly unit: string }
  readonly responsibleDivisionId: string
}

/** Signed figures of the same indicator: each year's plan has its own, so name, unit and division tell it. */
const figures = (tx: Tx, { indicator, responsibleDivisionId }: Of) =>
  tx
    .selectFrom('indicator')
    .innerJoin('duty', 'duty.indicatorId', 'indicator.id')
    .select(['duty.period', 'duty.kind', 'duty.value'])
    .where('indicator.name', '=', indicator.name)
    .where('indicator.unit', '=', indicator.unit)
    .where('duty.responsibleDivisionId', '=', responsibleDivisionId)
    .where('duty.signedBy', 'is not', null)

type Figure = { period: string; kind: EntryKind | null; value: string | null }
const figureOf = (row: { period: string; kind: string | null; value: string | null }): Figure => ({
  ...row,
  kind: row.kind as EntryKind | null,
})

/** The signed figure of one period, or undefined. */
export const figureAt = async (tx: Tx, of: Of, period: string): Promise<Figure | undefined> => {
  const row = await figures(tx, of).where('duty.period', '=', period).limit(1).executeTakeFirst()
  return row && figureOf(row)
}

/** The last signed figures before a period and of its kind, oldest first. Codes of one frequency are equally long. */
export async function figuresBefore(tx: Tx, of: Of, period: string, frequency: string, count = 12): Promise<Figure[]> {
  const rows = await figures(tx, of)
    .where('duty.frequency', '=', frequency)
    .where('duty.period', '<', period)
    .orderBy('duty.period', 'desc')
    .limit(count)
    .execute()
  return rows.toReversed().map(figureOf)
}
