import { sql } from 'kysely'
import { z } from 'zod'
import type { listDuties, MatrixRow, readMatrix } from '#domain/collection/duty.api.ts'
import type { EntryKind, Stage } from '#domain/collection/duty.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import { day, id } from '#domain/kernel/endpoint.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { named, rowOf, text } from './duty.shape.ts'
import { filtered } from './dutyFilters.store.ts'
import { branchesOf, cardOf, type Duties, dutyRows } from './dutyRows.store.ts'

type MatrixQuery = z.output<typeof readMatrix.query>

const place = z.tuple([day, id])

/** One page of duties by external due day. */
export async function listPage(tx: Tx, actor: Actor, query: z.output<typeof listDuties.query>, today: string) {
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

const sortShown = z.string().regex(/^-?\d{1,10}$/)
const matrixPlace = z.tuple([sortShown, id, sortShown, id])
/** Indicators that were taken out of the plan come after the others of their item. */
const sortOf = sql<number>`coalesce(indicator.sort, 2147483647)`

/** One page of the year's indicators in the order of the plan, each with all its duties that this post sees. */
export async function matrix(tx: Tx, actor: Actor, { year, divisionId, collectingUnitId, after, limit }: MatrixQuery) {
  const at = placeOf(after, matrixPlace)
  const seen = (duties: Duties) =>
    duties
      .where('duty.year', '=', year)
      .$if(divisionId !== undefined, (q) => q.where('duty.responsibleDivisionId', '=', divisionId ?? ''))
      .$if(collectingUnitId !== undefined, (q) => q.where('duty.collectingUnitId', '=', collectingUnitId ?? ''))
  const heads = await tx
    .selectFrom('item')
    .innerJoin('indicator', 'indicator.itemId', 'item.id')
    .select(['indicator.id', 'item.id as itemId', 'item.sort as itemSort', sortOf.as('sort')])
    .where('item.year', '=', year)
    .$if(at !== undefined, (q) => q.where(afterIndicator(at ?? ['', '', '', ''])))
    .where(({ exists, or }) =>
      or(
        branchesOf(tx, actor).map((of) =>
          exists(seen(of).select('duty.id').where(sql<boolean>`duty.indicator_id = indicator.id`)),
        ),
      ),
    )
    .orderBy('item.sort')
    .orderBy('item.id')
    .orderBy(sortOf)
    .orderBy('indicator.id')
    .limit(limit + 1)
    .execute()
  const { rows: shown, next } = pageFrom(heads, limit, (row) =>
    cursorAt(`${row.itemSort}`, row.itemId, `${row.sort}`, row.id),
  )
  if (shown.length === 0) return { rows: [], next: null }
  const ids = shown.map((head) => head.id)
  const [first, ...more] = branchesOf(tx, actor).map((of) => everything(seen(of).where('duty.indicatorId', 'in', ids)))
  if (!first) return { rows: [], next: null }
  const cells = await cellRows(
    tx,
    more.reduce((rows, branch) => rows.unionAll(branch), first),
  )
    .orderBy('item.sort')
    .orderBy('item.id')
    .orderBy(sortOf)
    .orderBy('indicator.id')
    .orderBy('duty.period')
    .execute()
  return { rows: grouped(cells), next }
}

const afterIndicator = ([itemSort, itemId, sort, lastId]: z.output<typeof matrixPlace>) =>
  sql<boolean>`(item.sort, item.id, ${sortOf}, indicator.id) > (${itemSort}::int, ${itemId}::uuid, ${sort}::int, ${lastId}::uuid)`

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
