import { z } from 'zod'
import { listCards, readCardHistory } from '#domain/card/card.api.ts'
import { businessPosts } from '#domain/kernel/actor.ts'
import type { Office } from '../office.ts'
import { row } from '../row.ts'

/** Figures of spring were never handed in: their cards have fired. */
async function card({ w, divisions }: Office): Promise<string> {
  const cards = w.owner.selectFrom('card').select('id').where('divisionId', '=', divisions.responsible)
  return z.string().parse((await cards.executeTakeFirst())?.id)
}

export const cardRows = [
  row(listCards, businessPosts, { ask: () => ({ query: { year: 2025 } }) }),
  row(readCardHistory, businessPosts, {
    ask: async (office) => ({ params: { id: await card(office) } }),
    foreign: 'elsewhere',
  }),
]
