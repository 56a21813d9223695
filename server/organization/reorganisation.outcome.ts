import type { Text } from '#domain/kernel/text.ts'
import { holdsOn } from '#domain/organization/organization.ts'
import type { ItemMove, Outcome, ReorganisationContent } from '#domain/organization/reorganisation.api.ts'
import { standsOnce } from '#domain/plan/itemStand.ts'
import { countDuties } from '#server/collection/succession.public.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { itemsOfDivisions } from '#server/plan/openItems.public.ts'
import type { DivisionMove } from '#server/plan/succession.public.ts'
import { mattersOf } from './reorganisation.matters.ts'
import { arranged, chargesOf, divisionsById, type Head, type KnownDivision, postsOf } from './reorganisation.store.ts'

type Plan = Pick<Head, 'id' | 'fromOn' | 'content'>
type Known = ReadonlyMap<string, KnownDivision>
type Target = { readonly id: string; readonly name: Text; readonly isThere: boolean }

/** Whom a successor names: a division that is founded by the same act, or one that is there. */
function targetsOf({ content, fromOn }: Plan, known: Known): (successor: string) => Target {
  const ending = new Set(content.ended.map(({ divisionId }) => divisionId))
  return (successor) => {
    const founded = content.founded.find(({ key, divisionId }) => successor === key || successor === divisionId)
    if (founded) return { id: founded.divisionId ?? founded.key, name: founded.name, isThere: true }
    const division = known.get(successor)
    if (!division) throw new Invalid([{ path: 'body.content', message: noSuchDivision }])
    return { id: division.id, name: division.name, isThere: holdsOn(division, fromOn) && !ending.has(successor) }
  }
}

const noSuchDivision = { zh: '没有这个处。', en: 'There is no such division.' }

/** Which items go where: each relation of a division that ends to an open item. */
export async function movesOf(tx: Tx, plan: Plan, known: Known) {
  const target = targetsOf(plan, known)
  const ended = new Map(plan.content.ended.map((end) => [end.divisionId, end]))
  if (ended.size === 0) return []
  const items = await itemsOfDivisions(tx, [...ended.keys()])
  const parts = items.flatMap((item) => partsIn(item).map((part) => ({ ...item, ...part })))
  return standsOnce(parts, ({ role, from }) => `${role} ${from}`).flatMap(({ role, from, ...item }) => {
    const end = ended.get(from)
    if (!end) return []
    const successor = end.items.find(({ itemId }) => item.ids.includes(itemId))?.successor ?? end.successor
    return [{ item, role, from, to: successor === null ? null : target(successor) }]
  })
}

type Part = Pick<DivisionMove, 'role' | 'from'>
type Divisions = Awaited<ReturnType<typeof itemsOfDivisions>>[number]

/** What each division is to an item. */
const partsIn = ({ responsibleDivisionId, coordinatingDivisionId, coDivisionIds }: Divisions): Part[] => [
  ...(responsibleDivisionId === null ? [] : [{ role: 'responsible' as const, from: responsibleDivisionId }]),
  ...(coordinatingDivisionId === null ? [] : [{ role: 'coordinating' as const, from: coordinatingDivisionId }]),
  ...coDivisionIds.map((from) => ({ role: 'coResponsible' as const, from })),
]

/** The moves that have a successor, for the day on which they happen. */
export const divisionMoves = (parts: Awaited<ReturnType<typeof movesOf>>): DivisionMove[] =>
  parts.flatMap(({ item, role, from, to }) => (to ? item.ids.map((itemId) => ({ itemId, role, from, to: to.id })) : []))

/** The dry run: what would go where if it were settled now, and the facts that its conditions ask. */
export async function outcomeOf(tx: Tx, plan: Plan): Promise<Outcome> {
  const { content, fromOn } = plan
  const known = await divisionsById(tx)
  const target = targetsOf(plan, known)
  const nameOf = (id: string) => known.get(id)?.name ?? unknown(id)
  const successorOf = (divisionId: string) => content.ended.find((end) => end.divisionId === divisionId)?.successor
  const endedIds = content.ended.map(({ divisionId }) => divisionId)
  const moves = await movesOf(tx, plan, known)
  const dutiesOf = await countDuties(tx, [...new Set(moves.map(({ item }) => item.id))])
  const posts = await postsOf(tx, endedIds, fromOn)
  const heirOf = (divisionId: string) => {
    const successor = successorOf(divisionId)
    return successor ? target(successor) : null
  }
  const items = moves.map(
    ({ item, role, from, to }): ItemMove => ({
      ...{ itemId: item.id, code: item.code, title: item.title, role, from: nameOf(from), to: to?.name ?? null },
      stands: [...item.stands],
      ...dutiesOf({ itemId: item.id, divisionId: from }),
    }),
  )
  return {
    items,
    matters: await mattersOf(tx, { fromOn, endedIds, moves, posts, nameOf, heirOf }),
    posts: posts.map(({ id, personId, personName, kind, divisionId }) => ({
      ...{ id, personId, personName, kind, division: nameOf(divisionId ?? '') },
    })),
    charges: (await chargesOf(tx, endedIds)).map(({ leader, divisionId }) => {
      const successor = successorOf(divisionId)
      return { leader, from: nameOf(divisionId), to: successor ? target(successor).name : null }
    }),
    ...(await changesOf(tx, plan, known)),
    ended: content.ended.map(({ divisionId, successor, items: others }) => {
      const own = moves.filter(({ from }) => from === divisionId)
      const factOf = (key: string) => {
        const { name, isThere } = target(key)
        return { name, isThere }
      }
      return {
        ...{ divisionId, name: nameOf(divisionId), isPresent: isThereFor(known.get(divisionId), fromOn) },
        houses: known.get(divisionId)?.houses ?? false,
        items: new Set(own.map(({ item }) => item.id)).size,
        openDuties: [...new Set(own.map(({ item }) => item.id))].reduce(
          (sum, itemId) => sum + dutiesOf({ itemId, divisionId }).openDuties,
          0,
        ),
        successor: successor === null ? null : factOf(successor),
        others: others.map((one) => factOf(one.successor)),
      }
    }),
  }
}

const unknown = (_id: string): never => {
  throw new Invalid([{ path: 'body.content', message: noSuchDivision }])
}

/** A division that ends another time anyway is not to be arranged again. */
const isThereFor = (division: KnownDivision | undefined, fromOn: string): boolean =>
  division !== undefined && division.fromOn <= fromOn && division.toOn === null

async function changesOf(tx: Tx, { id, content, fromOn }: Plan, known: Known) {
  const named = [...content.renamed, ...content.ended].map(({ divisionId }) => divisionId)
  const elsewhere = await arranged(tx, id)
  const twice = [...new Set(named.filter((one, at) => named.indexOf(one) !== at || elsewhere.has(one)))]
  return {
    founded: content.founded.length,
    twice: twice.map((one) => known.get(one)?.name ?? unknown(one)),
    renamed: content.renamed.map(({ divisionId, name }) => ({
      before: known.get(divisionId)?.name ?? unknown(divisionId),
      after: name,
      isPresent: isThereFor(known.get(divisionId), fromOn),
    })),
  }
}

/** The content with the ids of what was founded, in place of the keys. */
export const withIds = (content: ReorganisationContent, ids: ReadonlyMap<string, string>): ReorganisationContent => {
  const resolve = (key: string) => ids.get(key) ?? key
  return {
    ...content,
    founded: content.founded.map((one) => ({ ...one, divisionId: ids.get(one.key) })),
    ended: content.ended.map((end) => ({
      ...end,
      successor: end.successor === null ? null : resolve(end.successor),
      items: end.items.map((item) => ({ ...item, successor: resolve(item.successor) })),
    })),
  }
}
