import { changesOf } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'
import {
  decideGrave,
  downloadGraveFile,
  entrustGrave,
  listGrave,
  proposeGrave,
  readGraveHistory,
  takeBackGrave,
} from '#domain/rectification/grave.api.ts'
import {
  departureRules,
  type GraveAction,
  graveFields,
  graveKinds,
  graveStates,
  graveTransitions,
  proposeRules,
} from '#domain/rectification/grave.ts'
import { Invalid, NotFound, Stale } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, read, take } from '#server/kernel/routes.ts'
import { saltedDigest } from '#server/kernel/saltedDigest.ts'
import * as store from './grave.store.ts'
import { claimAll } from './order.acts.ts'
import * as orders from './order.store.ts'

const subjectOf = (id: string) => ({ kind: 'rectificationGrave' as const, id })
const noDeputy = { zh: '不是在任的副组长。', en: 'Not a deputy head of the leading group.' }

type Given = {
  readonly changed?: Omit<Parameters<typeof store.save>[2], 'state'>
  readonly shown?: Partial<Record<keyof typeof graveFields, unknown>>
}

/** One act on a matter; its words enter the history as digests alone. */
async function act(
  context: Acting,
  action: GraveAction,
  { id, version }: { readonly id: string; readonly version: number },
  given: (row: store.MatterAt) => Given | Promise<Given>,
): Promise<string> {
  const { row, facts } = await store.lock(context, id, version)
  const state = take(graveTransitions[action], facts, context, graveStates)
  const { changed = {}, shown = {} } = await given(row)
  await store.save(context.tx, id, { ...changed, state })
  const states = [{ state: inBoth(graveStates[row.state]) }, { state: inBoth(graveStates[state]), ...shown }] as const
  const changes = changesOf(graveFields, states[0], states[1], saltedDigest(row.salt))
  await context.record(`grave.${action}`, subjectOf(id), { basis: graveTransitions[action].basis, changes })
  return id
}

export const graveRoutes = [
  read(listGrave, ({ params }, { tx, actor, today }) => store.ofOrder(tx, actor, today, params.id), { snapshot: true }),

  read(
    readGraveHistory,
    async ({ params }, { tx, actor, today }) => {
      await store.find(tx, actor, params.id, { today })
      return { rows: await historyOf(tx, [subjectOf(params.id)]) }
    },
    { snapshot: true },
  ),

  read(downloadGraveFile, async ({ params }, { tx, actor, today, app }) => {
    await store.find(tx, actor, params.id, { today })
    const { name, type, digest } = await tx
      .selectFrom('storedFile')
      .select(['name', 'type', 'digest'])
      .where('id', '=', params.fileId)
      .where('claimedKind', '=', 'rectificationGrave')
      .where('claimedId', '=', params.id)
      .executeTakeFirstOrThrow(() => new NotFound())
    return { name, type, content: await app.files.open(digest) }
  }),

  command(
    proposeGrave,
    async ({ params, body: { version, kind: proposedKind, ...words } }, context) => {
      const { tx, actor, today, record } = context
      await store.orderOf(tx, actor, today, params.id)
      const order = await orders.lock(context, params.id)
      const concerned = store.concernedBy(order)
      const facts = { concerned, orderState: order.state, isPending: await store.isPending(tx, params.id) }
      demand(proposeRules, proposeGrave.basis, facts, context)
      if (order.version !== version) throw new Stale()
      const { id, salt } = await store.insert(context, params.id, { proposedKind, ...words })
      const shown = { state: inBoth(graveStates.proposed), kind: inBoth(graveKinds[proposedKind]), ...words }
      await record('grave.propose', subjectOf(id), { changes: changesOf(graveFields, {}, shown, saltedDigest(salt)) })
      return id
    },
    store.find,
  ),

  command(
    entrustGrave,
    ({ params: { id }, body: { version, personId } }, context) =>
      act(context, 'entrust', { id, version }, async (row) => {
        const name = await store.deputyOfDay(context.tx, personId, context.today)
        const { concerned } = await store.orderOf(context.tx, context.actor, context.today, row.rectificationId)
        if (name === undefined || concerned.includes(personId))
          throw new Invalid([{ path: 'body.personId', message: noDeputy }])
        return { changed: { entrustedTo: personId }, shown: { entrusted: name } }
      }),
    store.find,
  ),

  command(
    decideGrave,
    ({ params: { id }, body: { version, kind, reason, fileIds } }, context) =>
      act(context, 'decide', { id, version }, async (row) => {
        const facts = { proposed: row.proposedKind, decided: kind, reason }
        demand(departureRules, decideGrave.basis, facts, context)
        const minutes = await claimAll(context, fileIds, subjectOf(id))
        const decided = { decidedBy: context.actor.id, decidedAt: context.clock.now }
        return {
          changed: { ...decided, decidedKind: kind, decisionReason: reason },
          shown: { kind: inBoth(graveKinds[kind]), reason, minutes },
        }
      }),
    store.find,
  ),

  command(
    takeBackGrave,
    ({ params: { id }, body: { version, reason } }, context) =>
      act(context, 'takeBack', { id, version }, () => ({ changed: { decisionReason: reason }, shown: { reason } })),
    store.find,
  ),
]
