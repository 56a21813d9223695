import type { Actor } from '#domain/kernel/actor.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { inForce } from '#domain/kernel/settings.ts'
import { same } from '#domain/kernel/text.ts'
import {
  applyHandover,
  drawUpHandover,
  type HandoverLine,
  type HandoverRow,
  handOver,
  listHandovers,
  readHandover,
  readHandoverHistory,
  receiveHandover,
  saveHandover,
  withdrawHandover,
} from '#domain/organization/handover.api.ts'
import {
  drawUpRules,
  type HandoverAction,
  handoverFields,
  handoverStates,
  handoverTransitions,
  takesSuccessor,
} from '#domain/organization/handover.ts'
import { todosOf } from '#server/home/home.public.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Invalid, Stale } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, type Reading, read, take } from '#server/kernel/routes.ts'
import { tell } from '#server/notice/notice.public.ts'
import { demandReauthentication } from '#server/session/session.public.ts'
import { carryOut } from './handover.acts.ts'
import { actorOf, contentOf, factsOf, hangingOn, keyOf, leaverPosts, sheetOf } from './handover.sheet.ts'
import * as store from './handover.store.ts'
import { lockOrganization } from './organization.store.ts'

const basis = 'organization.handover'
const subject = (id: string) => ({ kind: 'handover', id })
const find = (tx: Tx, actor: Actor, id: string, context: Reading) => sheetOf(tx, actor, id, context)

/** What waits for each of the person's posts, as words on the sheet. */
async function todosOn(context: Reading, person: { id: string; name: string }) {
  const held = (await leaverPosts(context.tx, person.id, context.today)).filter(({ state }) => state === 'held')
  const lists = []
  for (const post of held) lists.push(await todosOf({ ...context, actor: actorOf(person, post) }))
  const todos = new Map(
    lists
      .flat()
      .filter(({ module }) => module !== 'organization')
      .map((todo) => [todo.id, todo]),
  )
  return [...todos.values()].map(({ id, action, object }) => ({ id, title: `${action.zh}：${object.zh}` }))
}

/** Locks the sheet and takes the action, or throws why not. */
async function locked(context: Acting, action: HandoverAction, id: string, version: number) {
  const { tx, actor, today } = context
  await lockOrganization(tx)
  const sheet = await store.lock(tx, actor, id, version)
  const lines = await store.linesOf(tx, id)
  const facts = await factsOf(tx, sheet, lines, today)
  return { sheet, lines, state: take(handoverTransitions[action], facts, context, handoverStates) }
}

async function sign(
  context: Acting,
  side: 'leaver' | 'receiver',
  id: string,
  seen: { version: number; digest: string; statementNumber: number },
): Promise<string> {
  const { tx, actor, clock, pack, today, record } = context
  const { sheet, lines, state } = await locked(context, side === 'leaver' ? 'handOver' : 'receive', id, seen.version)
  demandReauthentication(context)
  const statement = inForce(pack.statements.handover ?? [], today)
  if (!statement) throw new Error(`rule pack ${pack.name} has no statement handover for ${today}`)
  const { bytes, digest } = contentOf(sheet, lines)
  if (digest !== seen.digest || statement.number !== seen.statementNumber) throw new Stale()
  await store.insertSignature(tx, {
    ...{ handoverId: id, side, personId: actor.id, postId: actor.postId, canonical: bytes, digest },
    ...{ statement: statement.text.zh, statementNumber: statement.number, signedAt: clock.now },
  })
  await store.save(tx, id, { state })
  await record(`handover.${side}`, subject(id), { basis, changes: changesOf(handoverFields, {}, { digest }) })
  return id
}

type Named = { readonly kind: store.NewLine['kind']; readonly subjectId: string; readonly role: store.NewLine['role'] }

export const handoverRoutes = [
  read(listHandovers, async ({ query }, { tx, actor }) => store.list(tx, actor, query)),
  read(readHandover, async ({ params }, context) => find(context.tx, context.actor, params.id, context), {
    snapshot: true,
  }),
  read(
    readHandoverHistory,
    async ({ params }, { tx, actor }) => {
      const { id } = await store.find(tx, actor, params.id)
      return { rows: await historyOf(tx, [subject(id)]) }
    },
    { snapshot: true },
  ),

  command(
    drawUpHandover,
    async ({ body }, context) => {
      const { tx, actor, today, clock, record } = context
      await lockOrganization(tx)
      const person = await tx
        .selectFrom('person')
        .select(['id', 'name'])
        .where('id', '=', body.personId)
        .executeTakeFirstOrThrow(() => new Invalid([{ path: 'body.personId', message: noSuchPerson }]))
      const posts = await leaverPosts(tx, person.id, today)
      const hasOpenSheet = await store.hasOpenSheet(tx, person.id)
      demand(drawUpRules, basis, { ...body, leaverId: person.id, posts, hasOpenSheet }, context)
      const id = await store.insert(tx, { ...body, madeBy: actor.id, madeAt: clock.now })
      const lines = await hangingOn(tx, person.id, today, await todosOn(context, person))
      await store.replaceLines(tx, id, lines)
      const changes = changesOf(handoverFields, {}, { leavesOn: body.leavesOn, rows: lines.length })
      await record('handover.drawUp', subject(id), { basis, changes, reason: body.reason })
      return id
    },
    find,
  ),

  command(
    saveHandover,
    async ({ params, body }, context) => {
      const { tx, today, record } = context
      const { sheet, lines, state } = await locked(context, 'edit', params.id, body.version)
      const named = new Map(body.successors.map((row) => [keyOf(row satisfies Named), row.successorId]))
      const fresh = await hangingOn(tx, sheet.person.id, today, await todosOn(context, sheet.person))
      const after = fresh.map((line) => ({
        ...line,
        successorId: takesSuccessor(line.kind) ? (named.get(keyOf(line)) ?? null) : null,
      }))
      await demandPeople(
        tx,
        after.flatMap(({ successorId }) => successorId ?? []),
      )
      await store.replaceLines(tx, sheet.id, after)
      await store.save(tx, sheet.id, { state, leavesOn: body.leavesOn })
      const shown = (rows: number, leavesOn: string) => ({ rows, leavesOn })
      const changes = changesOf(handoverFields, shown(lines.length, sheet.leavesOn), shown(after.length, body.leavesOn))
      await record('handover.save', subject(sheet.id), { basis, changes })
      return sheet.id
    },
    find,
  ),

  command(handOver, async ({ params, body }, context) => sign(context, 'leaver', params.id, body), find),
  command(receiveHandover, async ({ params, body }, context) => sign(context, 'receiver', params.id, body), find),

  command(
    applyHandover,
    async ({ params, body }, context) => {
      const { sheet, lines, state } = await locked(context, 'apply', params.id, body.version)
      await carryOut(context, sheet, lines)
      await store.save(context.tx, sheet.id, { state, appliedAt: context.clock.now })
      await context.record('handover.apply', subject(sheet.id), { basis })
      await tellSuccessors(context, sheet, lines)
      return sheet.id
    },
    find,
  ),

  command(
    withdrawHandover,
    async ({ params, body }, context) => {
      const { sheet, state } = await locked(context, 'withdraw', params.id, body.version)
      await store.save(context.tx, sheet.id, { state })
      await context.record('handover.withdraw', subject(sheet.id), { basis, reason: body.reason })
      return sheet.id
    },
    find,
  ),
]

async function demandPeople(tx: Tx, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return
  const known = await tx.selectFrom('person').select('id').where('id', 'in', wanted).execute()
  if (known.length !== wanted.length) throw new Invalid([{ path: 'body.successors', message: noSuchPerson }])
}

const noSuchPerson = { zh: '没有这名人员。', en: 'There is no such person.' }

/** Whoever takes over, with how much. */
function tellSuccessors({ tx, clock, actor }: Acting, sheet: HandoverRow, lines: readonly HandoverLine[]) {
  const bySuccessor = Map.groupBy(lines, ({ successor }) => successor?.id ?? null)
  return tell(
    tx,
    clock,
    [...bySuccessor].map(([id, taken]) => ({
      ...{ kind: 'handoverApplied', subjectId: sheet.id, personIds: [id], causedBy: actor.id },
      facts: { leaver: same(sheet.person.name), count: same(String(taken.length)) },
    })),
  )
}
