import { divisionPosts, isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { keepPromise } from '#domain/opinion/contact.api.ts'
import { noteOpinion } from '#domain/opinion/opinion.api.ts'
import { keepPromiseRules, opinionTransitions } from '#domain/opinion/opinion.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { promisesOf, waiting } from './opinion.store.ts'

export { claimAll, coordinatingId, dutyOf, fileOf, filesOf, person, reportOf, responsibleId } from './chain.store.ts'
export { opinionCounts, opinionIsSeen } from './opinion.store.ts'

type Row = Awaited<ReturnType<typeof waiting>>[number]
type Asked = { readonly hash: string; readonly label: Text; readonly basis: string }

const toSend: Asked = { hash: 'send', ...opinionTransitions.send }
const toAnswer: Asked = { hash: 'answer', ...opinionTransitions.answer }
const toNote: Asked = { hash: 'note', label: noteOpinion.summary, basis: noteOpinion.basis }
const toFollowUp: Asked = {
  hash: 'followUp',
  label: { zh: '督促答复', en: 'See to the answer' },
  basis: opinionTransitions.followUp.basis,
}

/**
 * An opinion goes at once to the responsible division, which answers, and to the performance office, which reads it; the
 * answer to the coordinating division; what is unanswered past its day once more to the performance office.
 */
export async function opinionTodos(context: Reading): Promise<Todo[]> {
  const { tx, actor, today } = context
  if (isOneOf(actor.post, performanceOffice)) {
    const rows = await waiting(tx, actor, 'office', today)
    return rows.map((row) => todoOf(row, row.notedAt === null ? toNote : toFollowUp))
  }
  if (!isOneOf(actor.post, divisionPosts) || actor.divisionId === null) return []
  const owed = await waiting(tx, actor, 'responsible', today)
  const written = await waiting(tx, actor, 'coordinating', today)
  return [
    ...owed.filter((row) => !refusalOf(opinionTransitions.answer, row, context)).map((row) => todoOf(row, toAnswer)),
    ...written.filter((row) => !refusalOf(opinionTransitions.send, row, context)).map((row) => todoOf(row, toSend)),
  ]
}

/** What was promised a unit is to be done by whoever promised it, and by the head where that person has left. */
export async function promiseTodos(context: Reading): Promise<Todo[]> {
  const { tx, actor, today } = context
  if (!isOneOf(actor.post, [...divisionPosts, ...performanceOffice])) return []
  const rows = await promisesOf(tx, actor, today)
  return rows
    .filter((row) => !refusalOfRules(keepPromiseRules, keepPromise.basis, { ...row, ...waits }, context))
    .map(({ id, itemId, promised, promisedUntil, itemCode: code, itemTitle: title, bodyZh, bodyEn }) => ({
      ...{ module: 'contact', id, action: keepPromise.summary, basis: keepPromise.basis, dueOn: promisedUntil },
      object: { zh: `与${bodyZh}约定：${promised}`, en: `Promised to ${bodyEn}: ${promised}` },
      from: { zh: bodyZh, en: bodyEn },
      link: `/items/${itemId}#act-keep-${id}`,
      item: { code, title },
    }))
}
const waits = { isWithdrawn: false, isKept: false }

const todoOf = ({ id, dueOn, itemCode: code, itemTitle: title, bodyZh, bodyEn }: Row, asked: Asked): Todo => ({
  ...{ module: 'opinion', id, action: asked.label, basis: asked.basis, dueOn },
  object: { zh: `${bodyZh}对“${title}”的意见`, en: `Opinion of ${bodyEn} on ${code}` },
  from: { zh: bodyZh, en: bodyEn },
  link: `/opinions/${id}#act-${asked.hash}`,
  item: { code, title },
})
