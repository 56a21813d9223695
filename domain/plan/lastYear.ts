import { z } from 'zod'

/** What an item of last year's plan is compared by. */
export const LastYearItem = z.strictObject({
  code: z.string(),
  title: z.string(),
  goal: z.string(),
  weight: z.string().nullable(),
  mainResponsiblePerson: z.string().nullable(),
  phaseCount: z.int(),
})
export type LastYearItem = z.infer<typeof LastYearItem>

type Named = { readonly code: string; readonly title: string }

/**
 * Which item of last year each item continues: the one of the same title, else the one whose code differs by the year
 * alone, unless its title goes on in another item.
 */
export function pairsWithLastYear<Item extends Named>(
  items: readonly Item[],
  last: readonly LastYearItem[],
  year: number,
): ReadonlyMap<Item, LastYearItem> {
  const byTitle = new Map(last.map((one) => [one.title.trim(), one]))
  const titles = new Set(items.map(({ title }) => title.trim()))
  const codeNow = ({ code }: Named) => code.replaceAll(String(year - 1), String(year))
  const byCode = new Map(last.filter(({ title }) => !titles.has(title.trim())).map((one) => [codeNow(one), one]))
  return new Map(
    items.flatMap((item) => {
      const found = byTitle.get(item.title.trim()) ?? byCode.get(item.code)
      return found ? [[item, found] as const] : []
    }),
  )
}
