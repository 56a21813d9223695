import { sql } from 'kysely'
import { z } from 'zod'
import type { MatrixCell, MatrixRow, readMatrix } from '#domain/collection/duty.api.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import { id } from '#domain/kernel/endpoint.ts'
import type { Text } from '#domain/kernel/text.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { text } from './duty.shape.ts'
import { branchesOf, cardOf, type Duties } from './dutyRows.store.ts'

type MatrixQuery = z.output<typeof readMatrix.query>

const sortShown = z.string().regex(/^-?\d{1,10}$/)
const matrixPlace = z.tuple([sortShown, id, sortShown, id])
/** Indicators that were taken out of the plan come after the others of their item. */
const sortOf = sql<number>`coalesce(indicator.sort, 2147483647)`

/** The duties of the year that this post sees and the query leaves in. */
const seenIn =
  ({ year, divisionId, collectingUnitId }: MatrixQuery) =>
  (duties: Duties) =>
    duties
      .where('duty.year', '=', year)
      .$if(divisionId !== undefined, (q) => q.where('duty.responsibleDivisionId', '=', divisionId ?? ''))
      .$if(collectingUnitId !== undefined, (q) => q.where('duty.collectingUnitId', '=', collectingUnitId ?? ''))

/** One page of the year's indicators in the order of the plan, each with all its duties that this post sees. */
export async function matrix(tx: Tx, actor: Actor, query: MatrixQuery) {
  const heads = await headsOf(tx, actor, query)
  const { rows: shown, next } = pageFrom(heads, query.limit, (row) =>
    cursorAt(`${row.itemSort}`, row.itemId, `${row.sort}`, row.id),
  )
  if (shown.length === 0) return { rows: [], next: null }
  const ids = shown.map((head) => head.id)
  const seen = seenIn(query)
  const [first, ...more] = branchesOf(tx, actor).map((of) => cellsOf(seen(of).where('duty.indicatorId', 'in', ids)))
  if (!first) return { rows: [], next: null }
  const found = await tx
    .selectFrom(more.reduce((rows, branch) => rows.unionAll(branch), first).as('duty'))
    .select(['duty.indicatorId', placed.as('cells')])
    .groupBy('duty.indicatorId')
    .execute()
  const cells = new Map(found.map((row) => [row.indicatorId, row.cells]))
  const names = await namesOf(
    tx,
    found.flatMap((row) => row.cells),
  )
  return { rows: shown.flatMap((head) => rowsOf(head, cells.get(head.id) ?? [], names)), next }
}

const headsOf = (tx: Tx, actor: Actor, query: MatrixQuery) => {
  const at = placeOf(query.after, matrixPlace)
  const seen = seenIn(query)
  return tx
    .selectFrom('item')
    .innerJoin('indicator', 'indicator.itemId', 'item.id')
    .select(['indicator.id', 'item.id as itemId', 'item.sort as itemSort', sortOf.as('sort')])
    .select(['indicator.name', 'indicator.unit', 'indicator.decimals', 'item.code', 'item.title'])
    .where('item.year', '=', query.year)
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
    .limit(query.limit + 1)
    .execute()
}
type Head = Awaited<ReturnType<typeof headsOf>>[number]

const afterIndicator = ([itemSort, itemId, sort, lastId]: z.output<typeof matrixPlace>) =>
  sql<boolean>`(item.sort, item.id, ${sortOf}, indicator.id) > (${itemSort}::int, ${itemId}::uuid, ${sort}::int, ${lastId}::uuid)`

const cellsOf = (duties: Duties) => duties.selectAll('duty')

type Frequency = MatrixRow['indicator']['frequency']
/** Whose row it falls into, and the cell. */
type Placed = readonly [division: string, coordinating: string, unit: string | null, Frequency, MatrixCell]

/** The cells of an indicator come as one value: read at once, without a name for each field of each of thousands. */
const placed = sql<
  readonly Placed[]
>`json_agg(json_build_array(duty.responsible_division_id, duty.coordinating_division_id,
  duty.collecting_unit_id, duty.frequency, json_build_object('dutyId', duty.id, 'period', duty.period,
  'opensOn', duty.opens_on, 'stage', duty.stage, 'kind', duty.kind, 'value', duty.value::text,
  'firstSignedOn', duty.first_signed_on, 'internalDueOn', duty.internal_due_on, 'externalDueOn', duty.external_due_on,
  'isCorrected', duty.is_corrected, 'lateStart', duty.late_start, 'card', ${cardOf})) order by duty.period)`

/** The names of the divisions and collecting units of a page, each once. */
async function namesOf(tx: Tx, cells: readonly Placed[]): Promise<(id: string) => Text> {
  const ids = [
    ...new Set(cells.flatMap(([division, coordinating, unit]) => [division, coordinating, unit ?? []].flat())),
  ]
  const of = sql<string>`any(${ids}::uuid[])`
  const rows = await tx
    .selectFrom('division')
    .select(['id', 'nameZh', 'nameEn'])
    .where('id', '=', of)
    .unionAll(tx.selectFrom('externalBody').select(['id', 'nameZh', 'nameEn']).where('id', '=', of))
    .execute()
  const names = new Map(rows.map(({ id: of, nameZh, nameEn }) => [of, text(nameZh, nameEn)]))
  return (of) => names.get(of) ?? text('', '')
}

/** Cells come by period: a division that differs from the one before begins a new row. */
function rowsOf(head: Head, cells: readonly Placed[], name: (id: string) => Text): MatrixRow[] {
  const rows: MatrixRow[] = []
  for (const [division, coordinating, unit, frequency, cell] of cells) {
    const last = rows.at(-1)
    if (last?.responsibleDivision.id === division) last.cells.push(cell)
    else
      rows.push({
        indicator: { id: head.id, name: head.name, unit: head.unit, decimals: head.decimals, frequency },
        item: { id: head.itemId, code: head.code, title: head.title },
        responsibleDivision: { id: division, name: name(division) },
        coordinatingDivision: name(coordinating),
        collectingUnit: unit === null ? null : { id: unit, name: name(unit) },
        cells: [cell],
      })
  }
  return rows
}
