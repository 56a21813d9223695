import { sql } from 'kysely'
import { type Matter, type MatterSource, passedEntry } from '#server/kernel/divisionMatter.ts'

const open: MatterSource['open'] = async (tx, divisionIds) => {
  const ids = sql`any(${[...divisionIds]}::uuid[])`
  const { rows } = await sql<Matter>`
    select 'dueException' as kind, request.id, request.period || '　' || request.reason as title,
      request.responsible_division_id as division_id, array[]::text[] as also
    from due_exception request where request.state = 'asked' and request.responsible_division_id = ${ids}
    union all
    select 'feed', feed.id, feed.name, feed.division_id, array[]::text[]
    from feed where feed.ended_at is null and feed.division_id = ${ids}
    union all
    select 'unitTemplate', own.id, own.name, own.coordinating_division_id,
      array(select coordinating_division_id::text from unit_template other
        where other.collecting_unit_id = own.collecting_unit_id and other.frequency = own.frequency)
    from unit_template own where own.coordinating_division_id = ${ids}`.execute(tx)
  return rows
}

/** Where the successor has a form of the unit itself, that one is filled from now on. */
const pass: MatterSource['pass'] = async (tx, passing) => {
  const { from, to } = passing
  const matters = await open(tx, [from.id])
  for (const column of ['responsibleDivisionId', 'coordinatingDivisionId'] as const)
    await tx
      .updateTable('dueException')
      .set({ [column]: to.id, version: sql<number>`version + 1` })
      .where('state', '=', 'asked')
      .where(column, '=', from.id)
      .execute()
  await tx
    .updateTable('feed')
    .set({ divisionId: to.id, version: sql<number>`version + 1` })
    .where('endedAt', 'is', null)
    .where('divisionId', '=', from.id)
    .execute()
  await sql`update unit_template own set coordinating_division_id = ${to.id}::uuid, version = own.version + 1
    where own.coordinating_division_id = ${from.id} and not exists (select from unit_template other
      where other.coordinating_division_id = ${to.id} and other.collecting_unit_id = own.collecting_unit_id
        and other.frequency = own.frequency)`.execute(tx)
  return matters
    .filter(({ kind, also }) => kind !== 'unitTemplate' || !also.includes(to.id))
    .map(({ kind, id }) => passedEntry(kind, id, passing))
}

export const collectionMatters: MatterSource = { open, pass }
