import type { Post, Session } from '#domain/session/session.api.ts'
import { todosOf } from '#server/home/home.public.ts'
import { NotFound } from '#server/kernel/errors.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { noticeCountOf } from '#server/notice/inbox.public.ts'
import { isPost, readingFor } from './reading.public.ts'
import { reauthenticatedUntil } from './session.public.ts'
import { findOffice, findPerson, postsOf, presentYear } from './session.store.ts'

/** Under which other posts something waits for the person, and how much. */
async function elsewhereOf(reading: Reading, posts: readonly Post[]): Promise<Session['elsewhere']> {
  const { actor, session } = reading
  const counts: Session['elsewhere'] = []
  for (const post of posts) {
    const which = { postId: post.id, standInId: post.standsInFor?.standInId ?? null }
    if (isPost(post, { postId: actor.postId, standInId: actor.standsInFor?.standInId ?? null })) continue
    const under = await readingFor(reading, { personId: actor.id, session, ...which })
    const todoCount = (await todosOf(under)).length
    if (todoCount > 0) counts.push({ post, todoCount })
  }
  return counts
}

/** Everything the browser needs to know about who acts and where. */
export async function sessionReply(reading: Reading): Promise<Session> {
  const { tx, actor, clock, settings, pack, session, app } = reading
  const [person, posts, office, year, todos] = [
    await findPerson(tx, actor.id),
    await postsOf(tx, actor.id, clock.today),
    await findOffice(tx),
    await presentYear(tx),
    await todosOf(reading),
  ]
  const standInId = actor.standsInFor?.standInId ?? null
  const post = posts.find((one) => isPost(one, { postId: actor.postId, standInId }))
  if (!post || !office) throw new NotFound()
  const { name, title, bases, cards, dimensions, statements } = pack
  return {
    person: { id: person.id, name: person.name },
    post,
    posts,
    actor: { ...actor, inChargeOf: [...actor.inChargeOf], standsInFor: post.standsInFor },
    office: { name: { zh: office.nameZh, en: office.nameEn }, shortName: { zh: office.shortZh, en: office.shortEn } },
    year,
    today: clock.today,
    now: clock.now,
    mode: app.config.mode === 'production' ? 'production' : 'demo',
    pack: { name, title, bases, cards, dimensions, statements },
    settings,
    elsewhere: await elsewhereOf(reading, posts),
    todoCount: todos.length,
    noticeCount: await noticeCountOf(reading, todos),
    todoCountOf: countBy(todos.map(({ module }) => module)),
    reauthenticatedUntil: reauthenticatedUntil(session.reauthenticatedAt, settings['session.reauthenticationMinutes']),
    endsAt: new Date(Date.parse(session.createdAt) + settings['session.absoluteHours'] * 3_600_000).toISOString(),
    language: person.language === 'en' ? 'en' : 'zh',
    hasStartPassword: person.hasStartPassword,
  }
}

const countBy = (names: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
