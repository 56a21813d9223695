import type { Actor } from '#domain/kernel/actor.ts'
import type { Post } from '#domain/session/session.api.ts'
import { NotFound } from '#server/kernel/errors.ts'
import type { Outside, Reading } from '#server/kernel/routes.ts'
import { findPerson, postsOf } from './session.store.ts'

export { postsOf } from './session.store.ts'

type Place = Pick<Outside, 'tx' | 'app' | 'clock' | 'settingsRevision' | 'setSession'>
type Which = { postId: string; standInId?: string | null }
type Who = Which & { personId: string; session: Reading['session'] }

/** The same post may be the person's own and also one stood in for. */
export const isPost = (post: Post, { postId, standInId = null }: Which): boolean =>
  post.id === postId && (post.standsInFor?.standInId ?? null) === standInId

/**
 * What a context is for a person under a post: where log-in or a change of post has just decided it, and where somebody
 * is reminded without being there.
 */
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
