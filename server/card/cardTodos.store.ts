import { sql } from 'kysely'
import { cardTransitions, isJudge } from '#domain/card/cardAnswer.ts'
import { divisionPosts, isOneOf, personsOf } from '#domain/kernel/actor.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { ofPredecessor } from './card.store.ts'

const module = 'card'

/** What cards ask of this post: to explain those that hit its division, to read what divisions explained. */
export async function cardTodos(context: Reading): Promise<Todo[]> {
  return isOneOf(context.actor.post, divisionPosts) ? toAnswer(context) : toSee(context)
}

/** The card that fired first: its page has the button, and the next one follows once it is dealt with. */
const oldest = sql<string>`(array_agg(card.id order by card.fired_on, card.id))[1]`

/** One for each year, with how many are to be explained. */
async function toAnswer({ tx, actor }: Reading): Promise<Todo[]> {
  const rows = await tx
    .selectFrom('card')
    .select(['year', sql<number>`count(*)::int`.as('count'), oldest.as('id')])
    .where('answerState', '=', 'asked')
    .where(ofPredecessor(actor.divisionId))
    .groupBy('year')
    .execute()
  const { label: action, basis } = cardTransitions.answer
  return rows.map(({ id, year, count }) => ({
    ...{ module, id, dueOn: null, basis, action },
    link: `/cards/${id}#act-answer`,
    object: { zh: `${year}年度黄牌、红牌`, en: `Yellow and red cards of ${year}` },
    from: { zh: `${count}张待说明原因`, en: `${count} to be explained` },
  }))
}

/** Explanations nobody has read yet, but not one's own. */
async function toSee({ tx, actor }: Reading): Promise<Todo[]> {
  const [ofOthers, ofHouse] = [isJudge(actor, false), isJudge(actor, true)]
  if (!ofOthers && !ofHouse) return []
  const rows = await tx
    .selectFrom('card')
    .innerJoin('division', 'division.id', 'card.divisionId')
    .select(['card.year', sql<number>`count(*)::int`.as('count'), oldest.as('id')])
    .where('card.answerState', '=', 'answered')
    .where('division.housesPerformanceOffice', '=', ofHouse)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('cardAnswer')
            .select('cardAnswer.id')
            .whereRef('cardAnswer.cardId', '=', 'card.id')
            .where('cardAnswer.answeredBy', 'in', personsOf(actor)),
        ),
      ),
    )
    .groupBy('card.year')
    .execute()
  const { label: action, basis } = cardTransitions.see
  return rows.map(({ id, year, count }) => ({
    ...{ module, id, dueOn: null, basis, action },
    link: `/cards/${id}#act-see`,
    object: { zh: `${year}年度黄牌、红牌的说明`, en: `Explanations of cards of ${year}` },
    from: { zh: `${count}份待阅`, en: `${count} to be read` },
  }))
}
