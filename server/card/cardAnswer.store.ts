import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { CardInFull } from '#domain/card/card.api.ts'
import type { AnswerState, CardFacts } from '#domain/card/cardAnswer.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import { claimFile, type FileStore } from '#server/kernel/files.ts'
import type { Acting, Download } from '#server/kernel/routes.ts'
import { cardOf, demandVisible, withNames } from './card.store.ts'

/** Who explains it: whom it hit, or after its end its successor. */
const answering = sql<string>`heir_of(card.division_id)`

/** Locks a card that this post sees; `version` is the one the person was looking at. */
export async function lock(tx: Tx, actor: Actor, id: string, version: number) {
  await demandVisible(tx, actor, id)
  const card = await tx
    .selectFrom('card')
    .innerJoin('division', 'division.id', 'card.divisionId')
    .select([
      'card.id',
      'card.version',
      answering.as('answeringDivisionId'),
      'division.housesPerformanceOffice as judgedByDeputy',
    ])
    .select(sql<AnswerState>`card.answer_state`.as('state'))
    .where('card.id', '=', id)
    .forUpdate('card')
    .executeTakeFirstOrThrow(() => new NotFound())
  if (card.version !== version) throw new Stale()
  const given = await tx.selectFrom('cardAnswer').select('answeredBy').where('cardId', '=', id).execute()
  const facts: CardFacts = {
    state: card.state,
    divisionId: card.answeringDivisionId,
    judgedByDeputy: card.judgedByDeputy,
    answers: given.length,
    answeredBy: given.map(({ answeredBy }) => answeredBy),
  }
  return facts
}

type Change = {
  readonly answerState: AnswerState
  readonly withdrawnOn?: string
  readonly withdrawnReason?: string
  readonly withdrawnBy?: string
}

export const save = (tx: Tx, id: string, change: Change) =>
  tx
    .updateTable('card')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()

type Given = { readonly number: number; readonly explanation: string; readonly fileIds: readonly string[] }

/** Adds an explanation with its files, which were this person's uploads; answers the files' names. */
export async function insertAnswer({ tx, actor, clock }: Acting, cardId: string, given: Given): Promise<string[]> {
  const { number, explanation, fileIds } = given
  const { id: answerId } = await tx
    .insertInto('cardAnswer')
    .values({ cardId, number, explanation, answeredBy: actor.id, postId: actor.postId, answeredAt: clock.now })
    .returning('id')
    .executeTakeFirstOrThrow()
  const files = []
  for (const fileId of new Set(fileIds)) files.push(await claimFile(tx, actor.id, fileId, { kind: 'card', id: cardId }))
  if (files.length > 0)
    await tx
      .insertInto('cardAnswerFile')
      .values(files.map((file) => ({ answerId, fileId: file.id })))
      .execute()
  return files.map(({ name }) => name)
}

/** One card with its explanations, as this post sees it. */
export async function findCard(tx: Tx, actor: Actor, id: string): Promise<CardInFull> {
  await demandVisible(tx, actor, id)
  const row = await withNames(tx)
    .innerJoin('division', 'division.id', 'card.divisionId')
    .leftJoin('person', 'person.id', 'card.withdrawnBy')
    .select(['card.version', 'card.withdrawnReason', 'person.name as withdrawnName'])
    .select(['division.housesPerformanceOffice as judgedByDeputy', answering.as('answeringDivisionId')])
    .where('card.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())
  const { version, judgedByDeputy, answeringDivisionId, withdrawnOn, withdrawnReason, withdrawnName } = row
  const isWithdrawn = withdrawnOn !== null && withdrawnReason !== null && withdrawnName !== null
  const withdrawn = isWithdrawn ? { on: withdrawnOn, reason: withdrawnReason, personName: withdrawnName } : null
  return { ...cardOf(row), version, judgedByDeputy, answeringDivisionId, withdrawn, answers: await answersOf(tx, id) }
}

const answersOf = (tx: Tx, cardId: string) =>
  tx
    .selectFrom('cardAnswer')
    .innerJoin('person', 'person.id', 'cardAnswer.answeredBy')
    .select(['cardAnswer.number', 'cardAnswer.explanation', 'cardAnswer.answeredAt'])
    .select(['person.id as personId', 'person.name as personName'])
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('cardAnswerFile')
          .innerJoin('storedFile', 'storedFile.id', 'cardAnswerFile.fileId')
          .select(['storedFile.id', 'storedFile.name', 'storedFile.size'])
          .whereRef('cardAnswerFile.answerId', '=', 'cardAnswer.id')
          .orderBy('storedFile.name')
          .orderBy('storedFile.id'),
      ).as('files'),
    )
    .where('cardAnswer.cardId', '=', cardId)
    .orderBy('cardAnswer.number')
    .execute()

/** A file of the card's explanations; the caller has made sure that the actor may see the card. */
export async function fileOfCard(tx: Tx, files: FileStore, cardId: string, fileId: string): Promise<Download> {
  const { name, type, digest } = await tx
    .selectFrom('storedFile')
    .select(['name', 'type', 'digest'])
    .where('id', '=', fileId)
    .where('claimedKind', '=', 'card')
    .where('claimedId', '=', cardId)
    .executeTakeFirstOrThrow(() => new NotFound())
  return { name, type, content: await files.open(digest) }
}
