import { sql } from 'kysely'
import { type Matter, type MatterSource, passedEntry } from '#server/kernel/divisionMatter.ts'

const open: MatterSource['open'] = async (tx, divisionIds) => {
  const ids = sql`any(${[...divisionIds]}::uuid[])`
  const { rows } = await sql<Matter>`
    select 'planCall' as kind, call.id, call.title, called.division_id,
      array(select division_id::text from plan_call_division where call_id = call.id) as also
    from plan_call_division called join plan_call call on call.id = called.call_id
    where call.state = 'issued' and called.division_id = ${ids}
      and not exists (select from plan where plan.kind = 'division' and plan.year = call.year
        and plan.division_id = called.division_id)
    union all
    select 'divisionPlan', plan.id, plan.title, plan.division_id,
      array(select division_id::text from plan other where other.kind = 'division' and other.year = plan.year)
    from plan join performance_year on performance_year.year = plan.year
    where plan.kind = 'division' and plan.state <> 'accepted' and performance_year.state <> 'closed'
      and plan.division_id = ${ids}
    union all
    select 'consultation', consultation.id, plan.title, answer.division_id,
      array(select division_id::text from consultation_answer where consultation_id = consultation.id)
    from consultation_answer answer join consultation on consultation.id = answer.consultation_id
    join plan on plan.id = consultation.plan_id
    where consultation.state = 'open' and answer.state = 'asked' and answer.division_id = ${ids}
    union all
    select 'amendment', amendment.id, amendment.content ->> 'title', amendment.division_id, array[]::text[]
    from amendment where amendment.state in ('drafted', 'proposed', 'approved') and amendment.division_id = ${ids}`.execute(
    tx,
  )
  return rows
}

/** Plans of their own go with `moveRest`; what was asked of a division is asked of its successor. */
const pass: MatterSource['pass'] = async (tx, passing) => {
  const { from, to } = passing
  const matters = await open(tx, [from.id])
  await sql`insert into plan_call_division (call_id, division_id, due_on)
    select called.call_id, ${to.id}::uuid, called.due_on from plan_call_division called
    join plan_call call on call.id = called.call_id
    where called.division_id = ${from.id} and (call.state = 'issued' or exists (select from plan
      where plan.kind = 'division' and plan.year = call.year and plan.division_id = ${from.id}))
    on conflict do nothing`.execute(tx)
  await sql`insert into consultation_answer (consultation_id, division_id)
    select answer.consultation_id, ${to.id}::uuid from consultation_answer answer
    join consultation on consultation.id = answer.consultation_id
    where consultation.state = 'open' and answer.state = 'asked' and answer.division_id = ${from.id}
    on conflict do nothing`.execute(tx)
  await sql`update consultation_answer answer set state = 'passed', version = answer.version + 1
    from consultation where consultation.id = answer.consultation_id and consultation.state = 'open'
      and answer.state = 'asked' and answer.division_id = ${from.id}`.execute(tx)
  await sql`update amendment set division_id = ${to.id}::uuid, version = version + 1
    where state in ('drafted', 'proposed', 'approved') and division_id = ${from.id}`.execute(tx)
  await sql`update amendment_receipt receipt set division_id = ${to.id}::uuid
    where received_at is null and division_id = ${from.id} and not exists (select from amendment_receipt other
      where other.amendment_id = receipt.amendment_id and other.division_id = ${to.id})`.execute(tx)
  return matters.filter(({ kind }) => kind !== 'divisionPlan').map(({ kind, id }) => passedEntry(kind, id, passing))
}

export const planMatters: MatterSource = { open, pass }
