import { joinTexts, type Text } from '#domain/kernel/text.ts'

/** Where an item stands: in the office's plan, in a division's, or in both, once the one was made from the other. */
export const itemStands = {
  office: { zh: '办方案', en: "the office's plan" },
  division: { zh: '处方案', en: "the division's plan" },
} as const satisfies Record<string, Text>
export type ItemStand = keyof typeof itemStands
export const itemStandNames = Object.keys(itemStands) as [ItemStand, ...ItemStand[]]

type Standing = { readonly id: string; readonly stand: ItemStand; readonly mergedInto: string | null }
export type StandsOnce<Row> = Row & {
  /** The item itself and those of divisions' plans that it was made from: what happens to it happens to them. */
  readonly ids: readonly string[]
  readonly stands: readonly ItemStand[]
}

/**
 * Each item once: one of a division's plan is named with the item of the office's plan that was made from it, where both
 * are in the same part; `partOf` tells parts of one item apart.
 */
export function standsOnce<Row extends Standing>(
  rows: readonly Row[],
  partOf: (row: Row) => string,
): StandsOnce<Row>[] {
  const keyOf = (id: string, row: Row) => `${id} ${partOf(row)}`
  const there = new Set(rows.map((row) => keyOf(row.id, row)))
  const leadOf = (row: Row): string => {
    const merged = row.mergedInto === null ? undefined : keyOf(row.mergedInto, row)
    return merged !== undefined && there.has(merged) ? merged : keyOf(row.id, row)
  }
  const followers = Map.groupBy(rows, leadOf)
  return rows
    .filter((row) => leadOf(row) === keyOf(row.id, row))
    .map((row) => {
      const all = followers.get(keyOf(row.id, row)) ?? [row]
      const stands = itemStandNames.filter((stand) => all.some((one) => one.stand === stand))
      return { ...row, ids: [row.id, ...all.map(({ id }) => id).filter((id) => id !== row.id)], stands }
    })
}

/** 办方案、处方案 */
export const standWords = (stands: readonly ItemStand[]): Text => joinTexts(stands.map((stand) => itemStands[stand]))
