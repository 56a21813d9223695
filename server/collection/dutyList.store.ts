import { sql } from 'kysely'
import { z } from 'zod'
import type { listDuties, MatrixRow, readMatrix } from '#domain/collection/duty.api.ts'
import type { EntryKind, Stage } from '#domain/collection/duty.ts'
import type { DataState } from '#domain/collection/dutyStates.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import { day, id } from '#domain/kernel/endpoint.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { named, rowOf, text } from './duty.shape.ts'
import { branchesOf, cardOf, type Duties, dutyRows } from './dutyRows.store.ts'

type Filters = z.output<typeof listDuties.query>
type MatrixQuery = z.output<typeof readMatrix.query>

/** The same states as dutyStates.ts, for filtering; a test holds the two together. */
const inState = (state: DataState, today: string) =>
  ({
    nil: sql<boolean>`duty.kind = 'nil'`,
    zero: sql<boolean>`duty.kind = 'value' and duty.value = 0`,
    missing: sql<boolean>`duty.first_signed_on is null and not duty.late_start and duty.stage <> 'withdrawn'
      and (duty.external_due_on < ${today} or duty.internal_due_on < ${today})`,
    late: sql<boolean>`duty.first_signed_on > duty.external_due_on and not duty.late_start`,
    corrected: sql<boolean>`duty.is_corrected`,
  })[state]

const filtered = (
  query: Duties,
  { year, period, stage, divisionId, collectingUnitId, dataState }: Filters,
  today: string,
) =>
  query
    .where('duty.year', '=', year)
    .$if(period !== undefined, (q) => q.where('duty.period', '=', period ?? ''))
    .$if(stage !== undefined, (q) => q.where('duty.stage', '=', stage ?? ''))
    .$if(divisionId !== undefined, (q) => q.where('duty.responsibleDivisionId', '=', divisionId ?? ''))
    .$if(collectingUnitId !== undefined, (q) => q.where('duty.collectingUnitId', '=', collectingUnitId ?? ''))
    .$if(dataState !== undefined, (q) => q.where(inState(dataState ?? 'nil', today)))

const place = z.tuple([day, id])

/** One page of duties by external due day. */
export async function listPage(tx: Tx, actor: Actor, query: Filters, today: string) {
  const at = placeOf(query.after, place)
  const page = (duties: Duties) =>
    filtered(duties, query, today)
      .select(['duty.id as id', 'duty.sortOn as sortOn'])
      .$if(at !== undefined, (q) => q.where(afterPlace(at ?? ['', ''])))
      .orderBy('duty.sortOn')
      .orderBy('duty.id')
      .limit(query.limit + 1)
  const [first, ...more] = branchesOf(tx, actor).map((duties) => tx.selectFrom(page(duties).as('branch')).selectAll())
  if (!first) return { rows: [], next: null }
  const rows = await dutyRows(tx, today)
    .innerJoin(more.reduce((all, branch) => all.unionAll(branch), first).as('page'), 'page.id', 'duty.id')
    .orderBy('page.sortOn')
    .orderBy('page.id')
    .limit(query.limit + 1)
    .execute()
  const { rows: shown, next } = pageFrom(rows, query.limit, (row) => cursorAt(row.sortOn, row.id))
  return { rows: shown.map(rowOf), next }
}

const afterPlace = ([sortOn, lastId]: readonly [string, string]) =>
  sql<boolean>`(duty.sort_on, duty.id) > (${sortOn}::date, ${lastId}::uuid)`

/** More than any office collects in a year; a page never carries more. */
const mostCells = 6_000

/** The year's duties as rows of indicators, in the order of the plan. */
export async function matrix(tx: Tx, actor: Actor, { year, divisionId, collectingUnitId }: MatrixQuery) {
  const all = (duties: Duties) =>
    everything(duties)
      .where('duty.year', '=', year)
      .$if(divisionId !== undefined, (q) => q.where('duty.responsibleDivisionId', '=', divisionId ?? ''))
      .$if(collectingUnitId !== undefined, (q) => q.where('duty.collectingUnitId', '=', collectingUnitId ?? ''))
  const [first, ...more] = branchesOf(tx, actor).map(all)
  if (!first) return { rows: [], isCut: false }
  const cells = await cellRows(
    tx,
    more.reduce((rows, branch) => rows.unionAll(branch), first),
  )
    .orderBy('item.sort')
    .orderBy('item.id')
    .orderBy('indicator.sort')
    .orderBy('duty.period')
    .limit(mostCells + 1)
    .execute()
  return { rows: grouped(cells.slice(0, mostCells)), isCut: cells.length > mostCells }
}

const everything = (duties: Duties) => duties.selectAll('duty')
type WholeDuties = ReturnType<typeof everything>

const cellRows = (tx: Tx, duties: WholeDuties) =>
  tx
    .selectFrom(duties.as('duty'))
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .innerJoin('item', 'item.id', 'duty.itemId')
    .innerJoin('division as responsible', 'responsible.id', 'duty.responsibleDivisionId')
    .innerJoin('division as coordinating', 'coordinating.id', 'duty.coordinatingDivisionId')
    .leftJoin('externalBody as unit', 'unit.id', 'duty.collectingUnitId')
    .select([
      'duty.id as dutyId',
      'duty.period',
      'duty.opensOn',
      'duty.stage',
      'duty.kind',
      'duty.value',
      'duty.firstSignedOn',
      'duty.internalDueOn',
      'duty.externalDueOn',
      'duty.isCorrected',
      'duty.lateStart',
      'duty.frequency',
      'duty.indicatorId',
      'indicator.name as indicatorName',
      'indicator.unit',
      'indicator.decimals',
      'duty.itemId',
      'item.code',
      'item.title',
      'duty.responsibleDivisionId',
      'responsible.nameZh as responsibleZh',
      'responsible.nameEn as responsibleEn',
      'coordinating.nameZh as coordinatingZh',
      'coordinating.nameEn as coordinatingEn',
      'duty.collectingUnitId',
      'unit.nameZh as unitZh',
      'unit.nameEn as unitEn',
      cardOf.as('card'),
    ])
type CellRow = Awaited<ReturnType<ReturnType<typeof cellRows>['executeTakeFirstOrThrow']>>

/** Cells come in the order of their rows: an indicator that differs from the one before begins a new row. */
function grouped(cells: readonly CellRow[]): MatrixRow[] {
  const rows: MatrixRow[] = []
  for (const cell of cells) {
    const last = rows.at(-1)
    const same = last?.indicator.id === cell.indicatorId && last.responsibleDivision.id === cell.responsibleDivisionId
    if (last && same) last.cells.push(cellOf(cell))
    else rows.push({ ...headOf(cell), cells: [cellOf(cell)] })
  }
  return rows
}

const headOf = (row: CellRow): Omit<MatrixRow, 'cells'> => ({
  indicator: {
    id: row.indicatorId,
    name: row.indicatorName,
    unit: row.unit,
    decimals: row.decimals,
    frequency: row.frequency as MatrixRow['indicator']['frequency'],
  },
  item: { id: row.itemId, code: row.code, title: row.title },
  responsibleDivision: { id: row.responsibleDivisionId, name: text(row.responsibleZh, row.responsibleEn) },
  coordinatingDivision: text(row.coordinatingZh, row.coordinatingEn),
  collectingUnit: named(row.collectingUnitId, row.unitZh, row.unitEn),
})

const cellOf = (row: CellRow): MatrixRow['cells'][number] => ({
  dutyId: row.dutyId,
  period: row.period,
  opensOn: row.opensOn,
  stage: row.stage as Stage,
  kind: row.kind as EntryKind | null,
  value: row.value,
  firstSignedOn: row.firstSignedOn,
  internalDueOn: row.internalDueOn,
  externalDueOn: row.externalDueOn,
  isCorrected: row.isCorrected,
  lateStart: row.lateStart,
  card: row.card as MatrixRow['cells'][number]['card'],
})
