import { sql } from 'kysely'
import { type Matter, type MatterSource, passedEntry } from '#server/kernel/divisionMatter.ts'

/** Orders to a division; one to a person stays with the person, and nobody is told of it by a reorganisation. */
const open: MatterSource['open'] = async (tx, divisionIds) => {
  const ids = sql`any(${[...divisionIds]}::uuid[])`
  const { rows } = await sql<Matter>`
    select 'rectification' as kind, id, title, division_id, array[]::text[] as also from rectification
    where person_id is null and state in ('issued', 'received', 'answered') and division_id = ${ids}
    union all
    select 'findingNote', id, words, division_id, array[]::text[] from finding_note
    where state = 'noted' and division_id = ${ids}`.execute(tx)
  return rows
}

/** The successor puts right what is open; the notice, and what was answered, keep the old name. */
const pass: MatterSource['pass'] = async (tx, passing) => {
  const { from, to } = passing
  const matters = await open(tx, [from.id])
  await sql`update rectification set division_id = ${to.id}::uuid, version = version + 1
    where person_id is null and state in ('issued', 'received', 'answered') and division_id = ${from.id}`.execute(tx)
  await sql`update finding_note set division_id = ${to.id}::uuid, version = version + 1
    where state = 'noted' and division_id = ${from.id}`.execute(tx)
  return matters.map(({ kind, id }) => passedEntry(kind, id, passing))
}

export const rectificationMatters: MatterSource = { open, pass }
