import { draftRules } from '#domain/collection/duty.ts'
import {
  downloadEntryErrors,
  downloadEntryTable,
  importEntryTable,
  mostRowsShown,
  tryEntryTable,
} from '#domain/collection/entryTable.api.ts'
import { type EntryTable, readEntryTable, type TableRow } from '#domain/collection/entryTable.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { contentOf, unclaimedFile } from '#server/kernel/files.ts'
import { readTable } from '#server/kernel/office/readTable.ts'
import { command, demand, type Reading, read } from '#server/kernel/routes.ts'
import { draftVersions, saveDrafts } from './draft.store.ts'
import { entryErrorsFile, entryTableFile } from './entryTable.document.ts'
import { type FillableDuty, fillable, seenOf } from './entryTable.store.ts'

type Read = {
  readonly file: { readonly id: string; readonly name: string }
  readonly duties: readonly FillableDuty[]
  readonly table: Extract<EntryTable, { ok: true }>
  readonly seen: string
}

/** The upload against the duties that can be filled; a file that is no table is refused in words. */
async function readFile(
  { tx, actor, today, app }: Reading,
  fileId: string,
  path: string,
  isLocked = false,
): Promise<Read> {
  const file = await unclaimedFile(tx, actor.id, fileId)
  const bytes = await contentOf(app.files, file.digest)
  const workbook = await readTable({ name: file.name, bytes })
  if (!workbook.ok) throw new Invalid([{ path, message: workbook.message }])
  const duties = await fillable(tx, actor, today, { isLocked })
  const table = readEntryTable(workbook.sheets, duties)
  if (!table.ok) throw new Invalid([{ path, message: table.message }])
  const named = new Set(table.rows.map(({ dutyId }) => dutyId))
  const seen = seenOf(duties.filter(({ id }) => named.has(id)))
  return { file: { id: file.id, name: file.name }, duties, table, seen }
}

const withOutcome = (rows: readonly TableRow[], wanted: TableRow['outcome']) =>
  rows.filter(({ outcome }) => outcome === wanted)

/** Row by row, refused ones first. */
function runOf({ file, duties, table, seen }: Read) {
  const byId = new Map(duties.map((duty) => [duty.id, duty]))
  const [accepted, unchanged, refused] = (['accepted', 'unchanged', 'refused'] as const).map((outcome) =>
    withOutcome(table.rows, outcome),
  )
  const rows = [...(refused ?? []), ...(accepted ?? []), ...(unchanged ?? [])].slice(0, mostRowsShown)
  return {
    ...{
      file,
      seen,
      accepted: accepted?.length ?? 0,
      unchanged: unchanged?.length ?? 0,
      refused: refused?.length ?? 0,
    },
    rows: rows.map(({ row, outcome, message, dutyId, entry }) => {
      const duty = dutyId === null ? undefined : byId.get(dutyId)
      const [period, indicator] = [duty?.period ?? null, duty?.indicator.name ?? null]
      return { row, outcome, message, period, indicator, kind: entry?.kind ?? null, value: entry?.value ?? null }
    }),
  }
}

const mostFaults = 200

export const entryTableRoutes = [
  read(
    downloadEntryTable,
    async ({ query }, { tx, actor, today }) => entryTableFile(await fillable(tx, actor, today, query), query.period),
    { snapshot: true },
  ),

  read(tryEntryTable, async ({ params }, context) => runOf(await readFile(context, params.fileId, 'params.fileId')), {
    snapshot: true,
  }),

  read(
    downloadEntryErrors,
    async ({ params }, context) => {
      const { table, file } = await readFile(context, params.fileId, 'params.fileId')
      return entryErrorsFile(file.name, table.headings, withOutcome(table.rows, 'refused'))
    },
    { snapshot: true },
  ),

  command(
    importEntryTable,
    async ({ body }, context) => {
      const { tx, actor } = context
      const { table, duties, seen } = await readFile(context, body.fileId, 'body.fileId', true)
      const refused = withOutcome(table.rows, 'refused')
      if (refused.length > 0) throw new Invalid(refused.slice(0, mostFaults).map(faultOf))
      demand(draftRules, 'duty.fill', { isCurrent: seen === body.seen }, context)
      const byId = new Map(duties.map((duty) => [duty.id, duty]))
      const drafts = withOutcome(table.rows, 'accepted').flatMap(({ dutyId, entry }) => {
        const duty = byId.get(dutyId ?? '')
        const { draft: replaces, evidenceFileId } = duty ?? { draft: null, evidenceFileId: null }
        return duty && entry ? [{ dutyId: duty.id, ...entry, evidenceFileId, replaces }] : []
      })
      const kept = drafts.length === 0 ? 0 : await saveDrafts(tx, actor, drafts)
      demand(draftRules, 'duty.fill', { isCurrent: kept === drafts.length }, context)
      return actor.id
    },
    async (tx, actor) => ({ drafts: (await draftVersions(tx, actor)).length }),
    { recordsNothing: true },
  ),
]

const faultOf = ({ row, message }: TableRow) => ({
  path: `row.${row}`,
  message: message ?? { zh: '不能读入。', en: 'It cannot be taken.' },
})
