import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { urgedWords } from '#domain/kernel/urge.ts'
import { disposeComment } from '#domain/plan/consultation.api.ts'
import { answerTransitions, consultationTransitions } from '#domain/plan/consultation.ts'
import type { DeclinedItem } from '#domain/plan/divisionPlan.api.ts'
import { keyOfPlan } from '#domain/plan/plan.ts'
import { revisionTitle } from '#domain/plan/revisionTitle.ts'
import type { Reading } from '#server/kernel/routes.ts'
import * as store from './consultation.store.ts'
import { declinedOf } from './merge.store.ts'

const module = 'plan'

/** A head answers for the division; the performance office deals with comments and ends what is over. */
export async function consultationTodos(context: Reading): Promise<Todo[]> {
  const { actor } = context
  if (actor.post === 'division.head') return toAnswer(context)
  return isOneOf(actor.post, performanceOffice) ? ofOffice(context) : []
}

const linkTo = ({ planId, year, kind }: store.ConsultationRow, act: string) =>
  `/plans/${keyOfPlan({ id: planId, year, kind })}/consultation#act-${act}`

async function toAnswer(context: Reading): Promise<Todo[]> {
  const { tx, actor } = context
  const todos: Todo[] = []
  for (const one of await store.openOnes(tx, actor)) {
    if (one.state !== 'open') continue
    const answer = await store.answerOf(tx, one.id, actor.divisionId)
    if (refusalOf(answerTransitions.answer, store.answerFacts(answer, one), context)) continue
    todos.push({
      ...{ module, id: one.id, basis: answerTransitions.answer.basis, link: linkTo(one, 'answer') },
      action: { zh: '反馈意见', en: 'Answer' },
      object: revisionTitle(one.title),
      from: joinTexts(
        [
          ...urgedText(answer.urges),
          ...(one.kind === 'office'
            ? declinedText(await declinedOf(tx, { divisionId: answer.divisionId, year: one.year }))
            : []),
        ],
        '；',
        '; ',
      ),
      dueOn: one.closesOn,
    })
  }
  return todos
}

/** Who asks, and how often it was urged. */
const urgedText = (urges: number): Text[] => [
  { zh: '办绩效办征求意见', en: 'The performance office asks' },
  ...urgedWords(urges),
]

/** Which items of the division's own plan the draft leaves out, with the first one's reason. */
function declinedText([first, ...others]: readonly DeclinedItem[]): Text[] {
  if (!first) return []
  const { code, reason } = first
  return [
    others.length === 0
      ? { zh: `本处${code}没有纳入：${reason}`, en: `your ${code} is not taken over: ${reason}` }
      : {
          zh: `本处${others.length + 1}个事项没有纳入，其中${code}：${reason}`,
          en: `not taken over of yours: ${others.length + 1}, ${code} because: ${reason}`,
        },
  ]
}

async function ofOffice(context: Reading): Promise<Todo[]> {
  const { tx, actor } = context
  const todos: Todo[] = []
  for (const one of await store.openOnes(tx, actor)) {
    const object = { zh: `${one.title}征求意见`, en: `Consultation on ${one.title}` }
    const base = { module, id: one.id, object, dueOn: null }
    const undisposed = await store.undisposedOf(tx, one.id)
    if (undisposed > 0)
      todos.push({
        ...{ ...base, basis: 'plan.dispose', link: linkTo(one, 'dispose') },
        action: disposeComment.summary,
        from: { zh: `${undisposed}条意见尚未处理`, en: `Comments without disposition: ${undisposed}` },
      })
    const { close } = consultationTransitions
    if (!refusalOf(close, store.factsOf(one), context))
      todos.push({
        ...{ ...base, basis: close.basis, link: linkTo(one, 'close'), action: close.label },
        from: { zh: '已到期或各处都已反馈', en: 'The day is over, or all have answered' },
      })
  }
  return todos
}
