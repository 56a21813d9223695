import type { Change } from '#domain/kernel/history.ts'
import type { Sheet } from '#domain/kernel/sheet.ts'
import { columnsKept, mappingUnread, samplesIn, sheetsSeen, topRowsOf } from '#domain/plan/columnMapping.ts'
import { clean } from '#domain/plan/municipalCells.ts'
import { countsOf, type Difference, differenceOf } from '#domain/plan/municipalDifference.ts'
import {
  type DryRun,
  dryRunMunicipalPlan,
  importMunicipalPlan,
  reviseMunicipalPlan,
} from '#domain/plan/municipalImport.api.ts'
import { type MunicipalMapping, mappingOf } from '#domain/plan/municipalMapping.ts'
import { notImported, revisionRules } from '#domain/plan/municipalPlan.ts'
import { type MunicipalTable, readMunicipalTable } from '#domain/plan/municipalTable.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { claimFile, contentOf, type StoredFile, unclaimedFile } from '#server/kernel/files.ts'
import type { Entry } from '#server/kernel/history.ts'
import { readWorkbook } from '#server/kernel/office/readWorkbook.ts'
import { type Acting, command, demand, type Reading, read } from '#server/kernel/routes.ts'
import * as store from './municipalImport.store.ts'
import * as cities from './municipalPlan.store.ts'
import { beginYear } from './plan.store.ts'

const field = (name: string, zh: string, en: string, now: string | null, old: string | null = null): Change => ({
  field: name,
  name: { zh, en },
  old,
  new: now,
})
const subjectOf = (id: string) => ({ kind: 'municipalPlan', id })
const find = async (tx: Reading['tx'], _actor: unknown, id: string, context: Reading) =>
  cities.findOfYear(context, await cities.yearOf(tx, id))

type Read = { readonly table: MunicipalTable; readonly sheets: readonly Sheet[]; readonly isRemembered: boolean }

/** The city's table in a file of this office; a file that is no workbook is refused in words. */
async function tableIn({ tx, app, settings }: Reading, file: StoredFile, mapping?: MunicipalMapping): Promise<Read> {
  const workbook = await readWorkbook(await contentOf(app.files, file.digest))
  if (!workbook.ok) throw new Invalid([{ path: 'body.fileId', message: workbook.message }])
  const { sheets } = workbook
  const memory = await store.memory(tx)
  const table = readMunicipalTable(sheets, { officeClass: settings['plan.officeClass'], memory, mapping })
  return { sheets, table, isRemembered: memory.some(({ signature }) => signature === table.signature) }
}

/** The same, where nothing may be wrong: every error is told by sheet, row and column, and nothing is imported. */
async function soundTable(context: Reading, fileId: string, mapping?: MunicipalMapping): Promise<MunicipalTable> {
  const { tx, actor } = context
  const { table } = await tableIn(context, await unclaimedFile(tx, actor.id, fileId), mapping)
  if (table.errors.length === 0) return table
  throw new Invalid(table.errors.map(({ row, column, message }) => ({ path: `row.${row}.${column ?? ''}`, message })))
}

const remember = ({ tx, actor, today }: Acting, { signature, columns }: MunicipalTable, source: string) =>
  store.remember(tx, {
    ...{ signature, source, usedOn: today, usedBy: actor.id },
    columns: columnsKept(columns),
  })

export const municipalImportRoutes = [
  read(
    dryRunMunicipalPlan,
    async ({ params, query }, context) => {
      const { tx, actor, settings } = context
      const file = await unclaimedFile(tx, actor.id, params.id)
      const mapping = query.mapping === undefined ? undefined : givenMapping(query.mapping)
      const { table, sheets, isRemembered } = await tableIn(context, file, mapping)
      const city = await store.cityOf(tx, query.year)
      const isSound = city !== undefined && table.errors.length === 0
      const differences = isSound ? differenceOf(await store.presentRows(tx, city.id), table.rows) : []
      return {
        file: { id: file.id, name: file.name, digest: file.digest },
        officeClass: settings['plan.officeClass'],
        ...shown(table, sheets),
        isRemembered,
        isImported: city !== undefined,
        differences: differences.map(({ row, changes, ...one }) => ({
          ...one,
          row: row?.row ?? null,
          changes: [...changes],
        })),
      }
    },
    { snapshot: true },
  ),

  command(
    importMunicipalPlan,
    async ({ body: { mapping, ...body } }, context) => {
      const { tx, actor, clock, record } = context
      const isImported = (await store.cityOf(tx, body.year)) !== undefined
      demand([notImported], 'plan.importIndicators', { isImported }, context)
      const table = await soundTable(context, body.fileId, mapping)
      await beginYear(tx, body.year)
      const city = await store.insertCity(tx, body)
      if (!city) demand([notImported], 'plan.importIndicators', { isImported: true }, context)
      const id = city?.id ?? ''
      await store.insertRows(tx, id, table.rows)
      const { fileId, issuedOn, source } = body
      await store.insertImport(tx, {
        ...{ municipalPlanId: id, fileId, issuedOn, source, reason: null, setsDeadline: true },
        ...{ added: table.rows.length, changed: 0, withdrawn: 0, madeBy: actor.id, madeAt: clock.now },
      })
      await remember(context, table, source)
      const file = await claimFile(tx, actor.id, fileId, subjectOf(id))
      await record('plan.importIndicators', subjectOf(id), {
        changes: [...ofFile(file, source), field('rows', '指标数', 'Indicators', String(table.rows.length))],
      })
      return id
    },
    find,
  ),

  command(
    reviseMunicipalPlan,
    async ({ params, body }, context) => {
      const { tx, actor, clock } = context
      const city = await cities.lock(tx, params.id, body.version)
      const plan = await cities.officePlanOf(tx, city.year)
      const table = await soundTable(context, body.fileId, body.mapping)
      const rows = differenceOf(await store.presentRows(tx, city.id), table.rows)
      const changed = rows.filter(({ kind }) => kind !== 'unchanged')
      const unconfirmed = changed.filter(
        ({ kind, itemCode, id }) => kind === 'withdrawn' && itemCode !== null && !body.withdrawnIds.includes(id ?? ''),
      )
      const isClosed = await store.isClosed(tx, city.year)
      const facts = { planState: plan?.state ?? null, isClosed, changes: changed.length, unconfirmed }
      demand(revisionRules, 'plan.importIndicators', facts, context)
      await store.applyDifferences(tx, city.id, changed, body.issuedOn)
      const { fileId, issuedOn, source, setsDeadline, reason } = body
      const counts = countsOf(rows)
      await store.insertImport(tx, {
        ...{ municipalPlanId: city.id, fileId, issuedOn, source, reason, setsDeadline },
        ...{ added: counts.added, changed: counts.changed + counts.restored, withdrawn: counts.withdrawn },
        ...{ madeBy: actor.id, madeAt: clock.now },
      })
      await cities.save(tx, city.id, { fileId, source, ...(setsDeadline ? { issuedOn } : {}) })
      await remember(context, table, source)
      const file = await claimFile(tx, actor.id, fileId, subjectOf(city.id))
      await recordRevision(context, { city, file, rows: changed, counts, source, reason })
      return city.id
    },
    find,
  ),
]

function givenMapping(text: string): MunicipalMapping {
  const mapping = mappingOf(text)
  if (mapping) return mapping
  throw new Invalid([{ path: 'query.mapping', message: mappingUnread }])
}

type Shown = Omit<DryRun, 'file' | 'officeClass' | 'isRemembered' | 'isImported' | 'differences'>

/** The table with what was read of it, and enough of its sheet to say how it is to be read. */
function shown({ title, place, columns, rows, errors, warnings }: MunicipalTable, sheets: readonly Sheet[]): Shown {
  const sheet = sheets[(place?.sheet ?? 1) - 1]
  const first = place ? place.row + place.rows : 1
  const samplesOf = samplesIn(sheet?.rows.filter(({ number }) => number >= first) ?? [])
  return {
    title,
    place,
    sheets: sheetsSeen(sheets),
    topRows: topRowsOf(sheet),
    columns: columns.map(({ column, text, parts, field, origin }) => ({
      ...{ column, heading: text.slice(0, 200), field, origin },
      isHidden: sheet?.hiddenColumns.includes(column) ?? false,
      samples: samplesOf(column, (words) => parts.includes(clean(words))),
    })),
    rows: rows.map((row) => ({ ...row, collectingUnits: [...row.collectingUnits] })),
    errors: [...errors],
    warnings: [...warnings],
  }
}

const ofFile = (file: StoredFile, source: string, before: string | null = null): Change[] => [
  field('file', '文件', 'File', file.name),
  field('digest', '文件摘要', 'Digest of the file', file.digest),
  field('source', '来源文件', 'Source', source, before),
]

type Revision = {
  readonly city: { readonly id: string; readonly source: string }
  readonly file: StoredFile
  readonly rows: readonly Difference[]
  readonly counts: ReturnType<typeof countsOf>
  readonly source: string
  readonly reason: string
}

/** One entry for the table and one for every row that was there and changed. */
async function recordRevision({ record, recordMany }: Acting, revision: Revision): Promise<void> {
  const { city, file, rows, counts, source, reason } = revision
  const changes = [
    ...ofFile(file, source, city.source),
    field('added', '新增', 'Added', String(counts.added)),
    field('changed', '改动', 'Changed', String(counts.changed + counts.restored)),
    field('withdrawn', '撤销', 'Withdrawn', String(counts.withdrawn)),
  ]
  await record('plan.reviseIndicators', subjectOf(city.id), { basis: 'plan.importIndicators', changes, reason })
  const entries = rows.flatMap(({ id, changes: ofRow }): Entry[] =>
    id
      ? [
          {
            action: 'plan.reviseIndicator',
            subject: { kind: 'municipalIndicator', id },
            basis: 'plan.importIndicators',
            changes: ofRow,
            reason,
          },
        ]
      : [],
  )
  await recordMany(entries)
}
