import { posts } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import type { Post } from '#domain/session/session.api.ts'
import { todosOf } from '#server/home/home.public.ts'
import type { App } from '#server/kernel/app.ts'
import type { Clock } from '#server/kernel/clock.ts'
import type { Tx } from '#server/kernel/db.ts'
import { postsOf, readingFor } from '#server/session/reading.public.ts'

export type Round = { readonly app: App; readonly clock: Clock; readonly settingsRevision: number }
export type OfPost = { readonly post: Text; readonly todos: readonly Todo[] }

/** What a to-do is known by from one minute to the next. */
export const subjectOf = ({ module, id, link }: Todo): string => `${module} ${id} ${link}`

/** Everything open for a person, post by post: the very to-dos of the pages. One of two posts is listed under the first. */
export async function openTodosOf({ app, clock, settingsRevision }: Round, tx: Tx, personId: string) {
  const known = new Set<string>()
  const groups: OfPost[] = []
  const session = { id: personId, reauthenticatedAt: null, createdAt: clock.now }
  for (const post of await postsOf(tx, personId, clock.today)) {
    const which = { personId, postId: post.id, standInId: post.standsInFor?.standInId ?? null }
    const place = { tx, app, clock, settingsRevision, setSession: () => undefined }
    const all = await todosOf(await readingFor(place, { ...which, session }))
    const todos = all.filter((todo) => !known.has(subjectOf(todo)))
    for (const todo of todos) known.add(subjectOf(todo))
    if (todos.length > 0) groups.push({ post: nameOf(post), todos })
  }
  return groups
}

function nameOf({ kind, divisionName, standsInFor }: Post): Text {
  const { zh, en } = posts[kind]
  const division = divisionName ? { zh: `${divisionName.zh} `, en: `, ${divisionName.en}` } : { zh: '', en: '' }
  const place = standsInFor
    ? { zh: `（代${standsInFor.personName}）`, en: ` (in place of ${standsInFor.personName})` }
    : { zh: '', en: '' }
  return { zh: `${division.zh}${zh}${place.zh}`, en: `${en}${division.en}${place.en}` }
}
