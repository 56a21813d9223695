import { sql } from 'kysely'
import { type MatterSource, passedEntry } from '#server/kernel/divisionMatter.ts'

const open: MatterSource['open'] = async (tx, divisionIds) => {
  const rows = await tx
    .selectFrom('problem')
    .select(['id', 'title', 'ownerDivisionId'])
    .where('state', '=', 'owned')
    .where('ownerDivisionId', 'in', [...divisionIds])
    .execute()
  return rows.map(({ ownerDivisionId, ...row }) => ({
    ...{ kind: 'problem' as const, ...row, divisionId: ownerDivisionId ?? '', also: [] },
  }))
}

/** The person named goes on where there is a post in the successor; else it waits for the successor's head. */
const pass: MatterSource['pass'] = async (tx, passing) => {
  const matters = await open(tx, [passing.from.id])
  const to = passing.to.id
  await sql`update problem set owner_division_id = ${to}::uuid, version = version + 1,
      owner_person_id = (select post.person_id from post where post.person_id = problem.owner_person_id
        and post.division_id = ${to}::uuid and (post.to_on is null or post.to_on > ${passing.maker.at}::timestamptz::date)
        limit 1)
    where state = 'owned' and owner_division_id = ${passing.from.id}`.execute(tx)
  return matters.map(({ id }) => passedEntry('problem', id, passing))
}

export const problemMatters: MatterSource = { open, pass }
