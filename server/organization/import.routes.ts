import { randomUUID } from 'node:crypto'
import type { Change } from '#domain/kernel/history.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import {
  downloadProblems,
  downloadTemplate,
  dryRunOrganization,
  exportOrganization,
  importOrganization,
  listOrganizationImports,
} from '#domain/organization/import.api.ts'
import {
  asSeen,
  changedSince,
  exporters,
  type ImportKind,
  importBases,
  importers,
  importKindNames,
  importKinds,
  remarkOf,
  somethingToDo,
} from '#domain/organization/importing.ts'
import { countsOf } from '#domain/organization/importRow.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { claimFile, contentOf, type StoredFile, unclaimedFile } from '#server/kernel/files.ts'
import { readTable } from '#server/kernel/office/readTable.ts'
import { type Acting, command, demand, type Reading, read } from '#server/kernel/routes.ts'
import { exportsOf } from './export.store.ts'
import { type Proposal, propose } from './import.propose.ts'
import * as store from './import.store.ts'
import { exportFile, problemFile, templateFile } from './import.table.ts'
import { lockOrganization } from './organization.store.ts'

/** The table in an own upload and what it would do; a file that is no table is refused in words. */
async function proposalOf(kind: ImportKind, file: StoredFile, context: Reading): Promise<Proposal> {
  const table = await readTable({ name: file.name, bytes: await contentOf(context.app.files, file.digest) })
  if (!table.ok) throw new Invalid([{ path: 'body.fileId', message: table.message }])
  return propose(kind, context, table.sheets)
}

const mayImport = (kind: ImportKind, context: Reading): void =>
  demand([importers[kind]], importBases[kind], undefined, context)

export const importRoutes = [
  read(
    dryRunOrganization,
    async ({ params: { kind, id } }, context) => {
      mayImport(kind, context)
      const file = await unclaimedFile(context.tx, context.actor.id, id)
      const { table, rows } = await proposalOf(kind, file, context)
      return {
        kind,
        file: { id: file.id, name: file.name, digest: file.digest },
        sheet: table.sheet,
        headerRow: table.headerRow,
        headings: [...table.headings],
        unknown: [...table.unknown],
        faults: [...table.faults],
        rows: rows.map(({ row, state, name, version, changes, faults }) => ({
          ...{ row, state, name, version },
          changes: [...changes],
          faults: [...faults],
        })),
      }
    },
    { snapshot: true },
  ),

  read(
    downloadProblems,
    async ({ params: { kind, id }, query }, context) => {
      mayImport(kind, context)
      const file = await unclaimedFile(context.tx, context.actor.id, id)
      return problemFile(kind, await proposalOf(kind, file, context), query)
    },
    { snapshot: true },
  ),

  command(
    importOrganization,
    async ({ params: { kind }, body: { fileId, seen } }, context) => {
      mayImport(kind, context)
      const { tx, actor } = context
      await lockOrganization(tx)
      const file = await unclaimedFile(tx, actor.id, fileId)
      const proposal = await proposalOf(kind, file, context)
      demandWhole(proposal)
      demand([asSeen], importBases[kind], { changedSince: changedSince(proposal.rows, seen) }, context)
      const counts = countsOf(proposal.rows)
      demand([somethingToDo], importBases[kind], { writes: counts.new + counts.changed }, context)
      const entries = await proposal.write(tx)
      return keep(context, kind, file, { added: counts.new, changed: counts.changed }, entries)
    },
    (tx, _actor, id) => store.find(tx, id),
  ),

  read(listOrganizationImports, async (_input, context) => {
    const kinds = importKindNames.filter((kind) => !refusalOfRules([exporters[kind]], 'system', undefined, context))
    return { rows: await store.list(context.tx, kinds) }
  }),

  read(downloadTemplate, async ({ params: { kind }, query }, context) => {
    mayImport(kind, context)
    return templateFile(kind, remarkOf(kind), query)
  }),

  read(
    exportOrganization,
    async ({ params: { kind }, query: { format, language, ...filter } }, context) => {
      demand([exporters[kind]], importBases[kind], undefined, context)
      const { tx, actor, today, pack } = context
      const exported = await exportsOf[kind]({ tx, actor, today, pack, language, filter })
      return exportFile(kind, today, exported, { format, language })
    },
    { snapshot: true },
  ),
]

/** All rows or none: with one fault, of the table or of a row, nothing is written. */
function demandWhole({ table, rows }: Proposal): void {
  const ofRows = rows.flatMap(({ row, faults }) => faults.map((fault) => ({ row, ...fault })))
  const faults = [...table.faults, ...ofRows]
  if (faults.length > 0)
    throw new Invalid(faults.map(({ row, column, message }) => ({ path: `row.${row}.${column ?? ''}`, message })))
}

type Counts = { readonly added: number; readonly changed: number }

async function keep(
  { tx, actor, clock, record, recordMany }: Acting,
  kind: ImportKind,
  file: StoredFile,
  counts: Counts,
  entries: Parameters<Acting['recordMany']>[0],
): Promise<string> {
  const id = randomUUID()
  const subject = { kind: 'organizationImport', id }
  await claimFile(tx, actor.id, file.id, subject)
  await store.insert(tx, { id, kind, fileId: file.id, importedBy: actor.id, importedAt: clock.now, ...counts })
  await record('organization.import', subject, {
    changes: [
      field('kind', '内容', 'Content', importKinds[kind].zh),
      field('file', '文件', 'File', file.name),
      field('digest', '文件摘要', 'Digest of the file', file.digest),
      field('added', '新增', 'New', String(counts.added)),
      field('changed', '变更', 'Changed', String(counts.changed)),
    ],
  })
  await recordMany(entries)
  return id
}

const field = (name: string, zh: string, en: string, now: string): Change => ({
  field: name,
  name: { zh, en },
  old: null,
  new: now,
})
