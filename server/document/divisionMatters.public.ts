import { sql } from 'kysely'
import { type Matter, type MatterSource, passedEntry } from '#server/kernel/divisionMatter.ts'

const open: MatterSource['open'] = async (tx, divisionIds) => {
  const ids = sql`any(${[...divisionIds]}::uuid[])`
  const { rows } = await sql<Matter>`
    select 'receipt' as kind, document.id, document.title, receipt.division_id,
      array(select division_id::text from document_receipt where document_id = document.id) as also
    from document_receipt receipt join official_document document on document.id = receipt.document_id
    where document.state = 'issued' and receipt.read_at is null and receipt.division_id = ${ids}
      and not exists (select from division_successor past where past.division_id = receipt.division_id)
    union all
    select 'cosignature', document.id, document.title, request.division_id,
      array(select division_id::text from document_cosignature where document_id = document.id and state = 'asked')
    from document_cosignature request join official_document document on document.id = request.document_id
    where document.state = 'drafted' and request.state = 'asked' and request.division_id = ${ids}`.execute(tx)
  return rows
}

/** The receipt of a division that has ended stays open under its name, and its successor signs its own. */
const pass: MatterSource['pass'] = async (tx, passing) => {
  const { from, to, maker } = passing
  const matters = await open(tx, [from.id])
  await sql`insert into document_receipt (document_id, division_id)
    select receipt.document_id, ${to.id}::uuid from document_receipt receipt
    join official_document document on document.id = receipt.document_id
    where document.state = 'issued' and receipt.read_at is null and receipt.division_id = ${from.id}
    on conflict do nothing`.execute(tx)
  const asked = sql`from official_document document where document.id = request.document_id
    and document.state = 'drafted' and request.state = 'asked' and request.division_id = ${from.id}`
  await sql`update document_cosignature request set division_id = ${to.id}::uuid,
      number = (select count(*)::int + 1 from document_cosignature earlier
        where earlier.document_id = request.document_id and earlier.division_id = ${to.id})
    ${asked} and not exists (select from document_cosignature own where own.document_id = request.document_id
      and own.division_id = ${to.id} and own.state = 'asked')`.execute(tx)
  await sql`update document_cosignature request set state = 'withdrawn', withdrawn_by = ${maker.personId}::uuid,
      withdrawn_at = ${maker.at}::timestamptz, withdraw_reason = ${`由${to.name}一并会签`} ${asked}`.execute(tx)
  return matters.map(({ id }) => passedEntry('officialDocument', id, passing))
}

export const documentMatters: MatterSource = { open, pass }
