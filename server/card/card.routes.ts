import { listCards, readCardHistory } from '#domain/card/card.api.ts'
import { historyOf } from '#server/kernel/history.ts'
import { read } from '#server/kernel/routes.ts'
import { demandVisible, list } from './card.store.ts'

export const cardRoutes = [
  read(listCards, async ({ query }, { tx, actor }) => list(tx, actor, query)),

  read(readCardHistory, async ({ params }, { tx, actor }) => {
    await demandVisible(tx, actor, params.id)
    return { rows: await historyOf(tx, [{ kind: 'card', id: params.id }]) }
  }),
]
