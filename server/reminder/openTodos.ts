import { posts } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import type { Notice } from '#domain/notice/notice.api.ts'
import { noticeKind } from '#domain/notice/noticeKind.ts'
import type { Post } from '#domain/session/session.api.ts'
import { todosOf } from '#server/home/home.public.ts'
import type { App } from '#server/kernel/app.ts'
import type { Clock } from '#server/kernel/clock.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { postsOf, readingFor } from '#server/session/reading.public.ts'

export type Round = { readonly app: App; readonly clock: Clock; readonly settingsRevision: number }
type ToldNotice = { readonly id: string; readonly sentence: Text; readonly link: string }
export type OfPost = {
  readonly post: Text
  readonly todos: readonly Todo[]
  readonly notices: readonly ToldNotice[]
}

/** What a to-do is known by from one minute to the next. */
export const subjectOf = ({ module, id, link }: Todo): string => `${module} ${id} ${link}`

/** What is asked for of each post: to-dos or none, and which notices. */
export type Wanted = {
  readonly todos: boolean
  readonly notices: (reading: Reading) => Promise<readonly Notice[]>
}

/**
 * What is open for a person, post by post: the very to-dos of the pages, and notices. One of two posts is listed under the
 * first; a notice about something that a listed to-do is about is nothing new.
 */
export async function openMattersOf({ app, clock, settingsRevision }: Round, tx: Tx, personId: string, wanted: Wanted) {
  const known = new Set<string>()
  const isNew = (subject: string): boolean => !known.has(subject) && Boolean(known.add(subject))
  const groups: OfPost[] = []
  const session = { id: personId, reauthenticatedAt: null, createdAt: clock.now }
  for (const post of await postsOf(tx, personId, clock.today)) {
    const which = { personId, postId: post.id, standInId: post.standsInFor?.standInId ?? null }
    const place = { tx, app, clock, settingsRevision, setSession: () => undefined }
    const reading = await readingFor(place, { ...which, session })
    const told = await wanted.notices(reading)
    const all = wanted.todos || told.length > 0 ? await todosOf(reading) : []
    const todos = wanted.todos ? all.filter((todo) => isNew(subjectOf(todo))) : []
    const paths = new Set(all.map(({ link }) => link.split('#')[0]))
    const notices = told.filter(({ id, link }) => !paths.has(link) && isNew(`notice ${id}`)).map(outside)
    if (todos.length + notices.length > 0) groups.push({ post: nameOf(post), todos, notices })
  }
  return groups
}

/** A mail leaves the office's own system: of a confidential kind it says the name alone. */
const outside = ({ id, kind, sentence, link }: Notice): ToldNotice => {
  const { isConfidential, name } = noticeKind(kind)
  return { id, sentence: isConfidential ? name : sentence, link }
}

function nameOf({ kind, divisionName, standsInFor }: Post): Text {
  const { zh, en } = posts[kind]
  const division = divisionName ? { zh: `${divisionName.zh} `, en: `, ${divisionName.en}` } : { zh: '', en: '' }
  const place = standsInFor
    ? { zh: `（代${standsInFor.personName}）`, en: ` (in place of ${standsInFor.personName})` }
    : { zh: '', en: '' }
  return { zh: `${division.zh}${zh}${place.zh}`, en: `${en}${division.en}${place.en}` }
}
