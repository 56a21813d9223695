import type { Actor, StandInKind } from '#domain/kernel/actor.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { type DelegableActName, delegableActs } from '#domain/organization/delegableActs.ts'
import type { Period } from '#domain/organization/organization.ts'
import {
  delegateActs,
  endAbsence,
  endStandIn,
  listAbsences,
  listArrangedPosts,
  listStandIns,
  nameSubstitute,
  recordAbsence,
} from '#domain/organization/standIn.api.ts'
import {
  absenceRules,
  delegationRules,
  standInFields,
  standInStates,
  standInTransitions,
  substituteRules,
} from '#domain/organization/standIn.ts'
import type { Tx } from '#server/kernel/db.ts'
import { type Acting, command, demand, type Reading, read, take } from '#server/kernel/routes.ts'
import { endSessionsUnder } from '#server/session/session.public.ts'
import { lockOrganization } from './organization.store.ts'
import * as store from './standIn.store.ts'

const findStandIn = (tx: Tx, actor: Actor, id: string, { today }: Reading) => store.findStandIn(tx, actor, id, today)
const findAbsence = (tx: Tx, actor: Actor, id: string, { today }: Reading) => store.findAbsence(tx, actor, id, today)

const kinds = {
  substitute: { rules: substituteRules, basis: 'organization.substitute', action: 'post.substitute' },
  delegation: { rules: delegationRules, basis: 'organization.delegation', action: 'post.delegate' },
} as const

type Wish = Period & {
  readonly postId: string
  readonly personId: string
  readonly reason: string
  readonly acts: readonly DelegableActName[] | null
}

/** Names who stands in; recorded with the post, whose holder's history shows it. */
async function arrange(context: Acting, kind: StandInKind, wish: Wish): Promise<string> {
  const { tx, today, actor, clock, record } = context
  await lockOrganization(tx)
  const post = await store.lockPost(tx, wish.postId, today)
  const facts = await store.standInFacts(tx, kind, post, wish)
  const { rules, basis, action } = kinds[kind]
  demand(rules, basis, facts, context)
  const id = await store.insertStandIn(tx, { kind, ...wish }, { by: actor.id, at: clock.now })
  const acts = wish.acts?.map((act) => delegableActs[act].name.zh).join('、')
  const shown = { person: facts.person.name, acts, fromOn: wish.fromOn, toOn: wish.toOn }
  const changes = changesOf(standInFields, {}, shown)
  await record(action, { kind: 'post', id: post.id }, { changes, reason: wish.reason, basis })
  return id
}

export const standInRoutes = [
  read(listStandIns, async ({ query }, { tx, actor, today }) => store.listStandInPage(tx, actor, query, today)),
  read(listAbsences, async ({ query }, { tx, actor, today }) => store.listAbsencePage(tx, actor, query, today)),
  read(listArrangedPosts, async (_input, { tx, actor, today }) => ({ rows: await store.listPosts(tx, actor, today) })),

  command(
    nameSubstitute,
    async ({ body }, context) => arrange(context, 'substitute', { ...body, acts: null }),
    findStandIn,
  ),
  command(delegateActs, async ({ body }, context) => arrange(context, 'delegation', body), findStandIn),

  command(
    endStandIn,
    async ({ params, body }, context) => {
      const { tx, actor, today, record } = context
      const { id, post, ...standIn } = await store.lockStandIn(tx, actor, params.id, body.version, today)
      take(standInTransitions.endStandIn, { ...standIn, post }, context, standInStates)
      await store.end(tx, 'standIn', id, today)
      await endSessionsUnder(tx, [id])
      const shown = { person: standIn.person.name }
      const changes = [
        ...changesOf(standInFields, {}, shown),
        ...changesOf(standInFields, standIn, { ...standIn, toOn: today }),
      ]
      const { basis } = kinds[standIn.kind]
      await record('post.endStandIn', { kind: 'post', id: post.id }, { changes, reason: body.reason, basis })
      return id
    },
    findStandIn,
  ),

  command(
    recordAbsence,
    async ({ body }, context) => {
      const { tx, today, actor, clock, record } = context
      await lockOrganization(tx)
      const post = await store.lockPost(tx, body.postId, today)
      const isAbsent = await store.isAbsentIn(tx, body)
      demand(absenceRules, 'organization.substitute', { ...body, post, isAbsent }, context)
      const id = await store.insertAbsence(tx, body, { by: actor.id, at: clock.now })
      const changes = changesOf(standInFields, {}, { fromOn: body.fromOn, toOn: body.toOn })
      const details = { changes, reason: body.basis, basis: 'organization.substitute' }
      await record('post.absence', { kind: 'post', id: post.id }, details)
      return id
    },
    findAbsence,
  ),

  command(
    endAbsence,
    async ({ params, body }, context) => {
      const { tx, actor, today, record } = context
      const { id, post, ...absence } = await store.lockAbsence(tx, actor, params.id, body.version, today)
      take(standInTransitions.endAbsence, { ...absence, post }, context, standInStates)
      await store.end(tx, 'absence', id, today)
      const changes = changesOf(standInFields, { toOn: absence.toOn }, { toOn: today })
      const details = { changes, reason: body.reason, basis: 'organization.substitute' }
      await record('post.endAbsence', { kind: 'post', id: post.id }, details)
      return id
    },
    findAbsence,
  ),
]
