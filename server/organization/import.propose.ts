import type { Sheet } from '#domain/kernel/sheet.ts'
import { bodyColumns, proposeBodies } from '#domain/organization/importBodies.ts'
import { divisionColumns, proposeDivisions } from '#domain/organization/importDivisions.ts'
import type { ImportKind } from '#domain/organization/importing.ts'
import { personColumns, proposePeople } from '#domain/organization/importPeople.ts'
import { proposePosts } from '#domain/organization/importPostRules.ts'
import { postColumns } from '#domain/organization/importPosts.ts'
import type { Proposed } from '#domain/organization/importRow.ts'
import { proposeSettings, settingColumns } from '#domain/organization/importSettings.ts'
import { readTable, type Table } from '#domain/organization/importTable.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Entry } from '#server/kernel/history.ts'
import type { Reading } from '#server/kernel/routes.ts'
import * as known from './importKnown.store.ts'
import { writePosts } from './importPosts.store.ts'
import { writeBodies, writeDivisions, writePeople, writeSettings } from './importWrite.store.ts'

/** A table read, what each row would do, and how all of it is written; the writing answers what history keeps of it. */
export type Proposal = {
  readonly table: Table<string>
  readonly rows: readonly Proposed[]
  readonly write: (tx: Tx) => Promise<Entry[]>
}

type Propose = (context: Reading, sheets: readonly Sheet[]) => Promise<Proposal>

const proposals: Record<ImportKind, Propose> = {
  async division(context, sheets) {
    const table = readTable(sheets, divisionColumns)
    const rows = proposeDivisions(table, await known.knownDivisions(context.tx, context.today), context)
    return { table, rows, write: (tx) => writeDivisions(tx, rows) }
  },
  async person(context, sheets) {
    const table = readTable(sheets, personColumns)
    const rows = proposePeople(table, await known.knownPeople(context.tx), context)
    return { table, rows, write: (tx) => writePeople(tx, rows) }
  },
  async post(context, sheets) {
    const table = readTable(sheets, postColumns)
    const organization = await known.knownOrganization(context.tx, context.today)
    const rows = proposePosts(table, organization, context)
    return { table, rows, write: (tx) => writePosts(tx, rows, organization) }
  },
  async externalBody(context, sheets) {
    const table = readTable(sheets, bodyColumns)
    const rows = proposeBodies(table, await known.knownBodies(context.tx), context)
    return { table, rows, write: (tx) => writeBodies(tx, rows) }
  },
  async setting(context, sheets) {
    const table = readTable(sheets, settingColumns)
    const settings = await known.knownSettings(context.tx, context.pack, context.today)
    const rows = proposeSettings(table, settings, context)
    return { table, rows, write: (tx) => writeSettings(tx, rows, context.actor.id) }
  },
}

export const propose = (kind: ImportKind, context: Reading, sheets: readonly Sheet[]): Promise<Proposal> =>
  proposals[kind](context, sheets)
