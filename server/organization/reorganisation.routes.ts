import type { Actor } from '#domain/kernel/actor.ts'
import { keepRules, leftKinds } from '#domain/organization/leftMatter.ts'
import {
  draftReorganisation,
  keepLeftMatter,
  listReorganisations,
  planReorganisation,
  type Reorganisation,
  type ReorganisationContent,
  readReorganisation,
  readReorganisationHistory,
  saveReorganisation,
  withdrawReorganisation,
} from '#domain/organization/reorganisation.api.ts'
import {
  type ReorganisationAction,
  reorganisationStates,
  reorganisationTransitions,
} from '#domain/organization/reorganisation.ts'
import { changesOfPlan } from '#domain/organization/reorganisationChanges.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, read, take } from '#server/kernel/routes.ts'
import { isCodeTaken } from './division.store.ts'
import { keepLeft, leftBy, lockLeft } from './leftMatter.store.ts'
import { lockOrganization } from './organization.store.ts'
import { settle, sweepReorganisations, takeBack } from './reorganisation.acts.ts'
import { namesOf } from './reorganisation.names.ts'
import { outcomeOf } from './reorganisation.outcome.ts'
import * as store from './reorganisation.store.ts'

const basis = 'organization.reorganisation'
const subject = (id: string) => ({ kind: 'reorganisation', id })
async function find(tx: Tx, _actor: Actor, id: string): Promise<Reorganisation> {
  const { madeById: _, ...head } = await store.find(tx, id)
  const isOpen = head.state === 'drafted' || head.state === 'planned'
  return { ...head, outcome: isOpen ? await outcomeOf(tx, head) : null, left: await leftBy(tx, id) }
}

/** Locks it and takes the action, or throws why not. */
async function locked(context: Acting, action: ReorganisationAction, id: string, version: number): Promise<store.Head> {
  await lockOrganization(context.tx)
  const head = await store.lock(context.tx, id, version)
  const facts = { state: head.state, fromOn: head.fromOn, ...(await outcomeOf(context.tx, head)) }
  take(reorganisationTransitions[action], facts, context, reorganisationStates)
  return head
}

export const reorganisationRoutes = [
  read(listReorganisations, async ({ query }, { tx }) => store.list(tx, query)),
  read(readReorganisation, async ({ params }, { tx, actor }) => find(tx, actor, params.id), { snapshot: true }),
  read(
    readReorganisationHistory,
    async ({ params }, { tx }) => {
      const { id } = await store.find(tx, params.id)
      return { rows: await historyOf(tx, [subject(id)]) }
    },
    { snapshot: true },
  ),

  command(
    draftReorganisation,
    async ({ body }, { tx, actor, clock, record }) => {
      await demandFreeCodes(tx, body.content)
      const id = await store.insert(tx, body, { by: actor.id, at: clock.now })
      const changes = changesOfPlan(null, body, await namesOf(tx, [body.content]))
      await record('reorganisation.draft', subject(id), { changes, basis })
      return id
    },
    find,
  ),

  command(
    saveReorganisation,
    async ({ params, body: { version, ...plan } }, context) => {
      const before = await locked(context, 'draft', params.id, version)
      await demandFreeCodes(context.tx, plan.content)
      await store.save(context.tx, before.id, plan)
      const changes = changesOfPlan(before, plan, await namesOf(context.tx, [before.content, plan.content]))
      await context.record('reorganisation.save', subject(before.id), { changes, basis })
      return before.id
    },
    find,
  ),

  command(
    planReorganisation,
    async ({ params, body }, context) => {
      const { tx, clock, today, app } = context
      const head = await locked(context, 'plan', params.id, body.version)
      await demandFreeCodes(tx, head.content)
      await settle(context, head)
      const changes = changesOfPlan(null, head, await namesOf(tx, [head.content]))
      await context.record('reorganisation.plan', subject(head.id), { changes, reason: head.document, basis })
      if (head.fromOn <= today) await sweepReorganisations(tx, clock, app)
      return head.id
    },
    find,
  ),

  command(
    withdrawReorganisation,
    async ({ params, body }, context) => {
      const head = await locked(context, 'withdraw', params.id, body.version)
      if (head.state === 'planned') await takeBack(context, head, body.reason)
      await store.save(context.tx, head.id, { state: 'withdrawn' })
      await context.record('reorganisation.withdraw', subject(head.id), { reason: body.reason, basis })
      return head.id
    },
    find,
  ),

  command(
    keepLeftMatter,
    async ({ params, body }, context) => {
      const { tx, actor, clock, record } = context
      const matter = await lockLeft(tx, params.id, body.version)
      demand(keepRules, basis, { isDone: matter.isDone, isKept: matter.keptReason !== null }, context)
      await keepLeft(tx, matter.id, { keptReason: body.reason, keptBy: actor.id, keptAt: clock.now })
      const words = `${matter.code}　${matter.title}`.trim()
      const changes = [{ field: 'left', name: leftKinds[matter.kind], old: null, new: words }]
      await record('reorganisation.keep', subject(matter.reorganisationId), { changes, reason: body.reason, basis })
      return matter.reorganisationId
    },
    find,
  ),
]

async function demandFreeCodes(tx: Tx, { founded }: ReorganisationContent): Promise<void> {
  for (const [at, { code, divisionId }] of founded.entries()) {
    const isTwice = founded.findIndex((one) => one.code === code) !== at
    if (isTwice || (!divisionId && (await isCodeTaken(tx, code, null))))
      throw new Invalid([{ path: `body.content.founded.${at}.code`, message: codeTaken }])
  }
}

const codeTaken = { zh: '这个编号已有处使用。', en: 'Another division has this code.' }
