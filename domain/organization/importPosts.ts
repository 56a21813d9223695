import { type PostKind, posts as postNames } from '#domain/kernel/actor.ts'
import { reason } from '#domain/kernel/endpoint.ts'
import type { Text } from '#domain/kernel/text.ts'
import { dayIn, divisionIn, listIn, oneOf, optionalDayIn, type RowReader, rowReader, shown } from './importCells.ts'
import { by, type Columns, type Entry, type Reading, type Table } from './importTable.ts'
import type { Period } from './organization.ts'
import { personFields } from './person.ts'
import { postFields } from './post.ts'

export const postColumns = {
  userName: { ...personFields.userName, also: ['登录名', '账号'] },
  name: personFields.name,
  kind: { ...postFields.kind, isRequired: true },
  division: { ...postFields.division, also: ['所在处', '处室'] },
  fromOn: { ...postFields.fromOn, also: ['任职日', '起始日'], isRequired: true },
  toOn: postFields.toOn,
  inChargeOf: { ...postFields.inChargeOf, also: ['分管各处'] },
  reason: { name: { zh: '终止原因', en: 'Reason for the end' } },
} as const satisfies Columns
export type PostKey = keyof typeof postColumns

export type PostHolder = {
  readonly id: string
  readonly name: string
  readonly userName: string
  readonly isDisabled: boolean
  readonly version: number
}
export type KnownPost = Period & {
  readonly id: string
  readonly personId: string
  readonly kind: PostKind
  readonly divisionId: string | null
  readonly byVirtueOf: string | null
  readonly inChargeOf: readonly string[]
}
export type PostDivision = Period & {
  readonly id: string
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly houses: boolean
}
export type KnownOrganization = {
  readonly today: string
  readonly people: readonly PostHolder[]
  readonly divisions: readonly PostDivision[]
  readonly posts: readonly KnownPost[]
}

/** A post as a row of a file wishes it; `inChargeOf` null and `hasEnd` false: the file says nothing about it. */
export type PostWish = Period & {
  readonly kind: PostKind
  readonly divisionId: string | null
  readonly hasEnd: boolean
  readonly inChargeOf: readonly string[] | null
  readonly reason: string | null
}

/** One row of the file read: the post it means, as far as it could be read, and the record it already is. */
export type ReadPost = {
  readonly entry: Entry<PostKey>
  readonly reader: RowReader<PostKey>
  readonly person: PostHolder | undefined
  readonly wish: PostWish | undefined
  readonly before: KnownPost | undefined
}

/**
 * Reads the rows and finds the posts that are there already: those that a row repeats to the letter first, then those
 * that have not ended. A post that was ended on its first day may stand beside one granted anew from the same day.
 */
export function readPosts(table: Table<PostKey>, known: KnownOrganization): ReadPost[] {
  const read = table.entries.map((entry) => {
    const reader = rowReader(entry, table.columnOf, postColumns)
    const person = personIn(reader, known.people)
    return { entry, reader, person, wish: wishIn(reader, known) }
  })
  const taken = new Set<string>()
  const find = (person: PostHolder | undefined, wish: PostWish | undefined, isFirst: boolean) => {
    const found = known.posts.find(
      (post) =>
        !taken.has(post.id) &&
        post.personId === person?.id &&
        post.kind === wish?.kind &&
        post.divisionId === wish.divisionId &&
        post.fromOn === wish.fromOn &&
        (isFirst ? post.toOn === wish.toOn : post.toOn === null || post.toOn > known.today),
    )
    if (found) taken.add(found.id)
    return found
  }
  const exact = read.map(({ person, wish }) => find(person, wish, true))
  return read.map((row, at) => ({ ...row, before: exact[at] ?? find(row.person, row.wish, false) }))
}

/** Whom the row means: by user name, else by a name that only one person has; both have to fit. */
function personIn({ words, read, refuse }: RowReader<PostKey>, people: KnownOrganization['people']) {
  const [userName, name] = [words('userName').normalize('NFKC').toLowerCase(), words('name')]
  if (userName === '' && name === '') {
    refuse('userName', nobodyNamed)
    return undefined
  }
  if (userName === '') return read('name', byName(people))
  const person = people.find((one) => one.userName === userName)
  if (!person) refuse('userName', noSuchUser(userName))
  else if (name !== '' && name.normalize('NFC') !== person.name) refuse('name', otherName(person, name))
  return person
}

const byName =
  (people: KnownOrganization['people']) =>
  (name: string): Reading<PostHolder> => {
    const named = people.filter((person) => person.name === name.normalize('NFC'))
    const [first] = named
    if (!first) return { problem: { zh: `没有叫“${shown(name)}”的人员。`, en: `Nobody is called “${shown(name)}”.` } }
    return named.length === 1 ? { value: first } : { problem: severalPeople(name, named.length) }
  }

function wishIn(reader: RowReader<PostKey>, { divisions }: KnownOrganization): PostWish | undefined {
  const { read, readOr, has, words } = reader
  const kind = read('kind', oneOf(postNames))
  const division = words('division') === '' ? null : read('division', divisionIn(divisions))
  const fromOn = read('fromOn', dayIn)
  const toOn = readOr('toOn', null, optionalDayIn)
  const why = words('reason') === '' ? null : read('reason', by(reason))
  const charge = has('inChargeOf') ? read('inChargeOf', chargeIn(divisions)) : null
  if (kind === undefined || division === undefined || fromOn === undefined || toOn === undefined) return undefined
  if (why === undefined || charge === undefined) return undefined
  const divisionId = division?.id ?? null
  return { kind, divisionId, fromOn, toOn, hasEnd: has('toOn'), inChargeOf: charge, reason: why }
}

const chargeIn =
  (divisions: KnownOrganization['divisions']) =>
  (text: string): Reading<readonly string[]> => {
    const found = listIn(text).map(divisionIn(divisions))
    const failed = found.find((reading) => 'problem' in reading)
    if (failed) return failed
    return { value: [...new Set(found.flatMap((reading) => ('value' in reading ? [reading.value.id] : [])))] }
  }

const nobodyNamed: Text = { zh: '须写用户名或姓名。', en: 'Give the user name or the name.' }
const noSuchUser = (userName: string): Text => ({
  zh: `没有用户名“${shown(userName)}”，人员须先由系统管理员增加。`,
  en: `Nobody has the user name “${shown(userName)}”: the system administrator adds people first.`,
})
const otherName = (person: PostHolder, name: string): Text => ({
  zh: `用户名${person.userName}是${person.name}，不是“${shown(name)}”。`,
  en: `The user name ${person.userName} is ${person.name}, not “${shown(name)}”.`,
})
const severalPeople = (name: string, count: number): Text => ({
  zh: `有${count}人叫“${shown(name)}”，请写用户名。`,
  en: `${count} people are called “${shown(name)}”: give the user name.`,
})
