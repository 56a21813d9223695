import { changesOf } from '#domain/kernel/history.ts'
import { type Context, type Refusal, refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { sameAsRow, shown } from './importCells.ts'
import {
  type KnownOrganization,
  type KnownPost,
  type PostHolder,
  type PostKey,
  type PostWish,
  type ReadPost,
  readPosts,
} from './importPosts.ts'
import type { Proposed } from './importRow.ts'
import type { Table } from './importTable.ts'
import {
  grantFactsOf,
  grantRules,
  leadingGroupRules,
  officeRules,
  postFields,
  postStateOn,
  postTransitions,
} from './post.ts'

/** What the row brings about: a post granted, or one that ends or whose charge changes. */
export type PostWrite = {
  readonly personId: string
  readonly post: KnownPost
  readonly grants: boolean
  readonly ends: boolean
  readonly charges: boolean
  readonly reason: string | null
}
export type PostProposal = Proposed & { readonly write: PostWrite | null }

/** Posts as they would be row after row, so that a row is judged by what the rows before it do. */
type Course = { readonly known: KnownOrganization; posts: KnownPost[]; readonly rowOf: Map<string, number> }

/**
 * What each row would do to the posts, by the rules of the forms. What ends is looked at first: a successor may begin
 * on the day on which the one before ends, whichever of them the file names first.
 */
export function proposePosts(table: Table<PostKey>, known: KnownOrganization, context: Context): PostProposal[] {
  const rows = readPosts(table, known)
  const course: Course = { known, posts: [...known.posts], rowOf: new Map() }
  const done = new Map<number, PostWrite | null>()
  for (const row of rows) if (row.before) done.set(row.entry.row, changed(row, row.before, rows, course, context))
  for (const row of rows) if (!row.before && isHead(row)) done.set(row.entry.row, granted(row, course, context))
  for (const row of rows) if (!done.has(row.entry.row)) done.set(row.entry.row, granted(row, course, context))
  return rows.map((row) => proposalOf(row, done.get(row.entry.row) ?? null, known))
}

/** Heads of division go first: the membership that comes by virtue of the post may stand before it in the file. */
const isHead = ({ wish }: ReadPost): boolean => wish?.kind === 'division.head'

function proposalOf({ entry, reader, person, before }: ReadPost, write: PostWrite | null, known: KnownOrganization) {
  const state = reader.faults.length > 0 ? 'refused' : write === null ? 'unchanged' : write.grants ? 'new' : 'changed'
  return {
    row: entry.row,
    state,
    name: shown(person?.name ?? (reader.words('name') || reader.words('userName'))),
    version: person?.version ?? null,
    changes: write ? changesOf(postFields, before ? wordsOf(before, known) : {}, wordsOf(write.post, known)) : [],
    faults: reader.faults,
    write: state === 'refused' ? null : write,
  } satisfies PostProposal
}

/** A post in the words that history keeps. */
export function wordsOf(post: KnownPost, { divisions }: Pick<KnownOrganization, 'divisions'>) {
  const nameOf = (id: string) => divisions.find((division) => division.id === id)?.nameZh ?? ''
  return {
    kind: post.kind,
    division: post.divisionId === null ? null : nameOf(post.divisionId),
    fromOn: post.fromOn,
    toOn: post.toOn,
    inChargeOf: post.inChargeOf.map(nameOf).join('、'),
  }
}

function changed(
  { reader, wish, person, entry }: ReadPost,
  before: KnownPost,
  rows: readonly ReadPost[],
  course: Course,
  context: Context,
): PostWrite | null {
  if (!wish || !person) return null
  const ends = wish.hasEnd && wish.toOn !== before.toOn
  const charges = wish.inChargeOf !== null && !sameSet(wish.inChargeOf, before.inChargeOf)
  if (!ends && !charges) return null
  if (ends && isWithHead(before, wish, rows)) return null
  const facts = {
    ...before,
    state: postStateOn(before, context.today),
    isByVirtue: before.byVirtueOf !== null,
    endsOn: wish.toOn ?? context.today,
    inChargeOf: wish.inChargeOf ?? before.inChargeOf,
    othersHolding: othersHolding(before, course, context.today),
  }
  if (ends && wish.toOn === null) reader.refuse('toOn', endStands)
  else if (ends) refuse(reader, refusalOf(postTransitions.end, facts, context))
  if (ends && wish.reason === null && reader.faults.length === 0) reader.refuse('reason', reasonNeeded)
  if (charges) refuse(reader, refusalOf(postTransitions.charge, facts, context))
  const earlier = course.rowOf.get(before.id)
  if (earlier !== undefined) reader.refuse('kind', sameAsRow(earlier))
  course.rowOf.set(before.id, entry.row)
  if (reader.faults.length > 0) return null
  const post = { ...before, toOn: ends ? wish.toOn : before.toOn, inChargeOf: facts.inChargeOf }
  course.posts = course.posts.map((one) => {
    if (one.id === before.id) return post
    return one.byVirtueOf === before.id ? { ...one, toOn: post.toOn } : one
  })
  return { personId: person.id, post, grants: false, ends, charges, reason: wish.reason }
}

/** The membership of the leading group follows the post of the head of division, which the file ends on the same day. */
const isWithHead = (before: KnownPost, wish: PostWish, rows: readonly ReadPost[]): boolean =>
  before.byVirtueOf !== null && rows.some((row) => row.before?.id === before.byVirtueOf && row.wish?.toOn === wish.toOn)

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one))

/** Enabled others who hold the same post today without an end day, as the rows so far leave them. */
function othersHolding(post: KnownPost, { posts, known }: Course, today: string): number {
  const enabled = new Set(known.people.filter(({ isDisabled }) => !isDisabled).map(({ id }) => id))
  return posts.filter(
    ({ kind, personId, fromOn, toOn }) =>
      kind === post.kind && personId !== post.personId && fromOn <= today && toOn === null && enabled.has(personId),
  ).length
}

function granted({ reader, wish, person, entry }: ReadPost, course: Course, context: Context): PostWrite | null {
  if (!wish || !person) return null
  const { kind, divisionId, fromOn, toOn } = wish
  const place = [person.id, kind, divisionId, fromOn].join(' ')
  const earlier = course.rowOf.get(place)
  if (earlier !== undefined) {
    reader.refuse('kind', sameAsRow(earlier))
    return null
  }
  course.rowOf.set(place, entry.row)
  if (comesByVirtue(person.id, wish, course)) return null
  const grant = { kind, divisionId, fromOn, toOn, inChargeOf: wish.inChargeOf ?? [] }
  const facts = grantFactsOf({ ...grant, besideReason: wish.reason }, surroundings(person, divisionId, course))
  const refusal =
    refusalOfRules(grantRules, 'organization.post', facts, context) ??
    refusalOfRules(leadingGroupRules, 'organization.leadingGroup', facts, context) ??
    refusalOfRules(officeRules, 'organization.performanceOffice', facts, context)
  refuse(reader, refusal)
  if (refusal || reader.faults.length > 0) return null
  const post = { ...grant, id: `row ${entry.row}`, personId: person.id, byVirtueOf: null }
  course.posts.push(post)
  if (kind === 'division.head')
    course.posts.push({ ...post, id: `${post.id} member`, kind: 'leadingGroup.member', byVirtueOf: post.id })
  return {
    personId: person.id,
    post,
    grants: true,
    ends: false,
    charges: false,
    reason: facts.divisionHead ? wish.reason : null,
  }
}

/** A row about the membership that a row about a head of division brings with it. */
const comesByVirtue = (personId: string, wish: PostWish, { posts }: Course): boolean =>
  wish.kind === 'leadingGroup.member' &&
  posts.some(
    (post) =>
      post.byVirtueOf !== null &&
      post.personId === personId &&
      post.divisionId === wish.divisionId &&
      post.fromOn === wish.fromOn &&
      post.toOn === wish.toOn,
  )

function surroundings(person: PostHolder, divisionId: string | null, { posts, known }: Course) {
  const division = known.divisions.find(({ id }) => id === divisionId)
  const heads = posts.filter(({ kind, personId }) => kind === 'leadingGroup.head' && personId !== person.id)
  const nameOf = (id: string) => known.people.find((one) => one.id === id)?.name ?? ''
  const named = (held: readonly KnownPost[]) =>
    held.map(({ personId, fromOn, toOn }) => ({ name: nameOf(personId), fromOn, toOn }))
  const ofDivision = posts.filter(
    (post) => post.kind === 'division.head' && post.divisionId === divisionId && post.personId !== person.id,
  )
  return {
    personId: person.id,
    isDisabled: person.isDisabled,
    own: posts.filter(({ personId }) => personId === person.id),
    division: division ? { ...division, name: division.nameZh } : null,
    otherHeads: named(heads),
    divisionHeads: named(ofDivision),
  }
}

const refuse = (reader: ReadPost['reader'], refusal: Refusal | undefined): void => {
  if (refusal) reader.refuse(columnOfRule[refusal.code] ?? 'kind', refusal.message)
}

/** In which column of the file the condition is about; all others are about the post itself. */
const columnOfRule: Partial<Record<string, PostKey>> = {
  own_post: 'userName',
  disabled: 'userName',
  division_needed: 'division',
  division_not_in_force: 'division',
  not_in_house: 'division',
  ends_before_begin: 'toOn',
  ends_in_the_past: 'toOn',
  last_administrator: 'toOn',
  wrong_state: 'toOn',
  charge_of_leaders: 'inChargeOf',
  division_has_head: 'reason',
  overlap_without_end: 'toOn',
  has_head_beyond: 'toOn',
}

const endStands: Text = {
  zh: '已定的终止日不能取消，可以另行授予岗位。',
  en: 'An end that is set cannot be taken back: grant the post anew.',
}
const reasonNeeded: Text = { zh: '终止岗位须写原因。', en: 'Ending a post needs a reason.' }
