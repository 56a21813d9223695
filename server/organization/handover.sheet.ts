import { type Actor, isOneOf, officeLeaders, posts as postNames } from '#domain/kernel/actor.ts'
import type { Handover, HandoverRow } from '#domain/organization/handover.api.ts'
import { type HandoverFacts, itemRoles, needsSuccessor } from '#domain/organization/handover.ts'
import type { HeldPost } from '#domain/organization/person.api.ts'
import { standWords } from '#domain/plan/itemStand.ts'
import { canonicalOf } from '#server/kernel/canonical.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { itemsOfPerson } from '#server/plan/openItems.public.ts'
import * as store from './handover.store.ts'
import { postsOf } from './person.store.ts'

/** The business posts of a person that have not ended; what comes by virtue of another goes with it. */
export const leaverPosts = async (tx: Tx, personId: string, today: string): Promise<HeldPost[]> =>
  (await postsOf(tx, personId, today)).filter(
    ({ state, kind, isByVirtue }) => state !== 'ended' && !isByVirtue && !kind.endsWith('Admin'),
  )

const titleOf = ({ kind, divisionName }: Pick<HeldPost, 'kind' | 'divisionName'>): string =>
  `${divisionName ? `${divisionName.zh}　` : ''}${postNames[kind].zh}`

type Todo = { readonly id: string; readonly title: string }

/** Everything open that hangs on a person, without successors yet. */
export async function hangingOn(
  tx: Tx,
  personId: string,
  today: string,
  todos: readonly Todo[],
): Promise<store.NewLine[]> {
  const none = { role: null, successorId: null }
  const items = await itemsOfPerson(tx, personId)
  const held = await leaverPosts(tx, personId, today)
  const standIns = await store.standInsOf(tx, personId, today)
  return [
    ...items.map(({ id, code, title, year, role, stands }) => ({
      ...{ kind: 'item' as const, subjectId: id, role, successorId: null },
      title: `${year}年度　${code}　${title}（${itemRoles[role].zh}，${standWords(stands).zh}）`,
    })),
    ...held.map((post) => ({ ...none, kind: 'post' as const, subjectId: post.id, title: titleOf(post) })),
    ...standIns.map(({ id, personName, holderName }) => ({
      ...{ ...none, kind: 'standIn' as const, subjectId: id, title: `${personName}代${holderName}` },
    })),
    ...todos.map(({ id, title }) => ({ ...none, kind: 'todo' as const, subjectId: id, title })),
  ]
}

/** Who the person is under one of the posts: to ask what waits for it. */
export const actorOf = (person: { id: string; name: string }, post: HeldPost): Actor => ({
  ...person,
  postId: post.id,
  post: post.kind,
  divisionId: post.divisionId,
  inChargeOf: isOneOf(post.kind, officeLeaders) ? post.inChargeOf.map(({ id }) => id) : [],
})

export const keyOf = ({ kind, subjectId, role }: Pick<store.NewLine, 'kind' | 'subjectId' | 'role'>): string =>
  `${kind} ${subjectId} ${role ?? ''}`

/** What the conditions of a sheet ask, from the sheet and from what hangs on the person now. */
export async function factsOf(
  tx: Tx,
  sheet: HandoverRow,
  lines: Handover['rows'],
  today: string,
): Promise<HandoverFacts> {
  const held = await leaverPosts(tx, sheet.person.id, today)
  const listed = new Set(lines.map(keyOf))
  const now = sheet.state === 'applied' ? [] : await hangingOn(tx, sheet.person.id, today, [])
  const successors = new Map(lines.flatMap(({ successor }) => (successor ? [[successor.id, successor.name]] : [])))
  const fit = await store.fitFor(tx, [...successors.keys()], sheet.leavesOn)
  return {
    ...{ state: sheet.state, leaverId: sheet.person.id, leavesOn: sheet.leavesOn },
    posts: held.map(({ kind, divisionId }) => ({ kind, divisionId })),
    open: lines.filter((line) => needsSuccessor(line) && !line.successor).map(({ title }) => title),
    unlisted: now.filter((line) => line.kind !== 'standIn' && !listed.has(keyOf(line))).length,
    unfit: [...successors].filter(([id]) => !fit.has(id) || id === sheet.person.id).map(([, name]) => name),
    successorIds: [...successors.keys()],
  }
}

/** The bytes that both sides sign: who leaves when, and every row with its successor. */
export const contentOf = ({ id, person, leavesOn }: HandoverRow, lines: Handover['rows']) =>
  canonicalOf({
    kind: 'handover',
    handover: id,
    person,
    leavesOn,
    rows: lines.map(({ kind, subjectId, role, title, successor }) => ({ kind, subjectId, role, title, successor })),
  })

/** The sheet as its page shows it. */
export async function sheetOf(tx: Tx, actor: Actor, id: string, { today }: Pick<Reading, 'today'>): Promise<Handover> {
  const sheet = await store.find(tx, actor, id)
  const rows = await store.linesOf(tx, id)
  const { state: _state, leavesOn: _day, ...facts } = await factsOf(tx, sheet, rows, today)
  const { digest } = contentOf(sheet, rows)
  const signatures = await store.signaturesOf(tx, id)
  const latest = new Map(signatures.toReversed().map((signature) => [signature.side, signature]))
  const signed = {
    drafted: [],
    handedOver: ['leaver'],
    signed: ['leaver', 'receiver'],
    applied: ['leaver', 'receiver'],
    withdrawn: [],
  }
  const sides: readonly string[] = signed[sheet.state]
  return {
    ...sheet,
    rows,
    digest,
    signatures: signatures.map((signature) => ({
      ...signature,
      isInForce:
        sides.includes(signature.side) && signature.digest === digest && latest.get(signature.side) === signature,
    })),
    facts: {
      ...facts,
      ...{ posts: [...facts.posts], open: [...facts.open], unfit: [...facts.unfit] },
      successorIds: [...facts.successorIds],
    },
  }
}
