import { sql } from 'kysely'
import type { Tx } from '#server/kernel/db.ts'
import type { Entry } from '#server/kernel/history.ts'

type Part = { readonly itemId: string; readonly divisionId: string }
export type DutyCounts = { readonly duties: number; readonly openDuties: number }

/** How many duties of these items each division owes or coordinates, and how many of them are not finished. */
export async function countDuties(tx: Tx, itemIds: readonly string[]): Promise<(part: Part) => DutyCounts> {
  const { rows } = await sql<Part & DutyCounts>`
    select duty.item_id, party.division_id, count(*)::int as duties,
      (count(*) filter (where not ${isFinished}))::int as open_duties
    from duty cross join lateral (
      select responsible_division_id as division_id union select coordinating_division_id) as party
    where duty.item_id = any(${[...itemIds]}::uuid[])
    group by duty.item_id, party.division_id`.execute(tx)
  const counts = new Map(rows.map(({ itemId, divisionId, ...counted }) => [`${itemId} ${divisionId}`, counted]))
  return ({ itemId, divisionId }) => counts.get(`${itemId} ${divisionId}`) ?? { duties: 0, openDuties: 0 }
}

const isFinished = sql<boolean>`(stage in ('reported', 'acknowledged', 'withdrawn') or (stage = 'accepted' and collecting_unit_id is null))`

type Move = {
  readonly itemId: string
  readonly role: 'responsible' | 'coordinating' | 'coResponsible'
  readonly from: string
  readonly to: string
}

/**
 * The duties of items that move are owed to and by the new divisions from now on; a co-responsible division
 * takes along what it owes itself. Of what was reported the signatures,
 * cards and files keep the division of their day; a report that is under way goes along with its duties.
 */
export async function moveDuties(tx: Tx, moves: readonly Move[], nameOf: (id: string) => string): Promise<Entry[]> {
  await moveReports(tx, moves)
  const entries: Entry[] = []
  for (const { itemId, role, from, to } of moves) {
    const owed = role === 'coordinating' ? ('coordinating' as const) : ('responsible' as const)
    const column = `${owed}DivisionId` as const
    const rows = await tx
      .updateTable('duty')
      .set({ [column]: to, version: sql<number>`version + 1` })
      .where('itemId', '=', itemId)
      .where(column, '=', from)
      .$if(role === 'coordinating', (query) => query.where(isWithReport))
      .returning('id')
      .execute()
    const change = { field: `${owed}Division`, name: names[owed], old: nameOf(from), new: nameOf(to) }
    entries.push(
      ...rows.map(({ id }) => ({
        action: 'duty.move',
        subject: { kind: 'duty', id },
        basis: 'organization.reorganisation',
        changes: [change],
      })),
    )
  }
  return entries
}

const names = {
  responsible: { zh: '责任处', en: 'Responsible division' },
  coordinating: { zh: '协调处', en: 'Coordinating division' },
}

/** A finished duty stays with the report that holds it, where that one could not go along. */
const isWithReport = sql<boolean>`(not ${isFinished} or not exists (
  select from data_report report where report.collecting_unit_id = duty.collecting_unit_id
    and report.period = duty.period and report.coordinating_division_id = duty.coordinating_division_id))`

/** A report goes along where all its duties go to one division that has none of the same unit and period. */
async function moveReports(tx: Tx, moves: readonly Move[]): Promise<void> {
  const of = moves.filter(({ role }) => role === 'coordinating')
  const [items, froms, tos] = [of.map((one) => one.itemId), of.map((one) => one.from), of.map((one) => one.to)]
  await sql`
    update data_report set coordinating_division_id = target.to_id, version = data_report.version + 1
    from (
      select line.report_id, min(move.to_id::text)::uuid as to_id
      from data_report_line line join duty on duty.id = line.duty_id
      left join unnest(${items}::uuid[], ${froms}::uuid[], ${tos}::uuid[]) as move (item_id, from_id, to_id)
        on move.item_id = duty.item_id and move.from_id = duty.coordinating_division_id
      group by line.report_id
      having count(distinct move.to_id) = 1 and count(move.to_id) = count(*)
    ) target
    where data_report.id = target.report_id and data_report.coordinating_division_id = any(${froms}::uuid[])
      and not exists (select from data_report present where present.coordinating_division_id = target.to_id
        and present.period = data_report.period and present.collecting_unit_id = data_report.collecting_unit_id)`.execute(
    tx,
  )
}
