import { type Actor, isOneOf, type PostKind, performanceOffice, posts as postNames } from '#domain/kernel/actor.ts'
import type { RulePack } from '#domain/kernel/settings.ts'
import { inLanguage, joinTexts, type Language, type Text } from '#domain/kernel/text.ts'
import { type ImportKind, importColumns } from '#domain/organization/importing.ts'
import { bodyKindNames, bodyKinds, personKinds } from '#domain/organization/organization.ts'
import type { PersonRow } from '#domain/organization/person.api.ts'
import { type PersonState, personStates } from '#domain/organization/person.ts'
import { valueWords } from '#domain/organization/settings.ts'
import { postName } from '#domain/session/postName.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Exported } from './import.table.ts'
import { listDivisions, listExternalBodies } from './organization.store.ts'
import * as people from './person.store.ts'
import * as settings from './settings.store.ts'

type Filter = {
  readonly divisionId?: string | undefined
  readonly post?: PostKind | undefined
  readonly state?: PersonState | undefined
  readonly name?: string | undefined
  readonly bodyKind?: string | undefined
}
export type Asked = {
  readonly tx: Tx
  readonly actor: Actor
  readonly today: string
  readonly pack: RulePack
  readonly language: Language
  readonly filter: Filter
}
type Rows = Exported['rows']

const keysOf = (kind: ImportKind): string[] => Object.keys(importColumns[kind])
const yes: Text = { zh: '是', en: 'yes' }
const no: Text = { zh: '否', en: 'no' }

/** What the lists show, as words of the reader's language by the keys of the columns. */
export const exportsOf: Record<ImportKind, (asked: Asked) => Promise<Exported>> = {
  division: async (asked) => ({ keys: keysOf('division'), rows: await divisionRows(asked) }),
  person: async (asked) => ({ keys: withAccount(asked, keysOf('person')), rows: await personRows(asked) }),
  post: async (asked) => ({ keys: withAccount(asked, keysOf('post')), rows: await postRows(asked) }),
  externalBody: async (asked) => ({ keys: keysOf('externalBody'), rows: await bodyRows(asked) }),
  setting: async (asked) => ({ keys: keysOf('setting'), rows: await settingRows(asked) }),
}

/** The performance office knows people by their names: user names and mail addresses are the administrators'. */
const withAccount = ({ actor }: Asked, keys: string[]): string[] =>
  isOneOf(actor.post, performanceOffice) ? keys.filter((key) => !accountKeys.includes(key)) : keys
const accountKeys = ['userName', 'mailAddress']

async function divisionRows({ tx, today, language }: Asked): Promise<Rows> {
  return (await listDivisions(tx, today)).map((row) => ({
    code: row.code,
    nameZh: row.name.zh,
    nameEn: row.name.en,
    sort: String(row.sort),
    housesPerformanceOffice: inLanguage(row.housesPerformanceOffice ? yes : no, language),
    fromOn: row.fromOn,
    toOn: row.toOn ?? '',
  }))
}

const mostPeople = 100_000

const listed = async ({ tx, actor, today, filter }: Asked): Promise<readonly PersonRow[]> => {
  const { divisionId, post, state, name } = filter
  return (await people.list(tx, actor, { divisionId, post, state, name, limit: mostPeople }, today)).rows
}

async function personRows(asked: Asked): Promise<Rows> {
  const { tx, language } = asked
  const rows = await listed(asked)
  const addresses = await people.mailAddressesOf(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    name: row.name,
    userName: row.userName ?? '',
    kind: inLanguage(personKinds[row.kind], language),
    mailAddress: addresses.get(row.id) ?? '',
    state: inLanguage(personStates[row.state], language),
    posts: inLanguage(joinTexts(row.posts.map(postName)), language),
  }))
}

async function postRows(asked: Asked): Promise<Rows> {
  const { tx, today, language } = asked
  const rows = await listed(asked)
  const held = await people.postsOfMany(
    tx,
    rows.map(({ id }) => id),
    today,
  )
  return rows.flatMap(({ id, name, userName }) =>
    (held.get(id) ?? []).map((post) => ({
      name,
      userName: userName ?? '',
      kind: inLanguage(postNames[post.kind], language),
      division: post.divisionCode ?? '',
      fromOn: post.fromOn,
      toOn: post.toOn ?? '',
      inChargeOf: post.chargeCodes.join('、'),
    })),
  )
}

async function bodyRows({ tx, today, language, filter }: Asked): Promise<Rows> {
  const kind = bodyKindNames.find((name) => name === filter.bodyKind)
  return (await listExternalBodies(tx, today, { kind })).map((row) => ({
    kind: inLanguage(bodyKinds[row.kind], language),
    nameZh: row.name.zh,
    nameEn: row.name.en,
    fromOn: row.fromOn,
    toOn: row.toOn ?? '',
  }))
}

async function settingRows({ tx, pack, today, language }: Asked): Promise<Rows> {
  return (await settings.list(tx, pack, today)).flatMap(({ name, present, upcoming }) =>
    [present, ...upcoming].map(({ value, source, fromOn, setBy }) => ({
      key: inLanguage(name, language),
      value: inLanguage(valueWords(value), language),
      source: source ?? '',
      fromOn,
      setBy: setBy ?? '',
    })),
  )
}
