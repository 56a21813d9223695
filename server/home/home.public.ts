import { refusalOfScope } from '#domain/kernel/lifecycle.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { bulletinTodos } from '#server/bulletin/bulletin.public.ts'
import { cardTodos } from '#server/card/card.public.ts'
import { dueExceptionTodos, dutyTodos, feedTodos, offeredTodos } from '#server/collection/collection.public.ts'
import { reportTodos } from '#server/collection/dataReport.public.ts'
import { documentTodos } from '#server/document/officialDocument.public.ts'
import { inspectionTodos } from '#server/inspection/inspection.public.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { webhookTodos } from '#server/notice/todos.public.ts'
import { opinionTodos, promiseTodos } from '#server/opinion/opinion.public.ts'
import { organizationTodos } from '#server/organization/todos.public.ts'
import { amendmentTodos } from '#server/plan/amendment.public.ts'
import { consultationTodos } from '#server/plan/consultation.public.ts'
import { divisionPlanTodos } from '#server/plan/divisionPlan.public.ts'
import { municipalTodos } from '#server/plan/municipalPlan.public.ts'
import { planTodos } from '#server/plan/plan.public.ts'
import { callTodos } from '#server/plan/planCall.public.ts'
import { reviewTodos } from '#server/plan/review.public.ts'
import { problemTodos } from '#server/problem/problem.public.ts'
import { progressTodos } from '#server/progress/progress.public.ts'
import { rectificationTodos } from '#server/rectification/rectification.public.ts'
import { mailTodos } from '#server/reminder/todos.public.ts'
import { supervisionTodos } from '#server/supervision/supervision.public.ts'

/** One module's to-dos for the acting post. */
type TodoSource = (context: Reading) => Promise<Todo[]>

/** Each module that has something to do names its source here. */
const sources: readonly TodoSource[] = [
  callTodos,
  divisionPlanTodos,
  planTodos,
  consultationTodos,
  reviewTodos,
  amendmentTodos,
  documentTodos,
  municipalTodos,
  dutyTodos,
  reportTodos,
  opinionTodos,
  promiseTodos,
  problemTodos,
  progressTodos,
  cardTodos,
  rectificationTodos,
  inspectionTodos,
  dueExceptionTodos,
  feedTodos,
  offeredTodos,
  supervisionTodos,
  bulletinTodos,
  mailTodos,
  webhookTodos,
  organizationTodos,
]

/** All to-dos of the acting post, for a delegate those of what was delegated: dated ones first by day, then by module and name, so that the order never jumps. */
export async function todosOf(context: Reading): Promise<Todo[]> {
  const lists = await Promise.all(sources.map((source) => source(context)))
  const own = lists.flat().filter(({ basis }) => refusalOfScope(basis, context) === undefined)
  return marked(own).toSorted(inOrder)
}

/** What was urged marks the to-do that is there already, known by where it leads; else it is one itself. */
export function marked(todos: readonly Todo[]): Todo[] {
  const urges = todos.filter(({ urged }) => urged !== undefined)
  const own = todos.filter(({ urged }) => urged === undefined)
  const links = new Set(own.map(({ link }) => link))
  const urgedAt = new Map(urges.map(({ link, urged }) => [link, urged]))
  const seen = own.map((todo) => {
    const urged = urgedAt.get(todo.link)
    return urged === undefined ? todo : { ...todo, urged }
  })
  return [...seen, ...urges.filter(({ link }) => !links.has(link))]
}

const inOrder = (a: Todo, b: Todo): number =>
  (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') ||
  a.module.localeCompare(b.module) ||
  a.object.zh.localeCompare(b.object.zh, 'zh') ||
  a.id.localeCompare(b.id)
