import { divisionPosts, isOneOf, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import { same } from '#domain/kernel/text.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { isBefore, readOrderLabel, seeEscalationLabel } from '#domain/rectification/escalation.ts'
import { noteTransitions } from '#domain/rectification/findingNote.ts'
import { graveTransitions } from '#domain/rectification/grave.ts'
import { type OrderAction, orderTransitions } from '#domain/rectification/order.ts'
import type { Reading } from '#server/kernel/routes.ts'
import * as graves from './grave.store.ts'
import * as notes from './note.store.ts'
import { factsOf } from './order.store.ts'
import * as store from './todos.store.ts'

const next: readonly OrderAction[] = ['check', 'issue', 'receive', 'extend', 'answer', 'close']

const object = ({ title, division, person }: store.Waiting) => {
  const who = person?.name
  return {
    zh: `整改“${title}”（${who ?? division.name.zh}）`,
    en: `Rectification “${title}” (${who ?? division.name.en})`,
  }
}
type Asked = { readonly label: Todo['action']; readonly basis: string; readonly hash: string }
const todoOf = (row: store.Waiting, { label: action, basis, hash }: Asked): Todo => ({
  ...{ module: 'rectification', id: row.id, action, basis, object: object(row) },
  from: row.number === null ? { zh: '办绩效办', en: 'Performance office' } : same(row.number),
  dueOn: row.state === 'issued' || row.state === 'received' ? row.dueOn : null,
  link: `/rectifications/${row.id}#act-${hash}`,
})

/** What the acting post does next with an order: the first of the acts that nothing stands against. */
const nextOf = (context: Reading, row: store.Waiting): OrderAction | undefined =>
  next.find((action) => !refusalOf(orderTransitions[action], factsOf(row), context))

async function ofOrders(context: Reading): Promise<Todo[]> {
  const rows = await store.underWay(context.tx, context.actor, context.today)
  return rows.flatMap((row) => {
    const action = nextOf(context, row)
    return action ? [todoOf(row, { ...orderTransitions[action], hash: action })] : []
  })
}

async function ofLeaders(context: Reading): Promise<Todo[]> {
  const { tx, actor, today } = context
  const unread = await store.unread(tx, actor, today)
  const cases = await graves.waiting(tx, actor, today)
  return [
    ...unread.map((row) => todoOf(row, { label: readOrderLabel, basis: 'rectification.inform', hash: 'read' })),
    ...cases.flatMap((row) => {
      const { proposedBy, entrustedTo } = row
      const facts = { state: 'proposed' as const, proposedBy, entrustedTo, concerned: graves.concernedBy(row) }
      if (refusalOf(graveTransitions.decide, facts, context)) return []
      const { label: action, basis } = graveTransitions.decide
      const words = { zh: `提请研究决定：${row.title}`, en: `Before the group: ${row.title}` }
      const from = { zh: '办绩效办', en: 'Performance office' }
      const link = `/rectifications/${row.id}#act-decide`
      return [{ module: 'rectification', id: row.matterId, action, basis, object: words, from, dueOn: null, link }]
    }),
  ]
}

async function ofEscalations({ tx, actor, today }: Reading): Promise<Todo[]> {
  const rows = await store.unseen(tx, actor, today)
  const concerns = (personId: string | null) => personId === actor.id
  return rows
    .filter((row) => isBefore(actor, row) && !concerns(row.personId))
    .map((row) => ({
      ...todoOf(row, { label: seeEscalationLabel, basis: 'rectification.escalate', hash: `see-${row.escalationId}` }),
      id: row.escalationId,
    }))
}

async function ofNotes(context: Reading): Promise<Todo[]> {
  const rows = await notes.waiting(context.tx, context.actor)
  const { label: action, basis } = noteTransitions.answer
  return rows
    .filter((row) => !refusalOf(noteTransitions.answer, { ...row, notedBy: row.notedBy.id }, context))
    .map(({ id, words, notedBy, dueOn }) => ({
      ...{ module: 'rectification', id, action, basis, dueOn, object: same(words), from: same(notedBy.name) },
      link: `/finding-notes/${id}#act-answer`,
    }))
}

/** Orders wait to be checked, issued, received, answered and verified; the leaders read them, and what is overdue. */
export async function rectificationTodos(context: Reading): Promise<Todo[]> {
  const { actor } = context
  const isLeader = isOneOf(actor.post, officeLeaders)
  return [
    ...(await ofOrders(context)),
    ...(isLeader ? await ofLeaders(context) : []),
    ...(isLeader || isOneOf(actor.post, performanceOffice) ? await ofEscalations(context) : []),
    ...(isOneOf(actor.post, divisionPosts) ? await ofNotes(context) : []),
  ]
}
