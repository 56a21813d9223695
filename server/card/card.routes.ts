import {
  answerCard,
  downloadCardFile,
  listCards,
  readCard,
  readCardHistory,
  seeCard,
  supplementCard,
  withdrawCard,
} from '#domain/card/card.api.ts'
import { answerFields, type CardAction, cardTransitions } from '#domain/card/cardAnswer.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, read, take } from '#server/kernel/routes.ts'
import { demandVisible, list } from './card.store.ts'
import { fileOfCard, findCard, insertAnswer, lock, save } from './cardAnswer.store.ts'

const subjectOf = (id: string) => ({ kind: 'card', id })

type Explained = { readonly version: number; readonly explanation: string; readonly fileIds: readonly string[] }

const explain =
  (action: 'answer' | 'supplement') =>
  async ({ params: { id }, body }: { params: { id: string }; body: Explained }, context: Acting): Promise<string> => {
    const { answerState, facts } = await taken(context, action, id, body.version)
    const files = await insertAnswer(context, id, { ...body, number: facts.answers + 1 })
    await save(context.tx, id, { answerState })
    const changes = changesOf(answerFields, {}, { explanation: body.explanation, files: files.join('、') })
    await context.record(`card.${action}`, subjectOf(id), { changes })
    return id
  }

async function taken(context: Acting, action: CardAction, id: string, version: number) {
  const facts = await lock(context.tx, context.actor, id, version)
  return { facts, answerState: take(cardTransitions[action], facts, context) }
}

export const cardRoutes = [
  read(listCards, async ({ query }, { tx, actor }) => list(tx, actor, query)),

  read(readCard, ({ params }, { tx, actor }) => findCard(tx, actor, params.id), { snapshot: true }),

  read(readCardHistory, async ({ params }, { tx, actor }) => {
    await demandVisible(tx, actor, params.id)
    return { rows: await historyOf(tx, [subjectOf(params.id)]) }
  }),

  read(downloadCardFile, async ({ params }, { tx, actor, app }) => {
    await demandVisible(tx, actor, params.id)
    return fileOfCard(tx, app.files, params.id, params.fileId)
  }),

  command(answerCard, explain('answer'), findCard),
  command(supplementCard, explain('supplement'), findCard),

  command(
    seeCard,
    async ({ params: { id }, body }, context) => {
      const { answerState } = await taken(context, 'see', id, body.version)
      await save(context.tx, id, { answerState })
      await context.record('card.see', subjectOf(id))
      return id
    },
    findCard,
  ),

  command(
    withdrawCard,
    async ({ params: { id }, body }, context) => {
      const { answerState } = await taken(context, 'withdraw', id, body.version)
      const { today, actor } = context
      await save(context.tx, id, {
        ...{ answerState, withdrawnOn: today, withdrawnReason: body.reason, withdrawnBy: actor.id },
      })
      await context.record('card.withdraw', subjectOf(id), { reason: body.reason })
      return id
    },
    findCard,
  ),
]
