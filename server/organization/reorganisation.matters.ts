import { effectFor } from '#domain/kernel/divisionMatter.ts'
import type { Text } from '#domain/kernel/text.ts'
import { becomesOne } from '#domain/organization/leftMatter.ts'
import type { OpenMatter } from '#domain/organization/reorganisation.api.ts'
import { standWords } from '#domain/plan/itemStand.ts'
import { cardMatters } from '#server/card/divisionMatters.public.ts'
import { collectionMatters } from '#server/collection/divisionMatters.public.ts'
import { documentMatters } from '#server/document/divisionMatters.public.ts'
import { conformityMatters, inspectionMatters, selfCheckMatters } from '#server/inspection/divisionMatters.public.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { MatterSource, Passing } from '#server/kernel/divisionMatter.ts'
import type { Entry } from '#server/kernel/history.ts'
import { planMatters } from '#server/plan/divisionMatters.public.ts'
import { itemsOfMain } from '#server/plan/openItems.public.ts'
import { problemMatters } from '#server/problem/divisionMatters.public.ts'
import { rectificationMatters } from '#server/rectification/divisionMatters.public.ts'
import { ticketMatters } from '#server/supervision/divisionMatters.public.ts'
import { type EndingPost, personsLeft, standInsOfPosts } from './reorganisation.store.ts'

/** Each module that has something open addressed to a division names it here. */
const sources: readonly MatterSource[] = [
  planMatters,
  documentMatters,
  collectionMatters,
  problemMatters,
  cardMatters,
  rectificationMatters,
  ticketMatters,
  cardMatters,
  inspectionMatters,
  conformityMatters,
  selfCheckMatters,
]

/** One item, what it is to a division, and to whom that goes. */
export type ItemPart = {
  readonly item: {
    readonly id: string
    readonly code: string
    readonly title: string
    readonly stand: 'office' | 'division'
    readonly stands: readonly ('office' | 'division')[]
    readonly responsibleDivisionId: string | null
    readonly coordinatingDivisionId: string | null
  }
  readonly role: 'responsible' | 'coordinating' | 'coResponsible'
  readonly from: string
  readonly to: { readonly id: string; readonly name: Text } | null
}

type Heir = { readonly id: string; readonly name: Text } | null
type Asked = {
  readonly fromOn: string
  readonly endedIds: readonly string[]
  readonly moves: readonly ItemPart[]
  readonly posts: readonly EndingPost[]
  readonly heirOf: (divisionId: string) => Heir
  readonly nameOf: (divisionId: string) => Text
}

/** Everything open that the divisions leave, with what becomes of it. */
export async function mattersOf(tx: Tx, asked: Asked): Promise<OpenMatter[]> {
  const { endedIds, moves, heirOf, nameOf } = asked
  if (endedIds.length === 0) return []
  const lists = []
  for (const { open } of sources) lists.push(await open(tx, endedIds))
  const addressed = lists.flat().map(({ divisionId, also, ...matter }): OpenMatter => {
    const heir = heirOf(divisionId)
    const effect = effectFor(matter.kind, heir !== null && also.includes(heir.id))
    return { ...matter, from: nameOf(divisionId), to: heir?.name ?? null, effect }
  })
  const alike = sameAfter(moves).map(({ item, from, to }): OpenMatter => {
    const title = `${item.code}　${item.title}（${standWords(item.stands).zh}）`
    return { kind: 'sameDivision', id: item.id, title, from: nameOf(from), to: to?.name ?? null, effect: 'settle' }
  })
  return [...alike, ...(await ofPosts(tx, asked)), ...addressed]
}

/** Items of which one division would be the responsible and the coordinating one. */
export function sameAfter(moves: readonly ItemPart[]): ItemPart[] {
  const byItem = Map.groupBy(moves, ({ item }) => item.id)
  return [...byItem.values()].flatMap((parts) => {
    const [first] = parts
    if (!first) return []
    const before = { responsible: first.item.responsibleDivisionId, coordinating: first.item.coordinatingDivisionId }
    const goesTo = (role: 'responsible' | 'coordinating') =>
      parts.find((part) => part.role === role)?.to?.id ?? before[role]
    const after = { responsible: goesTo('responsible'), coordinating: goesTo('coordinating') }
    return becomesOne(before, after) ? [first] : []
  })
}

/** Items whose main responsible person is left without a post, and stand-ins that end with theirs. */
async function ofPosts(tx: Tx, { posts, fromOn, nameOf }: Asked): Promise<OpenMatter[]> {
  const items = await itemsOfMain(tx, await personsLeft(tx, posts, fromOn))
  const standIns = await standInsOfPosts(tx, posts, fromOn)
  const divisionOf = (id: string | null) => nameOf(id ?? '')
  const [any] = posts
  return [
    ...items.map(({ id, code, title, personName, stands, responsibleDivisionId }): OpenMatter => {
      const from = divisionOf(responsibleDivisionId ?? any?.divisionId ?? null)
      const words = `${code}　${title}（${personName}，${standWords(stands).zh}）`
      return { kind: 'withoutPost', id, title: words, from, to: null, effect: 'settle' }
    }),
    ...standIns.map(({ id, divisionId, personName, holderName }): OpenMatter => {
      const title = `${personName}代${holderName}`
      return { kind: 'standIn', id, title, from: divisionOf(divisionId), to: null, effect: 'ends' }
    }),
  ]
}

/** What was addressed to a division is addressed to its successor. */
export async function passMatters(tx: Tx, passing: Passing): Promise<Entry[]> {
  const entries: Entry[] = []
  for (const { pass } of sources) entries.push(...(await pass(tx, passing)))
  return entries
}
