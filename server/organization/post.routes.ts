import type { Actor } from '#domain/kernel/actor.ts'
import { lineOf } from '#domain/organization/organization.ts'
import { endPost, grantPost, setCharge } from '#domain/organization/post.api.ts'
import {
  grantRules,
  leadingGroupRules,
  officeRules,
  type PostAction,
  postTransitions,
} from '#domain/organization/post.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { type Acting, command, demand, type Reading, take } from '#server/kernel/routes.ts'
import { endSessionsOf } from '#server/session/session.public.ts'
import { lockOrganization } from './organization.store.ts'
import * as people from './person.store.ts'
import { postBasis as basis, chargeEntry, endEntry, grantEntry } from './post.history.ts'
import * as store from './post.store.ts'

const find = (tx: Tx, actor: Actor, id: string, { today }: Reading) => people.find(tx, actor, id, today)

export const postRoutes = [
  command(
    grantPost,
    async ({ params, body: { version, ...grant } }, context) => {
      const { tx, actor } = context
      await lockOrganization(tx)
      const person = await people.lock(tx, actor, params.id, version)
      const facts = await store.grantFacts(tx, person, grant)
      demand(grantRules, basis, facts, context)
      demand(leadingGroupRules, 'organization.leadingGroup', facts, context)
      demand(officeRules, 'organization.performanceOffice', facts, context)
      const charge = await store.namesOf(tx, grant.inChargeOf, 'body.inChargeOf')
      // Before the post itself: the database compares the person's line with the post's.
      await people.save(tx, person.id, { line: lineOf(grant.kind) })
      const [post = '', member] = await store.insert(tx, person.id, grant)
      await endSessionsOf(tx, [person.id])
      const shown = { ...grant, division: facts.division?.name, inChargeOf: charge }
      const reason = facts.divisionHead ? facts.besideReason : undefined
      const brought = member ? [grantEntry(member, { ...shown, kind: 'leadingGroup.member' })] : []
      await context.recordMany([{ ...grantEntry(post, shown), ...(reason ? { reason } : {}) }, ...brought])
      return person.id
    },
    find,
  ),

  command(
    endPost,
    async ({ params, body }, context) => {
      const { tx } = context
      const { post, person } = await locked(context, 'end', params.id, body.version, { endsOn: body.endsOn })
      const ended = await store.end(tx, post.id, body.endsOn)
      await people.save(tx, person.id, {})
      await endSessionsOf(tx, [person.id])
      const end = { before: post.toOn, after: body.endsOn, reason: body.reason }
      await context.recordMany(
        ended.map(({ id, kind }) => endEntry(id, { kind, division: post.divisionName?.zh }, end)),
      )
      return person.id
    },
    find,
  ),

  command(
    setCharge,
    async ({ params, body }, context) => {
      const { tx } = context
      const { post, person } = await locked(context, 'charge', params.id, body.version, body)
      const after = await store.namesOf(tx, body.inChargeOf, 'body.inChargeOf')
      await store.replaceCharge(tx, post.id, body.inChargeOf)
      await people.save(tx, person.id, {})
      const before = post.inChargeOf.map(({ name }) => name.zh).join('、')
      await context.recordMany([
        chargeEntry(post.id, { kind: post.kind, division: post.divisionName?.zh }, before, after),
      ])
      return person.id
    },
    find,
  ),
]

type Wish = { readonly endsOn?: string; readonly inChargeOf?: readonly string[] }

/** Locks the post with its person and takes the action, or throws why not. */
async function locked(context: Acting, action: PostAction, id: string, version: number, wish: Wish) {
  const { tx, actor, today } = context
  await lockOrganization(tx)
  const { personId } = await store.lock(tx, id, version)
  const person = await people.lock(tx, actor, personId)
  const post = (await people.postsOf(tx, personId, today)).find((one) => one.id === id)
  if (!post) throw new NotFound()
  const inChargeOf = wish.inChargeOf ?? post.inChargeOf.map((division) => division.id)
  const endsOn = wish.endsOn ?? today
  const headBeyond = await store.headBeyond(tx, { ...post, personId }, endsOn)
  take(postTransitions[action], { ...post, inChargeOf, endsOn, headBeyond }, context)
  return { post, person }
}
