import type { Actor } from '#domain/kernel/actor.ts'
import type { Post, Session } from '#domain/session/session.api.ts'
import { todosOf } from '#server/home/home.public.ts'
import { NotFound } from '#server/kernel/errors.ts'
import type { Outside, Reading } from '#server/kernel/routes.ts'
import { reauthenticatedUntil } from './session.public.ts'
import { findOffice, findPerson, postsOf, presentYear } from './session.store.ts'

type Place = Pick<Outside, 'tx' | 'app' | 'clock' | 'settingsRevision' | 'setSession'>
type Which = { postId: string; standInId?: string | null }
type Who = Which & { personId: string; session: Reading['session'] }

/** The same post may be the person's own and also one stood in for. */
export const isPost = (post: Post, { postId, standInId = null }: Which): boolean =>
  post.id === postId && (post.standsInFor?.standInId ?? null) === standInId

/** What a context is for a person under a post: used where log-in or a change of post has just decided it. */
export async function readingFor(place: Place, { personId, postId, standInId = null, session }: Who): Promise<Reading> {
  const { app, clock, tx, settingsRevision } = place
  const person = await findPerson(tx, personId)
  const post = (await postsOf(tx, personId, clock.today)).find((one) => isPost(one, { postId, standInId }))
  if (!post) throw new NotFound()
  const charge = await tx.selectFrom('postCharge').select('divisionId').where('postId', '=', postId).execute()
  const actor: Actor = {
    id: personId,
    name: person.name,
    postId,
    post: post.kind,
    divisionId: post.divisionId,
    inChargeOf: charge.map(({ divisionId }) => divisionId),
    standsInFor: post.standsInFor,
  }
  const settings = await app.settingsOf(app.db, settingsRevision, clock.today)
  return { ...place, actor, today: clock.today, settings, pack: app.pack, session }
}

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
