import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type Change, changesOf } from '#domain/kernel/history.ts'
import { divisionFields } from '#domain/organization/division.ts'
import type { BodyProposal } from '#domain/organization/importBodies.ts'
import type { DivisionProposal } from '#domain/organization/importDivisions.ts'
import type { PersonProposal } from '#domain/organization/importPeople.ts'
import type { Proposed } from '#domain/organization/importRow.ts'
import type { SettingProposal } from '#domain/organization/importSettings.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Entry } from '#server/kernel/history.ts'
import * as settings from './settings.store.ts'

type Writing = { readonly state: Proposed['state']; readonly changes: readonly Change[]; readonly id: string | null }

/** Records that are new get their id here, so that one statement writes them and one their history. */
const split = <Row extends Writing & { readonly content: unknown }>(rows: readonly Row[]) => {
  type Whole = Row & { readonly id: string; readonly content: NonNullable<Row['content']> }
  const whole = rows.flatMap((row) =>
    row.content === null ? [] : [{ ...row, id: row.id ?? randomUUID() } as unknown as Whole],
  )
  return {
    added: whole.filter(({ state }) => state === 'new'),
    changed: whole.filter(({ state }) => state === 'changed'),
  }
}

const entriesOf = (kind: string, basis: string, added: readonly Written[], changed: readonly Written[]): Entry[] => [
  ...added.map((row) => entryOf(kind, 'create', basis, row)),
  ...changed.map((row) => entryOf(kind, 'change', basis, row)),
]
type Written = { readonly id: string; readonly changes: readonly Change[] }
const entryOf = (kind: string, act: string, basis: string, { id, changes }: Written): Entry => ({
  action: `${kind}.${act}`,
  subject: { kind, id },
  changes,
  basis,
})

/** Rows as one parameter: a statement however many there are. */
const asJson = (rows: readonly object[]) => sql`${JSON.stringify(rows)}::jsonb`

export async function writeDivisions(tx: Tx, rows: readonly DivisionProposal[]): Promise<Entry[]> {
  const { added, changed } = split(rows)
  const houses = [...added, ...changed].some(({ content }) => content.housesPerformanceOffice)
  const released = houses ? await releaseHouse(tx, changed) : []
  const updates = changed.map(({ id, content }) => ({ ...columnsOf(content), id }))
  await sql`update division set code = new.code, name_zh = new.name_zh, name_en = new.name_en, sort = new.sort,
      houses_performance_office = new.houses_performance_office, from_on = new.from_on, version = version + 1
    from jsonb_to_recordset(${asJson(updates)}) as new(id uuid, code text, name_zh text, name_en text, sort integer,
      houses_performance_office boolean, from_on date)
    where division.id = new.id`.execute(tx)
  if (added.length > 0)
    await tx
      .insertInto('division')
      .values(added.map(({ id, content }) => ({ ...content, id })))
      .execute()
  return [...released, ...entriesOf('division', 'organization.division', added, changed)]
}

const columnsOf = ({ code, nameZh, nameEn, sort, housesPerformanceOffice, fromOn }: DivisionContent) => ({
  ...{ code, sort, name_zh: nameZh, name_en: nameEn, from_on: fromOn },
  houses_performance_office: housesPerformanceOffice,
})
type DivisionContent = NonNullable<DivisionProposal['content']>

/** The division that had the performance office gives it up first: two at a time are refused by the database. */
async function releaseHouse(tx: Tx, changed: readonly { id: string; content: DivisionContent }[]): Promise<Entry[]> {
  const named = changed.filter(({ content }) => !content.housesPerformanceOffice).map(({ id }) => id)
  const keeps = changed.filter(({ content }) => content.housesPerformanceOffice).map(({ id }) => id)
  const released = await tx
    .updateTable('division')
    .set({ housesPerformanceOffice: false })
    .where('housesPerformanceOffice', '=', true)
    .where('toOn', 'is', null)
    .$if(keeps.length > 0, (query) => query.where('id', 'not in', keeps))
    .returning('id')
    .execute()
  const silently = released.map(({ id }) => id).filter((id) => !named.includes(id))
  if (silently.length > 0)
    await tx
      .updateTable('division')
      .set((eb) => ({ version: eb('version', '+', 1) }))
      .where('id', 'in', silently)
      .execute()
  return silently.map((id) => entryOf('division', 'change', 'organization.division', { id, changes: houseGone }))
}

export async function writePeople(tx: Tx, rows: readonly PersonProposal[]): Promise<Entry[]> {
  const { added, changed } = split(rows)
  const updates = changed.map(({ id, content: { name, kind, mailAddress } }) => ({
    id,
    name,
    kind,
    mail_address: mailAddress,
  }))
  await sql`update person set name = new.name, kind = new.kind, mail_address = new.mail_address,
      version = version + 1
    from jsonb_to_recordset(${asJson(updates)}) as new(id uuid, name text, kind text, mail_address text)
    where person.id = new.id`.execute(tx)
  if (added.length > 0)
    await tx
      .insertInto('person')
      .values(added.map(({ id, content }) => ({ ...content, id, passwordHash: null, line: 'business' })))
      .execute()
  return entriesOf('person', 'organization.person', added, changed)
}

export async function writeBodies(tx: Tx, rows: readonly BodyProposal[]): Promise<Entry[]> {
  const { added, changed } = split(rows)
  const updates = changed.map(({ id, content: { nameEn, fromOn, toOn } }) => ({
    ...{ id, name_en: nameEn, from_on: fromOn, to_on: toOn },
  }))
  await sql`update external_body set name_en = new.name_en, from_on = new.from_on, to_on = new.to_on,
      version = version + 1
    from jsonb_to_recordset(${asJson(updates)}) as new(id uuid, name_en text, from_on date, to_on date)
    where external_body.id = new.id`.execute(tx)
  if (added.length > 0)
    await tx
      .insertInto('externalBody')
      .values(added.map(({ id, content }) => ({ ...content, id })))
      .execute()
  return entriesOf('externalBody', 'organization.externalBody', added, changed)
}

export async function writeSettings(tx: Tx, rows: readonly SettingProposal[], setBy: string): Promise<Entry[]> {
  const decided = rows.flatMap(({ content, state, changes }) =>
    content === null || state === 'unchanged' ? [] : [{ content, changes, id: randomUUID() }],
  )
  if (decided.length === 0) return []
  await settings.moveRevision(tx, await settings.revision(tx))
  await tx
    .insertInto('setting')
    .values(
      decided.map(({ id, content: { value, ...content } }) => ({
        ...content,
        id,
        setBy,
        value: JSON.stringify(value),
        setAt: sql<string>`clock_timestamp()`,
      })),
    )
    .execute()
  return decided.map((row) => entryOf('setting', 'set', 'settings.set', row))
}

const houseGone = changesOf(divisionFields, { housesPerformanceOffice: true }, { housesPerformanceOffice: false })
